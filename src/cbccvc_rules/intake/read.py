"""The way from a path to a batch: find the files, read them all, report everything at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import BatchError, Problem, nearest
from cbccvc_rules.intake.base import take
from cbccvc_rules.intake.folder import find_tables, not_readable, read_header_file
from cbccvc_rules.intake.headers import headed
from cbccvc_rules.intake.kinds import kind_of
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.header import Round, Wishes, read_header, the_round
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cbccvc_rules.marked import Marked
    from cbccvc_rules.model.rows import RawTable, SourceFile
    from cbccvc_rules.model.scale import Labels


def read_batch(
    path: Path,
    labels: Labels,
    *,
    period: str | None = None,
    on: date | str | None = None,
    occasion: str | None = None,
    stage: str | None = None,
    packs: Sequence[str] = (),
    readings: Mapping[str, str] | None = None,
    parameters: Mapping[str, str] | None = None,
) -> Batch:
    """Read a round: a folder with a file a table, or one staff list with a `period`.

    What is told here wins over `batch.yaml`.

    Raises:
        BatchError: when nothing in it can be judged; with every problem found.
    """
    wishes = Wishes(period, on, occasion, stage, tuple(packs), readings, parameters)
    if path.is_dir():
        return _read_folder(path, labels, wishes)
    if not path.is_file():
        raise BatchError(_no_such(path))
    if kind_of(path.suffix) is None:
        raise BatchError(not_readable(path.name, path.suffix, None))
    return _batch(None, wishes, {"staff": path}, labels, _Reading())


class _Reading:
    """What has been read so far: tables, files, problems; `fatal` ones end the reading."""

    def __init__(self) -> None:
        self.tables: list[RawTable] = []
        self.sources: list[SourceFile] = []
        self.problems: list[Problem] = []
        self.fatal: list[Problem] = []

    def table(self, name: str, path: Path) -> None:
        """Read one table from its file."""
        file = take(path, path.name)
        kind = kind_of(path.suffix)
        if isinstance(file, Problem) or kind is None:
            self.fatal.append(
                file if isinstance(file, Problem) else not_readable(path.name, "", None)
            )
            return
        self.sources.append(file.source_file)
        contents = kind.read(file)
        self.fatal.extend(contents.problems)
        for grid in contents.grids[:1]:
            made = headed(grid, name)
            self.problems.extend(made.problems)
            self.fatal.extend(made.fatal)
            if made.table is not None:
                self.tables.append(made.table)


def _read_folder(folder: Path, labels: Labels, wishes: Wishes) -> Batch:
    reading = _Reading()
    marked, file, faults = read_header_file(folder)
    reading.fatal.extend(faults)
    if file is not None:
        reading.sources.append(file.source_file)
    renamed = read_header(marked, wishes)[0].tables
    found = find_tables(folder, renamed, marked)
    reading.fatal.extend(found.fatal)
    reading.problems.extend(found.problems)
    return _batch(marked, wishes, found.tables, labels, reading)


def _batch(
    marked: Marked | None,
    wishes: Wishes,
    files: Mapping[str, Path],
    labels: Labels,
    reading: _Reading,
) -> Batch:
    """Read the tables and put the batch together, or say all that stands in the way."""
    header, faults = read_header(marked, wishes)
    round_ = the_round(header, wishes, None if marked is None else Place(marked.source))
    if faults:
        reading.fatal.extend(faults)
    elif not isinstance(round_, Round):
        reading.fatal.extend(round_)
    for table, path in files.items():
        reading.table(table, path)
    if reading.fatal or not isinstance(round_, Round):
        raise BatchError(*reading.fatal, *reading.problems)
    return Batch.of(
        round_,
        reading.tables,
        labels,
        problems=reading.problems,
        sources=reading.sources,
    )


def _no_such(path: Path) -> Problem:
    """Say that there is nothing at a path, with the nearest name beside it."""
    siblings = [one.name for one in path.parent.iterdir()] if path.parent.is_dir() else []
    params = {"path": str(path), "nearest": nearest(path.name, siblings) or ""}
    return Problem("path-not-found", None, params, read=str(path))
