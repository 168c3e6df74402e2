"""An explanation of every rule: clause, cells, numbers; in both languages; never too long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Batch, check, explain
from cbccvc_rules.api import library
from cbccvc_rules.model.finding import Finding, Verdict
from cbccvc_rules.sources import LANGS, Lang
from unit.api import people
from unit.explain.findings import findings_of, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.trace import Fact

BROKEN = findings_of("broken")
UNKNOWN = findings_of("unknown")
ALL = (*BROKEN, *UNKNOWN)
MOST_LINES = 80
LONGEST_LINE = 500
LONGEST_PARAGRAPH = 900


def told(finding: Finding, lang: Lang) -> str:
    return str(explain(finding, lang))


def used(finding: Finding) -> Iterator[Fact]:
    """The facts that a requirement that failed took in."""
    for step in finding.trace:
        if step.op == "require" and step.value is False:
            for below in step.walk():
                if below.fact is not None and below.fact.value is not None:
                    yield below.fact


def test_every_rule_has_a_broken_finding_to_explain() -> None:
    assert {one.rule for one in BROKEN} == set(library().rules)


def test_every_rule_has_an_undecided_finding_to_explain() -> None:
    assert {one.rule for one in UNKNOWN} == set(library().rules)


@pytest.mark.parametrize("finding", BROKEN, ids=names_of(BROKEN))
def test_a_broken_finding_is_told_with_clause_sentence_and_remedy(finding: Finding) -> None:
    for lang in LANGS:
        words = told(finding, lang)
        pieces = [finding.subject.id, *(cite.text(lang) for cite in finding.cites)]
        pieces += [text.in_(lang) for text in (finding.title, finding.message, finding.remedy)]
        assert [piece for piece in pieces if piece not in words] == []


@pytest.mark.parametrize("finding", ALL, ids=names_of(ALL))
def test_an_explanation_is_whole_sentences_of_bounded_length(finding: Finding) -> None:
    for lang in LANGS:
        lines = told(finding, lang).splitlines()
        assert 5 <= len(lines) <= MOST_LINES
        *told_of_case, about = lines  # the last is a paragraph: what the rule is for
        assert max(len(line) for line in told_of_case) <= LONGEST_LINE
        assert len(about) <= LONGEST_PARAGRAPH
        assert not [line for line in lines if set(line) & set("{}") or "None" in line]


@pytest.mark.parametrize("finding", BROKEN, ids=names_of(BROKEN))
def test_a_fact_that_broke_a_rule_stands_there_with_its_cell(finding: Finding) -> None:
    words = told(finding, "vi")
    cells = [fact.place for fact in used(finding) if fact.key == finding.subject.id and fact.place]
    assert not cells or any(str(place) in words for place in cells)


@pytest.mark.parametrize("finding", UNKNOWN, ids=names_of(UNKNOWN))
def test_an_undecided_finding_names_every_cell_that_would_settle_it(finding: Finding) -> None:
    words = told(finding, "en")
    assert finding.missing != ()
    for fact in finding.missing:
        assert fact.place is None or str(fact.place) in words


@pytest.mark.parametrize("finding", UNKNOWN, ids=names_of(UNKNOWN))
def test_an_undecided_finding_has_no_remedy_and_blames_nobody(finding: Finding) -> None:
    for lang in LANGS:
        words = told(finding, lang)
        assert finding.remedy.in_(lang) not in words
        assert finding.message.in_(lang) not in words


def test_a_contested_finding_names_the_readings_that_change_it() -> None:
    contested = [one for one in BROKEN if one.flips]
    assert contested != []
    for finding in contested:
        words = told(finding, "vi")
        for flip in finding.flips:
            for name, value in flip.readings.items():
                assert f"{name}={value}" in words


@pytest.mark.parametrize("finding", ALL, ids=names_of(ALL))
def test_the_two_languages_tell_the_same_in_the_same_order(finding: Finding) -> None:
    vi, en = explain(finding, "vi"), explain(finding, "en")
    assert [line.depth for line in vi.lines] == [line.depth for line in en.lines]


VIETNAMESE = re.compile("[ăâêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


@pytest.mark.parametrize("finding", BROKEN, ids=names_of(BROKEN))
def test_an_english_explanation_is_vietnamese_only_in_what_it_quotes(finding: Finding) -> None:
    """Numbers of acts, points such as `đ`, and the words of cells are left as they are."""
    cells = {str(below.fact.value) for step in finding.trace for below in step.walk() if below.fact}
    for line in told(finding, "en").splitlines():
        own = re.sub(r"\[[^\]]*\]|\S*/\S*", "", line)
        for words in cells - {"None"}:
            own = own.replace(words, "")
        assert not VIETNAMESE.search(own), line


# ---------------------------------------------------------------------- one explanation in full


def a_share(excellent: int, good: int) -> Finding:
    ratings = ["HTXSNV"] * excellent + ["HTTNV"] * good
    people = [
        {"staff_id": f"S{n}", "category": "VC", "unit_id": "U", "rating": rating}
        for n, rating in enumerate(ratings, 1)
    ]
    findings = check(Batch.from_records(people, [{"unit_id": "U"}], period="2024"))
    return next(one for one in findings.broken if one.rule == "excellent-share")


def test_a_share_is_explained_by_its_numbers() -> None:
    words = told(a_share(3, 8), "vi")
    for piece in ("3 người", "11", "20%", "15 ≤ 11", "Điều 2 khoản 6"):
        assert piece in words


@pytest.mark.parametrize("people", [10, 200])
def test_the_lines_of_an_explanation_do_not_grow_with_the_group(people: int) -> None:
    lines = explain(a_share(people // 2, people - people // 2), "vi").lines
    assert len(lines) <= MOST_LINES


def a_person(**facts: object) -> Finding:
    """What the rule on six months says of a person."""
    person = {"staff_id": "A", "category": "VC", "unit_id": "U", "rating": "HTTNV", **facts}
    findings = check(Batch.from_records([person], period="2024"))
    return next(one for one in findings.broken if one.rule == "rated-under-six-months")


def test_numbers_are_written_as_the_language_does() -> None:
    finding = a_person(months_worked="5,5", maternity=False)
    assert "= 5,5" in told(finding, "vi")
    assert "= 5.5" in told(finding, "en")


def test_an_exception_that_was_tried_says_why_it_does_not_apply() -> None:
    words = told(a_person(months_worked=5, maternity=False), "vi")
    assert "Ngoại lệ đã xét" in words
    assert "không áp dụng được" in words
    assert "Nghỉ thai sản = sai" in words


def test_an_explanation_prints_its_lines_set_in_by_depth() -> None:
    found = explain(a_share(3, 8), "en")
    assert str(found).splitlines()[0] == found.lines[0].words
    assert any(line.startswith("    ") for line in str(found).splitlines())
    assert found.finding.verdict is Verdict.BROKEN


@pytest.mark.parametrize(
    ("reading", "alternatives"), [("not_rated", 1), ("KHTNV", 2)], ids=["off", "on"]
)
def test_an_alternative_that_a_reading_switches_off_is_not_told(
    reading: str, alternatives: int
) -> None:
    person = people.a_person(months_worked=4, rating="HTNV")
    batch = people.a_batch(
        person, disciplines=[], readings={"discipline_under_six_months": reading}
    )
    (one,) = check(batch, select=["rated-under-six-months"]).broken
    lines = str(explain(one, "en")).splitlines()
    (line,) = [line for line in lines if "Rating is not rated" in line and "paragraph 1" in line]
    assert line.count(" or ") + 1 == alternatives
