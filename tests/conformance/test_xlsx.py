"""The share limits worked out by LibreOffice: what its formulas say is what the engine says."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Batch, check
from cbccvc_rules.model.finding import Verdict
from unit.reports.rounds import an_example
from workbooks import HAS_LIBREOFFICE, formulas, opened, worked_out, written

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.findings import Findings

Record = dict[str, object]
GRADES = ("HTXSNV", "HTTNV", "HTNV", "HTTNV", "KHTNV", "Không xếp loại", "HTTNV", "HTTNV")
UNITS: list[Record] = [
    {"unit_id": "SO", "name": "Sở", "body": "có", "rating": "HTTNV", "kind": "hành chính"},
    {"unit_id": "P1", "name": "P'1", "parent_id": "SO", "body": "không", "rating": "HTNV"},
    {"unit_id": "P2", "name": "=1+1", "parent_id": "SO", "body": "không", "rating": "HTTNV"},
]
CENTRE: Record = {"unit_id": "TT", "name": "TT", "body": "có", "kind": "sự nghiệp"}
NEW: Record = {**CENTRE, "parent_id": "SO", "own_regulation_on": "2026-08-01"}


def people(number: int, grades: tuple[str, ...] = GRADES, **more: object) -> list[Record]:
    return [
        {
            "staff_id": f"A{at:03}",
            "name": f"Người {at}",
            "category": "CC",
            "unit_id": ("P1", "P2")[at % 2],
            "peer_group": ("Nhóm A", "Nhóm *?~")[at % 2],
            "rating": grades[at % len(grades)],
            "role": "không",
            **more,
        }
        for at in range(number)
    ]


def strangers() -> list[Record]:
    """Three people of whom it is not known in which unit they are."""
    return [
        {**one, "staff_id": f"B{at}", "unit_id": unit, "rating": "HTXSNV"}
        for at, (one, unit) in enumerate(zip(people(3), ("", "NO", "P1"), strict=True))
    ]


def totals() -> list[Record]:
    """A total with every grade told, and one that leaves some people open."""
    whole = {"total": 50, "HTXSNV": 11, "HTTNV": 30, "HTNV": 8, "KHTNV": 0, "not_rated": 1}
    return [{"unit_id": "SO", **whole}, {"unit_id": "TT", "total": 20, "HTXSNV": 2, "HTTNV": 10}]


def below() -> list[Record]:
    """Units that their superior recognises, each with its grade or none yet."""
    ratings = ("HTXSNV", "HTTNV", "HTTNV", "HTTNV", "HTTNV", "HTNV", "")
    return [{**NEW, "unit_id": f"T{at}", "rating": ratings[at]} for at in range(7)]


def a_round(staff: list[Record] | None, units: list[Record], **more: object) -> Batch:
    return Batch.from_records(staff, units, **{"period": "2024", **more})


@cache
def rounds() -> dict[str, Findings]:
    """Rounds of every kind: open grades, other readings, totals, people nobody can place."""
    plain, unrated = a_round(people(16), UNITS), a_round(people(20, (*GRADES, "", "HTSX")), UNITS)
    public = [
        {**one, "category": "VC", "unit_id": f"T{at % 7}", "staff_id": f"V{one['staff_id']}"}
        for at, one in enumerate(people(8))
    ]
    mixed = [{**one, "HTTNV": 39} for one in totals() if one["unit_id"] == "TT"]
    base, rounding = "excellent_share_base", "excellent_share_rounding"
    asked: dict[str, tuple[Batch, dict[str, str]]] = {
        "plain": (plain, {}),
        "unrated": (unrated, {}),
        "good": (unrated, {base: "good", rounding: "half_up"}),
        "better": (plain, {base: "good_or_better", rounding: "half_up"}),
        "every-unit": (
            plain,
            {"cap_level": "every_unit", rounding: "at_least_one", "not_rated_in_base": "in"},
        ),
        "strangers": (a_round([*people(10), *strangers()], UNITS), {}),
        "totals": (a_round(None, [UNITS[0], CENTRE], counts=totals()), {}),
        "mixed": (a_round(people(8), [*UNITS, CENTRE], counts=mixed), {}),
        "2026": (
            a_round(
                [*people(16), *public],
                [*UNITS, *below()],
                period="2026",
            ),
            {},
        ),
        "department": (an_example("01-phong-ban-2024"), {}),
        "end-of-2026": (an_example("02-so-cuoi-nam-2026"), {}),
        "as-sent": (an_example("04-danh-sach-gui-den"), {}),
    }
    return {
        name: check(batch, readings=readings, workings=True)
        for name, (batch, readings) in asked.items()
    }


@pytest.mark.skipif(not HAS_LIBREOFFICE, reason="LibreOffice is not installed")
def test_formulas_come_to_what_the_engine_found(tmp_path: Path) -> None:
    found = rounds()
    made = {name: written(one, lang="vi") for name, one in found.items()}
    for name, book in worked_out(tmp_path, made).items():
        told = formulas(made[name])
        assert told, name
        anew = {(title, cell): book[title][cell].value or None for title, cell in told}
        assert anew == told, name
        limits = found[name].workings.limits
        with_formula = sum(one.holds is not None for one in limits)
        agreeing = [row[3].value for row in book["Tính lại tỷ lệ"].iter_rows()]
        assert agreeing.count("khớp") == with_formula, name
        assert "KHÔNG KHỚP" not in agreeing


def test_the_rounds_hold_limits_of_every_kind() -> None:
    limits = [one for found in rounds().values() for one in found.workings.limits]
    assert {one.verdict for one in limits} == {Verdict.KEPT, Verdict.BROKEN, Verdict.UNKNOWN}
    assert {one.rule for one in limits if one.holds is not None} >= {
        "excellent-share",
        "civil-servant-excellent-share",
        "public-employee-excellent-share",
        "grades-unlike-unit",
        "low-unit-high-ratings",
        "excellent-units-above-fifth",
        "excellent-units-above-quarter",
    }
    assert any(one.open for one in limits)
    assert any(count.unread for one in limits for count in one.counts) is False
    assert {one.kind for one in limits} == {"unit", "group"}


@pytest.mark.skipif(not HAS_LIBREOFFICE, reason="LibreOffice is not installed")
def test_a_rating_changed_where_it_stands_changes_the_verdict(tmp_path: Path) -> None:
    workbook = opened(written(rounds()["department"], lang="vi"))
    staff = workbook["staff.csv"]
    heads = {cell.value: cell.column for cell in staff[1]}
    changed = 0
    for row in range(2, staff.max_row + 1):
        cell = staff.cell(row, heads["rating"])
        if staff.cell(row, heads["unit_id"]).value == "TT-UD" and "xuất sắc" in cell.value:
            cell.value, changed = "Hoàn thành tốt nhiệm vụ", changed + 1
            break
    assert changed == 1
    workbook.save(tmp_path / "changed.xlsx")
    book = worked_out(tmp_path, {"x": (tmp_path / "changed.xlsx").read_bytes()})["x"]
    rows = [
        [cell.value for cell in row]
        for row in book["Tính lại tỷ lệ"].iter_rows()
        if row[2].value == "TT-UD"
    ]
    assert rows[0][3] == "KHÔNG KHỚP"
    assert "Trong giới hạn" in rows[0]
    assert "Ngoài giới hạn" in rows[0]  # what was found when the report was made
