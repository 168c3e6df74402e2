"""`cbccvc summary`: the yearly tables of a round, adding up to the last person."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from cbccvc_rules.api.many import rounds_of
from cbccvc_rules.api.receipt import receipt
from cbccvc_rules.api.summary import summary
from cbccvc_rules.cli.asked import law_asked, read_asked
from cbccvc_rules.cli.options import (
    answer_format_option,
    form_of,
    lang_option,
    output_option,
    several_question_options,
)
from cbccvc_rules.cli.output import NOTHING_JUDGED, put, says_problems, without_password
from cbccvc_rules.errors import BatchError, NoLawError
from cbccvc_rules.model.summary import SummedRound
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.summary import SUMMARIES
from cbccvc_rules.version import DISTRIBUTION, VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.sources import Lang


@click.command("summary")
@several_question_options
@answer_format_option(tuple(SUMMARIES), what="the tables")
@click.option(
    "--names/--no-names",
    default=None,
    help="Name those counted nowhere (text, xlsx and docx do by default).",
)
@output_option
@lang_option
@says_problems
def summary_command(
    batches: tuple[str, ...],
    form: str | None,
    names: bool | None,
    output: Path | None,
    lang: Lang,
) -> None:
    """Print how many people of each unit, category and post have each rating, and add them up.

    Everybody who is listed is counted in one cell, or told with the reason. Several rounds are
    summed up one by one and together; exit code 1 if anything does not add up.
    """
    written = form_of(form, output, tuple(SUMMARIES))
    law = law_asked()
    rounds: list[SummedRound] = []
    refused: list[BatchError | NoLawError] = []
    paths = rounds_of(batches)
    for path in paths:
        name = without_password(path)
        try:
            batch = read_asked(path, among=paths)
            made = summary(batch, **law)
        except (BatchError, NoLawError) as problem:
            refused.append(problem)
            rounds.append(SummedRound(name, refused=problem.problems))
        else:
            rounds.append(SummedRound(name, made, judged_by=receipt(batch, **law)))
    if len(rounds) == len(refused) == 1:
        raise refused[0]
    options = Options(lang, names, tool=DISTRIBUTION, version=VERSION)
    put(SUMMARIES[written](rounds, options), output)
    wrong = any(one.summary is not None and not one.summary.adds_up for one in rounds)
    sys.exit(NOTHING_JUDGED if refused else int(wrong))
