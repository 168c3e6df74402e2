"""What was found of a long list, tried and put into words: of those alone whom it concerns.

The mend is made in the database, where those changed, and every unit and group, are judged again;
the reference engine judges one of those changed alike, and the groups that something is told of.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from string import Formatter
from typing import TYPE_CHECKING

from cbccvc_rules.api.hearing import Hearing
from cbccvc_rules.api.listed_law import placing_columns
from cbccvc_rules.api.mend_asked import Told, counted
from cbccvc_rules.api.mended import described
from cbccvc_rules.api.slices import people_of, slice_of, subject_rows
from cbccvc_rules.engines.once import Once
from cbccvc_rules.engines.placing import placed
from cbccvc_rules.engines.stand_ins import STAND_INS
from cbccvc_rules.engines.world import World
from cbccvc_rules.errors import EngineDisagreement, Problem
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.model.scale import RATINGS
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.mend import Mend
from cbccvc_rules.solve.planned import limits_of, limits_short, moves_of, named
from cbccvc_rules.sources import LANGS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.api.listed_law import ListedLaw
    from cbccvc_rules.api.mend_classes import Classes
    from cbccvc_rules.api.mend_crowds import Crowds
    from cbccvc_rules.engines.sql.list_plan import ListPlan
    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.repaired import Repair
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.solve.counting import Counting, Key

_TABLE = "mend_ratings"
_ALWAYS = ("peer_group", "effectiveness", *STAND_INS.values(), *RATING_COLUMNS.values())
"""Columns by which people are counted, and what stands in for others."""


@dataclass(slots=True)
class Telling:
    """Puts into words what was found of one long list."""

    plan: ListPlan
    classes: Classes
    crowds: Crowds
    counting: Counting

    @property
    def _law(self) -> ListedLaw:
        return self.classes.law

    def told(self, found: Mend, beyond: Told, undecided: Told) -> Repair:
        """Put into words what was found, once it was tried."""
        stuck = [no for nos in self.crowds.numbers(found.stuck).values() for no in nos]
        people = sorted({*(int(no) for no, _ in moves_of(found.plans)), *stuck})
        groups = {(one.rule.id, one.subject.key): one.subject for one in limits_of(found.plans)}
        groups |= {(rule.id, row.key): row for rule, row in found.unread}
        groups |= {
            key: one.subject
            for key, one in self.counting.found.items()
            if one.demand.verdict is Verdict.BROKEN
        }
        inside = people_of(self.plan, dict(enumerate(groups.values()))) if groups else {}
        numbers = sorted({*people, *(no for those in inside.values() for no in those)})
        here = self._slice(numbers)
        rows = {row.number: row for row in here.world.staff}
        kinds = self.crowds.kinds(people)
        places = {
            rows[no].key: replace(self.classes.places[kinds[no]], row=rows[no]) for no in people
        }
        names = {str(no): rows[no].key for no in people}
        mend = Mend(
            places,
            tuple(named(plan, names) for plan in found.plans),
            tuple(rows[no].key for no in sorted(stuck)),
            found.unread,
        )
        law = self._law.context
        made = described(here, mend, self.classes.level, counted(law, beyond), ())
        if not made.changes:
            return replace(made, undecided=counted(law, undecided))
        short = (limit for one in found.plans for limit in limits_short(one))
        left = {(limit.rule.id, limit.subject.key) for limit in short}
        left |= {(rule.id, row.key) for rule, row in found.unread}
        by_id = {rows[no].key: no for no in people}
        changes = {by_id[id_]: to for id_, to in made.changes.items()}
        firsts = {(kinds[no], to): rows[no].key for no, to in changes.items()}
        those = {*firsts.values(), *(rows[no].key for in_ in inside.values() for no in in_)}
        after = self._changed(here, made.changes, those)
        self._tried_on_people(after, firsts.values())
        groups = {key: row for key, row in groups.items() if key not in left}
        undecided.update(self._tried_on_groups(after, groups))
        brings = self._tried_whole(changes, left)
        return replace(made, brings=counted(law, brings), undecided=counted(law, undecided))

    def _slice(self, numbers: list[int]) -> Context:
        """Return the context of some people, with the columns that rules about grades look at."""
        law = self._law.context.ruleset
        rules = [one for one in (*law.law, *law.rules) if one.concerns == "grade"]
        nodes = [node for one in rules for node in _looked_at(one)]
        conditions = [condition for condition, _ in self._law.apart.values()]
        names = {name for one in rules for name in _named_in(one)}
        columns = {*placing_columns((*conditions, *nodes)), *names, *_ALWAYS}
        return slice_of(self._law.context, self.classes.listed, numbers, self._law.apart, columns)

    def _changed(self, here: Context, changes: Mapping[str, str], those: set[str]) -> Context:
        """Return the context of some people, with the ratings that they have then."""
        column = RATING_COLUMNS[here.batch.stage]
        staff = tuple(
            replace(row, values={**row.values, column: changes[row.key]})
            if row.key in changes
            else row
            for row in here.batch.tables["staff"]
            if row.key in those
        )
        batch = replace(here.batch, tables={**here.batch.tables, "staff": staff})
        return replace(here, batch=batch, world=placed(World(batch), self._law.apart))

    def _tried_on_people(self, after: Context, firsts: Iterable[str]) -> None:
        """Let the reference engine judge one of each class that has a rating then.

        Raises:
            EngineDisagreement: where something is broken that should not be.
        """
        lawful = self.classes.lawful_in(after)
        for id_ in firsts:
            if lawful.place(after.world.people[id_]).must_move:
                raise _fault("", id_)

    def _tried_on_groups(self, after: Context, groups: Mapping[Key, Row]) -> Told:
        """Let the reference engine judge groups; return what was broken and waits for a cell then.

        Raises:
            EngineDisagreement: where one is broken that should not be.
        """
        once, hearing = Once(after.ruleset, after.world), Hearing(after)
        rules = {rule.id: rule for rule in self.counting.rules}
        waiting: Told = Counter()
        for known, row in groups.items():
            then = once.judgement(rules[known[0]], row)
            if then.verdict is Verdict.BROKEN:
                raise _fault(*known)
            was = self.counting.found[known].demand.verdict
            waits = then.verdict is Verdict.UNKNOWN and was is not Verdict.UNKNOWN
            if waits and hearing.sift(then) is not None:
                waiting[known[0], then.rule.severity] += 1
        return waiting

    def _tried_whole(self, changes: Mapping[int, str], left: Collection[tuple[str, str]]) -> Told:
        """Judge the whole round with the changes made, and return what they bring.

        Raises:
            EngineDisagreement: where a limit is broken that should be kept.
        """
        listed, plan = self.classes.listed, self.plan
        listed.make(
            f"CREATE OR REPLACE TABLE {_TABLE} AS SELECT unnest(?::INTEGER[]) AS no, "
            "unnest(?::TINYINT[]) AS rating",
            [list(changes), [RATINGS.index(to) for to in changes.values()]],
        )
        for record in plan.parts:
            where = f" WHERE k1 IN (SELECT no FROM {_TABLE})" if record == "staff" else ""
            listed.make(
                f"CREATE OR REPLACE TABLE mend_before_{record} AS "
                f"SELECT * FROM verdicts_{record}{where}"
            )
        plan.judge_rerated(_TABLE)
        brings: Told = Counter()
        for record, rules in plan.judged.items():
            for place, rule in enumerate(rules, 1):
                ((more,),) = listed.ask(
                    f"SELECT count(*) FROM verdicts_{record} AS v JOIN mend_before_{record} AS b "
                    f"ON b.k1 = v.k1 WHERE v.v{place} = 2 AND b.v{place} IS DISTINCT FROM 2"
                )
                if int(str(more)):
                    brings[rule.id, rule.severity] += int(str(more))
        for rule in self.counting.rules:
            numbers = plan.open_rows(rule, Verdict.BROKEN)
            for row in subject_rows(plan, rule.judges, numbers).values():
                if (rule.id, row.key) in self.counting.found and (rule.id, row.key) not in left:
                    raise _fault(rule.id, row.key)
        return brings


def _fault(rule: str, subject: str) -> EngineDisagreement:
    return EngineDisagreement(Problem("mend-not-lawful", None, {"rule": rule, "subject": subject}))


def _looked_at(rule: Rule) -> tuple[Node, ...]:
    return (*rule.nodes(), *rule.lets.values(), *rule.measures.values())


def _named_in(rule: Rule) -> Iterator[str]:
    """Yield the names in the message of a rule."""
    for lang in LANGS:
        yield from (name for _, name, _, _ in Formatter().parse(rule.message.in_(lang)) if name)
