"""A round under other readings: which findings stand, and what would come and go."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.api.audit import audit
from cbccvc_rules.api.context import context
from cbccvc_rules.api.turned import turned
from cbccvc_rules.model.finding import SEVERITIES
from cbccvc_rules.model.sensitivity import Outlook, Sensitivity, Swing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import Findings

Readings = dict[str, str]


def sensitive(
    here: Context, sets: Sequence[Mapping[str, str]], progress: Callable[[int, int], None] | None
) -> Sensitivity:
    """Judge a round under its readings, and under each set; without sets, one change at a time.

    Raises:
        UsageError: for unknown readings or alternatives in a set.
    """
    base = audit(here)
    asked = [dict(one) for one in sets] or _single_changes(here)
    outlooks: list[Outlook] = []
    for number, readings in enumerate(asked, 1):
        outlook = _outlook(here, base, readings)
        if sets or outlook.turned:
            outlooks.append(outlook)
        if progress is not None:
            progress(number, len(asked))
    return Sensitivity(
        chosen=base.readings,
        swings=tuple(Swing(one, _readings_of(one, here)) for one in base.findings),
        hinges=base.hinges,
        outlooks=tuple(outlooks),
        names=base.names,
    )


def _readings_of(finding: Finding, here: Context) -> Readings:
    rules = {rule.id: rule for rule in here.ruleset.rules}
    used = {
        name: here.ruleset.bindings.of(rules[rule].pack).reading(name)
        for rule in (*finding.also, finding.rule)
        if rule in rules
        for name in rules[rule].readings()
    }
    return dict(sorted(used.items()))


def _single_changes(here: Context) -> list[Readings]:
    """Return every other alternative of every reading that a rule in force takes."""
    taken: dict[str, set[str]] = {}
    for rule in here.ruleset.rules:
        for name in rule.readings():
            way = here.ruleset.bindings.of(rule.pack).reading(name)
            taken.setdefault(name, set()).add(way)
    return [
        {name: value}
        for name, ways in sorted(taken.items())
        for value in here.ruleset.choices[name].alternatives
        if ways != {value}
    ]


def _outlook(here: Context, base: Findings, readings: Readings) -> Outlook:
    choices = replace(here.choices, readings={**here.choices.readings, **readings})
    other = audit(context(here.batch, here.library, choices))
    severities = Counter(one.severity for one in other.broken)
    return Outlook(
        readings=readings,
        severities={severity: severities[severity] for severity in SEVERITIES},
        unknown=len(other.unknown),
        turned=tuple(turned(base.findings, other.findings)),
    )
