"""Cases beside the rules: read, run, and compared with what the law says of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from cbccvc_rules.authoring.case_schema import CasesFile, CaseSpec, ExpectSpec, Records
from cbccvc_rules.engines.base import Judgement, subjects
from cbccvc_rules.engines.detail import detail, environment
from cbccvc_rules.engines.kinds import KINDS
from cbccvc_rules.engines.missing import missing_facts
from cbccvc_rules.engines.placing import placed
from cbccvc_rules.engines.tables import column_missing
from cbccvc_rules.engines.world import World
from cbccvc_rules.errors import BatchError, PackError, Problem, nearest
from cbccvc_rules.exact import read_number
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.packs.files import case_files, pack_folders, read_file
from cbccvc_rules.packs.governing import fallbacks, governing
from cbccvc_rules.packs.inforce import Choices, in_force
from cbccvc_rules.packs.shape import shaped
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cbccvc_rules.engines.base import Engine
    from cbccvc_rules.engines.reference import Env
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.marked import Marked
    from cbccvc_rules.model.finding import Flip
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.sources import Place
    from cbccvc_rules.trace import Fact, Value


@dataclass(frozen=True, slots=True)
class Case:
    """One case of one rule, with its place in the file."""

    rule: str
    spec: CaseSpec
    place: Place

    @property
    def judged(self) -> bool:
        """Whether anybody in the round is to be judged at all."""
        return not any(expected.refused for expected in self.spec.expect)

    @property
    def name(self) -> str:
        """The name by which a report calls the case."""
        return f"{self.rule}: {self.spec.name}"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something a case expects that is not so."""

    case: Case
    subject: str
    what: str
    expected: str
    found: str


def read_cases(paths: Sequence[Marked], library: Library) -> list[Case]:
    """Read case files.

    Raises:
        PackError: with every fault of every file.
    """
    problems: list[Problem] = []
    cases: list[Case] = []
    for marked in paths:
        file = shaped(marked, CasesFile, problems)
        if file is None:
            continue
        if file.rule not in library.rules:
            params = {"rule": file.rule, "nearest": nearest(file.rule, library.rules) or ""}
            problems.append(Problem("rule-unknown", marked.place(("rule",)), params))
        for number, spec in enumerate(file.cases):
            cases.append(Case(file.rule, spec, marked.place(("cases", number, "name"))))
    if problems:
        raise PackError(*problems)
    return cases


def cases_of_packs(root: Path, library: Library, extra: Iterable[Path] = ()) -> list[Case]:
    """Read the cases of every pack under a rules folder, and of extra pack folders."""
    files = [marked for folder in pack_folders(root) for marked in case_files(folder, root)]
    for folder in extra:
        files.extend(case_files(folder, folder.parent))
    return read_cases(files, library)


def cases_in(folder: Path, library: Library) -> list[Case]:
    """Read every case file of one folder."""
    files = [read_file(path, path.name) for path in sorted(folder.glob("*.cases.yaml"))]
    return read_cases(files, library)


def run_case(
    case: Case, library: Library, engine: str | Callable[[], Engine] = "reference"
) -> list[Mismatch]:
    """Run one case and return everything that is not as it expects.

    The engine is told by its name, or by what makes one.
    """
    try:
        batch = case_batch(case.spec)
    except BatchError as refused:
        return [Mismatch(case, "", "batch", "a round that can be read", str(refused))]
    world = case_world(batch, library)
    entries = [governing(library.applies, standing, batch.on) for standing in _standings(world)]
    governed = any(entry is not None and entry.packs for entry in entries)
    ruleset = case_ruleset(case, library, world)
    mismatches: list[Mismatch] = []
    for expected in case.spec.expect:
        if expected.refused:
            if governed:
                mismatches.append(Mismatch(case, "", "refused", "refused", "judged"))
        elif expected.subject not in _subjects(world):
            mismatches.append(Mismatch(case, "", "subject", expected.subject or "", "nobody"))
        else:
            found = _judged(case, expected, ruleset, world, engine)
            mismatches.extend(_compared(case, expected, found, ruleset, world))
    return mismatches


def _compared(
    case: Case, expected: ExpectSpec, found: Judgement | None, ruleset: Ruleset, world: World
) -> Iterator[Mismatch]:
    """Compare a judgement by the detail that a report would be written from."""
    if found is None:
        return not_put(case, expected)
    env = environment(found.rule, ruleset, world)
    return compare(case, expected, found, env, lambda: detail(found, ruleset, world))


def case_ruleset(case: Case, library: Library, world: World) -> Ruleset:
    """Return the rules in force on the day of a case, under the readings it chooses."""
    pack = library.rules[case.rule].pack
    named = {name for entry in library.applies.all_entries() for name in entry.packs}
    choices = Choices(
        packs=() if pack in named else (pack,),  # a local pack is judged where it is asked for
        readings=case.spec.readings,
        parameters=case.spec.parameters,
    )
    return in_force(library, world.batch.on, _standings(world), choices)


def case_world(batch: Batch, library: Library) -> World:
    """Return the world of a case, knowing under which law each person stands."""
    return placed(World(batch), fallbacks(library.applies, batch.on))


def _subjects(world: World) -> set[str]:
    """Return everything in a round that a rule may be put to."""
    groups = {row.key for row in world.groups()}
    return groups | world.people.keys() | world.units.keys() | {world.root.key}


def _standings(world: World) -> list[str]:
    return sorted({one for row in world.staff if (one := world.standings.of(row)) is not None})


def case_batch(spec: CaseSpec) -> Batch:
    """Return the round that a case tells."""
    on = spec.on
    period = spec.period or (str(on.year) if on is not None else None)
    staff: Records = [*spec.staff, *_rated(spec.ratings, spec.category)]
    return Batch.from_records(
        staff=staff,
        units=spec.units,
        disciplines=spec.disciplines,
        history=spec.history,
        scorecards=spec.scorecards,
        period=period or "",
        on=on,
        occasion=spec.occasion or "annual",
        stage=spec.stage or "decided",
    )


def _rated(ratings: Mapping[str, int], category: str) -> Iterator[dict[str, object]]:
    """Yield people S1, S2, … of unit U with the ratings told, in the order given."""
    number = 0
    for grade, count in ratings.items():
        for _ in range(count):
            number += 1
            yield {"staff_id": f"S{number}", "category": category, "unit_id": "U", "rating": grade}


def _judged(
    case: Case,
    expected: ExpectSpec,
    ruleset: Ruleset,
    world: World,
    engine: str | Callable[[], Engine],
) -> Judgement | None:
    """Return the judgement of the case's rule on a subject; None where it is not put to it."""
    rule = next((rule for rule in ruleset.rules if rule.id == case.rule), None)
    if rule is None:
        return None
    alone = replace(ruleset, rules=(rule,))
    known = {row.key for row in subjects(rule, alone, world)}
    if expected.subject not in known:
        return None
    made = KINDS[engine]() if isinstance(engine, str) else engine()
    judgements = made.judgements(alone, world)
    return next(one for one in judgements if one.subject.key == expected.subject)


class Seen(Protocol):
    """What a judgement rests on, as far as a case may ask for it."""

    @property
    def conditions(self) -> Collection[str]:
        """The conditions that failed."""

    @property
    def flips(self) -> Sequence[Flip]:
        """The other readings that give another verdict."""

    @property
    def missing(self) -> Collection[Fact]:
        """The facts that keep the verdict from being known."""

    @property
    def measures(self) -> Mapping[str, Value]:
        """The figures of the finding."""


def not_put(case: Case, expected: ExpectSpec) -> Iterator[Mismatch]:
    """Yield the mismatch of an expectation whose rule is not put to its subject."""
    verdict = Verdict.NOT_APPLICABLE.value
    if expected.verdict != verdict:
        told = expected.verdict or ""
        yield Mismatch(case, expected.subject or "", "verdict", told, verdict)


def compare(
    case: Case, expected: ExpectSpec, found: Judgement, env: Env, seen: Callable[[], Seen]
) -> Iterator[Mismatch]:
    """Yield everything that is not as one expectation says; `seen` is asked only where it must."""
    subject = expected.subject or ""
    verdict = _verdict(found, env)
    if verdict != expected.verdict:
        yield Mismatch(case, subject, "verdict", expected.verdict or "", verdict)
    if found.verdict is Verdict.NOT_APPLICABLE or not expected.asks_more:
        return
    known = seen()
    if expected.conditions is not None and set(expected.conditions) != set(known.conditions):
        told = ", ".join(expected.conditions)
        yield Mismatch(case, subject, "conditions", told, ", ".join(known.conditions))
    if expected.contested is not None and expected.contested != bool(known.flips):
        flips = "; ".join(str(dict(flip.readings)) for flip in known.flips)
        yield Mismatch(case, subject, "contested", str(expected.contested), flips or "False")
    yield from _missing(case, expected, found.rule, known)
    yield from _measures(case, expected, known)


def _verdict(found: Judgement, env: Env) -> str:
    if found.verdict is Verdict.UNKNOWN:
        facts = missing_facts(found.rule, found.subject, env)
        if facts and all(fact.absent for fact in facts):
            return "not_checkable"
    return found.verdict.value


def _missing(case: Case, expected: ExpectSpec, rule: Rule, seen: Seen) -> Iterator[Mismatch]:
    if expected.missing is None:
        return
    found = {column_missing(fact, rule.judges) for fact in seen.missing}
    if set(expected.missing) != found:
        told = ", ".join(sorted(expected.missing))
        subject = expected.subject or ""
        yield Mismatch(case, subject, "missing", told, ", ".join(sorted(found)))


def _measures(case: Case, expected: ExpectSpec, seen: Seen) -> Iterator[Mismatch]:
    for name, told in expected.measures.items():
        value = seen.measures.get(name)
        exact = Fraction(value) if isinstance(value, (int, Fraction)) else None
        if exact is None or exact != read_number(told):
            yield Mismatch(case, expected.subject or "", name, told, str(value))
