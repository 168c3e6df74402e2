"""Places, texts and citations as people read them."""

from __future__ import annotations

from datetime import date

import pytest

from cbccvc_rules.sources import LANGS, Citation, Place, Text, cites_on, column_letters

DECREE = Text("Nghị định 90/2020/NĐ-CP", "Decree 90/2020/NĐ-CP")
AMENDING = Text("Nghị định 48/2023/NĐ-CP", "Decree 48/2023/NĐ-CP")


def a_citation(**parts: object) -> Citation:
    return Citation("90/2020/NĐ-CP", DECREE, **parts)


def test_a_text_is_told_in_the_language_asked_for() -> None:
    assert [DECREE.in_(lang) for lang in LANGS] == [
        "Nghị định 90/2020/NĐ-CP",
        "Decree 90/2020/NĐ-CP",
    ]


@pytest.mark.parametrize(
    ("column", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA")],
)
def test_columns_are_lettered_as_in_a_spreadsheet(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("staff.csv"), "staff.csv"),
        (Place("pack.yaml", 3, 5), "pack.yaml:3:5"),
        (Place("pack.yaml", 3), "pack.yaml:3"),
        (Place("staff.csv", 17, 10, heading="rating"), "staff.csv!J17"),
        (Place("round.xlsx", 17, 10, "Danh sách", "Mức xếp loại"), "round.xlsx, 'Danh sách'!J17"),
        (Place("round.xlsx", 17, 10, "Sheet1", "Mức xếp loại"), "round.xlsx, Sheet1!J17"),
        (Place("round.xlsx", 17, 10, "2024", "Mức xếp loại"), "round.xlsx, '2024'!J17"),
        (Place("round.xlsx", 1, 1, "Năm '24", "Mã số"), "round.xlsx, 'Năm ''24'!A1"),
        (Place("round.xlsx", sheet="Danh sách"), "round.xlsx, Danh sách"),
        (Place("round.xlsx", 7, sheet="Danh sách"), "round.xlsx, Danh sách:7"),
        (Place("staff.csv", heading="rating"), "staff.csv"),
    ],
)
def test_a_place_reads_as_its_program_shows_it(place: Place, text: str) -> None:
    assert str(place) == text


def test_only_a_place_in_a_table_has_a_cell() -> None:
    assert Place("staff.csv", 17, 10, heading="rating").cell == "J17"
    assert Place("pack.yaml", 17, 10).cell is None
    assert Place("staff.csv", 17, heading="rating").cell is None
    assert Place("staff.csv", column=10, heading="rating").cell is None


def test_a_citation_names_provision_act_and_changes_in_vietnamese() -> None:
    cited = a_citation(article=2, clause=6, added_by=AMENDING)
    assert cited.text("vi") == (
        "Điều 2 khoản 6 Nghị định 90/2020/NĐ-CP (bổ sung bởi Nghị định 48/2023/NĐ-CP)"
    )


def test_a_citation_names_provision_act_and_changes_in_english() -> None:
    cited = a_citation(article=2, clause=5, point="a", paragraph=1, amended_by=AMENDING)
    assert cited.text("en") == (
        "Article 2 clause 5 point a paragraph 1 of Decree 90/2020/NĐ-CP "
        "(amended by Decree 48/2023/NĐ-CP)"
    )


def test_an_act_that_added_and_one_that_amended_are_both_named() -> None:
    cited = a_citation(article=2, added_by=AMENDING, amended_by=DECREE)
    assert cited.text("en").endswith(
        "(added by Decree 48/2023/NĐ-CP; amended by Decree 90/2020/NĐ-CP)"
    )


def test_a_citation_of_a_whole_act_is_its_name() -> None:
    assert a_citation().text("vi") == DECREE.vi
    assert a_citation().provision("vi") == ""


def test_an_item_of_an_act_without_articles_follows_its_name() -> None:
    directive = Text("Chỉ thị", "Directive")
    cited = Citation("Chỉ thị", directive, item=3, point="b")
    assert cited.text("vi") == "Chỉ thị, mục 3 điểm b"
    assert cited.text("en") == "Directive, item 3 point b"


def test_an_item_stands_without_its_act() -> None:
    cited = Citation("Chỉ thị", Text("Chỉ thị", "Directive"), item=1, point="a", paragraph=3)
    assert cited.provision("vi") == "mục 1 điểm a đoạn 3"


def test_a_provision_stands_without_its_act() -> None:
    assert a_citation(article=2, clause=5, point="c").provision("vi") == "Điều 2 khoản 5 điểm c"


def test_a_provision_added_later_is_not_cited_before_its_day() -> None:
    added = Citation("A", DECREE, article=2, clause=5, added_by=DECREE, added_on=date(2023, 9, 15))
    assert added.on(date(2023, 9, 14)) is None
    assert added.on(date(2023, 9, 15)) is added


def test_a_provision_is_cited_as_it_stood_before_its_amendment() -> None:
    amended = Citation(
        "A", DECREE, article=7, amended_by=DECREE, amended_by_act="B", amended_on=date(2023, 9, 15)
    )
    assert amended.on(date(2023, 9, 15)) is amended
    assert cites_on([amended, amended], date(2023, 9, 14)) == (Citation("A", DECREE, article=7),)
