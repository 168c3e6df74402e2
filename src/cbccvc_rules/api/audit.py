"""The joint of the house: library, batch, engine and explanation become findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from cbccvc_rules.api.finding import subject_of
from cbccvc_rules.api.hearing import Hearing
from cbccvc_rules.api.missing import missing_cells
from cbccvc_rules.api.not_asked import not_asked
from cbccvc_rules.api.selected import not_judged
from cbccvc_rules.engines.checked import Checked
from cbccvc_rules.engines.kinds import ReferenceEngine, engine_named
from cbccvc_rules.model.alphabet import in_order
from cbccvc_rules.model.findings import Findings, Judging, PackUsed, RoundFacts

if TYPE_CHECKING:
    from cbccvc_rules.api.context import Context
    from cbccvc_rules.api.hearing import Heard
    from cbccvc_rules.engines.base import Alikes, Judgement
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Ruleset
    from cbccvc_rules.model.alphabet import Order
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import Hinge
    from cbccvc_rules.packs.library import Library

Progress = Callable[[int, int], None]
Told = TypeVar("Told", "Judgement", "Alikes")


def audit(
    context: Context,
    *,
    engine: str = "auto",
    subjects: Collection[str] = (),
    every_verdict: bool = False,
    progress: Progress | None = None,
) -> Findings:
    """Judge a batch by the laws that govern its people on the day of the rating act.

    With `subjects`, only the verdicts on these are reported; with `every_verdict`, the kept and
    not applicable ones, too.

    Raises:
        UsageError: for an unknown engine.
    """
    ruleset, world = context.ruleset, context.world
    chosen = engine_named(engine, len(world.staff), context.batch.database)
    hearing = Hearing(context, every_verdict=every_verdict)
    for alike in counted(chosen.alikes(ruleset, world), ruleset, progress):
        asked = _of(alike, subjects, world) if subjects else alike
        if asked.subjects:
            hearing.hear(asked)
    heard = hearing.heard()
    heard = replace(heard, hinges=hinges_in_order(heard.hinges, context))
    return reported(context, judging_of(chosen, asked=engine != "auto"), heard)


def reported(context: Context, judging: Judging, heard: Heard) -> Findings:
    """Return what was heard of a round with the scope of the check."""
    return replace(
        scope_of(context, judging),
        counts=dict(heard.counts),
        findings=tuple(sorted(heard.findings, key=report_order)),
        not_checkable=heard.not_checkable,
        missing=missing_cells(heard.findings, heard.not_checkable, context.world),
        hinges=heard.hinges,
    )


def judging_of(engine: Checked | ReferenceEngine, *, asked: bool) -> Judging:
    """Return what judged the round, and how much of it was judged again."""
    if isinstance(engine, Checked):
        return Judging(engine.name, asked, engine.again, engine.sampled, engine.engine.aside)
    return Judging("reference", asked)


def scope_of(context: Context, judging: Judging) -> Findings:
    """Return what is judged by what, with nothing found yet."""
    batch, library = context.batch, context.library
    ruleset, world = context.ruleset, context.world
    return Findings(
        round=_round(batch, world),
        judging=judging,
        packs=_packs(library, ruleset),
        instruments=context.instruments(),
        rules={rule.id: rule.title for rule in ruleset.rules},
        rules_chosen=bool(context.choices.select or context.choices.ignore),
        not_judged=tuple(not_judged(context)),
        readings=ruleset.taken,
        readings_by_pack=ruleset.own,
        chosen=_chosen(context),
        figures_chosen=context.choices.parameters,
        parameters=_parameters(ruleset),
        names=library.names(),
        judged=context.judged,
        counts={},
        findings=(),
        not_checkable=(),
        not_asked=tuple(not_asked(ruleset, world)),
        missing=(),
        hinges=(),
        not_governed=context.not_governed,
        problems=(*batch.problems, *context.decided_elsewhere()),
    )


def _of(alike: Alikes, asked: Collection[str], world: World) -> Alikes:
    """Return the verdict on those alone who are asked for."""
    rule = alike.rule
    those = [row for row in alike.subjects if subject_of(rule, row, world).id in asked]
    return alike._replace(subjects=those)


def hinges_in_order(hinges: Collection[Hinge], context: Context) -> tuple[Hinge, ...]:
    """Return hinges in the order in which rules and subjects are judged."""
    order = judging_order(context) if hinges else {}
    return tuple(sorted(hinges, key=lambda one: (order[one.rule], order[_who(one)])))


def _who(hinge: Hinge) -> tuple[str, str]:
    return (hinge.subject.kind, hinge.subject.id)


def judging_order(context: Context) -> dict[object, int]:
    """Return the places of rules and subjects in the order in which they are judged."""
    world = context.world
    subjects = [
        *(("staff", row.key) for row in world.staff),
        *(("unit", key) for key in world.units),
        *(("group", row.key) for row in world.groups()),
        ("batch", world.root.key),
    ]
    rules = [rule.id for rule in context.ruleset.rules]
    places: dict[object, int] = {name: number for number, name in enumerate((*rules, *subjects))}
    return places


def counted(
    judgements: Iterator[Told], ruleset: Ruleset, progress: Progress | None
) -> Iterator[Told]:
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


def _round(batch: Batch, world: World) -> RoundFacts:
    names = {key: row.values["name"] for key, row in world.units.items()}
    parents = {key: row.values["parent_id"] for key, row in world.units.items()}
    people = Counter(str(row.values["unit_id"]) for row in world.staff if row.values["unit_id"])
    return RoundFacts(
        period=batch.period.text,
        occasion=batch.occasion,
        on=batch.on.isoformat(),
        stage=batch.stage,
        sources=batch.sources,
        mappings=(*batch.mappings, *batch.earlier),
        staff=len(world.staff) + world.counted_people + batch.dropped,
        dropped=batch.dropped,
        units=len(world.units),
        masked=batch.unmasked is not None,
        unit_people=dict(people),
        unit_names={key: None if name is None else str(name) for key, name in names.items()},
        above={key: str(parent) for key, parent in parents.items() if parent is not None},
    )


def _packs(library: Library, ruleset: Ruleset) -> tuple[PackUsed, ...]:
    used = {rule.pack for rule in ruleset.rules}
    used |= {name for name in ruleset.governs if library.packs[name].figures}
    for name in tuple(used):
        used.update(library.packs[name].uses)
    packs = [library.packs[name] for name in sorted(used)]
    return tuple(PackUsed(pack.id, pack.title, pack.digest) for pack in packs)


def _parameters(ruleset: Ruleset) -> dict[str, str]:
    figures: dict[str, str] = {}
    for name, dated in ruleset.parameters.items():
        value = dated.value
        figures[name] = "" if value is None else str(value)
    return figures


def _chosen(context: Context) -> dict[str, str]:
    """Return the readings chosen otherwise than the default of any pack that judges here."""
    specs, packs = context.library.readings, context.ruleset.governs
    found: dict[str, str] = {}
    for name, value in context.choices.readings.items():
        own = {default for pack, default in specs[name].defaults.items() if pack in packs}
        if {value} != {specs[name].default, *own}:
            found[name] = value
    return found


def report_order(finding: Finding) -> tuple[Order, str, Order, str]:
    """Return what findings are put in order by."""
    subject = finding.subject
    return (in_order(subject.unit or ""), subject.kind, in_order(subject.id), finding.rule)
