"""The sheet of a draw, as text or JSON: who was drawn, why, and how to draw again by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.errors import discreet
from cbccvc_rules.explain.words import show_day
from cbccvc_rules.model.sample import COUNTED, PERSON
from cbccvc_rules.reports.entries import printable
from cbccvc_rules.reports.json import receipt_json
from cbccvc_rules.reports.written import answer_json
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.errors import Problem
    from cbccvc_rules.model.sample import Drawn, Sample
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.sources import Lang

SCHEMA_VERSION = "1"
Refused = tuple[str, "tuple[Problem, ...]"]
"""A round that could not be judged, and why."""

_WORDS: Mapping[str, Text] = {
    "title": Text(
        "Hồ sơ chọn ngẫu nhiên để kiểm tra: {drawn} trong {people} người",
        "Dossiers drawn by lot for inspection: {drawn} of {people} people",
    ),
    "round": Text(
        "  - {name}: kỳ {period}, ngày đánh giá {on}; {people} người, {tickets} phiếu",
        "  - {name}: period {period}, rating act of {on}; {people} people, {tickets} tickets",
    ),
    "left_out": Text(
        "; {0} người không thuộc văn bản nào nên không vào mẫu",
        "; {0} people under no law, who take no part",
    ),
    "refused": Text("  - {0}: không kiểm tra được", "  - {0}: could not be checked"),
    "rounds": Text("Các đợt", "Rounds"),
    "seed": Text("Hạt giống: {0}", "Seed: {0}"),
    "seed_made": Text(
        "Hạt giống: {0} (lấy từ danh sách mã số; để không ai đoán trước được, hãy nêu `--seed`"
        " sau khi đã nhận danh sách)",
        "Seed: {0} (made from the list of ids; for a draw that nobody can foresee, name a `--seed`"
        " once the list is in)",
    ),
    "tickets": Text("Số phiếu: {0}.", "Tickets: {0}."),
    "each_person": Text("mỗi người {0}", "{0} a person"),
    "violation": Text("vi phạm", "violation"),
    "warning": Text("cảnh báo", "warning"),
    "unknown": Text("chưa đủ dữ liệu", "not enough data"),
    "notice": Text("lưu ý", "notice"),
    "waived": Text("được miễn trừ", "waived"),
    "more": Text("thêm {number} cho mỗi kết luận {kind}", "{number} more for each {kind}"),
    "how": Text(
        "Số của một phiếu là SHA-256 của “hạt giống|{by}|số thứ tự phiếu”; số của một người"
        " là số nhỏ nhất trong các phiếu; {size} người có số nhỏ nhất được chọn.",
        "The number of a ticket is the SHA-256 of “seed|{by}|ticket”; a person's number is the"
        " lowest of the tickets; the {size} lowest are drawn.",
    ),
    "key_one": Text("mã số", "id"),
    "key_many": Text("tên đợt|mã số", "name of the round|id"),
    "person": Text("{tickets} phiếu = {sum}", "{tickets} tickets = {sum}"),
    "number": Text("phiếu {ticket}: {number}", "ticket {ticket}: {number}"),
    "in_round": Text("đợt {0}", "round {0}"),
    "all": Text(
        "Mẫu gồm tất cả những người có phiếu.", "The sample is everybody who has a ticket."
    ),
    "disclaimer": Text(
        "Được chọn không có nghĩa là sai: đây là danh sách để kiểm tra.",
        "To be drawn is not to be at fault: this is a list of whom to inspect.",
    ),
}


def sample_text(found: Sample, options: Options, refused: Sequence[Refused] = ()) -> str:
    """Return the sheet as lines of text; people are named unless told otherwise."""
    return "\n".join(_lines(found, options, refused)) + "\n"


def _lines(found: Sample, options: Options, refused: Sequence[Refused]) -> Iterator[str]:
    lang = options.lang
    yield _say("title", lang, drawn=len(found.drawn), people=found.people)
    yield f"{_say('rounds', lang)}:"
    for one in found.rounds:
        facts = {"period": one.period, "people": one.people, "tickets": one.tickets}
        day = show_day(date.fromisoformat(one.on), lang)
        line = _say("round", lang, name=printable(one.name), on=day, **facts)
        yield line + (_say("left_out", lang, one.left_out) if one.left_out else "")
    for name, problems in refused:
        yield f"{_say('refused', lang, printable(name))}:"
        yield from (f"      {problem.say(lang)}" for problem in problems)
    yield _say("seed" if found.seed_told else "seed_made", lang, printable(found.seed))
    yield _say("tickets", lang, "; ".join(_weights(found, lang)))
    key = "key_many" if len(found.rounds) > 1 else "key_one"
    yield _say("how", lang, by=_say(key, lang), size=found.size)
    yield ""
    for rank, person in enumerate(found.drawn, 1):
        yield from _person(rank, person, found, options)
    if len(found.drawn) < found.size:
        yield _say("all", lang)
    yield _say("disclaimer", lang)


def _weights(found: Sample, lang: Lang) -> Iterator[str]:
    yield _say("each_person", lang, found.weights[PERSON])
    for kind in COUNTED:
        yield _say("more", lang, number=found.weights[kind], kind=_say(kind, lang))


def _person(rank: int, one: Drawn, found: Sample, options: Options) -> Iterator[str]:
    lang = options.lang
    who = f"{one.id} {one.name}" if options.names is not False and one.name else one.id
    where = [printable(one.unit)] if one.unit else []
    if len(found.rounds) > 1:
        where.append(_say("in_round", lang, printable(one.round)))
    aside = f" ({', '.join(where)})" if where else ""
    yield f"{rank}. {printable(who)}{aside}"
    parts = [str(found.weights[PERSON])]
    parts += [
        f"{number} × {found.weights[kind]} ({_say(kind, lang)})"
        for kind, number in one.counts.items()
    ]
    yield f"   {_say('person', lang, tickets=one.tickets, sum=' + '.join(parts))}"
    yield f"   {_say('number', lang, ticket=one.ticket, number=one.number)}"
    for finding in one.findings:
        kind = _say(finding.counted_as, lang)
        yield f"   - {kind}: {finding.title.in_(lang)} [{finding.rule}]"
    yield ""


def _say(key: str, lang: Lang, *values: object, **named: object) -> str:
    return _WORDS[key].in_(lang).format(*values, **named)


def sample_json(found: Sample, options: Options, refused: Sequence[Refused] = ()) -> str:
    """Return the sheet as JSON; ids alone unless names are asked for."""
    named = options.names is True
    told = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": options.tool, "version": options.version},
        "seed": found.seed,
        "seed_told": found.seed_told,
        "size": found.size,
        "weights": dict(found.weights),
        "people": found.people,
        "tickets": found.tickets,
        "rounds": [
            {
                "name": one.name,
                "period": one.period,
                "on": one.on,
                "sources": [{"path": path, "sha256": digest} for path, digest in one.sources],
                "people": one.people,
                "tickets": one.tickets,
                "left_out": one.left_out,
                "receipt": None if one.judged is None else receipt_json(one.judged, options),
            }
            for one in found.rounds
        ],
        "refused": [
            {
                "name": name,
                "reasons": [_both(problem if named else discreet(problem)) for problem in problems],
            }
            for name, problems in refused
        ],
        "drawn": [_drawn(rank, one, options) for rank, one in enumerate(found.drawn, 1)],
    }
    return answer_json(told, named=named)


def _both(problem: Problem) -> dict[str, str]:
    return {"vi": problem.say("vi"), "en": problem.say("en")}


def _drawn(rank: int, one: Drawn, options: Options) -> dict[str, object]:
    return {
        "rank": rank,
        "round": one.round,
        "id": one.id,
        "name": one.name if options.names is True else None,
        "unit": one.unit,
        "key": one.key,
        "counts": dict(one.counts),
        "tickets": one.tickets,
        "ticket": one.ticket,
        "number": one.number,
        "findings": [
            {"rule": finding.rule, "severity": finding.severity, "fingerprint": finding.fingerprint}
            for finding in one.findings
        ],
    }
