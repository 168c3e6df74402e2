"""What the options of a command say of the round asked about: kept beside the command, taken here.

Every command on a round has these options. They are not parameters of each, so that one that comes
is written down once, in `options`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, cast

import click

from cbccvc_rules.api import day_asked, read
from cbccvc_rules.api.many import round_names
from cbccvc_rules.cli.output import remember_read
from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.model.chosen import of_sheet
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.sources import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cbccvc_rules.model.batch import Batch

_ASKED = "cbccvc_rules.asked"
_OF_READING = ("stage", "previous", "with_", "join_by", "mask", "mapping", *TABLES)
"""What is handed to `read` as it was typed."""


class LawAsked(TypedDict):
    """Under which law a round is judged, as the functions of the library take it."""

    packs: tuple[str, ...]
    readings: dict[str, str]
    parameters: dict[str, str]


class RulesAsked(LawAsked):
    """Under which law, and by which of its rules."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]


class _ReadSo(TypedDict, total=False):
    """What a command line says of reading a round, as `read` takes it."""

    stage: str
    previous: tuple[str, ...]
    staff: str
    units: str
    disciplines: str
    counts: str
    history: str
    scorecards: str
    with_: tuple[str, ...]
    join_by: str
    mask: str
    mapping: str


def keep(
    ctx: click.Context, param: click.Parameter, value: str | Path | tuple[str, ...] | None
) -> None:
    """Keep what an option says beside the command; what is not said is not there."""
    if value is not None and value != ():
        ctx.meta.setdefault(_ASKED, {})[param.name] = value


def law_asked() -> LawAsked:
    """Return the packs, readings and parameters asked for.

    Raises:
        UsageError: for every text without a name or a value.
    """
    return {
        "packs": _several("packs"),
        "readings": pairs(_several("readings")),
        "parameters": pairs(_several("parameters")),
    }


def rules_asked() -> RulesAsked:
    """Return what `law_asked` does, and which rules alone are judged or left out.

    Raises:
        UsageError: for every text without a name or a value.
    """
    return {**law_asked(), "select": _several("select"), "ignore": _several("ignore")}


def read_asked(batch: str, *, in_rows: bool = True, among: Sequence[str] = ()) -> Batch:
    """Read a round with all that the options of the command say of it.

    Unless it is needed `in_rows`, a long list may stay in its file. What is said of another one of
    the rounds `among` which it is, by its name, is not said of it.
    """
    said = _said()
    how = cast("_ReadSo", {name: said[name] for name in _OF_READING if name in said})
    rounds = read(
        batch,
        period=_text("period"),
        on=day(_text("on")),
        in_file=False if in_rows else None,
        columns=_of_round(pairs(_several("map")), batch, among),
        fill=_of_round(pairs(_several("fill")), batch, among),
        labels=pairs(_several("label")),
        **how,
    )
    folder = Path(folder_of(batch))
    files = (one for one in rounds.sources if ADDRESS not in one.path)
    remember_read(one.file or folder / one.path for one in files)
    return rounds


def _of_round(told: dict[str, str], batch: str, among: Sequence[str]) -> dict[str, str]:
    """Leave out what is said of other rounds."""
    names = round_names(among)
    own = names.get(batch, frozenset())
    others = {name for one in names.values() for name in one} - own
    return {name: value for name, value in told.items() if of_sheet(name)[0] not in others}


def mapping_to_save() -> Path | None:
    """Return the file into which is to be written how the columns were read."""
    return cast("Path | None", _said().get("save_mapping"))


def pairs(texts: Sequence[str]) -> dict[str, str]:
    """Read NAME=VALUE texts.

    Raises:
        UsageError: for every text without a name or a value, and for a name with two values.
    """
    split = [text.partition("=") for text in texts]
    wrong = [
        Problem("option-pair", None, read=text)
        for text, (name, _, value) in zip(texts, split, strict=True)
        if not name or not value
    ]
    told: dict[str, str] = {}
    for name, _, value in split:
        if told.setdefault(name, value) != value:
            params = {"name": name, "one": told[name], "other": value}
            wrong.append(Problem("option-twice", None, params, read=f"{name}={value}"))
    if wrong:
        raise UsageError(*wrong)
    return told


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


def _said() -> dict[str, object]:
    said: dict[str, object] = click.get_current_context().meta.get(_ASKED, {})
    return said


def _text(name: str) -> str | None:
    return cast("str | None", _said().get(name))


def _several(name: str) -> tuple[str, ...]:
    return cast("tuple[str, ...]", _said().get(name, ()))
