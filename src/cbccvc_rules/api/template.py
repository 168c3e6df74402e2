"""The verb that makes a workbook to fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.api.reading import grade_labels
from cbccvc_rules.api.verbs import library
from cbccvc_rules.authoring.template import template
from cbccvc_rules.authoring.template_workbook import template_workbook
from cbccvc_rules.model.header import Wishes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cbccvc_rules.sources import Lang


def blank_workbook(
    *,
    period: str | None = None,
    on: date | None = None,
    stage: str | None = None,
    categories: Sequence[str] = (),
    everything: bool = False,
    lang: Lang = "vi",
) -> bytes:
    """Return the bytes of an empty workbook to fill, with the columns that the law asks for.

    With a period, those that the rules in force on the day of the rating act read; without one,
    those of any rule; with `everything`, every table and column there is.

    Raises:
        NoLawError: when no law in the packs governs any of the categories on that day.
        UsageError: for a period, stage or category that does not exist.
    """
    wishes = Wishes(period=period, on=on, stage=stage)
    made = template(library(), wishes, categories, everything=everything)
    return template_workbook(made, grade_labels(), lang)
