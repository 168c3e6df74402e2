"""What a workbook to fill holds, and what it says of its columns."""

from __future__ import annotations

from datetime import date

import pytest

from cbccvc_rules.api import library
from cbccvc_rules.authoring.columns_read import columns_read
from cbccvc_rules.authoring.template import Template, provisions, template
from cbccvc_rules.authoring.template_words import (
    column_note,
    guide_lines,
    guide_rows,
    how_written,
    list_items,
)
from cbccvc_rules.engines.stand_ins import STAND_INS
from cbccvc_rules.errors import NoLawError, UsageError
from cbccvc_rules.model.column import Column, columns_in
from cbccvc_rules.model.columns import TABLES, columns_of
from cbccvc_rules.model.header import RATING_COLUMNS, Wishes
from cbccvc_rules.model.rows import RawRow, RawTable, Sheet
from cbccvc_rules.model.scale import packaged_labels
from cbccvc_rules.model.understand import understand
from cbccvc_rules.sources import LANGS, Lang

EVERY_COLUMN = [(table, column) for table in TABLES for column in columns_of(table)]


def made(*categories: str, everything: bool = False, **wishes: str) -> Template:
    return template(library(), Wishes(**wishes), categories, everything=everything)


def columns(found: Template) -> dict[str, list[str]]:
    return {sheet.table: [one.column.name for one in sheet.columns] for sheet in found.sheets}


def needed(found: Template) -> set[tuple[str, str]]:
    return {
        (sheet.table, one.column.name)
        for sheet in found.sheets
        for one in sheet.columns
        if one.needed
    }


def note(found: Template, table: str, name: str, lang: Lang = "en") -> str:
    (sheet,) = [one for one in found.sheets if one.table == table]
    (column,) = [one for one in sheet.columns if one.column.name == name]
    return column_note(column, lang)


def test_the_tables_that_a_rule_reads_are_there() -> None:
    assert list(columns(made(period="2024"))) == [
        "staff",
        "units",
        "disciplines",
        "history",
        "scorecards",
    ]


def test_every_column_that_a_rule_in_force_reads_can_be_filled() -> None:
    found = columns(made())
    for table, name in columns_read(library().rules.values()):
        assert STAND_INS.get(name, name) in found[table], (table, name)


def test_columns_for_which_others_stand_in_are_left_out() -> None:
    """Empty columns of criteria would leave undecided what the tasks alone decide."""
    assert set(columns(made(period="2024"))["staff"]) & set(STAND_INS) == set()


def test_the_columns_stand_in_the_order_of_the_model() -> None:
    for table, names in columns(made(period="2024")).items():
        assert names == [one.name for one in columns_of(table) if one.name in names]


def test_everything_is_every_column_of_every_table() -> None:
    assert columns(made(everything=True)) == {
        table: [column.name for column in columns_of(table)] for table in TABLES
    }


def test_what_is_needed_is_what_the_model_requires_and_the_grade_judged() -> None:
    found = needed(made(period="2024"))
    assert ("staff", "rating") in found
    assert found - {("staff", "rating")} == {
        (table, one.name)
        for table in ("staff", "units", "disciplines", "history")
        for one in columns_of(table)
        if one.required
    }


@pytest.mark.parametrize("stage", RATING_COLUMNS)
def test_the_column_of_the_stage_is_the_one_to_fill(stage: str) -> None:
    found = made(period="2024", stage=stage)
    ratings = set(RATING_COLUMNS.values()) & set(columns(found)["staff"])
    # That there was a proposal is asked whatever column is judged; what the person claimed is asked
    # wherever the grade judged is another one.
    assert ratings == {RATING_COLUMNS[stage], "proposed_rating", "self_rating"}
    assert {("staff", one) for one in ratings} & needed(found) == {("staff", RATING_COLUMNS[stage])}


def test_a_note_says_what_how_and_for_which_provision() -> None:
    assert note(made("VC", period="2024"), "staff", "leave_months").splitlines() == [
        "Months of lawful absence other than maternity leave.",
        "A number from 0 to 12; a number such as `5.5`.",
        "Used to judge:",
        "- Decree 90/2020/NĐ-CP: Article 2 clause 3 paragraph 1; Article 2 clause 3 paragraph 2",
    ]


def test_a_note_names_the_articles_of_the_category_alone() -> None:
    said = note(made("VC", period="2024"), "staff", "tasks_exceeded")
    assert "Article 12 clause 1 point b" in said
    assert "Article 8" not in said
    assert "Article 8 clause 1 point b" in note(made(period="2024"), "staff", "tasks_exceeded")


def test_very_many_provisions_of_an_act_are_told_by_their_articles() -> None:
    cites = [cite for rule in library().rules.values() for cite in rule.cites]
    decree = next(text.en for text in provisions(cites) if text.en.startswith("Decree 90"))
    assert "Article 8" in decree
    assert "clause" not in decree


def test_the_rules_of_the_day_decide() -> None:
    """Shares are counted by peer groups from Decree 48/2023/NĐ-CP on."""
    assert "peer_group" not in columns(made(period="2022"))["staff"]
    assert "peer_group" in columns(made(period="2024"))["staff"]
    assert "peer_group" not in columns(made(period="2023", on="2023-09-14"))["staff"]
    assert "peer_group" in columns(made(period="2023", on="2023-09-15"))["staff"]


def test_days_and_categories_without_a_law_are_refused_with_the_reason() -> None:
    with pytest.raises(NoLawError) as error:
        made("CB", period="2026")
    assert [problem.code for problem in error.value.problems] == ["no-law"]
    assert "hết hiệu lực từ 01/7/2026" in error.value.problems[0].say("vi")


def test_everything_asked_wrongly_is_told_at_once() -> None:
    with pytest.raises(UsageError) as error:
        made("CD", period="hai nghìn")
    assert {problem.code for problem in error.value.problems} == {
        "header-not-understood",
        "category-unknown",
    }


def test_a_school_year_needs_its_day() -> None:
    with pytest.raises(UsageError) as error:
        made(period="2023-2024")
    assert [problem.code for problem in error.value.problems] == ["day-missing"]
    day = date(2024, 6, 28)
    (law,) = template(library(), Wishes("2023-2024", day), ["VC"]).instruments
    assert law.vi.startswith("viên chức: Nghị định 90/2020/NĐ-CP")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("table", "column"), EVERY_COLUMN, ids=str)
def test_what_a_list_offers_is_read_as_what_it_says(table: str, column: Column, lang: Lang) -> None:
    labels = packaged_labels()
    items = list_items(column, labels, lang)
    expected: list[object] = list(column.codes)
    if column.kind == "grade":
        expected = [*reversed(column.codes[:-1]), column.codes[-1]]
    if column.kind == "truth":
        expected = [True, False]
    sheet = Sheet(table, "t.xlsx", None, {column.name: (1, column.name)})
    rows = tuple(RawRow(number, {column.name: item}) for number, item in enumerate(items, 2))
    drafts, problems = understand(RawTable(sheet, rows), labels)
    assert list(problems) == []
    assert [draft.values[column.name] for draft in drafts] == expected


def test_grades_go_by_their_names_in_vietnamese() -> None:
    rating = next(one for one in columns_of("staff") if one.name == "rating")
    assert list_items(rating, packaged_labels(), "vi") == (
        "Hoàn thành xuất sắc nhiệm vụ",
        "Hoàn thành tốt nhiệm vụ",
        "Hoàn thành nhiệm vụ",
        "Không hoàn thành nhiệm vụ",
        "Không xếp loại",
    )


@pytest.mark.parametrize("table", TABLES)
def test_every_column_says_how_it_is_written(table: str) -> None:
    assert all(how_written(one).vi and how_written(one).en for one in columns_in(TABLES[table]))


@pytest.mark.parametrize("lang", LANGS)
def test_the_guide_tells_of_every_sheet_and_column(lang: Lang) -> None:
    found = made(period="2024", everything=True)
    lines = list(guide_lines(found, lang))
    assert lines[0]
    numbers = [line.partition(".")[0] for line in lines if line[:1].isdigit()]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(list(guide_rows(found, lang))) == len(EVERY_COLUMN)
    assert all("{" not in line for line in lines)
