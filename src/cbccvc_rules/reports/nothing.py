"""Why there is nothing to explain about a subject: never a bare “nothing found”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.reports.scope import not_judged_lines, unchecked_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.sources import Lang


def nothing_text(
    subject: str, findings: Findings, rule: Rule | None, related: Sequence[str], lang: Lang
) -> str:
    """Say it: no law governs, the rule is about others (`related`), columns are missing, all well.

    `rule` is the one rule asked about, if any; `related` what it is put to of what belongs to the
    subject, or the subject itself.
    """
    return "\n".join(_lines(subject, findings, rule, related, phrasebook(lang)))


def _lines(
    subject: str, findings: Findings, rule: Rule | None, related: Sequence[str], book: Phrasebook
) -> Iterator[str]:
    for one in findings.not_governed:
        if one.id == subject:
            reason = one.reason.in_(book.lang)
            yield book.say("report", "not_governed").format(who=subject, reason=reason)
            return
    unchecked = {one.rule for one in findings.not_checkable}
    if rule is not None and rule.id not in unchecked:
        yield _of_others(subject, rule, related, book)
        return
    yield book.say("report", "nothing_on").format(subject)
    yield from not_judged_lines(findings, book)
    yield from unchecked_lines(findings, book)


def _of_others(subject: str, rule: Rule, related: Sequence[str], book: Phrasebook) -> str:
    """Say that a rule is not put to a subject, and to what instead."""
    title, judges = rule.title.in_(book.lang), book.say("judged", rule.judges)
    words = {"title": title, "rule": rule.id, "who": subject, "judges": judges}
    if subject in related:
        return book.say("report", "rule_not_put").format(**words)
    said = book.say("report", "rule_of_others").format(**words)
    if not related:
        return said
    asked = book.say("report", "ask_about").format(ids=", ".join(related), first=related[0])
    return f"{said}; {asked}"
