"""A long list as a table of DuckDB, read as a stream; rows have the numbers of a spreadsheet.

A Parquet file is asked where it lies. Any other list is put into a Parquet file of its own first,
in a folder that is gone with the scan. Loaded through `extras` alone.
"""

from __future__ import annotations

import csv
import re
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from hashlib import sha256
from io import StringIO
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from weakref import finalize

import duckdb

from cbccvc_rules.errors import BatchError, Problem
from cbccvc_rules.extras import late
from cbccvc_rules.intake.base import MAX_CELL_CHARACTERS
from cbccvc_rules.intake.delimited import delimiter_of
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MEMORY = "1GB"
"""So much memory DuckDB takes; the rest goes to a folder that is gone with the scan."""
WORKBOOKS = frozenset({".xlsx", ".xlsm"})
FIRST_ROW = 2
"""The row below the headings."""
_CHUNK = 1 << 24
_AT_ONCE = 2
"""So many statements go on at the same time: few of them have work for two processors."""
_WORD = re.compile(r"\w+")
_MADE = re.compile(r"^CREATE OR REPLACE (?:TABLE|VIEW) (\w+)")
_OURS = (
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.OutOfRangeException,
    duckdb.ParserException,
)
"""Faults of a statement, not of the file it asks."""
_WHOLE = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
)
_DAYS = frozenset({"DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"})
_OTHERS = frozenset({"VARCHAR", "BOOLEAN", "FLOAT", "DOUBLE", "DECIMAL", *_DAYS})


class NotThisWayError(Exception):
    """A list cannot be asked in its file; why, in words."""

    def __init__(self, reason: Text) -> None:
        """Keep the reason."""
        super().__init__(reason.en)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the list: its heading, its name in the scan, and its type there."""

    text: str
    name: str
    type: str

    @property
    def is_whole(self) -> bool:
        """Whether its cells are whole numbers."""
        return self.type in _WHOLE


class Scan:
    """A list as the view `list`: `line` is the row, `c1`, `c2`, … are the columns."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        folder: Path,
        source: str,
        file: Path,
        first: int = FIRST_ROW,
        sheet: str | None = None,
    ) -> None:
        """Look at the headings of a Parquet file.

        `first` is the number of its first row; it was made of the `sheet` of a workbook, if any.
        """
        self.connection = connection
        self.source, self.sheet = source, sheet
        finalize(self, _gone, connection, folder)
        scanned = f"read_parquet({quoted(str(file))}, file_row_number = true)"
        told = self.rows(f"DESCRIBE SELECT * FROM {scanned}")
        found = [(str(name), str(kind)) for name, kind, *_ in told][:-1]
        self.headings = tuple(
            Heading(name, f"c{place}", kind) for place, (name, kind) in enumerate(found, 1)
        )
        columns = "".join(f", {_name(one.text)} AS {one.name}" for one in self.headings)
        numbered = f"file_row_number + {first} AS line"
        connection.execute(f"CREATE VIEW list AS SELECT {numbered}{columns} FROM {scanned}")
        counted = self.rows("SELECT count(*) FROM list")[0][0]
        self.size = counted if isinstance(counted, int) else 0

    def rows(self, statement: str, told: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Return what a query gives.

        Raises:
            BatchError: when the file is damaged.
        """
        try:
            found: list[tuple[object, ...]] = self.connection.execute(statement, told).fetchall()
        except _OURS:
            raise
        except duckdb.Error as fault:
            raise damaged(self.source, fault) from None
        return found

    def do(self, statement: str, told: Sequence[object] = ()) -> None:
        """Make a table or a view."""
        try:
            self.connection.execute(statement, told)
        except _OURS:
            raise
        except duckdb.Error as fault:
            raise damaged(self.source, fault) from None

    def do_all(self, statements: Sequence[str]) -> None:
        """Make tables and views, two at a time; each after those that it names.

        Each name is made once. Where there is no room for two, they are made one after another.
        """
        try:
            self._do_beside(statements)
        except duckdb.OutOfMemoryException:
            for statement in statements:
                self.do(statement)
        except _OURS:
            raise
        except duckdb.Error as fault:
            raise damaged(self.source, fault) from None

    def _do_beside(self, statements: Sequence[str]) -> None:
        after = _after(statements)
        done: set[int] = set()
        left = list(range(len(statements)))
        free = [self.connection.cursor() for _ in range(_AT_ONCE)]
        running: dict[Future[object], tuple[int, duckdb.DuckDBPyConnection]] = {}
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            try:
                while left or running:
                    for place in [one for one in left if after[one] <= done][: len(free)]:
                        left.remove(place)
                        at = free.pop()
                        running[threads.submit(at.execute, statements[place])] = (place, at)
                    for one in wait(running, return_when=FIRST_COMPLETED).done:
                        one.result()
                        place, at = running.pop(one)
                        done.add(place)
                        free.append(at)
            finally:
                for _, at in running.values():
                    at.interrupt()


def _after(statements: Sequence[str]) -> list[set[int]]:
    """Return after which others each statement goes: those that make what it names."""
    made: dict[str, int] = {}
    found: list[set[int]] = []
    for place, statement in enumerate(statements):
        words = set(_WORD.findall(statement))
        found.append({made[one] for one in words & made.keys()})
        made[_MADE.findall(statement)[0]] = place
    return found


def damaged(source: str, fault: duckdb.Error) -> BatchError:
    """Return the problem of a file that cannot be read to its end."""
    said = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
    return BatchError(Problem("list-unreadable", Place(source), {"said": said}))


def quoted(text: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def digest_of(path: Path) -> str:
    """Return the digest of a file's bytes, read as a stream."""
    digest = sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def scanned(path: Path, source: str) -> Scan:
    """Open a Parquet or CSV file, or a workbook.

    Raises:
        BatchError: when it is damaged.
        NotThisWayError: when it is not as plain as it must be to be asked where it lies.
    """
    with _opened(source) as (connection, folder):
        if path.suffix.lower() == ".parquet":
            _plain_parquet(connection, path)
            return Scan(connection, folder, source, path)
        copy, text, sheet = folder / "list.parquet", path, None
        if path.suffix.lower() in WORKBOOKS:
            text = folder / "list.csv"
            sheet = late("intake.list_sheet").sheet_as_csv(path, source, text)
        _copied(connection, text, copy)
        return Scan(connection, folder, source, copy, sheet=sheet)


def scanned_frame(frame: object, source: str) -> Scan:
    """Open a frame that exports Arrow data.

    Raises:
        NotThisWayError: when its columns are not as plain as they must be.
    """
    with _opened(source) as (connection, folder):
        copy = folder / "list.parquet"
        connection.register("frame", frame)
        connection.execute(f"COPY frame TO {quoted(str(copy))} (FORMAT parquet)")
        connection.unregister("frame")
        _plain_parquet(connection, copy)
        return Scan(connection, folder, source, copy, first=1)


@contextmanager
def _opened(source: str) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """Open a database of its own; its faults are told as problems."""
    folder = Path(mkdtemp(prefix="cbccvc-"))
    connection = duckdb.connect(
        ":memory:", config={"memory_limit": MEMORY, "temp_directory": str(folder)}
    )
    try:
        yield connection, folder
    except duckdb.Error as fault:
        _gone(connection, folder)
        raise damaged(source, fault) from None
    except BaseException:
        _gone(connection, folder)
        raise


def _gone(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Close a database, and leave nothing of what it wrote."""
    connection.close()
    rmtree(folder, ignore_errors=True)


def _plain_parquet(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Refuse what the rows of a list would not be told alike by."""
    file = quoted(str(path))
    names = [
        str(name)
        for (name,) in connection.execute(
            f"SELECT name FROM parquet_schema({file}) OFFSET 1"
        ).fetchall()
    ]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise NotThisWayError(
            Text(f"hai cột cùng tên `{twice[0]}`", f"two columns are called `{twice[0]}`")
        )
    for name, kind, *_ in connection.execute(
        f"DESCRIBE SELECT * FROM read_parquet({file})"
    ).fetchall():
        if str(kind).partition("(")[0] not in _WHOLE | _OTHERS or str(kind).endswith("]"):
            raise NotThisWayError(
                Text(f"cột `{name}` có kiểu {kind}", f"the column `{name}` is of the type {kind}")
            )


_NOT_UTF8 = Text("tệp không phải UTF-8", "the file is not UTF-8")
_BLANK_LINES = Text("có dòng trống giữa tệp", "blank lines stand in the file")
_FORMULAS = Text('có ô viết `="…"`', 'cells are written `="…"`')
_LINE_ENDS = Text("các dòng kết thúc không giống nhau", "its lines end in different ways")
_LINE = re.compile(r"Line: ([0-9]+)")
_LONGEST_LINE = MAX_CELL_CHARACTERS * 64
_NO_ROWS = Text("không có dòng nào", "no row stands in it")


def _copied(connection: duckdb.DuckDBPyConnection, path: Path, copy: Path) -> None:
    """Put a CSV file into a Parquet file; every cell is a text, an empty one is none."""
    _plain_csv(path)
    with path.open("rb") as stream:
        top = stream.readline().decode("utf-8-sig")
    delimiter = delimiter_of(top)
    headings = next(csv.reader(StringIO(top), delimiter=delimiter, strict=True))
    # Headings that are the same would not do as names of a Parquet file.
    if len(set(headings)) < len(headings) or not all(headings):
        raise NotThisWayError(
            Text("tiêu đề trống hoặc trùng nhau", "headings are empty, or the same")
        )
    columns = ", ".join(f"{quoted(one)}: 'VARCHAR'" for one in headings)
    told = (
        f"read_csv({quoted(str(path))}, columns = {{{columns}}}, auto_detect = false, "
        f"header = true, delim = {quoted(delimiter)}, quote = '\"', escape = '\"', nullstr = '', "
        f"max_line_size = {_LONGEST_LINE}, strict_mode = true)"
    )
    try:
        connection.execute(f"COPY (SELECT * FROM {told}) TO {quoted(str(copy))} (FORMAT parquet)")
    except duckdb.InvalidInputException as fault:
        raise NotThisWayError(_cut_otherwise(str(fault))) from None


def _cut_otherwise(said: str) -> Text:
    """Return which row has other cells than the headings; the row reader says how."""
    found = _LINE.search(said)
    at = ("có dòng", "a row") if found is None else (f"dòng {found[1]}", f"row {found[1]}")
    return Text(
        f"{at[0]} không tách được thành các ô như tiêu đề",
        f"{at[1]} cannot be cut into cells as the headings are",
    )


def _plain_csv(path: Path) -> None:
    """Refuse what another reader may cut into other rows, or other cells."""
    last = b"\n"
    windows = unix = 0
    with path.open("rb") as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            here = rest + chunk
            cut = here.rfind(b"\n") + 1
            whole, rest = here[:cut], here[cut:]
            _plain_lines(last + whole)
            windows += whole.count(b"\r\n")
            unix += whole.count(b"\n")
            if windows not in {0, unix} or whole.count(b"\r") != whole.count(b"\r\n"):
                raise NotThisWayError(_LINE_ENDS)
            last = whole[-1:] or last
    if rest.count(b"\r"):
        raise NotThisWayError(_LINE_ENDS)
    if len(rest) > _LONGEST_LINE:  # DuckDB leaves a last line that is too long out without a word
        raise NotThisWayError(_cut_otherwise(""))
    _plain_lines(rest)
    if unix < FIRST_ROW - bool(rest):
        raise NotThisWayError(_NO_ROWS)


def _plain_lines(lines: bytes) -> None:
    try:
        lines.decode()
    except UnicodeDecodeError:
        raise NotThisWayError(_NOT_UTF8) from None
    if b"\0" in lines:
        raise NotThisWayError(_NOT_UTF8)
    if b"\n\n" in lines or b"\n\r\n" in lines:
        raise NotThisWayError(_BLANK_LINES)
    if b'="' in lines:
        raise NotThisWayError(_FORMULAS)
