"""How often each rule is broken, waived and open in a round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.model.finding import SEVERITIES, Severity, Verdict
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.sources import Text


@dataclass(frozen=True, slots=True)
class RuleStatistics:
    """How many findings of one rule count as broken, are waived, or are still open."""

    rule: str
    title: Text
    severity: Severity
    broken: int
    waived: int
    unknown: int


def statistics(findings: Iterable[Finding]) -> tuple[RuleStatistics, ...]:
    """Return a line for each rule that found something: the gravest first, then the most broken."""
    groups: dict[tuple[str, Severity], list[Finding]] = {}
    for one in findings:
        if one.verdict in {Verdict.BROKEN, Verdict.UNKNOWN}:
            groups.setdefault((one.rule, one.severity), []).append(one)
    lines = [
        RuleStatistics(
            rule=rule,
            title=group[0].title,
            severity=severity,
            broken=sum(one.verdict is Verdict.BROKEN and one.waived is None for one in group),
            waived=sum(one.waived is not None for one in group),
            unknown=sum(one.verdict is Verdict.UNKNOWN for one in group),
        )
        for (rule, severity), group in groups.items()
    ]

    def order(line: RuleStatistics) -> tuple[int, int, int, str]:
        return (SEVERITIES.index(line.severity), -line.broken, -line.unknown, line.rule)

    return tuple(sorted(lines, key=order))
