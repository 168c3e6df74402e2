"""What a change in a round breaks, mends and leaves undecided, as text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import discreet
from cbccvc_rules.explain.missing import missing_lines, unranked_lines
from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.readings import said_flips
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.reports.json import Json, finding_json, problem_json
from cbccvc_rules.reports.scope import summary
from cbccvc_rules.reports.text import cited, who
from cbccvc_rules.reports.written import answer_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.changes import Changes
    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.sources import Text


def changes_text(
    changes: Changes, after: Findings | None, titles: Mapping[str, Text], options: Options
) -> str:
    """Return which verdicts a change turned, each with its provision.

    The round after it is told where it was judged; `titles` are those of the readings.
    """
    book = phrasebook(options.lang)
    lines: list[str] = []
    if changes.problems:
        lines.append(f"{book.say('report', 'problems')}:")
        lines += [f"  - {problem.say(book.lang)}" for problem in changes.problems]
    for key, found in (
        ("broken", changes.broken),
        ("mended", changes.mended),
        ("undecided", changes.undecided),
        ("decided", changes.decided),
    ):
        if found:
            lines += [""] if lines else []
            lines.append(book.say("changes", key).format(len(found)))
            lines += [line for one in found for line in _finding(one, titles, book, options)]
    if not changes.turned:
        lines.append(book.say("changes", "none"))
    if after is None:
        lines += ["", book.say("changes", "reached"), book.say("report", "disclaimer") + "."]
    else:
        lines += ["", book.say("changes", "after"), *summary(after, book)]
    return "\n".join(lines) + "\n"


def _finding(
    one: Finding, titles: Mapping[str, Text], book: Phrasebook, options: Options
) -> Iterator[str]:
    broken = one.verdict is Verdict.BROKEN
    said = one.message.in_(book.lang) if broken else one.title.in_(book.lang)
    mark = book.say("severities", one.severity)
    yield f"  - {mark}, {who(one, options)}: {said}"
    cites = "; ".join(cited(citation, book) for citation in one.cites)
    yield f"      {cites} [{one.rule}]"
    for key, lines in (
        ("missing", missing_lines(one.missing, book.lang)),
        ("incomparable", unranked_lines(one.missing, book.lang)),
    ):
        if cells := "; ".join(lines):
            yield f"      {book.say('report', key).format(cells)}"
    if one.flips:
        said = said_flips(one.flips, book.lang, titles)
        yield f"      {book.say('report', 'contested').format(said)}"


def changes_json(
    changes: Changes, after: Findings | None, *, named: bool, receipt: Json = None
) -> str:
    """Return the same as JSON; people go by their ids unless named."""
    report: dict[str, Json] = {
        "schema_version": "1",
        "receipt": receipt,
        "changed": [
            {
                "before": None if one.before is None else one.before.value,
                "after": None if one.after is None else one.after.value,
                "finding": finding_json(one.finding, named=named),
            }
            for one in changes.turned
        ],
        "problems": [problem_json(one if named else discreet(one)) for one in changes.problems],
    }
    if after is not None:
        report["counts"] = {one.value: after.counts.get(one, 0) for one in Verdict}
    return answer_json(report, named=named)
