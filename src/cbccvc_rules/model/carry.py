"""Last year's round becomes `history`: who was what, and how rated, with places in its files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import BatchError, Problem
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.counted import held_against_history
from cbccvc_rules.model.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.model.batch import Batch, Told
    from cbccvc_rules.model.mapping import TableMapping
    from cbccvc_rules.model.rows import Sheet
    from cbccvc_rules.trace import Value

CARRIED = ("category", "role", "position", "term_from")
_FEW = 10


def carried(batch: Batch, previous: Batch, name: str) -> Batch:
    """Return a batch with the decided grades of an earlier round as its history.

    What the batch tells of its history itself stays. Where both tell another grade of one person
    and period, neither is taken, and both cells are named. `name` is what the earlier round is
    called, so that no place in it is mistaken for one of this round.

    Raises:
        BatchError: when the round is not an earlier one, or has no decided grades.
    """
    if previous.period.last_year >= batch.period.last_year:
        params = {"previous": previous.period.text, "period": batch.period.text}
        raise BatchError(Problem("previous-not-earlier", None, params))
    if "rating" not in previous.columns.get("staff", frozenset()):
        raise BatchError(Problem("previous-without-grades", None, {"path": name}))
    told = batch.tables.get("history", ())
    listed = {row.key for row in batch.tables.get("staff", ())}
    before = {row.key: row for row in previous.tables["staff"]}
    years = batch.period.years_after(previous.period)
    made = [_history(row, previous, name, years) for key, row in before.items() if key in listed]
    kept, problems = _joined(told, made)
    problems.append(_taken_over(made, previous, name))
    problems += _errors(previous, name)
    new = sorted(listed - before.keys())
    if new:
        problems.append(_not_there(new, previous))
    given = frozenset({"staff_id", "period", *CARRIED, "rating"}) & previous.columns["staff"]
    columns = batch.columns.get("history", frozenset()) | given | {"staff_id", "period"}
    tables = {**batch.tables, "history": tuple(kept)}
    if "disciplines" in tables:
        tables["disciplines"], doubts = held_against_history(
            tables["disciplines"], kept, batch.period
        )
        problems += doubts
    if previous.period.last_year == batch.period.last_year - 1:
        tables["staff"] = tuple(
            replace(row, values={**row.values, "previous_on": previous.on})
            for row in tables["staff"]
        )
    return replace(
        batch,
        tables=tables,
        columns={**batch.columns, "history": columns},
        problems=(*batch.problems, *problems),
        sources=(
            *batch.sources,
            *(replace(one, path=_file_in(name, one.path)) for one in previous.sources),
        ),
        told=_told(batch, previous, name),
        earlier=(*batch.earlier, *_taken_as(previous, name)),
    )


def _taken_as(previous: Batch, name: str) -> Iterator[TableMapping]:
    """Yield as what the staff list of the earlier round was taken."""
    period = previous.period.text
    for one in previous.mappings:
        if one.table == "staff":
            source = _file_in(name, one.source)
            yield replace(one, source=source, period=period)


def _told(batch: Batch, previous: Batch, name: str) -> Told | None:
    told = batch.told
    earlier = (replace(previous, told=None), name)
    return None if told is None else replace(told, earlier=(*told.earlier, earlier))


def _history(row: Row, previous: Batch, name: str, years: int) -> Row:
    values: dict[str, Value] = dict.fromkeys(column.name for column in columns_of("history"))
    values.update({column: row.values[column] for column in CARRIED})
    values["staff_id"] = row.key
    values["period"] = previous.period.text
    values["rating"] = row.values["rating"]
    values["years_before"] = years
    sheet = None if row.sheet is None else _of_last_year(row.sheet, name)
    kept = {*CARRIED, "rating"}
    return Row(
        "history",
        f"{row.key}@{previous.period.text}",
        values,
        sheet,
        row.number,
        {column: typed for column, typed in row.typed.items() if column in kept},
        row.bad & kept,
    )


def _file_in(name: str, file: str) -> str:
    """Return what a file of an earlier round is called; a round of one file has its name.

    >>> _file_in("dot-2023", "staff.csv"), _file_in("2023/dot.xlsx", "dot.xlsx")
    ('dot-2023/staff.csv', '2023/dot.xlsx')
    """
    return name if name.rpartition("/")[2] == file else f"{name}/{file}"


def _of_last_year(sheet: Sheet, name: str) -> Sheet:
    """Return where the cells of a history row stand: among last year's staff."""
    marks = sheet.marks
    if marks is not None:
        marks = {
            at: replace(place, source=_file_in(name, place.source)) for at, place in marks.items()
        }
    return replace(sheet, source=_file_in(name, sheet.source), marks=marks)


def _joined(told: Iterable[Row], made: Iterable[Row]) -> tuple[list[Row], list[Problem]]:
    """Join what is told with what is carried over; contradictions are set aside."""
    rows = {(row.values["staff_id"], row.values["period"]): row for row in told}
    problems: list[Problem] = []
    for row in made:
        key = (row.values["staff_id"], row.values["period"])
        other = rows.get(key)
        if other is None:
            rows[key] = row
        elif other.values["rating"] != row.values["rating"]:
            del rows[key]
            problems.append(_contradiction(other, row))
    return list(rows.values()), problems


def _contradiction(told: Row, row: Row) -> Problem:
    params = {
        "id": str(row.values["staff_id"]),
        "period": str(row.values["period"]),
        "told": str(told.values["rating"] or "—"),
        "before": str(row.values["rating"] or "—"),
        "place": str(row.place("rating") or ""),
    }
    return Problem("history-contradicts", told.place("rating"), params)


def _errors(previous: Batch, name: str) -> Iterator[Problem]:
    """Yield what could not be read of last year's round, at its place there."""
    for one in previous.problems:
        if one.severity == "error" and one.place is not None:
            place = replace(one.place, source=_file_in(name, one.place.source))
            yield replace(one, place=place, severity="warning")


def _taken_over(made: list[Row], previous: Batch, name: str) -> Problem:
    rated = sum(row.values["rating"] is not None for row in made)
    params = {"number": str(rated), "period": previous.period.text, "path": name}
    return Problem("previous-taken", None, params, severity="notice")


def _not_there(new: list[str], previous: Batch) -> Problem:
    shown = ", ".join(new[:_FEW])
    params = {
        "number": str(len(new)),
        "period": previous.period.text,
        "ids": shown if len(new) <= _FEW else f"{shown}…",
    }
    return Problem("previous-knows-not", None, params, severity="notice")
