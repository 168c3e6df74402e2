"""`cbccvc whatif`: what a change in a round would break and mend."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click

from cbccvc_rules.api import library
from cbccvc_rules.api.session import Session
from cbccvc_rules.cli.asked import law_asked, read_asked, rules_asked
from cbccvc_rules.cli.options import (
    answer_format_option,
    engine_option,
    fail_level_option,
    form_of,
    lang_option,
    output_option,
    round_options,
)
from cbccvc_rules.cli.output import LONG_ROUND, progress_bar, put, says_problems
from cbccvc_rules.cli.receipts import made_by
from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.model.edits import AddRow, Edit, RemoveRow, SetCells
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.changes import changes_json, changes_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.sources import Lang

SET_FORM = "ID.rating=HTTNV"
ADD_FORM = "disciplines: staff_id=ID; track=party; effective_on=2024-06-30"
# An id may hold dots, a value signs of equality; a column holds neither.
_CELL = re.compile(r"(?P<id>.+?)\.(?P<column>[^.=]+)=(?P<value>.*)", re.DOTALL)


@click.command("whatif")
@round_options
@click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="ID.COLUMN=VALUE",
    help="Set a cell of a person, a unit or, as TABLE:ID#ROW.COLUMN, of any row; again for more.",
)
@click.option(
    "--add",
    "adds",
    multiple=True,
    metavar="TABLE:COLUMN=VALUE;…",
    help="Add a row to a table; again for more.",
)
@click.option(
    "--remove",
    "removes",
    multiple=True,
    metavar="ID",
    help="Remove a person, a unit or, as TABLE:ID#ROW, any row; again for more.",
)
@engine_option
@answer_format_option()
@output_option
@lang_option
@fail_level_option()
@click.option(
    "--whole",
    is_flag=True,
    help="Judge the whole round after the change, too: its totals, and the exit code of `check`.",
)
@click.option("--names/--no-names", default=None, help="Name people (text does, JSON does not).")
@says_problems
def whatif_command(
    batch: str,
    sets: tuple[str, ...],
    adds: tuple[str, ...],
    removes: tuple[str, ...],
    engine: str,
    form: str | None,
    output: Path | None,
    lang: Lang,
    fail_level: Severity,
    whole: bool,
    names: bool | None,
) -> None:
    """Print what a change in BATCH would break, mend and leave undecided; no file is changed.

    The changes are made together: first what is set, then what is added, then what is removed.
    Those alone are judged whom they can reach. The exit code is 1 where something would become
    broken or undecided; with --whole, that of `check` on the round after the changes.
    """
    as_json = form_of(form, output) == "json"
    edits = tuple(_edits(sets, adds, removes))
    rounds = read_asked(batch)
    with progress_bar(batch, long=rounds.people >= LONG_ROUND) as progress:
        session = Session(
            rounds,
            **rules_asked(),
            engine=engine,
            progress=progress,
        )
        changes = session.apply(*edits)
        after = session.findings if whole else None
    if as_json:
        asked = made_by(rounds, rules_asked())
        put(changes_json(changes, after, named=bool(names), receipt=asked), output)
    else:
        titles = library(law_asked()["packs"]).names()
        put(changes_text(changes, after, titles, Options(lang, names)), output)
    sys.exit(1 if (after or changes).fails(fail_level) else 0)


def _edits(sets: Sequence[str], adds: Sequence[str], removes: Sequence[str]) -> Iterator[Edit]:
    """Read the changes told on the command line.

    Raises:
        UsageError: for every text that is none, and where there is none at all.
    """
    wrong: list[Problem] = []
    if not (sets or adds or removes):
        wrong.append(Problem("edit-none"))
    for text in sets:
        table, rest = _in_table(text)
        if cell := _CELL.fullmatch(rest):
            yield SetCells(cell["id"], {cell["column"].strip(): cell["value"].strip()}, table)
        else:
            wrong.append(Problem("edit-not-understood", None, {"form": SET_FORM}, read=text))
    for text in adds:
        table, _, rest = text.partition(":")
        if cells := _cells(rest):
            yield AddRow(table.strip(), cells)
        else:
            wrong.append(Problem("edit-not-understood", None, {"form": ADD_FORM}, read=text))
    for text in removes:
        table_of, id_ = _in_table(text)
        yield RemoveRow(id_, table_of)
    if wrong:
        raise UsageError(*wrong)


def _in_table(text: str) -> tuple[str | None, str]:
    """Part the table from what follows it; a text before a colon that is no table is of an id."""
    table, colon, rest = text.partition(":")
    return (table, rest.strip()) if colon and table in TABLES else (None, text)


def _cells(text: str) -> dict[str, str]:
    """Read `column=value; column=value`; a part without a sign is more of the value before it."""
    cells: dict[str, str] = {}
    last = ""
    for part in text.split(";"):
        name, sign, value = part.partition("=")
        if sign:
            last = name.strip()
            cells[last] = value.strip()
        elif part.strip():
            cells[last] = f"{cells.get(last, '')};{part}"
    return {} if "" in cells else cells
