"""A list that stays in its file is read as a short list is: the same problems, the same rows."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import pytest

from cbccvc_rules import BatchError, read, read_frames
from cbccvc_rules.intake import list_people, list_sheet, long_list
from unit.intake.workbooks import a_workbook, parts_of, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch

HEAD = [
    "staff_id",
    "name",
    "unit_id",
    "category",
    "role",
    "leads",
    "peer_group",
    "party_member",
    "months_worked",
    "leave_months",
    "tasks_total",
    "tasks_completed",
    "criteria_total",
    "criteria_deficient",
    "rating",
    "meeting_on",
    "decided_on",
    "decided_by",
    "minutes",
    "ghi chú",
]
PLAIN = dict.fromkeys(HEAD, "") | {
    "name": "Nguyễn Văn A",
    "unit_id": "P1",
    "category": "CC",
    "months_worked": "12",
    "tasks_total": "10",
    "tasks_completed": "9",
    "rating": "HTTNV",
    "decided_on": "2024-12-10",
}
UNITS = "unit_id,parent_id,body,rating\nSO,,true,HTTNV\nP1,SO,false,HTTNV\nP2,SO,false,HTNV\n"
ODD = (
    {"staff_id": "A2"},
    {"staff_id": "", "unit_id": "P2"},
    {"unit_id": "p1"},
    {"unit_id": "P9"},
    {"unit_id": "", "category": "HĐLĐ"},
    {"category": "công  chức", "role": "cấp phó", "leads": "P1;P2"},
    {"category": "?", "role": "head"},
    {"role": "", "leads": "P1"},
    {"role": "deputy", "leads": "P1, P2"},
    {"party_member": "x"},
    {"months_worked": "5,5", "leave_months": "7.25"},
    {"months_worked": "13"},
    {"tasks_completed": "11"},
    {"criteria_total": "3", "criteria_deficient": "4"},
    {"rating": "Hoàn thành tốt nhiệm vụ"},
    {"rating": "Hoàn thành tốt"},
    {"rating": "chưa xếp loại"},
    {"meeting_on": "không", "decided_on": "45640"},
    {"meeting_on": "31/02/2024", "minutes": "không có"},
    {"decided_by": "A1", "minutes": "BB 01"},
    {"decided_by": "SO"},
    {"name": "#N/A", "decided_by": "chưa"},
    {"staff_id": " A3\u00a0", "peer_group": "chuyên viên"},
)


def written(folder: Path, rows: list[dict[str, str]], units: str | None = UNITS) -> Path:
    with (folder / "staff.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, HEAD, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    (folder / "batch.yaml").write_text("period: 2024\n", encoding="utf-8")
    if units is not None:
        (folder / "units.csv").write_text(units, encoding="utf-8")
    return folder


def people(*odd: dict[str, str]) -> list[dict[str, str]]:
    return [
        PLAIN | {"staff_id": f"A{number}"} | one for number, one in enumerate(({}, {}, {}, *odd), 1)
    ]


def as_parquet(folder: Path) -> Path:
    """Put the list of a folder into a Parquet file; every cell is a text, as in CSV."""
    told = folder / "staff.csv"
    duckdb.sql(f"COPY (FROM read_csv('{told}', all_varchar = true)) TO '{folder}/staff.parquet'")
    told.unlink()
    return folder


def as_workbook(folder: Path, *, texts_in_cells: bool = False) -> Path:
    """Put the list of a folder into a workbook; numbers and days are what they are."""
    told = folder / "staff.csv"
    with told.open(encoding="utf-8", newline="") as stream:
        rows = [[_typed(cell) for cell in row] for row in csv.reader(stream)]
    told.unlink()
    options = {"constant_memory": texts_in_cells}
    (folder / "staff.xlsx").write_bytes(a_workbook(options, Danh_sách=rows, Sheet2=[]))
    return folder


def _typed(cell: str) -> object:
    if re.fullmatch("[0-9]{1,3}", cell):
        return int(cell)
    return (
        date.fromisoformat(cell)
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", cell)
        else cell or None
    )


def both(path: Path) -> tuple[Batch, Batch]:
    rows, listed = read(path, in_file=False), read(path, in_file=True)
    assert rows.in_file is None
    assert listed.in_file is not None
    return rows, listed


def assert_alike(rows: Batch, listed: Batch) -> None:
    assert listed.in_file is not None
    assert listed.problems == rows.problems
    assert listed.mappings == rows.mappings
    assert listed.columns == rows.columns
    assert listed.unplaced == rows.unplaced
    assert (listed.people, listed.dropped) == (rows.people, rows.dropped)
    assert listed.sources == rows.sources
    numbers = range(2, listed.in_file.size + 10)
    assert tuple(listed.in_file.rows(numbers)) == rows.tables["staff"]
    assert listed.tables["units"] == rows.tables["units"]


def test_every_fault_of_a_cell_is_told_as_of_a_short_list(tmp_path: Path) -> None:
    rows, listed = both(written(tmp_path, people(*ODD)))
    assert_alike(rows, listed)
    codes = {one.code for one in rows.problems}
    assert {"duplicate-id", "unit-unknown", "figures-contradict", "cell-code-unknown"} <= codes


@pytest.mark.parametrize("texts_in_cells", [False, True])
@pytest.mark.parametrize("piece", [1 << 22, 3_000])
def test_a_workbook_is_taken_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int, *, texts_in_cells: bool
) -> None:
    monkeypatch.setattr(list_sheet, "_PIECE", piece)
    monkeypatch.setattr(list_sheet, "_MOST_KEPT", 2)
    folder = written(tmp_path, people(*[one for one in ODD if "staff_id" not in one] * 3))
    assert_alike(*both(as_workbook(folder, texts_in_cells=texts_in_cells)))


A_LIST = [["Mã số", "Đơn vị công tác", "Loại đối tượng", "Mức xếp loại"], ["1", "A", "CC", "HTT"]]


@pytest.mark.parametrize(
    ("sheets", "reason"),
    [
        ({"A": A_LIST, "B": A_LIST}, "more than one sheet"),
        ({"A": [["DANH SÁCH NĂM 2024"], *A_LIST]}, "headings are empty"),
        ({"A": [*A_LIST, [], A_LIST[1]]}, "blank rows"),
        (
            {"A": [[*A_LIST[0], "Họ vµ tªn"], [*A_LIST[1], "Hä vµ tªn lµ NguyÔn ThÞ Th¾m"]]},
            "encoding",
        ),
    ],
)
def test_a_workbook_that_rows_alone_do_not_tell_is_read_row_by_row(
    tmp_path: Path, sheets: dict[str, list[list[object]]], reason: str
) -> None:
    (tmp_path / "list.xlsx").write_bytes(a_workbook(**sheets))
    notices = []
    try:
        batch = read(tmp_path / "list.xlsx", period="2024", in_file=True)
        assert batch.in_file is None
        notices = batch.problems
    except BatchError as error:
        notices = error.problems
    (told,) = [one.say("en") for one in notices if one.code == "list-by-rows"]
    assert reason in told


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ('<mergeCells><mergeCell ref="A2:B2"/></mergeCells>', "merged"),
        ('<x:row xmlns:x="a"/>', "rare way"),
        ("<!-- -->", "rare way"),
    ],
)
def test_what_stands_around_the_rows_is_looked_at(tmp_path: Path, more: str, reason: str) -> None:
    rows = "".join(
        f'<row r="{at}"><c r="A{at}" t="inlineStr"><is><t>{word}</t></is></c></row>'
        for at, word in enumerate(("Mã số", "A1"), 1)
    )
    (tmp_path / "list.xlsx").write_bytes(zipped(parts_of(f"<sheetData>{rows}</sheetData>{more}")))
    with pytest.raises(list_sheet.NotThisWayError, match=reason):
        list_sheet.sheet_as_csv(tmp_path / "list.xlsx", "list.xlsx", tmp_path / "list.csv")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ('<c r="A2" t="e"><v>#N/A</v></c>', "formula"),
        ('<c r="A2"><f>A1</f></c>', "rare way"),
    ],
)
def test_cells_that_are_no_values_are_left_to_the_row_reader(
    tmp_path: Path, cells: str, reason: str
) -> None:
    top = '<row r="1"><c r="A1" t="inlineStr"><is><t>Mã số</t></is></c></row>'
    rows = f'<sheetData>{top}<row r="2">{cells}</row></sheetData>'
    (tmp_path / "list.xlsx").write_bytes(zipped(parts_of(rows)))
    with pytest.raises(list_sheet.NotThisWayError, match=reason):
        list_sheet.sheet_as_csv(tmp_path / "list.xlsx", "list.xlsx", tmp_path / "list.csv")


def test_a_damaged_workbook_is_told_for_it(tmp_path: Path) -> None:
    data = a_workbook(A=A_LIST)
    (tmp_path / "list.xlsx").write_bytes(data[:-30])
    with pytest.raises(BatchError) as error:
        read(tmp_path / "list.xlsx", period="2024", in_file=True)
    assert [one.code for one in error.value.problems] == ["workbook-broken"]


def test_a_workbook_that_is_long_stays_in_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = as_workbook(written(tmp_path, people(*[{}] * 300)))
    assert read(folder).in_file is None
    monkeypatch.setattr(long_list, "LONG_UNPACKED", 10_000)
    monkeypatch.setattr(long_list, "_SHORT_WORKBOOK", 1_000)
    assert read(folder).in_file is not None


def test_a_parquet_file_of_texts_is_taken_as_well(tmp_path: Path) -> None:
    assert_alike(*both(as_parquet(written(tmp_path, people(*ODD)))))


@pytest.mark.parametrize("at", range(len(ODD)))
def test_each_fault_by_itself(tmp_path: Path, at: int) -> None:
    assert_alike(*both(written(tmp_path, people(ODD[at]))))


def test_units_that_no_table_tells_are_those_that_people_name(tmp_path: Path) -> None:
    assert_alike(*both(written(tmp_path, people({"unit_id": "P7"}), units=None)))


def test_a_row_in_which_nothing_stands_is_none(tmp_path: Path) -> None:
    assert_alike(*both(written(tmp_path, [*people(), dict.fromkeys(HEAD, ""), *people()[:1]])))


def test_crosses_alone_and_units_adrift(tmp_path: Path) -> None:
    marked = [one | {"party_member": "x" if at % 2 else ""} for at, one in enumerate(people())]
    assert_alike(*both(written(tmp_path, marked, UNITS.replace("P2,SO", "P2,KHÔNG CÓ"))))


def test_typed_cells_of_parquet_are_what_they_are(tmp_path: Path) -> None:
    duckdb.sql(
        "COPY (SELECT i AS staff_id, 'P1' AS unit_id, 'CC' AS category, i % 14 AS months_worked, "
        "10 AS tasks_total, i % 12 AS tasks_completed, i % 3 = 0 AS party_member, "
        "DATE '2024-12-10' AS decided_on, CAST(i AS DOUBLE) / 8 AS score, 'HTTNV' AS rating, "
        "TIMESTAMP '2024-12-01 10:00:00' AS meeting_on "
        f"FROM range(60) AS r(i)) TO '{tmp_path}/staff.parquet'"
    )
    path = tmp_path / "staff.parquet"
    assert_alike(*_listed_both(path))


def _listed_both(path: Path) -> tuple[Batch, Batch]:
    return read(path, period="2024", in_file=False), read(path, period="2024", in_file=True)


def test_a_unit_written_in_two_ways_is_one_whichever_way_the_list_is_taken(tmp_path: Path) -> None:
    path = written(tmp_path, people({"unit_id": "p1"}), None)
    batches = (read(path, in_file=False), read(path, in_file=True))
    for batch in batches:
        assert batch.in_file is None
        assert [row.key for row in batch.tables["units"]] == ["P1"]
    frame = pd.DataFrame(people({"unit_id": "p1"}))
    batch = read_frames(frame, period="2024", in_file=True)
    assert [row.key for row in batch.tables["units"]] == ["P1"]


def test_a_frame_is_taken_as_its_records_are() -> None:
    frame = pd.DataFrame(people(*(one for one in ODD if one.get("unit_id") != "p1")))
    rows = read_frames(frame, period="2024", in_file=False)
    listed = read_frames(frame, period="2024", in_file=True)
    assert listed.in_file is not None
    assert listed.problems == rows.problems
    told = zip(listed.in_file.rows(range(1, 60)), rows.tables["staff"], strict=True)
    for in_file, by_rows in told:
        assert replace(in_file, sheet=None) == replace(by_rows, sheet=None)
        assert in_file.place("rating") == by_rows.place("rating")


def _said(path: Path, *, in_file: bool) -> str:
    with pytest.raises(BatchError) as told:
        read(path, in_file=in_file)
    return str(told.value)


def test_a_needed_column_that_is_missing_is_told_alike(tmp_path: Path) -> None:
    staff = written(tmp_path, people()) / "staff.csv"
    text = staff.read_text(encoding="utf-8").replace("category,", "loại gì,", 1)
    staff.write_text(text, encoding="utf-8")
    asked, rows = (read(tmp_path, in_file=way) for way in (True, False))
    assert asked.in_file is not None
    assert "column-missing" in {one.code for one in asked.problems}
    assert asked.problems == rows.problems


def test_people_without_ids_are_read_row_by_row_and_go_by_their_rows(tmp_path: Path) -> None:
    staff = written(tmp_path, people()) / "staff.csv"
    text = staff.read_text(encoding="utf-8").replace("staff_id,", "ghi gì,", 1)
    staff.write_text(text, encoding="utf-8")
    batch = read(tmp_path, in_file=True)
    assert batch.in_file is None
    assert {"list-by-rows", "ids-by-rows"} <= {one.code for one in batch.problems}


@pytest.mark.parametrize(
    ("spoilt", "why"),
    [
        (lambda text: text.replace("\n", "\n\n", 1), "blank lines"),
        (lambda text: text.replace("A1", '="A1"', 1), 'cells are written `="…"`'),
        (lambda text: text.replace("\n", "\r\n", 1), "different ways"),
        (lambda text: "BẢNG TỔNG HỢP,,\n" + text, "headings"),
    ],
)
def test_what_cannot_be_asked_in_its_file_is_read_row_by_row_and_said(
    tmp_path: Path, spoilt: object, why: str
) -> None:
    staff = written(tmp_path, people()) / "staff.csv"
    assert callable(spoilt)
    staff.write_bytes(spoilt(staff.read_text(encoding="utf-8")).encode())
    try:
        found = read(tmp_path, in_file=True)
    except BatchError as fault:
        problems = fault.problems
    else:
        assert found.in_file is None
        problems = found.problems
    told = [one.say("en") for one in problems if one.code == "list-by-rows"]
    assert len(told) == 1
    assert why in told[0]


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = as_parquet(written(tmp_path, people())) / "staff.parquet"
    path.write_bytes(path.read_bytes()[:-40])
    assert "cannot be read" in _said(tmp_path, in_file=True)


@pytest.mark.parametrize("cells", [2, 40])
def test_a_row_of_csv_with_other_cells_than_headings_is_read_row_by_row(
    tmp_path: Path, cells: int
) -> None:
    staff = written(tmp_path, people()) / "staff.csv"
    odd = "A9,Lý An" + ",x" * (cells - 2) + "\n"
    staff.write_text(staff.read_text(encoding="utf-8") + odd, encoding="utf-8")
    batch = read(tmp_path, in_file=True)
    assert batch.in_file is None
    (told,) = [one.say("en") for one in batch.problems if one.code == "list-by-rows"]
    assert "row 5 cannot be cut" in told
    assert batch.tables["staff"] == read(tmp_path, in_file=False).tables["staff"]


def test_a_last_line_that_is_far_too_long_is_not_left_out(tmp_path: Path) -> None:
    staff = written(tmp_path, people()) / "staff.csv"
    with staff.open("a", encoding="utf-8") as file:
        file.write("x" * 33_000_000)
    assert _said(tmp_path, in_file=True).startswith(_said(tmp_path, in_file=False))


def test_a_list_with_too_many_faults_is_not_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_people, "MOST_STRANGE", 2)
    written(tmp_path, people(*[{"tasks_total": "mười"}] * 4))
    said = _said(tmp_path, in_file=True)
    assert "more than 2 rows are faulty" in said
    assert "mười" in said


def test_a_shared_id_far_down_is_found_with_both_rows(tmp_path: Path) -> None:
    many = 300_000
    duckdb.sql(
        f"COPY (SELECT 'N' || CASE WHEN i = {many - 7} THEN 5 ELSE i END AS staff_id, "
        "'P1' AS unit_id, 'CC' AS category, 'HTTNV' AS rating "
        f"FROM range({many}) AS r(i)) TO '{tmp_path}/staff.parquet'"
    )
    found = read(tmp_path / "staff.parquet", period="2024")
    assert found.in_file is not None
    (told,) = (one for one in found.problems if one.code == "duplicate-id")
    assert str(told.place) == "staff.parquet!A7"
    assert told.params["others"] == f"staff.parquet!A{many - 5}"
    assert found.people == many - 2


def test_a_list_of_too_many_faults_shows_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cbccvc_rules.intake.list_people.MOST_STRANGE", 1)
    written(tmp_path, [{**one, "staff_id": "A1"} for one in people()])
    said = _said(tmp_path, in_file=True)
    assert "more than 1 rows are faulty" in said
    assert "`A1`" in said
