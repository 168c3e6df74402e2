"""The verb that reads: a folder, a workbook, a list, a database, frames in memory."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, reduce
from pathlib import Path
from typing import TYPE_CHECKING

from cbccvc_rules.api.before import read_before
from cbccvc_rules.errors import BatchError, Problem, UsageError, nearest
from cbccvc_rules.extras import late
from cbccvc_rules.intake.database import is_address, read_database
from cbccvc_rules.intake.in_memory import in_memory
from cbccvc_rules.intake.long_list import long_frame
from cbccvc_rules.intake.others import Further, with_files
from cbccvc_rules.intake.read import read_batch
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.carry import carried
from cbccvc_rules.model.chosen import NOTHING_CHOSEN, Chosen
from cbccvc_rules.model.chosen_file import choices_of
from cbccvc_rules.model.header import Wishes
from cbccvc_rules.model.joined import JOIN_BY, JoinBy
from cbccvc_rules.model.rows import SourceFile
from cbccvc_rules.model.scale import packaged_labels
from cbccvc_rules.packs.scale import read_labels

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from cbccvc_rules.model.scale import Labels


@cache
def grade_labels() -> Labels:
    """Return the table of grade labels, loaded once."""
    return read_labels()


def read(
    path: str | Path,
    *,
    period: str | None = None,
    on: date | str | None = None,
    stage: str | None = None,
    previous: str | Path | Sequence[str | Path] | None = None,
    with_: str | Path | Sequence[str | Path] | None = None,
    join_by: str = "id",
    staff: str | None = None,
    units: str | None = None,
    disciplines: str | None = None,
    counts: str | None = None,
    history: str | None = None,
    scorecards: str | None = None,
    columns: Mapping[str, str] | None = None,
    fill: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    mapping: str | Path | None = None,
    mask: str | None = None,
    in_file: bool | None = None,
) -> Batch:
    """Read a round: a folder of tables, a workbook, or one staff list with a `period`.

    The path may be the address of a database, `postgresql://…`: `staff` and the others are then
    the names of its tables, or queries. Where the headings of a sheet leave open what a column is,
    nothing is read until `columns` tells it, a field by heading or letter; `fill` tells every row
    what no column does, `labels` the grades that further labels mean; all three may stand in a
    file, `mapping`. What further files tell (`with_`: leave, disciplines, grades of units, …) is
    joined to it by id, or by `name-unit` where `join_by` says so. The decided grades of an earlier
    round, or of several, `previous`, become the history of the round. With a key as `mask`, ids
    are replaced by pseudonyms and names are left out, here and in everything that is made of the
    round. A long Parquet or CSV list stays in its file, to be judged there by DuckDB; whether it
    does can be told by `in_file`.

    Raises:
        BatchError: when nothing in it can be judged; with every problem found.
        UsageError: for another database, for tables of one that is not named, an empty key.
    """
    asked = {"staff": staff, "units": units, "disciplines": disciplines, "counts": counts}
    asked |= {"history": history, "scorecards": scorecards}
    of_rows = mask is not None or bool(previous) or bool(with_)
    in_file = False if in_file is None and of_rows else in_file  # all these are put into rows
    joined, earlier, own_file = _each(with_), _each(previous), Path(str(path))
    told = choices_of(columns, fill, labels, mapping)
    rest, chosen = told.apart([_named(one).name for one in (*joined, *earlier)])
    rest, own = rest.apart((own_file.name, str(path)))
    rest, of_sheets = reduce(Chosen.with_, own.values(), rest).with_sheets()
    here = mapping is None and not (joined or earlier or of_sheets)
    rest = replace(rest, labels_here=here and bool(rest.labels))
    batch = _read_one(path, asked, Wishes(period, on, None, stage), rest, in_file)
    if batch.in_file is not None and of_rows:
        raise UsageError(Problem("list-mask" if mask is not None else "list-previous"))
    sheets = [Further(own_file, own_file.name, said, one) for one, said in of_sheets.items()]
    batch = _with_others(batch, joined, sheets, join_by, earlier, chosen)
    batch = batch if mapping is None else _with_mapping(batch, _named(mapping))
    return batch if mask is None else late("model.masked").masked(batch, mask)


def _read_one(
    path: str | Path,
    asked: Mapping[str, str | None],
    wishes: Wishes,
    chosen: Chosen,
    in_file: bool | None,
) -> Batch:
    """Read what stands at a path, or at the address of a database in the tables asked for."""
    told = {table: words for table, words in asked.items() if words is not None}
    if is_address(str(path)):
        return read_database(str(path), told, wishes, grade_labels())
    if told:
        code = "tables-without-database"
        raise UsageError(*(Problem(code, None, {"table": table}) for table in told))
    return read_batch(
        _named(path),
        grade_labels(),
        period=wishes.period,
        on=wishes.on,
        stage=wishes.stage,
        chosen=chosen,
        in_file=in_file,
    )


def _with_mapping(batch: Batch, path: Path) -> Batch:
    """Name a file of choices among those that the round was read from."""
    own = SourceFile.beside(path, path.name)
    told = batch.told
    return replace(
        batch,
        sources=(*batch.sources, own),
        told=None if told is None else replace(told, sources=(*told.sources, own)),
    )


def _with_others(
    batch: Batch,
    others: Sequence[str | Path],
    sheets: Sequence[Further],
    by: str,
    previous: Sequence[str | Path],
    chosen: Mapping[str, Chosen],
) -> Batch:
    """Join what further files and `sheets` tell, then take over the grades of earlier rounds.

    `chosen` leads from the name of a file to what is said of its columns.
    """
    own = {one.path for one in batch.sources}
    way = _join_by(by)
    files = [Further(one, _called(one, own), chosen[one.name]) for one in map(_named, others)]
    if files or sheets:
        batch = with_files(batch, [*sheets, *files], way)
    for earlier in previous:
        if is_address(str(earlier)):
            raise UsageError(Problem("previous-is-database"))
        named = _named(earlier)
        said = chosen.get(named.name, NOTHING_CHOSEN)
        batch = carried(batch, read_before(named, said, grade_labels()), _called(named, own))
    return batch


def _each(paths: str | Path | Sequence[str | Path] | None) -> Sequence[str | Path]:
    return [paths] if isinstance(paths, (str, Path)) else paths or ()


def _join_by(asked: str) -> JoinBy:
    """Return what is joined by.

    Raises:
        UsageError: for a way of joining that there is not.
    """
    for one in JOIN_BY:
        if one == asked:
            return one
    params = {"known": ", ".join(JOIN_BY), "nearest": nearest(asked, JOIN_BY) or ""}
    raise UsageError(Problem("join-by-unknown", None, params, read=asked))


def _called(earlier: Path, own: Collection[str]) -> str:
    """Return what an earlier round is called where its cells are named; never as a file of ours."""
    if earlier.is_file() and earlier.name in own:
        return f"{earlier.absolute().parent.name}/{earlier.name}"
    return earlier.name or str(earlier)


def _named(path: str | Path) -> Path:
    """Return a path; an empty text is none, and least of all the folder at hand."""
    if not str(path).strip():
        raise BatchError(Problem("path-empty"))
    return Path(path)


def read_frames(
    staff: object = None,
    units: object = None,
    disciplines: object = None,
    counts: object = None,
    history: object = None,
    scorecards: object = None,
    *,
    period: str,
    on: date | str | None = None,
    stage: str | None = None,
    columns: Mapping[str, str] | None = None,
    fill: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    mapping: str | Path | None = None,
    in_file: bool | None = None,
) -> Batch:
    """Make a round of tables in memory, one for each that is told.

    A table is a DataFrame, whatever else exports Arrow data (with `cbccvc-rules[arrow]`), columns
    by their names, or records. Its columns are read as the headings of a file are: what they leave
    open is answered by `columns`, `fill`, `labels` and `mapping`, as in `read`. A long list of
    people is judged by DuckDB, as `read` has it; whether it is can be told by `in_file`.

    Raises:
        BatchError: when nothing in it can be judged; with every problem found.
        UsageError: for what is no table, and where Arrow is needed and not installed.
    """
    chosen = choices_of(columns, fill, labels, mapping)
    if in_file is None and chosen != NOTHING_CHOSEN:
        in_file = False
    listed = None
    if counts is None and scorecards is None:
        listed = long_frame(staff, in_file=in_file, units_told=units is not None)
    given = {
        "staff": staff if listed is None else None,
        "units": units,
        "disciplines": disciplines,
        "counts": counts,
        "history": history,
        "scorecards": scorecards,
    }
    tables = [in_memory(name, told) for name, told in given.items() if told is not None]
    wishes = Wishes(period, on, None, stage)
    return Batch.of_memory(tables, wishes, packaged_labels(), chosen, listed)
