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


class PlacesOfRound(Places):
    """Units of one of several rounds, which may go by the same ids as those of another."""

    def __init__(self, whole: Places, round_: int) -> None:
        """Number among the units of all rounds."""
        super().__init__()
        self._whole, self._round = whole, round_

    def number(self, name: str | None) -> int:
        """Return the number of a unit among those of all rounds.

        >>> whole = Places()
        >>> [PlacesOfRound(whole, at).number(unit) for at, unit in ((0, "A"), (1, "A"), (0, "A"))]
        [0, 1, 0]
        """
        return self._whole.number(in_round(self._round, name))


def in_round(round_: int, unit: str | None) -> str:
    """Return what a unit goes by among those of several rounds."""
    return f"{round_}{_GAP}{unit or ''}"


def round_and_unit(place: str | None) -> tuple[int, str]:
    """Return the round and the unit that a place among those of several rounds stands for."""
    round_, _, unit = (place or "").partition(_GAP)
    return int(round_), unit


_GAP = "\n"
