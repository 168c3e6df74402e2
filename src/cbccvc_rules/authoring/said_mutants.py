"""What is said of mutants: how many each clause has and how many live, and every survivor."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cbccvc_rules.sources import LANGS, Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.authoring.survivors import Outcome
    from cbccvc_rules.sources import Citation

_COUNTS = Text(
    "{all} đột biến: {killed} bị ca phát hiện, {explained} sống sót có lý do, "
    "{unexplained} sống sót chưa giải thích",
    "mutants: {all}; killed by a case: {killed}, surviving with a reason: {explained}, "
    "surviving unexplained: {unexplained}",
)
_OF_CLAUSE = Text("{killed}/{all} bị phát hiện  {clause}", "{killed}/{all} killed  {clause}")
_BECOMES = Text("thành", "becomes")
_BECAUSE: Mapping[str, Text] = {
    "equivalent": Text("tương đương", "equivalent"),
    "accepted": Text("chấp nhận", "accepted"),
}
_KINDS: Mapping[str, Text] = {
    "comparator": Text("dấu so sánh", "comparator"),
    "figure": Text("con số", "figure"),
    "day": Text("ngày", "day"),
    "condition": Text("bỏ điều kiện", "condition dropped"),
    "negation": Text("phủ định", "negation"),
    "whole": Text("mẫu số", "denominator"),
    "code": Text("mã", "code"),
}
FORMATS = ("text", "json")


def said(tried: Sequence[Outcome], form: str, lang: Lang) -> str:
    """Return the outcome in a format."""
    if form == "json":
        return json.dumps(as_data(tried), ensure_ascii=False, indent=2) + "\n"
    return "\n".join(_lines(tried, lang)) + "\n"


def clause_of(cites: Sequence[Citation], lang: Lang) -> str:
    """Return provisions as a heading, those of one act together."""
    acts: dict[str, list[str]] = {}
    for cite in cites:
        provisions = acts.setdefault(cite.act_name.in_(lang), [])
        provision = cite.provision(lang)
        if provision and provision not in provisions:
            provisions.append(provision)
    return "; ".join(f"{', '.join(parts)} – {act}" if parts else act for act, parts in acts.items())


def _by_clause(tried: Sequence[Outcome], lang: Lang) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for one in sorted(tried, key=lambda one: [_rank(cite) for cite in one.mutant.cites]):
        found.setdefault(clause_of(one.mutant.cites, lang), []).append(one)
    return found


def _rank(cite: Citation) -> tuple[str, int, int, int, str, int]:
    """Return where a provision stands among others."""
    numbers = (cite.item or 0, cite.article or 0, cite.clause or 0)
    return (cite.act, *numbers, cite.point or "", cite.paragraph or 0)


def _lines(tried: Sequence[Outcome], lang: Lang) -> Iterator[str]:
    for clause, own in _by_clause(tried, lang).items():
        killed = sum(one.killer is not None for one in own)
        yield _OF_CLAUSE.in_(lang).format(killed=killed, all=len(own), clause=clause)
        for one in own:
            if one.killer is None:
                yield from _survivor(one, lang)
    yield _COUNTS.in_(lang).format_map(_counts(tried))


def _survivor(one: Outcome, lang: Lang) -> Iterator[str]:
    mutant = one.mutant
    yield f"  {mutant.place}: {mutant.id} ({_KINDS[mutant.kind].in_(lang)})"
    yield f"    {_BECOMES.in_(lang)}: {mutant.becomes}"
    if one.explained is not None:
        because = _BECAUSE[one.explained.because].in_(lang)
        yield f"    {because}: {one.explained.reason.in_(lang)}"


def _counts(tried: Sequence[Outcome]) -> dict[str, int]:
    killed = sum(one.killer is not None for one in tried)
    unexplained = sum(one.unexplained for one in tried)
    return {
        "all": len(tried),
        "killed": killed,
        "explained": len(tried) - killed - unexplained,
        "unexplained": unexplained,
    }


def as_data(tried: Sequence[Outcome]) -> dict[str, object]:
    """Return the outcome as plain data: counts, counts by clause, and every mutant."""
    clauses = {clause: _counts(own) for clause, own in _by_clause(tried, "vi").items()}
    return {
        "schema_version": "1",
        "counts": _counts(tried),
        "clauses": [{"clause": clause, **counts} for clause, counts in clauses.items()],
        "mutants": [_datum(one) for one in tried],
    }


def _datum(one: Outcome) -> dict[str, object]:
    mutant, explained = one.mutant, one.explained
    return {
        "id": mutant.id,
        "kind": mutant.kind,
        "pack": mutant.pack,
        "place": str(mutant.place),
        "cites": [cite.text("vi") for cite in mutant.cites],
        "becomes": mutant.becomes,
        "rules": list(mutant.rules),
        "killed_by": None if one.killer is None else one.killer.name,
        "explained": None
        if explained is None
        else {
            "because": explained.because,
            "reason": {lang: explained.reason.in_(lang) for lang in LANGS},
            "place": str(explained.place),
        },
    }
