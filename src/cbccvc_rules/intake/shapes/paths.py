"""The way to each column through the headings above it: merged ones, spanning ones, its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.model.values import canonical, fold, shown
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from cbccvc_rules.intake.base import Layout, Line, Merge
    from cbccvc_rules.intake.shapes.band import Band

JOINT = " / "


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above one column: from the spanning heading down to its own; `row` has the own.

    `spread`: a spanning heading was taken from the left, as no merged cells tell how far it goes.
    """

    at: int
    row: int
    path: tuple[str, ...]
    spread: bool = False

    @property
    def own(self) -> str:
        """The lowest heading, the column's own."""
        return self.path[-1]

    @property
    def above(self) -> tuple[str, ...]:
        """The headings that span it."""
        return self.path[:-1]

    @property
    def text(self) -> str:
        """All of it as one text; a heading without others above stays as typed."""
        return self.own if len(self.path) == 1 else JOINT.join(shown(one) for one in self.path)


def headings_of(
    lines: Sequence[Line], band: Band, layout: Layout, without: Collection[int] = ()
) -> tuple[list[Heading], list[tuple[int, int]]]:
    """Return the heading of each column that has one, and the cells hidden under merged ones.

    Those `without` which a sheet is to be read have none.
    """
    rows = lines[band.first : band.last + 1]
    width = max(len(line.cells) for line in rows)
    covered = _covered(layout, rows[0].number, rows[-1].number)
    width = max([width, *(one.right for one in covered.values())])
    hidden: list[tuple[int, int]] = []
    columns: list[Heading] = []
    for at in range(1, width + 1):
        path: list[str] = []
        row, spread = rows[0].number, False
        for depth, line in enumerate(rows):
            merge = covered.get((line.number, at))
            text = _text(line, at)
            if merge is not None:
                if text and (line.number, at) != (merge.top, merge.left):
                    hidden.append((line.number, at))
                text = _anchor(rows, merge)
            elif not text and _told_below(rows[depth + 1 :], at):
                text = _from_left(line, at, rows[depth + 1 :], covered)
                spread = spread or bool(text)
            if text and (not path or fold(path[-1]) != fold(text)):
                path.append(text)
                row = line.number
        if path and at not in without:
            columns.append(Heading(at, row, tuple(path), spread))
    return [one for one in columns if not _is_idle(one, columns, lines[band.body :])], hidden


def _is_idle(heading: Heading, columns: Sequence[Heading], below: Sequence[Line]) -> bool:
    """Return whether a column holds nothing, and stands under a heading that spans others only."""
    path = heading.path
    spanned = [one.at for one in columns if one.path[: len(path)] == path and one.path != path]
    if not spanned or not min(spanned) < heading.at < max(spanned):
        return False
    return not any(_text(line, heading.at) for line in below)


def _covered(layout: Layout, top: int, bottom: int) -> Mapping[tuple[int, int], Merge]:
    return {
        (row, column): one
        for one in layout.merges
        if one.top <= bottom and one.bottom >= top
        for row in range(max(one.top, top), min(one.bottom, bottom) + 1)
        for column in range(one.left, min(one.right, one.left + 500) + 1)
    }


def _text(line: Line, at: int) -> str:
    if at > len(line.cells) or is_blank_cell(line.cells[at - 1]):
        return ""
    return canonical(line.cells[at - 1])


def _anchor(rows: Sequence[Line], merge: Merge) -> str:
    return next((_text(line, merge.left) for line in rows if line.number == merge.top), "")


def _told_below(rows: Sequence[Line], at: int) -> bool:
    return any(_text(line, at) for line in rows)


def _from_left(
    line: Line, at: int, below: Sequence[Line], covered: Mapping[tuple[int, int], Merge]
) -> str:
    """Return the nearest heading to the left, if it spans others: something stands below it, too.

    One that is merged down to the last row has nothing below, and ends the search.
    """
    for left in range(at - 1, 0, -1):
        merge = covered.get((line.number, left))
        text = _text(line, left)
        if merge is not None and merge.right > merge.left and merge.bottom == line.number:
            return _text(line, merge.left)
        if merge is not None and merge.bottom > line.number:
            return ""
        if text:
            return text if _told_below(below, left) else ""
    return ""
