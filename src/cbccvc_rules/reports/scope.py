"""The lines every report has: its scope at the head, its sum at the end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.explain.readings import said_choices
from cbccvc_rules.explain.words import show_day
from cbccvc_rules.model.finding import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.findings import Findings, Judging, NotGoverned
    from cbccvc_rules.sources import Text


def scope_lines(findings: Findings, book: Phrasebook) -> Iterator[str]:
    """Yield what was judged, by which laws and readings, and what could not be judged."""
    facts = findings.round
    day = show_day(date.fromisoformat(facts.on), book.lang)
    yield book.say("report", "round").format(
        period=facts.period,
        occasion=book.say("occasions", facts.occasion),
        on=day,
        stage=book.say("stages", facts.stage),
    )
    yield from _laws(findings, book)
    yield book.say("report", "scope").format(
        rules=len(findings.rules), judged=findings.judged, staff=facts.staff, units=facts.units
    )
    yield from _engine(findings.judging, book)
    if facts.dropped:
        yield book.say("report", "dropped").format(facts.dropped)
    if findings.rules_chosen:
        yield book.say("report", "rules_chosen").format(", ".join(findings.rules))
    yield from not_judged_lines(findings, book)
    if findings.chosen:
        said = said_choices(findings.chosen, book.lang, findings.names)
        yield book.say("report", "readings").format(said)
    if findings.figures_chosen:
        said = ", ".join(f"{name}={value}" for name, value in findings.figures_chosen.items())
        yield book.say("report", "figures_chosen").format(said)
    yield from _left_out(findings.not_governed, book)
    yield from unchecked_lines(findings, book)


def _engine(judging: Judging, book: Phrasebook) -> Iterator[str]:
    """Yield what judged the round where it was not the reference engine, as it is by default."""
    if judging.engine != "reference":
        yield book.say("report", "engine").format(
            engine=judging.engine, again=judging.again, sampled=judging.sampled
        )
    if judging.aside:
        yield book.say("report", "engine_aside").format(
            rules="; ".join(f"{rule} ({why.in_(book.lang)})" for rule, why in judging.aside.items())
        )


def not_judged_lines(findings: Findings, book: Phrasebook) -> Iterator[str]:
    """Yield the rules asked for that are put to nobody here, and why."""
    if findings.not_judged:
        yield f"{book.say('report', 'not_judged')}:"
    for one in findings.not_judged:
        yield f"  - {one.title.in_(book.lang)} [{one.rule}]: {one.reason.in_(book.lang)}"


def _laws(findings: Findings, book: Phrasebook) -> Iterator[str]:
    """Yield the laws in one line; several, which are lists themselves, in a line each."""
    laws = [law.in_(book.lang) for law in findings.instruments]
    heading = book.say("report", "law")
    if len(laws) == 1:
        yield f"{heading}: {laws[0]}"
    elif laws:
        yield f"{heading}:"
        yield from (f"  - {law}" for law in laws)


def unchecked_lines(findings: Findings, book: Phrasebook) -> Iterator[str]:
    """Yield the rules that could not be checked with the columns given, and what they lack."""
    if findings.not_checkable:
        yield f"{book.say('report', 'not_checkable')}:"
    for one in findings.not_checkable:
        line = book.say("report", "not_checkable_line").format(
            title=one.title.in_(book.lang),
            rule=one.rule,
            missing=", ".join(one.missing),
            subjects=one.subjects,
        )
        yield f"  - {line}"
    if findings.not_asked:
        rules = (f"{one.rule} ({', '.join(one.columns)})" for one in findings.not_asked)
        yield book.say("report", "not_asked").format("; ".join(rules))


def _left_out(left_out: tuple[NotGoverned, ...], book: Phrasebook) -> Iterator[str]:
    outside: dict[Text, int] = {}
    ungoverned: dict[Text, list[str]] = {}
    for one in left_out:
        if one.outside:
            outside[one.reason] = outside.get(one.reason, 0) + 1
        else:
            ungoverned.setdefault(one.reason, []).append(one.id)
    for reason, number in outside.items():
        yield book.say("report", "outside").format(number=number, reason=reason.in_(book.lang))
    for reason, ids in ungoverned.items():
        who, why = ", ".join(ids), reason.in_(book.lang)
        yield book.say("report", "not_governed").format(who=who, reason=why)


def summary(findings: Findings, book: Phrasebook) -> Iterator[str]:
    """Yield how much is broken, undecided and kept, and what a report is not."""
    severities = [one.severity for one in findings.broken]
    if not (findings.broken or findings.unknown):
        yield _nothing_found(findings, book)
    yield (
        book.say("report", "summary").format(
            violation=severities.count("violation"),
            warning=severities.count("warning"),
            notice=severities.count("notice"),
            unknown=len(findings.unknown),
            kept=findings.counts.get(Verdict.KEPT, 0),
        )
        + "."
    )
    if findings.waived:
        yield book.say("waived", "sum").format(number=len(findings.waived)) + "."
    yield book.say("report", "disclaimer") + "."


def _nothing_found(findings: Findings, book: Phrasebook) -> str:
    """Say that nothing is broken; where something could not be read, that this is not sure."""
    unread = sum(problem.severity == "error" for problem in findings.problems)
    ungoverned = sum(not one.outside for one in findings.not_governed)
    if not (unread or ungoverned):
        return book.say("report", "clean") + "."
    return book.say("report", "not_clean").format(unread=unread, ungoverned=ungoverned) + "."
