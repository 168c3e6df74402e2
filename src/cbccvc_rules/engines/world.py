"""A batch indexed for judging: every relation of the vocabulary from row to row.

The share of a body is taken over its subtree without the bodies nested in it; a peer group is the
people of that subtree who carry its name. A person whose `peer_group` cell is empty is in no group.
"""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.engines.forms import Forms
from cbccvc_rules.engines.groups import group_of
from cbccvc_rules.engines.members import Members
from cbccvc_rules.engines.posts import PostKey, Posts
from cbccvc_rules.engines.stand_ins import STAND_INS, not_assured
from cbccvc_rules.engines.standing import Standings
from cbccvc_rules.engines.tables import DERIVED_COLUMNS, TABLES
from cbccvc_rules.engines.totals import EVERYBODY, totals
from cbccvc_rules.model.alphabet import in_order
from cbccvc_rules.model.rows import Row, Unplaced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.trace import Fact, Value

RATING_COLUMNS: Mapping[str, str] = {
    "decided": "rating",
    "proposed": "proposed_rating",
    "self": "self_rating",
}
NO_ROWS: tuple[Row, ...] = ()


class World:
    """Looks up rows; built once a batch, never changed."""

    def __init__(self, batch: Batch) -> None:
        """Index a batch."""
        self.batch = batch
        self._judged_as: dict[str, str] = {}
        self.staff = self._staged(batch)
        self.units = {row.key: row for row in batch.tables.get("units", NO_ROWS)}
        self.people = {row.key: row for row in self.staff}
        self._unplaced = [
            replace(one, row=self._standing_in(one.row)) if one.row and self._judged_as else one
            for one in batch.unplaced
        ]
        self._children = _by(self.units.values(), "parent_id")
        self._staff_of = _by(self.staff, "unit_id")
        self._totals = totals(batch.tables.get("counts", NO_ROWS), frozenset(self._staff_of))
        self._disciplines = _by(batch.tables.get("disciplines", NO_ROWS), "staff_id")
        self._history = _by(batch.tables.get("history", NO_ROWS), "staff_id")
        cards = batch.tables.get("scorecards", NO_ROWS)
        self._cards = {"staff": _by(cards, "staff_id"), "units": _by(cards, "unit_id")}
        self._posts = self._posts_of(self.staff)
        self._subtree: dict[str, tuple[Row, ...]] = {}
        self._groups: tuple[Row, ...] = ()
        self._known_members: dict[str, dict[tuple[str, frozenset[str]], Members]] = {}
        self.asked: dict[int, object] = {}
        self.forms = Forms()
        self.standings = Standings()
        self.root = _batch_row(batch)

    def _posts_of(self, staff: Sequence[Row]) -> Posts:
        return Posts(staff, self._body, self._cards["staff"])

    def patched(self, batch: Batch, at: int) -> World:
        """Return a world in which one person's row was read anew; nobody has another place."""
        row = batch.tables["staff"][at]
        row = self._standing_in(row) if self._judged_as else row
        unit = str(row.values["unit_id"])
        own = tuple(row if one.key == row.key else one for one in self._staff_of.get(unit, NO_ROWS))
        there = copy(self)
        there.batch = batch
        there.staff = (*self.staff[:at], row, *self.staff[at + 1 :])
        there.people = {**self.people, row.key: row}
        there._staff_of = {**self._staff_of, unit: own}
        there._posts = there._posts_of(there.staff)
        there._subtree = {}
        there._known_members = dict(self._known_members)
        for above in self._upwards(unit):
            there._known_members[above] = {
                key: members.anew(self.staff[at], row)
                for key, members in self._known_members.get(above, {}).items()
            }
        there.standings = replace(self.standings, _governed={})
        return there

    def _upwards(self, unit: str) -> Iterator[str]:
        """Yield a unit and those above it."""
        at = self.units.get(unit)
        while at is not None:
            yield at.key
            at = self.units.get(str(at.values["parent_id"]))

    def other(self, old: Row, new: Row, edited: Collection[str]) -> frozenset[str]:
        """Return the columns in which a person's row is another: what it says, and where it does.

        Those of the file that were edited are known; what stands in for them follows them.
        """
        stand_ins = {name for name, column in self._judged_as.items() if column in edited}
        told = {name for name in new.values if new.values[name] != old.values[name]}
        return frozenset(
            {*edited, *stand_ins, *told, *(new.bad ^ old.bad), *(new.denied ^ old.denied)}
        )

    def _staged(self, batch: Batch) -> tuple[Row, ...]:
        """Return the staff rows with the rating column of the stage judged as `rating`."""
        rows = batch.tables.get("staff", NO_ROWS)
        given = batch.columns.get("staff", frozenset())
        if RATING_COLUMNS[batch.stage] != "rating":
            self._judged_as["rating"] = RATING_COLUMNS[batch.stage]
        if not given & STAND_INS.keys():
            self._judged_as.update(STAND_INS)
        return tuple(self._standing_in(row) for row in rows) if self._judged_as else rows

    def _standing_in(self, row: Row) -> Row:
        """Return a row with the values of the columns that stand in for others."""
        values = {name: row.values[column] for name, column in self._judged_as.items()}
        if "criteria_deficient" in values:
            values["criteria_deficient"] = not_assured(row)
        return replace(row, values={**row.values, **values})

    def staff_governed(self, governed: frozenset[str]) -> tuple[Row, ...]:
        """Return the people who are certain to stand where an instrument governs."""
        return self.standings.governed(self.staff, governed)

    def column_judged(self, record: str, column: str) -> str:
        """Return the column of the file that a column of the vocabulary stands for."""
        return self._judged_as.get(column, column) if record == "staff" else column

    def absent(self, record: str, column: str) -> bool:
        """Return whether a column, or its whole table, was not given."""
        table = TABLES.get(record)
        if table is None:
            return False
        given = self.batch.columns.get(table, frozenset())
        return self.column_judged(record, column) not in given and column not in DERIVED_COLUMNS

    @property
    def totals(self) -> tuple[Row, ...]:
        """The rows that stand for people told only as numbers."""
        return tuple(self._totals.rows())

    @property
    def sizes(self) -> Mapping[str, int | None]:
        """How many people a row stands for, where it is not one; None where nobody knows."""
        return self._totals.sizes

    def untold(self, row: Row) -> tuple[Fact, ...]:
        """Return the cells that would tell more of the people whom a row stands for."""
        return self._totals.untold.get(row.key, ())

    @property
    def counted_people(self) -> int:
        """How many people are told only as numbers."""
        return self._totals.people

    def unknown_leads(self, row: Row) -> bool:
        """Return whether whom a person leads is unknown because no column says so."""
        given = self.batch.columns.get("staff", frozenset())
        return row.values["leads"] is None and not given & {"leads", "role"}

    def groups(self) -> tuple[Row, ...]:
        """Return the people of every unit, and every peer group within, as rows of their own."""
        if self._groups:
            return self._groups
        found: list[Row] = []
        for unit in self.units.values():
            people = self.subtree(unit.key)
            names = {str(row.values["peer_group"]) for row in people if row.values["peer_group"]}
            names |= self._totals.group_names(unit.key)
            found.append(group_of(unit, None))
            found.extend(group_of(unit, name) for name in sorted(names, key=in_order))
        self._groups = tuple(found)
        return self._groups

    def one(self, row: Row, relation: str) -> Row | None:
        """Return the row that a relation to one row leads to, None where it is not known."""
        match relation:
            case "unit":
                return self.units.get(str(row.values["unit_id"]))
            case "parent":
                return self.units.get(str(row.values["parent_id"]))
            case "own_body":
                return self._body(row.values["unit_id"])
            case "superior":
                return self._body(row.values["parent_id"])
            case "staff":
                return self.people.get(str(row.values["staff_id"]))
            case _:
                raise KeyError(relation)

    def _body(self, unit: Value) -> Row | None:
        """Return the nearest body at or above a unit, None where it is not known."""
        at = self.units.get(str(unit))
        while at is not None and at.values["body"] is False:
            at = self.units.get(str(at.values["parent_id"]))
        return None if at is None or at.values["body"] is None else at

    def many(self, row: Row, relation: str, governed: frozenset[str]) -> Members:
        """Return the rows that a relation to many rows leads to."""
        match relation:
            case "members" | "staff":
                return self._members(row, governed)
            case "children":
                return self._below(row.key)
            case "led_units":
                return self._led(row)
            case "bodies_managed":
                return self._managed(row)
            case "disciplines":
                return self._of_person(row.key, self._disciplines, "discipline")
            case "history":
                return self._of_person(row.key, self._history, "history")
            case "scorecards":
                return self._of_person(row.key, self._cards.get(row.table, {}), "scorecard")
            case "weighed_unlike":
                return self._weighed_unlike(row)
            case "same_violation":
                return Members(self._same_violation(row))
            case _:
                raise KeyError(relation)

    def _of_person(self, key: str, index: Mapping[str, tuple[Row, ...]], record: str) -> Members:
        if TABLES[record] not in self.batch.columns:
            return Members(NO_ROWS, None, (record, ""))
        return Members(index.get(key, NO_ROWS))

    def _weighed_unlike(self, unit: Row) -> Members:
        if TABLES["scorecard"] not in self.batch.columns:
            return Members(NO_ROWS, None, ("scorecard", ""))
        rows, doubtful = self._posts.weighed_unlike(self.subtree(unit.key))
        return Members(rows, possible=doubtful)

    def post_of(self, person: Row) -> PostKey | None:
        """Return the post of a person, None where they have none or it is not told."""
        return self._posts.key(person)

    def _same_violation(self, row: Row) -> tuple[Row, ...]:
        violation = row.values["violation_id"]
        mine = self._disciplines.get(str(row.values["staff_id"]), NO_ROWS)
        if violation is None:
            return NO_ROWS
        return tuple(
            other
            for other in mine
            if other is not row and other.values["violation_id"] == violation
        )

    def _led(self, row: Row) -> Members:
        leads = row.values["leads"]
        if leads is None:
            return Members(NO_ROWS, None)
        ids = leads if isinstance(leads, tuple) else (str(leads),)
        return Members(tuple(self.units[unit] for unit in ids if unit in self.units))

    def _managed(self, row: Row) -> Members:
        """Return the bodies managed: children of led units, and led units other than the own."""
        led = self._led(row)
        if led.unread is None:
            return led
        own = str(row.values["unit_id"])
        found: dict[str, Row] = {}
        unread: int | None = 0
        absent = None
        for unit in led.rows:
            if unit.key != own:
                found[unit.key] = unit
            below = self._below(unit.key)
            found.update((child.key, child) for child in below.rows)
            unread, absent = below.unread, below.absent
        return Members(tuple(found.values()), unread, absent)

    def _below(self, unit: str) -> Members:
        """Return the units directly below; without a column that says so nobody knows of any."""
        if "parent_id" not in self.batch.columns.get("units", frozenset()):
            return Members(NO_ROWS, None, ("unit", "parent_id"))
        return Members(self._children.get(unit, NO_ROWS))

    def _members(self, row: Row, governed: frozenset[str]) -> Members:
        """Return the people that a rule's instrument governs, and those who may be among them."""
        unit = row.key if row.table != "groups" else str(row.values["unit_id"])
        known = self._known_members.setdefault(unit, {})
        key = (row.key, governed)
        if key not in known:
            known[key] = self._members_of(row, governed)
        return known[key]

    def _members_of(self, row: Row, governed: frozenset[str]) -> Members:
        people, others, lost = self.listed(row)
        members = self._governed(people, governed)
        named = tuple(
            one
            for one in others
            if one.row is not None and self.standings.may_be(one.row, governed)
        )
        return Members(members.rows, lost, possible=(*members.possible, *named))

    def listed(self, row: Row) -> tuple[Sequence[Row], Sequence[Unplaced], int]:
        """Return who is of a unit or group, whichever law governs them.

        First the people whose rows say so; then those who may belong there, too; then how many
        rows could not be taken apart that may be of people there.
        """
        name = row.values.get("peer_group")
        unit = row.key if row.table != "groups" else str(row.values["unit_id"])
        people: Sequence[Row] = self.subtree(unit)
        if name is not None:
            people = tuple(one for one in people if one.values["peer_group"] == name)
            people = people or self._totals.groups.get((unit, str(name)), NO_ROWS)
        placed = {one.key for one in people}
        others = self._unplaced_in(unit)
        named = [
            one
            for one in others
            if one.row is not None and one.row.key not in placed and _may_be_in(one.row, name)
        ]
        return people, named, sum(one.row is None for one in others)

    def _governed(self, people: Iterable[Row], governed: frozenset[str]) -> Members:
        """Keep the people a rule's instrument governs; one of unknown standing may be of them."""
        kept: list[Row] = []
        possible: list[Unplaced] = []
        for row in people:
            standing = self.standings.of(row)
            untold = row.values["category"] is None and row.key in self.sizes
            if standing in governed or (untold and governed >= EVERYBODY):
                kept.append(row)
            elif standing is None and self.standings.may_be(row, governed):
                possible.append(Unplaced(None, row, self.standings.cell(row)))
        return Members(tuple(kept), possible=tuple(possible))

    def _unplaced_in(self, unit: str) -> list[Unplaced]:
        """Return the people who may belong to a unit's subtree beyond those whose row says so."""
        if not self._unplaced:
            return []
        inside = {None, unit, *(child.key for child in self.nested(unit))}
        return [one for one in self._unplaced if one.unit in inside]

    def subtree(self, unit: str) -> tuple[Row, ...]:
        """Return the people of a unit and of the units below it, nested bodies left out.

        Where nobody is listed, the unit's total stands for them, or else the totals below it.
        """
        if unit not in self._subtree:
            own = self._staff_of.get(unit, NO_ROWS)
            nested = [child.key for child in self.nested(unit)]
            below = [row for child in nested for row in self._staff_of.get(child, NO_ROWS)]
            told = self._totals.units
            if not own and not below and told:
                own = told.get(unit, NO_ROWS)
                below = [] if own else [row for child in nested for row in told.get(child, NO_ROWS)]
            self._subtree[unit] = (*own, *below)
        return self._subtree[unit]

    def nested(self, unit: str) -> list[Row]:
        """Return the units below a unit that are no bodies of their own."""
        found: list[Row] = []
        waiting = [unit]
        while waiting:
            for child in self._children.get(waiting.pop(), NO_ROWS):
                if child.values["body"] is not True:
                    found.append(child)
                    waiting.append(child.key)
        return found


def _may_be_in(row: Row, group: Value) -> bool:
    """Return whether a person may be of a peer group; with none told, of the whole unit."""
    named = row.values["peer_group"]
    return group is None or named == group or (named is None and "peer_group" in row.bad)


def _by(rows: Iterable[Row], column: str) -> dict[str, tuple[Row, ...]]:
    index: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        value = row.values[column]
        if value is not None:
            index[str(value)].append(row)
    return {key: tuple(found) for key, found in index.items()}


def _batch_row(batch: Batch) -> Row:
    values: dict[str, Value] = {
        "on": batch.on,
        "period": batch.period.text,
        "occasion": batch.occasion,
        "stage": batch.stage,
        "school_year": batch.period.is_school_year,
    }
    return Row("batch", batch.period.text, values, None, 0, {})
