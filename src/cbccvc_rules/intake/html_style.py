"""What the styles of a page hide or strike through: by a tag's own style, or the class it is of.

No more of styles is understood than that; a rule for a class holds for all that is of it.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLASS = re.compile(r"\.([\w-]+)[^\s.>+~]*$")
_STRIKING = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_MOST = 20_000


@dataclass(slots=True)
class Styles:
    """The classes whose rules hide, and those whose rules strike through."""

    hiding: set[str] = field(default_factory=set)
    striking: set[str] = field(default_factory=set)

    def learn(self, text: str) -> None:
        """Take the rules of a style sheet."""
        for rule in text.split("}")[:_MOST]:
            selectors, _, told = rule.rpartition("{")
            found = [(_HIDING, self.hiding), (_STRIKING, self.striking)]
            for words, classes in found:
                if words.search(told) is not None:
                    classes.update(_classes(selectors))

    def hides(self, attrs: Sequence[tuple[str, str | None]]) -> bool:
        """Return whether a tag says of what it begins that it is not shown."""
        told = dict(attrs)
        if "hidden" in told or _HIDING.search(told.get("style") or "") is not None:
            return True
        return not self.hiding.isdisjoint((told.get("class") or "").split())

    def strikes(self, attrs: Sequence[tuple[str, str | None]]) -> bool:
        """Return whether a tag says of what it begins that it is struck through."""
        told = dict(attrs)
        if _STRIKING.search(told.get("style") or "") is not None:
            return True
        return not self.striking.isdisjoint((told.get("class") or "").split())


def _classes(selectors: str) -> set[str]:
    """Return the classes that selectors end with.

    >>> sorted(_classes("<!-- td.xl65, .k:first-child"))
    ['k', 'xl65']
    """
    found = (_CLASS.search(one.strip()) for one in selectors[-_MOST:].split(","))
    return {one[1] for one in found if one is not None}
