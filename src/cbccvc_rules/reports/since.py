"""The lines on what is new and what is mended since an earlier report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.findings import Findings


def since_lines(findings: Findings, book: Phrasebook) -> Iterator[str]:
    """Yield the same as `since_told`, below an empty line."""
    told = list(since_told(findings, book))
    yield from ["", *told] if told else []


def since_told(findings: Findings, book: Phrasebook) -> Iterator[str]:
    """Yield how many findings are new, gone and as before, then those new and those gone."""
    since = findings.since
    if since is None:
        return
    yield book.say("since", "heading").format(
        report=since.path, new=len(since.new), mended=len(since.mended), same=since.same
    )
    told = {one.fingerprint: one for one in findings.findings}
    new = ((told[key].title, told[key].rule, told[key].subject.id) for key in since.new)
    gone = ((one.title, one.rule, one.subject) for one in since.mended)
    for key, lines in (("new", new), ("mended", gone)):
        for title, rule, subject in lines:
            yield f"  - {book.say('since', key)}: {subject}: {title.in_(book.lang)} [{rule}]"
