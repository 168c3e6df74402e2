"""Units whose own grade breaks a rule: lowered to the highest grade that breaks none, if asked for.

Such a grade has to go whatever else is changed, and no rule whose breach is a violation asks more
of people where their unit is graded higher: the proofs of the packs list the rules that turn around
so. So the smallest lawful mend lowers it as little as may be, and no other unit. Of warnings it is
not so: two compare units' grades with those of their people, or with each other; a mend of these is
as small as it can be with those units as they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.api.context import context
from cbccvc_rules.api.mended import Grounds
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.reference import judge
from cbccvc_rules.lang.nodes import Anchor, Field
from cbccvc_rules.lang.rules import below
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.findings import at_least
from cbccvc_rules.model.repaired import UnitChange
from cbccvc_rules.model.scale import GRADES
from cbccvc_rules.solve.limits import rule_counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.rows import Row


def units_mended(here: Context, level: Severity) -> tuple[Context, tuple[UnitChange, ...]]:
    """Return the round with units' grades lowered that break a rule, and what was changed.

    A unit that is lowered may be one that another may not be so high with; so it goes on until
    nothing is broken.
    """
    made: tuple[UnitChange, ...] = ()
    while changes := tuple(unit_changes(here, level)):
        made = together(made, changes)
        here = context(with_units(here.batch, changes), here.library, here.choices)
    return here, made


def together(made: Iterable[UnitChange], more: Iterable[UnitChange]) -> tuple[UnitChange, ...]:
    """Return changes of units and those made after them, each unit's as one."""
    found = {one.id: one for one in made}
    for one in more:
        first = found.get(one.id)
        found[one.id] = (
            one
            if first is None
            else replace(
                one,
                before=first.before,
                steps=first.steps + one.steps,
                grounds=(*first.grounds, *one.grounds),
            )
        )
    return tuple(found.values())


def with_units(batch: Batch, changes: Iterable[UnitChange]) -> Batch:
    """Return a batch whose units have other grades."""
    after = {one.id: one.after for one in changes}
    units = tuple(
        _graded(row, after[row.key]) if row.key in after else row for row in batch.tables["units"]
    )
    return replace(batch, tables={**batch.tables, "units": units})


def unit_changes(here: Context, level: Severity) -> Iterator[UnitChange]:
    """Yield the units whose own grade breaks a rule, with the next lower one that breaks none."""
    rules = own_rules(here)
    grounds = Grounds(here)
    for row in here.world.units.values():
        grade = row.values["rating"]
        broken = list(_broken(here, rules, row, level))
        if not broken or grade not in GRADES:
            continue
        at = GRADES.index(str(grade))
        for lower in reversed(GRADES[:at]):
            if not any(_broken(here, rules, _graded(row, lower), level)):
                name = row.values["name"]
                yield UnitChange(
                    row.key,
                    None if name is None else str(name),
                    str(grade),
                    lower,
                    at - GRADES.index(lower),
                    tuple(grounds.of(rule, row) for rule in broken),
                )
                break


def own_rules(here: Context) -> list[Rule]:
    """Return the rules that judge units by their own grade."""
    return [rule for rule in here.ruleset.rules if _of_own_grade(rule)]


def _of_own_grade(rule: Rule) -> bool:
    """Return whether a rule judges a unit by its own grade and counts nobody."""
    return (
        rule.judges == "unit"
        and rule.concerns == "grade"
        and not rule_counts(rule)
        and any(
            isinstance(node, Field) and node.name == "rating" and isinstance(node.row, Anchor)
            for node in below(rule.nodes())
        )
    )


def _broken(here: Context, rules: list[Rule], row: Row, level: Severity) -> Iterator[Rule]:
    for rule in rules:
        if at_least(here.severity(rule, row), level):
            env = environment(rule, here.ruleset, here.world)
            if judge(rule, row, env) is Verdict.BROKEN:
                yield rule


def _graded(row: Row, grade: str) -> Row:
    return replace(row, values={**row.values, "rating": grade})
