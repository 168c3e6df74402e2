"""As what the columns of a round were read: in short, in full, and as a file for the next year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.extras import late
from cbccvc_rules.reports.base import Options
from cbccvc_rules.version import DISTRIBUTION, VERSION

if TYPE_CHECKING:
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.sources import Lang


def columns_words(batch: Batch, name: str, lang: Lang) -> str | None:
    """Return in short how the columns were read; None where every heading is a column's own."""
    if all(one.rule == "exact" for told in batch.mappings for one in told.columns):
        return None
    words: str = late("reports.columns").columns_short(batch, name, lang)
    return words


def columns_text(batch: Batch, lang: Lang = "vi") -> str:
    """Return in full how the columns were read, a line a column."""
    words: str = late("reports.columns").columns_text(batch, lang)
    return words


def columns_json(batch: Batch) -> str:
    """Return in full how the columns were read, as JSON."""
    made_by = Options(tool=DISTRIBUTION, version=VERSION)
    words: str = late("reports.columns").columns_json(batch, made_by)
    return words


def columns_told(batch: Batch) -> str:
    """Return how the columns were read as a file that `read` takes for the next round."""
    words: str = late("model.chosen_file").choices_told(batch.mappings, batch.chosen)
    return words
