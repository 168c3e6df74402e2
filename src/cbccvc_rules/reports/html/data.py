"""What the page shows, as JSON: rows, units, groups and the lines that each finding opens to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.explain.explanation import mending_first
from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.reasons import Line
from cbccvc_rules.explain.waived import said_waived
from cbccvc_rules.reports.entries import entries, outcome, printable
from cbccvc_rules.reports.hinges import hinge_lines, open_questions
from cbccvc_rules.reports.html.charts import grades_data, shares_data
from cbccvc_rules.reports.html.packing import Packing
from cbccvc_rules.reports.html.places import Places
from cbccvc_rules.reports.html.words import WORDS
from cbccvc_rules.reports.missing import missing_report
from cbccvc_rules.reports.scope import scope_lines, summary
from cbccvc_rules.reports.since import since_lines
from cbccvc_rules.reports.states import STATES, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.entries import Entry
    from cbccvc_rules.reports.html.packing import Json
    from cbccvc_rules.sources import Lang, Text

BLOCK = 500
"""How many findings share a block of details; a block is read when one of them is opened."""
_STATES = list(STATES)


def page_data(findings: Findings, options: Options) -> tuple[Json, list[Json]]:
    """Return what the page needs at once, and the details of its rows in blocks."""
    options = replace(options, names=options.names is not False)
    book, lang = phrasebook(options.lang), options.lang
    page, units = Gathered(), Places()
    page.take(findings, options, units)
    head: dict[str, Json] = {
        **made(options),
        "scope": indented(scope_lines(findings, book)),
        "sum": indented(summary(findings, book)),
        "more": list(more_parts(findings, book)),
        "rows": page.rows,
        "block": BLOCK,
        "grades": grades_data(findings.distribution, units, lang),
        "shares": shares_data(findings.distribution, units, page.rules, lang),
        "units": _units(units, findings),
        **page.tables(lang),
    }
    return head, page.blocks()


def made(options: Options) -> dict[str, Json]:
    """Return what every page says: its words, the kinds of rows, what made it."""
    lang = options.lang
    return {
        "words": {name: one.in_(lang) for name, one in WORDS.items()},
        "states": [[name, one.in_(lang)] for name, one in STATES.items()],
        "made": [options.tool, options.version],
    }


class Gathered:
    """The rows of a page with what they open to, from one round or from several."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.rules = Places()
        self.rows: list[Json] = []
        self._packing = Packing()
        self._details: list[Json] = []
        self._titles: dict[str, Text] = {}

    def take(self, findings: Findings, options: Options, units: Places, *more: int) -> None:
        """Take the rows of a round; what is `more` is put at the end of each."""
        book = phrasebook(options.lang)
        for entry in entries(findings, options):
            self._row(entry, book, units, more)
            self._details.append(self._packing.lines(_detail(entry, findings, book)))
        self._titles |= findings.rules
        self._titles |= {one.rule: one.title for one in findings.findings}
        self._titles |= {one.rule: one.title for one in findings.not_checkable}

    def tell(self, told: Iterable[Entry], options: Options, units: Places, *more: int) -> None:
        """Take rows that are about no finding."""
        for entry in told:
            self._row(entry, phrasebook(options.lang), units, more)
            self._details.append(self._packing.lines(()))

    def _row(self, entry: Entry, book: Phrasebook, units: Places, more: tuple[int, ...]) -> None:
        self.rows.append([*_row(entry, book, self._packing, units, self.rules), *more])

    def tables(self, lang: Lang) -> dict[str, Json]:
        """Return what the rows point to: rules, frames of sentences, runs of lines."""
        titles = self._titles
        return {
            "rules": [
                [rule or "", titles[rule].in_(lang) if rule and rule in titles else ""]
                for rule in self.rules.listed
            ],
            "frames": [*self._packing.frames],
            "runs": [[*run] for run in self._packing.runs],
        }

    def blocks(self) -> list[Json]:
        """Return what the rows open to, in blocks."""
        return [self._details[at : at + BLOCK] for at in range(0, len(self._details), BLOCK)]


def _row(
    entry: Entry, book: Phrasebook, packing: Packing, units: Places, rules: Places
) -> list[Json]:
    """Return a row: state, rule, subject, unit, what is said, provisions, whether contested."""
    one = entry.finding
    said = entry.message if one is None else " ".join(outcome(one, book))
    cites = "" if one is None else "; ".join(cite.text(book.lang) for cite in one.cites)
    return [
        _STATES.index(state_of(entry)),
        rules.number(entry.code),
        packing.sentence(entry.who or ("" if entry.place is None else str(entry.place))),
        units.number(entry.unit) if entry.kind == "finding" else -1,
        packing.sentence(said),
        packing.sentence(cites),
        int(one is not None and one.contested),
    ]


def _detail(entry: Entry, findings: Findings, book: Phrasebook) -> Iterator[tuple[int, str]]:
    """Yield the lines that a row opens to, each with its depth; a finding alone has some."""
    if entry.finding is not None:
        for line in _defence(entry.finding, findings, book):
            yield line.depth, line.words


def _defence(one: Finding, findings: Findings, book: Phrasebook) -> Iterator[Line]:
    if one.waived is not None:
        said = said_waived(one.waived, book)
        yield Line(0, f"{said[:1].upper()}{said[1:]}.")
    yield from mending_first(one, findings.names, book)
    yield Line(0, f"{WORDS['fingerprint'].in_(book.lang)}: {one.fingerprint}")


def more_parts(findings: Findings, book: Phrasebook, of: str = "") -> Iterator[Json]:
    """Yield the parts beside the findings: what is new, to be filled in, hanging on a reading.

    Each begins with its heading, after what it is `of`.
    """
    for lines in (
        since_lines(findings, book),
        missing_report(findings, book),
        hinge_lines(findings.hinges, findings.names, book),
        open_questions(findings, book),
    ):
        if told := [line for line in lines if line]:
            yield indented([f"{of}{told[0]}", *told[1:]])


def indented(lines: Iterable[str]) -> list[Json]:
    """Return lines with their depths, which a text shows by two spaces each.

    >>> indented(["Laws:", "  - Decree 90"])
    [[0, 'Laws:'], [1, 'Decree 90']]
    """
    return [
        [(len(line) - len(line.lstrip(" "))) // 2, printable(line.strip().removeprefix("- "))]
        for line in lines
    ]


def _units(units: Places, findings: Findings) -> list[Json]:
    """Return the id of each unit and its name, empty where there is none."""
    return [name_of_unit(unit, findings) for unit in units.listed]


def name_of_unit(unit: str | None, findings: Findings | None) -> list[Json]:
    """Return the id of a unit and its name, empty where there is none."""
    name = None if findings is None or not unit else findings.round.unit_names.get(unit)
    return [printable(unit or ""), printable(name or "")]
