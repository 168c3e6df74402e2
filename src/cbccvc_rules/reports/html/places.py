"""Names numbered as they are first met, so that rows may hold the number alone."""

from __future__ import annotations


class Places:
    """Units or rules by their numbers."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._numbers: dict[str | None, int] = {}

    @property
    def listed(self) -> list[str | None]:
        """The names by their numbers."""
        return list(self._numbers)

    def number(self, name: str | None) -> int:
        """Return the number of a name; the same for the same name.

        >>> places = Places()
        >>> places.number("A"), places.number(None), places.number("A")
        (0, 1, 0)
        """
        return self._numbers.setdefault(name, len(self._numbers))
