"""`cbccvc repair`: the smallest lawful set of changes of ratings."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from cbccvc_rules.api.repair import repair
from cbccvc_rules.cli.asked import read_asked, rules_asked
from cbccvc_rules.cli.options import (
    answer_format_option,
    fail_level_option,
    form_of,
    lang_option,
    lock_option,
    locked,
    output_option,
    round_options,
)
from cbccvc_rules.cli.output import LONG_ROUND, progress_bar, put, says_problems
from cbccvc_rules.cli.receipts import made_by
from cbccvc_rules.errors import UsageError
from cbccvc_rules.model.rows import MAX_ROWS
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.repair import repair_csv, repair_json, repair_text

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.repaired import Repair
    from cbccvc_rules.sources import Lang

_IN_FILE = frozenset({"list-mend", "list-rule", "list-unplaced"})
FORMATS = ("text", "json", "csv")
"""The formats of a mend: `csv` has its changes alone, a row each."""


@click.command("repair")
@round_options
@lock_option
@click.option(
    "--order",
    metavar="COLUMN",
    help="Of people who stand equal, change the lowest in a column first; -COLUMN: the highest.",
)
@click.option("--may-raise", is_flag=True, help="Ratings may be raised, too, where that mends.")
@click.option(
    "--units-may-change",
    is_flag=True,
    help="Lower units' grades that break a rule, before people's ratings are mended.",
)
@answer_format_option(FORMATS)
@output_option
@lang_option
@fail_level_option("is mended")
@click.option("--names/--no-names", default=None, help="Name people (text does, JSON does not).")
@says_problems
def repair_command(
    batch: str,
    locks: tuple[str, ...],
    order: str | None,
    may_raise: bool,
    units_may_change: bool,
    form: str | None,
    output: Path | None,
    lang: Lang,
    fail_level: Severity,
    names: bool | None,
) -> None:
    """Print the smallest lawful set of changes of the ratings in BATCH; no file is changed.

    Fewest people, then fewest steps of the scale. Of people who stand equal before the law none is
    picked. The exit code is 0 where nothing has to change, 1 where something has to or cannot.
    """
    form = form_of(form, output, FORMATS)
    kept = tuple(locked(locks))
    rounds = read_asked(batch, in_rows=False)
    with progress_bar(batch, long=rounds.people >= LONG_ROUND) as progress:

        def mended(rounds: Batch) -> Repair:
            return repair(
                rounds,
                **rules_asked(),
                locked=kept,
                order=order,
                may_raise=may_raise,
                units_may_change=units_may_change,
                level=fail_level,
                progress=progress,
            )

        try:
            found = mended(rounds)
        except UsageError as fault:
            if not _by_rows(rounds, fault):
                raise
            rounds = read_asked(batch)
            found = mended(rounds)
    match form:
        case "json":
            said = repair_json(found, named=bool(names), receipt=made_by(rounds, rules_asked()))
        case "csv":
            said = repair_csv(found, Options(lang, names))
        case _:
            said = repair_text(found, Options(lang, names))
    put(said, output)
    sys.exit(0 if found.nothing else 1)


def _by_rows(rounds: Batch, fault: UsageError) -> bool:
    """Return whether what cannot be mended in its file can be read row by row instead."""
    codes = {one.code for one in fault.problems}
    return rounds.in_file is not None and rounds.in_file.size <= MAX_ROWS and codes <= _IN_FILE
