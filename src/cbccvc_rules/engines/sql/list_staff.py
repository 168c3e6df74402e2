"""The people of a long list: what SQL says of their cells, and those whom it does not know.

The cells of most are what SQL says of the list; those of the few rows that something is wrong with
come from rows that the reader made. Whoever may belong to a unit beyond that stands in a table of
their own, `staff_possible`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.engines.sql.list_absent import Absent
from cbccvc_rules.engines.sql.list_kinds import cell_of, end_of, sql_type, text_of, top_of
from cbccvc_rules.engines.sql.list_steps import TOLD, TOLD_BY
from cbccvc_rules.engines.sql.tables import said_flag, told_flag
from cbccvc_rules.lang.types import Scalar
from cbccvc_rules.model.columns import DERIVED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cbccvc_rules.engines.sql.list_alike import Alike
    from cbccvc_rules.engines.sql.needs import Needs
    from cbccvc_rules.engines.sql.tables import Cell, Layout
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.types import Type
    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.model.rows import Row

STRANGE = "staff_strange"
"""People with whom something is wrong, as a table like the view of the others."""
CHANGED = "otherwise"
"""What the table of other ratings is called where it is joined."""
_STAND_IN = "criteria_deficient"
_LIST = "list AS l"
_UNREAD = "_unread"
_JOINED = re.compile(r"\b(u|d|told_\w+)\.")
_NOTHING = "NULL"
"""What SQL says of a column that the list does not have."""


@dataclass(frozen=True, slots=True)
class StaffColumn:
    """A column of people: what SQL says it is, and what it is of a row.

    `top` is the largest code, of a column that holds codes or truths.
    """

    name: str
    type: str
    sql: str
    cell: Callable[[Row], Cell]
    top: int | None = None


@dataclass(slots=True)
class StaffTable:
    """Tells of people in SQL; `units` leads from the id of a unit to its number.

    `rerated` is a table of people by number who have another rating; only these are told of then.
    """

    listed: Listed
    world: World
    needs: Needs
    layout: Layout
    units: dict[str, int]
    rerated: str = ""
    columns: dict[str, StaffColumn] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """List the columns that the rules need."""
        self._add("unit_no", "INTEGER", "u.no", self._unit_no)
        self._add("peer_group", "VARCHAR", self.listed.value("peer_group"), text_of("peer_group"))
        for of, name in self.needs.columns:
            if of == "staff":
                self._column(name, self.needs.columns[of, name])
        for of, name in sorted(self.needs.doubted):
            if of == "staff":
                self._given(name)
        for of, name in sorted(self.needs.denied):
            if of == "staff":
                self._recorded(name)
        if ("staff", "own_body") in self.needs.ones:
            self._add("own_body_no", "INTEGER", "u.body_no", self._one("own_body"))
        if ("staff", "unit") in self.needs.ones:
            self.columns["unit_no"] = StaffColumn("unit_no", "INTEGER", "u.no", self._unit_no)
        for of, relation in sorted(self.needs.manys):
            if of == "staff":
                self._unread(relation)

    def rerate(self, rerated: str) -> None:
        """Tell from now on of the people of a table alone, with the ratings that it says."""
        self.rerated = rerated
        self.columns["rating"] = replace(self.columns["rating"], sql=f"{CHANGED}.rating")

    def _add(
        self, name: str, kind: str, sql: str, cell: Callable[[Row], Cell], top: int | None = None
    ) -> None:
        self.columns[name] = StaffColumn(name, kind, sql, cell, top)

    def absent(self, rows: Sequence[Row], empty: Iterable[str]) -> Absent:
        """Return what nobody has, of some relations that lead to no row; `rows` are like all."""

        def is_always(name: str, sql: str, cell: Cell) -> bool:
            column = self.columns[name]
            return column.sql == sql and all(column.cell(row) == cell for row in rows)

        columns = frozenset(name for name in self.columns if is_always(name, _NOTHING, None))
        unread = {one: f"{one}_unread" for one in empty}
        sure = {one: True for one, name in unread.items() if is_always(name, "0", 0)}
        open_ = {one: False for one, name in unread.items() if name in columns}
        return Absent(columns, {**sure, **open_})

    def codes(self, rows: Sequence[Row]) -> dict[str, int]:
        """Return the largest code of each column of codes, and of what a few rows do not tell.

        How many more rows a relation may lead to is 0, if it is known, of all but these.
        """
        told = {name: one.top for name, one in self.columns.items() if one.top is not None}
        for name, one in self.columns.items():
            if name.endswith(_UNREAD):
                told[name] = max((int(one.cell(row) or 0) for row in rows), default=0)
        most = len(self.layout.standings) - 1
        return {**told, "standing": most, "category_told": most}

    def _unit_no(self, row: Row) -> Cell:
        return self.units.get(str(row.values["unit_id"]))

    def _one(self, relation: str) -> Callable[[Row], Cell]:
        def found(row: Row) -> Cell:
            unit = self.world.one(row, relation)
            return None if unit is None else self.units[unit.key]

        return found

    def told_in(self, name: str) -> str:
        """Return the column of the file that a column of the vocabulary stands for."""
        return self.world.column_judged("staff", name)

    def _sql_of(self, name: str) -> str:
        """Return what SQL says the value of a column is."""
        if name in DERIVED["staff"]:
            return "d.decider" if name == "decider" else f"u.{name}"
        told = self.told_in(name)
        value = self.listed.value(told)
        if name == "role" and told in self.listed.columns:
            return f"COALESCE({value}, {_CODES['role'].index('staff')})"
        return value

    def _column(self, name: str, kind: Type) -> None:
        told = self.told_in(name)
        if name == _STAND_IN and told != name:
            self._deficient()
            return
        column = self.listed.columns.get(told)
        parts = 1 if column is None else column.parts
        if kind is Scalar.NUMBER:
            self.layout.parts["staff", name] = parts
        most = 0 if column is None else column.most
        if name in TOLD_BY:
            self._add(TOLD_BY[name], "TINYINT", _DECIDER_IS, lambda _: 0, 2)
        typed = sql_type(kind, most)
        top = max(top_of(kind), most) if typed == "TINYINT" else None
        self._add(name, typed, self._sql_of(name), cell_of(name, kind, parts), top)

    def _deficient(self) -> None:
        """Add the tasks that stand in for deficient criteria: a number, or two bounds of it."""
        total, assured = (self.listed.value(one) for one in _FIGURES)
        late = f"({total} - {assured})"
        low = f"{self.listed.value('effectiveness')} = {_CODES['effectiveness'].index('low')}"
        highest = f"CASE WHEN {low} AND {assured} > 0 THEN {total} ELSE {late} END"
        self.layout.parts["staff", _STAND_IN] = 1
        self.layout.ranged.add(("staff", _STAND_IN))
        ends = ((_STAND_IN, late), (f"{_STAND_IN}_most", highest))
        for side, (name, sql) in enumerate(ends):
            self._add(name, "INTEGER", sql, _end_of_stand_in(side))

    def _given(self, name: str) -> None:
        value = self._sql_of(name)
        given = f"CAST({value} IS NOT NULL AS TINYINT)"
        if name == "regulation_on":
            given = f"CASE WHEN u.regulation_known THEN {given} END"

        def cell(row: Row) -> Cell:
            return told_flag(row.values.get(name) is not None, name in row.bad)

        self._add(f"{name}_given", "TINYINT", given, cell, 1)

    def _recorded(self, name: str) -> None:
        column = self.listed.columns.get(self.told_in(name))
        denied = "false" if column is None or not column.denied else column.denied
        value = self._sql_of(name)

        def cell(row: Row) -> Cell:
            return said_flag(row.values.get(name) is not None, name in row.denied)

        sql = f"CASE WHEN {value} IS NOT NULL THEN 1 WHEN {denied} THEN 0 END"
        self._add(f"{name}_recorded", "TINYINT", sql, cell, 1)

    def _unread(self, relation: str) -> None:
        def cell(row: Row) -> Cell:
            return self.world.many(row, relation, frozenset()).unread

        self._add(f"{relation}{_UNREAD}", "TINYINT", self._sql_unread(relation), cell)

    def _sql_unread(self, relation: str) -> str:
        if relation not in _LEADING:
            return "0" if relation in self.world.batch.columns else "NULL"
        if relation == "led_units" or "parent_id" in self.world.batch.columns.get("units", ()):
            # An empty role is that of staff: with such a column it is always known.
            known = f"{self.leads} IS NOT NULL OR {self.role} IS NOT NULL"
            return "0" if "role" in self.listed.columns else f"CASE WHEN {known} THEN 0 END"
        none_led = f"{self.leads} IS NULL AND {self.role} <> {_CODES['role'].index('head')}"
        return f"CASE WHEN {none_led} THEN 0 END"

    @property
    def leads(self) -> str:
        """The list of units that somebody is told to lead."""
        return self.listed.value("leads")

    @property
    def role(self) -> str:
        """The role, by its place in the list of roles."""
        return self._sql_of("role")

    @property
    def plain(self) -> frozenset[str]:
        """The columns that hang on the cells of the list alone."""
        return frozenset(name for name, one in self.columns.items() if not _JOINED.search(one.sql))

    def tell(self, alike: Alike | None = None, *, divided: bool) -> None:
        """Make the view of everything that the list tells of those with whom nothing is wrong.

        `divided`: where some stand is found already, in the table `staff_stands`.
        """
        standings = self.layout.standings
        category = self.listed.value("category")
        places = " ".join(
            f"WHEN {place} THEN {standings.index(code)}"
            for place, code in enumerate(_CODES["category"])
        )
        told = f"CASE {category} {places} END"
        standing = "a.standing" if divided else told
        head = (
            f"CAST(l.line AS INTEGER) AS no, CAST({standing} AS TINYINT) AS standing, "
            f"CAST({told} AS TINYINT) AS category_told"
        )
        # What hangs on a cell alone is worked out before rows are joined: once for each text that
        # the file has in a dictionary.
        plain = self.plain
        early = "".join(
            f", CAST({self.columns[name].sql} AS {self.columns[name].type}) AS own_{name}"
            for name in self.columns
            if name in plain
        )
        columns = [
            f"own_{one.name} AS {one.name}"
            if one.name in plain
            else f"CAST({one.sql} AS {one.type}) AS {one.name}"
            for one in self.columns.values()
        ]
        asked = [self.listed.value(name) for name in ("category", "unit_id", "decided_by")]
        asked += [one.sql for one in self.columns.values()]
        named = [name for name in self.listed.columns if f"told_{name}." in " ".join(asked)]
        joins = self.listed.scanned(named).removeprefix(_LIST)
        those = f" JOIN {self.rerated} AS {CHANGED} ON {CHANGED}.no = l.line"
        source = f"(SELECT l.*{early} FROM {_LIST}{those if self.rerated else ''})"
        if alike is not None:
            source = f"({alike.before(source, 'own_')})"
            columns += alike.first.names
        source = f"{source} AS l{joins}"
        deciders = (
            f" LEFT JOIN deciders AS d ON d.told = {self.listed.value('decided_by')}"
            if any("d.decider" in one.sql for one in self.columns.values())
            else ""
        )
        stands = " LEFT JOIN staff_stands AS a ON a.no = l.line" if divided else ""
        ((strange,),) = self.listed.ask("SELECT count(*) FROM strange")
        apart = " ANTI JOIN strange ON strange.line = l.line" if strange else ""
        self.listed.make(
            f"CREATE OR REPLACE VIEW {TOLD} AS SELECT {head}, {', '.join(columns)} FROM {source} "
            "LEFT JOIN (SELECT * FROM units LEFT JOIN unit_ways USING (no)) AS u "
            f"ON u.id = {self.listed.value('unit_id')}{deciders}{stands}{apart}"
        )

    def made_of(self, strange: Sequence[Row], alike: Alike | None = None, *, divided: bool) -> None:
        """Make a table like the view of those with whom something is wrong."""
        self._made(STRANGE, [(row.number, row) for row in strange])
        if divided:
            self.listed.make(
                f"UPDATE {STRANGE} SET standing = a.standing FROM staff_stands AS a "
                f"WHERE a.no = {STRANGE}.no"
            )
        if self.rerated:
            self.listed.make(
                f"UPDATE {STRANGE} SET rating = c.rating FROM {self.rerated} AS c "
                f"WHERE c.no = {STRANGE}.no"
            )
            self.listed.make(
                f"DELETE FROM {STRANGE} WHERE no NOT IN (SELECT no FROM {self.rerated})"
            )
        if alike is not None:
            self.listed.make(f"CREATE OR REPLACE VIEW {STRANGE}_told AS {alike.before(STRANGE)}")

    def possible(self, rows: Sequence[Row]) -> None:
        """Make the table of people who may belong elsewhere; their numbers are below 0."""
        self._made("staff_possible", [(-number, row) for number, row in enumerate(rows, 1)])

    def _made(self, table: str, rows: Sequence[tuple[int, Row]]) -> None:
        cells: list[tuple[str, str, list[Cell]]] = [
            ("no", "INTEGER", [number for number, _ in rows]),
            ("standing", "TINYINT", [self._standing(row) for _, row in rows]),
            ("category_told", "TINYINT", [self._standing(row) for _, row in rows]),
        ]
        cells += [
            (one.name, one.type, [one.cell(row) for _, row in rows])
            for one in self.columns.values()
        ]
        made = ", ".join(f"unnest(?::{kind}[]) AS {name}" for name, kind, _ in cells)
        self.listed.make(
            f"CREATE OR REPLACE TABLE {table} AS SELECT {made}", [told for _, _, told in cells]
        )

    def _standing(self, row: Row) -> Cell:
        category = row.values["category"]
        return None if category is None else self.layout.standings.index(str(category))

    def ways(self, strange: Sequence[Row]) -> None:
        """Make the tables of whom people lead, and which bodies they manage by that."""
        if self.needs.manys.keys().isdisjoint(
            {("staff", "led_units"), ("staff", "bodies_managed")}
        ):
            return
        lists = self.listed.columns["leads"].lists if "leads" in self.listed.columns else ()
        flat = [
            (place, self.units[unit])
            for place, those in enumerate(lists)
            for unit in those
            if unit in self.units
        ]
        told = [[place for place, _ in flat], [unit for _, unit in flat]]
        self.listed.make(
            "CREATE OR REPLACE TABLE lists AS SELECT unnest(?::INTEGER[]) AS list, "
            "unnest(?::INTEGER[]) AS unit_no",
            told,
        )
        scanned = self.listed.scanned(["leads", "role", "unit_id"])
        head = _CODES["role"].index("head")
        own = (
            f"SELECT l.line AS from_no, u.no AS to_no, u.no AS own_no FROM {scanned} "
            f"JOIN units AS u ON u.id = {self.listed.value('unit_id')} "
            f"ANTI JOIN strange ON strange.line = l.line "
            f"WHERE {self.leads} IS NULL AND {self.role} = {head}"
        )
        others = (
            f"SELECT l.line, lists.unit_no, u.no FROM {scanned} "
            f"JOIN lists ON lists.list = {self.leads} "
            f"LEFT JOIN units AS u ON u.id = {self.listed.value('unit_id')} "
            "ANTI JOIN strange ON strange.line = l.line"
        )
        self.listed.make(f"CREATE OR REPLACE TABLE leaders AS {own} UNION ALL {others}")
        rows = [
            (row.number, self.units[unit.key], self.units.get(str(row.values["unit_id"])))
            for row in strange
            for unit in self.world.many(row, "led_units", frozenset()).rows
        ]
        columns: list[list[Cell]] = [[one[at] for one in rows] for at in range(3)]
        self.listed.make(
            "INSERT INTO leaders SELECT unnest(?::BIGINT[]), unnest(?::INTEGER[]), "
            "unnest(?::INTEGER[])",
            columns,
        )
        for name, query in _LED.items():
            self.listed.make(f"CREATE OR REPLACE TABLE {name} AS {query}")


_DECIDER_IS = "CASE WHEN d.told IS NULL THEN 0 WHEN d.is_unit = 1 THEN 1 ELSE 2 END"
_LEADING = ("led_units", "bodies_managed")
_LED = {
    "staff_to_led_units": "SELECT from_no, to_no, 1 AS sure FROM leaders",
    "staff_to_bodies_managed": (
        "SELECT from_no, to_no, 1 AS sure FROM ("
        "SELECT from_no, to_no FROM leaders WHERE to_no IS DISTINCT FROM own_no UNION "
        "SELECT g.from_no, w.no FROM leaders AS g JOIN unit_ways AS w ON w.parent_no = g.to_no)"
    ),
}
_FIGURES = ("tasks_total", "tasks_on_time_quality")
_CODES = {
    "category": ("CB", "CC", "VC", "HD"),
    "role": ("head", "deputy", "staff"),
    "effectiveness": ("low", "normal", "high"),
}


def _end_of_stand_in(side: int) -> Callable[[Row], Cell]:
    return lambda row: end_of(row.values.get(_STAND_IN), side)
