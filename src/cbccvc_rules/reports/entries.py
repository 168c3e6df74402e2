"""Everything a report tells, one entry each, for the formats that are lists of such entries.

They differ only in how an entry is written down: none of them can leave one out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.explain.missing import missing_lines, unranked_lines
from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.readings import said_flips
from cbccvc_rules.explain.waived import said_waived
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import ADDRESS, Place
from cbccvc_rules.trace import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.errors import Problem
    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.base import Options

EntryKind = Literal["problem", "not_governed", "not_checkable", "finding"]
Level = Literal["error", "warning", "notice"]
_LEVELS: dict[str, Level] = {
    "error": "error",
    "violation": "error",
    "warning": "warning",
    "notice": "notice",
}
_BINARY = (".parquet", ".xlsx", ".xlsm", ".xls", ".ods")
NOT_GOVERNED = "not-governed"
"""The code of a person whom no law in the packs governs."""

# Control characters, halves of characters and those XML refuses, but for line breaks and tabs; and
# what turns the direction of a text round or breaks its line, and so shows it as what it is not.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to tell: a finding, a problem of the data, a person or rule left unjudged.

    `code` is the rule, or what kind of problem; `who` the subject, named where names are wanted;
    `message` is one line in the language of the report; `place` the one cell to look at first.
    """

    kind: EntryKind
    code: str
    title: str
    level: Level
    message: str
    who: str = ""
    unit: str | None = None
    place: Place | None = None
    finding: Finding | None = None


def entries(findings: Findings, options: Options) -> Iterator[Entry]:
    """Yield everything: what is wrong with the data, what is not judged, then every finding.

    People who are meant to stand outside every law are only counted, in the scope.
    """
    book = phrasebook(options.lang)
    yield from (problem_entry(problem, book) for problem in findings.problems)
    for person in findings.not_governed:
        if not person.outside:
            title = book.say("report", "ungoverned")
            who = _named(person.id, person.name, options)
            said = person.reason.in_(book.lang)
            yield Entry("not_governed", NOT_GOVERNED, title, "error", said, who)
    for rule in findings.not_checkable:
        said = book.say("report", "not_checkable_line").format(
            title=rule.title.in_(book.lang),
            rule=rule.rule,
            missing=", ".join(rule.missing),
            subjects=rule.subjects,
        )
        level = _LEVELS[rule.severity] if options.strict else "notice"
        title = book.say("report", "not_checkable")
        yield Entry("not_checkable", rule.rule, title, level, said)
    yield from (_finding(one, findings, book, options) for one in findings.findings)


def problem_entry(problem: Problem, book: Phrasebook) -> Entry:
    """Return what is wrong with the data as an entry."""
    said, title = problem.message(book.lang), book.say("report", "problems")
    level = _LEVELS[problem.severity]
    return Entry("problem", problem.code, title, level, said, place=problem.place)


def _finding(one: Finding, whole: Findings, book: Phrasebook, options: Options) -> Entry:
    return Entry(
        kind="finding",
        code=one.rule,
        title=one.title.in_(book.lang),
        level=_level(one),
        message=_said(one, whole, book),
        who=named(one, options),
        unit=one.subject.unit,
        place=_place(one, RATING_COLUMNS[whole.round.stage]),
        finding=one,
    )


def _level(one: Finding) -> Level:
    """Return how loud a finding is: one that is still open is never an error."""
    if one.verdict is Verdict.BROKEN:
        return _LEVELS[one.severity]
    loud = one.verdict is Verdict.UNKNOWN and one.severity == "violation"
    return "warning" if loud else "notice"


def _said(one: Finding, whole: Findings, book: Phrasebook) -> str:
    """Return a finding in a line: what is wrong or open, by which provisions, how else read."""
    cited = "; ".join(citation.text(book.lang) for citation in one.cites)
    parts = [*outcome(one, book)]
    if cited:
        parts.append(f"{cited}.")
    if one.waived is not None:
        parts.append(_sentence(said_waived(one.waived, book)))
    if one.flips:
        flips = said_flips(one.flips, book.lang, whole.names)
        parts.append(_sentence(book.say("report", "contested").format(flips)))
    return " ".join(parts)


def outcome(one: Finding, book: Phrasebook) -> Iterator[str]:
    """Yield sentences that say what is wrong, what is open and would settle it, or what is kept."""
    title = one.title.in_(book.lang)
    if one.verdict is Verdict.BROKEN:
        yield one.message.in_(book.lang)
    elif one.verdict is Verdict.UNKNOWN:
        yield _sentence(book.say("report", "unknown").format(title=title))
        for key, lines in (
            ("missing", missing_lines(one.missing, book.lang)),
            ("incomparable", unranked_lines(one.missing, book.lang)),
        ):
            if cells := "; ".join(lines):
                yield _sentence(book.say("report", key).format(cells))
    else:
        yield _sentence(f"{title}: {book.say('verdicts', one.verdict.value)}")


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def named(one: Finding, options: Options) -> str:
    """Return the id of a subject; of a person with the name, where names are wanted."""
    subject = one.subject
    staff = subject.kind == "staff"
    return _named(subject.id, subject.name, options) if staff else subject.id


def _named(key: str, name: str | None, options: Options) -> str:
    return f"{key} {name}" if options.names is True and name else key


def _place(one: Finding, rating: str) -> Place | None:
    """Return the cell to look at first: what is missing, else the rating, else the first used."""
    missing = [fact.place for fact in one.missing if fact.place is not None]
    own = [
        fact.place
        for step in one.trace
        for fact in facts(step)
        if fact.place is not None and (fact.key, fact.column) == (one.subject.id, rating)
    ]
    return next(iter([*missing, *own, *one.places]), None)


def printable(words: str) -> str:
    r"""Return words in which what only steers a terminal or breaks a file is a replacement mark.

    >>> printable("a\x1b[31mb")
    'a�[31mb'
    """
    return _UNPRINTABLE.sub("\ufffd", words)


def escaped(written: str) -> str:
    r"""Return written JSON with the same signs as escapes: read again, the values are the same.

    >>> escaped('"a\u202eb"')
    '"a\\u202eb"'
    """
    return _UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", written)


def path_of(place: Place, options: Options) -> str | None:
    """Return the file of a place as it is found from where the command ran; None for a database."""
    return file_path(place.source, options)


def file_path(source: str, options: Options) -> str | None:
    """Return the path of a file of the round, with slashes; None for a database."""
    if ADDRESS in source:
        return None
    return f"{options.folder}/{source}" if options.folder else source


def line_of(place: Place) -> int | None:
    """Return the line of a place in a file that is text; a cell of a workbook has none."""
    binary = place.sheet is not None or place.source.lower().endswith(
        (".parquet", ".xlsx", ".xlsm", ".xls", ".ods")
    )
    return None if binary or ADDRESS in place.source else place.row
