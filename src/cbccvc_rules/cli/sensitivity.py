"""`cbccvc sensitivity`: how much of the outcome hangs on how the law is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cbccvc_rules.api import sensitivity
from cbccvc_rules.cli.asked import law_asked, pairs, read_asked
from cbccvc_rules.cli.options import (
    answer_format_option,
    form_of,
    lang_option,
    output_option,
    question_options,
)
from cbccvc_rules.cli.output import progress_bar, put, says_problems
from cbccvc_rules.cli.receipts import made_by
from cbccvc_rules.reports.sensitivity import sensitivity_json, sensitivity_text

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.sources import Lang

# Judged once for each reading: long work well before one check is.
_MANY_PEOPLE = 200


@click.command("sensitivity")
@question_options
@click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="NAME=VALUE,…",
    help="A whole set of readings to look at; again for another one.",
)
@answer_format_option()
@click.option("--names/--no-names", default=None, help="Name people in JSON.")
@output_option
@lang_option
@says_problems
def sensitivity_command(
    batch: str,
    sets: tuple[str, ...],
    form: str | None,
    names: bool | None,
    output: Path | None,
    lang: Lang,
) -> None:
    """Print which findings hang on a reading of the law, and the round under other readings.

    Without --set, every other alternative is tried by itself and those that change a finding are
    told.
    """
    rounds = read_asked(batch)
    with progress_bar(batch, long=rounds.people >= _MANY_PEOPLE) as progress:
        found = sensitivity(
            rounds,
            **law_asked(),
            sets=[pairs(one.split(",")) for one in sets],
            progress=progress,
        )
    if form_of(form, output) == "json":
        asked = made_by(rounds, law_asked())
        put(sensitivity_json(found, asked, named=bool(names)), output)
    else:
        put(sensitivity_text(found, lang), output)
