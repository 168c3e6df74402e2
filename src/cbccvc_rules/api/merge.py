"""Findings of different laws that say the same of one subject become one, with every citation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.model.finding import SEVERITIES, Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cbccvc_rules.lang.rules import Rule


_SAID = frozenset({Verdict.BROKEN, Verdict.UNKNOWN})


def merged(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    """Join broken, and undecided, findings of rules that say the same; the most severe one speaks.

    What a weaker rule says of a subject that a stronger one leaves undecided stays its own.
    """
    alike: dict[tuple[str, str, str, Verdict], list[Finding]] = {}
    kept: list[Finding] = []
    for finding in findings:
        rule = rules.get(finding.rule)
        key = None if rule is None else rule.says_same
        if key is None or finding.verdict not in _SAID:
            kept.append(finding)
        else:
            subject = finding.subject
            same = (key, subject.kind, subject.id, finding.verdict)
            alike.setdefault(same, []).append(finding)
    return [*kept, *(_joined(group) for group in alike.values())]


def _joined(group: list[Finding]) -> Finding:
    first, *others = sorted(group, key=lambda one: (SEVERITIES.index(one.severity), one.rule))
    cites = dict.fromkeys([*first.cites, *(cite for one in others for cite in one.cites)])
    flips = first.flips if all(one.flips for one in group) else ()
    also = tuple(one.rule for one in others)
    missing = tuple(dict.fromkeys(fact for one in (first, *others) for fact in one.missing))
    return replace(first, cites=tuple(cites), flips=flips, also=also, missing=missing)
