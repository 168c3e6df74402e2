"""Rows that are plainly somebody's, as most rows of a long list are: told at one look.

It answers for what `rows` and `no_names` ask one thing after another; of a row for which it does
not, they decide.
"""

from __future__ import annotations

import re
from itertools import compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cbccvc_rules.intake.base import Line
    from cbccvc_rules.intake.shapes.body import Keys
    from cbccvc_rules.intake.shapes.no_names import NoNames

_EXAMPLES = frozenset("vmesVMES")
"""What the words begin with by which a template marks its example."""


_AT_ONCE = 128
_IDS = re.compile(r"(?:(?![vmesVMES])[A-Za-z][^\s]*+(?<=[0-9])(?:\n|\Z))*+")
"""Such ids one below the other, as most are: of letters without signs."""


def _texts(cells: Iterable[object]) -> list[str]:
    return [one for one in cells if isinstance(one, str)]


class PlainRows:
    """The rows of one sheet: which are somebody's by an id with a number in it and a plain name."""

    def __init__(self, keys: Keys, no_names: NoNames) -> None:
        self.keys = keys
        self.no_names = no_names
        self.id = -1 if keys.id is None else keys.id - 1
        self.name = -1 if keys.name is None else keys.name - 1
        self.order = -1 if keys.order is None else keys.order - 1
        heading = keys.headings.get(keys.id or 0, "")
        self.some = min(self.id, self.name) >= 0 and not any(map(str.isdigit, heading))

    def numbers(self, lines: Sequence[Line]) -> set[int]:
        """Return the numbers of the rows that are plainly somebody's."""
        found: set[int] = set()
        for begin in range(0, len(lines), _AT_ONCE) if self.some else ():
            rows = lines[begin : begin + _AT_ONCE]
            here = [line.number for line in rows]
            found.update(here if self._have(rows) else compress(here, map(self.has, rows)))
        return found

    def _have(self, lines: Sequence[Line]) -> bool:
        """Return whether all of some rows are so by what their columns hold taken together."""
        last = max(self.id, self.name, self.order)
        if self.keys.struck or any(len(line.cells) <= last for line in lines):
            return False
        orders = [line.cells[self.order] for line in lines] if self.order >= 0 else []
        if any(isinstance(one, str) and not one.isdigit() for one in orders):
            return False
        ids = _texts(line.cells[self.id] for line in lines)
        if len(ids) < len(lines) or _IDS.fullmatch("\n".join(ids)) is None:
            return False
        names = _texts(line.cells[self.name] for line in lines)
        return len(names) == len(lines) and self.no_names.are_plain_names(names)

    def has(self, line: Line) -> bool:
        """Return whether a row is plainly somebody's."""
        cells = line.cells
        if not self.some or len(cells) <= max(self.id, self.name, self.order):
            return False
        told, name = cells[self.id], cells[self.name]
        order = cells[self.order] if self.order >= 0 else None
        return (
            isinstance(told, str)
            and isinstance(name, str)
            and told[-1:].isdigit()  # no heading, neither of this table nor of another
            and told[0].isalpha()
            and told[0] not in _EXAMPLES
            and " " not in told
            and (not isinstance(order, str) or order.isdigit())
            and line.number not in self.keys.struck
            and self.no_names.is_plain_name(name)
        )
