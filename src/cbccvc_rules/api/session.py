"""A round held open: change a fact, and get what became broken and what was mended.

What was heard of each subject is kept. After a change the round is put together again, and only
those whom the changed rows may reach are judged again; where that is not certain, everybody is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from cbccvc_rules.api.audit import judging_of, report_order, reported
from cbccvc_rules.api.hearing import Heard, Hearing
from cbccvc_rules.api.refusals import need_ratings
from cbccvc_rules.api.selected import need_rules
from cbccvc_rules.api.turned import turned
from cbccvc_rules.api.verbs import bound
from cbccvc_rules.engines.chosen import changed_rows, found_in, judgements_on
from cbccvc_rules.engines.kinds import engine_named
from cbccvc_rules.engines.reach import Reach
from cbccvc_rules.errors import Problem, UsageError, choices, several
from cbccvc_rules.model.changes import Changes
from cbccvc_rules.model.edits import AddRow, RemoveRow, SetCells, edited
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.retold import retold
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cbccvc_rules.api.audit import Progress
    from cbccvc_rules.api.context import Context
    from cbccvc_rules.engines.base import Judgement
    from cbccvc_rules.engines.reach import Subjects
    from cbccvc_rules.lang.rules import Judged
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.edits import Edit, Touched
    from cbccvc_rules.model.findings import Findings, Hinge, Judging, NotCheckable
    from cbccvc_rules.model.rows import RawTable

Key = tuple["Judged", str]
"""A subject: its kind and its id."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """How the round is judged, whatever stands in it."""

    on: date | str | None
    packs: tuple[str, ...]
    readings: Mapping[str, str]
    parameters: Mapping[str, str]
    select: tuple[str, ...]
    ignore: tuple[str, ...]

    def context(self, batch: Batch) -> Context:
        """Return a batch with the laws that govern its people."""
        here = bound(
            batch,
            self.on,
            self.packs,
            self.readings,
            self.parameters,
            self.select,
            self.ignore,
        )
        need_rules(here)
        need_ratings(batch)
        return here


@dataclass(frozen=True, slots=True)
class _State:
    """The round after so many edits."""

    batch: Batch
    tables: tuple[RawTable, ...]
    context: Context
    reach: Reach
    edits: int


class Session:
    """Holds a round open: each change tells which verdicts it turned, and can be undone."""

    def __init__(
        self,
        batch: Batch,
        *,
        on: date | str | None = None,
        packs: Sequence[str] = (),
        readings: Mapping[str, str] | None = None,
        parameters: Mapping[str, str] | None = None,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        engine: str = "auto",
        progress: Progress | None = None,
    ) -> None:
        """Judge a round, as `check` does, and keep what was heard.

        Raises:
            BatchError: when nobody has a rating of the stage judged.
            NoLawError: when no law in the packs governs anybody in the round.
            UsageError: for unknown packs, rules, readings, figures or engines.
        """
        if batch.told is None:
            raise UsageError(Problem("round-not-kept"))
        self._asked = _Asked(
            on,
            several("packs", packs),
            choices("readings", readings),
            choices("parameters", parameters),
            several("select", select),
            several("ignore", ignore),
        )
        self._engine = engine
        context = self._asked.context(batch)
        self._at = _State(batch, batch.told.tables, context, Reach(context.ruleset), 0)
        self._judging, self._heard = self._everybody(context, progress)
        self._before: list[tuple[_State, dict[Key, Heard | None]]] = []

    @property
    def batch(self) -> Batch:
        """The round as it is now."""
        return self._at.batch

    @property
    def findings(self) -> Findings:
        """The outcome as it is now: what `check` says of the round."""
        return reported(self._at.context, self._judging, self._joined())

    def change(self, id_: str, *, table: str | None = None, **cells: object) -> Changes:
        """Set cells of one row: a person's or a unit's, or `table` and `A#3` for one of a table.

        None empties a cell. What is set is read as a cell of the file is.

        Raises:
            UsageError: for an id or a column that there is not.
            BatchError: when nothing is left to judge; the round stays as it was.
        """
        return self.apply(SetCells(id_, cells, table))

    def add(self, table: str, **cells: object) -> Changes:
        """Add a row to a table: `staff`, `units`, `disciplines`, ….

        Raises:
            UsageError: for a table or a column that there is not.
            BatchError: when nothing is left to judge; the round stays as it was.
        """
        return self.apply(AddRow(table, cells))

    def remove(self, id_: str, *, table: str | None = None) -> Changes:
        """Remove one row: a person, a unit, or `A#3` of a table.

        Raises:
            UsageError: for an id that there is not.
            BatchError: when nothing is left to judge; the round stays as it was.
        """
        return self.apply(RemoveRow(id_, table))

    def apply(self, *edits: Edit) -> Changes:
        """Make several changes as one."""
        old = self._at
        tables, touched = edited(old.batch, old.tables, edits, old.edits + 1)
        told = old.batch.told
        if told is None:
            raise UsageError(Problem("round-not-kept"))
        batch = retold(told, tables)
        context = self._asked.context(batch)
        same_law = _same_law(old.context, context)
        reach = old.reach if same_law else Reach(context.ruleset)
        new = _State(batch, tables, context, reach, old.edits + len(edits))
        reached = _reached(old, new, touched) if same_law else None
        if reached is None:
            _, heard = self._everybody(context)
            keys = set(self._heard) | set(heard)
        else:
            keys, subjects = reached
            judged = judgements_on(context.ruleset, context.world, subjects)
            heard = _heard(context, judged)
        self._at = new
        replaced = self._replace({key: heard.get(key) for key in keys})
        self._before.append((old, replaced))
        problems = [one for one in batch.problems if one.severity != "notice"]
        known = [one for one in old.batch.problems if one.severity != "notice"]
        return self._changes(replaced, (one for one in problems if one not in known))

    def undo(self) -> Changes:
        """Take the last change back.

        Raises:
            UsageError: when nothing is left to take back.
        """
        if not self._before:
            raise UsageError(Problem("nothing-to-undo"))
        self._at, before = self._before.pop()
        return self._changes(self._replace(before), ())

    def _everybody(
        self, context: Context, progress: Progress | None = None
    ) -> tuple[Judging, dict[Key, Heard]]:
        """Judge the whole round."""
        engine = engine_named(self._engine, len(context.world.staff))
        heard = _heard(context, engine.judgements(context.ruleset, context.world))
        return judging_of(engine, asked=self._engine != "auto"), heard

    def _replace(self, heard: Mapping[Key, Heard | None]) -> dict[Key, Heard | None]:
        """Put in what is heard of some subjects now; return what was heard of them before."""
        before = {key: self._heard.get(key) for key in heard}
        for key, one in heard.items():
            if one is not None:
                self._heard[key] = one
            else:
                self._heard.pop(key, None)
        return before

    def _changes(self, before: Mapping[Key, Heard | None], problems: Iterable[Problem]) -> Changes:
        olds = [one for heard in before.values() if heard for one in heard.findings]
        news = [one for key in before if (heard := self._heard.get(key)) for one in heard.findings]
        found = sorted(turned(olds, news), key=lambda one: report_order(one.finding))
        return Changes(tuple(found), tuple(problems))

    def _joined(self) -> Heard:
        """Return what was heard of everybody, in the order in which a check hears it."""
        heard = self._heard.values()
        counts = sum((Counter(one.counts) for one in heard), Counter[Verdict]())
        order = _hearing_order(self._at.context)
        hinges = chain.from_iterable(one.hinges for one in heard)
        return Heard(
            findings=tuple(chain.from_iterable(one.findings for one in heard)),
            counts=dict(counts),
            not_checkable=tuple(_not_checkable(heard)),
            hinges=tuple(sorted(hinges, key=lambda one: (order[one.rule], order[_key(one)]))),
        )


def _key(one: Hinge) -> Key:
    return (one.subject.kind, one.subject.id)


def _hearing_order(context: Context) -> dict[object, int]:
    """Return the places of rules and subjects in the order in which they are judged."""
    world = context.world
    subjects: list[Key] = [
        *(("staff", row.key) for row in world.staff),
        *(("unit", key) for key in world.units),
        *(("group", row.key) for row in world.groups()),
        ("batch", world.root.key),
    ]
    rules = [rule.id for rule in context.ruleset.rules]
    return {name: number for number, name in enumerate((*rules, *subjects))}


def _not_checkable(heard: Iterable[Heard]) -> Iterator[NotCheckable]:
    """Yield what could not be checked of anybody, in order of rule."""
    by_rule: dict[str, list[NotCheckable]] = {}
    for one in chain.from_iterable(those.not_checkable for those in heard):
        by_rule.setdefault(one.rule, []).append(one)
    for _, those in sorted(by_rule.items()):
        missing = sorted({column for one in those for column in one.missing})
        subjects = sum(one.subjects for one in those)
        yield replace(those[0], missing=tuple(missing), subjects=subjects)


def _heard(context: Context, judgements: Iterable[Judgement]) -> dict[Key, Heard]:
    """Hear judgements subject by subject."""
    hearing = Hearing(context)
    by_subject: dict[Key, list[Judgement]] = {}
    for one in judgements:
        by_subject.setdefault((one.rule.judges, one.subject.key), []).append(one)
    heard: dict[Key, Heard] = {}
    for key, those in by_subject.items():
        for one in those:
            hearing.take(one)
        heard[key] = hearing.heard()
    return heard


def _same_law(old: Context, new: Context) -> bool:
    """Return whether the same rules govern the same people with the same figures and readings."""
    before, after = old.ruleset, new.ruleset
    return (
        before.governs == after.governs
        and old.doubtful == new.doubtful
        and [rule.id for rule in before.law] == [rule.id for rule in after.law]
        and before.parameters == after.parameters
        and before.bindings == after.bindings
    )


def _reached(old: _State, new: _State, touched: Touched) -> tuple[set[Key], Subjects] | None:
    """Return the subjects that a change may reach, and those of them that are there now."""
    before, after = old.context.world, new.context.world
    changed = changed_rows(before, after, touched)
    if changed is None:
        return None
    gone, there = old.reach.subjects(before, changed), new.reach.subjects(after, changed)
    if gone is None or there is None:
        return None
    keys = {
        (judges, key) for found in (gone, there) for judges, rows in found.items() for key in rows
    }
    return keys, found_in(after, keys)
