"""The lines on what is in keeping only as the law is read here, and on the questions behind it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cbccvc_rules.explain.readings import question_lines, said_flips

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.findings import Findings, Hinge
    from cbccvc_rules.sources import Text


def hinge_lines(
    hinges: Iterable[Hinge], names: Mapping[str, Text], book: Phrasebook
) -> Iterator[str]:
    """Yield a line for each rule and reading: who would break the rule if it were read so."""

    def alike(hinge: Hinge) -> tuple[str, str]:
        return hinge.rule, said_flips(hinge.flips, book.lang, names)

    ordered = sorted(hinges, key=alike)
    if ordered:
        yield ""
        yield f"{book.say('report', 'hinges')}:"
    for (rule, readings), group in groupby(ordered, key=alike):
        found = tuple(group)
        line = book.say("report", "hinge_line").format(
            title=found[0].title.in_(book.lang),
            rule=rule,
            readings=readings,
            number=len(found),
            who=", ".join(one.subject.id for one in found),
        )
        yield f"  - {line}"


def open_questions(
    findings: Findings, book: Phrasebook, *, hinges_alone: bool = False
) -> Iterator[str]:
    """Yield the questions left open by the law that turn something here, with the answer taken."""
    flips = [flip for hinge in findings.hinges for flip in hinge.flips]
    if not hinges_alone:
        flips += [flip for finding in findings.findings for flip in finding.flips]
    lines = list(question_lines(flips, findings.readings, book.lang, findings.names))
    if lines:
        yield ""
        yield f"{book.say('report', 'questions')}:"
    yield from (f"  - {line}" for line in lines)
