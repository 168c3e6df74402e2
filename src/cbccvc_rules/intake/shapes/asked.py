"""What the reading of a sheet may lean on beside the sheet: the round, choices, labels."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.model.chosen import NOTHING_CHOSEN, Chosen
from cbccvc_rules.model.scale import Labels
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from cbccvc_rules.model.period import Period


@dataclass(frozen=True, slots=True)
class Asked:
    """The period (None: not told), the stage, the choices of whoever asks, the labels of grades.

    `ids_by_rows`: people without ids go by their rows; where files are joined they must not.
    `of_several`: the table stands on several sheets, so that a row is told with its sheet.
    """

    labels: Labels = field(default_factory=Labels)
    period: Period | None = None
    stage: str = "decided"
    chosen: Chosen = NOTHING_CHOSEN
    ids_by_rows: bool = True
    of_several: bool = False

    def names_year(self, year: int) -> bool:
        """Return whether a year belongs to the period asked about."""
        return self.period is None or self.period.first_year <= year <= self.period.last_year


NOTHING_ASKED = Asked()
