"""Which bodies of a long list a mend may concern, found on the numbers of their people.

Of most bodies no limit is broken, and none can be by whatever their people have to do for the rules
on them alone. That is asked of groups with as many people of each kind and the same cells once, and
nobody is a row for it. The bodies left are looked at crowd by crowd.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.api.mend_profiles import SUBJECTS, Profiles
from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.checked import held
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.counting import demand_of, limit_rules, may_break

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.api.mend_crowds import Crowds
    from cbccvc_rules.engines.sql.list_plan import ListPlan
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.listed import Listed

_ENGINE = "sql"


def looked_at(plan: ListPlan, rule: Rule) -> str:
    """Return a query of the groups or units of bodies looked at that a rule applies to, or may."""
    place = plan.judged[rule.judges].index(rule) + 1
    return (
        f"SELECT g.no FROM ({SUBJECTS[rule.judges]}) AS g JOIN verdicts_{rule.judges} AS v "
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
                f"SELECT DISTINCT t.top FROM ({SUBJECTS[rule.judges]}) AS g "
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
        places = self.crowds.tokens
        ratings = [one.rating for one in places]
        options = [one.options if one.must_move else () for one in places]
        profiles = Profiles(self.plan, self.crowds.classes.law, rule, ratings, options)
        self.listed.make(
            "CREATE OR REPLACE TABLE mend_profiles AS SELECT p.no, t.top, c.code, p.told "
            f"FROM ({profiles.told('mend_crowds')}) AS p JOIN mend_codes AS c ON c.no = p.no "
            f"JOIN ({SUBJECTS[rule.judges]}) AS g ON g.no = p.no "
            f"JOIN verdicts_{rule.judges} AS v ON v.k1 = p.no AND v.{profiles.verdict} > 0 "
            "JOIN mend_tops AS t ON t.unit_no = g.unit_no "
            "ANTI JOIN mend_full AS f ON f.top = t.top WHERE p.moving"
        )
        found = {
            int(str(no)): list(map(int, told)) if isinstance(told, list) else []
            for no, told in self.listed.ask(
                "SELECT min(no), told FROM mend_profiles GROUP BY code, told"
            )
        }
        self._full(
            "SELECT DISTINCT p.top FROM mend_profiles AS p JOIN mend_profiles AS a "
            "ON a.code = p.code AND a.told = p.told "
            "WHERE a.no IN (SELECT unnest(?::BIGINT[]))",
            [self._may_break(profiles, found)],
        )

    def _may_break(self, profiles: Profiles, found: dict[int, list[int]]) -> list[int]:
        """Return those groups that may come to break a rule, of one of each that are alike.

        Raises:
            EngineDisagreement: where the reference engine finds otherwise of one.
        """
        rows, env = profiles.put(found)
        rule = profiles.rule
        options = {
            row.key: tuple(moves)
            for number, row in profiles.rows.items()
            if (moves := profiles.options[profiles.token(number)])
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
                bool(demand.breaking) if self.may_raise else may_break(formula, profiles.sizes)
            ):
                may.append(no)
        return may
