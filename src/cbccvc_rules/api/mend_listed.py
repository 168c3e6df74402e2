"""The smallest mend of a round whose people stay in their file.

Where people stand is asked of one of each class; what limits demand, of crowds, told as numbers.
Rows are made of those alone of whom something is told. What is found is made in the database, where
the whole round is judged again; the reference engine judges those changed, and the groups told of.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.api.listed import all_can
from cbccvc_rules.api.listed_law import ListedLaw
from cbccvc_rules.api.listed_work import Work
from cbccvc_rules.api.mend_asked import Told, mendable
from cbccvc_rules.api.mend_classes import Classes
from cbccvc_rules.api.mend_crowds import Crowds, peopled
from cbccvc_rules.api.mend_scope import Scope, looked_at
from cbccvc_rules.api.mend_told import Telling, order_columns
from cbccvc_rules.api.mended_units import together, unit_changes, with_units
from cbccvc_rules.api.refusals import need_ratings
from cbccvc_rules.api.selected import need_rules
from cbccvc_rules.api.slices import parts_of_people, slice_of, subject_rows
from cbccvc_rules.engines.alike_groups import AlikeGroups
from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.checked import held
from cbccvc_rules.errors import Problem, UsageError, several
from cbccvc_rules.extras import late
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.findings import at_least
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.counting import Counting
from cbccvc_rules.solve.limits import rule_counts
from cbccvc_rules.solve.mend import Mending
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from cbccvc_rules.api.mend_order import Ordering
    from cbccvc_rules.engines.sql.list_plan import ListPlan
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.model.repaired import Repair, UnitChange
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.packs.inforce import Choices
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.solve.mend import Mend
    from cbccvc_rules.solve.parts import Part
    from cbccvc_rules.solve.plan import Plan

_ENGINE = "sql"
_PLAIN = frozenset({"rating"})
_SHOWN = 10
"""So many rows are named of those that have to be filled in."""
_NOT_PLAIN = Text(
    "nó đếm người theo nhiều điều hơn mức xếp loại của họ",
    "it counts people by more than their ratings",
)
_DOUBTFUL = Text(
    "chưa chắc chắn luật nào áp dụng cho một số người", "it is not certain which law governs some"
)
_BY_COUNTS = Text(
    "có quy tắc so mức xếp loại của một người với số đếm của riêng người ấy",
    "a rule compares somebody's rating with counts of their own",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a mend."""

    level: Severity
    locked: Collection[str]
    may_raise: bool
    crossing: Callable[[Part], Plan]
    order: Ordering | None = None
    units_may_change: bool = False


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
    units: tuple[UnitChange, ...] = ()
    while wanted.units_may_change:
        more = tuple(unit_changes(peopled(law, wanted.level), wanted.level))
        if not more:
            break
        units = together(units, more)
        law = ListedLaw.of(with_units(law.context.batch, more), listed, library, choices)
    return replace(_Mending(law, listed, wanted).mended(), units=units)


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
        self._all_placed()
        self.rules = tuple(
            rule for rule in self.law.context.ruleset.rules if at_least(rule.severity, level)
        )
        self.plan = self._judged()
        self._can()
        self.classes = Classes(self.law, self.plan, self.listed, level, self.wanted.may_raise)
        self.classes.find(self._locked())
        self.crowds = Crowds(self.classes)
        Scope(self.crowds, self.plan, self.listed, self.wanted.may_raise).find()
        found = self._found()
        self._ask()
        telling = Telling(self.plan, self.classes, self.crowds, self.counting)
        return telling.told(found, self.beyond, self.undecided)

    def _found(self) -> Mend:
        """Find the smallest mend; where an order is given, crowds are parted by it first."""
        asked: set[str] = set()
        found = self._mend(asked)
        if self.wanted.order is None or not asked:
            return found
        people = self._people(asked)
        numbers = sorted(int(no) for those in people.values() for no in those)
        rows: dict[str, Row] = {}
        for part in parts_of_people(numbers):
            columns = order_columns(self.law, self.wanted.order.column)
            here = slice_of(self.law.context, self.listed, part, self.law.apart, columns)
            rows.update((str(row.number), row) for row in here.world.staff)
        self.crowds.put_in_order(self.wanted.order.ranks(rows))
        return self._mend(asked)

    def _mend(self, asked: set[str]) -> Mend:
        """Find the smallest mend of the crowds as they are; `asked` gets those an order parts."""

        def ranks(crowds: set[str]) -> Mapping[str, int]:
            asked.update(crowds)
            return self.crowds.ranks

        self.crowds.look_at()
        ruleset = self.law.context.ruleset
        self.counting = Counting(ruleset, self.crowds.world, self.crowds, self._put_to)
        self._hold_limits()
        mending = Mending(
            self.crowds.world, self.crowds, self.counting, self.wanted.crossing, self._people
        )
        return mending.mend(self._broken(), ranks)

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

    def _all_placed(self) -> None:
        """Refuse a list of which it is not known to what unit or category everybody belongs.

        Raises:
            UsageError: with the rows of the first of them.
        """
        settled = self.listed.settled
        rows = {
            one.row.number
            for one in (() if settled is None else settled.unplaced)
            if one.row is not None
        }
        if None in self.law.found:
            found = self.listed.ask("SELECT no FROM staff_row WHERE standing IS NULL")
            rows |= {int(str(no)) for (no,) in found}
        if rows or (settled is not None and settled.unplaced):
            first = sorted(rows)[:_SHOWN]
            told = ", ".join(map(str, first)) + (", …" if len(rows) > len(first) else "")
            params = {"number": str(len(rows) or "?"), "rows": told or "?"}
            raise UsageError(Problem("list-unplaced", None, params))

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

    def _ask(self) -> None:
        """Take down what ratings cannot mend."""
        work = Work(self.plan, self.law, self.listed)
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

    def _broken(self) -> set[tuple[str, str]]:
        """Return what ratings might mend: the limits broken, and the crowds that have to move."""
        broken = {
            key
            for key, group in self.counting.found.items()
            if group.demand.verdict is Verdict.BROKEN
        }
        places = self.crowds.places.items()
        return broken | {("", key) for key, place in places if place.must_move}

    def _people(self, crowds: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Return the people of crowds by the numbers of their rows."""
        return {key: tuple(map(str, nos)) for key, nos in self.crowds.numbers(crowds).items()}
