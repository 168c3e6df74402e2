"""A judgement with its detail becomes a finding: who, what, which provision, which cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.explain.message import filled
from cbccvc_rules.model.finding import Finding, Subject, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.engines.detail import Detail
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.sources import Place
    from cbccvc_rules.trace import Step, Value


def finding(one: Detail, batch: Batch, world: World, severity: Severity) -> Finding:
    """Return the finding that a detailed judgement makes."""
    rule, row = one.judgement.rule, one.judgement.subject
    subject = subject_of(rule, row, world)
    # A report without names must not get one through its sentences: people go by their ids there.
    name = subject.id if subject.kind == "staff" else subject.name or subject.id
    # A cell that says that there is none has no value; the sentence quotes what it says.
    denied = {column: row.typed[column] for column in row.denied}
    values: dict[str, Value] = {**one.values, **denied, "id": subject.id, "name": name}
    return Finding(
        rule=rule.id,
        title=rule.title,
        verdict=one.judgement.verdict,
        severity=severity,
        subject=subject,
        cites=one.cites,
        message=filled(rule.message, values),
        remedy=filled(rule.remedy, values),
        measures=one.measures,
        conditions=one.conditions,
        places=places_in(one.steps),
        missing=one.missing,
        trace=one.steps,
        flips=one.flips,
        why=rule.why,
        fingerprint=fingerprint(rule.id, subject, batch.period.text, batch.occasion),
    )


def subject_of(rule: Rule, row: Row, world: World) -> Subject:
    """Return whom a rule was put to."""
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


def places_in(steps: Iterable[Step]) -> tuple[Place, ...]:
    """Return the cells of every fact that a trace took in, each once."""
    facts = [below.fact for step in steps for below in step.walk()]
    places = [fact.place for fact in facts if fact is not None and fact.place is not None]
    return tuple(dict.fromkeys(places))
