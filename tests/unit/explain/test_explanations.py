"""An explanation of every rule: clause, cells, numbers; in both languages; never too long."""

from __future__ import annotations

import re
from itertools import pairwise
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
MOST_LINES = 90
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
    # Where every cell is filled in, only the reading of the law leaves it open.
    assert finding.missing != () or finding.flips != ()
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
    facts = [below.fact for step in finding.trace for below in step.walk() if below.fact]
    cells = {str(words) for fact in facts for words in (fact.value, fact.typed)}
    for line in told(finding, "en").splitlines():
        own = re.sub(r"\[[^\]]*\]|“[^”]*”|\S*/\S*", "", line)
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
    assert "Nghỉ thai sản = không" in words


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


# ----------------------------------------------------------------------------- either, or


def disciplined(*tracks: str, **facts: object) -> list[str]:
    """Explain what the rule on discipline says of a person, for decisions on one violation."""
    person = people.a_person(rating="HTNV", **facts)
    decisions = [
        {
            "staff_id": person["staff_id"],
            "violation_id": "V1",
            "track": track,
            "issued_on": f"2024-0{number}-01",
            "effective_on": f"2024-0{number}-01",
        }
        for number, track in enumerate(tracks, 1)
    ]
    batch = people.a_batch(person, disciplines=decisions)
    (one,) = check(batch, select=["disciplined-but-rated"]).broken
    return str(explain(one, "en")).splitlines()


def test_alternatives_stand_below_a_line_that_says_so() -> None:
    lines = disciplined("party", "administrative")
    heads = [line for line in lines if line.strip() == "· none of these holds:"]
    assert len(heads) >= 2
    at = lines.index(heads[0])
    depth = len(heads[0]) - len(heads[0].lstrip())
    below = [line for line in lines[at + 1 :] if len(line) - len(line.lstrip()) <= depth]
    children = lines[at + 1 : lines.index(below[0], at + 1)]
    assert len([one for one in children if one.startswith(" " * (depth + 2) + "·")]) == 2


def test_demands_that_go_together_inside_an_alternative_say_so() -> None:
    lines = disciplined("party", "administrative")
    assert any(line.strip() == "· these must hold together → false:" for line in lines)


def test_what_was_told_is_not_told_again() -> None:
    lines = disciplined("party", "administrative")
    assert len([line for line in lines if line.endswith("→ false (as above)")]) == 2
    for line, after in pairwise(lines):
        if line.endswith("(as above)"):
            assert indent(after) <= indent(line)


def indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def test_a_row_without_an_id_goes_by_its_owner_and_its_row() -> None:
    lines = disciplined("party")
    assert any("disciplinary decision A (row 1)" in line for line in lines)
    assert not [line for line in lines if "#" in line]


def test_a_sentence_that_names_its_alternatives_needs_no_line_of_its_own() -> None:
    finding = a_person(months_worked=5, maternity=False)
    lines = told(finding, "en").splitlines()
    assert "these holds" not in "".join(lines)


def test_days_are_compared_as_days() -> None:
    lines = "\n".join(disciplined("party"))
    assert "is on or after first day of the evaluation year" in lines
    assert "of the rating round" not in lines


def test_a_chosen_reading_is_told_in_words_with_its_code() -> None:
    lines = disciplined("party")
    assert any(
        line.endswith("→ “The day the decision was issued” (discipline_date=issued)")
        for line in lines
    )


def test_a_contested_finding_says_the_other_reading_in_words() -> None:
    words = told(a_share(2, 6), "en")
    assert (
        "read as “To the nearest whole number, a half upwards” (excellent_share_rounding=half_up), "
        "the verdict would be: in keeping with the rule"
    ) in words
