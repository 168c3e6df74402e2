"""Tables of a Python caller are read as the sheets of a file are: frames, columns, records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow
import pytest

from cbccvc_rules import Batch, BatchError, UsageError, read_frames

if TYPE_CHECKING:
    from pathlib import Path

FILL = {"category": "VC", "unit_id": "U1"}
MARKED: dict[str, list[object]] = {
    "STT": [1, 2, 3],
    "Họ và tên": ["Lý An", "Lý Bình", "Lý Cam"],
    "HTXSNV": ["x", None, None],
    "HTTNV": [None, "x", None],
    "HTNV": [None, None, None],
    "KHTNV": [None, None, "x"],
}


def records(columns: dict[str, list[object]]) -> list[dict[str, object]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def grades(batch: Batch, column: str = "rating") -> list[object]:
    return [row.values[column] for row in batch.tables["staff"]]


def asked(given: object, **more: str) -> list[tuple[str, str]]:
    with pytest.raises(BatchError) as caught:
        read_frames(given, period="2024", fill=FILL, **more)
    return [(one.code, str(one.place)) for one in caught.value.problems]


@pytest.mark.parametrize(
    "given",
    [MARKED, records(MARKED), pd.DataFrame(MARKED), pyarrow.table(MARKED)],
    ids=["columns", "records", "pandas", "arrow"],
)
def test_marks_under_grades_are_grades_whatever_the_table_is(given: object) -> None:
    batch = read_frames(given, period="2024", fill=FILL)
    assert grades(batch) == ["HTXSNV", "HTTNV", "KHTNV"]
    third = batch.tables["staff"][2]
    assert str(third.place("rating")) == "records, staff:3:KHTNV"


def test_records_are_read_as_frames_are() -> None:
    batch = Batch.from_records(records(MARKED), period="2024", fill=FILL)
    assert grades(batch) == ["HTXSNV", "HTTNV", "KHTNV"]


def test_a_year_beside_the_grades_is_a_question_with_answers_that_work() -> None:
    told = [
        {"Họ tên": "Lý An", "Xếp loại": "HTT", "Năm": 2024},
        {"Họ tên": "Lý Bình", "Xếp loại": "HT", "Năm": 2025},
    ]
    assert asked(told) == [("column-open", "records, staff:Năm")]
    with pytest.raises(BatchError, match="`--map C=period`"):
        Batch.from_records(told, period="2024", fill=FILL)
    for columns in ({"C": "period"}, {"Năm": "period"}):
        batch = Batch.from_records(told, period="2024", fill=FILL, columns=columns)
        assert grades(batch) == ["HTTNV"]
    assert grades(read_frames(told, period="2024", fill=FILL, columns={"Năm": "-"})) == [
        "HTTNV",
        "HTNV",
    ]


def test_a_column_called_cả_năm_is_a_question() -> None:
    told = {"Họ tên": ["Lý An"], "Cả năm": ["HTT"]}
    assert asked(told) == [("column-open", "records, staff:Cả năm")]
    columns = {"Cả năm": "rating"}
    assert grades(read_frames(told, period="2024", fill=FILL, columns=columns)) == ["HTTNV"]


@pytest.mark.parametrize("kind", ["pandas", "arrow"])
def test_two_columns_of_one_name_are_a_question_and_the_second_may_be_named(kind: str) -> None:
    names = ["Họ tên", "Mức xếp loại", "Mức xếp loại"]
    frame = pd.DataFrame([["Lý An", "HTXS", "HTT"]], columns=names)
    arrays = [["Lý An"], ["HTXS"], ["HTT"]]
    given = frame if kind == "pandas" else pyarrow.Table.from_arrays(arrays, names=names)
    assert [code for code, _ in asked(given)] == ["columns-open"]
    columns = {"Mức xếp loại #1": "self_rating", "Mức xếp loại #2": "rating"}
    batch = read_frames(given, period="2024", fill=FILL, columns=columns)
    assert (grades(batch, "self_rating"), grades(batch)) == (["HTXSNV"], ["HTTNV"])


def test_a_name_that_pandas_numbers_is_the_name_that_it_was() -> None:
    frame = pd.DataFrame([["An", "HTXS", "HTT"]], columns=["Họ tên", "Xếp loại", "Xếp loại.1"])
    assert [code for code, _ in asked(frame)] == ["columns-open"]


def test_names_above_each_other_span_columns() -> None:
    names = pd.MultiIndex.from_tuples(
        [
            ("TT", "Unnamed: 0_level_1"),
            ("Họ và tên", "Unnamed: 1_level_1"),
            ("Kết quả xếp loại", "Cá nhân tự đề xuất"),
            ("Kết quả xếp loại", "Lãnh đạo đề xuất"),
        ]
    )
    frame = pd.DataFrame([[1, "Lý An", "HTXS", "HTT"]], columns=names)
    batch = read_frames(frame, period="2024", fill=FILL, stage="proposed")
    assert (grades(batch, "self_rating"), grades(batch, "proposed_rating")) == (
        ["HTXSNV"],
        ["HTTNV"],
    )
    assert not {"text-under-merged", "heading-unknown"} & {one.code for one in batch.problems}


@pytest.mark.parametrize("header", [None, 0])
def test_headings_further_down_are_found_and_a_title_is_weighed(header: int | None) -> None:
    rows: list[list[object]] = [
        ["DANH SÁCH XẾP LOẠI NĂM 2023", None, None],
        ["STT", "Họ và tên", "Xếp loại"],
        [1, "Lý An", "HTT"],
    ]
    frame = pd.DataFrame(rows)
    if header is not None:
        frame = pd.DataFrame(rows[1:], columns=[str(rows[0][0]), "Unnamed: 1", "Unnamed: 2"])
    assert [code for code, _ in asked(frame)] == ["title-of-other-year"]
    frame = frame.replace({"DANH SÁCH XẾP LOẠI NĂM 2023": "DANH SÁCH NĂM 2024"})
    frame = frame.rename(columns={"DANH SÁCH XẾP LOẠI NĂM 2023": "DANH SÁCH NĂM 2024"})
    assert grades(read_frames(frame, period="2024", fill=FILL)) == ["HTTNV"]


def test_labels_and_a_file_of_choices_answer_as_well(tmp_path: Path) -> None:
    told = {"Họ tên": ["Lý An"], "Xếp loại": ["Loại một"]}
    labels = {"Loại một": "HTXSNV"}
    assert grades(read_frames(told, period="2024", fill=FILL, labels=labels)) == ["HTXSNV"]
    path = tmp_path / "m.yaml"
    path.write_text("labels:\n  Loại một: HTXSNV\n", encoding="utf-8")
    assert grades(read_frames(told, period="2024", fill=FILL, mapping=path)) == ["HTXSNV"]
    rows = [{"Họ tên": "Lý An", "Xếp loại": "Loại một"}]
    batch = Batch.from_records(rows, period="2024", fill=FILL, labels=labels)
    assert grades(batch) == ["HTXSNV"]


def test_a_choice_that_names_nothing_is_refused() -> None:
    told = {"Họ tên": ["Lý An"], "Xếp loại": ["HTT"]}
    with pytest.raises(BatchError) as caught:
        read_frames(told, period="2024", fill=FILL, columns={"Điểm": "score"})
    assert [one.code for one in caught.value.problems][:1] == ["map-column-unknown"]


def test_cells_of_several_types_in_one_column_of_pandas_are_read() -> None:
    frame = pd.DataFrame({"Mã số": ["007", 8], "Họ tên": ["An", None], "Xếp loại": ["HTT", "HT"]})
    batch = read_frames(frame, period="2024", fill=FILL)
    assert [row.key for row in batch.tables["staff"]] == ["007", "8"]


def test_an_index_with_a_name_is_a_column_and_a_filtered_list_keeps_its_order() -> None:
    frame = pd.DataFrame({"Mã số": ["A", "B", "C"], "Xếp loại": ["HTT", "HT", "HTXS"]})
    batch = read_frames(frame.set_index("Mã số"), period="2024", fill=FILL)
    assert [row.key for row in batch.tables["staff"]] == ["A", "B", "C"]
    batch = read_frames(frame[frame["Mã số"] != "A"], period="2024", fill=FILL)
    assert [row.number for row in batch.tables["staff"]] == [1, 2]
    assert not [one for one in batch.problems if one.code == "heading-unknown"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (5, "frame-not-arrow"),
        ([1, 2], "frame-not-arrow"),
        ({"Họ tên": ["An"], "Xếp loại": ["HTT", "HT"]}, "frame-ragged"),
        ({"Họ tên": "An"}, "frame-ragged"),
    ],
)
def test_what_is_no_table_is_one_message(given: object, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_frames(given, period="2024")
    assert [one.code for one in caught.value.problems] == [code]


def test_old_letters_are_put_into_unicode_with_a_note() -> None:
    names = ["Lª V¨n §¹t", "NguyÔn V¨n B×nh", "Hoµng ThÞ H\xb9nh"]
    told: dict[str, list[object]] = {"Họ tên": list(names), "Xếp loại": ["HTT"] * 3}
    batch = read_frames(told, period="2024", fill=FILL)
    assert batch.tables["staff"][0].values["name"] == "Lê Văn Đạt"
    assert "text-recoded" in {one.code for one in batch.problems}


def test_a_frame_without_names_has_its_headings_in_its_rows_whatever_else_is_said() -> None:
    headings = ["Mã số", "Mã đơn vị", "Mức xếp loại"]
    frame = pd.DataFrame([headings, ["A", "U", "HTT"], [2, "U", "HT"]])
    batch = read_frames(frame, period="2024", fill={"category": "CC"})
    assert grades(batch) == ["HTTNV", "HTNV"]
    assert grades(read_frames(frame, period="2024")) == ["HTTNV", "HTNV"]


def test_a_long_frame_whose_headings_are_not_plain_is_read_row_by_row() -> None:
    told: dict[str, list[object]] = {
        "Mã số": ["A", "B"],
        "Mã đơn vị": ["U", "U"],
        "Loại đối tượng": ["VC", "VC"],
        "Mức xếp loại": ["HTT", "HT"],
    }
    assert read_frames(pd.DataFrame(told), period="2024", in_file=True).in_file is not None
    with pytest.raises(BatchError) as caught:
        read_frames(pd.DataFrame({**told, "Năm": [2025, 2025]}), period="2024", in_file=True)
    assert [one.code for one in caught.value.problems if one.severity == "error"] == ["column-open"]
