"""However a list is broken, what machines and logs get names nobody unless asked to."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as some

from cbccvc_rules.cli.main import cbccvc
from cbccvc_rules.reports.kinds import KINDS, MACHINE

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = """Nguyễn Quắn Zơn|Trần Thị Xuýt|Ksor H'Blưm|Lê Hoài Vếch|Vũ Gioong|Đoàn Thị Phướch
Lương Ngọc Quynhx|Giàng A Tsủa|Đặng Trầm Gịch|Phạm Bá Uỵch""".replace("\n", "|").split("|")
IDS = [
    "staff_id;name;unit_id;category;role;months_worked;leave_months;tasks_total;rating;decided_on",
    *(
        f"C{at};{name};P-{at % 2};CC;staff;8;4;{9 + at};Hoàn thành tốt nhiệm vụ;12/12/2024"
        for at, name in enumerate(NAMES)
    ),
]
AS_SENT = [
    "STT;Họ và tên;Chức vụ;Đơn vị;Loại đối tượng;Mức xếp loại",
    *(
        f"{at};{name};Chuyên viên;Phòng Nội vụ;CC;Hoàn thành tốt nhiệm vụ"
        for at, name in enumerate(NAMES, 1)
    ),
]
Rows = list[list[str]]


def _moved(rows: Rows, at: int, to: int) -> Rows:
    """A name stands in the column of something else."""
    row = rows[1 + at % (len(rows) - 1)]
    row[to % len(row)], row[1] = row[1], row[to % len(row)]
    return rows


def _all_moved(rows: Rows, _: int, to: int) -> Rows:
    """Every name stands there, below the headings that are of the other column."""
    for row in rows[1:]:
        row[to % len(row)], row[1] = row[1], row[to % len(row)]
    return rows


def _shifted(rows: Rows, at: int, _: int) -> Rows:
    """From a row on, all stands a column further."""
    first = 1 + at % (len(rows) - 1)
    return [*rows[:first], *(["", *row[:-1]] for row in rows[first:])]


def _pulled(rows: Rows, at: int, _: int) -> Rows:
    """From a row on, the first cell is lost."""
    first = 1 + at % (len(rows) - 1)
    return [*rows[:first], *(row[1:] for row in rows[first:])]


def _headless(rows: Rows, _: int, __: int) -> Rows:
    return rows[1:]


def _other_headings(rows: Rows, _: int, __: int) -> Rows:
    return [[f"Cột {at}" for at, _ in enumerate(rows[0])], *rows[1:]]


def _twice(rows: Rows, at: int, _: int) -> Rows:
    row = rows[1 + at % (len(rows) - 1)]
    return [*rows, [*row[:-1], "Hoàn thành nhiệm vụ"]]


def _alone(rows: Rows, at: int, _: int) -> Rows:
    """A row holds a name alone, as the head of a group does."""
    first = 1 + at % (len(rows) - 1)
    return [*rows[:first], ["", rows[first][1], *[""] * (len(rows[0]) - 2)], *rows[first:]]


def _joined(rows: Rows, at: int, to: int) -> Rows:
    """Two cells have run into one."""
    row = rows[1 + at % (len(rows) - 1)]
    here = to % (len(row) - 1)
    row[here : here + 2] = [" ".join(row[here : here + 2])]
    return rows


def _shouted(rows: Rows, _: int, __: int) -> Rows:
    return [rows[0], *([row[0], row[1].upper(), *row[2:]] for row in rows[1:])]


def _apart(rows: Rows, at: int, to: int) -> Rows:
    """Letters and their marks are apart, as some keyboards write them."""
    return _moved([[unicodedata.normalize("NFD", one) for one in row] for row in rows], at, to)


BREAKS: tuple[Callable[[Rows, int, int], Rows], ...] = (
    _moved,
    _all_moved,
    _shifted,
    _pulled,
    _headless,
    _other_headings,
    _twice,
    _alone,
    _joined,
    _shouted,
    _apart,
)
BYTES: tuple[Callable[[str], bytes], ...] = (
    lambda text: text.encode(),
    lambda text: text.encode(),
    lambda text: text.encode()[:-3] + b"\xe1\xbb",
    lambda text: text.replace(";", "|").encode(),
    lambda text: text.replace('"', "").replace("Quắn", '"Quắn').encode(),
    lambda text: text.encode("utf-16"),
)
broken = some.lists(
    some.tuples(some.sampled_from(BREAKS), some.integers(0, 9), some.integers(0, 9)),
    min_size=1,
    max_size=2,
)


def written(lines: list[str]) -> Rows:
    return [line.split(";") for line in lines]


def text_of(rows: Rows) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    return out.getvalue()


def everything_said(data: bytes, *options: str) -> str:
    """Return every report that machines read of a list, with all that stands in the log."""
    with TemporaryDirectory() as folder:
        listed = Path(folder) / "danh-sach.csv"
        listed.write_bytes(data)
        asked = ["check", str(listed), "--period", "2024", *options]
        if "Đơn vị".encode() in data:
            asked += ["--map", "Đơn vị=unit_id"]
        for form in sorted(MACHINE):
            asked += ["--format", form, "--output", str(Path(folder) / f"report.{form}")]
        done = CliRunner().invoke(cbccvc, asked)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        reports = [one.read_text(encoding="utf-8") for one in Path(folder).glob("report.*")]
    return "\n".join([done.stderr, done.stdout, *reports])


def named_in(said: str) -> list[str]:
    folded = unicodedata.normalize("NFC", said).casefold()
    return [one for one in NAMES if one.casefold() in folded]


@settings(max_examples=30)
@given(some.sampled_from([IDS, AS_SENT]), broken, some.sampled_from(BYTES))
def test_nobody_is_named_to_machines_or_in_a_log(
    lines: list[str],
    how: list[tuple[Callable[[Rows, int, int], Rows], int, int]],
    bytes_of: Callable[[str], bytes],
) -> None:
    rows = written(lines)
    for breaks, at, to in how:
        rows = breaks(rows, at, to)
    assert named_in(everything_said(bytes_of(text_of(rows)))) == []


@pytest.mark.parametrize("breaks", BREAKS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("lines", [IDS, AS_SENT], ids=["ids", "as-sent"])
def test_no_way_of_breaking_names_anybody(
    lines: list[str], breaks: Callable[[Rows, int, int], Rows]
) -> None:
    rows = breaks(written(lines), 3, 4)
    assert named_in(everything_said(text_of(rows).encode())) == []


def test_names_are_written_where_they_are_asked_for() -> None:
    rows = _all_moved(written(IDS), 0, 0)
    assert named_in(everything_said(text_of(rows).encode(), "--names")) != []


def test_every_machine_format_is_a_format() -> None:
    assert set(KINDS) > MACHINE
