"""Bad input: one clear message each, at its place, in the language asked for; never a traceback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from unit.cli.rounds import BROKEN, CADRE, CLEAN, KEPT_BY_CLEAN, a_list, a_round, run, said

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def refused(done: Result) -> list[str]:
    """Return what is said of input that leaves nothing to judge."""
    assert done.exit_code == 2
    assert done.stdout == ""
    return said(done)


def problems(folder: Path, *options: str) -> dict[str, list[str]]:
    """Return the problems of a round that is judged all the same: code and cells."""
    done = run("check", folder, "--format", "json", "--select", KEPT_BY_CLEAN, *options)
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    assert report["counts"]["kept"] >= len(CLEAN)
    found: dict[str, list[str]] = {}
    for one in report["problems"]:
        place = one["place"]
        cell = "" if place is None else f"{place['source']}!{place['cell']}"
        found.setdefault(one["code"], []).append(cell)
    return found


def test_a_path_that_is_not_there_gets_the_nearest_name(tmp_path: Path) -> None:
    a_round(tmp_path / "round-2024")
    (line,) = refused(run("check", tmp_path / "roud-2024", "--lang", "en"))
    assert "did you mean `round-2024`?" in line


def test_a_file_of_another_kind_is_refused_with_the_kinds_there_are(tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_text("?", encoding="utf-8")
    (line,) = refused(run("check", tmp_path / "notes.docx", "--period", "2024"))
    assert "`.docx`" in line
    assert "`.csv`" in line


def test_an_empty_folder_is_told_which_tables_it_may_hold(tmp_path: Path) -> None:
    lines = refused(run("check", tmp_path, "--period", "2024", "--lang", "en"))
    assert len(lines) == 1
    assert "staff.csv" in lines[0]


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n,,\n"])
def test_a_table_without_anything_in_it_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "staff.csv").write_text(text, encoding="utf-8")
    (line,) = refused(run("check", tmp_path / "staff.csv", "--period", "2024"))
    assert line.startswith("staff.csv")


def test_headings_alone_are_refused(tmp_path: Path) -> None:
    folder = a_round(tmp_path, staff="staff_id,unit_id,category,rating\n")
    lines = refused(run("check", folder, "--lang", "en"))
    assert any(line.startswith("staff.csv: ") and "no rows" in line for line in lines)


def test_a_list_without_the_column_judged_is_refused(tmp_path: Path) -> None:
    folder = a_round(tmp_path, staff=a_list("A,U,VC", headings="staff_id,unit_id,category"))
    first, *_ = refused(run("check", folder, "--lang", "en"))
    assert first.startswith("staff.csv: the column `rating`")
    folder = a_round(tmp_path)
    first, *_ = refused(run("check", folder, "--lang", "en", "--stage", "proposed"))
    assert first.startswith("staff.csv: the column `proposed_rating`")


@pytest.mark.parametrize("encoding", ["utf-16-le", "cp1251"])
def test_another_encoding_is_refused_with_advice(tmp_path: Path, encoding: str) -> None:
    text = a_list("A,Анна Ивановна,U,VC,12,0,no,HTTNV")
    (tmp_path / "staff.csv").write_bytes(text.encode(encoding))
    (line,) = refused(run("check", tmp_path / "staff.csv", "--period", "2024"))
    assert line.startswith("staff.csv")
    assert "CSV UTF-8" in line


def test_an_old_encoding_is_read_and_told(tmp_path: Path) -> None:
    # In Windows-1258 a tone is a letter of its own, after the vowel it stands on.
    text = a_list("A,Nguye\u0302\u0303n Thi\u0323 Hoa\u0300,U,VC,12,0,no,HTTNV")
    text = text.replace("e\u0302", "ê")
    (tmp_path / "staff.csv").write_bytes(text.encode("cp1258"))
    done = run("check", tmp_path / "staff.csv", "--period", "2024")
    assert done.exit_code == 0
    assert "Windows-1258" in done.stdout
    assert "`Nguyễn Thị Hoà`" in done.stdout


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_bytes(b"PK\x03\x04" + bytes(range(256)))
    assert len(refused(run("check", tmp_path / "staff.csv", "--period", "2024"))) == 1
    (tmp_path / "staff.csv").write_bytes(b"staff_id,unit_id\nA\0,U\n")
    assert len(refused(run("check", tmp_path / "staff.csv", "--period", "2024"))) == 1


def test_an_unknown_grade_label_leaves_the_others_judged(tmp_path: Path) -> None:
    folder = a_round(tmp_path, *CLEAN, "C,Lý Ba,U,VC,12,0,không,Giỏi", BROKEN.replace("C", "D"))
    assert problems(folder)["grade-label-unknown"] == ["staff.csv!H4"]
    assert "HTXSNV" in run("check", folder).stdout


def test_an_unknown_unit_leaves_the_others_judged(tmp_path: Path) -> None:
    folder = a_round(
        tmp_path, *CLEAN, "C,Lý Ba,U1,VC,12,0,không,HTTNV", units="unit_id,name\nU,Phòng A\n"
    )
    assert problems(folder)["unit-unknown"] == ["staff.csv!C4"]


def test_units_in_a_circle_leave_the_others_judged(tmp_path: Path) -> None:
    units = "unit_id,parent_id\nU,\nX,Y\nY,X\n"
    assert problems(a_round(tmp_path, units=units))["parent-circle"] == ["units.csv!B3"]
    said = run("check", tmp_path, "--lang", "en").stdout
    assert "X → Y → X; mend at least one of the cells units.csv!B3, units.csv!B4" in said


def test_duplicate_ids_leave_the_others_judged(tmp_path: Path) -> None:
    folder = a_round(tmp_path, *CLEAN, BROKEN, BROKEN)
    assert problems(folder)["duplicate-id"] == ["staff.csv!A4"]
    assert "`C` có ở 2 dòng, còn ở staff.csv!A5" in run("check", folder).stdout


def test_a_round_of_duplicates_alone_is_refused(tmp_path: Path) -> None:
    lines = refused(run("check", a_round(tmp_path, BROKEN, BROKEN)))
    assert [line for line in lines if line.startswith("staff.csv!A")]


def test_a_row_that_has_shifted_leaves_the_others_judged(tmp_path: Path) -> None:
    folder = a_round(tmp_path, *CLEAN, "C,Lý, Ba,U,VC,12,0,không,HTTNV")
    assert "row-too-long" in problems(folder)


def test_a_yaml_bomb_is_refused_at_once(tmp_path: Path) -> None:
    bomb = 'period: "2024"\na0: &a0 [x, x]\n' + "".join(
        f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]\n" for number in range(1, 30)
    )
    for lang, words in (("vi", "từ 20 trở lên"), ("en", "how many: 20 or more")):
        (line,) = refused(run("check", a_round(tmp_path, header=bomb), "--lang", lang))
        assert line.startswith("batch.yaml:2:")
        assert words in line


def test_a_yaml_that_is_too_deep_is_refused(tmp_path: Path) -> None:
    (line,) = refused(run("check", a_round(tmp_path, header="period: " + "[" * 10_000)))
    assert line.startswith("batch.yaml:1:")


def test_a_yaml_that_makes_objects_is_refused(tmp_path: Path) -> None:
    header = "period: !!python/object/apply:os.getcwd []\n"
    lines = refused(run("check", a_round(tmp_path, header=header)))
    assert "python/object/apply" in lines[0]


def test_a_header_with_typing_errors_gets_the_nearest_keys(tmp_path: Path) -> None:
    header = 'period: "2024"\nreadins: {}\ntables: {staf: staff.csv}\n'
    lines = refused(run("check", a_round(tmp_path, header=header), "--lang", "en"))
    assert [line.split(": ", 1)[0] for line in lines] == ["batch.yaml:2:1", "batch.yaml:3:10"]
    assert "`readings`" in lines[0]
    assert "`staff`" in lines[1]


def test_a_table_outside_the_folder_is_refused(tmp_path: Path) -> None:
    header = 'period: "2024"\ntables: {staff: ../staff.csv}\n'
    first, *_ = refused(run("check", a_round(tmp_path / "round", header=header)))
    assert first.startswith("batch.yaml:2:")


def test_a_period_that_is_none_is_refused(tmp_path: Path) -> None:
    folder = a_round(tmp_path)
    for period in ("abc", "24", "2024-2026", ""):
        assert len(refused(run("check", folder, "--period", period))) == 1


def test_a_round_without_a_period_is_refused(tmp_path: Path) -> None:
    (line,) = refused(run("check", a_round(tmp_path, header="occasion: annual\n"), "--lang", "en"))
    assert "period: 2024" in line


def test_a_school_year_without_a_day_is_refused(tmp_path: Path) -> None:
    (line,) = refused(run("check", a_round(tmp_path, header='period: "2023-2024"\n')))
    assert "`on`" in line


def test_a_period_outside_every_law_is_refused_with_the_law_that_governs(tmp_path: Path) -> None:
    (line,) = refused(run("check", a_round(tmp_path), "--period", "2019"))
    assert "56/2015" in line


def test_a_category_whose_law_is_not_known_is_refused_with_the_reason(tmp_path: Path) -> None:
    (line,) = refused(run("check", a_round(tmp_path, CADRE), "--period", "2027"))
    assert "90/2020" in line


def test_people_whose_category_is_not_told_are_refused_with_the_reason(tmp_path: Path) -> None:
    folder = a_round(tmp_path, staff="staff_id,unit_id,Diện,rating\nA,U,viên chức,HTTNV\n")
    lines = refused(run("check", folder, "--lang", "en"))
    assert any("column `category`" in line and "`Diện`" in line for line in lines)


@pytest.mark.parametrize(
    ("options", "nearest"),
    [
        (["--reading", "deputy_cup=none"], "`deputy_cap`"),
        (["--reading", "deputy_cap=nonee"], "`none`"),
        (["--select", "excelent-share"], "`excellent-share`"),
        (["--ignore", "excelent-share"], "`excellent-share`"),
        (["--pack", "decree-90"], "`decree-90-2020`"),
        (["--pack", "-decree-90"], "`decree-90-2020`"),
        (["--parameter", "party_share=20%"], "`party_excellent_share`"),
    ],
)
def test_an_unknown_name_gets_the_nearest_one(
    tmp_path: Path, options: list[str], nearest: str
) -> None:
    (line,) = refused(run("check", a_round(tmp_path), *options))
    assert nearest in line


@pytest.mark.parametrize(
    "options",
    [
        ["--reading", "deputy_cap"],
        ["--reading", "=none"],
        ["--parameter", "party_excellent_share=many"],
        ["--on", "12/14/2024"],
        ["--on", "2024-02-30"],
    ],
)
def test_an_option_that_cannot_be_read_is_one_message(tmp_path: Path, options: list[str]) -> None:
    (line,) = refused(run("check", a_round(tmp_path), *options))
    assert options[1].rpartition("=")[2] in line


WRONG_NAMES = """\
period: "2024"
packs: [directive, decree-90]
readings:
  deputy_cap: nonee
  deputy_cup: none
parameters: {party_share: 20%, party_excellent_share: 120%}
"""


def test_unknown_names_in_the_header_are_told_all_at_once_with_their_places(
    tmp_path: Path,
) -> None:
    folder = a_round(tmp_path, header=WRONG_NAMES)
    for lang in ("vi", "en"):
        lines = refused(run("check", folder, "--lang", lang))
        assert [line.split(": ", 1)[0] for line in lines] == [
            "batch.yaml:2:20",
            "batch.yaml:4:3",
            "batch.yaml:5:3",
            "batch.yaml:6:14",
            "batch.yaml:6:32",
        ]


def test_a_name_that_is_asked_for_has_no_place_in_the_header(tmp_path: Path) -> None:
    folder = a_round(tmp_path, header='period: "2024"\nreadings: {deputy_cap: nonee}\n')
    (line,) = refused(run("check", folder, "--reading", "deputy_cap=alll", "--lang", "en"))
    assert line.startswith("the reading `deputy_cap` has no alternative `alll`")


@pytest.mark.parametrize("value", ["abc", "2", "-1%", "101%"])
def test_a_share_that_is_none_names_its_parameter_and_what_to_write(
    tmp_path: Path, value: str
) -> None:
    asked = ("check", a_round(tmp_path), "--parameter", f"party_excellent_share={value}")
    (vi,), (en,) = refused(run(*asked)), refused(run(*asked, "--lang", "en"))
    assert "tham số `party_excellent_share`; cần một tỷ lệ từ 0% đến 100%, ví dụ `20%`" in vi
    assert "parameter `party_excellent_share`; expected a share from 0% to 100%, such" in en


def test_the_message_speaks_the_language_asked_for(tmp_path: Path) -> None:
    (vi,) = refused(run("check", tmp_path / "nowhere"))
    (en,) = refused(run("check", tmp_path / "nowhere", "--lang", "en"))
    assert vi.startswith("không có")
    assert en.startswith("there is no")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("staff_id|unit_id|rating\nA|U|HTTNV\n", "separated by `|`"),
        ("A,U,CC,HTTNV\n", "none of the headings is known"),
    ],
)
def test_a_list_without_headings_is_one_message(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    (line,) = refused(run("check", path, "--period", "2024", "--lang", "en"))
    assert line.startswith("list.csv:1: ")
    assert said in line
