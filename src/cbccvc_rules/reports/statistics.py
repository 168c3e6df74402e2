"""How often each rule is broken, as lines of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.model.statistics import statistics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.findings import Findings


def statistics_lines(findings: Findings, book: Phrasebook) -> Iterator[str]:
    """Yield a heading and a line a rule, its numbers first, aligned."""
    keys = ("broken", "waived", "unknown")
    headings = [book.say("statistics", key) for key in keys]
    yield "  ".join([*headings, book.say("statistics", "rule")])
    for line in statistics(findings.findings):
        numbers = (str(getattr(line, key)) for key in keys)
        cells = [
            number.rjust(len(heading)) for number, heading in zip(numbers, headings, strict=True)
        ]
        severity = book.say("severities", line.severity)
        yield "  ".join([*cells, f"{severity}: {line.title.in_(book.lang)} [{line.rule}]"])
