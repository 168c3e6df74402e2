"""What the database found in a long list, judged again and explained, part by part."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.api.finding import subject_of
from cbccvc_rules.api.hearing import OPEN, Hearing
from cbccvc_rules.api.slices import (
    parts_of_groups,
    parts_of_people,
    people_of,
    slice_of,
    subject_rows,
)
from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.checked import held
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.reference import judge
from cbccvc_rules.model.alphabet import in_order
from cbccvc_rules.model.finding import Flip, Verdict
from cbccvc_rules.model.findings import Hinge
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.api.listed_law import ListedLaw
    from cbccvc_rules.engines.sql.list_plan import ListPlan
    from cbccvc_rules.lang.rules import Judged, Rule
    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import NotCheckable
    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.model.rows import Row

SAMPLE = 1_000
"""So many people, and a tenth as many units and groups, are judged again whatever was found."""
_STRIDE = 7_919_777
"""A prime: the sample is spread over the list, and always the same."""
_NAME = "sql"
_SETTLED = (Verdict.KEPT, Verdict.NOT_APPLICABLE)
RECORDS: tuple[Judged, ...] = ("staff", "unit", "group")


@dataclass(slots=True)
class _Found:
    """What is to be said of one row: verdicts to be explained, and readings that would break."""

    verdicts: list[tuple[Rule, Verdict]] = field(default_factory=list)
    doubts: list[tuple[Rule, Verdict]] = field(default_factory=list)


@dataclass(slots=True)
class Work:
    """Goes through what was found, and keeps what it comes to."""

    plan: ListPlan
    law: ListedLaw
    listed: Listed
    subjects: tuple[str, ...] = ()
    progress: Callable[[int, int], None] | None = None
    counts: Counter[Verdict] = field(default_factory=Counter)
    settled: Counter[Verdict] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    not_checkable: list[NotCheckable] = field(default_factory=list)
    again: int = 0
    sampled: int = 0
    _hinges: list[tuple[int, int, str, Hinge]] = field(default_factory=list)
    _people: dict[str, Row] = field(default_factory=dict)
    _counts: Mapping[str, Mapping[Verdict, int]] = field(default_factory=dict)
    _done: int = 0
    _total: int = 0

    def run(self) -> None:
        """Count, judge again, explain."""
        if self.subjects:
            found = {record: self._chosen(record) for record in RECORDS}
        else:
            self._counts = self.plan.counts()
            for counts in self._counts.values():
                for verdict in _SETTLED:
                    self.counts[verdict] += counts[verdict]
            found = {record: self._found(record) for record in RECORDS}
        self._total = sum(len(rows) for rows in found.values())
        self._of_people(found["staff"])
        for record in ("unit", "group"):
            self._of_groups(record, found[record])
        self._sample()

    def _found(self, record: Judged) -> dict[int, _Found]:
        """Return what there is to be said of the rows of a record, by number."""
        found: dict[int, _Found] = defaultdict(_Found)
        counts = self._counts
        for rule in self.plan.judged.get(record, ()):
            if counts[rule.id][Verdict.BROKEN]:
                for number in self.plan.open_rows(rule, Verdict.BROKEN):
                    found[number].verdicts.append((rule, Verdict.BROKEN))
            if counts[rule.id][Verdict.UNKNOWN]:
                for number in self.unknown(rule):
                    found[number].verdicts.append((rule, Verdict.UNKNOWN))
        self._turned(record, found, None)
        return dict(found)

    def _turned(self, record: Judged, found: dict[int, _Found], numbers: set[int] | None) -> None:
        """Take in the rules, of some rows or of all, that another reading would break."""
        flips: dict[tuple[int, str], list[Flip]] = defaultdict(list)
        kept: dict[tuple[int, str], tuple[Rule, Verdict]] = {}
        for number, rule, verdict, change in self.plan.turned(record):
            if numbers is None or number in numbers:
                flips[number, rule.id].append(Flip(change, Verdict.BROKEN))
                kept[number, rule.id] = (rule, verdict)
        self._doubted(record, flips, kept, found)

    def _chosen(self, record: Judged) -> dict[int, _Found]:
        """Return what there is to be said of the subjects asked for alone."""
        rules = {rule.id: rule for rule in self.plan.judged.get(record, ())}
        numbers = self._numbers(record)
        found: dict[int, _Found] = defaultdict(_Found)
        for number, verdicts in self.plan.verdicts(record, sorted(numbers)).items():
            for name, verdict in verdicts.items():
                if verdict in OPEN:
                    found[number].verdicts.append((rules[name], verdict))
                else:
                    self.counts[verdict] += 1
        self._turned(record, found, numbers)
        return dict(found)

    def _numbers(self, record: Judged) -> set[int]:
        """Return the numbers of the subjects asked for."""
        if record == "staff":
            found = (self.listed.number_of(one) for one in self.subjects)
            return {number for number in found if number is not None}
        units = {key: number for number, key in enumerate(self.plan.world.units)}
        if record == "unit":
            return {units[one] for one in self.subjects if one in units}
        numbers = set()
        for one in self.subjects:
            unit, _, name = one.partition("/")
            rows = self.listed.ask(
                "SELECT no FROM group_row WHERE unit_no = ? AND peer_group IS NOT DISTINCT FROM ?",
                [units.get(unit, -1), name or None],
            )
            numbers |= {number for (number,) in rows if isinstance(number, int)}
        return numbers

    def _doubted(
        self,
        record: Judged,
        flips: Mapping[tuple[int, str], list[Flip]],
        kept: Mapping[tuple[int, str], tuple[Rule, Verdict]],
        found: dict[int, _Found],
    ) -> None:
        """Take in the rules that another reading would break.

        Of people, and where a better grade may be permitted all the same, the reference engine
        says which readings they are.
        """
        if record == "staff":
            for (number, _), (rule, verdict) in kept.items():
                found[number].doubts.append((rule, verdict))
            return
        rows = subject_rows(self.plan, record, sorted({number for number, _ in kept}))
        world = self.law.context.world
        places = {key: place for place, key in enumerate(world.units)}
        for (number, name), (rule, verdict) in kept.items():
            who = subject_of(rule, rows[number], world)
            hinge = Hinge(name, rule.title, rule.severity, verdict, who, tuple(flips[number, name]))
            group = str(rows[number].values.get("peer_group") or "")
            self._hinges.append((self._place(rule), places[who.unit or who.id], group, hinge))

    def unknown(self, rule: Rule) -> list[int]:
        """Return the rows that a rule leaves unknown, but those that only lack columns.

        One of those for whom it takes the same steps is judged, and answers for the others.
        """
        rows = set(self.plan.open_rows(rule, Verdict.UNKNOWN))
        for first, times, where in self.plan.alike(rule):
            if self._lacks_columns(rule, first, times):
                rows -= {first} if times == 1 else set(self.plan.members(rule, where))
        self.plan.forget(rule)
        return sorted(rows)

    def _lacks_columns(self, rule: Rule, number: int, times: int) -> bool:
        """Return whether columns not given alone keep a rule from being known of a row."""
        if rule.judges == "staff":
            here = slice_of(self.law.context, self.listed, [number], self.law.apart)
            row = here.world.staff[0]
        else:
            rows = subject_rows(self.plan, rule.judges, [number])
            people = people_of(self.plan, rows)[number]
            here = slice_of(self.law.context, self.listed, people, self.law.apart)
            row = rows[number]
        one = Judgement(rule, row, Verdict.UNKNOWN)
        self._held(one, here)
        hearing = Hearing(here)
        if not hearing.stands_for(one, times):
            return False
        self.not_checkable += hearing.not_checkable()
        return True

    def _held(self, one: Judgement, here: Context) -> None:
        env = environment(one.rule, here.ruleset, here.world)
        held(_NAME, one, judge(one.rule, one.subject, env))
        self.again += one.verdict in OPEN

    def _of_people(self, found: Mapping[int, _Found]) -> None:
        for part in parts_of_people(sorted(found)):
            here = slice_of(self.law.context, self.listed, part, self.law.apart)
            rows = {row.number: row for row in here.world.staff}
            self._said({number: (rows[number], found[number]) for number in part}, here)

    def _of_groups(self, record: Judged, found: Mapping[int, _Found]) -> None:
        rows = subject_rows(self.plan, record, sorted(found))
        for part, people in parts_of_groups(people_of(self.plan, rows)):
            here = slice_of(self.law.context, self.listed, people, self.law.apart)
            self._said({number: (rows[number], found[number]) for number in part}, here)

    def _said(self, rows: Mapping[int, tuple[Row, _Found]], here: Context) -> None:
        """Explain what was found of some rows."""
        hearing = Hearing(here)
        order = {rule.id: place for place, rule in enumerate(here.ruleset.rules)}
        numbers: dict[str, int] = {}
        for number, (row, found) in rows.items():
            numbers[row.key] = number
            for rule, verdict in sorted(found.verdicts, key=lambda one: order[one[0].id]):
                one = Judgement(rule, row, verdict)
                self._held(one, here)
                if (sifted := hearing.sift(one)) is not None:
                    hearing.take(sifted)
            for rule, verdict in found.doubts:
                hearing.doubt(Judgement(rule, row, verdict))
        heard = hearing.heard()
        self.findings += heard.findings
        self.settled.update(heard.counts)
        self.not_checkable += heard.not_checkable
        for hinge in heard.hinges:
            self._hinges.append((order[hinge.rule], numbers[hinge.subject.id], "", hinge))
        self._keep_people(heard.findings, here)
        self._done += len(rows)
        if self.progress is not None:
            self.progress(self._done, max(self._total, self._done))

    def _place(self, rule: Rule) -> int:
        return self.law.context.ruleset.rules.index(rule)

    def hinges_in_order(self) -> Iterator[Hinge]:
        """Yield the verdicts that hang on a reading, in the order in which they are judged."""
        yield from (
            one for *_, one in sorted(self._hinges, key=lambda item: (*item[:2], in_order(item[2])))
        )

    def _keep_people(self, findings: Iterable[Finding], here: Context) -> None:
        """Keep the people whose empty cells leave something unknown, to tell of their units."""
        for finding in findings:
            if finding.verdict is Verdict.UNKNOWN:
                for fact in finding.missing:
                    owner = fact.key.rpartition("#")[0] or fact.key
                    if owner in here.world.people:
                        self._people[owner] = here.world.people[owner]

    def tables(self) -> Mapping[str, tuple[Row, ...]]:
        """Return the tables of the round with the people kept."""
        return {**self.law.context.batch.tables, "staff": tuple(self._people.values())}

    def _sample(self) -> None:
        """Judge some rows again by every rule, whatever was found of them."""
        size = max(1, self.listed.size)
        numbers = sorted({2 + at * _STRIDE % size for at in range(min(SAMPLE, size))})
        verdicts = self.plan.verdicts("staff", numbers)
        for part in parts_of_people(sorted(verdicts)):
            here = slice_of(self.law.context, self.listed, part, self.law.apart)
            self._compared({row.number: row for row in here.world.staff}, verdicts, here)
        many = max(1, len(self.plan.world.units))
        chosen = sorted({at * _STRIDE % many for at in range(min(SAMPLE // 10, many))})
        for record in ("unit", "group"):
            found = self.plan.verdicts(record, chosen)
            rows = subject_rows(self.plan, record, sorted(found))
            for group, people in parts_of_groups(people_of(self.plan, rows)):
                here = slice_of(self.law.context, self.listed, people, self.law.apart)
                self._compared({number: rows[number] for number in group}, found, here)

    def _compared(
        self, rows: Mapping[int, Row], verdicts: Mapping[int, Mapping[str, Verdict]], here: Context
    ) -> None:
        rules = {rule.id: rule for rule in here.ruleset.rules}
        for number, row in rows.items():
            for name, verdict in verdicts[number].items():
                if verdict not in OPEN:
                    self._held(Judgement(rules[name], row, verdict), here)
                    self.sampled += 1
