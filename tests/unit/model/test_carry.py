"""The decided grades of an earlier round become the history of this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Batch, BatchError, read

if TYPE_CHECKING:
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
