"""How columns are read, on the command line: told, asked, answered, kept for the next year."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

import jsonschema_rs

from cbccvc_rules.authoring.schemas import schema
from unit.cli.rounds import run
from unit.intake.shapes.books import Shape, a_file
from unit.intake.shapes.test_lists import E10, E13

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = ("--map", "Đơn vi,Họ và tên=name", "--fill", "category=VC")
RULE = "--select=rated-under-six-months"


def test_a_question_ends_the_run_with_what_to_say(tmp_path: Path) -> None:
    rows = [["I", "Phòng A"], [1, "Hà Văn Một", 9, 9, 9, "HTT", 5, "x", 9, "HTNV"]]
    path = a_file(tmp_path, Shape(E13, rows))
    done = run("check", path, "--period", "2024", "--fill", "category=CC", RULE)
    assert done.exit_code == 2
    assert "`--map F=rating`, `--map J=rating`" in done.stderr
    assert "Sheet1!G1" in done.stderr
    told = ("--map", "J=rating", "--map", "F=self_rating", "--map", "G=-")
    done = run("check", path, "--period", "2024", "--fill", "category=CC", *told, RULE)
    assert done.exit_code == 0, done.stderr


def test_a_check_says_in_short_how_columns_were_read(tmp_path: Path) -> None:
    path = a_file(tmp_path, E10)
    done = run("check", path, "--period", "2024", *ANSWERS, RULE, "--lang", "en")
    assert done.exit_code == 0
    assert "columns read: 6, to be looked at: 5, not used: 1; in full: cbccvc" in done.stderr
    assert "headings are taken as: " in done.stdout
    assert "`Hoàn thành tốt nhiệm vụ.` (E) → Rating: HTTNV (marks under each grade)" in done.stdout


def test_a_list_with_our_headings_needs_no_words(tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        Shape(["Mã số", "Mã đơn vị", "Loại đối tượng", "Xếp loại"], [["A", "U", "VC", "HTTNV"]]),
    )
    assert run("check", path, "--period", "2024", RULE).stderr == ""


def test_all_of_it_as_text_and_as_json(tmp_path: Path) -> None:
    path = a_file(tmp_path, E10)
    text = run("mapping", path, "--period", "2024", *ANSWERS).stdout
    assert "B `Đơn vi,Họ và tên` → Họ và tên (name) [theo lựa chọn của người" in text
    assert "E `Hoàn thành tốt nhiệm vụ.` → Mức xếp loại (rating.HTTNV) [dấu x" in text
    assert "`Ghi chú.` → không dùng [không nhận ra tiêu đề]" in text
    told = json.loads(run("mapping", path, "--period", "2024", *ANSWERS, "--format", "json").stdout)
    jsonschema_rs.validator_for(schema("mapping")).validate(told)
    made_by = told["receipt"]["batch"]
    assert made_by["sources"] == [
        {"path": path.name, "sha256": sha256(path.read_bytes()).hexdigest()}
    ]
    assert (made_by["period"], made_by["masked"]) == ("2024", False)
    (one,) = told["mappings"]
    assert one["columns"][2] == {
        "heading": "Hoàn thành xuất sắc nhiệm vụ.",
        "column": "rating.HTXSNV",
        "letters": "D",
        "rule": "marks",
        "certainty": "probable",
    }
    assert "ids-by-rows" in {note["code"] for note in told["notes"]}


def test_the_next_year_is_one_command(tmp_path: Path) -> None:
    path = a_file(tmp_path, E10)
    saved = tmp_path / "columns.yaml"
    first = run("check", path, "--period", "2024", *ANSWERS, "--save-mapping", saved, RULE)
    again = run("check", path, "--period", "2024", "--mapping", saved, RULE)
    assert first.exit_code == again.exit_code == 0
    assert again.stdout.splitlines()[-3:] == first.stdout.splitlines()[-3:]
    assert "Đơn vi,Họ và tên: name" in saved.read_text(encoding="utf-8")


def test_a_column_that_is_not_there_is_said_with_the_nearest(tmp_path: Path) -> None:
    path = a_file(tmp_path, E10)
    done = run("check", path, "--period", "2024", *ANSWERS, "--map", "Chức danh chức vụ=position")
    assert done.exit_code == 2
    assert "có phải là `Chức danh, chức vụ.`?" in done.stderr
    done = run("check", path, "--period", "2024", *ANSWERS, "--map", "ZZ=position")
    assert done.exit_code == 2


def test_choices_that_cannot_be_are_refused(tmp_path: Path) -> None:
    path = a_file(tmp_path, E10)
    for wrong in (("--map", "B"), ("--map", "B=nam"), ("--label", "A=X"), ("--fill", "x=1")):
        done = run("check", path, "--period", "2024", *wrong)
        assert (done.exit_code, done.stdout) == (2, "")
    done = run("check", path, "--period", "2024", *ANSWERS, "--fill", "unit_id=A")
    assert done.exit_code == 2
    assert "trang đã có cột này" in done.stderr


def test_a_file_of_choices_that_is_at_fault_is_refused_with_its_lines(tmp_path: Path) -> None:
    path = a_file(tmp_path, E10)
    faulty = tmp_path / "m.yaml"
    faulty.write_text("columns:\n  Tên: nam\nmore: 1\n", encoding="utf-8")
    done = run("check", path, "--period", "2024", "--mapping", faulty)
    assert done.exit_code == 2
    assert done.stderr.count("m.yaml:") == 2
    assert "m.yaml:2:8: " in done.stderr
    done = run("check", path, "--period", "2024", "--mapping", tmp_path / "none.yaml")
    assert done.exit_code == 2


def test_people_of_an_earlier_list_without_ids_are_never_found_by_their_rows(
    tmp_path: Path,
) -> None:
    top = "STT,Họ và tên,Mã đơn vị,Loại đối tượng,Xếp loại\n"
    this, earlier = tmp_path / "nay.csv", tmp_path / "truoc"
    this.write_text(f"{top}1,Lý Một,A,VC,HTTNV\n", encoding="utf-8")
    earlier.mkdir()
    (earlier / "batch.yaml").write_text('period: "2023"\n', encoding="utf-8")
    (earlier / "staff.csv").write_text(f"{top}1,Lý Hai,A,VC,KHTNV\n", encoding="utf-8")
    done = run("check", this, "--period", "2024", "--previous", earlier)
    assert done.exit_code == 2
    assert "staff.csv: thiếu cột `staff_id`" in done.stderr
