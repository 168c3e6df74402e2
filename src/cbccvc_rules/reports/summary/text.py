"""The yearly tables as text, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.model.summary import SummedRound
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.summary.tables import Item, Table
    from cbccvc_rules.sources import Lang

_LONGEST = 48
_NOT_IN_TEXT = frozenset({"full"})
"""Tables too long to be read as text; the workbook and JSON have them."""


def summary_text(rounds: Sequence[SummedRound], options: Options) -> str:
    """Return the tables of every round, and of several the sums of all."""
    lines: list[str] = []
    for number, one in enumerate(rounds, 1):
        if len(rounds) > 1:
            name = printable(one.name)
            head = WORDS["round"].in_(options.lang)
            lines += [f"=== {head.format(number=number, whole=len(rounds), name=name)} ===", ""]
        lines += _round(one, options)
    if len(rounds) > 1:
        lines += [f"=== {WORDS['all_rounds'].in_(options.lang).format(len(rounds))} ===", ""]
        lines += _table(by_agency(rounds, options.lang), options.lang)
    return "\n".join(lines).rstrip("\n") + "\n"


def _round(one: SummedRound, options: Options) -> Iterator[str]:
    lang, told = options.lang, one.summary
    if told is None:
        yield f"{WORDS['refused'].in_(lang)}:"
        yield from (f"  - {problem.say(lang)}" for problem in one.refused)
        yield ""
        return
    if told.agency is not None:
        yield printable(told.agency)
    yield from head_lines(told, lang)
    yield grade_legend(lang)
    yield WORDS["own_people"].in_(lang)
    yield ""
    for table in tables_of(told, lang, names=options.names is not False):
        if table.name not in _NOT_IN_TEXT:
            yield from _table(table, lang)
    yield adds_up(told, lang)
    yield ""


def _table(table: Table, lang: Lang) -> Iterator[str]:
    """Yield a table below its name; numbers stand right, words left, long ones go on below."""
    yield WORDS[table.name].in_(lang)
    if not table.rows:
        yield f"  {WORDS['nobody'].in_(lang)}"
        yield ""
        return
    rows = [table.headings, *table.rows, *([table.sums] if table.sums else [])]
    deep = [0, *(table.deep or [0] * len(table.rows)), 0]
    cells = [
        [_said(item, inset if at == 1 else 0) for at, item in enumerate(row)]
        for row, inset in zip(rows, deep, strict=False)
    ]
    widths = [min(max(map(len, column)), _LONGEST) for column in zip(*cells, strict=True)]
    right = [
        all(isinstance(row[at], int) or not row[at] or _is_share(row[at]) for row in table.rows)
        for at in range(len(widths))
    ]
    for row in cells:
        yield from _lines(row, widths, right)
    yield ""


def _said(item: Item, inset: int) -> str:
    return " " * 2 * inset + str(item)


def _is_share(item: Item) -> bool:
    return isinstance(item, str) and item.endswith("%")


def _lines(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    """Yield the lines of a row: a cell that is too long goes on in the next one."""
    parts = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    for at in range(max(map(len, parts))):
        line = (
            (part[at] if at < len(part) else "").rjust(width)
            if to_right
            else (part[at] if at < len(part) else "").ljust(width)
            for part, width, to_right in zip(parts, widths, right, strict=True)
        )
        yield f"  {'  '.join(line)}".rstrip()


def _wrapped(words: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in words.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line or not word else word
    return [*lines, line]
