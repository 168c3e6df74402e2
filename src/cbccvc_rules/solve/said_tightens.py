"""What is said of a local pack held against its parent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cbccvc_rules.solve.said import when, witness_data, witness_said
from cbccvc_rules.solve.said_covered import covered, covers_data
from cbccvc_rules.solve.written import tables
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.solve.tightens import Claim, Standing, Tightened
    from cbccvc_rules.sources import Lang

_MARKS: Mapping[Standing, str] = {"proved": "✓", "refuted": "✗", "not proved": "?"}
_ENDED: Mapping[Standing, Text] = {
    "proved": Text(
        "{rule}: ai theo {by} thì cũng theo quy tắc này", "{rule}: whatever keeps {by} keeps it"
    ),
    "refuted": Text(
        "{rule}: {by} cho phép điều quy tắc này cấm", "{rule}: {by} permits what it forbids"
    ),
    "not proved": Text("{rule}: chưa chứng minh được ({why})", "{rule}: not proved ({why})"),
}
_SMALLEST = Text("Đợt nhỏ nhất, ngày {on}: {rows}", "Smallest round, on {on}: {rows}")
_LOCAL = Text("theo {pack}: {rules} – không vi phạm", "by {pack}: {rules} – not broken")
_PARENT = Text("theo {pack}: {rule} – vi phạm", "by {pack}: {rule} – broken")
_ADDED = Text(
    "Quy tắc thêm, không thay quy tắc nào của {parent}: {rules}",
    "Rules added, in the place of none of {parent}: {rules}",
)
_HELD = Text(
    "Quy tắc của {parent} vẫn áp dụng nguyên như cũ: {count}",
    "Rules of {parent} that go on holding as they are: {count}",
)
_VERDICT: Mapping[bool, Text] = {
    True: Text(
        "Đã chứng minh: {local} không cho phép điều gì mà {parent} cấm",
        "Proved: {local} permits nothing that {parent} forbids",
    ),
    False: Text(
        "CHƯA CHỨNG MINH: {local} không được coi là chặt như {parent}",
        "NOT PROVED: {local} cannot be taken to be as strict as {parent}",
    ),
}


def said_tightens(done: Tightened, library: Library, form: str, lang: Lang) -> str:
    """Return how every claim ended, in a format."""
    if form == "json":
        return json.dumps(_data(done), ensure_ascii=False, indent=2) + "\n"
    return "\n".join(_lines(done, library, lang)) + "\n"


def _lines(done: Tightened, library: Library, lang: Lang) -> Iterator[str]:
    for claim in done.claims:
        yield from _of_claim(claim, done, library, lang)
    if done.added:
        yield _ADDED.in_(lang).format(parent=done.parent, rules=", ".join(done.added))
    yield _HELD.in_(lang).format(parent=done.parent, count=len(done.held))
    if done.claims:
        yield covered(done.readings, done.chosen, lang)
    yield _VERDICT[done.proved].in_(lang).format(local=done.local, parent=done.parent)


def _of_claim(claim: Claim, done: Tightened, library: Library, lang: Lang) -> Iterator[str]:
    by, own = ", ".join(claim.by), library.rules[claim.rule]
    said = _ENDED[claim.ended].in_(lang).format(rule=claim.rule, by=by, why=claim.why)
    yield f"{_MARKS[claim.ended]} {said}"
    yield f"    {'; '.join(cite.text(lang) for cite in own.cites)}"
    yield f"    {when(claim.stretches, lang)}"
    witness = claim.witness
    if witness is None:
        return
    rows = witness_said(witness, lang)
    yield "    " + _SMALLEST.in_(lang).format(on=witness.on.isoformat(), rows=rows)
    for name, text in tables(witness, done.chosen).items():
        yield f"      {name}"
        yield from (f"        {line}" for line in text.splitlines())
    yield "    " + _LOCAL.in_(lang).format(pack=done.local, rules=by)
    yield "    " + _PARENT.in_(lang).format(pack=done.parent, rule=claim.rule)
    if claim.message is not None:
        yield f"      {claim.message.in_(lang)}"


def _data(done: Tightened) -> dict[str, object]:
    return {
        "schema_version": "1",
        "local": done.local,
        "parent": done.parent,
        "proved": done.proved,
        "covers": covers_data(done.readings),
        "claims": [_datum(one) for one in done.claims],
        "added": done.added,
        "held": done.held,
    }


def _datum(claim: Claim) -> dict[str, object]:
    return {
        "rule": claim.rule,
        "by": list(claim.by),
        "ended": claim.ended,
        "why": claim.why or None,
        "witness": None if claim.witness is None else witness_data(claim.witness),
    }
