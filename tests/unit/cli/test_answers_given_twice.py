"""Options that are given twice, files of a folder that are not read, an earlier list by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unit.cli.rounds import run

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "Mã số,Họ và tên,Mã đơn vị,Loại đối tượng,Xếp loại\n"
LIST = f"{HEAD}V1,Lý Một,U,VC,HTTNV\nV2,Lý Hai,U,VC,HTNV\n"


def a_list(folder: Path, name: str, text: str = LIST) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_an_option_with_two_values_for_one_name_is_refused(tmp_path: Path) -> None:
    path = a_list(tmp_path, "ds.csv")
    done = run("check", path, "--period", "2024", "--map", "E=rating", "--map", "E=self_rating")
    assert done.exit_code == 2
    assert "`E=` được nêu hai lần với giá trị khác nhau (`rating`, `self_rating`)" in done.output
    done = run("check", path, "--period", "2024", "--map", "E=rating", "--map", "E=rating")
    assert done.exit_code != 2


def test_files_of_a_folder_that_are_no_lists_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "don-vi"
    a_list(folder, "a.csv")
    a_list(folder, "b.csv")
    for name in ("cong-van.pdf", "Thumbs.db", "~$a.docx"):
        a_list(folder, name, "x")
    a_list(folder / "xa", "phieu.docx", "x")
    done = run("check", folder, "--period", "2024")
    assert done.exit_code != 2
    assert done.stderr.count("không được xét: cong-van.pdf, xa/phieu.docx") == 1
    assert "Thumbs" not in done.stderr


def test_the_title_of_an_earlier_list_tells_its_year(tmp_path: Path) -> None:
    path = a_list(tmp_path, "ds.csv")
    earlier = a_list(tmp_path, "cu.csv", f"DANH SÁCH XẾP LOẠI NĂM 2023,,,,\n{LIST}")
    done = run("check", path, "--period", "2024", "--previous", earlier)
    assert done.exit_code != 2
    assert "kỳ 2023 lấy từ `cu.csv` cho 2 người" in done.output


def test_the_year_of_an_earlier_list_that_tells_none_can_be_told(tmp_path: Path) -> None:
    path, earlier = a_list(tmp_path, "ds.csv"), a_list(tmp_path, "cu.csv")
    done = run("check", path, "--period", "2024", "--previous", earlier)
    assert done.exit_code == 2
    assert '`--fill "cu.csv!period=2023"`' in done.output
    told = ("--fill", "cu.csv!period=2023")
    done = run("check", path, "--period", "2024", "--previous", earlier, *told)
    assert done.exit_code != 2
    assert "kỳ 2023 lấy từ `cu.csv` cho 2 người" in done.output


def test_a_value_for_all_that_the_column_cannot_have_is_refused(tmp_path: Path) -> None:
    path = a_list(tmp_path, "ds.csv", "Mã số,Họ và tên,Mã đơn vị,Xếp loại\nV1,Lý Một,U,HTTNV\n")
    for command in ("check", "mapping"):
        done = run(command, path, "--period", "2024", "--fill", "category=XX")
        assert done.exit_code == 2
        assert "`XX` không phải là giá trị của cột ấy" in done.output
    assert run("mapping", path, "--period", "2024", "--fill", "category=viên chức").exit_code == 0
