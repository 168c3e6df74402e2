"""The yearly tables as a Word document, to be signed and sent: letterhead, tables, signatures.

The sheets are lying, and a share stands in brackets behind its number: there are many columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cbccvc_rules.reports.docx import docx_room
from cbccvc_rules.reports.entries import printable
from cbccvc_rules.reports.summary.tables import (
    adds_up,
    by_agency,
    grade_legend,
    head_lines,
    tables_of,
)
from cbccvc_rules.reports.summary.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cbccvc_rules.model.summary import Summary, SummedRound
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.summary.tables import Item, Table
    from cbccvc_rules.sources import Lang

_SHARE = "%"
_WIDE: Mapping[str, int] = {
    "row": 5,
    "unit": 22,
    "agency": 22,
    "category": 12,
    "post": 14,
    "reason": 40,
    "cites": 30,
    "group": 25,
    "name": 18,
    "checked": 45,
    "verdict": 12,
}
_USUAL = 10


class _Paper(Protocol):
    def letterhead(self, above: str, agency: str) -> None: ...
    def new_page(self) -> None: ...
    def title(self, words: str, *below: str) -> None: ...
    def heading(self, words: str, level: int = 1) -> None: ...
    def line(self, words: str) -> None: ...
    def lines(self, lines: Iterable[tuple[int, str]]) -> None: ...
    def table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        widths: Sequence[int],
        total: Sequence[str] = (),
    ) -> None: ...
    def signatures(self, *signers: str) -> None: ...
    def data(self) -> bytes: ...


def summary_docx(rounds: Sequence[SummedRound], options: Options) -> bytes:
    """Return the document; each round goes on a page of its own, the sums of several go last.

    Raises:
        UsageError: where python-docx is not installed.
    """
    lang = options.lang
    told = [one.summary for one in rounds if one.summary is not None]
    periods = ", ".join(dict.fromkeys(one.period for one in told))
    title = WORDS["title"].in_(lang).format(periods)
    author = f"{options.tool} {options.version}".strip()
    paper: _Paper = docx_room("paper").Paper(title, lang, author, lying=True)
    for number, one in enumerate(rounds):
        if number:
            paper.new_page()
        if one.summary is None:
            paper.heading(f"{WORDS['refused'].in_(lang)}: {printable(one.name)}")
            paper.lines((0, f"- {problem.say(lang)}") for problem in one.refused)
        else:
            _put(paper, one.summary, options)
    if len(rounds) > 1:
        paper.new_page()
        paper.title(title, WORDS["all_rounds"].in_(lang).format(len(rounds)))
        _table(paper, by_agency(rounds, lang), lang)
        _signed(paper, lang)
    return paper.data()


def _put(paper: _Paper, one: Summary, options: Options) -> None:
    lang = options.lang
    paper.letterhead("", printable(one.agency or ""))
    paper.title(*head_lines(one, lang))
    paper.lines((0, words) for words in (WORDS["own_people"].in_(lang), grade_legend(lang)))
    for table in tables_of(one, lang, names=options.names is not False):
        _table(paper, table, lang)
    paper.line(adds_up(one, lang))
    _signed(paper, lang)


def _signed(paper: _Paper, lang: Lang) -> None:
    paper.signatures(WORDS["made"].in_(lang), WORDS["head"].in_(lang))


def _table(paper: _Paper, table: Table, lang: Lang) -> None:
    """Put a table below its name."""
    paper.heading(WORDS[table.name].in_(lang), 2)
    if not table.rows:
        paper.line(WORDS["nobody"].in_(lang))
        return
    heads = [head for head in table.headings if head != _SHARE]
    known = {WORDS[name].in_(lang): width for name, width in _WIDE.items()}
    rows = (_narrow(row, table.headings) for row in table.rows)
    sums = _narrow(table.sums, table.headings) if table.sums else ()
    paper.table(heads, rows, [known.get(head, _USUAL) for head in heads], sums)


def _narrow(row: Sequence[Item], headings: Sequence[str]) -> list[str]:
    """Return the cells of a row with every share in brackets behind its number."""
    cells: list[str] = []
    for item, heading in zip(row, headings, strict=True):
        if heading != _SHARE:
            cells.append(str(item))
        elif item:
            cells[-1] = f"{cells[-1]} ({item})"
    return cells
