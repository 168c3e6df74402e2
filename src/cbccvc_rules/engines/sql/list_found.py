"""What the statements found in a long list: counted there, and handed out row by row where open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cbccvc_rules.engines.sql.plan import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.engines.sql.compile import Compiler
    from cbccvc_rules.engines.sql.frame import Frame
    from cbccvc_rules.engines.sql.list_parts import Part
    from cbccvc_rules.engines.sql.list_steps import Steps
    from cbccvc_rules.engines.sql.list_tables import ListTables
    from cbccvc_rules.engines.sql.plan import Asked
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.finding import Verdict
    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.sources import Text


@dataclass(frozen=True, slots=True)
class Other:
    """A rule under another choice of one reading: a column of a table beside that of its own."""

    rule: Rule
    change: Mapping[str, str]
    tables: tuple[str, str]
    columns: tuple[str, str]


@dataclass(slots=True)
class Judged:
    """A part of the rows of a record with its table of verdicts.

    `columns` has the column of each rule that has to be asked of the rows, `constants` the verdict
    of the others: not applicable, or NULL where the rule is not put to them.
    """

    part: Part
    record: str
    frame: Frame
    others: Frame
    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, int | None] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The name of the table."""
        return f"of_{self.part.name}"

    def verdict(self, rule: Rule) -> str:
        """Return what SQL says the verdict of a rule is."""
        constant = self.constants.get(rule.id)
        return self.columns.get(rule.id, "NULL" if constant is None else str(constant))


@dataclass(slots=True)
class ListFound:
    """What was found in a long list.

    `aside` has the rules that its tables cannot judge, and why.
    """

    listed: Listed
    world: World
    ruleset: Ruleset
    standings: Sequence[str]
    apart: Mapping[str, tuple[Node, str]]
    aside: dict[str, Text] = field(default_factory=dict)
    judged: dict[str, tuple[Rule, ...]] = field(default_factory=dict)
    parts: list[Judged] = field(default_factory=list)
    others: list[Other] = field(default_factory=list)
    tables: ListTables = field(init=False)
    compiler: Compiler = field(init=False)
    _steps: dict[str, Steps] = field(default_factory=dict)
    _asked: list[Asked] = field(default_factory=list)
    _otherwise: list[tuple[Asked, Mapping[str, str]]] = field(default_factory=list)

    def counts(self) -> Mapping[str, Mapping[Verdict, int]]:
        """Return how often each verdict was found of each rule.

        The sum of the verdicts tells how many are kept once those above are counted by themselves;
        the tables know of their own blocks whether there are any.
        """
        found = {
            rule.id: dict.fromkeys(VERDICTS, 0) for rules in self.judged.values() for rule in rules
        }
        for one in self.parts:
            names = list(one.columns)
            sums = "".join(f", count({at}), sum({at})" for at in one.columns.values())
            ((size, *told),) = self.listed.ask(f"SELECT count(*){sums} FROM {one.table}")
            figures = [int(str(number or 0)) for number in told]
            for place, name in enumerate(names):
                broken, unknown = self._above(one, name)
                kept = figures[2 * place + 1] - 2 * broken - 3 * unknown
                rest = figures[2 * place] - kept - broken - unknown
                for verdict, times in zip(VERDICTS, (rest, kept, broken, unknown), strict=True):
                    found[name][verdict] += times
            for name, constant in one.constants.items():
                if constant is not None:
                    found[name][VERDICTS[constant]] += int(str(size))
        return found

    def _above(self, one: Judged, name: str) -> tuple[int, int]:
        """Return how many rows break a rule, and of how many it is not known."""
        column = one.columns[name]
        rows = self.listed.ask(
            f"SELECT {column}, count(*) FROM {one.table} WHERE {column} >= 2 GROUP BY {column}"
        )
        told = {str(verdict): int(str(number)) for verdict, number in rows}
        return told.get("2", 0), told.get("3", 0)

    def alike(self, rule: Rule) -> list[tuple[int, int, str]]:
        """Return those whom a rule leaves unknown by the same steps: one of them, and how many.

        And what has to hold in the table of a class for `members`. Those of whom something is
        wrong answer for nobody but themselves, and are not among them.
        """
        steps = self._steps.get(rule.id)
        if steps is None:
            return []
        place = self.judged[rule.judges].index(rule) + 1
        name = self._steps_table(rule)
        query = steps.frame.select(grouped=False).sql("duckdb", copy=False)
        strange = "SELECT line FROM strange" if rule.judges == "staff" else "SELECT -1"
        doubts = "".join(f" AND {one} IS DISTINCT FROM 1" for one in steps.doubts)
        self.listed.make(
            f"CREATE OR REPLACE TABLE {name} AS SELECT q.* FROM ({query}) AS q "
            f"JOIN verdicts_{rule.judges} AS v ON v.k1 = q.k1 WHERE v.v{place} = 3 "
            f"AND q.k1 NOT IN ({strange}){doubts}"
        )
        keys = ", ".join(steps.columns)
        found = self.listed.ask(f"SELECT min(k1), count(*), {keys} FROM {name} GROUP BY {keys}")
        return [
            (int(str(first)), int(str(times)), _where(steps.columns, told))
            for first, times, *told in found
        ]

    def members(self, rule: Rule, where: str) -> list[int]:
        """Return all those of one class."""
        found = self.listed.ask(f"SELECT k1 FROM {self._steps_table(rule)} WHERE {where}")
        return [number for (number,) in found if isinstance(number, int)]

    def _steps_table(self, rule: Rule) -> str:
        return f"steps_{self.judged[rule.judges].index(rule)}_{rule.judges}"

    def forget(self, rule: Rule) -> None:
        """Drop the table of the classes of a rule."""
        self.listed.make(f"DROP TABLE IF EXISTS {self._steps_table(rule)}")

    def open_rows(self, rule: Rule, verdict: Verdict) -> list[int]:
        """Return the numbers of the rows with a verdict of a rule."""
        place = self.judged[rule.judges].index(rule) + 1
        found = self.listed.ask(
            f"SELECT k1 FROM verdicts_{rule.judges} WHERE v{place} = {VERDICTS.index(verdict)}"
        )
        return [number for (number,) in found if isinstance(number, int)]

    def turned(self, record: str) -> Iterator[tuple[int, Rule, Verdict, Mapping[str, str]]]:
        """Yield the rules kept, or that do not apply, that another reading would break."""
        for other in self.others:
            if other.rule.judges != record:
                continue
            own, column = other.columns
            here, there = other.tables
            verdict = f"v.{own}" if own.startswith("v") else own
            for number, told in self.listed.ask(
                f"SELECT v.k1, {verdict} FROM {here} AS v JOIN {there} AS o ON o.k1 = v.k1 "
                f"WHERE o.{column} = 2 AND {verdict} < 2"
            ):
                if isinstance(number, int) and isinstance(told, int):
                    yield number, other.rule, VERDICTS[told], other.change

    def verdicts(self, record: str, numbers: Sequence[int]) -> dict[int, dict[str, Verdict]]:
        """Return every verdict on some rows; none where no rule is put to such rows."""
        rules = self.judged.get(record, ())
        if not rules:
            return {}
        columns = "".join(f", v{place}" for place in range(1, len(rules) + 1))
        rows = self.listed.ask(
            f"SELECT k1{columns} FROM verdicts_{record} WHERE k1 IN (SELECT unnest(?::BIGINT[]))",
            [list(numbers)],
        )
        return {
            number: {
                rule.id: VERDICTS[verdict]
                for rule, verdict in zip(rules, told, strict=True)
                if isinstance(verdict, int)
            }
            for number, *told in rows
            if isinstance(number, int)
        }


def _where(columns: Sequence[str], told: Sequence[object]) -> str:
    return " AND ".join(
        f"{name} IS NULL" if cell is None else f"{name} = {cell}"
        for name, cell in zip(columns, told, strict=True)
    )
