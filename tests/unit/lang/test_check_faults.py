"""Every fault of names and types: its code, the offset of the very word, and what it suggests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.errors import Problem
from cbccvc_rules.errors.catalogue_packs import PACKS
from cbccvc_rules.lang import check
from unit.lang.toy import BOOK, DATE, IN_DEFINITION, NUMBER, SHELF, TRUTH, fault, faults, under

if TYPE_CHECKING:
    from cbccvc_rules.lang.scope import Scope
    from cbccvc_rules.lang.types import Type

# One row a fault: the expression, its code, and the word (or sign) where it must point.
FAULTS: list[tuple[str, str, str, Type | None]] = [
    ("lent", "type-mismatch", "lent", NUMBER),
    ("pages > 3 and price", "type-mismatch", "price", None),
    ("not pages", "type-mismatch", "pages", None),
    ("-lent", "type-mismatch", "lent", None),
    ("pages + due", "type-mismatch", "due", None),
    ("pages = due", "type-mismatch", "due", None),
    ("colour = shelf.worth", "type-mismatch", "shelf", None),
    ("1 if pages else 2", "type-mismatch", "pages", None),
    ("pages if lent else due", "type-mismatch", "due", None),
    ("count(loans where days)", "type-mismatch", "days", None),
    ("sum(late of loans)", "type-mismatch", "late", None),
    ("pages / 2 > 3", "division-in-verdict", "/", None),
    ("floor(pages) > 3", "rounding-in-verdict", "floor", None),
    ("ceil(pages) > 3", "rounding-in-verdict", "ceil", None),
    ("tags = subject.tags", "not-comparable", "=", None),
    ("title < subject.title", "not-ordered", "<", None),
    ("colour >= red", "not-ordered", ">=", None),
    ("lent < torn", "not-ordered", "<", None),
    ("$reckoned > by_page", "not-ordered", ">", None),
    ("pages in {red}", "not-coded", "in", None),
    ("title not in {red}", "not-coded", "not", None),
    ("(pages + 1) is given", "given-needs-column", "is", None),
    ("long is given", "given-needs-column", "is", None),
    ("old is recorded", "given-needs-column", "is", None),
    ("due < in_year(12-15, pages)", "type-mismatch", "pages", None),
    ("pages < in_year(12-15, due)", "type-mismatch", "in_year", None),
    ("colour = rad", "code-unknown", "rad", None),
    ("colour in {red, bleu}", "code-unknown", "bleu", None),
    ("worth = unprized", "code-unknown", "unprized", None),
    ("$reckoned = by_pages", "code-unknown", "by_pages", None),
    ("colour in {red.green}", "code-unknown", "red", None),
    ("page > 3", "column-unknown", "page", None),
    ("shelf.with > 3", "column-unknown", "with", None),
    ("title.length > 3", "rows-unknown", "title", None),
    ("subject.shelves.width > 3", "rows-unknown", "shelves", None),
    ("any(loans where let)", "column-unknown", "let)", None),
    ("count(lones)", "rows-unknown", "lones", None),
    ("count(shelf)", "rows-unknown", "shelf", None),
    ("count(pages)", "rows-unknown", "pages", None),
    ("count(shelf.loans)", "rows-unknown", "loans", None),
    ("count(shlf.books)", "rows-unknown", "shlf", None),
    ("loans > 3", "rows-not-value", "loans", None),
    ("shelf.books = 3", "rows-not-value", "books", None),
    ("shelf = 3", "rows-not-value", "shelf", None),
    ("loans.days > 3", "rows-not-one", "loans", None),
    ("count(subject.loans.book)", "rows-not-one", "loans", None),
    ("pages > $most", "dollar-unknown", "$", None),
]


@pytest.mark.parametrize(("text", "code", "word", "expected"), FAULTS)
def test_a_fault_points_at_the_very_word(
    text: str, code: str, word: str, expected: Type | None
) -> None:
    assert fault(text, BOOK, expected) == (code, under(text, word))


def test_a_definition_may_not_know_who_asks() -> None:
    assert fault("pages > subject.pages", IN_DEFINITION) == ("subject-in-definition", 8)
    assert fault("count(subject.loans) > 1", IN_DEFINITION) == ("subject-in-definition", 6)


def test_a_let_is_not_visible_in_a_definition() -> None:
    assert fault("pages > long", IN_DEFINITION) == ("column-unknown", 8)


def test_a_column_of_another_record_is_unknown_inside_a_condition() -> None:
    assert fault("count(books where width > 3) > 1", SHELF) == ("column-unknown", 18)


def test_every_fault_that_the_checker_knows_is_reached_above() -> None:
    source = Path(check.__file__).read_text(encoding="utf-8")
    known = {code for code in PACKS if f'"{code}"' in source}
    assert known == {code for _, code, _, _ in FAULTS} | {"subject-in-definition"}


def params(text: str, scope: Scope = BOOK) -> dict[str, str]:
    (only,) = faults(text, scope)
    return dict(only.params)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("page > 3", "pages"),
        ("lng > 3", "long"),
        ("odl", "old"),
        ("shelf.with > 3", "width"),
        ("colour = rad", "red"),
        ("colour in {bleu}", "blue"),
        ("worth = unprized", "unpriced"),
        ("count(lones)", "loans"),
        ("count(shlf.books)", "shelf"),
        ("subjct.pages > 3", "subject"),
        ("shelf.abuv.width > 3", "above"),
        ("pages > $most_page", "most_pages"),
        ("$reconed = by_page", "reckoned"),
        ("qqqqqq > 3", ""),
    ],
)
def test_the_nearest_known_name_is_offered(text: str, nearest: str) -> None:
    assert params(text)["nearest"] == nearest


def test_a_let_is_not_offered_for_a_path() -> None:
    assert params("subject.lon > 3")["nearest"] != "long"


def test_a_type_is_said_by_its_name() -> None:
    assert params("pages = due") == {"expected": "number", "found": "date"}
    assert params("colour = shelf.worth") == {"expected": "colour", "found": "worth"}


def test_an_unknown_code_says_which_list_it_is_not_in() -> None:
    assert params("colour = rad")["list"] == "colour"


def test_every_fault_of_an_expression_is_reported_at_once() -> None:
    text = "page > 3 and colour = rad and floor(pages / 2) > $most or title < subject.title"
    found = [(one.code, one.offset) for one in faults(text)]
    assert sorted(found, key=lambda one: one[1]) == [
        ("column-unknown", 0),
        ("code-unknown", under(text, "rad")),
        ("rounding-in-verdict", under(text, "floor")),
        ("division-in-verdict", under(text, "/")),
        ("dollar-unknown", under(text, "$")),
        ("not-ordered", under(text, "<")),
    ]


def test_both_sides_of_a_comparison_are_looked_at() -> None:
    assert [one.offset for one in faults("page + 1 > prise + 1")] == [0, 11]


def test_a_bare_word_beside_an_unknown_column_is_not_blamed() -> None:
    assert [one.offset for one in faults("shelf.colur = red")] == [6]


def test_both_branches_and_the_condition_of_a_choice_are_looked_at() -> None:
    text = "page if lend else prise"
    assert sorted(one.offset for one in faults(text)) == [0, 8, 18]


def test_a_fault_inside_a_condition_of_rows_counts_from_the_start_of_the_text() -> None:
    text = "any(loans where late and day > 3)"
    assert fault(text) == ("column-unknown", under(text, "day"))


def test_what_is_expected_of_the_whole_is_said_at_its_sign() -> None:
    assert fault("pages + 1", BOOK, TRUTH) == ("type-mismatch", under("pages + 1", "+"))
    assert fault("due", BOOK, NUMBER) == ("type-mismatch", 0)
    assert fault("pages", BOOK, DATE) == ("type-mismatch", 0)


@pytest.mark.parametrize(("text", "code", "word", "expected"), FAULTS)
def test_a_fault_reads_as_a_sentence_in_both_languages(
    text: str, code: str, word: str, expected: Type | None
) -> None:
    (only,) = faults(text, BOOK, expected)
    problem = Problem(only.code, None, dict(only.params), read=text)
    for said in (problem.say("vi"), problem.say("en")):
        assert said
        assert "[[" not in said
        assert "{name}" not in said
    assert problem.say("vi") != problem.say("en")
