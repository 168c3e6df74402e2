"""`cbccvc sensitivity`: how much of the outcome hangs on how the law is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cbccvc_rules.api import format_of, sensitivity
from cbccvc_rules.cli.options import (
    ANSWER_FORMATS,
    lang_option,
    output_option,
    pairs,
    question_options,
    read_asked,
)
from cbccvc_rules.cli.output import progress_bar, put, says_problems
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
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    help="Format of the answer; by the end of --output's name, else text.",
)
@output_option
@lang_option
@says_problems
def sensitivity_command(
    batch: str,
    period: str | None,
    on: str | None,
    stage: str | None,
    packs: tuple[str, ...],
    readings: tuple[str, ...],
    parameters: tuple[str, ...],
    sets: tuple[str, ...],
    form: str | None,
    output: Path | None,
    lang: Lang,
) -> None:
    """Print which findings hang on a reading of the law, and the round under other readings.

    Without --set, every other alternative is tried by itself and those that change a finding are
    told.
    """
    rounds = read_asked(batch, period, on, stage)
    with progress_bar(batch, long=rounds.people >= _MANY_PEOPLE) as progress:
        found = sensitivity(
            rounds,
            packs=packs,
            readings=pairs(readings),
            parameters=pairs(parameters),
            sets=[pairs(one.split(",")) for one in sets],
            progress=progress,
        )
    as_json = (form or format_of(output, ANSWER_FORMATS)) == "json"
    put(sensitivity_json(found) if as_json else sensitivity_text(found, lang), output)
