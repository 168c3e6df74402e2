"""What several documents put alike: lines of a text, a finding with all that defends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.explain.explanation import grounds
from cbccvc_rules.explain.readings import said_choice
from cbccvc_rules.explain.waived import said_waived
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.reports.docx.words import WORDS
from cbccvc_rules.reports.entries import outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.docx.paper import Paper
    from cbccvc_rules.sources import Text


def put_lines(paper: Paper, lines: Iterable[str]) -> None:
    """Put lines as a text has them: what begins with spaces is set in, an empty one left out."""
    for line in lines:
        inner = line.strip()
        if line.startswith(" "):
            depth = (len(line) - len(line.lstrip(" "))) // 2 - 1
            paper.lines([(depth, inner)])
        elif inner:
            paper.line(inner)


def put_finding(
    paper: Paper,
    finding: Finding,
    lead: str,
    names: Mapping[str, Text],
    book: Phrasebook,
) -> None:
    """Put a finding: what is wrong or open, and what it rests on; one that is kept in a line."""
    said = " ".join(outcome(finding, book))
    if finding.verdict not in {Verdict.BROKEN, Verdict.UNKNOWN}:
        paper.line(said, "said", lead)
        return
    paper.line(f"{finding.title.in_(book.lang)} [{finding.rule}]", "entry", lead)
    paper.line(said, "said")
    paper.lines(_defence(finding, names, book))


def _defence(
    finding: Finding, names: Mapping[str, Text], book: Phrasebook
) -> Iterator[tuple[int, str]]:
    if finding.waived is not None:
        said = said_waived(finding.waived, book)
        yield 0, f"{said[:1].upper()}{said[1:]}."
    yield from ((line.depth, line.words) for line in grounds(finding, names, book))
    if finding.verdict is Verdict.BROKEN:
        yield 0, book.say("report", "remedy").format(finding.remedy.in_(book.lang))
    yield 0, WORDS["fingerprint"].in_(book.lang).format(finding.fingerprint)


def put_sources(paper: Paper, findings: Findings, book: Phrasebook) -> None:
    """Put what anyone needs to check the same again: readings, files, packs, by their digests."""
    lang = book.lang
    if findings.readings:
        paper.line(WORDS["all_readings"].in_(lang))
        for name, value in sorted(findings.readings.items()):
            question = findings.names[name].in_(lang) if name in findings.names else name
            said = said_choice(name, value, lang, findings.names)
            paper.lines([(0, f"- {question} → {said}")])
    paper.line(WORDS["files"].in_(lang))
    paper.lines((0, f"- {one.path}; SHA-256: {one.sha256}") for one in findings.round.sources)
    paper.line(WORDS["packs"].in_(lang))
    paper.lines(
        (0, f"- {one.title.in_(lang)} [{one.id}]; SHA-256: {one.sha256}") for one in findings.packs
    )
