"""The sheet in which a round tells of itself: a key and its value a row, as `batch.yaml` does."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.model.column import kinds_in, told_of
from cbccvc_rules.model.header import BatchHeader
from cbccvc_rules.model.sheets import header_key, is_header_heading
from cbccvc_rules.model.values import canonical, clean, is_told, shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.model.header import Path

# These hold `name=value; name=value`, where `batch.yaml` has lines of `name: value`.
_OF_PAIRS = frozenset(told_of(BatchHeader)) - frozenset(kinds_in(BatchHeader))


@dataclass(slots=True)
class SheetHeader:
    """What a sheet tells of its round; `rows` leads from a key to its row, column and label."""

    source: str
    sheet: str | None
    data: dict[str, object] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows: dict[str, tuple[int, int, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, grid: Grid) -> SheetHeader:
        """Read the sheet: the label in the first cell of a row that is told, the value next to it.

        A label that is no key stays as it is, to be refused with the other unknown keys.
        """
        header = cls(grid.source, grid.sheet)
        for line in grid.lines:
            if not line.is_blank:
                header._take(line)
        return header

    def _take(self, line: Line) -> None:
        at = next(at for at, cell in enumerate(line.cells) if not is_blank_cell(cell))
        label = canonical(line.cells[at])
        value = line.cells[at + 1] if at + 1 < len(line.cells) else None
        key = header_key(label)
        if is_header_heading(label) or (key is None and not is_told(value)):
            return  # the row above the keys, a title, a line of explanation
        key = clean(label) if key is None else key
        place = Place(self.source, line.number, at + 1, self.sheet, label)
        if key in self.rows:
            self.problems.append(Problem("header-key-twice", place, {"key": key}))
            return
        self.rows[key] = (line.number, at + 1, label)
        if is_told(value):
            self.data[key] = self._pairs(key, value) if key in _OF_PAIRS else value

    def _pairs(self, key: str, value: object) -> dict[str, str]:
        pairs: dict[str, str] = {}
        for one in canonical(value).replace("\n", ";").split(";"):
            name, _, told = (clean(part) for part in one.partition("="))
            if name and told and name not in pairs:
                pairs[name] = told
            elif name or told:
                params = {"key": key}
                place = self.place((key,))
                self.problems.append(Problem("header-pair", place, params, read=shown(one)))
        return pairs

    def place(self, path: Path = ()) -> Place:
        """Return the place of a value: the cell to the right of its key."""
        return self._beside(path, 1)

    def key_place(self, path: Path) -> Place:
        """Return the place of a key; a name within a cell is placed there."""
        return self._beside(path, 0 if len(path) == 1 else 1)

    def _beside(self, path: Path, columns: int) -> Place:
        if not path or path[0] not in self.rows:
            return Place(self.source, sheet=self.sheet)
        row, column, label = self.rows[str(path[0])]
        return Place(self.source, row, column + columns, self.sheet, label)

    def at(self, path: Path) -> object:
        """Return the value at a path, None where there is none."""
        found: object = self.data
        for step in path:
            found = found.get(step) if isinstance(found, dict) else None
        return found
