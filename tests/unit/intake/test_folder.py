"""Which file of a folder is which table."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from unit.intake.rounds import STAFF, a_folder, codes, read, refused, refused_for

if TYPE_CHECKING:
    from pathlib import Path


def test_tables_are_found_by_their_names(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, disciplines__csv="staff_id,form\n")
    batch = read(folder)
    assert set(batch.columns) == {"staff", "units", "disciplines"}
    assert batch.tables["disciplines"] == ()
    assert codes(batch) == []


def test_every_file_read_is_named_with_its_digest(tmp_path: Path) -> None:
    sources = read(a_folder(tmp_path)).sources
    assert [source.path for source in sources] == ["batch.yaml", "staff.csv", "units.csv"]
    assert all(len(source.sha256) == 64 for source in sources)


@pytest.mark.parametrize("name", ["Staff.csv", "STAFF.CSV", "staff.tsv"])
def test_names_are_found_whatever_their_case(tmp_path: Path, name: str) -> None:
    folder = a_folder(tmp_path, staff__csv=None)
    (folder / name).write_text(STAFF, encoding="utf-8")
    assert read(folder).sources[1].path == name


def test_a_table_may_be_named_in_the_header(tmp_path: Path) -> None:
    header = "period: 2024\ntables: {staff: Danh sách.csv}\n"
    folder = a_folder(tmp_path, staff__csv=None, batch__yaml=header)
    (folder / unicodedata.normalize("NFD", "Danh sách.csv")).write_text(STAFF, encoding="utf-8")
    assert len(read(folder).tables["staff"]) == 2


def test_a_named_file_that_is_missing_is_refused_with_the_nearest(tmp_path: Path) -> None:
    header = "period: 2024\ntables: {staff: staf.csv}\n"
    problem = refused(a_folder(tmp_path, batch__yaml=header))[0]
    assert (problem.code, problem.params["nearest"]) == ("table-file-missing", "staff.csv")
    assert str(problem.place) == "batch.yaml:2:17"


@pytest.mark.parametrize("name", ["../staff.csv", "/etc/passwd", "a/b.csv", "..\\\\staff.csv"])
def test_a_named_file_outside_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    header = f'period: 2024\ntables: {{staff: "{name}"}}\n'
    assert refused_for(a_folder(tmp_path, batch__yaml=header))[0] == "table-outside-folder"


def test_a_named_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    header = "period: 2024\ntables: {staff: staff.doc}\n"
    folder = a_folder(tmp_path, batch__yaml=header, staff__doc="x")
    assert refused_for(folder)[0] == "not-a-folder"


def test_two_files_for_one_table_are_a_question(tmp_path: Path) -> None:
    problems = refused(a_folder(tmp_path, staff__tsv=STAFF))
    assert [problem.code for problem in problems] == ["table-file-twice"]


def test_a_file_that_is_no_table_is_named(tmp_path: Path) -> None:
    batch = read(a_folder(tmp_path, ghi_chu__csv="a\n1\n"))
    assert [(one.code, one.severity) for one in batch.problems] == [("file-not-used", "notice")]


def test_a_file_with_a_slip_in_its_name_is_a_warning(tmp_path: Path) -> None:
    batch = read(a_folder(tmp_path, discipline__csv="staff_id\nA\n"))
    (problem,) = batch.problems
    assert (problem.severity, problem.params["nearest"]) == ("warning", "disciplines.csv")


def test_a_header_with_another_ending_is_not_silently_passed_over(tmp_path: Path) -> None:
    problems = refused(a_folder(tmp_path, batch__yaml=None, batch__yml="period: 2024\n"))
    assert {problem.code for problem in problems} == {"period-missing", "file-not-used"}


def test_hidden_files_and_other_papers_are_left_alone(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, README__md="x", __hidden__csv="x")
    (folder / "~$staff.csv").write_text("x", encoding="utf-8")
    (folder / "more.csv").mkdir()
    assert codes(read(folder)) == []


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, staff__csv=None, units__csv=None)
    assert refused_for(folder) == ["nothing-in-folder"]


def test_an_empty_folder_is_refused_for_all_it_lacks(tmp_path: Path) -> None:
    assert set(refused_for(tmp_path)) == {"nothing-in-folder", "period-missing"}
