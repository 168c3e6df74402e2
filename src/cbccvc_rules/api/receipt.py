"""By what a round is judged: its files, packs, readings and figures, with nothing judged yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.api.audit import scope_of
from cbccvc_rules.api.context import context
from cbccvc_rules.api.verbs import chosen
from cbccvc_rules.extras import late
from cbccvc_rules.model.findings import Judging

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.findings import Findings


def receipt(
    batch: Batch,
    *,
    on: date | str | None = None,
    packs: Sequence[str] = (),
    readings: Mapping[str, str] | None = None,
    parameters: Mapping[str, str] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> Findings:
    """Return by what a round is judged, asked as a verb is; nothing is found in it.

    Raises:
        NoLawError: when no law in the packs governs anybody in the round.
        UsageError: for unknown packs, rules, readings or figures.
    """
    batch, library, choices = chosen(batch, on, packs, readings, parameters, select, ignore)
    if batch.in_file is None:
        here = context(batch, library, choices)
    else:
        law = late("api.listed_law").ListedLaw
        here = law.of(batch, batch.in_file, library, choices).context
    return scope_of(here, Judging("reference", asked=False))
