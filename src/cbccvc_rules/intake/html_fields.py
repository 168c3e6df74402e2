"""Fields of forms in the cells of a web page: what a reader of the page sees in them."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

TICK = "x"
_TYPED = frozenset({"", "text", "number", "date", "search", "tel", "email"})
_TICKED = frozenset({"checkbox", "radio"})


@dataclass(slots=True)
class Fields:
    """Hears the fields of one cell after another.

    Of a list to choose from, the choice is seen: what is selected, or else what comes first.
    """

    _options: list[list[str]] = field(default_factory=list)
    _selected: int | None = None
    _chooses: bool = False

    def start(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> str | None:
        """Begin an element; return what is seen of a field, None of what is none."""
        if tag == "select":
            self._options, self._selected, self._chooses = [], None, True
        elif tag == "option" and self._chooses:
            if any(name == "selected" for name, _ in attrs):
                self._selected = len(self._options)
            self._options.append([])
        elif tag == "input":
            told = dict(attrs)
            kind = (told.get("type") or "").lower()
            if kind in _TICKED:
                return TICK if "checked" in told else ""
            return told.get("value") or "" if kind in _TYPED else None
        return None

    def take(self, data: str) -> bool:
        """Keep the words of an option; return whether they are any."""
        if self._chooses and self._options:
            self._options[-1].append(data)
        return self._chooses

    def end(self, tag: str) -> str | None:
        """End an element; return what is chosen where a list ends."""
        if tag != "select" or not self._chooses:
            return None
        self._chooses = False
        seen = self._options[self._selected or 0] if self._options else []
        return "".join(seen)
