"""The cells of a long list: each distinct one is read once, and SQL says what all of them are.

What a cell means is decided by the reader of its kind alone, the same that reads the cells of a
short list; SQL only carries the answer to every place where the cell stands. Truths are 1 and 0,
days are 20241214, codes are their place in their list, numbers count in equal parts of one.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from cbccvc_rules.errors import BatchError, Problem
from cbccvc_rules.intake.base import MAX_CELL_CHARACTERS
from cbccvc_rules.intake.list_scan import NotThisWayError, quoted
from cbccvc_rules.model.column import DENIABLE
from cbccvc_rules.model.listed import ColumnSql
from cbccvc_rules.model.scale import RATINGS
from cbccvc_rules.model.taken_as import doubt_of
from cbccvc_rules.model.told_cells import ToldCell
from cbccvc_rules.model.values import CellFault, canonical, is_told, same_as_typed
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cbccvc_rules.intake.list_scan import Heading, Scan
    from cbccvc_rules.model.column import Kind
    from cbccvc_rules.model.scale import Labels
    from cbccvc_rules.model.taken_as import Marks
    from cbccvc_rules.trace import Value

MOST_DISTINCT = 400_000
"""Of a column that is no text; more different cells than this are not looked at one by one."""
MOST_TEXTS = 3_000_000
LARGEST = 10**15
"""No number kept is larger."""
_FEW = 60
_DAYS = 8
_PLAIN = "[0-9A-Za-zÀ-ÖØ-öø-ÿĐđĨĩŨũƠơƯưẠ-ỹ]"
_NEXT = "[!-~À-ÖØ-öø-ÿĐđĨĩŨũƠơƯưẠ-ỹ]"
# Such a text is its own cleaned text: no white space to trim, no mark that joins another letter.
_CLEAN = f"{_PLAIN}{_NEXT}*( {_NEXT}+)*"
_NONE_WORDS = "'no', 'none', 'false', 'không', 'chưa', 'không có', 'chưa có'"


@dataclass(frozen=True, slots=True)
class _Read:
    """A distinct cell with what it was read as."""

    cell: object
    value: Value
    fault: bool
    denied: bool


def distinct(scan: Scan, heading: Heading, where: str = "") -> list[tuple[object, int]]:
    """Return the distinct cells of a column, those met first before the others, with their number.

    Raises:
        NotThisWayError: when there are too many.
    """
    limit = MOST_TEXTS if where else MOST_DISTINCT
    found = scan.rows(
        f"SELECT {heading.name}, count(*), min(line) AS first FROM list {where} "
        f"GROUP BY {heading.name} ORDER BY first LIMIT {limit + 1}"
    )
    if len(found) > limit:
        raise NotThisWayError(
            Text(
                f"cột `{heading.text}` có hơn {limit} giá trị khác nhau",
                f"the column `{heading.text}` has more than {limit} different values",
            )
        )
    return [(cell, times) for cell, times, _ in found if isinstance(times, int)]


def column_sql(
    scan: Scan, heading: Heading, name: str, kind: Kind, marks: Marks, labels: Labels
) -> ColumnSql:
    """Read the cells of a column and write down how SQL says them.

    Raises:
        BatchError: for a cell that is too long.
        NotThisWayError: when the cells are too many or too large.
    """
    if heading.type == "VARCHAR":
        _not_too_long(scan, heading)
    if kind.name == "text" and heading.type == "VARCHAR":
        where = f"WHERE {_not_plain(heading.name)}"
    elif kind.name == "text" and heading.is_whole:
        return ColumnSql(name, kind, f"CAST({_at(heading)} AS VARCHAR)", is_text=True)
    else:
        where = ""
    cells = distinct(scan, heading, where)
    reads = [(_read(cell, name, kind, marks, labels), times) for cell, times in cells]
    if kind.name == "text":
        return _text_sql(scan, heading, name, kind, [one for one, _ in reads], plain=bool(where))
    return _coded_sql(scan, heading, name, kind, reads)


def _at(heading: Heading) -> str:
    return f"l.{heading.name}"


def _not_plain(column: str) -> str:
    return (
        f"{column} IS NOT NULL AND (NOT regexp_full_match({column}, {quoted(_CLEAN)}) "
        f"OR (length({column}) < 9 AND lower({column}) IN ({_NONE_WORDS})))"
    )


def _not_too_long(scan: Scan, heading: Heading) -> None:
    found = scan.rows(
        f"SELECT min(line) FROM list WHERE strlen({heading.name}) > {MAX_CELL_CHARACTERS} "
        f"AND length({heading.name}) > {MAX_CELL_CHARACTERS}"
    )
    if isinstance(row := found[0][0], int):
        limit = {"limit": str(MAX_CELL_CHARACTERS)}
        raise BatchError(Problem("cell-too-long", Place(scan.source, row), limit))


def _read(cell: object, name: str, kind: Kind, marks: Marks, labels: Labels) -> _Read:
    told = is_told(cell)
    if name in marks.alone and not told:
        return _Read(cell, False, fault=False, denied=False)
    if doubt_of(marks, name, cell) is not None:
        return _Read(cell, None, fault=True, denied=False)
    try:
        value = kind.value(cell, labels)
    except CellFault:
        return _Read(cell, None, fault=True, denied=False)
    denied = kind.form in DENIABLE and value is None and told
    return _Read(cell, value, fault=False, denied=denied)


def _text_sql(
    scan: Scan, heading: Heading, name: str, kind: Kind, reads: Sequence[_Read], *, plain: bool
) -> ColumnSql:
    """Return a column of texts; those that are not plain stand in a table of their own."""
    here = _at(heading)
    if not reads:
        return ColumnSql(name, kind, here if plain else "NULL", is_text=True)
    made = _told_table(scan, heading, name, reads, "VARCHAR", lambda value: str(value))
    value = f"CASE WHEN {made}.raw IS NULL THEN {here} ELSE {made}.value END"
    return ColumnSql(
        name,
        kind,
        value if plain else f"{made}.value",
        is_text=True,
        join=f" LEFT JOIN {made} ON {made}.raw = {here}",
        denied=f"{made}.denied" if any(one.denied for one in reads) else "",
        faulty=f"{made}.faulty" if any(one.fault for one in reads) else "",
    )


def _coded_sql(
    scan: Scan, heading: Heading, name: str, kind: Kind, reads: Sequence[tuple[_Read, int]]
) -> ColumnSql:
    """Return a column of anything but texts."""
    parts, lists = _parts(one.value for one, _ in reads), dict[tuple[str, ...], int]()
    codes = kind_codes(kind)

    def whole(value: Value) -> int:
        if isinstance(value, tuple):
            return lists.setdefault(tuple(str(one) for one in value), len(lists))
        return encoded(value, codes, parts)

    told = {id(one): None if one.value is None else whole(one.value) for one, _ in reads}
    most = max((abs(one) for one in told.values() if one is not None), default=0)
    if most > LARGEST:
        raise NotThisWayError(
            Text(f"cột `{heading.text}` có số quá lớn", f"the column `{heading.text}` is too large")
        )
    here = _at(heading)
    only = [one for one, _ in reads]
    cells = tuple(_told_cell(one, times) for one, times in reads)
    made, join = "", ""
    value = _as_it_is(heading, kind, only, told, parts)
    if not value and all(isinstance(one.cell, str) or one.cell is None for one in only):
        value = _cases(here, only, told) if len(only) <= _FEW else ""
    odd = any(one.fault or one.denied for one in only)
    if not value or (odd and not all(isinstance(one.cell, str) for one in only if one.fault)):
        made = _told_table(scan, heading, name, only, "BIGINT", whole)
        join = f" LEFT JOIN {made} ON {made}.raw = {here}"
        value = value or _else_of_none(f"{made}.value", only, told)
    return ColumnSql(
        name,
        kind,
        value,
        is_text=False,
        join=join,
        denied=_any_of(here, made, "denied", [one for one in only if one.denied]),
        faulty=_any_of(here, made, "faulty", [one for one in only if one.fault]),
        parts=parts,
        most=most,
        told=cells,
        lists=tuple(lists),
    )


def _any_of(here: str, made: str, flag: str, those: Sequence[_Read]) -> str:
    """Return the condition that a cell is one of those."""
    if not those:
        return ""
    if made:
        return f"{made}.{flag}"
    return f"{here} IN ({', '.join(quoted(str(one.cell)) for one in those)})"


def kind_codes(kind: Kind) -> tuple[str, ...]:
    """Return the codes of a column in order, by whose places they are kept."""
    return tuple(code.name for code in kind.codes) or RATINGS


def encoded(value: Value, codes: Sequence[str], parts: int) -> int:
    """Return a value as the whole number that stands for it."""
    match value:
        case bool():
            return int(value)
        case int() | Fraction():
            return int(value * parts)
        case date():
            return value.year * 10_000 + value.month * 100 + value.day
        case _:
            return codes.index(str(value))


def _parts(values: Iterable[Value]) -> int:
    return lcm(*(one.denominator for one in values if isinstance(one, Fraction)), 1)


def _told_cell(one: _Read, times: int) -> ToldCell:
    typed = None
    if not same_as_typed(one.value, one.cell):
        typed = one.cell if isinstance(one.cell, str) else canonical(one.cell)
    return ToldCell(one.cell, one.value, typed, one.fault, times)


def _as_it_is(
    heading: Heading, kind: Kind, reads: Sequence[_Read], told: dict[int, int | None], parts: int
) -> str:
    """Return the value of cells that need no table: those that the file keeps as what they are."""
    here = _at(heading)
    if kind.name in {"whole", "number"} and heading.is_whole:
        return here if parts == 1 else f"{here} * {parts}"
    sure = not any(one.value is not None and one.cell is None for one in reads)
    if kind.name == "truth" and heading.type == "BOOLEAN" and sure:
        return f"CAST({here} AS TINYINT)"
    if kind.name == "date" and heading.type == "DATE":
        days = [one.cell for one in reads if isinstance(one.cell, date)]
        if days and len(days) <= _DAYS:  # to know a day takes less time than to work it out
            known = " ".join(f"WHEN DATE '{day}' THEN {encoded(day, (), 1)}" for day in days)
            return f"CASE {here} {known} END"
        return f"(year({here}) * 10000 + month({here}) * 100 + day({here}))"
    return ""


def _cases(here: str, reads: Sequence[_Read], told: dict[int, int | None]) -> str:
    branches = " ".join(
        f"WHEN {quoted(str(one.cell))} THEN {told[id(one)]}"
        for one in reads
        if told[id(one)] is not None and one.cell is not None
    )
    if not branches:
        return _else_of_none("CAST(NULL AS BIGINT)", reads, told)
    return _else_of_none(f"CASE {here} {branches} END", reads, told)


def _else_of_none(value: str, reads: Sequence[_Read], told: dict[int, int | None]) -> str:
    """Return a value; what an empty cell is taken for, if it is for anything."""
    empty = next((told[id(one)] for one in reads if one.cell is None), None)
    return value if empty is None else f"COALESCE({value}, {empty})"


def _told_table(
    scan: Scan,
    heading: Heading,
    name: str,
    reads: Sequence[_Read],
    kind: str,
    kept: Callable[[Value], object],
) -> str:
    """Make a table of cells with their values; return its name."""
    made = f"told_{name}"
    those = [one for one in reads if one.cell is not None]
    scan.do(
        f"CREATE TABLE {made} AS SELECT unnest(?::{heading.type}[]) AS raw, "
        f"unnest(?::{kind}[]) AS value, unnest(?::BOOLEAN[]) AS denied, "
        "unnest(?::BOOLEAN[]) AS faulty",
        [
            [one.cell for one in those],
            [None if one.value is None else kept(one.value) for one in those],
            [one.denied for one in those],
            [one.fault for one in those],
        ],
    )
    return made
