"""The list of what is still missing, in the text and in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Batch, check, explain
from unit.reports.rounds import a_person, data, findings, text

if TYPE_CHECKING:
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.sources import Lang


def after(heading: str, said: str) -> list[str]:
    """Return the lines under a heading, up to the next empty line."""
    lines = said.splitlines()
    start = lines.index(heading) + 1
    end = lines.index("", start)
    return lines[start:end]


def still_missing(lang: Lang) -> list[str]:
    heading = {
        "vi": "Còn thiếu, theo đơn vị phải điền:",
        "en": "Still missing, by the unit that has to fill it in:",
    }
    return after(heading[lang], text(lang=lang))


def test_the_text_names_unit_column_people_and_rules() -> None:
    assert still_missing("vi") == [
        "  P",
        "    - Số tháng công tác (bảng Danh sách): 1 ô: B; "
        "chỉ chờ các ô này: rated-under-six-months (1)",
    ]
    assert still_missing("en") == [
        "  P",
        "    - Months worked (table Staff), cells: 1: B; "
        "waiting for these alone: rated-under-six-months (1)",
    ]


def test_verdicts_that_wait_for_more_are_told_apart() -> None:
    people = [a_person("A", months_worked=None, maternity=None), a_person("B")]
    said = text(findings(people))
    assert "Nghỉ thai sản (bảng Danh sách): 1 ô: A; còn chờ cả dữ liệu khác: " in said


def test_a_column_that_is_empty_in_every_row_may_be_deleted() -> None:
    people = [a_person(one, months_worked=None) for one in "AB"]
    tip = (
        "  Trống ở mọi dòng: Số tháng công tác (Danh sách). Không có số liệu cho ai thì xóa cả cột"
    )
    assert [line for line in text(findings(people)).splitlines() if line.startswith(tip)]
    people[0]["months_worked"] = 12
    assert "Trống ở mọi dòng" not in text(findings(people))


def test_tables_that_were_not_given_are_named_once() -> None:
    heading = "Cột, bảng chưa có (thêm vào thì các quy tắc ghi ở đầu báo cáo kiểm tra được):"
    assert after(heading, text()) == ["  - cả bảng Kỷ luật"]


def test_columns_that_were_not_given_stand_in_one_line_a_table() -> None:
    people = [a_person("A")]
    del people[0]["months_worked"], people[0]["maternity"]
    heading = (
        "Columns and tables not given (with them, the rules listed at the top can be checked):"
    )
    assert after(heading, text(findings(people), lang="en"))[0] == (
        "  - Staff: Months worked; Maternity leave"
    )


def test_nothing_is_said_where_nothing_is_missing() -> None:
    said = text(findings([a_person("A")], disciplines=[]))
    assert "Còn thiếu" not in said
    assert "chưa có (" not in said


def test_json_has_each_cell_with_its_place() -> None:
    cells, table = data()["missing"]
    assert (cells["unit"], cells["record"], cells["column"]) == ("P", "staff", "months_worked")
    assert [row["id"] for row in cells["rows"]] == ["B"]
    assert cells["rows"][0]["place"]["heading"] == "months_worked"
    assert cells["rules"] == [{"rule": "rated-under-six-months", "verdicts": 1, "alone": 1}]
    assert table == {
        "unit": None,
        "record": "discipline",
        "column": "",
        "absent": True,
        "blank": False,
        "rows": [],
        "rules": [{"rule": "disciplined-but-rated", "verdicts": 5, "alone": 5}],
    }


def of_an_unrated_unit() -> Findings:
    units = [{"unit_id": "U", "kind": "public_service", "rating": "not_rated"}]
    batch = Batch.from_records([a_person("A", role="head")], units, period="2024")
    return check(batch, select=["public-employee-above-unit-led"])


@pytest.mark.parametrize(
    ("lang", "said", "asked"),
    [
        (
            "vi",
            "Không so sánh được: đơn vị U (records, units:1) không được xếp loại, "
            "nên không đo được giới hạn theo mức của đơn vị",
            "Cần bổ sung",
        ),
        (
            "en",
            "Not comparable: the unit U is not rated (records, units:1), "
            "so a cap by its grade cannot be measured",
            "To be filled in",
        ),
    ],
)
def test_a_unit_that_is_not_rated_is_no_cell_to_fill_in(lang: Lang, said: str, asked: str) -> None:
    found = of_an_unrated_unit()
    assert said in text(found, lang=lang)
    assert asked not in text(found, lang=lang)
    assert found.missing == ()
    (finding,) = found.unknown
    words = str(explain(finding, lang))
    assert said.partition(": ")[2] in words
    assert {"vi": "Ô cần bổ sung", "en": "Cells that would settle it"}[lang] not in words
