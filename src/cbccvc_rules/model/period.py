"""The period that a rating is for: a calendar year, or a school year.

A school year is known by its two years alone; when it ends is the matter of each school.
"""

from __future__ import annotations

import re
from datetime import date

from cbccvc_rules.records import dataclass

_PERIOD = re.compile(
    r"(?:năm học |năm )?((?:19|20|21)[0-9]{2})(?: ?[-–/] ?((?:19|20|21)[0-9]{2}))?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """`2024` or `2023-2024`.

    >>> Period("2024").last, Period("2023-2024").last
    (datetime.date(2024, 12, 31), None)
    """

    text: str

    def __post_init__(self) -> None:
        """Refuse a text that is no period."""
        if canonical_period(self.text) != self.text:
            message = f"`{self.text}` is no period; write 2024 or 2023-2024"
            raise ValueError(message)

    @classmethod
    def parse(cls, text: str) -> Period | None:
        """Return the period a text names, None where it names none."""
        found = canonical_period(text.strip())
        return None if found is None else cls(found)

    @property
    def first_year(self) -> int:
        """The year in which the period begins."""
        return int(self.text[:4])

    @property
    def last_year(self) -> int:
        """The year in which the period ends."""
        return int(self.text[-4:])

    @property
    def is_school_year(self) -> bool:
        """Whether the period spans two calendar years."""
        return self.first_year != self.last_year

    @property
    def first(self) -> date | None:
        """The first day, None for a school year."""
        return None if self.is_school_year else date(self.first_year, 1, 1)

    @property
    def last(self) -> date | None:
        """The last day, None for a school year."""
        return None if self.is_school_year else date(self.last_year, 12, 31)

    def years_after(self, earlier: Period) -> int:
        """Return how many years this period ends after another.

        >>> Period("2024").years_after(Period("2022-2023"))
        1
        """
        return self.last_year - earlier.last_year

    def __str__(self) -> str:
        return self.text


def canonical_period(text: str) -> str | None:
    """Return the canonical text of a period: `Năm học 2023 – 2024` is `2023-2024`."""
    match = _PERIOD.fullmatch(text.casefold())
    if match is None:
        return None
    first, second = match[1], match[2]
    if second is None:
        return first
    return f"{first}-{second}" if int(second) == int(first) + 1 else None


def twelve_months_to(last: date) -> tuple[date, date]:
    """Return the first and the last day of the twelve months that end on a day.

    >>> twelve_months_to(date(2024, 7, 31))[0]
    datetime.date(2023, 8, 1)
    """
    after = date.fromordinal(last.toordinal() + 1)
    if (after.month, after.day) == (2, 29):
        return date(after.year - 1, 3, 1), last
    return after.replace(year=after.year - 1), last
