"""Rows on end that are written one as the other, as most of a long list are: told at one look.

What finds them is made of the cells of one of them, and asks of each cell what the general way of
finding a row does; but it knows beforehand where each stands and of what kind it is.
"""

from __future__ import annotations

import re
from itertools import compress
from typing import TYPE_CHECKING, TypeGuard

from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import column_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Read = Callable[[str, Sequence[bytes | None], Sequence[bytes]], Sequence[object]]

TEXT = rb"[^<&]*+(?:&(?:amp|lt|gt|quot|apos);[^<&]*+)*+"
_WORKED = rb'<f(?: [a-zA-Z][a-zA-Z0-9:]{0,19}="[^"<>&]{0,99}"){0,9}+(?:/>|>' + TEXT + rb"</f>)"
FORMULA = rb"(?:" + _WORKED + rb")?+"
KEPT = rb'(?: xml:space="preserve")?+'
ATTRIBUTES = rb'(?: [a-zA-Z][a-zA-Z0-9:]{0,29}="[^"<&\x00-\x1f\x80-\xff]{0,99}"){0,20}'
STYLED = rb' s="(?:0|[1-9][0-9]{0,4}+)"'
"""As everyone writes it: ` s="05"` would not be known as the style 5, which may strike through."""
_VALUES = {
    b"s": rb"<v>(0|[1-9][0-9]{0,6}+)</v>",
    b"n": rb"<v>([0-9.eE+-]{1,30}+)</v>",
    b"str": rb"<v" + KEPT + rb">(" + TEXT + rb")</v>",
    b"inlineStr": rb"<is><t>(" + TEXT + rb")</t></is>",
    b"kept": rb'<is><t xml:space="preserve">(' + TEXT + rb")</t></is>",
    b"b": rb"<v>([01])</v>",
}
_OPENED = {
    b"s": rb' t="s">',
    b"n": rb'(?: t="n")?+>',
    b"str": rb' t="str">',
    b"inlineStr": rb' t="inlineStr">',
    b"kept": rb' t="inlineStr">',
    b"b": rb' t="b">',
}
_ONE = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]{1,7}"( s="[0-9]{1,5}")?(?: t="([a-zA-Z]{1,9})")?'
    rb"(?:(/>)|>(<f[^>]*/>|<f[^>]*>[^<]*</f>)?"
    rb'(?:<v(?: xml:space="preserve")?>|<is><t( xml:space="preserve")?>)[^<]*</)'
)
_AT_ONCE = 4096
"""So many rows are taken together: what is made of them on the way is not kept."""

_MOST = 32
"""So many ways are made to find rows by: making one takes a while."""
_MOST_CELLS = 4000
"""So many cells all these ways may have together: making one takes as long as it is wide."""
_SEVERAL = 8
"""After so many rows that are not like the one before, it is asked for columns alone."""

Found = list[tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """A column of a run: where it stands, what kind its cells are of, whether styles are told."""

    column: int
    kind: str
    has_style: bool


@dataclass(frozen=True, slots=True)
class Run:
    """What finds the next row that is like one: its number, what is said of it, what cells tell.

    Before what a number tells stands its style, where it may have one. Where not all have `every`
    cell, None is told by one that is not there, or is blank.
    """

    rows: re.Pattern[bytes]
    told: tuple[Told, ...]
    cells: int = 0
    every: bool = True

    def pieces(self, body: bytes, at: int) -> Iterator[tuple[int, Found]]:
        """Yield such rows on end, many at once, with where they end."""
        found: Found = []
        for match in self.rows.finditer(body, at):
            if match.end() == at:
                break
            at = match.end()
            found.append(match.groups())
            if len(found) == _AT_ONCE:
                yield at, found
                found = []
        if found:
            yield at, found


def _row(parts: Iterable[bytes]) -> re.Pattern[bytes]:
    row = rb'<row r="([1-9][0-9]{0,6}+)"([^<&>]*+)>' + b"".join(parts) + rb"</row>"
    # Where the next row is another one, nothing is found, and not what stands further down.
    return re.compile(row + rb"|")


def run_of(cells: bytes) -> Run | None:
    """Return what finds rows like one with such cells, None where errors are among them."""
    parts: list[bytes] = []
    told: list[Told] = []
    for name, style, written, blank, formula, kept in _ONE.findall(cells):
        begin = rb'<c r="' + name + rb'\1"'
        if blank:
            parts.append(begin + rb"(?:" + STYLED + rb")?+/>")
            continue
        kind = b"kept" if kept else written or b"n"
        if kind not in _VALUES:
            return None
        has_style = kind == b"n" and bool(style)
        if kind == b"n":
            begin += (rb"(" + STYLED + rb")" if style else b"") + _OPENED[kind]
        else:
            begin += rb"(?:" + STYLED + rb")?+" + _OPENED[kind]
        parts.append(begin + (_WORKED if formula else b"") + _VALUES[kind] + rb"</c>")
        told.append(Told(column_number(name.decode()), kind.decode(), has_style))
    return Run(_row(parts), tuple(told), len(parts)) if told else None


@dataclass(slots=True)
class _Column:
    """A column as met so far: of what kinds its cells are, of none where nothing was told yet."""

    name: bytes
    kinds: set[bytes]
    has_formulas: bool

    def in_order(self) -> list[bytes]:
        """Return the kinds, numbers first: the style stands before what they tell."""
        return sorted(self.kinds, key=b"n".__ne__)

    def part(self) -> bytes:
        """Return what finds its cell, or none."""
        begin = rb'<c r="' + self.name + rb'\1"'
        formula = FORMULA if self.has_formulas else b""
        ways = [_OPENED[one] + formula + _VALUES[one] + rb"</c>" for one in self.in_order()]
        style = (rb"(" if b"n" in self.kinds else rb"(?:") + STYLED + rb")?"
        found = begin + style + rb"(?:" + rb"|".join([rb"/>", *ways]) + rb")"
        # There is none only where none is written: nothing is tried twice in a row of another kind.
        return rb"(?:" + found + rb"|(?!" + begin + rb"))"


class Runs:
    """The ways to find the rows that follow one: those of its shape, or of any with its columns.

    The latter take a little longer, and serve where hardly two rows on end have a cell in the same
    columns.
    """

    def __init__(self) -> None:
        """Begin with no row met."""
        self.of_shape: dict[bytes, Run | None] = {}
        self.columns: dict[int, _Column] = {}
        self.loose: Run | None = None
        self.made = self.alone = self.wide = 0

    def after(self, cells: bytes, shape: bytes, before: bytes) -> Run | None:
        """Return what finds the rows that follow one of a shape, None where each is looked at."""
        if shape == before:
            if shape not in self.of_shape:
                may = len(self.of_shape) < _MOST and self._has_room(cells.count(b"<c "))
                self.of_shape[shape] = run_of(cells) if may else None
            return self.of_shape[shape]
        self.alone += 1
        return self._loose(cells) if self.alone > _SEVERAL else None

    def _has_room(self, cells: int) -> bool:
        """Return whether one more way may be made, of so many cells, and count them."""
        if self.wide + cells > _MOST_CELLS:
            return False
        self.wide += cells
        return True

    def _loose(self, cells: bytes) -> Run | None:
        """Return what finds rows with cells in any of the columns that were met."""
        if self.made >= _MOST or self.wide + cells.count(b"<c ") > _MOST_CELLS:
            return None
        changed = self.loose is None
        for name, _, written, blank, formula, kept in _ONE.findall(cells):
            at = column_number(name.decode())
            kind = b"" if blank else b"kept" if kept else written or b"n"
            met = self.columns.setdefault(at, _Column(name, set(), has_formulas=False))
            if kind and kind not in met.kinds:
                if kind not in _VALUES:
                    return None
                met.kinds.add(kind)
                changed = True
            if formula and not met.has_formulas:
                met.has_formulas = changed = True
        if changed:
            if not self._has_room(len(self.columns)):
                self.made = _MOST
                return None
            self.made += 1
            columns = [(at, self.columns[at]) for at in sorted(self.columns)]
            told = tuple(
                Told(at, kind.decode(), kind == b"n")
                for at, one in columns
                for kind in one.in_order()
            )
            self.loose = Run(_row(one.part() for _, one in columns), told, every=False)
        return self.loose if self.loose is not None and self.loose.told else None


@dataclass(frozen=True, slots=True)
class Taken:
    """What rows on end tell: `columns` by where they stand, how many texts and numbers each has.

    The last that has any cell told is in the place `last`, -1 where none has.
    """

    columns: Mapping[int, Sequence[object]]
    counts: Sequence[int]
    last: int


def _are_all_told(cells: Sequence[bytes | None]) -> TypeGuard[Sequence[bytes]]:
    return None not in cells


def taken(
    run: Run, columns: Iterator[Sequence[bytes | None]], read: Read, *, some_empty: bool
) -> Taken:
    """Read the cells of rows on end, column by column."""
    found: dict[int, Sequence[object]] = {}
    written: list[Sequence[bytes | None]] = []
    texts: list[Sequence[object]] = []
    for one in run.told:
        styles = next(columns) if one.has_style else ()
        cells = next(columns)
        if _are_all_told(cells):
            values = read(one.kind, styles, cells)
        elif any(cell is not None for cell in cells):
            told = [cell for cell in cells if cell is not None]
            kept = list(compress(styles, [cell is not None for cell in cells]))
            rest = iter(read(one.kind, kept, told))
            values = ["" if cell is None else next(rest) for cell in cells]
        else:
            continue
        if one.column in found:  # of another kind
            others = found[one.column]
            values = [
                other if cell is None else value
                for other, cell, value in zip(others, cells, values, strict=True)
            ]
        found[one.column] = values
        written.append(cells)
        if one.kind != "n":
            texts.append(values)
    rows = len(written[0]) if written else 0
    last = rows - 1
    while not run.every and last >= 0 and all(cells[last] is None for cells in written):
        last -= 1
    if not run.every or (some_empty and any("" in one for one in texts)):
        by_row = zip(*found.values(), strict=True)
        return Taken(found, [len(found) - row.count("") for row in by_row], last)
    return Taken(found, (), last)
