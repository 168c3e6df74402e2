"""The rules as statements over a long list: verdicts counted in the database, open rows handed out.

Counts of the people of a unit or group are made in two steps: by own unit and peer group, then
added up over the units of each subtree. No table has a row for each pair of a group and a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.engines.bound import FALSE, Binder
from cbccvc_rules.engines.sql.compile import Compiler
from cbccvc_rules.engines.sql.frame import over
from cbccvc_rules.engines.sql.list_found import Judged, ListFound, Other
from cbccvc_rules.engines.sql.list_parts import FIXED, Part
from cbccvc_rules.engines.sql.list_steps import steps_of
from cbccvc_rules.engines.sql.list_tables import ListTables
from cbccvc_rules.engines.sql.needs import Needs
from cbccvc_rules.engines.sql.plan import (
    answer_of,
    asked,
    asked_by,
    needs_of,
    verdict_of,
    whole_rule,
)
from cbccvc_rules.engines.sql.tables import GOVERNED, rows_name
from cbccvc_rules.lang.integers import NotWholeError
from cbccvc_rules.lang.rules import Bindings
from cbccvc_rules.lang.types import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlglot import exp

    from cbccvc_rules.engines.sql.frame import Frame
    from cbccvc_rules.engines.sql.needs import Way
    from cbccvc_rules.engines.sql.plan import Asked
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.listed import Listed

_EVERYBODY = "staff_listed"
"""People with those who may be of a unit beyond them."""


class ListPlan(ListFound):
    """Judges a long list."""

    def run(self) -> None:
        """Make the tables, and a table of verdicts for each part of the rows."""
        self.make_units()
        self.make_people()
        self.compile()
        self.judge()
        self.judge_otherwise()

    def make_units(self) -> None:
        """Put the units into tables."""
        self._asked = asked(self.ruleset, self.world)
        self._otherwise = list(self._asked_otherwise())
        conditions = [condition for condition, _ in self.apart.values()]
        needs = needs_of([*self._asked, *(one for one, _ in self._otherwise)], conditions)
        self.tables = ListTables(self.listed, self.world, needs, self.standings, self.apart)
        self.tables.make_units()

    def make_people(self) -> None:
        """Take the columns that the rules need out of the list, once."""
        self.compiler = Compiler(self.tables.make_people())
        self._views()

    def compile(self) -> None:
        """Write the rules into frames: for people, a frame of each part."""
        binder = Binder.of(self.world, Bindings({}, {}))
        ready = [one for one in map(self._whole, self._asked) if one is not None]
        for record in ("staff", "unit", "group"):
            rules = [one for one in ready if one.rule.judges == record]
            if rules:
                self.judged[record] = tuple(one.rule for one in rules)
                for part in self._parts(record):
                    self.parts.append(self._compiled(record, part, rules, binder))
        for one in ready:
            if one.rule.judges in {"staff", "unit"}:
                self._governed_by(one.rule)
                steps = steps_of(one.nodes(), one.rule.judges, self.compiler)
                self._steps[one.rule.id] = steps

    def _whole(self, one: Asked) -> Asked | None:
        """Return a rule over whole numbers, None where it cannot be said so."""
        if one.rule.judges == "batch":
            return None
        try:
            return whole_rule(one, self.compiler.layout)
        except NotWholeError as error:
            self.aside[one.rule.id] = error.reason
            return None

    def _governed_by(self, rule: Rule) -> None:
        self.compiler.governed = self.ruleset.governs[rule.pack]

    def _parts(self, record: str) -> Iterator[Part]:
        """Yield the parts of the rows of a record."""
        if record != "staff":
            yield Part(record, {}, "true", 0)
            return
        columns = [name for name in FIXED if name in self.tables.staff.columns]
        told = "".join(f", {name}" for name in columns)
        rows = self.listed.ask(
            f"SELECT standing{told}, count(*) FROM staff_row WHERE standing IS NOT NULL "
            "GROUP BY ALL ORDER BY ALL"
        )
        for number, (standing, *places, size) in enumerate(rows, 1):
            cells = dict(zip(("standing", *columns), (standing, *places), strict=True))
            where = " AND ".join(
                f"{name} IS NULL" if place is None else f"{name} = {place}"
                for name, place in cells.items()
            )
            values = {
                name: None if place is None else self.tables.staff.codes(name)[int(str(place))]
                for name, place in zip(columns, places, strict=True)
            }
            whose = frozenset({self.standings[int(str(standing))]})
            yield Part(f"staff_{number}", values, where, int(str(size)), whose)

    def _compiled(self, record: str, part: Part, rules: Sequence[Asked], binder: Binder) -> Judged:
        """Write the rules on a part into its frame; those settled beforehand are constants."""
        table = f"rows_{part.name}"
        self.listed.make(
            f"CREATE OR REPLACE VIEW {table} AS FROM {rows_name(record)} WHERE {part.where}"
        )
        here = Judged(part, record, over(record, table), over(record, table))
        for one in rules:
            self._take(one, here, binder)
        for one, change in self._otherwise:
            if one.rule.judges == record:
                self._take_otherwise(one, change, here, binder)
        return here

    def _take(self, one: Asked, here: Judged, binder: Binder) -> None:
        rule = one.rule
        self._governed_by(rule)
        if not here.part.governed(self.compiler.governed):
            here.constants[rule.id] = None
            return
        settled = here.part.settled(one, binder)
        if settled.when == FALSE:
            here.constants[rule.id] = 0
            return
        column = f"v{self.judged[here.record].index(rule) + 1}"
        here.columns[rule.id] = column
        answer = verdict_of if here.record == "group" else answer_of
        here.frame.columns[column] = answer(settled, self.compiler, here.frame)

    def _take_otherwise(
        self, one: Asked, change: Mapping[str, str], here: Judged, binder: Binder
    ) -> None:
        self._governed_by(one.rule)
        if one.rule.id in self.aside or not here.part.governed(self.compiler.governed):
            return
        settled = here.part.settled(whole_rule(one, self.compiler.layout), binder)
        if settled.when == FALSE:
            return
        column = f"h{len(here.others.columns) + 1}"
        answer = verdict_of if here.record == "group" else answer_of
        here.others.columns[column] = answer(settled, self.compiler, here.others)
        tables = (here.table, f"others_{here.part.name}")
        self.others.append(Other(one.rule, change, tables, (here.verdict(one.rule), column)))

    def judge(self) -> None:
        """Count, and find the verdict of every rule on every row."""
        self._counts(self.compiler)
        for one in self.parts:
            self._verdicts(one.table, one.frame)
        for record, rules in self.judged.items():
            union = " UNION ALL ".join(
                "SELECT k1"
                + "".join(f", {one.verdict(rule)} AS v{at}" for at, rule in enumerate(rules, 1))
                + f" FROM {one.table}"
                for one in self.parts
                if one.record == record
            )
            self.listed.make(f"CREATE OR REPLACE VIEW verdicts_{record} AS {union}")

    def judge_otherwise(self) -> None:
        """Find the verdicts of the rules under every other choice of one of their readings."""
        for one in self.parts:
            if one.others.columns:
                self._verdicts(f"others_{one.part.name}", one.others)

    def _verdicts(self, name: str, frame: Frame) -> None:
        columns = "".join(f", CAST({one} AS TINYINT) AS {one}" for one in frame.columns)
        query = _written(frame.select(grouped=False))
        self.listed.make(f"CREATE OR REPLACE TABLE {name} AS SELECT k1{columns} FROM ({query})")

    def _asked_otherwise(self) -> Iterator[tuple[Asked, Mapping[str, str]]]:
        """Yield the rules under every other choice of one of their readings."""
        binders: dict[tuple[str, str], Binder] = {}
        for rule in self.ruleset.rules:
            for change, bindings in self.ruleset.next_bindings(rule):
                key = (rule.pack, repr(change))
                if key not in binders:
                    binders[key] = Binder.of(self.world, bindings)
                yield asked_by(rule, binders[key]), change

    def _views(self) -> None:
        self.listed.make(
            f"CREATE OR REPLACE VIEW {_EVERYBODY} AS SELECT *, 1 AS sure FROM staff_row "
            "UNION ALL SELECT *, 0 FROM staff_possible"
        )
        here = f"FROM unit_reach AS r JOIN {_EVERYBODY} AS s ON s.unit_no = r.at_no"
        whole = f"SELECT r.from_no, s.no AS to_no, s.sure {here}"
        named = (
            f"SELECT g.no, s.no, s.sure {here} JOIN group_row AS g "
            "ON g.unit_no = r.from_no AND g.peer_group = s.peer_group"
        )
        self.listed.make(f"CREATE OR REPLACE VIEW unit_to_staff AS {whole}")
        self.listed.make(f"CREATE OR REPLACE VIEW group_to_members AS {whole} UNION ALL {named}")

    def _counts(self, compiler: Compiler) -> None:
        """Make the tables of counts, each after those it needs."""
        keys = {name: key for key, name in compiler.shared.items()}
        for name, (_, frame) in sorted(compiler.grouped.items(), key=lambda item: item[1][0]):
            way, chain, _ = keys[name]
            if way in GOVERNED and not chain:
                self._rolled_up(name, way, frame)
            else:
                query = _written(frame.select(grouped=True))
                self.listed.make(f"CREATE OR REPLACE TABLE {name} AS {query}")

    def _rolled_up(self, name: str, way: Way, frame: Frame) -> None:
        """Make a table of counts of the people of each unit, or of each unit and group."""
        alias = frame.spot.alias
        frame.counted_at(_EVERYBODY, {"from_no": "unit_no", "sure": "sure"})
        frame.keys = [(alias, "unit_no"), (alias, "peer_group")]
        parts = f"{name}_parts"
        self.listed.make(
            f"CREATE OR REPLACE TABLE {parts} AS {_written(frame.select(grouped=True))}"
        )
        sums = ", ".join(f"CAST(sum({one}) AS BIGINT) AS {one}" for one in frame.columns)
        here = f"FROM {parts} AS p JOIN unit_reach AS r ON r.at_no = p.k1"
        query = f"SELECT r.from_no AS k1, {sums} {here} GROUP BY r.from_no"
        if way[0] == "group":
            query += (
                f" UNION ALL SELECT g.no, {sums} {here} JOIN group_row AS g "
                "ON g.unit_no = r.from_no AND g.peer_group = p.k2 GROUP BY g.no"
            )
        self.listed.make(f"CREATE OR REPLACE TABLE {name} AS {query}")


def _written(query: exp.Select) -> str:
    return query.sql("duckdb", copy=False)


def standing_tables(
    listed: Listed,
    world: World,
    standings: Sequence[str],
    apart: Mapping[str, tuple[Node, str]],
) -> list[str | None]:
    """Make the table of how people stand; return the standings found, those met first before.

    `staff_row` has what the conditions of `apart` need, `staff_decided` the days of the decisions.
    """
    needs = Needs.of(condition for condition, _ in apart.values())
    if "decided_on" in listed.columns:
        needs.columns["staff", "decided_on"] = Scalar.DATE
    tables = ListTables(listed, world, needs, standings, apart)
    if apart:
        tables.make_units()
        tables.make_people()
    else:
        tables.make_standings()
    if "decided_on" in listed.columns:
        listed.make(
            "CREATE OR REPLACE TABLE staff_decided AS "
            "SELECT no, standing, decided_on FROM staff_row WHERE decided_on IS NOT NULL"
        )
    found = listed.ask("SELECT standing, min(no) AS first FROM staff_row GROUP BY 1 ORDER BY first")
    return [standings[place] if isinstance(place, int) else None for place, _ in found]
