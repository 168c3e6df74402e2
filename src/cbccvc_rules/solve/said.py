"""What is said of what was found in the packs: in words, in both languages, and as plain data."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.exact import show_number
from cbccvc_rules.solve.cells import TABLES, plain_shown
from cbccvc_rules.solve.said_covered import covered_by_choice, covers_data, follows, follows_data
from cbccvc_rules.sources import LANGS, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.lang.rules import Interval
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.solve.put import Found
    from cbccvc_rules.solve.verify import Listed, Verified
    from cbccvc_rules.solve.witness import Witness
    from cbccvc_rules.sources import Citation, Lang

FORMATS = ("text", "json")
_HEADS: Mapping[str, Text] = {
    "gap": Text(
        "Khoảng trống: có người không mức xếp loại nào hợp lệ",
        "Gaps: facts for which no rating is lawful",
    ),
    "contradiction": Text(
        "Mâu thuẫn: các quy tắc cùng loại hết mọi mức xếp loại",
        "Contradictions: rules that between them leave no rating",
    ),
    "dead": Text("Quy tắc chết: không ai vi phạm được", "Dead rules: nobody can break them"),
    "implied": Text(
        "Quy tắc thừa: vi phạm thì luôn vi phạm cả quy tắc khác",
        "Implied rules: whoever breaks one breaks others with it",
    ),
    "not-monotone": Text(
        "Ngược chiều: đơn vị được xếp cao hơn thì hợp lệ thành vi phạm",
        "Not monotone: a better grade of a unit turns kept into broken",
    ),
}
_BECAUSE: Mapping[str, Text] = {
    "law_leaves_gap": Text("luật để trống", "the law leaves a gap"),
    "law_repeats_itself": Text("luật nói lại", "the law repeats itself"),
    "law_means_it": Text("luật muốn vậy", "the law means it"),
    "accepted": Text("chấp nhận", "accepted"),
}
_NO_REASON = Text("CHƯA CÓ LÝ DO", "NO REASON RECORDED")
_SAME = Text("cùng nói một điều (says_same: {key})", "they say the same (says_same: {key})")
_SMALLEST = Text("Ví dụ nhỏ nhất, ngày {on}: {rows}", "Smallest example, on {on}: {rows}")
_RAISED = Text("đơn vị {unit} từ {was} lên {now}", "unit {unit} from {was} to {now}")
_SOME_UNIT = Text("trực thuộc", "below")
_USUAL = Text("không có gì đáng kể", "nothing remarkable")
_ASIDE = Text(
    "Không hỏi được bộ giải: {rule} (hỏi `{why}`)", "The solver cannot be asked: {rule} (`{why}`)"
)
_GIVEN_UP = Text("Bộ giải bỏ dở: {what}", "The solver gave up: {what}")
_COUNTS = Text(
    "{rules} quy tắc, {laws} thời kỳ và diện; {gap} khoảng trống, {contradiction} mâu thuẫn, "
    "{dead} quy tắc chết, {implied} quy tắc thừa, {not_monotone} ngược chiều; "
    "chưa có lý do: {unexplained}",
    "rules: {rules}, laws by time and category: {laws}; gaps: {gap}, "
    "contradictions: {contradiction}, dead: {dead}, implied: {implied}, "
    "not monotone: {not_monotone}; without a reason: {unexplained}",
)
_ON = Text("từ {first} đến {last}", "{first} to {last}")
_SINCE = Text("từ {first}", "since {first}")


def said(done: Verified, library: Library, form: str, lang: Lang) -> str:
    """Return what was found, in a format."""
    if form == "json":
        return json.dumps(_data(done), ensure_ascii=False, indent=2) + "\n"
    return "\n".join(_lines(done, library, lang)) + "\n"


def unexplained(done: Verified) -> int:
    """Return how many things were found for which no reason is recorded."""
    return sum(not one.stands for one in done.listed)


def _lines(done: Verified, library: Library, lang: Lang) -> Iterator[str]:
    for kind, head in _HEADS.items():
        own = [one for one in done.listed if one.found.kind == kind]
        if own:
            yield f"{head.in_(lang)} ({len(own)})"
            for one in own:
                yield from _of_one(one, library, lang)
    for rule, why in sorted(done.aside.items()):
        yield _ASIDE.in_(lang).format(rule=rule, why=why)
    for what in done.given_up:
        yield _GIVEN_UP.in_(lang).format(what=what)
    yield _COUNTS.in_(lang).format_map(_counts(done))
    yield covered_by_choice(done.readings, lang)
    yield follows(done.unlike, done.occasions, lang)


def _of_one(one: Listed, library: Library, lang: Lang) -> Iterator[str]:
    found = one.found
    yield f"  {found.id}"
    if one.stretches:
        yield f"    {when(one.stretches, lang)}"
    clause = _clause(found, library, lang)
    if clause:
        yield f"    {clause}"
    if found.witness is not None:
        rows = witness_said(found.witness, lang)
        yield "    " + _SMALLEST.in_(lang).format(on=found.witness.on.isoformat(), rows=rows)
    if found.raised is not None:
        unit, was, now = found.raised
        named = unit or _SOME_UNIT.in_(lang)
        yield "    " + _RAISED.in_(lang).format(unit=named, was=was, now=now)
    yield f"    {_why(one, lang)}"


def _why(one: Listed, lang: Lang) -> str:
    if one.reason is not None:
        point = f" ({one.reason.open_point})" if one.reason.open_point else ""
        because = _BECAUSE[one.reason.because].in_(lang)
        return f"{because}{point}: {one.reason.says.in_(lang)}"
    if one.same is not None:
        return f"{_BECAUSE['law_repeats_itself'].in_(lang)}: {_SAME.in_(lang).format(key=one.same)}"
    return _NO_REASON.in_(lang)


def _clause(found: Found, library: Library, lang: Lang) -> str:
    """Return what the condition that leaves a gap says, with its provision."""
    rule = library.rules.get(found.rules[0])
    condition = None
    if rule is not None and found.part:
        condition = next((one for one in rule.require if one.id == found.part), None)
    if condition is None:
        cites = [cite for name in found.rules for cite in library.rules[name].cites[:1]]
        return _cited(cites, lang)
    told = "" if condition.says is None else f"{condition.says.in_(lang)} "
    return f"{told}({_cited(condition.cites, lang)})"


def _cited(cites: Iterable[Citation], lang: Lang) -> str:
    return "; ".join(dict.fromkeys(cite.text(lang) for cite in cites))


def when(stretches: Sequence[tuple[Interval, str]], lang: Lang) -> str:
    """Return for whom something holds, and from when to when; days that follow on are joined."""
    parts: list[str] = []
    for standing in dict.fromkeys(name for _, name in stretches):
        joined: list[tuple[date | None, date | None]] = []
        for interval, name in stretches:
            if name != standing:
                continue
            first, last = interval.first, interval.last
            if joined and joined[-1][1] is not None and first is not None:
                before = joined[-1][1] + timedelta(days=1)
                if before == first:
                    joined[-1] = (joined[-1][0], last)
                    continue
            joined.append((first, last))
        parts.append(f"{standing} " + ", ".join(_days(*one, lang) for one in joined))
    return "; ".join(parts)


def _days(first: date | None, last: date | None, lang: Lang) -> str:
    told = "…" if first is None else first.isoformat()
    if last is None:
        return _SINCE.in_(lang).format(first=told)
    return _ON.in_(lang).format(first=told, last=last.isoformat())


def witness_said(witness: Witness, lang: Lang) -> str:
    """Return the rows of a round in a line, with what is remarkable in them."""
    records = {table: record for record, table in TABLES.items()}
    said: list[str] = []
    for table, every in witness.records.items():
        rows: list[str] = []
        for row in every:
            told = [
                f"{name}={shown_cell(value, lang)}"
                for name, value in row.items()
                if value is not None and not _is_plain(records[table], name, value, witness)
            ]
            rows.append(f"{_name(row)}: {', '.join(told) or _USUAL.in_(lang)}")
        said += _joined(rows)
    return "; ".join(said)


def _joined(rows: Iterable[str]) -> list[str]:
    """Join rows that say the same of several subjects: `S1–S4: rating=HTNV`."""
    said: list[tuple[list[str], str]] = []
    for row in rows:
        name, _, rest = row.partition(": ")
        if said and said[-1][1] == rest:
            said[-1][0].append(name)
        else:
            said.append(([name], rest))
    return [f"{_span(names)}: {rest}" for names, rest in said]


def _span(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"


def _name(row: Mapping[str, object]) -> str:
    keys = ("violation_id", "criterion", "period", "staff_id", "unit_id")
    return str(next(row[key] for key in keys if row.get(key) is not None))


_KEYS = frozenset(
    {"staff_id", "unit_id", "category", "parent_id", "criterion", "period", "violation_id"}
)


def _is_plain(record: str, name: str, value: object, witness: Witness) -> bool:
    """Return whether a cell need not be said: a key, or what stands there as a rule.

    Of the rows of a list all is said, and of a cell that might be empty whatever it says.
    """
    if name in _KEYS:
        return True
    usual = record in {"staff", "unit"} and (record, name) not in witness.optional
    return usual and value == plain_shown(record, name, witness.on)


def shown_cell(value: object, lang: Lang) -> str:
    """Return what stands in a cell, as it is written in a file."""
    match value:
        case bool():
            return ("có" if value else "không") if lang == "vi" else ("yes" if value else "no")
        case Fraction() | int():
            return show_number(Fraction(value), lang)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _counts(done: Verified) -> dict[str, int]:
    kinds = [one.found.kind.replace("-", "_") for one in done.listed]
    return {
        **{kind.replace("-", "_"): kinds.count(kind.replace("-", "_")) for kind in _HEADS},
        "rules": done.rules,
        "laws": done.laws,
        "unexplained": unexplained(done),
    }


def _data(done: Verified) -> dict[str, object]:
    return {
        "schema_version": "1",
        "counts": _counts(done),
        "covers": {**covers_data(done.readings), **follows_data(done.unlike, done.occasions)},
        "found": [_datum(one) for one in done.listed],
        "not_asked": dict(sorted(done.aside.items())),
        "given_up": list(done.given_up),
    }


def _datum(one: Listed) -> dict[str, object]:
    found, reason = one.found, one.reason
    return {
        "id": found.id,
        "kind": found.kind,
        "rules": list(found.rules),
        "condition": found.part or None,
        "when": [
            {
                "standing": standing,
                "from": None if interval.first is None else interval.first.isoformat(),
                "to": None if interval.last is None else interval.last.isoformat(),
            }
            for interval, standing in one.stretches
        ],
        "witness": None if found.witness is None else witness_data(found.witness),
        "raised": None
        if found.raised is None
        else dict(zip(("unit", "from", "to"), found.raised, strict=True)),
        "says_same": one.same,
        "reason": None
        if reason is None
        else {
            "because": reason.because,
            "open_point": reason.open_point,
            "says": {lang: reason.says.in_(lang) for lang in LANGS},
            "place": str(reason.place),
        },
    }


def witness_data(witness: Witness) -> dict[str, object]:
    """Return a round as plain data."""
    return {
        "on": witness.on.isoformat(),
        "subject": witness.subject,
        "tables": {
            table: [
                {
                    name: None if cell is None else shown_cell(cell, "vi")
                    for name, cell in row.items()
                }
                for row in rows
            ]
            for table, rows in witness.records.items()
        },
    }
