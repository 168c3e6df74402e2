"""Options that stand in a file beside the round: `cbccvc.toml`, or `pyproject.toml`.

What is typed on the command line goes before what stands there. Paths are those from the folder of
the file. Every fault is told with its line, and nothing is judged then.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cbccvc_rules.cli.output import LANG, TOLD_BEFORE, fail
from cbccvc_rules.errors import Problem, UsageError, nearest, said_by_system
from cbccvc_rules.sources import ADDRESS, Place, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

OWN_FILE = "cbccvc.toml"
SHARED_FILE = "pyproject.toml"
_TABLE = ("tool", "cbccvc")
PATHS = frozenset({"output", "waivers", "baseline", "diff", "previous", "with", "mapping"})
"""Options whose values are paths."""
SETTINGS = (
    *("period", "on", "stage", "pack", "reading", "parameter", "previous", "select", "ignore"),
    *("map", "fill", "label", "mapping", "with", "join-by", "mask", "engine", "format", "output"),
    *("lang", "fail-level", "strict", "names", "all-verdicts", "waivers", "baseline", "diff"),
    "statistics",
)
"""Options that may stand in the file, by the names they have on the command line."""
_NAMED = frozenset({"reading", "parameter", "map", "fill", "label"})
"""Options of the form NAME=VALUE, which may be a table."""
_OF_CHECK = frozenset({"format", "output"})
"""Options that say where the report of `check` goes; what other commands tell goes elsewhere."""
_TOLD = Text("Tùy chọn đọc từ `{0}`: {1}", "Options read from `{0}`: {1}")
_AT = re.compile(r"line (\d+), column (\d+)")


def settle(
    ctx: click.Context, _param: click.Parameter, value: str | tuple[str, ...]
) -> str | tuple[str, ...]:
    """Take the options beside a round, or rounds, as what holds where nothing else is typed."""
    given = (value,) if isinstance(value, str) else value
    try:
        path = _one_file(given)
        if path is not None:
            _settle(ctx, path)
    except UsageError as error:
        fail(error, "en" if ctx.meta.get(LANG) == "en" else "vi")
    return value


def _settle(ctx: click.Context, path: Path) -> None:
    name = path.as_posix()
    text = _text(path)
    told = _table_of(text, path)
    params = {one.removeprefix("--"): param for param in ctx.command.params for one in param.opts}
    problems: list[Problem] = []
    defaults: dict[str, object] = {}
    for setting, value in told.items():
        place = Place(name, _line(text, setting), 1)
        if setting not in SETTINGS:
            known = {"option": setting, "known": ", ".join(SETTINGS)}
            near = nearest(setting, SETTINGS) or ""
            problems.append(Problem("setting-unknown", place, {**known, "nearest": near}))
            continue
        param = params.get(setting)
        if param is None or param.name is None:
            continue  # another command has it
        if setting in _OF_CHECK and ctx.command.name != "check":
            continue
        try:
            defaults[param.name] = _value(setting, value, param, path.parent, place)
        except UsageError as error:
            problems.extend(error.problems)
    if problems:
        raise UsageError(*problems)
    if defaults:
        ctx.default_map = defaults
        used = ", ".join(one for one in told if one in params and params[one].name in defaults)
        ctx.meta[TOLD_BEFORE] = Text(*(words.format(name, used) for words in (_TOLD.vi, _TOLD.en)))


def _one_file(rounds: Iterable[str]) -> Path | None:
    """Return the file beside some rounds; None where there is none.

    Raises:
        UsageError: where several rounds have different ones.
    """
    found = dict.fromkeys(path for one in rounds if (path := _beside(one)) is not None)
    if len(found) > 1:
        paths = ", ".join(f"`{path.as_posix()}`" for path in found)
        raise UsageError(Problem("settings-of-several", None, {"paths": paths}))
    return next(iter(found), None)


def _beside(named: str) -> Path | None:
    if ADDRESS in named:
        return None
    path = Path(named)
    folder = path if path.is_dir() else path.parent
    if (folder / OWN_FILE).is_file():
        return folder / OWN_FILE
    shared = folder / SHARED_FILE
    return shared if shared.is_file() and _table_of(_text(shared), shared) else None


def _text(path: Path) -> str:
    """Read a file.

    Raises:
        UsageError: where it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        told: dict[str, str | Text] = {"path": path.as_posix(), "said": said_by_system(fault)}
        raise UsageError(Problem("file-not-readable", None, told)) from fault
    except UnicodeDecodeError as fault:
        raise UsageError(Problem("settings-not-utf8", Place(path.as_posix()))) from fault


def _table_of(text: str, path: Path) -> Mapping[str, object]:
    """Return the options that a file holds.

    Raises:
        UsageError: where it is no TOML, or what should be a table is none.
    """
    try:
        told: object = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        at, lines = _AT.search(str(fault)), text.splitlines() or [""]
        ending = (len(lines), len(lines[-1]) + 1)  # it says "at end of document" there
        place = Place(path.as_posix(), *((int(at[1]), int(at[2])) if at else ending))
        raise UsageError(Problem("settings-not-toml", place, {"said": str(fault)})) from fault
    for name in _TABLE if path.name == SHARED_FILE else ():
        told = told.get(name, {}) if isinstance(told, dict) else told
    if not isinstance(told, dict):
        raise UsageError(Problem("settings-no-table", Place(path.as_posix())))
    return told


def _line(text: str, setting: str) -> int | None:
    """Return the line on which an option stands, the last where its name occurs in several."""
    form = re.compile(rf"\s*\[?(?:tool\.cbccvc\.)?['\"]?{re.escape(setting)}['\"]?\s*[.=\]]")
    hits = [number for number, line in enumerate(text.splitlines(), 1) if form.match(line)]
    return hits[-1] if hits else None


def _value(
    setting: str, value: object, param: click.Parameter, folder: Path, place: Place
) -> object:
    """Return a value as the option takes it.

    Raises:
        UsageError: where it is of another kind, or none of those that may be chosen.
    """
    if isinstance(param, click.Option) and param.is_flag:
        if not isinstance(value, bool):
            raise UsageError(_wrong(setting, value, "true, false", place))
        return value
    texts = list(_texts(setting, value))
    if not texts or (len(texts) > 1 and not param.multiple):
        kind = "[…]" if getattr(param, "multiple", False) else '"…"'
        raise UsageError(_wrong(setting, value, kind, place))
    if isinstance(param.type, click.Choice):
        known = [str(one) for one in param.type.choices]
        wrong = [one for one in texts if one not in known]
        if wrong:
            raise UsageError(_wrong(setting, wrong[0], ", ".join(known), place, known))
    if setting in PATHS or setting == "pack":
        texts = [_from(folder, one) if _is_path(setting, one) else one for one in texts]
    return texts if param.multiple else texts[0]


def _wrong(
    setting: str, value: object, known: str, place: Place, names: Iterable[str] = ()
) -> Problem:
    near = nearest(str(value), list(names)) or ""
    params = {"option": setting, "known": known, "nearest": near}
    return Problem("setting-value", place, params, read=str(value))


def _texts(setting: str, value: object) -> Iterator[str]:
    """Yield the texts that a value says; none where it is of no kind that can be said."""
    if isinstance(value, dict) and setting in _NAMED:
        for name, one in value.items():
            yield from (f"{name}={text}" for text in _texts("", one))
    elif isinstance(value, list):
        for one in value:
            yield from _texts("", one)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, date):
        yield value.isoformat()
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)


def _is_path(setting: str, text: str) -> bool:
    """Return whether a value is a path: a pack is one only where it looks like it."""
    return setting in PATHS or "/" in text or text.startswith(".")


def _from(folder: Path, text: str) -> str:
    return (folder / text).as_posix()
