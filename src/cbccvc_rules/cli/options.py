"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from cbccvc_rules.api import format_of
from cbccvc_rules.cli.asked import keep
from cbccvc_rules.cli.settings import settle
from cbccvc_rules.engines.kinds import KINDS as ENGINES
from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.model.finding import SEVERITIES
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.model.joined import JOIN_BY
from cbccvc_rules.sources import LANGS

Command = TypeVar("Command", bound=Callable[..., Any])

ANSWER_FORMATS = ("text", "json")
"""The formats of what is no report of findings."""

lang_option = click.option(
    "--lang", type=click.Choice(LANGS), default="vi", show_default=True, help="Language of output."
)
output_option = click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write to a file instead."
)
lock_option = click.option(
    "--lock",
    "locks",
    multiple=True,
    metavar="ID",
    help="Keep a person's rating as it is; or those of a file, an id a line: @FILE.",
)
_kept_option = partial(click.option, expose_value=False, callback=keep)
"""An option that `asked` takes: no parameter of the commands that have it."""
_ONE_BATCH = click.argument("batch", is_eager=True, callback=settle)
_BATCHES = click.argument(
    "batches", nargs=-1, required=True, metavar="BATCH...", is_eager=True, callback=settle
)
_LAW_OPTIONS = (
    _kept_option("--period", help="Period rated: 2024, or 2023-2024 for a school year."),
    _kept_option("--on", help="Day of the rating act (2024-12-14); it decides which law applies."),
    _kept_option(
        "--stage", type=click.Choice(list(RATING_COLUMNS)), help="Which rating column is judged."
    ),
    _kept_option(
        "--pack",
        "packs",
        multiple=True,
        help="Add a pack by its name, or a local one by its folder; -NAME leaves one out.",
    ),
    _kept_option(
        "--reading", "readings", multiple=True, metavar="NAME=VALUE", help="Choose a reading."
    ),
    _kept_option(
        "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="Set a figure."
    ),
)
_RULE_OPTIONS = (
    _kept_option(
        "--previous",
        multiple=True,
        metavar="PATH",
        help="Last year's round, whose grades become history; again for a year before.",
    ),
    _kept_option("--select", multiple=True, metavar="RULE", help="Judge these rules only."),
    _kept_option("--ignore", multiple=True, metavar="RULE", help="Leave rules out."),
)
_READING_OPTIONS = (
    _kept_option(
        "--map",
        multiple=True,
        metavar="COLUMN=FIELD",
        help="Say what a column is, by heading or letter; - for FIELD: not used.",
    ),
    _kept_option(
        "--fill",
        multiple=True,
        metavar="FIELD=VALUE",
        help="Say what holds for every row and stands in no column.",
    ),
    _kept_option(
        "--label", multiple=True, metavar="LABEL=GRADE", help="Say which grade a label means."
    ),
    _kept_option(
        "--mapping", metavar="FILE", help="Read columns as a file says that --save-mapping wrote."
    ),
    _kept_option(
        "--with",
        "with_",
        multiple=True,
        metavar="FILE",
        help="Join a file by id: leave, disciplines, unit grades, history; again for more.",
    ),
    _kept_option(
        "--join-by",
        type=click.Choice(JOIN_BY),
        help="Join rows without an id by name and unit, where only one person can be meant.",
    ),
    _kept_option(
        "--mask",
        metavar="KEY",
        help="Put pseudonyms in the place of ids and names; the same key makes the same ones.",
    ),
    *(
        _kept_option(
            f"--{table}",
            metavar="TABLE",
            help=f"With BATCH a postgresql:// address: table or query for {table}.",
        )
        for table in TABLES
    ),
)
save_mapping_option = _kept_option(
    "--save-mapping",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write down how the columns were read, for --mapping next time.",
)


def _with(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Return a decorator that adds options in their order."""

    def added(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return added


question_options = _with(_ONE_BATCH, *_LAW_OPTIONS, *_READING_OPTIONS)
"""The argument and options that say which round is asked about, under which readings."""
several_question_options = _with(_BATCHES, *_LAW_OPTIONS, *_READING_OPTIONS)
"""What `question_options` adds; there may be several rounds."""
round_options = _with(_ONE_BATCH, *_LAW_OPTIONS, *_RULE_OPTIONS, *_READING_OPTIONS)
"""The argument and options that say which round is judged, and by which rules."""
rounds_options = _with(_BATCHES, *_LAW_OPTIONS, *_RULE_OPTIONS, *_READING_OPTIONS)
"""What `round_options` adds; there may be several rounds."""


engine_option = click.option(
    "--engine",
    type=click.Choice(["auto", *ENGINES]),
    default="auto",
    show_default=True,
    help="Which engine judges; the findings are the same.",
)


def answer_format_option(
    formats: Sequence[str] = ANSWER_FORMATS, what: str = "the answer"
) -> Callable[[Command], Command]:
    """Return the option that says in which format an answer is given."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        help=f"Format of {what}; by the end of --output's name, else text.",
    )


def form_of(form: str | None, output: Path | None, formats: Sequence[str] = ANSWER_FORMATS) -> str:
    """Return the format asked for, else the one that the name of the output ends in."""
    return form or format_of(output, formats)


def fail_level_option(what: str = "makes the exit code 1") -> Callable[[Command], Command]:
    """Return the option that says which severity weighs."""
    return click.option(
        "--fail-level",
        type=click.Choice(SEVERITIES),
        default="violation",
        show_default=True,
        help=f"Lowest severity that {what}.",
    )


def locked(locks: Sequence[str]) -> Iterator[str]:
    """Yield the ids that `--lock` tells, and those of files.

    Raises:
        UsageError: for a file that cannot be read.
    """
    for told in locks:
        if not told.startswith("@"):
            yield told
            continue
        try:
            lines = Path(told[1:]).read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):
            raise UsageError(Problem("lock-file-not-read", None, {"path": told[1:]})) from None
        yield from (line.strip() for line in lines if line.strip())
