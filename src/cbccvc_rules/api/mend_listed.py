"""The smallest mend of a round whose people stay in their file.

Where people stand is asked of one of each class; what limits demand, of crowds, told as numbers.
Rows are made of those alone of whom something is told. What is found is made in the database, where
the whole round is judged again; the reference engine judges those changed, and the groups told of.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.api.hearing import Hearing
from cbccvc_rules.api.listed import all_can
from cbccvc_rules.api.listed_law import ListedLaw
from cbccvc_rules.api.listed_work import Work
from cbccvc_rules.api.mend_asked import Told, counted, mendable
from cbccvc_rules.api.mend_classes import Classes
from cbccvc_rules.api.mend_crowds import Crowds
from cbccvc_rules.api.mend_scope import Scope, looked_at
from cbccvc_rules.api.mended import described
from cbccvc_rules.api.refusals import need_ratings
from cbccvc_rules.api.selected import need_rules
from cbccvc_rules.api.slices import people_of, slice_of, subject_rows
from cbccvc_rules.engines.alike_groups import AlikeGroups
from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.checked import held
from cbccvc_rules.engines.once import Once
from cbccvc_rules.engines.placing import placed
from cbccvc_rules.engines.world import World
from cbccvc_rules.errors import EngineDisagreement, Problem, UsageError, several
from cbccvc_rules.extras import late
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.findings import at_least
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.model.scale import RATINGS
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.counting import Counting
from cbccvc_rules.solve.limits import rule_counts
from cbccvc_rules.solve.mend import Mend, Mending
from cbccvc_rules.solve.planned import limits_of, limits_short, moves_of, named
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.engines.sql.list_plan import ListPlan
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.model.repaired import Repair
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.packs.inforce import Choices
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.solve.counting import Key
    from cbccvc_rules.solve.parts import Part
    from cbccvc_rules.solve.plan import Plan

_ENGINE = "sql"
_PLAIN = frozenset({"rating"})
_TABLE = "mend_ratings"
_NOT_PLAIN = Text(
    "nó đếm người theo nhiều điều hơn mức xếp loại của họ",
    "it counts people by more than their ratings",
)
_UNPLACED = Text(
    "có người chưa rõ thuộc đơn vị nào, hay là cán bộ, công chức hay viên chức",
    "of some people it is not known to which unit or category they belong",
)
_DOUBTFUL = Text(
    "chưa chắc chắn luật nào áp dụng cho một số người", "it is not certain which law governs some"
)
_BY_COUNTS = Text(
    "có quy tắc so mức xếp loại của một người với số đếm của riêng người ấy",
    "a rule compares somebody's rating with counts of their own",
)
_ORDER = Text("`--order` cần từng dòng", "`--order` needs their rows")
_UNITS = Text("`--units-may-change` cần từng dòng", "`--units-may-change` needs their rows")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a mend."""

    level: Severity
    locked: Collection[str]
    may_raise: bool
    crossing: Callable[[Part], Plan]


def refuse(*, order: str | None, units: bool) -> None:
    """Refuse what needs the rows of everybody.

    Raises:
        UsageError: where it is asked for.
    """
    why = _ORDER if order is not None else _UNITS if units else None
    if why is not None:
        raise UsageError(Problem("list-mend", None, {"reason": why}))


def repair_listed(batch: Batch, library: Library, choices: Choices, wanted: Wanted) -> Repair:
    """Return the smallest lawful mend of a round whose people stay in their file.

    Raises:
        BatchError: when nobody has a rating of the stage judged.
        NoLawError: when no law in the packs governs anybody in the round.
        UsageError: for what cannot be asked of such a list, and for people who are not in it.
        EngineDisagreement: where an engine finds fault with the mend.
    """
    listed = batch.in_file
    if listed is None:
        raise UsageError(Problem("list-engine", None, {"engine": "sql"}))
    law = ListedLaw.of(batch, listed, library, choices)
    need_rules(law.context)
    need_ratings(batch)
    return _Mending(law, listed, wanted).mended()


@dataclass(slots=True)
class _Mending:
    """One long list, mended step after step."""

    law: ListedLaw
    listed: Listed
    wanted: Wanted
    plan: ListPlan = field(init=False)
    classes: Classes = field(init=False)
    crowds: Crowds = field(init=False)
    counting: Counting = field(init=False)
    rules: tuple[Rule, ...] = field(init=False)
    beyond: Told = field(default_factory=Counter)
    undecided: Told = field(default_factory=Counter)
    _rows: dict[str, dict[int, Row]] = field(default_factory=dict)

    def mended(self) -> Repair:
        level = self.wanted.level
        self.rules = tuple(
            rule for rule in self.law.context.ruleset.rules if at_least(rule.severity, level)
        )
        self.plan = self._judged()
        self._can()
        self.classes = Classes(self.law, self.plan, self.listed, level, self.wanted.may_raise)
        self.classes.find(self._locked())
        self.crowds = Crowds(self.classes)
        Scope(self.crowds, self.plan, self.listed, self.wanted.may_raise).find()
        self.crowds.look_at()
        ruleset = self.law.context.ruleset
        self.counting = Counting(ruleset, self.crowds.world, self.crowds, self._put_to)
        self._hold_limits()
        broken = self._ask()
        mending = Mending(
            self.crowds.world, self.crowds, self.counting, self.wanted.crossing, self._people
        )
        found = mending.mend(broken, lambda _: {})
        return self._told(found)

    def _judged(self) -> ListPlan:
        here = self.law.context
        plan: ListPlan = late("engines.sql.list_plan").ListPlan(
            self.listed, here.world, here.ruleset, self.law.standings, self.law.apart
        )
        plan.make_units()
        plan.compile()
        all_can(plan)
        if not plan.suppose_ratings():
            raise UsageError(Problem("list-mend", None, {"reason": _BY_COUNTS}))
        plan.make_people()
        plan.judge()
        return plan

    def _can(self) -> None:
        """Refuse what crowds cannot tell of.

        Raises:
            UsageError: with the reason; for rules that count people by more than their ratings.
        """
        here = self.law.context
        odd: list[dict[str, str | Text]] = [
            {"rule": rule.id, "reason": _NOT_PLAIN}
            for rule in self.rules
            if rule.concerns == "grade"
            and rule_counts(rule)
            and not AlikeGroups(rule, here.world, here.ruleset.governs[rule.pack]).plain(_PLAIN)
        ]
        if odd:
            raise UsageError(*(Problem("list-rule", None, one) for one in odd))
        settled = self.listed.settled
        ((unknown,),) = self.listed.ask("SELECT count(*) FROM staff_listed WHERE standing IS NULL")
        if unknown or (settled is not None and settled.unplaced):
            raise UsageError(Problem("list-mend", None, {"reason": _UNPLACED}))
        if here.doubtful:
            raise UsageError(Problem("list-mend", None, {"reason": _DOUBTFUL}))

    def _locked(self) -> set[int]:
        """Return the rows of those locked.

        Raises:
            UsageError: for each that nobody of the list has.
        """
        numbers = {id_: self.listed.number_of(id_) for id_ in several("locked", self.wanted.locked)}
        unknown = [
            Problem("subject-unknown", None, {"subject": id_, "nearest": ""})
            for id_, number in numbers.items()
            if number is None
        ]
        if unknown:
            raise UsageError(*unknown)
        return {number for number in numbers.values() if number is not None}

    def _put_to(self, rule: Rule) -> Iterable[Row]:
        """Return the groups or units of bodies looked at that a rule applies to, or may."""
        found = self.listed.ask(looked_at(self.plan, rule))
        numbers = [number for (number,) in found if isinstance(number, int)]
        rows = self._rows[rule.id] = subject_rows(self.plan, rule.judges, numbers)
        return rows.values()

    def _hold_limits(self) -> None:
        """Hold what the database found of limits against what the reference engine does.

        Raises:
            EngineDisagreement: where they differ.
        """
        for rule in self.counting.rules:
            numbers = list(self._rows[rule.id])
            found = self.plan.verdicts(rule.judges, numbers)
            for number in numbers:
                group = self.counting.found.get((rule.id, self._rows[rule.id][number].key))
                if group is not None:
                    one = Judgement(rule, group.subject, found[number][rule.id])
                    held(_ENGINE, one, group.demand.verdict)

    def _ask(self) -> set[tuple[str, str]]:
        """Take down what ratings cannot mend; return what they might."""
        here, work = self.law.context, Work(self.plan, self.law, self.listed)
        for one, many in self.classes.heard(self.rules):
            severity = self.classes.here.severity(one.rule, one.subject)
            if not at_least(severity, self.wanted.level):
                continue
            if one.verdict is Verdict.UNKNOWN:
                self.undecided[one.rule.id, severity] += many
            elif not mendable(one.rule):
                self.beyond[one.rule.id, severity] += many
        counts = self.plan.counts()
        for rule in self.rules:
            if rule.judges == "staff":
                continue
            if rule not in self.counting.rules:
                self.beyond[rule.id, rule.severity] += counts[rule.id][Verdict.BROKEN]
            if counts[rule.id][Verdict.UNKNOWN]:
                self.undecided[rule.id, rule.severity] += len(work.unknown(rule))
        self.beyond, self.undecided = +self.beyond, +self.undecided
        broken = {
            key
            for key, group in self.counting.found.items()
            if group.demand.verdict is Verdict.BROKEN
        }
        del here
        places = self.crowds.places.items()
        return broken | {("", key) for key, place in places if place.must_move}

    def _people(self, crowds: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Return the people of crowds by the numbers of their rows."""
        return {key: tuple(map(str, nos)) for key, nos in self.crowds.numbers(crowds).items()}

    def _told(self, found: Mend) -> Repair:
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
        here = slice_of(self.law.context, self.listed, numbers, self.law.apart)
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
        beyond = counted(self.law.context, self.beyond)
        made = described(here, mend, self.wanted.level, beyond, ())
        if not made.changes:
            return replace(made, undecided=counted(self.law.context, self.undecided))
        short = (limit for one in found.plans for limit in limits_short(one))
        left = {(limit.rule.id, limit.subject.key) for limit in short}
        left |= {(rule.id, row.key) for rule, row in found.unread}
        by_number = {rows[no].key: no for no in people}
        self._tried_on(here, made.changes, groups, left)
        brings = self._tried_whole({by_number[id_]: to for id_, to in made.changes.items()}, left)
        return replace(
            made,
            brings=counted(self.law.context, brings),
            undecided=counted(self.law.context, self.undecided),
        )

    def _tried_on(
        self,
        here: Context,
        changes: Mapping[str, str],
        groups: Mapping[Key, Row],
        left: Collection[tuple[str, str]],
    ) -> None:
        """Let the reference engine judge those changed, and the groups told of.

        What was broken there and waits for a cell then is taken down.

        Raises:
            EngineDisagreement: where something is broken that should not be.
        """
        column = RATING_COLUMNS[here.batch.stage]
        staff = tuple(
            replace(row, values={**row.values, column: changes[row.key]})
            if row.key in changes
            else row
            for row in here.batch.tables["staff"]
        )
        batch = replace(here.batch, tables={**here.batch.tables, "staff": staff})
        after = replace(here, batch=batch, world=placed(World(batch), self.law.apart))
        once, hearing = Once(after.ruleset, after.world), Hearing(after)
        lawful = self.classes.lawful_in(after)
        for id_ in changes:
            if lawful.place(after.world.people[id_]).must_move:
                raise _fault("", id_)
        rules = {rule.id: rule for rule in self.counting.rules}
        for known, row in groups.items():
            if known in left:
                continue
            then = once.judgement(rules[known[0]], row)
            if then.verdict is Verdict.BROKEN:
                raise _fault(*known)
            was = self.counting.found[known].demand.verdict
            waits = then.verdict is Verdict.UNKNOWN and was is not Verdict.UNKNOWN
            if waits and hearing.sift(then) is not None:
                self.undecided[known[0], then.rule.severity] += 1

    def _tried_whole(self, changes: Mapping[int, str], left: Collection[tuple[str, str]]) -> Told:
        """Judge the whole round with the changes made, and return what they bring.

        Raises:
            EngineDisagreement: where a limit is broken that should be kept.
        """
        listed, plan = self.listed, self.plan
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
