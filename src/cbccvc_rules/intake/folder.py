"""A folder of tables: which file is which table, by name or as `batch.yaml` says."""

from __future__ import annotations

import unicodedata
from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, ProblemSeverity, nearest
from cbccvc_rules.intake.base import TakenFile, take
from cbccvc_rules.intake.encoding import decoded
from cbccvc_rules.intake.kinds import kind_of, lookalikes, suffixes
from cbccvc_rules.marked import Marked, read_marked
from cbccvc_rules.model.alphabet import in_order
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from cbccvc_rules.model.alphabet import Order

HEADER = "batch.yaml"


@dataclass(slots=True)
class Found:
    """The files of a round: each table's, those that some table claims, and what is wrong."""

    tables: dict[str, Path] = field(default_factory=dict)
    claimed: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    fatal: list[Problem] = field(default_factory=list)


def read_header_file(folder: Path) -> tuple[Marked | None, TakenFile | None, list[Problem]]:
    """Read `batch.yaml`, where there is one."""
    path = _files(folder).get(_key(HEADER))
    if path is None:
        return None, None, []
    file = take(path, path.name)
    if isinstance(file, Problem):
        # An empty header tells nothing; what is then missing is said as of one that has no key.
        empty = file.code == "file-empty"
        return (read_marked("", path.name), None, []) if empty else (None, None, [file])
    text = decoded(file)
    if isinstance(text, Problem):
        return None, file, [text]
    return read_marked(text, file.source), file, []


def find_tables(folder: Path, renamed: Mapping[str, str], marked: Marked | None) -> Found:
    """Find the file of each table."""
    files = _files(folder)
    found = Found()
    for table in TABLES:
        if table in renamed:
            _find_renamed(table, renamed[table], files, found, marked)
        else:
            _find_by_name(table, files, found)
    found.problems.extend(_not_used(files, found.claimed))
    if not found.tables and not found.fatal:
        known = ", ".join(f"`{table}.csv`" for table in TABLES)
        params = {"path": folder.name or str(folder), "known": known}
        found.fatal.append(Problem("nothing-in-folder", None, params))
    return found


MAX_DEPTH = 8
"""How far folders in folders are looked into: a province, its districts, their communes, …"""


def rounds_in(folder: Path) -> list[str]:
    """Return the rounds in a folder that is none itself: lists, folders of tables, and deeper ones.

    They are called by their path from the folder, and stand in the order of the alphabet: a folder
    with all that is in it has its place among the files beside it.
    """
    if not folder.is_dir() or _is_round(folder):
        return []
    return ["/".join(parts) for parts in sorted(_inside(folder, 1), key=_in_order)]


_OF_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
_TOLD_ABOUT = ".md"
"""What a folder says of itself, as README.md does, is nobody's list."""


def not_read_in(folder: Path) -> Iterator[Problem]:
    """Say which files lie beside the lists of a folder and are not read: some may be lists."""
    if folder.is_dir() and not _is_round(folder):
        names = ["/".join(parts) for parts in _others(folder, 1)]
        if names:
            params = {"path": folder.name or str(folder), "files": ", ".join(sorted(names))}
            yield Problem("files-not-read", None, params, severity="warning")


def _others(folder: Path, depth: int) -> Iterator[tuple[str, ...]]:
    """Yield the files of a folder, and of those in it, that are no lists and belong to no round."""
    for key, path in _files(folder).items():
        if not _is_list(path) and key not in _OF_SYSTEM and path.suffix.lower() != _TOLD_ABOUT:
            yield (path.name,)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink() and path.name[0] not in ".~":
            below = _others(path, depth + 1) if depth < MAX_DEPTH and not _is_round(path) else ()
            yield from ((path.name, *one) for one in below)


def _inside(folder: Path, depth: int) -> Iterator[tuple[str, ...]]:
    yield from ((path.name,) for path in _files(folder).values() if _is_list(path))
    for path in folder.iterdir():
        if not path.is_dir() or path.is_symlink() or path.name[0] in ".~":
            continue
        if _is_round(path):
            yield (path.name,)
        elif depth < MAX_DEPTH:
            yield from ((path.name, *below) for below in _inside(path, depth + 1))


def _in_order(parts: Sequence[str]) -> list[Order]:
    return [in_order(part) for part in parts]


def _is_round(folder: Path) -> bool:
    """Return whether a folder says what it is, or holds a table under its name."""
    names = _files(folder)
    endings = (*suffixes(), *lookalikes())
    tables = {_key(table + suffix) for table in TABLES for suffix in endings}
    return _key(HEADER) in names or bool(tables & names.keys())


def _is_list(path: Path) -> bool:
    kind = kind_of(path.suffix)
    return kind is not None and not kind.common


def _files(folder: Path) -> dict[str, Path]:
    """Return the files of a folder by folded name; what begins with `.` or `~` is no data."""
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    return {_key(path.name): path for path in paths if path.name[0] not in ".~"}


def _key(name: str) -> str:
    """Return a name as it is compared: macOS writes NFD, Windows does not tell case."""
    return unicodedata.normalize("NFC", name).casefold()


def _find_renamed(
    table: str, name: str, files: Mapping[str, Path], found: Found, marked: Marked | None
) -> None:
    place = None if marked is None else marked.place(("tables", table))
    params = {"path": name, "table": table, "nearest": ""}
    if "/" in name or "\\" in name:
        found.fatal.append(Problem("table-outside-folder", place, params, read=name))
        return
    path = files.get(_key(name))
    if path is None:
        names = [file.name for file in files.values()]
        params["nearest"] = nearest(name, names) or ""
        found.fatal.append(Problem("table-file-missing", place, params, read=name))
    elif kind_of(path.suffix) is None:
        found.fatal.append(not_readable(path.name, path.suffix, place))
    else:
        found.tables[table] = path
        found.claimed.add(_key(path.name))


def _find_by_name(table: str, files: Mapping[str, Path], found: Found) -> None:
    endings = (*suffixes(), *lookalikes())
    paths = [files[name] for suffix in endings if (name := _key(table + suffix)) in files]
    found.claimed.update(_key(path.name) for path in paths)
    if len(paths) > 1:
        params = {"table": table, "path": paths[0].name, "other": paths[1].name}
        found.fatal.append(Problem("table-file-twice", Place(paths[1].name), params))
    elif paths:
        found.tables[table] = paths[0]


def _not_used(files: Mapping[str, Path], claimed: set[str]) -> Iterator[Problem]:
    """Name the tables that lie in the folder and are not read, and a header with a wrong name."""
    for key, path in files.items():
        header = nearest(path.name, [HEADER]) if path.suffix.lower() in {".yml", ".yaml"} else None
        table = None if kind_of(path.suffix) is None else nearest(path.stem, TABLES)
        if key in claimed or key == _key(HEADER):
            continue
        if header is None and kind_of(path.suffix) is None:
            continue
        near = header or (None if table is None else f"{table}{path.suffix.lower()}")
        near = None if near is not None and _key(near) in files else near
        kind = kind_of(path.suffix)
        if near is None and kind is not None and kind.common:
            continue
        params = {"path": path.name, "known": ", ".join(TABLES), "nearest": near or ""}
        severity: ProblemSeverity = "notice" if near is None else "warning"
        yield Problem("file-not-used", Place(path.name), params, severity=severity)


def not_readable(name: str, suffix: str, place: Place | None) -> Problem:
    """Say of a file that its ending stands for no kind that can be read."""
    known = ", ".join(f"`{one}`" for one in suffixes())
    params = {"path": name, "suffix": suffix, "known": known, "nearest": ""}
    params["nearest"] = nearest(suffix, suffixes()) or ""
    return Problem("not-a-folder" if suffix else "file-without-ending", place, params, read=name)
