"""An earlier round is read: of a bare list, its title tells the year, or whoever hands it over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import BatchError, Problem
from cbccvc_rules.intake.read import read_batch
from cbccvc_rules.model.chosen import PERIOD
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.chosen import Chosen
    from cbccvc_rules.model.scale import Labels


def read_before(path: Path, said: Chosen, labels: Labels) -> Batch:
    """Read an earlier round; what is `said` of its file may tell the year that it rates.

    Raises:
        BatchError: when nothing in it can be read, or its year is told nowhere.
    """
    period = said.fill.get(PERIOD)
    left = {name: value for name, value in said.fill.items() if name != PERIOD}
    said = replace(said, fill=left)
    try:
        return read_batch(path, labels, period=period, chosen=said, ids_by_rows=False)
    except BatchError as error:
        if period is not None or not any(one.code == "period-missing" for one in error.problems):
            raise
        told = _told_by_title(path, said, labels)
        if told is None:
            params = {"file": path.name}
            others = [one for one in error.problems if one.code != "period-missing"]
            raise BatchError(
                Problem("previous-year-untold", Place(path.name), params), *others
            ) from None
    return read_batch(path, labels, period=told, chosen=said, ids_by_rows=False)


def _told_by_title(path: Path, said: Chosen, labels: Labels) -> str | None:
    """Return the period that the titles of a list tell, None where they tell none, or several."""
    try:
        read_batch(path, labels, chosen=said)
    except BatchError as error:
        told = {one.params["period"] for one in error.problems if one.code == "title-tells-period"}
        return str(next(iter(told))) if len(told) == 1 else None
    return None
