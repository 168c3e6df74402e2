"""Which bodies of a long list a mend may concern, found on the numbers of their people.

Of most bodies no limit is broken, and none can be by whatever their people have to do for the rules
on them alone. That is asked of groups with as many people of each kind and the same cells once, and
nobody is a row for it. The bodies left are looked at crowd by crowd.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.api.slices import subject_rows
from cbccvc_rules.engines.alike_groups import AlikeGroups
from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.checked import held
from cbccvc_rules.engines.crowds import ToldWorld, crowd
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.counting import demand_of, limit_rules, may_break

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from cbccvc_rules.api.mend_crowds import Crowds
    from cbccvc_rules.engines.sql.list_plan import ListPlan
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.solve.lawful import Place

_ENGINE = "sql"
_ROOM = 32
"""Bits for how many people a crowd has."""
_SUBJECTS: Mapping[str, str] = {
    "group": "SELECT no, unit_no, peer_group FROM group_row",
    "unit": "SELECT no, no AS unit_no, CAST(NULL AS VARCHAR) AS peer_group FROM unit_ways",
}


def looked_at(plan: ListPlan, rule: Rule) -> str:
    """Return a query of the groups or units of bodies looked at that a rule applies to, or may."""
    place = plan.judged[rule.judges].index(rule) + 1
    return (
        f"SELECT g.no FROM ({_SUBJECTS[rule.judges]}) AS g JOIN verdicts_{rule.judges} AS v "
        f"ON v.k1 = g.no JOIN mend_tops AS t ON t.unit_no = g.unit_no "
        f"SEMI JOIN mend_full AS f ON f.top = t.top WHERE v.v{place} > 0 ORDER BY g.no"
    )


@dataclass(slots=True)
class Scope:
    """Finds the bodies to be looked at; `mend_full` has the topmost unit of each."""

    crowds: Crowds
    plan: ListPlan
    listed: Listed
    may_raise: bool
    _rows: dict[int, Row] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)

    def find(self) -> None:
        """Make the table of bodies to be looked at."""
        # A group has people of one body alone: of those that reach a unit, the topmost tells which.
        self.listed.make(
            "CREATE OR REPLACE TABLE mend_tops AS "
            "WITH size AS (SELECT from_no, count(*) AS many FROM unit_reach GROUP BY from_no) "
            "SELECT at_no AS unit_no, arg_max(from_no, {'many': many, 'no': -from_no}) AS top "
            "FROM unit_reach JOIN size USING (from_no) GROUP BY at_no"
        )
        self.listed.make("CREATE OR REPLACE TABLE mend_full (top BIGINT)")
        rules = limit_rules(self.plan.ruleset, self.crowds.level)
        for rule in rules:
            self._full(
                f"SELECT DISTINCT t.top FROM ({_SUBJECTS[rule.judges]}) AS g "
                f"JOIN verdicts_{rule.judges} AS v ON v.k1 = g.no "
                f"JOIN mend_tops AS t ON t.unit_no = g.unit_no WHERE v.{self._column(rule)} = 2"
            )
        for rule in rules:
            self._of_rule(rule)

    def _full(self, query: str, told: Sequence[object] = ()) -> None:
        self.listed.make(
            f"INSERT INTO mend_full SELECT top FROM ({query}) ANTI JOIN mend_full USING (top)", told
        )

    def _column(self, rule: Rule) -> str:
        return f"v{self.plan.judged[rule.judges].index(rule) + 1}"

    def _of_rule(self, rule: Rule) -> None:
        """Look at the bodies, too, of which a group may come to break a rule."""
        self._profiles(rule)
        self._coded(rule)
        self.listed.make(
            "CREATE OR REPLACE TABLE mend_alike AS SELECT min(no) AS first, code, told "
            "FROM mend_profiles JOIN mend_codes USING (no) GROUP BY code, told"
        )
        found = {
            int(str(no)): list(map(int, told)) if isinstance(told, list) else []
            for no, told in self.listed.ask("SELECT first, told FROM mend_alike")
        }
        may = self._may_break(rule, found)
        self._full(
            "SELECT DISTINCT p.top FROM mend_profiles AS p JOIN mend_codes AS c ON c.no = p.no "
            "JOIN mend_alike AS a ON a.code = c.code AND a.told = p.told "
            "WHERE a.first IN (SELECT unnest(?::BIGINT[]))",
            [may],
        )

    def _profiles(self, rule: Rule) -> None:
        """Tell of each group in which somebody has to move how many people of each kind it has."""
        tokens = len(self.crowds.tokens)
        self.listed.make(
            "CREATE OR REPLACE TABLE mend_profiles AS SELECT no, top, "
            f"list(((standing * {tokens} + token) << {_ROOM}) + many ORDER BY standing, token) "
            "AS told FROM (SELECT g.no, t.top, CAST(c.standing AS BIGINT) AS standing, c.token, "
            f"CAST(sum(c.many) AS BIGINT) AS many FROM ({_SUBJECTS[rule.judges]}) AS g "
            f"JOIN verdicts_{rule.judges} AS v ON v.k1 = g.no AND v.{self._column(rule)} > 0 "
            "JOIN mend_tops AS t ON t.unit_no = g.unit_no "
            "ANTI JOIN mend_full AS f ON f.top = t.top "
            "JOIN unit_reach AS r ON r.from_no = g.unit_no "
            "JOIN mend_crowds AS c ON c.unit_no = r.at_no "
            "WHERE g.peer_group IS NULL OR g.peer_group = c.peer_group "
            "GROUP BY g.no, t.top, c.standing, c.token) GROUP BY no, top "
            "HAVING bool_or(token IN (SELECT unnest(?::INTEGER[])))",
            [self.crowds.moving],
        )

    def _coded(self, rule: Rule) -> None:
        """Number the combinations of the cells that a rule looks at, but for those of people."""
        here = self.crowds.classes.law.context
        groups = AlikeGroups(rule, here.world, here.ruleset.governs[rule.pack])
        numbers = [int(str(no)) for (no,) in self.listed.ask("SELECT no FROM mend_profiles")]
        rows = subject_rows(self.plan, rule.judges, numbers)
        known: dict[Hashable, int] = {}
        codes = [known.setdefault(groups.cells(row), len(known)) for row in rows.values()]
        self.listed.make(
            "CREATE OR REPLACE TABLE mend_codes AS SELECT unnest(?::BIGINT[]) AS no, "
            "unnest(?::BIGINT[]) AS code",
            [list(rows), codes],
        )

    def _may_break(self, rule: Rule, found: dict[int, list[int]]) -> list[int]:
        """Return those groups that may come to break a rule, of one of each that are alike.

        Raises:
            EngineDisagreement: where the reference engine finds otherwise of one.
        """
        here = self.crowds.classes.law.context
        rows = subject_rows(self.plan, rule.judges, sorted(found))
        told = {
            (rows[no].table, rows[no].key): [self._crowd(one) for one in those]
            for no, those in found.items()
        }
        tables = {**here.batch.tables, "staff": tuple(self._rows.values())}
        batch = replace(here.batch, tables=tables, in_file=None)
        world = ToldWorld(batch, self._sizes, told)
        env = environment(rule, here.ruleset, world)
        options = {
            row.key: place.options
            for number, row in self._rows.items()
            if (place := self._place(number)).must_move and place.options
        }
        verdicts = self.plan.verdicts(rule.judges, sorted(found))
        may: list[int] = []
        counting: dict[int, bool] = {}
        for no, row in rows.items():
            demand = demand_of(rule, row, env, options, counting)
            if demand is None:
                continue
            held(_ENGINE, Judgement(rule, row, verdicts[no][rule.id]), demand.verdict)
            formula = demand.formula
            if formula is not None and (
                bool(demand.breaking) if self.may_raise else may_break(formula, self._sizes)
            ):
                may.append(no)
        return may

    def _crowd(self, number: int) -> Row:
        """Return a row for so many people of a standing and a token; groups share them."""
        if number not in self._rows:
            kind, many = number >> _ROOM, number & ((1 << _ROOM) - 1)
            standing = self.crowds.classes.law.standings[kind // len(self.crowds.tokens)]
            key = str(number)
            self._sizes[key] = many
            self._rows[number] = crowd(key, None, None, standing, self._place(number).rating)
        return self._rows[number]

    def _place(self, number: int) -> Place:
        return self.crowds.tokens[(number >> _ROOM) % len(self.crowds.tokens)]
