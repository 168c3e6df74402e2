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
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.base import Options

_HOUSE = "waiver-"
"""What the names of findings on waivers begin with; they are mended, not waived."""


def waivers_report(findings: Findings, options: Options) -> str:
    """Return the ledger as YAML; each entry says in a comment what it would let stand."""
    book = phrasebook(options.lang)
    told = list(ledger_entries(findings, options))
    return ledger_file(told or [f"# {book.say('report', 'clean')}."], options)


def ledger_file(lines: Sequence[str], options: Options) -> str:
    """Return a ledger of some lines, which are all comments where nothing is to be waived."""
    head = phrasebook(options.lang).say("waived", "ledger_head").split("\n")
    filled = any(not line.startswith("#") for line in lines)
    begin = ["waivers:"] if filled else []
    return "\n".join([*(f"# {line}" for line in head), *begin, *lines]) + "\n"


def ledger_entries(
    findings: Findings, options: Options, round_: str | None = None
) -> Iterator[str]:
    """Yield an entry for every broken rule that nobody answers for; `round_` is whose it is."""
    book = phrasebook(options.lang)
    for one in findings.broken:
        if one.rule.startswith(_HOUSE):
            continue
        said = " ".join(printable(f"{named(one, options)}: {one.message.in_(book.lang)}").split())
        yield f"  # {said}"
        yield f"  - rule: {one.rule}"
        if round_ is not None:
            yield f"    round: {_quoted(round_)}"
        yield f"    subject: {_quoted(one.subject.id)}"
        yield from (f'    {key}: ""' for key in ("ground", "approver", "decision", "from", "to"))
        yield f"    facts: {one.facts}"


def _quoted(text: str) -> str:
    return json.dumps(printable(text), ensure_ascii=False)
