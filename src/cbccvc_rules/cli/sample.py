"""`cbccvc sample`: dossiers drawn by lot for inspection."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cbccvc_rules.api import check
from cbccvc_rules.api.dossier import dossier
from cbccvc_rules.api.many import rounds_of
from cbccvc_rules.api.sample import Judged, sample, weights_of
from cbccvc_rules.cli.asked import RulesAsked, pairs, read_asked, rules_asked
from cbccvc_rules.cli.options import (
    answer_format_option,
    form_of,
    lang_option,
    output_option,
    rounds_options,
)
from cbccvc_rules.cli.output import (
    LONG_ROUND,
    NOTHING_JUDGED,
    new_folder,
    progress_bar,
    put,
    says_problems,
    without_password,
)
from cbccvc_rules.errors import BatchError, NoLawError
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.sample import sample_json, sample_text
from cbccvc_rules.version import DISTRIBUTION, VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.errors import Problem
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.sample import Sample
    from cbccvc_rules.sources import Lang

_FOR_A_NAME = re.compile(r"[^\w.-]+")


@click.command("sample")
@rounds_options
@click.option("--size", type=int, default=10, show_default=True, help="How many people to draw.")
@click.option("--seed", metavar="TEXT", help="What the draw hangs on; else made from the ids.")
@click.option(
    "--weight",
    "weights",
    multiple=True,
    metavar="KIND=N",
    help="Tickets for each person, violation, warning, unknown, notice or waived.",
)
@click.option(
    "--dossiers",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write the dossier of everybody drawn into a new folder (docx).",
)
@answer_format_option(what="the sheet")
@click.option(
    "--names/--no-names", default=None, help="Name people (text does by default, JSON does not)."
)
@output_option
@lang_option
@says_problems
def sample_command(
    batches: tuple[str, ...],
    size: int,
    seed: str | None,
    weights: tuple[str, ...],
    dossiers: Path | None,
    form: str | None,
    names: bool | None,
    output: Path | None,
    lang: Lang,
) -> None:
    """Draw people of BATCH by lot for inspection: more findings, more tickets.

    Several rounds are one draw. The same seed draws the same people, whatever the order of rows,
    and every number on the sheet can be worked out by hand.
    """
    as_json = form_of(form, output) == "json"
    worth = pairs(weights)
    weights_of(worth)  # refused before anything is judged
    asked = rules_asked()
    judged: list[Judged] = []
    refused: list[tuple[str, tuple[Problem, ...]]] = []
    paths = rounds_of(batches)
    for path in paths:
        name = without_password(path)
        try:
            batch = read_asked(path, among=paths)
            judged.append(Judged(name, batch, _check(path, batch, asked)))
        except (BatchError, NoLawError) as error:
            refused.append((name, error.problems))
    if not judged:
        raise BatchError(*(problem for _, problems in refused for problem in problems))
    found = sample(judged, size=size, seed=seed, weights=worth)
    if dossiers is not None:
        _write_dossiers(found, {one.name: one.batch for one in judged}, asked, dossiers, lang)
    written = sample_json if as_json else sample_text
    options = Options(lang, names, tool=DISTRIBUTION, version=VERSION)
    put(written(found, options, refused), output)
    sys.exit(NOTHING_JUDGED if refused else 0)


def _check(path: str, batch: Batch, asked: RulesAsked) -> Findings:
    with progress_bar(path, long=batch.people >= LONG_ROUND) as progress:
        return check(batch, progress=progress, **asked)


def _write_dossiers(
    found: Sample, batches: Mapping[str, Batch], asked: RulesAsked, folder: Path, lang: Lang
) -> None:
    """Write a file for everybody drawn; its name begins with the rank, so no two are alike."""
    new_folder(folder)
    width = len(str(len(found.drawn)))
    with progress_bar(str(folder), long=len(found.drawn) > 1) as progress:
        for rank, one in enumerate(found.drawn, 1):
            made = dossier(batches[one.round], one.id, lang=lang, **asked)
            put(made, folder / f"{rank:0{width}}-{_FOR_A_NAME.sub('_', one.id)}.docx")
            progress(rank, len(found.drawn))
