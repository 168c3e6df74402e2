"""However a list is broken, what machines and logs get names nobody unless asked to."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZipFile, is_zipfile

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as some

from cbccvc_rules.cli.main import cbccvc
from cbccvc_rules.reports.discreet import stand_in
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


NAMES_FOR_IDS = [
    "staff_id;name;unit_id;category;role;months_worked;leave_months;rating",
    *(
        f"{name};x;P-1;CC;staff;{4 if at % 2 else 12};{4 if at % 3 else 0};HTXSNV"
        for at, name in enumerate(NAMES)
    ),
]
SOMEBODY, LIKE_SOMEBODY = NAMES[8], NAMES[8][:-1]


@pytest.fixture
def names_for_ids(tmp_path: Path) -> str:
    listed = tmp_path / "staff.csv"
    listed.write_text(text_of(written(NAMES_FOR_IDS)), encoding="utf-8")
    return str(listed)


def answered(command: str, listed: str, *options: str) -> str:
    asked = [command, listed, "--period", "2024", *options]
    done = CliRunner().invoke(cbccvc, asked)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.stderr + done.stdout


ANSWERS = [
    ("permitted", "--format", "json"),
    ("repair", "--format", "json"),
    ("repair", "--format", "csv"),
    ("sensitivity", "--format", "json"),
    ("sample", "--format", "json"),
    ("whatif", "--format", "json", "--set", f"{SOMEBODY}.rating=HTNV"),
]


@pytest.mark.parametrize("asked", ANSWERS, ids=lambda one: "-".join(one[:3]))
def test_names_used_as_ids_have_stand_ins_in_every_answer(
    names_for_ids: str, asked: tuple[str, ...]
) -> None:
    command, *options = asked
    said = answered(command, names_for_ids, *options)
    assert named_in(said) == []
    people = named_in(answered(command, names_for_ids, *options, "--names"))
    assert people != []
    assert all(stand_in(one) in said for one in people)


@pytest.mark.parametrize("command", ["quota", "summary"])
def test_answers_on_units_name_nobody(names_for_ids: str, command: str) -> None:
    assert named_in(answered(command, names_for_ids, "--format", "json")) == []


@pytest.mark.parametrize(
    ("command", "option", "told"),
    [
        ("explain", "--subject", LIKE_SOMEBODY),
        ("permitted", "--subject", LIKE_SOMEBODY),
        ("repair", "--lock", LIKE_SOMEBODY),
        ("whatif", "--set", f"{LIKE_SOMEBODY}.rating=HTTNV"),
    ],
)
def test_nobody_is_suggested_in_a_log(
    names_for_ids: str, command: str, option: str, told: str
) -> None:
    said = answered(command, names_for_ids, option, told)
    assert LIKE_SOMEBODY not in said
    assert "(chữ, 3 từ)" in said


def test_a_name_is_suggested_where_names_are_asked_for(names_for_ids: str) -> None:
    said = answered("permitted", names_for_ids, "--subject", LIKE_SOMEBODY, "--names")
    assert SOMEBODY in said


def inside(report: Path) -> str:
    """Return all text of a report; a document is an archive of parts."""
    if not is_zipfile(report):
        return report.read_text(encoding="utf-8")
    with ZipFile(report) as parts:
        return "\n".join(parts.read(one).decode("utf-8", "replace") for one in parts.namelist())


@pytest.mark.parametrize("form", ["text", "html", "docx", "xlsx"])
def test_nobody_is_named_to_people_where_names_are_not_wanted(tmp_path: Path, form: str) -> None:
    listed = tmp_path / "staff.csv"
    rows = written(IDS)
    for at, row in enumerate(rows[1:6], 4):  # a name each where a unit, a post, a figure stands
        row[2 + at % 5] = row[1]
    listed.write_text(text_of(rows), encoding="utf-8")
    report = tmp_path / f"report.{form}"
    for wanted, named in (("--no-names", False), ("--names", True)):
        answered("check", str(listed), "--format", form, "--output", str(report), wanted)
        assert bool(named_in(inside(report))) is named


def test_every_machine_format_is_a_format() -> None:
    assert set(KINDS) > MACHINE
