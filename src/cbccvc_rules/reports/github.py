"""Annotations of GitHub Actions: a workflow command a line, which no text of a file can forge."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.reports.entries import entries, line_of, path_of, printable
from cbccvc_rules.reports.scope import scope_lines, summary
from cbccvc_rules.reports.since import since_told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.entries import Entry

SHOWN = 10
"""How many annotations of one level GitHub shows of one step; the log holds them all."""


def github_report(findings: Findings, options: Options) -> str:
    """Return the scope, a command an entry and the sum; people go by their ids unless named."""
    book = phrasebook(options.lang)
    told = list(entries(findings, options))
    lines = [
        *(plain(line) for line in scope_lines(findings, book)),
        *(annotation(entry, options) for entry in told),
    ]
    levels = Counter(entry.level for entry in told)
    if any(number > SHOWN for number in levels.values()):
        lines.append(book.say("report", "github_shows").format(shown=SHOWN, number=len(told)))
    lines.extend(plain(line) for line in (*since_told(findings, book), *summary(findings, book)))
    return "\n".join(lines) + "\n"


def annotation(entry: Entry, options: Options) -> str:
    """Return one entry as a workflow command."""
    properties = ",".join(f"{name}={_property(words)}" for name, words in _places(entry, options))
    who = f"{entry.who}: " if entry.who else ""
    place = "" if entry.place is None else f" ({entry.place})"
    said = _data(f"{who}{entry.message}{place} [{entry.code}]")
    waived = entry.finding is not None and entry.finding.waived is not None
    return f"::{'notice' if waived else entry.level} {properties}::{said}"


def _places(entry: Entry, options: Options) -> Iterator[tuple[str, str]]:
    # No column: GitHub counts characters, and what is known is which cell of the row it is.
    if entry.place is not None and (path := path_of(entry.place, options)) is not None:
        yield "file", path
        if (line := line_of(entry.place)) is not None:
            yield "line", str(line)
    yield "title", entry.title


def _data(words: str) -> str:
    r"""Return the message of a command as GitHub's own toolkit escapes it.

    >>> _data("100%\r\n::error::")
    '100%25%0D%0A::error::'
    """
    escaped = words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return printable(escaped)


def _property(words: str) -> str:
    """Return a property of a command, which a comma or a colon would end.

    >>> _property("a:b,c%")
    'a%3Ab%2Cc%25'
    """
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def plain(words: str) -> str:
    """Return a line of the log that is no command: neither `::` at its start nor `##[` in it."""
    line = printable(" ".join(words.splitlines())).replace("##[", "## [")
    return f"> {line}" if line.lstrip().startswith("::") else line
