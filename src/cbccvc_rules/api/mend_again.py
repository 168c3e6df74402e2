"""A long list with the changes made, all of it judged again by the reference engine.

Of people whom the rules cannot tell apart one is judged, and of groups and units one of all that
have as many people of each kind and the same cells. What the database found has to be the same.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.api.mend_profiles import Profiles
from cbccvc_rules.api.slices import parts_of_groups, people_of, slice_of, subject_rows
from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.checked import held
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.once import Once
from cbccvc_rules.engines.reference import applicability, judge
from cbccvc_rules.engines.sql.plan import VERDICTS
from cbccvc_rules.errors import EngineDisagreement, Problem
from cbccvc_rules.lang.nodes import Sum, Tally
from cbccvc_rules.lang.rules import below
from cbccvc_rules.model.findings import at_least
from cbccvc_rules.model.repaired import Again
from cbccvc_rules.model.scale import RATINGS
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.api.mend_classes import Classes
    from cbccvc_rules.engines.sql.list_plan import ListPlan
    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import Rule

MOST = 20_000
"""So many groups or units of a rule at most are judged again, where each is like no other."""
_MOST_PEOPLED = 100
_ENGINE = "sql"
_STRIDE = 7_919_777
"""A prime: a sample is spread over all, and always the same."""


def not_lawful(rule: str, subject: str) -> EngineDisagreement:
    """Return that something is broken which the mend should have mended."""
    return EngineDisagreement(Problem("mend-not-lawful", None, {"rule": rule, "subject": subject}))


@dataclass(slots=True)
class JudgedAgain:
    """Judges a list again as the database has it now, and counts what was judged."""

    plan: ListPlan
    classes: Classes
    rules: Sequence[Rule] = field(init=False)
    kinds: int = 0
    alike: int = 0
    left: int = 0

    def __post_init__(self) -> None:
        """Take the rules at the severity asked for, or above."""
        level = self.classes.level
        self.rules = [one for one in self.plan.ruleset.rules if at_least(one.severity, level)]

    def people(self, here: Context) -> None:
        """Judge those changed, one of each combination, who are the people of a context.

        Raises:
            EngineDisagreement: where the database finds otherwise of one, and where one has to be
                changed still.
        """
        asked = {rule.id for rule in self.rules}
        rules = [rule for rule in self.plan.judged.get("staff", ()) if rule.id in asked]
        once, lawful = Once(here.ruleset, here.world), self.classes.lawful_in(here)
        verdicts = self.plan.verdicts("staff", [row.number for row in here.world.staff])
        for row in here.world.staff:
            self.kinds += 1
            if lawful.place(row).must_move:
                raise not_lawful("", row.key)
            for rule in rules:
                verdict = verdicts[row.number].get(rule.id)
                if verdict is not None:
                    one = Judgement(rule, row, verdict)
                    held(_ENGINE, one, once.judgement(rule, row).verdict)

    def groups(self) -> None:
        """Judge groups and units, one of all that are alike.

        Raises:
            EngineDisagreement: where the database finds otherwise of one.
        """
        rating = len(RATINGS)
        self.plan.listed.make(
            "CREATE OR REPLACE TABLE mend_counted AS SELECT unit_no, peer_group, standing, "
            f"COALESCE(rating, {rating}) AS token, count(*) AS many FROM staff_row GROUP BY ALL"
        )
        for record in ("unit", "group"):
            for rule in self.plan.judged.get(record, ()):
                if rule in self.rules:
                    self._of_rule(rule)

    def _of_rule(self, rule: Rule) -> None:
        profiles = Profiles(self.plan, self.classes.law, rule, (*RATINGS, None))
        if not profiles.groups.kinds:
            self._each(rule)
            return
        told = profiles.told("mend_counted", self._without(profiles))
        found = self.plan.listed.ask(
            f"SELECT min(c.no), any_value(t.told), v.{profiles.verdict} FROM mend_codes AS c "
            f"JOIN verdicts_{rule.judges} AS v ON v.k1 = c.no LEFT JOIN ({told}) AS t "
            f"ON t.no = c.no WHERE v.{profiles.verdict} IS NOT NULL "
            f"GROUP BY c.code, t.told, v.{profiles.verdict}"
        )
        people = {
            int(str(no)): list(map(int, those)) if isinstance(those, list) else []
            for no, those, _ in found
        }
        rows, env = profiles.put(people)
        for no, _, verdict in found:
            row = rows[int(str(no))]
            one = Judgement(rule, row, VERDICTS[int(str(verdict))])
            held(_ENGINE, one, judge(rule, row, env))
        self.alike += len(found)

    def _without(self, profiles: Profiles) -> list[int]:
        """Return the codes of groups and units to which a rule does not apply, whoever is there."""
        rule = profiles.rule
        if _counts_people([rule.when]):
            return []
        first = self.plan.listed.ask("SELECT code, min(no) FROM mend_codes GROUP BY code")
        rows, env = profiles.put({int(str(no)): () for _, no in first})
        return [
            int(str(code))
            for code, no in first
            if applicability(rule, rows[int(str(no))], env) is False
        ]

    def _each(self, rule: Rule) -> None:
        """Judge groups and units each for itself, or, where these are too many, some of them."""
        of_people = _counts_people(rule.nodes())
        put_to = self.plan.listed.ask(f"SELECT k1 FROM verdicts_{rule.judges} ORDER BY k1")
        numbers = [int(str(no)) for (no,) in put_to]
        most = _MOST_PEOPLED if of_people else MOST
        chosen = numbers
        if len(numbers) > most:
            chosen = sorted({numbers[at * _STRIDE % len(numbers)] for at in range(most)})
        rows = subject_rows(self.plan, rule.judges, chosen)
        verdicts = self.plan.verdicts(rule.judges, chosen)
        inside = people_of(self.plan, rows) if of_people else {no: [] for no in rows}
        law = self.classes.law
        for part, people in parts_of_groups(inside):
            here = law.context
            if of_people:
                here = slice_of(here, self.plan.listed, people, law.apart)
            env = environment(rule, here.ruleset, here.world)
            for no in part:
                verdict = verdicts[no].get(rule.id)
                if verdict is not None:
                    held(_ENGINE, Judgement(rule, rows[no], verdict), judge(rule, rows[no], env))
        self.alike += len(chosen)
        self.left += len(numbers) - len(chosen)

    def counted(self) -> Again:
        """Return what was judged, and how many that stood for."""
        sizes = [
            int(str(many))
            for record in ("unit", "group")
            for rule in self.plan.judged.get(record, ())
            if rule in self.rules
            for ((many,),) in [self.plan.listed.ask(f"SELECT count(*) FROM verdicts_{record}")]
        ]
        kinds = self.kinds + len(self.classes.classes)
        return Again(self.plan.listed.people, kinds, sum(sizes), self.alike, self.left)


def _counts_people(nodes: Iterable[Node]) -> bool:
    return any(
        isinstance(node, (Tally, Sum)) and node.population.record == "staff"
        for node in below(nodes)
    )
