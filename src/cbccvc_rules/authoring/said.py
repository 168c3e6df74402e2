"""What is said about packs and cases: the list of packs, their check, the outcome of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.sources import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.authoring.cases import Case, Mismatch
    from cbccvc_rules.authoring.reached import Part
    from cbccvc_rules.lang.rules import Interval
    from cbccvc_rules.packs.library import Library

_RULES = Text("{0} quy tắc", "rules: {0}")
_CHECKED = Text(
    "Không có lỗi: {packs} bộ, {rules} quy tắc, {parameters} tham số, {readings} cách hiểu",
    "No fault; packs: {packs}, rules: {rules}, parameters: {parameters}, readings: {readings}",
)
_RAN = Text(
    "{cases} ca, {expectations} kết luận: {wrong} ca sai",
    "cases: {cases}, expectations: {expectations}; cases wrong: {wrong}",
)
_WITHOUT = Text("quy tắc chưa có ca nào: {0}", "rules without any case: {0}")
_UNREACHED = Text(
    "chưa có ca nào cho {rule}: {part} = {outcome}", "no case reaches {rule}: {part} = {outcome}"
)
_MISMATCH = Text(
    "{place}: ca “{name}”, {subject}: {what} phải là `{expected}`, nhưng ra `{found}`",
    "{place}: case “{name}”, {subject}: {what} should be `{expected}` but is `{found}`",
)


def days(interval: Interval) -> str:
    """Return an interval as `first … last`, open at the end where it has none."""
    first = "…" if interval.first is None else interval.first.isoformat()
    last = "…" if interval.last is None else interval.last.isoformat()
    return f"{first} → {last}"


def pack_list(library: Library, lang: Lang) -> str:
    """Return the packs with their rules."""
    return "\n".join(_packs(library, lang)) + "\n"


def _packs(library: Library, lang: Lang) -> Iterator[str]:
    for name, pack in sorted(library.packs.items()):
        rules = [rule for rule in library.rules.values() if rule.pack == name]
        yield f"{name}  {pack.title.in_(lang)} ({_RULES.in_(lang).format(len(rules))})"
        for rule in sorted(rules, key=lambda rule: rule.id):
            yield f"  {rule.id}  [{rule.severity}, {days(rule.in_force)}]  {rule.title.in_(lang)}"


def pack_checked(library: Library, lang: Lang) -> str:
    """Return the line that says nothing is at fault."""
    return _CHECKED.in_(lang).format(
        packs=len(library.packs),
        rules=len(library.rules),
        parameters=len(library.parameters),
        readings=len(library.readings),
    )


def mismatch_line(found: Mismatch, lang: Lang) -> str:
    """Return one mismatch as a line that begins with the place of the case."""
    return _MISMATCH.in_(lang).format(
        place=found.case.place,
        name=found.case.spec.name,
        subject=found.subject or "–",
        what=found.what,
        expected=found.expected,
        found=found.found,
    )


def unreached_line(part: Part, lang: Lang) -> str:
    """Return the line that names a part of a rule no case reaches."""
    return _UNREACHED.in_(lang).format(rule=part.rule, part=part.part, outcome=part.outcome)


def cases_summary(
    cases: Sequence[Case], mismatches: Sequence[Mismatch], without: Sequence[str], lang: Lang
) -> str:
    """Return how many cases ran, how many are wrong, and which rules have none."""
    wrong = {(str(found.case.place)) for found in mismatches}
    lines = [
        _RAN.in_(lang).format(
            cases=len(cases),
            expectations=sum(len(case.spec.expect) for case in cases),
            wrong=len(wrong),
        )
    ]
    if without:
        lines.append(_WITHOUT.in_(lang).format(", ".join(without)))
    return "\n".join(lines)
