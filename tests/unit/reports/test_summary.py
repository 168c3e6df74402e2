"""The yearly tables: everybody in one cell, every format alike, sums that the code checks."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import openpyxl
import pytest

from cbccvc_rules import Batch
from cbccvc_rules.api.summary import summary
from cbccvc_rules.authoring.schemas import SUMMARY, schema
from cbccvc_rules.errors import Problem
from cbccvc_rules.model.summary import Sum, SummedRound
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.summary import SUMMARIES
from cbccvc_rules.reports.summary.tables import tables_of
from golden.outputs import EXAMPLE
from unit.cli.rounds import run
from unit.reports.rounds import HOSTILE, a_person, an_example
from words import lines
from workbooks import HAS_LIBREOFFICE, formulas, parts, worked_out

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.summary import Summary
    from cbccvc_rules.reports.summary.tables import Table

UNITS = [
    {"unit_id": "S", "name": "Sở"},
    {"unit_id": "B", "name": "Ăn", "parent_id": "S", "body": "không"},
    {"unit_id": "A", "name": "Bảo", "parent_id": "S", "body": "không"},
    {"unit_id": "T", "name": "Trung tâm", "parent_id": "S", "body": "có"},
]
COUNTS = [{"unit_id": "T", "category": "VC", "total": 9, "HTXSNV": 2, "HTTNV": 5, "HTNV": 1}]


def people() -> list[dict[str, object]]:
    return [
        a_person("1", unit_id="S", role="head", category="CC", rating="HTXSNV"),
        a_person("2", unit_id="A", role="deputy", category="CC"),
        a_person("3", unit_id="A", role="", category="CC", rating="KHTNV"),
        a_person("4", unit_id="B", role="", months_worked="3", rating="Không xếp loại"),
        a_person("5", unit_id="B", role="", rating="Không xếp loại"),
        a_person("6", unit_id="B", role="", months_worked="", rating="Không xếp loại"),
        a_person("7", unit_id="", role="", rating=""),
        a_person("8", unit_id="B", role="", category="HD"),
        a_person("9", unit_id="B", role="", category=""),
        a_person("9", unit_id="B", role=""),
    ]


def made(**more: Any) -> Summary:  # noqa: ANN401
    return summary(Batch.from_records(people(), UNITS, period="2024", **more))


def table(one: Summary, name: str, **how: Any) -> Table:  # noqa: ANN401
    tables = tables_of(one, how.get("lang", "vi"), names=how.get("names", True))
    return next(told for told in tables if told.name == name)


def written(form: str, *rounds: SummedRound, **options: Any) -> Any:  # noqa: ANN401
    told = rounds or (SummedRound("a", made()),)
    return SUMMARIES[form](told, Options(**{"tool": "t", "version": "v", **options}))


def test_everybody_is_in_one_cell_or_told_with_the_reason() -> None:
    one = made(counts=COUNTS)
    assert one.adds_up
    assert one.listed == 9 + 9  # two rows of one id are one person
    assert one.listed == one.counted + len(one.not_counted) + one.dropped
    assert (one.dropped, [told.id for told in one.not_counted]) == (1, ["8"])
    assert [told.code for told in one.unusable] == ["duplicate-id"]
    cells = Counter((group.unit, group.category, group.post) for group in one.groups)
    assert set(cells.values()) == {1}


@pytest.mark.parametrize(
    "name",
    ["01-phong-ban-2024", "02-so-cuoi-nam-2026", "03-bang-diem-2024", "04-danh-sach-gui-den"],
)
def test_every_example_adds_up(name: str) -> None:
    batch = an_example(name)
    one = summary(batch)
    assert one.adds_up
    assert one.listed == len(batch.tables["staff"]) + batch.dropped
    for told in ("units", "posts", "full"):
        shown = table(one, told)
        numbers = [at for at, item in enumerate(shown.sums or ()) if isinstance(item, int)]
        for at in numbers:
            assert sum(row[at] for row in shown.rows) == shown.sums[at]  # type: ignore[index,misc]
        assert sum(row[numbers[0]] for row in shown.rows) == one.counted  # type: ignore[misc]


def test_leaders_are_told_from_others_and_from_those_of_whom_nothing_is_told() -> None:
    posts = {(group.unit, group.category, group.post): group.people for group in made().groups}
    assert posts["S", "CC", "leading"] == 1
    assert posts["A", "CC", "leading"] == 1
    assert posts["A", "CC", "other"] == 1
    untold = [{**one, "role": None} for one in people()]
    for one in untold:
        del one["role"]
    other = summary(Batch.from_records(untold, UNITS, period="2024"))
    assert {group.post for group in other.groups} == {"unknown"}


def test_why_somebody_is_not_rated_is_what_the_rules_say() -> None:
    told = {(one.standing, one.rule): one.people for one in made().not_rated}
    assert told == {
        ("provided", "rated-under-six-months"): 1,
        ("against", "not-rated-without-ground"): 1,
        ("untold", None): 1,
    }


def test_units_stand_below_the_one_above_by_the_alphabet() -> None:
    assert [(unit.id, unit.depth) for unit in made().units] == [("S", 0), ("B", 1), ("A", 1)]
    rows = table(made(), "units").rows
    assert [row[1] for row in rows] == ["Sở (S)", "Ăn (B)", "Bảo (A)", "Không rõ đơn vị"]
    assert made().agency == "Sở"


def test_shares_are_of_those_rated_and_limits_stand_beside_what_is_given() -> None:
    row = table(made(), "units").rows[2]
    assert row[2:12] == (2, 2, 0, "0%", 1, "50%", 0, "0%", 1, "50%")
    limits = table(made(), "limits").rows
    assert limits[0][1:7] == ("Sở", "1", "3", "≈33,3%", "20%", "0") or limits[0][7] != ""


def test_a_sum_that_does_not_agree_is_said() -> None:
    wrong = replace(made(), sums=(Sum("list", 1, 2),))
    assert not wrong.adds_up
    words = written("text", SummedRound("a", wrong))
    assert "KHÔNG KHỚP" in words
    assert "KHÔNG CỘNG KHỚP" in words


def test_json_is_of_its_schema_and_names_nobody_unless_asked() -> None:
    refused = SummedRound("b", refused=(Problem("nobody-listed"),))
    words = written("json", SummedRound("a", made(counts=COUNTS)), refused)
    valid = jsonschema_rs.validator_for(schema(SUMMARY), validate_formats=True)
    assert [str(error) for error in valid.iter_errors(json.loads(words))] == []
    assert "Họ Tên" not in words
    assert "Họ Tên 8" in written("json", names=True)
    told = json.loads(words)["summaries"]
    assert told[1]["summary"] is None
    one = told[0]["summary"]
    assert sum(group["people"] for group in one["groups"]) == one["counted"]
    del told[0]["summary"]["sums"]
    assert not valid.is_valid({"schema_version": "1", "tool": {}, "summaries": told})


def sheets(workbook: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(BytesIO(workbook), data_only=True)
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book
    }


def test_the_workbook_has_the_look_of_an_official_paper() -> None:
    told = sheets(written("xlsx"))
    assert list(told) == [
        "Theo đơn vị",
        "Theo đối tượng, chức vụ",
        "Đơn vị, đối tượng, chức vụ",
        "Không xếp loại",
        "So với giới hạn tỷ lệ",
        "Không tính vào bảng",
        "Kiểm cộng",
    ]
    rows = told["Theo đơn vị"]
    assert rows[0][0] == "SỞ"
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in rows[0]
    assert "Độc lập - Tự do - Hạnh phúc" in rows[1]
    numbers = next(row for row in rows if row[0] == "(1)")
    assert numbers == [f"({at})" for at in range(1, len(numbers) + 1)]
    last = next(row for row in rows if row[1] == "Tổng cộng")
    assert last[2] == made().counted
    words = [cell for row in rows for cell in row if isinstance(cell, str)]
    assert "NGƯỜI LẬP BIỂU" in words
    assert "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ" in words
    assert any(word.startswith("Cộng khớp đến người cuối cùng") for word in words)


@pytest.mark.skipif(not HAS_LIBREOFFICE, reason="LibreOffice is not installed")
def test_its_sums_are_what_libreoffice_adds_up(tmp_path: Path) -> None:
    workbook = written("xlsx", SummedRound("a", made(counts=COUNTS)))
    told = formulas(workbook)
    assert len(told) > 20
    book = worked_out(tmp_path, {"sums": workbook})["sums"]
    assert {at: book[at[0]][at[1]].value or None for at in told} == told


def test_the_document_has_every_row_of_every_table() -> None:
    told = lines(written("docx"))
    assert told[0].startswith("…")
    assert "SỞ" in told[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in told[0]
    for table in tables_of(made(), "vi", names=True):
        for row in (*table.rows, *([table.sums] if table.sums else [])):
            cells = [
                str(item)
                for item, heading in zip(row, table.headings, strict=True)
                if heading != "%"
            ]
            assert any(
                all(
                    part.startswith(cell)
                    for part, cell in zip(one.split(" | "), cells, strict=True)
                )
                for one in told
                if one.count(" | ") == len(cells) - 1
            ), cells
    assert any("NGƯỜI LẬP BIỂU" in one for one in told)
    assert any(one.startswith("Cộng khớp đến người cuối cùng") for one in told)


def test_text_of_files_stays_text() -> None:
    staff = [a_person(key, unit_id=key, name=key, category="HD") for key in HOSTILE]
    units = [{"unit_id": key, "name": key} for key in HOSTILE]
    one = summary(Batch.from_records([*staff, a_person("A", unit_id="=1+1")], units, period="2024"))
    workbook = written("xlsx", SummedRound("=cmd|x", replace(one, agency="=1+1")))
    found = formulas(workbook)
    assert all(re.fullmatch(r"=SUM\([A-Z]+\d+:[A-Z]+\d+\)", str(cell)) for cell in told(workbook))
    assert len(found) == len(told(workbook))
    assert not any(b"TargetMode" in data for data in parts(workbook).values())
    assert "\x1b" not in written("text", SummedRound("\x1b[31m", one))


def told(workbook: bytes) -> list[object]:
    book = openpyxl.load_workbook(BytesIO(workbook))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return [cell.value for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("form", list(SUMMARIES))
def test_the_same_round_gives_the_same_bytes(form: str) -> None:
    assert written(form) == written(form)


def test_several_rounds_are_summed_up_together() -> None:
    rounds = (
        SummedRound("a", made()),
        SummedRound("b", made(counts=COUNTS)),
        SummedRound("c", refused=(Problem("nobody-listed"),)),
    )
    words = written("text", *rounds)
    assert "=== Tất cả 3 cơ quan ===" in words
    assert re.search(r"Tổng cộng +23 ", words), words
    told_of = sheets(written("xlsx", *rounds))
    assert next(iter(told_of)) == "Theo cơ quan"
    assert "1. Theo đơn vị" in told_of
    assert any("Không lập được bảng: c" in str(row[0]) for row in told_of["Theo cơ quan"])


def test_the_command_writes_each_format_and_refuses_what_cannot_be_read(tmp_path: Path) -> None:
    done = run("summary", EXAMPLE, "--lang", "en")
    assert done.exit_code == 0
    assert "It adds up to the last person: 43 listed" in done.stdout
    target = tmp_path / "x.xlsx"
    assert run("summary", EXAMPLE, "--output", target).exit_code == 0
    assert target.read_bytes().startswith(b"PK")
    assert run("summary", tmp_path / "none").exit_code == 2
    two = run("summary", EXAMPLE, tmp_path / "none", "--format", "json")
    assert two.exit_code == 2
    assert len(json.loads(two.stdout)["summaries"]) == 2
    masked = run("summary", EXAMPLE, "--mask", "k", "--format", "text").stdout
    assert "Tống Văn Hòa" not in masked
    assert "Sở Khoa học" not in masked
