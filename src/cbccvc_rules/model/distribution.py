"""How a round is spread over the grades, and what each share rule allows and finds given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.answers import Quota

UNTOLD = ""
"""Stands among ratings for people whose rating is not told."""


@dataclass(frozen=True, slots=True)
class UnitGrades:
    """How many of the people judged in a unit have each rating; units below it are not counted in.

    `unit` is None for people whose unit is not known.
    """

    unit: str | None
    ratings: Mapping[str, int]

    @property
    def people(self) -> int:
        """How many people these are."""
        return sum(self.ratings.values())


@dataclass(frozen=True, slots=True)
class Distribution:
    """The grades of every unit with people, and every group that a share rule applies to."""

    grades: tuple[UnitGrades, ...]
    shares: tuple[Quota, ...]
