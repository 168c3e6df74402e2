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
from cbccvc_rules.api.mend_again import JudgedAgain, not_lawful
from cbccvc_rules.api.mend_asked import Told, counted
from cbccvc_rules.api.mended import described
from cbccvc_rules.api.slices import (
    parts_of_groups,
    parts_of_people,
    people_of,
    slice_of,
    subject_rows,
)
from cbccvc_rules.engines.once import Once
from cbccvc_rules.engines.placing import placed
from cbccvc_rules.engines.stand_ins import STAND_INS
from cbccvc_rules.engines.world import World
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.findings import at_least
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.model.scale import RATINGS
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.mend import Mend
from cbccvc_rules.solve.plan import Forced, Plan
from cbccvc_rules.solve.planned import limits_short, moves_of, named
from cbccvc_rules.sources import LANGS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.api.listed_law import ListedLaw
    from cbccvc_rules.api.mend_classes import Classes
    from cbccvc_rules.api.mend_crowds import Crowds
    from cbccvc_rules.engines.sql.list_plan import ListPlan
    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.repaired import ForcedChange, Repair
    from cbccvc_rules.solve.counting import Counting

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
        """Put into words what was found, once it was tried: first what limits demand."""
        alone, tied = _apart(found.plans)
        short = (limit for one in tied for limit in limits_short(one))
        left = {(limit.rule.id, limit.subject.key) for limit in short}
        left |= {(rule.id, row.key) for rule, row in found.unread}
        stuck = [no for nos in self.crowds.numbers(found.stuck).values() for no in nos]
        people = sorted({*(int(no) for no, _ in moves_of(tied)), *stuck})
        here = self._slice(people)
        numbers = {row.key: row.number for row in here.world.staff}
        made = self._said(here, people, replace(found, plans=tied), stuck)
        changes = {numbers[id_]: to for id_, to in made.changes.items()}
        forced = [(numbers[one.change.id], one) for one in made.forced]
        changes |= alone
        for part in parts_of_people(sorted(alone)):
            forced += self._alone(part, alone)
        firsts = self._firsts(changes)
        self.crowds.forget()
        law = self._law.context
        made = replace(
            made,
            forced=tuple(one for _, one in sorted(forced, key=lambda one: one[0])),
            beyond=counted(law, beyond),
        )
        brings: Told = Counter()
        if changes:
            brings = self._tried_whole(changes, left)
            undecided.update(self._left_waiting(changes))
        again = JudgedAgain(self.plan, self.classes)
        for part in parts_of_people(sorted(firsts)):
            again.people(self._changed(self._whole(part), firsts, part))
        again.groups()
        return replace(
            made,
            brings=counted(law, brings),
            undecided=counted(law, undecided),
            again=again.counted(),
        )

    def _alone(
        self, part: Sequence[int], alone: Mapping[int, str]
    ) -> Iterator[tuple[int, ForcedChange]]:
        """Yield the changes, by rows, of people whom their own rules alone move."""
        kinds = set(self.crowds.kinds(part).values())
        broken = {rule.id: rule for kind in kinds for rule in self.classes.places[kind].broken}
        here = self._slice(part, broken.values())
        moves = tuple((str(no), alone[no]) for no in part)
        mend = Mend({}, (Plan((Forced(moves),)),), (), ())
        made = self._said(here, part, mend, ())
        yield from zip(part, made.forced, strict=True)

    def _said(
        self, here: Context, people: Collection[int], found: Mend, stuck: Sequence[int]
    ) -> Repair:
        """Put into words what was found of some people, told by their rows, who are all here."""
        rows = {row.number: row for row in here.world.staff}
        kinds = self.crowds.kinds(people)
        places = {
            rows[no].key: replace(self.classes.places[kinds[no]], row=rows[no]) for no in people
        }
        names = {str(no): rows[no].key for no in people}
        plans = tuple(named(plan, names) for plan in found.plans)
        mend = Mend(places, plans, tuple(rows[no].key for no in sorted(stuck)), found.unread)
        groups = replace(self._law.context, world=self.crowds.world)
        return described(here, mend, self.classes.level, (), (), groups)

    def _slice(self, numbers: Sequence[int], those: Collection[Rule] | None = None) -> Context:
        """Return the context of some people, with the columns that rules about grades look at.

        Or with those that a few rules do, where no more is asked about them.
        """
        law = self._law.context.ruleset
        every = (one for one in (*law.law, *law.rules) if one.concerns == "grade")
        rules = list(every if those is None else those)
        nodes = [node for one in rules for node in _looked_at(one)]
        conditions = [condition for condition, _ in self._law.apart.values()]
        names = {name for one in rules for name in _named_in(one)}
        columns = {*placing_columns((*conditions, *nodes)), *names, *_ALWAYS}
        return slice_of(self._law.context, self.classes.listed, numbers, self._law.apart, columns)

    def _whole(self, numbers: Sequence[int]) -> Context:
        """Return the context of some people with every column."""
        return slice_of(self._law.context, self.classes.listed, numbers, self._law.apart)

    def _changed(
        self, here: Context, changes: Mapping[int, str], those: Collection[int]
    ) -> Context:
        """Return the context of some people, with the ratings that they have then."""
        column = RATING_COLUMNS[here.batch.stage]
        staff = tuple(
            replace(row, values={**row.values, column: changes[row.number]})
            if row.number in changes
            else row
            for row in here.batch.tables["staff"]
            if row.number in those
        )
        batch = replace(here.batch, tables={**here.batch.tables, "staff": staff})
        return replace(here, batch=batch, world=placed(World(batch), self._law.apart))

    def _firsts(self, changes: Mapping[int, str]) -> dict[int, str]:
        """Return one of each class with each rating that somebody of it has then."""
        firsts: dict[tuple[int, str], int] = {}
        for no, kind in self.crowds.kinds(changes).items():
            firsts.setdefault((kind, changes[no]), no)
        return {no: to for (_, to), no in firsts.items()}

    def _left_waiting(self, changes: Mapping[int, str]) -> Told:
        """Return what was decided before, and with the changes made waits for a cell."""
        waiting: Told = Counter()
        for rule in self.counting.rules:
            place = self.plan.judged[rule.judges].index(rule) + 1
            found = self.classes.listed.ask(
                f"SELECT v.k1 FROM verdicts_{rule.judges} AS v JOIN mend_before_{rule.judges} AS b "
                f"ON b.k1 = v.k1 WHERE v.v{place} = 3 AND b.v{place} IS DISTINCT FROM 3"
            )
            rows = subject_rows(self.plan, rule.judges, [int(str(no)) for (no,) in found])
            for part, people in parts_of_groups(people_of(self.plan, rows)):
                after = self._changed(self._slice(people), changes, people)
                once, hearing = Once(after.ruleset, after.world), Hearing(after)
                then = [once.judgement(rule, rows[no]) for no in part]
                waits = [one for one in then if hearing.sift(one) is not None]
                waiting[rule.id, rule.severity] += len(waits)
        return +waiting

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
                severe = at_least(self.crowds.severity(rule, row), self.classes.level)
                if severe and (rule.id, row.key) not in left:
                    raise not_lawful(rule.id, row.key)
        return brings


def _apart(plans: Iterable[Plan]) -> tuple[dict[int, str], tuple[Plan, ...]]:
    """Return the changes that people's own rules demand, by their rows, and what limits do."""
    alone: dict[int, str] = {}
    tied: list[Plan] = []
    for plan in plans:
        for one in plan.forced:
            if not one.limits:
                alone.update((int(no), to) for no, to in one.moves)
        tied.append(replace(plan, forced=tuple(one for one in plan.forced if one.limits)))
    return alone, tuple(tied)


def order_columns(law: ListedLaw, column: str) -> set[str]:
    """Return the columns that have to be read so that one is known of people."""
    conditions = [condition for condition, _ in law.apart.values()]
    return {*placing_columns(conditions), *_ALWAYS, column}


def _looked_at(rule: Rule) -> tuple[Node, ...]:
    return (*rule.nodes(), *rule.lets.values(), *rule.measures.values())


def _named_in(rule: Rule) -> Iterator[str]:
    """Yield the names in the message of a rule."""
    for lang in LANGS:
        yield from (name for _, name, _, _ in Formatter().parse(rule.message.in_(lang)) if name)
