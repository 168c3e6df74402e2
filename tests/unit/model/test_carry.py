"""The decided grades of an earlier round become the history of this one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Batch, BatchError, read
from unit.intake.workbooks import a_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADINGS = "staff_id,name,unit_id,category,role,position,rating\n"
NOW = (
    HEADINGS
    + "007,Lý Một,U,VC,,Kỹ sư,HTTNV\nA,Lý Hai,U,VC,head,Trưởng phòng,HTNV\nN,Lý Ba,U,VC,,,HTNV\n"
)
BEFORE = (
    HEADINGS
    + "007,Lý Một,V,VC,,Kỹ thuật viên,HTXSNV\nA,Lý Hai,U,CC,,,KHTNV\nOUT,Lý Tư,U,VC,,,HTNV\n"
)


def a_round(folder: Path, period: str, staff: str, **tables: str) -> Path:
    folder.mkdir()
    header = f'period: "{period}"\non: {period[-4:]}-12-14\n'
    (folder / "batch.yaml").write_text(header, encoding="utf-8")
    for name, text in {"staff": staff, **tables}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def joined(tmp_path: Path, before: str = BEFORE, period: str = "2023", **tables: str) -> Batch:
    now = a_round(tmp_path / "now", "2024", NOW, **tables)
    return read(now, previous=a_round(tmp_path / "y2023", period, before))


def grades(batch: Batch) -> dict[tuple[object, object], object]:
    rows = batch.tables["history"]
    return {(row.values["staff_id"], row.values["period"]): row.values["rating"] for row in rows}


def codes(batch: Batch) -> list[str]:
    return [one.code for one in batch.problems if one.code != "units-not-told"]


def test_the_grades_of_those_still_listed_become_history(tmp_path: Path) -> None:
    batch = joined(tmp_path)
    assert grades(batch) == {("007", "2023"): "HTXSNV", ("A", "2023"): "KHTNV"}
    assert {"staff_id", "period", "rating", "category"} <= batch.columns["history"]


def test_it_is_told_how_many_years_before_it_was(tmp_path: Path) -> None:
    rows = joined(tmp_path).tables["history"]
    assert {row.values["years_before"] for row in rows} == {1}


def test_what_a_person_was_then_is_kept_apart_from_what_he_or_she_is_now(tmp_path: Path) -> None:
    first, second = joined(tmp_path).tables["history"]
    assert first.values["position"] == "Kỹ thuật viên"
    assert (second.values["category"], second.values["role"]) == ("CC", "staff")


def test_the_places_lead_to_the_files_of_the_earlier_round(tmp_path: Path) -> None:
    batch = joined(tmp_path)
    assert str(batch.tables["history"][0].place("rating")) == "y2023/staff.csv!G2"
    assert [one.path for one in batch.sources if "/" in one.path] == [
        "y2023/batch.yaml",
        "y2023/staff.csv",
    ]


def test_those_whom_the_earlier_round_does_not_know_are_named(tmp_path: Path) -> None:
    (one,) = [one for one in joined(tmp_path).problems if one.code == "previous-knows-not"]
    assert (one.severity, one.params["number"], one.params["ids"]) == ("notice", "1", "N")


def test_a_history_that_says_the_same_stays_and_another_year_is_joined(tmp_path: Path) -> None:
    told = "staff_id,period,rating\n007,2023,HTXSNV\n007,2022,HTNV\n"
    batch = joined(tmp_path, history=told)
    assert grades(batch) == {
        ("007", "2023"): "HTXSNV",
        ("007", "2022"): "HTNV",
        ("A", "2023"): "KHTNV",
    }
    assert "history-contradicts" not in codes(batch)


def test_a_history_that_says_otherwise_is_a_problem_with_both_cells(tmp_path: Path) -> None:
    batch = joined(tmp_path, history="staff_id,period,rating\n007,2023,HTNV\n")
    (one,) = [one for one in batch.problems if one.code == "history-contradicts"]
    assert one.severity == "error"
    assert (str(one.place), one.params["place"]) == ("history.csv!C2", "y2023/staff.csv!G2")
    assert ("007", "2023") not in grades(batch)


def test_a_cell_that_could_not_be_read_then_is_said_at_its_place(tmp_path: Path) -> None:
    batch = joined(tmp_path, BEFORE.replace("KHTNV", "XYZ"))
    told = {str(one.place): one.severity for one in batch.problems}
    assert told["y2023/staff.csv!G3"] == "warning"
    assert grades(batch)["A", "2023"] is None


def test_what_was_typed_then_is_kept(tmp_path: Path) -> None:
    batch = joined(tmp_path, BEFORE.replace("HTXSNV", "htxsnv").replace("KHTNV", "XYZ"))
    first, second = batch.tables["history"]
    assert (first.values["rating"], first.typed["rating"]) == ("HTXSNV", "htxsnv")
    assert (second.values["rating"], second.bad) == (None, {"rating"})


def test_it_is_told_what_was_taken_over(tmp_path: Path) -> None:
    (one,) = [one for one in joined(tmp_path).problems if one.code == "previous-taken"]
    assert one.severity == "notice"
    assert one.message("vi") == "mức đã quyết định của kỳ 2023 lấy từ `y2023` cho 2 người"


def as_json(path: Path, period: str, grade: str) -> Path:
    person = {"staff_id": "007", "unit_id": "U", "category": "VC", "rating": grade}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"period": period, "staff": [person]}), encoding="utf-8")
    return path


def as_workbook(path: Path, period: str, grade: str) -> Path:
    staff = [["staff_id", "unit_id", "category", "rating"], ["007", "U", "VC", grade]]
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(a_workbook(batch=[["period", period]], staff=staff))
    return path


@pytest.mark.parametrize(
    ("write", "name", "place"),
    [(as_json, "a.json", "a.json:1:"), (as_workbook, "a.xlsx", "a.xlsx, staff!D2")],
)
def test_an_earlier_round_may_be_one_file(
    tmp_path: Path, write: Callable[[Path, str, str], Path], name: str, place: str
) -> None:
    now = a_round(tmp_path / "now", "2024", NOW)
    batch = read(now, previous=write(tmp_path / name, "2023", "HTXSNV"))
    assert grades(batch) == {("007", "2023"): "HTXSNV"}
    assert str(batch.tables["history"][0].place("rating")).startswith(place)


def test_a_file_of_the_same_name_is_told_apart_by_its_folder(tmp_path: Path) -> None:
    now = as_workbook(tmp_path / "2024" / "dot.xlsx", "2024", "HTNV")
    batch = read(now, previous=as_workbook(tmp_path / "2023" / "dot.xlsx", "2023", "HTXSNV"))
    assert str(batch.tables["history"][0].place("rating")) == "2023/dot.xlsx, staff!D2"
    assert [one.path for one in batch.sources] == ["dot.xlsx", "2023/dot.xlsx"]


def test_several_earlier_rounds_are_taken_over(tmp_path: Path) -> None:
    now = a_round(tmp_path / "now", "2024", NOW)
    earlier = [as_json(tmp_path / f"{year}.json", year, "HTXSNV") for year in ("2023", "2022")]
    batch = read(now, previous=earlier)
    assert grades(batch) == {("007", "2023"): "HTXSNV", ("007", "2022"): "HTXSNV"}


def test_two_earlier_rounds_of_one_period_that_differ_are_a_contradiction(tmp_path: Path) -> None:
    now = a_round(tmp_path / "now", "2024", NOW)
    first = as_json(tmp_path / "a.json", "2023", "HTXSNV")
    second = as_workbook(tmp_path / "b.xlsx", "2023", "HTNV")
    batch = read(now, previous=[first, second])
    assert "history-contradicts" in codes(batch)
    assert grades(batch) == {}


def test_a_bare_list_that_tells_no_period_is_named(tmp_path: Path) -> None:
    now = a_round(tmp_path / "now", "2024", NOW)
    (tmp_path / "cu.csv").write_text(BEFORE, encoding="utf-8")
    with pytest.raises(BatchError) as caught:
        read(now, previous=tmp_path / "cu.csv")
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place)) == ("previous-year-untold", "cu.csv")


@pytest.mark.parametrize("period", ["2024", "2025", "2023-2024"])
def test_a_round_that_is_not_earlier_is_refused(tmp_path: Path, period: str) -> None:
    with pytest.raises(BatchError) as caught:
        joined(tmp_path, period=period)
    assert "previous-not-earlier" in [one.code for one in caught.value.problems]


def test_the_day_of_last_years_rating_comes_from_the_round_before(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "now", "2024", NOW)
    before = a_round(tmp_path / "y2023", "2023", BEFORE)
    (before / "batch.yaml").write_text('period: "2023"\non: 2023-12-05\n', encoding="utf-8")
    alone, joint = read(folder), read(folder, previous=before)
    assert {str(row.values["previous_on"]) for row in alone.tables["staff"]} == {"2023-12-14"}
    assert {str(row.values["previous_on"]) for row in joint.tables["staff"]} == {"2023-12-05"}
