"""The verb `repair`: the smallest lawful mend of a round, tried by the reference engine."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.api.context import context
from cbccvc_rules.api.docket import entered
from cbccvc_rules.api.hearing import OPEN
from cbccvc_rules.api.mend_asked import Asked, Told, counted, mendable
from cbccvc_rules.api.mend_order import ordering
from cbccvc_rules.api.mended import described
from cbccvc_rules.api.refusals import need_ratings
from cbccvc_rules.api.selected import need_rules
from cbccvc_rules.api.verbs import bound, chosen
from cbccvc_rules.engines.kinds import ReferenceEngine
from cbccvc_rules.engines.once import Once
from cbccvc_rules.engines.reach import Reach
from cbccvc_rules.errors import EngineDisagreement, Problem, UsageError, nearest, several
from cbccvc_rules.extras import late
from cbccvc_rules.model.finding import SEVERITIES, Verdict
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.solve.counting import Counting
from cbccvc_rules.solve.grades import Verdicts
from cbccvc_rules.solve.lawful import Lawful, Shared
from cbccvc_rules.solve.mend import Mending

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from cbccvc_rules.api.audit import Progress
    from cbccvc_rules.api.context import Context
    from cbccvc_rules.api.mend_order import Ordering
    from cbccvc_rules.engines.base import Judgement
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.repaired import Repair, RuleCount, UnitChange
    from cbccvc_rules.solve.parts import Part
    from cbccvc_rules.solve.plan import Plan


def repair(
    batch: Batch,
    *,
    on: date | str | None = None,
    packs: Sequence[str] = (),
    readings: Mapping[str, str] | None = None,
    parameters: Mapping[str, str] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    locked: Collection[str] = (),
    order: str | None = None,
    may_raise: bool = False,
    units_may_change: bool = False,
    level: Severity = "violation",
    progress: Progress | None = None,
) -> Repair:
    """Return the smallest lawful mend of a round: fewest people, then fewest steps of the scale.

    Who is `locked` keeps their rating; nobody is raised unless they `may_raise`. Of people who
    stand equal before the law none is picked, unless `order` names a column: who is lowest in it
    is changed first (`-column`: highest). What is broken at `level` or above is mended. Grades of
    units are facts; where `units_may_change`, those that break a rule are lowered first.

    Raises:
        BatchError: when nobody has a rating of the stage judged.
        NoLawError: when no law in the packs governs anybody in the round.
        UsageError: for unknown packs, rules, readings, figures, people or columns; where limits
            cross and the solver is not installed; for people to be put in order without a value;
            for what cannot be asked of a list that stays in its file.
        EngineDisagreement: where the reference engine finds fault with the mend.
    """
    how = (on, packs, readings, parameters, select, ignore)
    if batch.in_file is not None:
        listed = late("api.mend_listed")
        by = None if order is None else ordering(order)
        wanted = listed.Wanted(level, locked, may_raise, _crossing, by, units_may_change)
        whole: Repair = listed.repair_listed(*chosen(batch, *how), wanted)
        return whole
    here = bound(batch, *how)
    need_rules(here)
    need_ratings(batch)
    units: tuple[UnitChange, ...] = ()
    if units_may_change:
        here, units = late("api.mended_units").units_mended(here, level)
    kept = known_people(here, locked)
    asked_of = (here.ruleset, here.world, here.severity, level)
    lawful = Lawful(*asked_of, locked=kept, may_raise=may_raise)
    column = None if order is None else ordering(order)
    counting = Counting(here.ruleset, here.world, lawful)
    asked = Asked(here, level, counting, progress)
    mending = Mending(here.world, lawful, counting, _crossing)
    mend = mending.mend(asked.broken, lambda those: _ranks(here, column, those))
    made = described(here, mend, level, counted(here, asked.beyond), ())
    unread = {(rule.id, row.key) for rule, row in mend.unread}
    brings = _tried(here, made, level, unread, asked.undecided)
    undecided = counted(here, asked.undecided)
    return replace(made, brings=brings, undecided=undecided, units=units)


def _crossing(part: Part) -> Plan:
    plan: Plan = late("solve.program").program(part)
    return plan


def known_people(here: Context, told: Collection[str]) -> frozenset[str]:
    """Return the ids of people.

    Raises:
        UsageError: for each that nobody of the round has.
    """
    ids = several("locked", told)
    people = here.world.people
    unknown = [
        Problem("subject-unknown", None, {"subject": id_, "nearest": nearest(id_, people) or ""})
        for id_ in ids
        if id_ not in people
    ]
    if unknown:
        raise UsageError(*unknown)
    return frozenset(ids)


def _ranks(here: Context, column: Ordering | None, people: set[str]) -> Mapping[str, int]:
    """Return the place of people in the order of a column; nobody's where none is given."""
    return {} if column is None else column.ranks({id_: here.world.people[id_] for id_ in people})


def _tried(
    here: Context,
    made: Repair,
    level: Severity,
    unread: set[tuple[str, str]],
    undecided: Told,
) -> tuple[RuleCount, ...]:
    """Make the changes, judge again whomever they reach, and return what they bring.

    What they leave undecided is added to what is `undecided` already.

    Raises:
        EngineDisagreement: where something is broken that the mend should have mended.
    """
    if not made.changes:
        return ()
    after = changed(here, made.changes)
    rows = [here.world.people[id_] for id_ in made.changes]
    reach = Reach(here.ruleset)
    reached = reach.subjects(here.world, {"staff": rows})
    said: list[list[Judgement]] = []
    for one in (here, after):
        if reached is None:
            judgements: Iterable[Judgement] = ReferenceEngine().judgements(one.ruleset, one.world)
        else:
            now = reach.subjects(one.world, {"staff": [one.world.people[row.key] for row in rows]})
            judgements = Once(one.ruleset, one.world).judgements_on(now or reached)
        said.append([judgement for judgement in judgements if judgement.verdict in OPEN])
    open_ = {_key(one) for one in said[0] if one.verdict is Verdict.UNKNOWN}
    found = [
        entered(
            one,
            Verdicts(one.ruleset, one.world, Shared),
            # What is unknown as it was before is nothing that the changes bring.
            (it for it in told if it.verdict is Verdict.BROKEN or _key(it) not in open_),
        )
        for one, told in zip((here, after), said, strict=True)
    ]
    rules = {rule.id: rule for rule in here.ruleset.rules}
    left = {(ground.rule, one.subject.id) for one in made.unmended for ground in one.grounds}
    left |= unread
    brings: Told = Counter()
    for key, entry in found[1].items():
        before = found[0].get(key)
        told = frozenset[tuple[str, ...]]() if before is None else before.outline
        for line in entry.outline:
            rule = rules.get(line[0])
            if rule is None:  # where no grade fits there is no rule to name
                continue
            severe = line[2] in SEVERITIES[: SEVERITIES.index(level) + 1]
            if line[1] == "broken" and severe and mendable(rule) and (rule.id, key[1]) not in left:
                params = {"rule": rule.id, "subject": key[1]}
                raise EngineDisagreement(Problem("mend-not-lawful", None, params))
            if line not in told and line[1] == "broken":
                brings[rule.id, line[2]] += 1
            elif line not in told and severe:  # was broken, and what is left waits for a cell
                undecided[rule.id, line[2]] += 1
    return counted(here, brings)


def _key(one: Judgement) -> tuple[str, str]:
    return one.rule.id, one.subject.key


def changed(here: Context, changes: Mapping[str, str]) -> Context:
    """Return the round with other ratings, and nothing else changed."""
    column = RATING_COLUMNS[here.batch.stage]
    staff = tuple(
        replace(row, values={**row.values, column: changes[row.key]}) if row.key in changes else row
        for row in here.batch.tables["staff"]
    )
    batch = replace(here.batch, tables={**here.batch.tables, "staff": staff})
    return context(batch, here.library, here.choices)
