"""What the statements found in a long list: counted there, and handed out row by row where open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cbccvc_rules.engines.sql.plan import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.engines.sql.compile import Compiler
    from cbccvc_rules.engines.sql.frame import Frame
    from cbccvc_rules.engines.sql.list_alike import Alike
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
    """A rule under another choice of one reading: a column beside that of its own."""

    rule: Rule
    change: Mapping[str, str]
    columns: tuple[str, str]


@dataclass(slots=True)
class Judged:
    """The rules of a record with the frame that has a column for each of them."""

    record: str
    frame: Frame
    rules: dict[str, str] = field(default_factory=dict)
    others: list[Other] = field(default_factory=list)


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
    parts: dict[str, Judged] = field(default_factory=dict)
    tables: ListTables = field(init=False)
    compiler: Compiler = field(init=False)
    _alike: Alike = field(init=False)
    _steps: dict[str, Steps] = field(default_factory=dict)
    _asked: list[Asked] = field(default_factory=list)
    _otherwise: list[tuple[Asked, Mapping[str, str]]] = field(default_factory=list)

    def counts(self) -> Mapping[str, Mapping[Verdict, int]]:
        """Return how often each verdict was found of each rule."""
        found = {
            rule.id: dict.fromkeys(VERDICTS, 0) for rules in self.judged.values() for rule in rules
        }
        for record, one in self.parts.items():
            for name, column in one.rules.items():
                for verdict, times in self.listed.ask(
                    f"SELECT {column}, sum(many) FROM of_{record} "
                    f"WHERE {column} IS NOT NULL GROUP BY {column}"
                ):
                    found[name][VERDICTS[int(str(verdict))]] = int(str(times))
        return found

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
        columns = steps.columns or ("1",)
        keys = ", ".join(columns)
        found = self.listed.ask(
            f"SELECT min(k1), count(*), {keys} FROM {name} GROUP BY ALL HAVING count(*) > 0"
        )
        return [
            (int(str(first)), int(str(times)), _where(columns, told))
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
        for other in self.parts[record].others if record in self.parts else ():
            own, column = other.columns
            for number, told in self.listed.ask(
                f"SELECT v.k1, v.{own} FROM verdicts_{record} AS v JOIN others_{record} AS o "
                f"ON o.k1 = v.at WHERE o.{column} = 2 AND v.{own} < 2"
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
