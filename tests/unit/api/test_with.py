"""What a list lacks comes from other files: joined by id, by name and unit only where asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Batch, BatchError, UsageError, check, read
from cbccvc_rules.api import columns_told
from unit.intake.workbooks import a_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.errors import Problem

LIST = (
    "staff_id,name,category,unit_id,rating\n"
    "A,Lý Một,VC,U,HTTNV\nB,Lý Hai,VC,U,HTNV\nC,Lý Hai,VC,V,HTNV\n"
    "D,Lý Ba,VC,U,HTNV\nE,Lý Ba,VC,U,HTNV\n"
)


def joined(tmp_path: Path, by: str = "id", staff: str = LIST, **files: str) -> Batch:
    """Read the list with files beside it; `__` in a name stands for a point."""
    (tmp_path / "list.csv").write_text(staff, encoding="utf-8")
    others = []
    for name, text in files.items():
        others.append(tmp_path / name.replace("__", "."))
        others[-1].write_text(text, encoding="utf-8")
    return read(tmp_path / "list.csv", period="2024", with_=others, join_by=by)


def told(batch: Batch, column: str, table: str = "staff") -> dict[object, object]:
    return {row.values["staff_id"]: row.values[column] for row in batch.tables[table]}


def problems(batch: Batch, code: str) -> list[Problem]:
    return [one for one in batch.problems if one.code == code]


def test_leave_is_joined_by_id_and_its_cells_keep_their_places(tmp_path: Path) -> None:
    batch = joined(tmp_path, leave__csv="Mã số,Số tháng công tác,Nghỉ thai sản\nB,4,không\nA,12,\n")
    assert told(batch, "months_worked") == {"A": 12, "B": 4, "C": None, "D": None, "E": None}
    (row,) = [row for row in batch.tables["staff"] if row.key == "B"]
    assert str(row.place("months_worked")) == "leave.csv!B2"
    assert str(row.place("rating")) == "list.csv!E3"
    assert [one.path for one in batch.sources] == ["list.csv", "leave.csv"]
    finding = next(
        one
        for one in check(batch).broken
        if (one.rule, one.subject.id) == ("rated-under-six-months", "B")
    )
    assert "leave.csv!B2" in map(str, finding.places)


def test_a_file_with_a_title_of_its_own_year_is_joined(tmp_path: Path) -> None:
    leave = "DANH SÁCH NGHỈ PHÉP NĂM 2024,\nMã số,Số tháng công tác\nB,4\n"
    batch = joined(tmp_path, leave__csv=leave)
    assert told(batch, "months_worked")["B"] == 4
    assert not [one for one in batch.problems if one.code.startswith("title")]


def test_those_of_whom_nothing_is_told_and_those_who_are_not_listed_are_named(
    tmp_path: Path,
) -> None:
    batch = joined(tmp_path, leave__csv="staff_id,months_worked\nA,12\nZ,3\na,2\n")
    (left_out,) = problems(batch, "with-left-out")
    assert (left_out.params["number"], left_out.params["people"]) == ("4", "B, C, D, E")
    strangers = {one.read: one.severity for one in problems(batch, "staff-unknown")}
    assert strangers == {"Z": "notice", "a": "error"}
    (done,) = problems(batch, "with-joined")
    assert (done.severity, done.params["rows"]) == ("notice", "1")


def test_nothing_that_meets_is_a_warning(tmp_path: Path) -> None:
    batch = joined(tmp_path, leave__csv="staff_id,months_worked\nX,12\n")
    assert [one.severity for one in problems(batch, "with-joined")] == ["warning"]


def test_what_the_list_tells_otherwise_is_a_contradiction_and_counts_as_not_known(
    tmp_path: Path,
) -> None:
    staff = "staff_id,category,unit_id,rating,months_worked\nA,VC,U,HTTNV,12\nB,VC,U,HTNV,5\n"
    batch = joined(tmp_path, "id", staff, leave__csv="staff_id,months_worked\nA,11\nB,5\n")
    assert told(batch, "months_worked") == {"A": None, "B": 5}
    (problem,) = problems(batch, "with-contradicts")
    assert (problem.severity, str(problem.place)) == ("error", "list.csv!E2")
    assert "leave.csv!B2" in problem.say("vi")


def test_two_rows_of_one_person_that_differ_are_set_aside(tmp_path: Path) -> None:
    batch = joined(tmp_path, leave__csv="staff_id,months_worked\nA,11\nA,12\nB,5\nB,5\n")
    assert (told(batch, "months_worked")["A"], told(batch, "months_worked")["B"]) == (None, 5)
    assert [str(one.place) for one in problems(batch, "with-twice")] == ["leave.csv!A3"]


def test_a_mark_means_no_in_its_own_file_alone(tmp_path: Path) -> None:
    batch = joined(tmp_path, leave__csv="staff_id,maternity\nA,x\nB,\n")
    assert told(batch, "maternity") == {"A": True, "B": False, "C": None, "D": None, "E": None}


@pytest.mark.parametrize(
    ("text", "table"),
    [
        (
            "Mã số,Hình thức kỷ luật,Ngày ra quyết định kỷ luật\nA,khiển trách,2024-05-06\n",
            "disciplines",
        ),
        ("staff_id,period,rating\nA,2023,HTTNV\n", "history"),
        ("staff_id,criterion,weight,points\nA,x,10,9\n", "scorecards"),
    ],
)
def test_the_headings_tell_which_table_a_file_is(tmp_path: Path, text: str, table: str) -> None:
    batch = joined(tmp_path, other__csv=text)
    assert [row.values["staff_id"] for row in batch.tables[table]] == ["A"]


def test_the_grades_of_units_are_joined(tmp_path: Path) -> None:
    batch = joined(tmp_path, u__csv="unit_id,name,rating\nU,Phòng A,HTTNV\nV,Phòng B,HTNV\n")
    assert {row.key: row.values["rating"] for row in batch.tables["units"]} == {
        "U": "HTTNV",
        "V": "HTNV",
    }


def test_rows_are_added_to_a_table_that_is_there_and_stand_once(tmp_path: Path) -> None:
    round_ = tmp_path / "round"
    round_.mkdir()
    (round_ / "batch.yaml").write_text('period: "2024"\n', encoding="utf-8")
    (round_ / "staff.csv").write_text(LIST, encoding="utf-8")
    rows = "staff_id,form,issued_on\nA,khiển trách,2024-01-02\n"
    (round_ / "disciplines.csv").write_text(rows, encoding="utf-8")
    more = tmp_path / "more.csv"
    more.write_text(rows + "B,cảnh cáo,2024-03-04\n", encoding="utf-8")
    found = read(round_, with_=more).tables["disciplines"]
    assert [row.values["staff_id"] for row in found] == ["A", "B"]
    assert str(found[1].place("form")) == "more.csv!B3"


NAMED = "Họ và tên,Mã đơn vị,Số tháng công tác\nLý Một,U,4\nLý Hai,V,5\nLý Ba,U,6\nLý Tư,U,7\n"


def test_names_are_never_joined_unasked(tmp_path: Path) -> None:
    with pytest.raises(BatchError) as refused:
        joined(tmp_path, leave__csv=NAMED)
    assert refused.value.problems[0].code == "with-no-ids"
    assert "--join-by name-unit" in refused.value.problems[0].say("vi")


def test_what_says_whom_a_row_is_of_does_not_say_which_table_it_is_in(tmp_path: Path) -> None:
    text = "Họ và tên,Mã đơn vị,Hình thức kỷ luật,Ngày kỷ luật\nLý Một,U,cảnh cáo,05/06/2024\n"
    batch = joined(tmp_path, "name-unit", vi_pham__csv=text)
    assert told(batch, "form", "disciplines") == {"A": "cảnh cáo"}
    assert told(batch, "issued_on", "disciplines") == {"A": date(2024, 6, 5)}


def test_asked_names_are_joined_where_one_person_alone_can_be_meant(tmp_path: Path) -> None:
    batch = joined(tmp_path, "name-unit", leave__csv=NAMED)
    assert told(batch, "months_worked") == {"A": 4, "B": None, "C": 5, "D": None, "E": None}
    (ambiguous,) = problems(batch, "with-name-ambiguous")
    assert (ambiguous.severity, ambiguous.params["people"]) == ("error", "D, E")
    assert str(ambiguous.place) == "leave.csv!A4"
    (unknown,) = problems(batch, "with-name-unknown")
    assert unknown.params["who"] == "Lý Tư (U)"
    assert not problems(batch, "heading-unknown")


def test_a_unit_may_be_told_by_its_name(tmp_path: Path) -> None:
    batch = joined(
        tmp_path,
        "name-unit",
        units__csv="unit_id,name\nU,Phòng Một\nV,Phòng Hai\n",
        kl__csv="Họ và tên,Mã đơn vị,Hình thức kỷ luật,Ngày ra quyết định kỷ luật\n"
        "LÝ HAI,phòng hai,khiển trách,06/05/2024\n",
    )
    (row,) = batch.tables["disciplines"]
    assert row.values["staff_id"] == "C"
    assert str(row.place("staff_id")) == "kl.csv!A2"


def test_a_workbook_may_tell_of_several_tables(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    path = tmp_path / "more.xlsx"
    path.write_bytes(
        a_workbook(
            Nghỉ=[["Mã số", "Số tháng công tác"], ["A", 4]],
            Kỷ_luật=[["Mã số", "Hình thức kỷ luật"], ["B", "khiển trách"]],
        )
    )
    batch = read(tmp_path / "list.csv", period="2024", with_=path)
    assert told(batch, "months_worked")["A"] == 4
    assert told(batch, "form", "disciplines") == {"B": "khiển trách"}


def test_what_cannot_be_read_or_told_is_refused(tmp_path: Path) -> None:
    for text, code in (("", "file-empty"), ("x,y\n1,2\n", "with-what-table")):
        with pytest.raises(BatchError) as refused:
            joined(tmp_path, other__csv=text)
        assert refused.value.problems[0].code == code
    with pytest.raises(BatchError) as refused:
        read(tmp_path / "list.csv", period="2024", with_=tmp_path / "gone.csv")
    assert refused.value.problems[0].code == "path-not-found"
    with pytest.raises(UsageError) as misused:
        joined(tmp_path, "name", leave__csv=NAMED)
    assert misused.value.problems[0].code == "join-by-unknown"


def test_a_file_of_the_same_name_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    other = tmp_path / "leave" / "list.csv"
    other.parent.mkdir()
    other.write_text("staff_id,months_worked\nA,4\n", encoding="utf-8")
    batch = read(tmp_path / "list.csv", period="2024", with_=other)
    assert [one.path for one in batch.sources] == ["list.csv", "leave/list.csv"]
    assert str(batch.tables["staff"][0].place("months_worked")) == ("leave/list.csv!B2")


def test_two_ways_to_write_a_tone_are_one_name_and_so_ambiguous(tmp_path: Path) -> None:
    staff = "staff_id,name,category,unit_id,rating\nA,Lý Hòa,VC,U,HTTNV\nB,Lý Hoà,VC,U,HTNV\n"
    batch = joined(
        tmp_path, "name-unit", staff, leave__csv="name,unit_id,months_worked\nLý Hòa,U,4\n"
    )
    assert set(told(batch, "months_worked").values()) == {None}
    assert len(problems(batch, "with-name-ambiguous")) == 1


@pytest.mark.parametrize("column", ["months_worked", "track"])
def test_an_id_under_another_name_is_told_and_not_joined(tmp_path: Path, column: str) -> None:
    text = f"staff_id,name,{column}\nA,Người Khác,{'4' if column == 'months_worked' else 'đảng'}\n"
    if column == "track":
        text = "staff_id,name,track,form,effective_on\nA,Người Khác,đảng,khiển trách,06/05/2024\n"
    batch = joined(tmp_path, other__csv=text)
    (problem,) = problems(batch, "with-other-name")
    assert problem.severity == "error"
    assert str(problem.place) == "other.csv!B2"
    if column == "months_worked":
        assert told(batch, column)["A"] is None
    else:
        assert batch.tables.get("disciplines", ()) == ()


ODD = "Số hiệu,Ngày KL,Hình thức KL\nA,05/03/2024,Cảnh cáo\n"
ANSWERS = {
    "ky.csv!=": "disciplines",
    "ky.csv!A": "staff_id",
    "ky.csv!Ngày KL": "issued_on",
    "ky.csv!C": "form",
}


def answered(tmp_path: Path, columns: dict[str, str], text: str = ODD) -> Batch:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "ky.csv").write_text(text, encoding="utf-8")
    told = {name.removesuffix("="): field for name, field in columns.items()}
    return read(tmp_path / "list.csv", period="2024", with_=tmp_path / "ky.csv", columns=told)


def questions(tmp_path: Path, columns: dict[str, str], text: str = ODD) -> list[Problem]:
    with pytest.raises(BatchError) as refused:
        answered(tmp_path, columns, text)
    return [one for one in refused.value.problems if one.severity == "error"]


def test_what_a_file_leaves_open_is_answered_by_its_name(tmp_path: Path) -> None:
    (question,) = questions(tmp_path, {})
    assert '`--map "ky.csv!=disciplines"`' in question.say("vi")
    batch = answered(tmp_path, ANSWERS)
    (row,) = batch.tables["disciplines"]
    assert (row.values["staff_id"], row.values["issued_on"]) == ("A", date(2024, 3, 5))
    (mapping,) = [one for one in batch.mappings if one.table == "disciplines"]
    assert [(one.heading, one.rule) for one in mapping.columns] == [
        ("Số hiệu", "told"),
        ("Ngày KL", "told"),
        ("Hình thức KL", "told"),
    ]


def test_answers_about_a_file_are_saved_with_its_name(tmp_path: Path) -> None:
    batch = answered(tmp_path, ANSWERS)
    written = tmp_path / "columns.yaml"
    written.write_text(columns_told(batch), encoding="utf-8")
    assert "ky.csv!Hình thức KL: form" in written.read_text(encoding="utf-8")
    again = read(tmp_path / "list.csv", period="2024", with_=tmp_path / "ky.csv", mapping=written)
    assert again.tables["disciplines"] == batch.tables["disciplines"]
    assert columns_told(again) == columns_told(batch)
    other = ODD.replace("Hình thức KL", "Mức KL")
    (tmp_path / "ky.csv").write_text(other, encoding="utf-8")
    with pytest.raises(BatchError) as refused:
        read(tmp_path / "list.csv", period="2024", with_=tmp_path / "ky.csv", mapping=written)
    assert "headings-differ" in [one.code for one in refused.value.problems]


def test_an_answer_about_a_file_that_names_nothing_in_it_is_refused(tmp_path: Path) -> None:
    (question,) = questions(tmp_path, {**ANSWERS, "ky.csv!Ghi chú": "-"})
    assert question.code == "map-column-unknown"
    assert [one.code for one in questions(tmp_path, {"kyy.csv!A": "staff_id"})] == ["map-no-sheet"]


def test_a_title_of_another_year_above_what_is_joined_is_asked_about(tmp_path: Path) -> None:
    leave = "DANH SÁCH NGHỈ PHÉP NĂM 2023,\nMã số,Số tháng công tác\nB,4\n"
    (question,) = questions(tmp_path, {}, leave)
    assert '`--map "ky.csv!A1=-"`' in question.say("vi")
    batch = answered(tmp_path, {"ky.csv!A1": "-"}, leave)
    assert told(batch, "months_worked")["B"] == 4


def test_leave_that_was_joined_is_told_among_what_was_read(tmp_path: Path) -> None:
    batch = joined(tmp_path, leave__csv="Mã số,Số tháng công tác\nB,4\n")
    mapping = batch.mappings[-1]
    assert (mapping.source, mapping.file) == ("leave.csv", "leave.csv")
    assert [one.column for one in mapping.columns] == ["staff_id", "months_worked"]


def test_a_row_without_an_id_is_told(tmp_path: Path) -> None:
    leave = "staff_id,name,months_worked\nA,Lý Một,12\n,Lý Hai,5\nB,Lý Hai,4\n"
    batch = joined(tmp_path, leave__csv=leave)
    (missing,) = problems(batch, "with-id-missing")
    assert str(missing.place) == "leave.csv!A3"


HISTORY = "Mã số,Họ tên,{},Xếp loại\nA,Lý Một,2023,HTTNV\nB,Lý Hai,2023,KHTNV\n"


@pytest.mark.parametrize(
    ("heading", "told"),
    [("Năm", {}), ("Năm công nhận", {"history.csv!C": "period"})],
)
def test_the_year_of_earlier_grades_is_known_or_can_be_told(
    tmp_path: Path, heading: str, told: dict[str, str]
) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "history.csv").write_text(HISTORY.format(heading), encoding="utf-8")
    batch = read(
        tmp_path / "list.csv",
        period="2024",
        with_=[tmp_path / "history.csv"],
        columns=told,
    )
    rows = [(row.values["staff_id"], row.values["period"]) for row in batch.tables["history"]]
    assert rows == [("A", "2023"), ("B", "2023")]


def test_the_year_of_earlier_grades_can_be_told_for_all_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    history = "Mã số,Xếp loại năm 2023\nA,HTTNV\n"
    (tmp_path / "history.csv").write_text(history, encoding="utf-8")
    files = [tmp_path / "history.csv"]
    fill = {"history.csv!period": "2023"}
    batch = read(tmp_path / "list.csv", period="2024", with_=files, fill=fill)
    (row,) = batch.tables["history"]
    assert (row.values["period"], row.values["rating"]) == ("2023", "HTTNV")
    for in_file in (None, True):
        with pytest.raises(BatchError):
            read(tmp_path / "list.csv", period="2024", fill={"period": "2023"}, in_file=in_file)


def test_a_name_without_a_unit_is_told_as_such(tmp_path: Path) -> None:
    batch = joined(tmp_path, "name-unit", leave__csv="Họ và tên,Số tháng công tác\nLý Một,4\n")
    (alone,) = problems(batch, "with-name-alone")
    assert alone.params["who"] == "Lý Một"
    assert not problems(batch, "with-name-unknown")


def test_rows_for_parts_of_the_year_are_not_taken_for_the_year(tmp_path: Path) -> None:
    months = "Mã số,Từ ngày,Số tháng công tác\nA,1/1/2024,1\nA,1/5/2024,1\nB,1/1/2024,12\n"
    batch = joined(tmp_path, months__csv=months)
    assert told(batch, "months_worked") == {"A": None, "B": 12, "C": None, "D": None, "E": None}
    (wrong,) = problems(batch, "with-part-by-part")
    assert (str(wrong.place), wrong.severity) == ("months.csv!A3", "error")
    assert "`Từ ngày`" in wrong.message("vi")


@pytest.mark.parametrize("heading", ["Tháng", "Quý", "Đợt"])
def test_figures_that_may_be_of_a_month_are_asked_about(tmp_path: Path, heading: str) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    path = tmp_path / "months.csv"
    path.write_text(f"Mã số,{heading},Số tháng công tác\nA,1,3\n", encoding="utf-8")
    with pytest.raises(BatchError) as error:
        read(tmp_path / "list.csv", period="2024", with_=path)
    (question,) = [one for one in error.value.problems if one.code == "with-part-open"]
    assert f'`--map "months.csv!{heading}=-"`' in question.message("vi")
    how = {f"months.csv!{heading}": "-"}
    batch = read(tmp_path / "list.csv", period="2024", with_=path, columns=how)
    assert told(batch, "months_worked")["A"] == 3


UNITS = (
    "staff_id,name,category,Đơn vị,rating\nA,Lý Một,VC,Phòng Một,HTTNV\nB,Lý Hai,VC,Phòng 2,HT\n"
)


@pytest.mark.parametrize("heading", ["Đơn vị", "Tên đơn vị"])
def test_grades_of_units_are_joined_by_the_names_by_which_the_list_calls_them(
    tmp_path: Path, heading: str
) -> None:
    grades = f"STT,{heading},Xếp loại\n1,PHÒNG MỘT,HTXSNV\n2,Phòng Ba,HTNV\n"
    batch = joined(tmp_path, staff=UNITS, don_vi__csv=grades)
    rows = {row.values["unit_id"]: row.values["rating"] for row in batch.tables["units"]}
    assert rows["Phòng Một"] == "HTXSNV"
    assert "PHÒNG MỘT" not in rows
    assert problems(batch, "column-missing") == []


def test_names_of_units_that_the_list_has_not_are_no_ids(tmp_path: Path) -> None:
    batch = joined(tmp_path, don_vi__csv="STT,Tên đơn vị,Xếp loại\n1,Phòng Một,HTXSNV\n")
    assert [one.params["column"] for one in problems(batch, "column-missing")] == ["unit_id"]


def test_one_decision_told_twice_is_one_however_its_day_is_written(tmp_path: Path) -> None:
    twice = (
        "Mã số,Hình thức kỷ luật,Ngày kỷ luật\n"
        "A,Khiển trách,1/3/2024\nA,khiển trách,01/03/2024\nA,Cảnh cáo,01/03/2024\n"
    )
    batch = joined(tmp_path, ky_luat__csv=twice)
    assert len(batch.tables["disciplines"]) == 2
    (notice,) = problems(batch, "with-row-again")
    assert (str(notice.place), notice.params["row"]) == ("ky_luat.csv:3", "2")


def test_a_file_of_which_nothing_but_ids_is_known_is_said_to_be_of_no_use(tmp_path: Path) -> None:
    batch = joined(tmp_path, nghi__csv="Mã số,Họ và tên,Ngày nghỉ\nA,Lý Một,01/02/2024\n")
    assert [one.severity for one in problems(batch, "with-nothing-told")] == ["warning"]
    assert problems(batch, "with-joined") == []


def test_the_heading_of_earlier_grades_may_name_their_year(tmp_path: Path) -> None:
    batch = joined(tmp_path, history__csv="Mã số,Xếp loại năm 2023\nA,HTTNV\nB,HTNV\n")
    found = [(row.values["staff_id"], row.values["period"]) for row in batch.tables["history"]]
    assert found == [("A", "2023"), ("B", "2023")]


def test_what_a_further_file_lacks_is_answered_by_its_name(tmp_path: Path) -> None:
    batch = joined(tmp_path, history__csv="Mã số,Mức xếp loại\nA,HTTNV\n")
    (wrong,) = problems(batch, "column-missing")
    assert '`--fill "history.csv!period=…"`' in wrong.message("vi")
