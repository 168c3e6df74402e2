"""What a round would look like under other readings, as text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.readings import said_choices, said_flips
from cbccvc_rules.reports.hinges import hinge_lines
from cbccvc_rules.reports.written import answer_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.finding import Finding, Verdict
    from cbccvc_rules.model.findings import Hinge
    from cbccvc_rules.model.sensitivity import Outlook, Sensitivity, Swing, Turned
    from cbccvc_rules.reports.json import Json
    from cbccvc_rules.sources import Lang, Text


def sensitivity_text(found: Sensitivity, lang: Lang) -> str:
    """Return which findings hang on a reading, and what each other reading would change."""
    book = phrasebook(lang)
    hanging = [one for one in found.swings if not one.firm]
    lines = [book.say("sensitivity", "firm").format(len(found.swings) - len(hanging))]
    if hanging:
        lines += ["", book.say("sensitivity", "hanging")]
        lines += [line for one in hanging for line in _swing(one, found.names, book)]
    lines += [*hinge_lines(found.hinges, found.names, book), ""]
    if found.outlooks:
        lines.append(book.say("sensitivity", "outlooks"))
        lines += [line for one in found.outlooks for line in _outlook(one, found.names, book)]
    else:
        lines.append(book.say("sensitivity", "none"))
    return "\n".join(lines) + "\n"


def _swing(one: Swing, names: Mapping[str, Text], book: Phrasebook) -> Iterator[str]:
    finding = one.finding
    verdict = book.say("verdicts", finding.verdict.value)
    title = f"{finding.title.in_(book.lang)} [{finding.rule}]"
    yield f"  - {finding.subject.id}: {title}: {verdict}"
    turning = {name for flip in finding.flips for name in flip.readings}
    chosen = {name: value for name, value in one.readings.items() if name in turning}
    now = said_choices(chosen, book.lang, names)
    yield f"      {book.say('sensitivity', 'reading').format(now)}"
    read = said_flips(finding.flips, book.lang, names)
    yield f"      {book.say('report', 'contested').format(read)}"


def _outlook(one: Outlook, names: Mapping[str, Text], book: Phrasebook) -> Iterator[str]:
    line = book.say("sensitivity", "outlook").format(
        readings=said_choices(one.readings, book.lang, names), unknown=one.unknown, **one.severities
    )
    yield f"  {line}"
    if not one.turned:
        yield f"    {book.say('sensitivity', 'same')}"
    for turned in one.turned:
        yield f"    {_turned(turned, book)}"


def _turned(turned: Turned, book: Phrasebook) -> str:
    def said(verdict: Verdict | None) -> str:
        if verdict is None:
            return book.say("sensitivity", "nothing")
        return book.say("verdicts", verdict.value)

    finding = turned.finding
    return book.say("sensitivity", "turned").format(
        who=finding.subject.id,
        title=finding.title.in_(book.lang),
        rule=finding.rule,
        before=said(turned.before),
        after=said(turned.after),
    )


def sensitivity_json(found: Sensitivity, receipt: Json = None, *, named: bool = False) -> str:
    """Return the same as JSON, with ids alone; those that are names only where `named`."""
    told = {
        "schema_version": "1",
        "receipt": receipt,
        "readings": dict(found.chosen),
        "findings": [
            {
                **_about(one.finding),
                "verdict": one.finding.verdict.value,
                "severity": one.finding.severity,
                "contested": one.finding.contested,
                "readings": dict(one.readings),
                "flips": [
                    {"readings": dict(flip.readings), "verdict": flip.verdict.value}
                    for flip in one.finding.flips
                ],
            }
            for one in found.swings
        ],
        "hinges": [_hinge(one) for one in found.hinges],
        "sets": [
            {
                "readings": dict(one.readings),
                "broken": dict(one.severities),
                "unknown": one.unknown,
                "changed": [
                    {
                        **_about(turned.finding),
                        "before": _value(turned.before),
                        "after": _value(turned.after),
                    }
                    for turned in one.turned
                ],
            }
            for one in found.outlooks
        ],
    }
    return answer_json(told, named=named)


def _about(finding: Finding) -> dict[str, object]:
    subject = {"kind": finding.subject.kind, "id": finding.subject.id}
    return {"rule": finding.rule, "subject": subject, "fingerprint": finding.fingerprint}


def _hinge(one: Hinge) -> dict[str, object]:
    return {
        "rule": one.rule,
        "subject": {"kind": one.subject.kind, "id": one.subject.id},
        "verdict": one.verdict.value,
        "flips": [dict(flip.readings) for flip in one.flips],
    }


def _value(verdict: Verdict | None) -> str | None:
    return None if verdict is None else verdict.value
