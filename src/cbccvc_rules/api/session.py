"""A round held open: change a fact, and get what became broken and what was mended.

After a change the round is put together again, and only those whom the changed rows may reach are
judged, as it was and as it is; where that is not certain, everybody is. What was heard of each is
kept. The whole round is judged when its findings are first asked for.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.api.audit import counted, judging_of, report_order, reported
from cbccvc_rules.api.docket import differing, entered, findings_on, joined
from cbccvc_rules.api.refusals import need_ratings
from cbccvc_rules.api.selected import need_rules
from cbccvc_rules.api.turned import turned
from cbccvc_rules.api.verbs import bound
from cbccvc_rules.engines.back import Back
from cbccvc_rules.engines.chosen import changed_rows, found_in
from cbccvc_rules.engines.kinds import engine_named
from cbccvc_rules.engines.reach import Reach
from cbccvc_rules.errors import Problem, UsageError, choices, several
from cbccvc_rules.model.changes import Changes
from cbccvc_rules.model.edits import AddRow, RemoveRow, SetCells, edited
from cbccvc_rules.model.headings import column_called
from cbccvc_rules.model.patch import patched
from cbccvc_rules.model.retold import retold
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.grades import Verdicts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set
    from datetime import date

    from cbccvc_rules.api.audit import Progress
    from cbccvc_rules.api.context import Context
    from cbccvc_rules.api.docket import Entries, Entry, Key
    from cbccvc_rules.api.unchecked import Lacking
    from cbccvc_rules.engines.base import Only, Subjects
    from cbccvc_rules.model.batch import Batch, Told
    from cbccvc_rules.model.edits import Edit, Touched
    from cbccvc_rules.model.findings import Findings, Judging
    from cbccvc_rules.model.rows import RawTable


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
    """The round after so many edits; `whole` where it was put together from its tables."""

    batch: Batch
    tables: tuple[RawTable, ...]
    context: Context
    reach: Reach
    back: Back
    verdicts: Verdicts
    edits: int
    whole: bool = True
    lacking: Lacking = field(default_factory=dict)


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
        """Open a round, to be judged as `check` does.

        Raises:
            BatchError: when nobody has a rating of the stage judged.
            NoLawError: when no law in the packs governs anybody in the round.
            UsageError: for unknown packs, rules, readings, figures or engines.
        """
        told = _told(batch)
        self._asked = _Asked(
            on,
            several("packs", packs),
            choices("readings", readings),
            choices("parameters", parameters),
            several("select", select),
            several("ignore", ignore),
        )
        self._engine = engine
        self._at = self._state(batch, told.tables, None, 0)
        engine_named(engine, len(self._at.context.world.staff))  # or it is refused
        self._progress = progress
        self._entries: Entries = {}
        self._judging: Judging | None = None  # as long as not everybody is judged
        self._before: list[tuple[_State, dict[Key, Entry | None]]] = []

    @property
    def batch(self) -> Batch:
        """The round as it is now."""
        return self._whole().batch

    @property
    def findings(self) -> Findings:
        """The outcome as it is now: what `check` says of the round."""
        at = self._whole()
        judging = self._judging or self._judge_everybody(at)
        return reported(at.context, judging, joined(at.context, at.verdicts, self._entries))

    def _judge_everybody(self, at: _State) -> Judging:
        self._judging, self._entries = self._everybody(at, self._progress)
        return self._judging

    def _whole(self) -> _State:
        """Put the round together from its tables, where a part of it alone was read anew."""
        at = self._at
        if not at.whole:
            batch = retold(_told(at.batch), at.tables)
            self._at = self._state(batch, at.tables, at, at.edits)
        return self._at

    def _state(
        self, batch: Batch, tables: tuple[RawTable, ...], old: _State | None, edits: int
    ) -> _State:
        """Return a round put together from its tables, after so many edits."""
        context = self._asked.context(batch)
        ruleset, world = context.ruleset, context.world
        same = old is not None and _same_law(old.context, context)
        reach = old.reach if old is not None and same else Reach(ruleset)
        verdicts = Verdicts(ruleset, world)
        return _State(batch, tables, context, reach, Back(world), verdicts, edits)

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
        number = old.edits + len(edits)
        there = _one_row_anew(old, tables, edits, touched, number)
        if there is not None:
            new, only = there
            keys, entries = self._on_some_rules(old, new, only)
        else:
            new = self._state(retold(_told(old.batch), tables), tables, old, number)
            keys, entries = self._on_some_subjects(old, new, touched)
        before = {key: self._entries.get(key) for key in keys}
        self._at = new
        self._replace({key: entries.get(key) for key in keys})
        self._before.append((old, before))
        return self._changes(old, before, _problems_new(old.batch, new.batch))

    def _on_some_rules(self, old: _State, new: _State, only: Only) -> tuple[Set[Key], Entries]:
        """Judge again the rules that a change may reach, on those whom it may reach."""
        self._judge_unjudged(old, only.keys())
        there = found_in(new.context.world, only)
        return only.keys(), self._those(new, there, only)

    def _on_some_subjects(
        self, old: _State, new: _State, touched: Touched
    ) -> tuple[Set[Key], Entries]:
        """Judge again those whom a change may reach, by every rule; or everybody."""
        reached = _reached(old, new, touched) if new.reach is old.reach else None
        if reached is None:
            if self._judging is None:
                self._judge_everybody(old)
            _, entries = self._everybody(new)
            return self._entries.keys() | entries.keys(), entries
        keys, subjects = reached
        self._judge_unjudged(old, keys)
        return keys, self._those(new, subjects)

    def _judge_unjudged(self, at: _State, keys: Set[Key]) -> None:
        """Judge those of some subjects who were not judged yet, in the round as it was."""
        if self._judging is None and (unknown := keys - self._entries.keys()):
            self._entries.update(self._those(at, found_in(at.context.world, unknown)))

    def undo(self) -> Changes:
        """Take the last change back.

        Raises:
            UsageError: when nothing is left to take back.
        """
        if not self._before:
            raise UsageError(Problem("nothing-to-undo"))
        at, entries = self._at, dict(self._before[-1][1])
        self._at, _ = self._before.pop()
        before = {key: self._entries.get(key) for key in entries}
        self._replace(entries)
        return self._changes(at, before, ())

    def _those(self, at: _State, subjects: Subjects, only: Only | None = None) -> Entries:
        """Judge some subjects of the round; where `only` is told, by the rules that it has."""
        ruleset, world = at.context.ruleset, at.context.world
        engine = engine_named(self._engine, len(world.staff))
        judgements = engine.judgements_on(ruleset, world, subjects, only)
        return entered(at.context, at.verdicts, judgements, only, self._entries, at.lacking)

    def _everybody(self, at: _State, progress: Progress | None = None) -> tuple[Judging, Entries]:
        """Judge the whole round."""
        engine = engine_named(self._engine, len(at.context.world.staff))
        judgements = engine.judgements(at.context.ruleset, at.context.world)
        if progress is not None:
            judgements = counted(judgements, at.context.ruleset, progress)
        entries = entered(at.context, at.verdicts, judgements)
        return judging_of(engine, asked=self._engine != "auto"), entries

    def _replace(self, entries: Mapping[Key, Entry | None]) -> None:
        """Put in what is judged of some subjects now."""
        for key, entry in entries.items():
            if entry is not None:
                self._entries[key] = entry
            else:
                self._entries.pop(key, None)

    def _changes(
        self, old: _State, before: Mapping[Key, Entry | None], problems: Sequence[Problem]
    ) -> Changes:
        """Return what differs between entries of the round as it was and those there are now."""
        now = self._at
        olds: list[tuple[Entry | None, frozenset[str]]] = []
        news: list[tuple[Entry | None, frozenset[str]]] = []
        for key, was in before.items():
            there = self._entries.get(key)
            rules = differing(was, there)
            if rules:
                olds.append((was, rules))
                news.append((there, rules))
        olds_found = findings_on(old.context, old.verdicts, olds)
        news_found = findings_on(now.context, now.verdicts, news)
        found = sorted(turned(olds_found, news_found), key=lambda one: report_order(one.finding))
        return Changes(tuple(found), tuple(problems))


def _told(batch: Batch) -> Told:
    """Return what a batch was put together from.

    Raises:
        UsageError: where it has not been kept.
    """
    if batch.told is None:
        raise UsageError(Problem("round-not-kept"))
    return batch.told


def _problems_new(old: Batch, new: Batch) -> list[Problem]:
    """Return what is told of the rows of a batch that was not told before; notices are not."""
    same = {id(one) for one in old.problems}
    others = [one for one in new.problems if id(one) not in same and one.severity != "notice"]
    return [one for one in others if one not in old.problems]


def _one_row_anew(
    old: _State,
    tables: tuple[RawTable, ...],
    edits: Sequence[Edit],
    touched: Touched,
    number: int,
) -> tuple[_State, Only] | None:
    """Return the round with the row of one person read anew, None where that is not enough.

    And the rules that what is other there may reach, with the subjects.
    """
    cells = [edit.cells for edit in edits if isinstance(edit, SetCells)]
    before, world = old.context, old.context.world
    if len(touched) != 1 or len(cells) != len(edits) or world.standings.divided:
        return None
    ((table, row),) = touched
    columns = {column_called(table, name) or name for told in cells for name in told}
    there = patched(old.batch, tables, row, columns) if table == "staff" else None
    if there is None:
        return None
    batch, at = there
    need_ratings(batch)
    if batch.on != before.batch.on:
        batch = replace(batch, on=before.batch.on)
    world = world.patched(batch, at)
    was, person = old.context.world.staff[at], world.staff[at]
    reached = old.reach.pairs(old.back, person, world.other(was, person, columns))
    if reached is None:
        return None
    only, tried_anew = reached
    people = (*before.people[:at], (person, before.people[at][1]), *before.people[at + 1 :])
    context = replace(before, batch=batch, world=world, people=people)
    verdicts = old.verdicts.after(world, tried_anew)
    new = replace(
        old,
        batch=batch,
        tables=tables,
        context=context,
        verdicts=verdicts,
        edits=number,
        whole=False,
    )
    return new, only


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
