"""The joint of the house: library, batch, engine and explanation become findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.api.unchecked import Unchecked
from cbccvc_rules.engines.detail import Detail, detail
from cbccvc_rules.engines.kinds import KINDS
from cbccvc_rules.engines.world import World
from cbccvc_rules.errors import NoLawError, Problem, UsageError, nearest
from cbccvc_rules.explain.message import filled
from cbccvc_rules.model.finding import Finding, Subject, Verdict, fingerprint
from cbccvc_rules.model.findings import (
    Findings,
    NotGoverned,
    PackUsed,
    RoundFacts,
)
from cbccvc_rules.packs.applies import governing
from cbccvc_rules.packs.inforce import Choices, in_force
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from cbccvc_rules.engines.base import Judgement
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.packs.library import Governs, Library
    from cbccvc_rules.trace import Value

Progress = Callable[[int, int], None]
NO_CATEGORY = Text("chưa rõ là cán bộ, công chức hay viên chức", "the category is not known")


def audit(
    batch: Batch,
    library: Library,
    choices: Choices,
    *,
    engine: str = "reference",
    progress: Progress | None = None,
) -> Findings:
    """Judge a batch by the laws that govern its people on the day of the rating act.

    Raises:
        NoLawError: when no law in the packs governs anybody in the round.
        UsageError: for unknown packs, rules, readings, figures or engines.
    """
    if engine not in KINDS:
        raise UsageError(
            Problem(
                "engine-unknown", None, {"engine": engine, "nearest": nearest(engine, KINDS) or ""}
            )
        )
    world = World(batch)
    people = [(row, _governs(row, library, batch.on)) for row in world.staff]
    not_governed = tuple(_not_governed(people, library))
    governed = len(people) - len(not_governed)
    if not governed and not any(not name.startswith("-") for name in choices.packs):
        raise NoLawError(*_no_law(not_governed, batch.on))
    categories = sorted({str(row.values["category"]) for row, entry in people if entry})
    ruleset = in_force(library, batch.on, categories, choices)
    judgements = _counted(KINDS[engine]().judgements(ruleset, world), ruleset, progress)
    counts: Counter[Verdict] = Counter()
    unchecked = Unchecked()
    found: list[Finding] = []
    for judgement in judgements:
        if judgement.verdict is Verdict.UNKNOWN and unchecked.takes(judgement, ruleset, world):
            continue
        counts[judgement.verdict] += 1
        if judgement.verdict in {Verdict.BROKEN, Verdict.UNKNOWN}:
            found.append(_finding(detail(judgement, ruleset, world), batch, world))
    return Findings(
        round=_round(batch, world),
        engine=engine,
        packs=_packs(library, ruleset),
        instruments=tuple(dict.fromkeys(_instruments(people))),
        rules={rule.id: rule.title for rule in ruleset.rules},
        readings=ruleset.readings,
        parameters=_parameters(ruleset),
        names=library.names(),
        judged=governed,
        counts=dict(counts),
        findings=tuple(sorted(found, key=_order)),
        not_checkable=unchecked.listed(),
        not_governed=not_governed,
        problems=(*batch.problems, *_decided_elsewhere(people, library, batch.on)),
    )


def _counted(
    judgements: Iterator[Judgement], ruleset: Ruleset, progress: Progress | None
) -> Iterator[Judgement]:
    """Pass judgements on; tell how many rules are done."""
    numbers = {rule.id: number for number, rule in enumerate(ruleset.rules)}
    current = -1
    for judgement in judgements:
        if progress is not None and numbers[judgement.rule.id] != current:
            current = numbers[judgement.rule.id]
            progress(current, len(numbers))
        yield judgement
    if progress is not None:
        progress(len(numbers), len(numbers))


def _governs(row: Row, library: Library, day: date) -> Governs | None:
    category = row.values["category"]
    return None if category is None else governing(library.applies, str(category), day)


def _not_governed(
    people: Iterable[tuple[Row, Governs | None]], library: Library
) -> Iterator[NotGoverned]:
    for row, entry in people:
        if entry is not None and entry.packs:
            continue
        category = row.values["category"]
        reason = NO_CATEGORY if category is None else library.applies.before
        if entry is not None and entry.hole is not None:
            reason = entry.hole
        name = row.values["name"]
        yield NotGoverned(
            id=row.key,
            name=None if name is None else str(name),
            category=None if category is None else str(category),
            reason=reason,
            outside=entry is not None and entry.outside,
        )


def _no_law(not_governed: Iterable[NotGoverned], day: date) -> list[Problem]:
    """One problem a category and reason, with how many people it leaves out."""
    reasons: dict[tuple[str, Text], int] = {}
    for one in not_governed:
        key = (one.category or "?", one.reason)
        reasons[key] = reasons.get(key, 0) + 1
    return [
        Problem(
            "no-law",
            None,
            {"who": f"{category} ({number})", "on": day.isoformat(), "reason": reason},
        )
        for (category, reason), number in reasons.items()
    ]


def _decided_elsewhere(
    people: Iterable[tuple[Row, Governs | None]], library: Library, day: date
) -> Iterator[Problem]:
    """A decision dated under another law than the rating act is worth a look."""
    for row, entry in people:
        decided = row.values["decided_on"]
        if entry is None or not isinstance(decided, date):
            continue
        if governing(library.applies, entry.category, decided) is not entry:
            yield Problem(
                "decided-under-other-law",
                row.place("decided_on"),
                {"on": day.isoformat()},
                severity="notice",
                read=decided.isoformat(),
            )


def _finding(one: Detail, batch: Batch, world: World) -> Finding:
    rule, row = one.judgement.rule, one.judgement.subject
    subject = _subject(rule, row, world)
    values: dict[str, Value] = {**one.values, "id": subject.id, "name": subject.name or subject.id}
    return Finding(
        rule=rule.id,
        title=rule.title,
        verdict=one.judgement.verdict,
        severity=rule.severity,
        subject=subject,
        cites=one.cites,
        message=filled(rule.message, values),
        remedy=filled(rule.remedy, values),
        measures=one.measures,
        conditions=one.conditions,
        places=_places(one),
        missing=one.missing,
        trace=one.steps,
        flips=one.flips,
        fingerprint=fingerprint(rule.id, subject, batch.period.text, batch.occasion),
    )


def _subject(rule: Rule, row: Row, world: World) -> Subject:
    name = row.values.get("name")
    shown = None if name is None else str(name)
    match rule.judges:
        case "staff" | "group":
            unit = row.values["unit_id"]
            return Subject(rule.judges, row.key, shown, None if unit is None else str(unit))
        case "unit":
            return Subject("unit", row.key, shown, row.key)
        case "batch":
            return Subject("batch", world.batch.period.text, None)


def _places(one: Detail) -> tuple[Place, ...]:
    """Return the cells of every fact the verdict took in, each once."""
    places = [
        below.fact.place
        for step in one.steps
        for below in step.walk()
        if below.fact is not None and below.fact.place is not None
    ]
    return tuple(dict.fromkeys(places))


def _round(batch: Batch, world: World) -> RoundFacts:
    names = {key: row.values["name"] for key, row in world.units.items()}
    return RoundFacts(
        period=batch.period.text,
        occasion=batch.occasion,
        on=batch.on.isoformat(),
        stage=batch.stage,
        sources=batch.sources,
        staff=len(world.staff),
        units=len(world.units),
        unit_names={key: None if name is None else str(name) for key, name in names.items()},
    )


def _packs(library: Library, ruleset: Ruleset) -> tuple[PackUsed, ...]:
    used = {rule.pack for rule in ruleset.rules}
    for name in tuple(used):
        used.update(library.packs[name].uses)
    packs = [library.packs[name] for name in sorted(used)]
    return tuple(PackUsed(pack.id, pack.title, pack.digest) for pack in packs)


def _instruments(people: Iterable[tuple[Row, Governs | None]]) -> Iterator[Text]:
    for _, entry in people:
        if entry is not None and entry.instruments is not None:
            yield entry.instruments


def _parameters(ruleset: Ruleset) -> dict[str, str]:
    figures: dict[str, str] = {}
    for name, dated in ruleset.parameters.items():
        value = dated.value
        figures[name] = "" if value is None else str(value)
    return figures


def _order(finding: Finding) -> tuple[str, str, str, str]:
    subject = finding.subject
    return (subject.unit or "", subject.kind, subject.id, finding.rule)
