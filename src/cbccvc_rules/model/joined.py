"""Tables of other files are joined to those of a round: by id, or by name and unit where asked.

What the round tells itself stays. Nothing is ever joined to a person who is not the only one that
can be meant; who is meant by nobody, and of whom nothing is told, is listed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field, replace
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.alphabet import in_order
from cbccvc_rules.model.column import kinds_in
from cbccvc_rules.model.columns import TABLE_TITLES, TABLES
from cbccvc_rules.model.joined_rows import by_unit_names, is_of_part, once, part_open, same
from cbccvc_rules.model.references import KnownIds
from cbccvc_rules.model.scale import Labels
from cbccvc_rules.model.taken_as import marks_in
from cbccvc_rules.model.told_cells import raw_cells
from cbccvc_rules.model.values import CellFault, canonical, fold, is_told, read_text, shown
from cbccvc_rules.model.written_alike import name_key
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.model.rows import RawRow, RawTable

JoinBy = Literal["id", "name-unit"]
JOIN_BY: tuple[JoinBy, ...] = ("id", "name-unit")
_JOINED_BY: Mapping[JoinBy, Text] = {
    "id": Text("mã số", "id"),
    "name-unit": Text("họ tên và đơn vị", "name and unit"),
}
# The tables with one row for each of their ids: what is told elsewhere of a row is put into it.
_KEY_OF = {"staff": "staff_id", "units": "unit_id"}
_TELL_WHO = frozenset({"staff_id", "name", "unit_id"})
_FEW = 10
_NO_LABELS = Labels()


@dataclass(frozen=True, slots=True)
class OtherTable:
    """A table of another file; `people` are its rows as rows of a staff list, by their numbers.

    They tell who is meant where the table itself has no ids.
    """

    raw: RawTable
    people: RawTable | None = None


@dataclass(slots=True)
class Joined:
    """The tables of the round with others joined to them, and what is to be told of it."""

    tables: list[RawTable]
    labels: Labels
    problems: list[Problem] = field(default_factory=list)
    fatal: list[Problem] = field(default_factory=list)

    def table(self, name: str) -> RawTable | None:
        """Return a table of the round."""
        return next((raw for raw in self.tables if raw.sheet.table == name), None)

    def put(self, raw: RawTable) -> None:
        """Put a table in the place of the one of its name."""
        self.tables = [one for one in self.tables if one.sheet.table != raw.sheet.table]
        self.tables.append(raw)


def joined(
    tables: Sequence[RawTable],
    others: Iterable[OtherTable],
    by: JoinBy,
    labels: Labels = _NO_LABELS,
) -> Joined:
    """Join tables of other files to those of a round."""
    made = Joined(list(tables), labels)
    for other in others:
        _join(made, replace(other, raw=plain_marks(other.raw)), by)
    return made


def plain_marks(raw: RawTable) -> RawTable:
    """Write out the marks of a column: an empty cell means no in its own file, nowhere else."""
    alone = marks_in(raw.sheet, raw_cells(raw.rows)).alone
    if not alone:
        return raw
    rows = (
        replace(row, cells={**row.cells, **{one: is_told(row.cells.get(one)) for one in alone}})
        for row in raw.rows
    )
    return replace(raw, rows=tuple(rows))


def _join(made: Joined, other: OtherTable, by: JoinBy) -> None:
    raw = by_unit_names(other.raw, made.table("staff"), made.table("units"))
    other = replace(other, raw=raw)
    table = raw.sheet.table
    key = _KEY_OF.get(table, "staff_id" if table != "counts" else "unit_id")
    used: JoinBy = "id"
    if key == "staff_id" and key not in raw.sheet.headings:
        used = by
        if by == "id" or other.people is None:
            place = _whole(raw)
            wrong = Problem("with-no-ids", place, {"path": raw.sheet.source})
            if wrong not in made.fatal:
                made.fatal.append(wrong)
            return
        raw = _with_ids(made, raw, other.people)
    elif key == "staff_id" and other.people is not None:
        raw = _of_the_same_name(made, raw, other.people)
    if table not in _KEY_OF:
        raw, same = once(raw)
        made.problems.extend(same)
    own = made.table(table)
    if own is None:
        made.put(raw)
        rows = len(raw.rows)
    elif table in _KEY_OF:
        made.problems.extend(_without_ids(raw, key))
        rows = _fill(made, own, raw, key)
    else:
        made.put(_appended(own, raw))
        rows = len(raw.rows)
    if table in _KEY_OF and not raw.sheet.headings.keys() - _TELL_WHO:
        made.problems.append(Problem("with-nothing-told", _whole(raw), severity="warning"))
        return
    if table in _KEY_OF and (part := part_open(raw)) is not None:
        option = f'`--map "{raw.sheet.source}!{part}=-"`'
        told = {"heading": shown(part), "option": option}
        made.fatal.append(Problem("with-part-open", _whole(raw), told))
        return
    params: dict[str, str | Text] = {
        "rows": str(rows),
        "table": TABLE_TITLES[table],
        "by": _JOINED_BY[used],
    }
    severity: Literal["notice", "warning"] = "notice" if rows else "warning"
    made.problems.append(Problem("with-joined", _whole(raw), params, severity=severity))


def _whole(raw: RawTable) -> Place:
    return Place(raw.sheet.source, sheet=raw.sheet.sheet)


def _id(cell: object) -> str:
    try:
        return read_text(cell) or ""
    except CellFault:
        return ""


def _with_ids(made: Joined, raw: RawTable, people: RawTable) -> RawTable:
    """Give the rows of a table the ids of the people they mean by name and unit."""
    known = _by_name(made)
    named = {row.number: row for row in people.rows}
    rows: list[RawRow] = []
    places: dict[tuple[int, str], Place] = {}
    for row in raw.rows:
        who = named.get(row.number)
        name, unit = ("", "") if who is None else (_told(who, "name"), _told(who, "unit_id"))
        ids = known.get((name_key(name), fold(unit)), set())
        place = people.sheet.place(row.number, "name")
        if len(ids) == 1 and name and unit:
            rows.append(replace(row, cells={**row.cells, "staff_id": next(iter(ids))}))
            if place is not None:
                places[row.number, "staff_id"] = place
            continue
        code = "with-name-ambiguous" if len(ids) > 1 else "with-name-unknown"
        code = code if unit or not name else "with-name-alone"
        who_is = f"{shown(name)} ({shown(unit)})" if unit else shown(name)
        params = {"who": who_is, "people": ", ".join(sorted(ids))}
        severity: Literal["error", "warning"] = "error" if len(ids) > 1 else "warning"
        made.problems.append(Problem(code, place or _whole(raw), params, severity=severity))
    sheet = replace(
        raw.sheet,
        headings={**raw.sheet.headings, "staff_id": (None, "staff_id")},
        edited={**raw.sheet.edited, **places},
    )
    return replace(raw, sheet=sheet, rows=tuple(rows))


def _of_the_same_name(made: Joined, raw: RawTable, people: RawTable) -> RawTable:
    """Leave out the rows whose id is somebody's of another name, and say so."""
    staff = made.table("staff")
    own = {_told(row, "staff_id"): _told(row, "name") for row in (staff.rows if staff else ())}
    named = {row.number: _told(row, "name") for row in people.rows}
    kept: list[RawRow] = []
    for row in raw.rows:
        id_ = _told(row, "staff_id")
        name, called = named.get(row.number, ""), own.get(id_, "")
        if not name or not called or name_key(name) == name_key(called):
            kept.append(row)
            continue
        place = people.sheet.place(row.number, "name") or _whole(raw)
        params = {"id": id_, "name": shown(name), "own": shown(called)}
        made.problems.append(Problem("with-other-name", place, params))
    return replace(raw, rows=tuple(kept))


def _without_ids(raw: RawTable, key: str) -> Iterator[Problem]:
    """Tell of each row that has no id, so that it is joined to nobody."""
    for row in raw.rows:
        if not _told(row, key) and any(map(is_told, row.cells.values())):
            place = raw.sheet.place(row.number, key) or _whole(raw)
            yield Problem("with-id-missing", place)


def _told(row: RawRow, column: str) -> str:
    return _id(row.cells.get(column))


def _by_name(made: Joined) -> dict[tuple[str, str], set[str]]:
    """Return the ids of the people of a name in a unit, by its id and by its name."""
    units, staff = made.table("units"), made.table("staff")
    called = {
        _told(row, "unit_id"): _told(row, "name") for row in (() if units is None else units.rows)
    }
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in () if staff is None else staff.rows:
        unit, key = _told(row, "unit_id"), _told(row, "staff_id")
        for one in {unit, called.get(unit, "")} - {""}:
            found[name_key(_told(row, "name")), fold(one)].add(key)
    return found


def _fill(made: Joined, own: RawTable, other: RawTable, key: str) -> int:
    """Put what another table tells into the rows of the same ids; return how many were met."""
    told = _rows_by_id(made, other, key)
    who = _TELL_WHO if own.sheet.table == "staff" else {key}
    columns = [name for name in other.sheet.headings if name not in who]
    new = {
        name: (None, other.sheet.headings[name][1])
        for name in columns
        if name not in own.sheet.headings
    }
    kinds = kinds_in(TABLES[own.sheet.table])
    places: dict[tuple[int, str], Place] = {}
    rows: list[RawRow] = []
    met: set[str] = set()
    for row in own.rows:
        id_ = _told(row, key)
        found = told.get(id_)
        if found is None:
            rows.append(row)
            continue
        met.add(id_)
        cells = dict(row.cells)
        for name in columns:
            cell, place = found.cells.get(name), other.sheet.place(found.number, name)
            if not is_told(cell) or place is None:
                continue
            kind = kinds.get(name)
            if is_told(cells.get(name)) and not same(cells[name], cell, kind, made.labels):
                made.problems.append(_contradiction(own, row, name, cell, place))
                del cells[name]
            elif not is_told(cells.get(name)):
                cells[name] = cell
                places[row.number, name] = place
        rows.append(replace(row, cells=cells))
    sheet = replace(
        own.sheet,
        headings={**own.sheet.headings, **new},
        edited={**own.sheet.edited, **places},
    )
    made.put(replace(own, sheet=sheet, rows=tuple(rows)))
    ids = {_told(row, key) for row in own.rows} - {""}
    made.problems.extend(_strangers(other, key, told, KnownIds(ids)))
    made.problems.extend(_left_out(other, sorted(ids - met, key=in_order), len(ids)))
    return len(met)


def _rows_by_id(made: Joined, other: RawTable, key: str) -> dict[str, RawRow]:
    """Return the rows of a table by id; two that tell of one are set aside unless they agree."""
    found: dict[str, RawRow] = {}
    twice: set[str] = set()
    parts = next((one for one in other.strangers if is_of_part(one)), None)
    for row in other.rows:
        id_ = _told(row, key)
        first = found.setdefault(id_, row)
        if first is row or not id_:
            continue
        params = {"id": id_, "place": str(other.sheet.place(first.number, key) or "")}
        at = other.sheet.place(row.number, key)
        if parts is not None and id_ not in twice:
            twice.add(id_)
            params["heading"] = shown(parts)
            made.problems.append(Problem("with-part-by-part", at, params))
        elif parts is None and dict(first.cells) != dict(row.cells):
            twice.add(id_)
            made.problems.append(Problem("with-twice", at, params))
    return {id_: row for id_, row in found.items() if id_ and id_ not in twice}


def _contradiction(own: RawTable, row: RawRow, name: str, cell: object, place: Place) -> Problem:
    params = {
        "id": _told(row, _KEY_OF[own.sheet.table]),
        "heading": shown(own.sheet.headings[name][1]),
        "told": shown(cell),
        "place": str(place),
    }
    at = own.sheet.place(row.number, name)
    return Problem("with-contradicts", at, params, read=shown(row.cells[name]))


def _strangers(
    other: RawTable, key: str, told: Mapping[str, RawRow], known: KnownIds
) -> Iterator[Problem]:
    """Yield the rows of ids that the round does not have; only a slip in writing is an error."""
    code = "staff-unknown" if key == "staff_id" else "with-unit-unknown"
    for id_, row in told.items():
        if id_ not in known:
            slip = known.slip_of(id_)
            yield Problem(
                code,
                other.sheet.place(row.number, key),
                {"id": id_, "nearest": slip or ""},
                severity="notice" if slip is None else "error",
                read=id_,
            )


def _left_out(other: RawTable, ids: Sequence[str], whole: int) -> Iterator[Problem]:
    """Yield whom a file says nothing of."""
    if ids:
        few = ", ".join(ids[:_FEW]) + ("…" if len(ids) > _FEW else "")
        params = {"number": str(len(ids)), "whole": str(whole), "people": few}
        yield Problem("with-left-out", _whole(other), params, severity="notice")


def _appended(own: RawTable, other: RawTable) -> RawTable:
    """Return a table with the rows of another one below its own; what both tell stands once."""
    number = max((row.number for row in own.rows), default=0)
    rows = list(own.rows)
    places = dict(own.sheet.edited)
    there = {_cells(row) for row in own.rows}
    for row in other.rows:
        if _cells(row) in there:
            continue
        number += 1
        rows.append(replace(row, number=number))
        for name in row.cells:
            place = other.sheet.place(row.number, name)
            if place is not None:
                places[number, name] = place
    new = {
        name: (None, heading)
        for name, (_, heading) in other.sheet.headings.items()
        if name not in own.sheet.headings
    }
    sheet = replace(own.sheet, headings={**own.sheet.headings, **new}, edited=places)
    if (own.sheet.source, own.sheet.sheet) == (other.sheet.source, other.sheet.sheet):
        sheet = replace(sheet, others=(*sheet.others, other.sheet))  # its columns by years
    return replace(own, sheet=sheet, rows=tuple(rows), lost=own.lost + other.lost)


def _cells(row: RawRow) -> frozenset[tuple[str, str]]:
    return frozenset(
        (name, fold(canonical(cell))) for name, cell in row.cells.items() if is_told(cell)
    )
