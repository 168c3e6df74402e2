"""A list without ratings cannot be checked; what would be lawful can be said all the same."""

from __future__ import annotations

import pytest

from cbccvc_rules import Batch, BatchError, check, permitted, quota
from cbccvc_rules.sources import LANGS, Lang
from unit.api.people import Record, a_batch, a_person


def refused(batch: Batch, lang: Lang = "en") -> list[str]:
    with pytest.raises(BatchError) as error:
        check(batch)
    return [problem.say(lang) for problem in error.value.problems]


def without(column: str, **more: object) -> Record:
    return {key: value for key, value in a_person(**more).items() if key != column}


def test_an_empty_column_is_one_message_that_says_what_to_fill_in() -> None:
    batch = a_batch(a_person(rating=""), a_person("B", rating=""))
    assert refused(batch) == [
        "records, staff: nobody has a grade in the column `rating` (Rating), "
        "so the stage “decided” cannot be judged; fill in the column"
    ]
    assert refused(batch, "vi") == [
        "records, staff: cột `rating` (Mức xếp loại) chưa có mức của ai "
        "nên không xét được giai đoạn “đã quyết định”; hãy điền cột này"
    ]


def test_another_stage_that_has_ratings_is_offered() -> None:
    batch = a_batch(a_person(rating="", proposed_rating="HTTNV", self_rating="HTNV"))
    (vi,), (en,) = refused(batch, "vi"), refused(batch)
    assert vi.endswith(
        "hãy điền cột này; hoặc chọn giai đoạn đã có mức: "
        "`--stage proposed` (đề xuất), `--stage self` (tự xếp loại)"
    )
    assert en.endswith(
        "fill in the column; or choose a stage: `--stage proposed` (proposed), "
        "`--stage self` (own rating)"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_an_absent_column_says_what_to_do_and_the_stage_in_words(lang: Lang) -> None:
    (said,) = refused(a_batch(without("rating"), stage="proposed"), lang)
    assert "`proposed_rating`" in said
    assert {"vi": "“đề xuất”; hãy thêm cột này", "en": "“proposed” cannot be"}[lang] in said


def test_headings_that_were_not_understood_are_told_with_it() -> None:
    lines = refused(a_batch({**without("rating"), "Nhận định": "tốt lắm"}))
    assert len(lines) == 2
    assert "`--map COLUMN=rating`" in lines[0]
    assert "`Nhận định`" in lines[1]


def test_a_heading_that_may_be_the_grade_is_asked_about() -> None:
    with pytest.raises(BatchError) as error:
        a_batch({**without("rating"), "Mức": "HTTNV"})
    (line,) = [one.say("en") for one in error.value.problems]
    assert "`Mức`" in line
    assert "`--map G=rating`" in line


def test_a_column_that_is_there_twice_is_not_called_missing() -> None:
    with pytest.raises(BatchError) as error:
        a_batch({**without("rating"), "Xếp loại": "HTTNV", "Mức xếp loại": "HTTNV"})
    (line,) = [one.say("en") for one in error.value.problems]
    assert "may each be Rating" in line


def test_cells_that_are_no_grades_are_named_below() -> None:
    lines = refused(a_batch(a_person(rating="Giỏi"), a_person("B", rating="")))
    assert "nobody has a grade" in lines[0]
    assert ["`Giỏi`" in line for line in lines] == [False, True]


def test_one_rating_is_enough() -> None:
    found = check(a_batch(a_person(rating=""), a_person("B")))
    assert "A" in {one.subject.id for one in found.unknown}


def test_totals_need_no_rated_person() -> None:
    counts = [{"unit_id": "V", "total": 10, "HTXSNV": 3, "HTTNV": 7, "HTNV": 0, "KHTNV": 0}]
    batch = a_batch(a_person(rating=""), counts=counts)
    assert "excellent-share" in {one.rule for one in check(batch).findings}


@pytest.mark.parametrize("batch", [a_batch(a_person(rating="")), a_batch(without("rating"))])
def test_what_would_be_lawful_needs_no_ratings(batch: Batch) -> None:
    facts = {"months_worked": 4, "leave_months": 0, "maternity": False}
    assert {**batch.tables["staff"][0].values}["rating"] is None
    assert [one.rating for one in permitted(batch)] == [None]
    assert len(quota(batch)) == 1
    short = a_batch(without("rating", **facts), disciplines=[])
    assert permitted(short)[0].permitted == ("not_rated",)
