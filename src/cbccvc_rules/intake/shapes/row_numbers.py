"""The numbers of rows as people name them, in runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.intake.base import Line


def numbers_told(lines: Sequence[Line]) -> str:
    """Return the rows as people name them: `5, 9-12`."""
    return ", ".join(_runs([line.number for line in lines]))


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    begun = last = None
    for number in sorted(numbers):
        if last is not None and number == last + 1:
            last = number
            continue
        if begun is not None:
            yield str(begun) if begun == last else f"{begun}-{last}"
        begun = last = number
    if begun is not None:
        yield str(begun) if begun == last else f"{begun}-{last}"
