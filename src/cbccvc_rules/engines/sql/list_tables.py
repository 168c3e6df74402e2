"""The tables that the rules need of a round whose people stay in their file.

Units, disciplines and history are rows, and loaded as those of a short round are. Who is of a unit
is not told by pairs: people are counted by their own unit and peer group first, and these counts
are then added up over the units of each subtree, `unit_reach`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.engines.bound import Binder
from cbccvc_rules.engines.sql.compile import Compiler
from cbccvc_rules.engines.sql.frame import over
from cbccvc_rules.engines.sql.list_load import load
from cbccvc_rules.engines.sql.list_staff import STRANGE, StaffTable
from cbccvc_rules.engines.sql.list_steps import TOLD
from cbccvc_rules.engines.sql.tables import (
    GOVERNED,
    Layout,
    Numbering,
    Table,
    pairs,
    pairs_name,
    records,
    rows_name,
)
from cbccvc_rules.engines.sql.terms import case, no
from cbccvc_rules.engines.sql.terms import whole as tree
from cbccvc_rules.engines.world import World
from cbccvc_rules.lang.integers import whole
from cbccvc_rules.lang.rules import Bindings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.engines.sql.list_alike import Alike
    from cbccvc_rules.engines.sql.needs import Needs, Way
    from cbccvc_rules.engines.sql.tables import Cell
    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.model.rows import Row

ANYWHERE = -1
"""Stands for the unit of whoever may belong to any."""
EVERYBODY = "staff_listed"
"""People with those who may be of a unit beyond them."""
_ALWAYS = ("no", "standing", "category_told", "unit_no", "peer_group")
_REACHED = {"disciplines": "discipline", "history": "history", "scorecards": None}
"""The relations of people, with the records that have a table; no list has scorecards of people."""
_OF_PEOPLE = tuple(record for record in _REACHED.values() if record)


class ListTables:
    """Makes the tables in the database of the list; `units` are numbered as they stand."""

    def __init__(
        self,
        listed: Listed,
        world: World,
        needs: Needs,
        standings: Sequence[str],
        apart: Mapping[str, tuple[Node, str]],
    ) -> None:
        """Take a world that knows of everything but the people of the list.

        `apart` has, of a category, the condition and the standing of those for whom it holds.
        """
        self._apart = apart
        self.listed = listed
        self.world = world
        self.needs = needs
        self.layout = Layout(standings=tuple(standings))
        self.numbers = Numbering(world, ())
        self.units = {key: number for number, key in enumerate(world.units)}
        self._unread: dict[Way, list[Cell]] = {}
        settled = listed.settled
        self._strange = () if settled is None else tuple(settled.strange.values())
        self._unplaced = () if settled is None else settled.unplaced

    def make_units(self) -> None:
        """Make the tables of units, and of the ways between them."""
        for table in self._of_units():
            load(self.listed, table)
        self._ways()

    def tell_people(self) -> Layout:
        """Say in SQL what the list tells of people; those of units are there. Nobody is read."""
        told = (self.listed, self.world, self.needs, self.layout, self.units)
        self.staff = StaffTable(*told)
        possible, at = self._possible()
        self.staff.possible(possible)
        if self._apart:
            self._possible_stand_anyhow()
        self._place_possible(at)
        if possible:
            self.layout.unsure |= set(GOVERNED)
        self._of_people()
        reached = [way for of, way in self.needs.manys if of == "staff" and way in _REACHED]
        empty = [way for way in reached if not self.numbers.rows.get(_REACHED[way] or "")]
        strange = self._staged(self._strange)
        self.absent = self.staff.absent((*strange, *possible), empty)
        self.codes = self.staff.codes(strange)
        return self.layout

    def make_people(self, alike: Alike, columns: Iterable[str]) -> None:
        """Read the list, once: some of its columns, and the numbers that tell people apart."""
        self._deciders()
        self.staff.tell(alike, divided=bool(self._apart))
        self.staff.made_of(self._staged(self._strange), alike, divided=bool(self._apart))
        kept = list(dict.fromkeys((*_ALWAYS, *sorted(columns))))
        name = rows_name("staff")
        self._read(name, alike, kept)
        told = ", ".join(kept)
        self.listed.make(
            f"CREATE OR REPLACE VIEW {EVERYBODY} AS SELECT {told}, 1 AS sure FROM {name} "
            f"UNION ALL SELECT {told}, 0 FROM staff_possible"
        )
        self.staff.ways(self._staged(self._strange))
        self._groups()

    def _read(self, name: str, alike: Alike, columns: Sequence[str]) -> None:
        query = alike.at_first(columns)
        self.listed.make(f"CREATE OR REPLACE TABLE {name} AS {query(TOLD)}")
        if self._strange:
            self.listed.make(f"INSERT INTO {name} {query(f'{STRANGE}_told')}")

    def rerate(self, rerated: str, alike: Alike, columns: Iterable[str]) -> None:
        """Read those people of the list again who have another rating, by a table of these."""
        self.staff.rerate(rerated)
        self.staff.tell(alike, divided=bool(self._apart))
        self.staff.made_of(self._staged(self._strange), alike, divided=bool(self._apart))
        kept = list(dict.fromkeys((*_ALWAYS, *sorted(columns))))
        name = rows_name("staff")
        self._read(f"{name}_again", alike, kept)
        self.listed.make(f"DELETE FROM {name} WHERE no IN (SELECT no FROM {rerated})")
        self.listed.make(f"INSERT INTO {name} FROM {name}_again")

    def make_standings(self) -> None:
        """Make the table of people with no more than what says where they stand."""
        if self._apart:
            self.make_units()
        else:
            names = ("no", "body_no", "parent_no")
            load(self.listed, Table("unit_ways", {name: [] for name in names}))
        self.staff = StaffTable(self.listed, self.world, self.needs, self.layout, self.units)
        self._deciders()
        self.staff.tell(divided=False)
        self.staff.made_of(self._staged(self._strange), divided=False)
        name = rows_name("staff")
        self.listed.make(
            f"CREATE OR REPLACE TABLE {name} AS FROM {TOLD} UNION ALL BY NAME FROM {STRANGE}"
        )
        self._stand_apart()

    def _of_units(self) -> Iterable[Table]:
        """Yield the tables of units, and of the ways that lead to none of the people listed."""
        unit = records(self.world, "unit", self.needs, self.numbers, self.layout)
        for way in self.needs.manys:
            if way[0] not in {"unit", "discipline", "history", "scorecard"}:
                continue
            if way in GOVERNED:
                unit.columns[f"{way[1]}_unread"] = [0] * len(self.units)
                continue
            _, unread, table = pairs(self.world, way, self.numbers, self.layout)
            if way[0] == "unit":
                unit.columns[f"{way[1]}_unread"] = unread
            else:
                self._unread[way] = unread
            yield table
        yield unit
        yield records(self.world, "scorecard", self.needs, self.numbers, self.layout)
        if ("staff", "scorecards") in self.needs.manys:
            yield Table(pairs_name(("staff", "scorecards")), _no_pairs())

    def _ways(self) -> None:
        """Make the tables of what is above each unit, and of the units of each subtree."""
        world, units = self.world, self.units
        bodies = [world.one(row, "own_body") for row in world.units.values()]
        parents = [world.one(row, "parent") for row in world.units.values()]
        columns: dict[str, list[Cell]] = {
            "no": list(range(len(units))),
            "body_no": [None if row is None else units[row.key] for row in bodies],
            "parent_no": [None if row is None else units[row.key] for row in parents],
        }
        load(self.listed, Table("unit_ways", columns))
        reach = [
            (number, units[below])
            for key, number in units.items()
            for below in (key, *(row.key for row in world.nested(key)))
        ]
        load(
            self.listed,
            Table("unit_reach", {"from_no": [a for a, _ in reach], "at_no": [b for _, b in reach]}),
        )

    def _deciders(self) -> None:
        told = self.listed.deciders
        load(
            self.listed,
            Table(
                "deciders",
                {
                    "told": list(told),
                    "decider": list(told.values()),
                    "is_unit": [int(one in self.units) for one in told],
                },
                frozenset({"told", "decider"}),
            ),
        )

    def _possible(self) -> tuple[list[Row], list[Sequence[Cell]]]:
        """Return who may belong to a unit beyond those whose row says so, and to which ones.

        Each stands there once for every place: a unit of their own, all units, or, where the tree
        is broken above them, the units that their own row does not put them into.
        """
        rows: list[Row] = []
        at: list[Sequence[Cell]] = []
        placed = {} if self.listed.settled is None else self.listed.settled.strange
        for one in self._unplaced:
            if one.row is None:
                continue
            here = placed.get(one.row.number)
            unit = None if here is None else here.values["unit_id"]
            if one.unit is not None:
                at.append([self.units[one.unit]])
            elif unit is None:
                at.append([ANYWHERE])
            else:
                inside = self._above(str(unit))
                at.append([number for number in self.units.values() if number not in inside])
            rows.append(one.row)
        return list(self._staged(rows)), at

    def _above(self, unit: str) -> set[int]:
        """Return the numbers of the units whose subtree a unit is of."""
        found: set[int] = set()
        key: str | None = unit
        while key is not None and key in self.units and self.units[key] not in found:
            found.add(self.units[key])
            row = self.world.units[key]
            parent = row.values["parent_id"]
            key = None if parent is None or row.values["body"] is True else str(parent)
        return found

    def _place_possible(self, at: Sequence[Sequence[Cell]]) -> None:
        """Say by `unit_reach` to which units those who may belong there are counted.

        Whoever may be anywhere, or anywhere but in some units, gets a place beside the units.
        """
        anywhere = any(ANYWHERE in places for places in at)
        reach: list[tuple[int, int]] = []
        if anywhere:
            reach += [(number, ANYWHERE) for number in self.units.values()]
        known: dict[tuple[Cell, ...], int] = {}
        numbers: list[tuple[int, int]] = []
        for person, places in enumerate(at, 1):
            if len(places) == 1:
                numbers.append((-person, int(places[0] or 0)))
                continue
            key = tuple(places)
            if key not in known:
                known[key] = ANYWHERE - 1 - len(known)
                reach += [(int(place or 0), known[key]) for place in places]
            numbers.append((-person, known[key]))
        self.listed.make(
            "INSERT INTO unit_reach SELECT unnest(?::BIGINT[]), unnest(?::BIGINT[])",
            [[a for a, _ in reach], [b for _, b in reach]],
        )
        self.listed.make(
            "UPDATE staff_possible SET unit_no = told.unit_no FROM "
            "(SELECT unnest(?::INTEGER[]) AS no, unnest(?::INTEGER[]) AS unit_no) AS told "
            "WHERE told.no = staff_possible.no",
            [[a for a, _ in numbers], [b for _, b in numbers]],
        )

    def _of_people(self) -> None:
        """Make the tables of disciplines and history, joined to the people by their ids."""
        for record in _OF_PEOPLE:
            table = records(self.world, record, self.needs, self.numbers, self.layout)
            rows = self.numbers.rows[record]
            (relation,) = (way for way, of in _REACHED.items() if of == record)
            ids = {str(row.values["staff_id"]) for row in rows}
            numbers = numbers_of(self.listed, ids) if rows else {}
            numbers.update({row.key: row.number for row in self._strange})
            people = [numbers.get(str(row.values["staff_id"])) for row in rows]
            if (record, "staff") in self.needs.ones:
                table.columns["staff_no"] = list(people)
            for (of, way), unread in self._unread.items():
                if of == record:
                    table.columns[f"{way}_unread"] = unread
            load(self.listed, table)
            if ("staff", relation) in self.needs.manys:
                told = [(who, place) for place, who in enumerate(people) if who is not None]
                load(
                    self.listed,
                    Table(
                        pairs_name(("staff", relation)),
                        {
                            "from_no": [who for who, _ in told],
                            "to_no": [place for _, place in told],
                            "sure": [1] * len(told),
                        },
                    ),
                )

    def _staged(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Return rows with the columns that stand in for others put in their place."""
        if not rows:
            return ()
        batch = self.world.batch
        tables = {**batch.tables, "staff": tuple(rows)}
        return World(replace(batch, tables=tables, unplaced=())).staff

    def _stand_apart(self) -> None:
        """Say where the people of a divided category stand; NULL where it is not known."""
        if not self._apart:
            return
        compiler, frame = Compiler(self.layout), over("staff")
        whens = ""
        for category, (condition, standing) in self._apart.items():
            ready = whole(
                Binder.of(self.world, Bindings({}, {})).bound(condition),
                lambda field: self.layout.parts.get((field.row.record, field.name), 1),
            )
            holds = compiler.truth(ready, frame.spot, frame)
            name = frame.named(case((holds, tree(1)), (no(holds), tree(0))))
            own, other = (self.layout.standings.index(one) for one in (category, standing))
            whens += (
                f" WHEN s.standing = {own} THEN CASE a.{name} WHEN 1 THEN {other} "
                f"WHEN 0 THEN {own} END"
            )
        query = frame.select(grouped=False).sql("duckdb")
        self.listed.make(
            "CREATE OR REPLACE TABLE staff_row AS SELECT s.* REPLACE "
            f"(CAST(CASE{whens} ELSE s.standing END AS TINYINT) AS standing) "
            f"FROM staff_row AS s JOIN ({query}) AS a ON a.k1 = s.no"
        )
        self.listed.make(
            "CREATE OR REPLACE TABLE staff_stands AS SELECT no, standing FROM staff_row"
        )

    def _possible_stand_anyhow(self) -> None:
        divided = ", ".join(str(self.layout.standings.index(one)) for one in self._apart)
        self.listed.make(f"UPDATE staff_possible SET standing = NULL WHERE standing IN ({divided})")

    def _groups(self) -> None:
        """Make the table of groups: everybody of each unit, then each peer group of it.

        It has no row where no rule asks about groups.
        """
        name = rows_name("group")
        asked = any(of == "group" for of, _ in self.needs.manys)
        many = len(self.units)
        self.listed.make(
            f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM ("
            "SELECT no, no AS unit_no, CAST(NULL AS VARCHAR) AS peer_group, 0 AS members_unread "
            "FROM unit_ways UNION ALL "
            f"SELECT {many} - 1 + row_number() OVER (ORDER BY from_no, peer_group), from_no, "
            "peer_group, 0 FROM (SELECT DISTINCT r.from_no, s.peer_group FROM unit_reach AS r "
            "JOIN (SELECT DISTINCT unit_no, peer_group FROM staff_row "
            "WHERE peer_group IS NOT NULL) AS s ON s.unit_no = r.at_no))"
            + ("" if asked else " LIMIT 0")
        )


def _no_pairs() -> dict[str, list[Cell]]:
    return {"from_no": [], "to_no": [], "sure": []}


def numbers_of(listed: Listed, ids: Iterable[str]) -> dict[str, int]:
    """Return the rows of people by their ids; who is not to be judged has none."""
    listed.make("CREATE OR REPLACE TABLE asked AS SELECT unnest(?::VARCHAR[]) AS id", [sorted(ids)])
    found = listed.ask(
        f"SELECT asked.id, l.line FROM {listed.scanned(['staff_id'])} "
        f"JOIN asked ON asked.id = {listed.value('staff_id')} "
        "ANTI JOIN strange ON strange.line = l.line"
    )
    return dict(_pairs(found))


def _pairs(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[str, int]]:
    for id_, line in rows:
        if isinstance(line, int):
            yield str(id_), line
