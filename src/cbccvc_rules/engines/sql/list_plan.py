"""The rules as statements over a long list: verdicts counted in the database, open rows handed out.

People whom the rules cannot tell apart are judged once. Counts of the people of a unit or group are
made in two steps: by own unit and peer group, then added up over the units of each subtree. No
table has a row for each pair of a group and a person.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sqlglot import exp

from cbccvc_rules.engines.bound import Binder
from cbccvc_rules.engines.sql.compile import Compiler
from cbccvc_rules.engines.sql.frame import over
from cbccvc_rules.engines.sql.list_alike import Alike
from cbccvc_rules.engines.sql.list_found import Judged, ListFound, Other
from cbccvc_rules.engines.sql.list_steps import steps_of
from cbccvc_rules.engines.sql.list_tables import EVERYBODY, ListTables
from cbccvc_rules.engines.sql.needs import Needs
from cbccvc_rules.engines.sql.plan import (
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
from cbccvc_rules.model.scale import RATINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.engines.sql.frame import Frame
    from cbccvc_rules.engines.sql.needs import Way
    from cbccvc_rules.engines.sql.plan import Asked
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.listed import Listed


class ListPlan(ListFound):
    """Judges a long list."""

    def run(self) -> None:
        """Make the tables, and a table of verdicts for each part of the rows."""
        self.make_units()
        self.compile()
        self.make_people()
        self.judge()
        self.judge_otherwise()

    def make_units(self) -> None:
        """Put the units into tables, and say in SQL what is told of people."""
        self._asked = asked(self.ruleset, self.world)
        self._otherwise = list(self._asked_otherwise())
        conditions = [condition for condition, _ in self.apart.values()]
        needs = needs_of([*self._asked, *(one for one, _ in self._otherwise)], conditions)
        self.tables = ListTables(self.listed, self.world, needs, self.standings, self.apart)
        self.tables.make_units()
        self.compiler = Compiler(self.tables.tell_people())

    def compile(self) -> None:
        """Write the rules into frames."""
        binder = Binder.of(self.world, Bindings({}, {}))
        ready = [one for one in map(self._whole, self._asked) if one is not None]
        for record in ("staff", "unit", "group"):
            rules = [one for one in ready if one.rule.judges == record]
            if rules:
                self.judged[record] = tuple(one.rule for one in rules)
                self.parts[record] = self._compiled(record, rules, binder)
        for one in ready:
            if one.rule.judges in {"staff", "unit"}:
                self._governed_by(one.rule)
                told = self.tables.absent.put(one)
                steps = steps_of(told.nodes(), one.rule.judges, self.compiler)
                self._steps[one.rule.id] = steps
        staff = self.parts.get("staff")
        frame = over("staff") if staff is None else staff.frame
        self._alike = Alike(frame, self.tables.codes, self.tables.staff.plain)

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

    def _compiled(self, record: str, rules: Sequence[Asked], binder: Binder) -> Judged:
        """Write the rules of a record into a frame, and so those under other readings."""
        here = Judged(record, over(record))
        for place, one in enumerate(rules, 1):
            here.rules[one.rule.id] = f"v{place}"
            self._take(f"v{place}", one, here, binder)
        for one, change in self._otherwise:
            if one.rule.id in here.rules:
                own, column = here.rules[one.rule.id], f"h{len(here.others) + 1}"
                self._take(column, whole_rule(one, self.compiler.layout), here, binder)
                here.others.append(Other(one.rule, change, (own, column)))
        return here

    def _take(self, column: str, one: Asked, here: Judged, binder: Binder) -> None:
        self._governed_by(one.rule)
        told = self.tables.absent.put(one, binder)
        here.frame.columns[column] = verdict_of(told, self.compiler, here.frame)

    def suppose_ratings(self) -> bool:
        """Tell people apart by what they would be with any rating, too, before they are made.

        Return whether that can be: not where counts that only some have hang on the rating.
        """
        return self._alike.suppose("s_rating", range(len(RATINGS)))

    def make_people(self) -> None:
        """Take what the rules need out of the list, once."""
        self.tables.make_people(self._alike, self._columns())
        self._views()

    def _columns(self) -> set[str]:
        """Return the columns of the list that the rules need beside the numbers."""
        columns = self._alike.needed()
        for _, frame in self.compiler.grouped.values():
            columns |= frame.asked_of(rows_name("staff"))
        return columns

    def judge_rerated(self, rerated: str) -> None:
        """Judge again the people of a table who have other ratings, and every unit and group."""
        self.tables.rerate(rerated, self._alike, self._columns())
        self.judge(f" SEMI JOIN {rerated} AS o ON o.no = s.no")

    def judge(self, those: str = "") -> None:
        """Count, and find the verdict of every rule on every row, or on `those` people."""
        statements = [*self._counts(self.compiler)]
        statements += (
            f"CREATE OR REPLACE {kind} {statement}"
            for kind, statement in (*self._alike.counted(), *self._alike.combinations(those))
        )
        for record, here in self.parts.items():
            statements.append(self._verdicts(f"of_{record}", here, list(here.rules.values())))
            query = f"SELECT k1, k1 AS at, * EXCLUDE (k1) FROM of_{record}"
            if record == "staff":
                query = (
                    "SELECT s.no AS k1, v.k1 AS at, v.* EXCLUDE (k1) "
                    "FROM staff_alike AS s JOIN of_staff AS v ON v.k1 = s.alike"
                )
            statements.append(f"CREATE OR REPLACE VIEW verdicts_{record} AS {query}")
        self.listed.make_all(statements)

    def judge_otherwise(self) -> None:
        """Find the verdicts of the rules under every other choice of one of their readings."""
        self.listed.make_all(
            [
                self._verdicts(f"others_{record}", here, [one.columns[1] for one in here.others])
                for record, here in self.parts.items()
            ]
        )

    def _verdicts(self, name: str, here: Judged, columns: Sequence[str]) -> str:
        """Return what makes a table of verdicts: of combinations of people, of units or groups."""
        staff = here.record == "staff"
        frame = self._alike.frame if staff else here.frame
        table = "alike_told" if staff else rows_name(here.record)
        many = "many" if staff else "1"
        trees = {one: frame.columns[one] for one in columns}
        if staff:
            trees["many"] = frame.cell(frame.spot, "many")
        told = "".join(f", CAST({one} AS TINYINT) AS {one}" for one in columns)
        query = _written(frame.giving(trees, table))
        return f"CREATE OR REPLACE TABLE {name} AS SELECT k1, {many} AS many{told} FROM ({query})"

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
        here = f"FROM unit_reach AS r JOIN {EVERYBODY} AS s ON s.unit_no = r.at_no"
        whole = f"SELECT r.from_no, s.no AS to_no, s.sure {here}"
        named = (
            f"SELECT g.no, s.no, s.sure {here} JOIN group_row AS g "
            "ON g.unit_no = r.from_no AND g.peer_group = s.peer_group"
        )
        self.listed.make(f"CREATE OR REPLACE VIEW unit_to_staff AS {whole}")
        self.listed.make(f"CREATE OR REPLACE VIEW group_to_members AS {whole} UNION ALL {named}")

    def _counts(self, compiler: Compiler) -> Iterator[str]:
        """Yield what makes the tables of counts, each after those it needs."""
        keys = {name: key for key, name in compiler.shared.items()}
        rolled = {
            name: way for name, (way, chain, _) in keys.items() if way in GOVERNED and not chain
        }
        counts = sorted(compiler.grouped.items(), key=lambda item: item[1][0])
        parts = _parts({name: frame for name, (_, frame) in counts if name in rolled})
        for name, (_, frame) in counts:
            if name in rolled:
                yield from _rolled_up(name, rolled[name], parts)
            else:
                yield f"CREATE OR REPLACE TABLE {name} AS {_counted(frame)}"


class _Part(NamedTuple):
    """Where a count is told of the people of each own unit and peer group, by the column of each.

    `frame` makes the table, None where another count did.
    """

    table: str
    called: Mapping[str, str]
    frame: Frame | None

    @property
    def asked(self) -> Iterable[str]:
        """The columns of the table that the count is told by."""
        return self.called.values()


def _parts(counts: Mapping[str, Frame]) -> dict[str, _Part]:
    """Return where each count of people is told; what goes over the same rows is one table."""
    found: dict[str, _Part] = {}
    made: dict[str, Frame] = {}
    for name, frame in counts.items():
        frame.counted_at(EVERYBODY, {"from_no": "unit_no", "sure": "sure"})
        frame.keys = [(frame.spot.alias, "unit_no"), (frame.spot.alias, "peer_group")]
        table = f"{name}_parts"
        for other, first in made.items():
            called = first.beside(frame, name)
            if called is not None:
                found[name] = _Part(other, called, None)
                break
        else:
            made[table] = replace(frame)
            found[name] = _Part(table, {one: one for one in frame.columns}, made[table])
    return found


def _rolled_up(name: str, way: Way, parts: Mapping[str, _Part]) -> Iterator[str]:
    """Yield what makes a table of counts of the people of each unit, or of units and groups."""
    part = parts[name]
    at, whole = part.table, f"{part.table}_whole"
    here = f"FROM {at} AS p JOIN unit_reach AS r ON r.at_no = p.k1"
    if part.frame is not None:
        yield f"CREATE OR REPLACE TABLE {at} AS {_counted(part.frame)}"
        asked = {one for other in parts.values() if other.table == at for one in other.asked}
        sums = _sums({one: one for one in sorted(asked)})
        query = f"SELECT r.from_no AS k1, {sums} {here} GROUP BY r.from_no"
        yield f"CREATE OR REPLACE TABLE {whole} AS {query}"
    told = ", ".join(f"{one} AS {own}" for own, one in part.called.items())
    query = f"SELECT k1, {told} FROM {whole}"
    if way[0] == "group":
        query += (
            f" UNION ALL SELECT g.no, {_sums(part.called)} {here} JOIN group_row AS g "
            "ON g.unit_no = r.from_no AND g.peer_group = p.k2 GROUP BY g.no"
        )
    yield f"CREATE OR REPLACE TABLE {name} AS {query}"


def _sums(called: Mapping[str, str]) -> str:
    return ", ".join(f"CAST(sum({one}) AS BIGINT) AS {own}" for own, one in called.items())


def _counted(frame: Frame) -> str:
    """Return a query of counts; a sum is told in no more bytes than it needs, which is quicker."""
    told = [f"k{place}" for place, _ in enumerate(frame.keys, 1)]
    told += (
        f"CAST({name} AS BIGINT) AS {name}" if isinstance(tree, exp.Sum) else name
        for name, tree in frame.columns.items()
    )
    return f"SELECT {', '.join(told)} FROM ({_written(frame.select(grouped=True))})"


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
    tables.make_standings()
    if "decided_on" in listed.columns:
        listed.make(
            "CREATE OR REPLACE TABLE staff_decided AS "
            "SELECT no, standing, decided_on FROM staff_row WHERE decided_on IS NOT NULL"
        )
    found = listed.ask("SELECT standing, min(no) AS first FROM staff_row GROUP BY 1 ORDER BY first")
    return [standings[place] if isinstance(place, int) else None for place, _ in found]
