"""Options that several commands share, and how their texts are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from cbccvc_rules.api import day_asked, read
from cbccvc_rules.cli.settings import settle
from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.model.joined import JOIN_BY
from cbccvc_rules.sources import ADDRESS, LANGS

if TYPE_CHECKING:
    from datetime import date

    from cbccvc_rules.model.batch import Batch

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
_ONE_BATCH = click.argument("batch", is_eager=True, callback=settle)
_BATCHES = click.argument(
    "batches", nargs=-1, required=True, metavar="BATCH...", is_eager=True, callback=settle
)
_QUESTION_OPTIONS = (
    click.option("--period", help="Period rated: 2024, or 2023-2024 for a school year."),
    click.option("--on", help="Day of the rating act (2024-12-14); it decides which law applies."),
    click.option(
        "--stage", type=click.Choice(list(RATING_COLUMNS)), help="Which rating column is judged."
    ),
    click.option(
        "--pack",
        "packs",
        multiple=True,
        help="Add a pack by its name, or a local one by its folder; -NAME leaves one out.",
    ),
    click.option(
        "--reading", "readings", multiple=True, metavar="NAME=VALUE", help="Choose a reading."
    ),
    click.option(
        "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="Set a figure."
    ),
)
_READING = "cbccvc_rules.reading"


def _kept(ctx: click.Context, param: click.Parameter, value: str | tuple[str, ...] | None) -> None:
    """Keep what is asked of reading beside the command, for `asked_of_reading`."""
    if value is not None and value != ():
        ctx.meta.setdefault(_READING, {})[param.name] = value


class AskedOfReading(TypedDict, total=False):
    """What a command line says of reading a round, as `read` takes it."""

    staff: str
    units: str
    disciplines: str
    counts: str
    history: str
    scorecards: str
    with_: tuple[str, ...]
    join_by: str
    mask: str


def asked_of_reading() -> AskedOfReading:
    """Return the tables of a database, the files joined to a round, the key it is masked with."""
    asked: AskedOfReading = click.get_current_context().meta.get(_READING, {})
    return asked


_JOIN_OPTIONS = (
    click.option(
        "--with",
        "with_",
        multiple=True,
        metavar="FILE",
        expose_value=False,
        callback=_kept,
        help="Join a file by id: leave, disciplines, unit grades, history; again for more.",
    ),
    click.option(
        "--join-by",
        type=click.Choice(JOIN_BY),
        expose_value=False,
        callback=_kept,
        help="Join rows without an id by name and unit, where only one person can be meant.",
    ),
)
_DATABASE_OPTIONS = tuple(
    click.option(
        f"--{table}",
        metavar="TABLE",
        expose_value=False,
        callback=_kept,
        help=f"With BATCH a postgresql:// address: table or query for {table}.",
    )
    for table in TABLES
)
_MASK_OPTION = click.option(
    "--mask",
    metavar="KEY",
    expose_value=False,
    callback=_kept,
    help="Put pseudonyms in the place of ids and names; the same key makes the same ones.",
)
_RULE_OPTIONS = (
    click.option(
        "--previous",
        multiple=True,
        metavar="PATH",
        help="Last year's round, whose grades become history; again for a year before.",
    ),
    click.option("--select", multiple=True, metavar="RULE", help="Judge these rules only."),
    click.option("--ignore", multiple=True, metavar="RULE", help="Leave rules out."),
)


class Asked(TypedDict):
    """What is judged and how, as `check` and `dossier` take it."""

    packs: tuple[str, ...]
    readings: dict[str, str]
    parameters: dict[str, str]
    select: tuple[str, ...]
    ignore: tuple[str, ...]


class ColumnsTold(TypedDict):
    """What a command line says of the columns of a file, as `read` takes it."""

    columns: dict[str, str]
    fill: dict[str, str]
    labels: dict[str, str]
    mapping: str | None


_COLUMNS = "cbccvc_rules.columns"


def _kept_of_columns(
    ctx: click.Context, param: click.Parameter, value: str | Path | tuple[str, ...] | None
) -> None:
    """Keep what is said of columns beside the command, for `columns_asked`."""
    ctx.meta.setdefault(_COLUMNS, {})[param.name] = value


def columns_asked() -> ColumnsTold:
    """Return what is said of the columns of a file.

    Raises:
        UsageError: for every text without a name or a value.
    """
    told = click.get_current_context().meta.get(_COLUMNS, {})
    return {
        "columns": pairs(told.get("map") or ()),
        "fill": pairs(told.get("fill") or ()),
        "labels": pairs(told.get("label") or ()),
        "mapping": told.get("mapping"),
    }


def mapping_to_save() -> Path | None:
    """Return the file into which is to be written how the columns were read."""
    path: Path | None = click.get_current_context().meta.get(_COLUMNS, {}).get("save_mapping")
    return path


_COLUMN_OPTIONS = (
    click.option(
        "--map",
        multiple=True,
        metavar="COLUMN=FIELD",
        expose_value=False,
        callback=_kept_of_columns,
        help="Say what a column is, by heading or letter; - for FIELD: not used.",
    ),
    click.option(
        "--fill",
        multiple=True,
        metavar="FIELD=VALUE",
        expose_value=False,
        callback=_kept_of_columns,
        help="Say what holds for every row and stands in no column.",
    ),
    click.option(
        "--label",
        multiple=True,
        metavar="LABEL=GRADE",
        expose_value=False,
        callback=_kept_of_columns,
        help="Say which grade a label means.",
    ),
    click.option(
        "--mapping",
        metavar="FILE",
        expose_value=False,
        callback=_kept_of_columns,
        help="Read columns as a file says that --save-mapping wrote.",
    ),
)
save_mapping_option = click.option(
    "--save-mapping",
    type=click.Path(path_type=Path),
    metavar="FILE",
    expose_value=False,
    callback=_kept_of_columns,
    help="Write down how the columns were read, for --mapping next time.",
)


def question_options(command: Command) -> Command:
    """Add the argument and options that say which round is asked about, under which readings."""
    options = (
        _ONE_BATCH,
        *_QUESTION_OPTIONS,
        *_COLUMN_OPTIONS,
        *_JOIN_OPTIONS,
        _MASK_OPTION,
        *_DATABASE_OPTIONS,
    )
    for option in reversed(options):
        command = option(command)
    return command


def several_question_options(command: Command) -> Command:
    """Add what `question_options` adds; there may be several rounds."""
    options = (
        _BATCHES,
        *_QUESTION_OPTIONS,
        *_COLUMN_OPTIONS,
        *_JOIN_OPTIONS,
        _MASK_OPTION,
        *_DATABASE_OPTIONS,
    )
    for option in reversed(options):
        command = option(command)
    return command


_ROUND_OPTIONS = (
    *_QUESTION_OPTIONS,
    *_RULE_OPTIONS,
    *_COLUMN_OPTIONS,
    *_JOIN_OPTIONS,
    _MASK_OPTION,
    *_DATABASE_OPTIONS,
)


def round_options(command: Command) -> Command:
    """Add the argument and options that say which round is judged, and how."""
    for option in reversed((_ONE_BATCH, *_ROUND_OPTIONS)):
        command = option(command)
    return command


def rounds_options(command: Command) -> Command:
    """Add what `round_options` adds; there may be several rounds."""
    for option in reversed((_BATCHES, *_ROUND_OPTIONS)):
        command = option(command)
    return command


def pairs(texts: Sequence[str]) -> dict[str, str]:
    """Read NAME=VALUE texts.

    Raises:
        UsageError: for every text without a name or a value.
    """
    split = [text.partition("=") for text in texts]
    wrong = [
        Problem("option-pair", None, read=text)
        for text, (name, _, value) in zip(texts, split, strict=True)
        if not name or not value
    ]
    if wrong:
        raise UsageError(*wrong)
    return {name: value for name, _, value in split}


def folder_of(batch: str) -> str:
    """Return the folder that the files of a round stand in, as the round was named."""
    if ADDRESS in batch:
        return ""
    path = Path(batch)
    folder = path if path.is_dir() else path.parent
    return "" if folder == Path() else folder.as_posix()


def day(text: str | None) -> date | None:
    """Read a day of an option.

    Raises:
        UsageError: for a text that is no day.
    """
    return None if text is None else day_asked(text)


def read_asked(
    batch: str,
    period: str | None,
    on: str | None,
    stage: str | None,
    previous: Sequence[str] = (),
    *,
    in_rows: bool = True,
) -> Batch:
    """Read a round with all that the options of the command say of it.

    Unless it is needed `in_rows`, a long list may stay in its file.
    """
    return read(
        batch,
        period=period,
        on=day(on),
        stage=stage,
        previous=previous,
        in_file=False if in_rows else None,
        **asked_of_reading(),
        **columns_asked(),
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
