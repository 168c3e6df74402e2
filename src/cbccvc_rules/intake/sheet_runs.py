"""Rows on end that are written one as the other, as most of a long list are: told at one look.

What finds them is made of the cells of one of them, and asks of each cell what the general way of
finding a row does; but it knows beforehand where each stands and of what kind it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import column_number

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = rb"[^<&]*+(?:&(?:amp|lt|gt|quot|apos);[^<&]*+)*+"
_WORKED = rb'<f(?: [a-zA-Z0-9:]{1,20}="[^"<>&]{0,99}"){0,9}+(?:/>|>' + TEXT + rb"</f>)"
FORMULA = rb"(?:" + _WORKED + rb")?+"
KEPT = rb'(?: xml:space="preserve")?+'
ATTRIBUTES = rb'(?: [a-zA-Z0-9:]{1,30}="[^"<&\x80-\xff]{0,99}"){0,20}'
_STYLE = rb' s="[0-9]{1,5}+"'
_VALUES = {
    b"s": rb"<v>(0|[1-9][0-9]{0,6}+)</v>",
    b"n": rb"<v>([0-9.eE+-]{1,30}+)</v>",
    b"str": rb"<v" + KEPT + rb">(" + TEXT + rb")</v>",
    b"inlineStr": rb"<is><t>(" + TEXT + rb")</t></is>",
    b"kept": rb'<is><t xml:space="preserve">(' + TEXT + rb")</t></is>",
    b"b": rb"<v>([01])</v>",
}
_ONE = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]{1,7}"( s="[0-9]{1,5}")?(?: t="([a-zA-Z]{1,9})")?'
    rb"(?:(/>)|>(<f[^>]*/>|<f[^>]*>[^<]*</f>)?"
    rb'(?:<v(?: xml:space="preserve")?>|<is><t( xml:space="preserve")?>)[^<]*</)'
)
_AT_ONCE = 4096
"""So many rows are taken together: what is made of them on the way is not kept."""

Found = list[tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """A cell of every row of a run that tells something: its column, its kind, whether styled."""

    column: int
    kind: str
    has_style: bool


@dataclass(frozen=True, slots=True)
class Run:
    """What finds the next row that is like one: its number, what is said of it, what cells tell.

    Before what a number tells stands its style, where it has one.
    """

    rows: re.Pattern[bytes]
    cells: int
    told: tuple[Told, ...]

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


def run_of(cells: bytes) -> Run | None:
    """Return what finds rows like one with such cells, None where errors are among them."""
    parts: list[bytes] = []
    told: list[Told] = []
    for name, style, written, blank, formula, kept in _ONE.findall(cells):
        begin = rb'<c r="' + name + rb'\1"'
        if blank:
            parts.append(begin + rb"(?:" + _STYLE + rb")?+/>")
            continue
        kind = b"kept" if kept else written or b"n"
        if kind not in _VALUES:
            return None
        has_style = kind == b"n" and bool(style)
        if kind == b"n":
            begin += (rb"(" + _STYLE + rb")" if style else b"") + rb'(?: t="n")?+>'
        else:
            begin += rb"(?:" + _STYLE + rb')?+ t="' + (written) + rb'">'
        parts.append(begin + (_WORKED if formula else b"") + _VALUES[kind] + rb"</c>")
        told.append(Told(column_number(name.decode()), kind.decode(), has_style))
    if not told:
        return None
    row = rb'<row r="([1-9][0-9]{0,6}+)"([^<&>]*+)>' + b"".join(parts) + rb"</row>"
    # Where the next row is another one, nothing is found, and not what stands further down.
    return Run(re.compile(row + rb"|"), len(parts), tuple(told))
