"""`cbccvc mapping`: as what the columns of a file are read, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cbccvc_rules.api import (
    columns_json,
    columns_text,
    columns_told,
    columns_words,
)
from cbccvc_rules.cli.asked import mapping_to_save, read_asked
from cbccvc_rules.cli.options import (
    answer_format_option,
    form_of,
    lang_option,
    output_option,
    question_options,
    save_mapping_option,
)
from cbccvc_rules.cli.output import put, says_problems, talk
from cbccvc_rules.reports.entries import printable

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.sources import Lang


@click.command("mapping")
@question_options
@answer_format_option()
@save_mapping_option
@output_option
@lang_option
@says_problems
def mapping_command(
    batch: str,
    form: str | None,
    output: Path | None,
    lang: Lang,
) -> None:
    """Print as what each column of BATCH is read, by which rule, and how sure that is."""
    rounds = read_asked(batch, in_rows=False)
    as_json = form_of(form, output) == "json"
    put(columns_json(rounds) if as_json else printable(columns_text(rounds, lang)), output)
    _save(rounds)


def tell_columns(rounds: Batch, name: str, lang: Lang) -> None:
    """Say in short how columns were read that are not called by their own names; write it down."""
    words = columns_words(rounds, name, lang)
    if words is not None:
        talk(words)
    _save(rounds)


def _save(rounds: Batch) -> None:
    path = mapping_to_save()
    if path is not None:
        put(columns_told(rounds), path)
