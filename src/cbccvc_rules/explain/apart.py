"""A finding without the rows of other people: what stands of them are numbers alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.trace import Step


def apart(finding: Finding, of_another: Callable[[str], bool]) -> Finding:
    """Return a finding in which no row, fact or cell of another person is left.

    How many rows were counted stays; which they were, and what each of them says, does not.
    """
    trace = tuple(_step(step, of_another) for step in finding.trace)
    missing = tuple(fact for fact in finding.missing if not of_another(fact.key))
    return replace(finding, trace=trace, missing=missing)


def _step(step: Step, of_another: Callable[[str], bool]) -> Step:
    parts = tuple(
        _step(part, of_another)
        for part in step.parts
        if not (part.op == "row" and of_another(part.name))
    )
    rows = () if any(map(of_another, step.rows)) else step.rows
    fact = None if step.fact is not None and of_another(step.fact.key) else step.fact
    return replace(step, parts=parts, rows=rows, fact=fact)
