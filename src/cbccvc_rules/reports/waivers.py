"""A ledger of waivers to be filled in: an entry for every broken rule that nobody answers for yet.

The ground, the approver, the decision and the days are left empty, and a ledger with an empty
field is refused: nothing is waived until somebody writes down why.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.reports.entries import named, printable

if TYPE_CHECKING:
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.base import Options

_HOUSE = "waiver-"
"""What the names of findings on waivers begin with; they are mended, not waived."""


def waivers_report(findings: Findings, options: Options) -> str:
    """Return the ledger as YAML; each entry says in a comment what it would let stand."""
    book = phrasebook(options.lang)
    lines = [f"# {line}" for line in book.say("waived", "ledger_head").split("\n")]
    told = [one for one in findings.broken if not one.rule.startswith(_HOUSE)]
    if not told:
        return "\n".join([*lines, f"# {book.say('report', 'clean')}."]) + "\n"
    lines.append("waivers:")
    for one in told:
        said = " ".join(printable(f"{named(one, options)}: {one.message.in_(book.lang)}").split())
        lines += [
            f"  # {said}",
            f"  - rule: {one.rule}",
            f"    subject: {json.dumps(printable(one.subject.id), ensure_ascii=False)}",
            '    ground: ""',
            '    approver: ""',
            '    decision: ""',
            '    from: ""',
            '    to: ""',
            f"    facts: {one.facts}",
        ]
    return "\n".join(lines) + "\n"
