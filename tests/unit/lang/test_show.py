"""The canonical text of an expression: as few brackets as the grammar allows, and never fewer."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cbccvc_rules.lang.nodes import Anchor, And, Literal, Named, Not, Population, Tally
from cbccvc_rules.lang.outline import key_of, outline
from cbccvc_rules.lang.show import show, show_fraction, show_row, show_rows
from cbccvc_rules.sources import Text
from unit.lang.toy import BOOK, MEASURE, NUMBER, TRUTH, WORTH, a_field, node

CANONICAL = [
    "pages",
    "shelf.above.width",
    "subject.pages",
    "batch.on",
    "long",
    "old",
    "$most_pages",
    "$reckoned",
    "true",
    "unknown",
    "12",
    "-12",
    "20%",
    "1/3",
    "7/2",
    "2024-02-29",
    "not lent",
    "not not lent",
    "not (lent and torn)",
    "not pages = 3",
    "lent and torn and old",
    "lent and (torn and old)",
    "lent or torn and old",
    "(lent or torn) and old",
    "pages + price * 2",
    "(pages + price) * 2",
    "pages - (price - 2)",
    "pages - price - 2",
    "pages / (price / 2)",
    "pages * -2",
    "0 - pages",
    "pages = price + 1",
    "(pages = 3) = lent",
    "(not lent) = torn",
    "worth <= high",
    "high >= worth",
    "worth in {low, unpriced}",
    "colour not in {red}",
    "title is given",
    "title is recorded",
    "title is not recorded",
    "due < in_year(12-15, batch.on)",
    "due < in_next_year(01-15, batch.on)",
    "in_year(01-02, due if lent else batch.on)",
    "shelf.width is not given",
    "pages if lent else price",
    "pages if lent else price if torn else 0",
    "(pages if lent else price) if torn else 0",
    "pages if lent or torn else 0",
    "worth <= (low if lent else high)",
    "(pages if lent else price) + 1",
    "count(loans)",
    "any(loans where late and days > 3)",
    "none(shelf.books where pages > subject.pages or old)",
    "sum(days * 2 of loans where late)",
    "sum((days if late else 0) of loans)",
    "floor(pages if lent else 0)",
    "ceil(pages / 2)",
]


@pytest.mark.parametrize("text", CANONICAL)
def test_a_canonical_text_is_shown_as_it_is_written(text: str) -> None:
    assert show(node(text, MEASURE)) == text


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("  lent   and(torn) ", "lent and torn"),
        ("(lent and torn) and old", "lent and torn and old"),
        ("((pages))", "pages"),
        ("0.25 * pages", "25% * pages"),
        ("2.5", "5/2"),
        ("4/2", "2"),
        ("50/100", "50%"),
        ("100%", "1"),
        ("1/3 / 2", "1/3 / 2"),
        ("-pages", "0 - pages"),
        ("not (pages is given)", "pages is not given"),
        ("not (colour in {red})", "colour not in {red}"),
        ("shelf . width", "shelf.width"),
        ("count( loans  where late )", "count(loans where late)"),
    ],
)
def test_every_way_to_write_an_expression_has_one_canonical_text(
    written: str, canonical: str
) -> None:
    assert show(node(written, MEASURE)) == canonical


@pytest.mark.parametrize("text", CANONICAL)
def test_a_canonical_text_reads_back_to_the_same_tree(text: str) -> None:
    tree = node(text, MEASURE)
    assert node(show(tree), MEASURE) == tree


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Fraction(1, 5), "20%"),
        (Fraction(1, 3), "1/3"),
        (Fraction(3, 2), "3/2"),
        (Fraction(1, 1000), "1/1000"),
        (Fraction(-1, 4), "-25%"),
    ],
)
def test_a_fraction_is_a_percentage_only_where_it_is_a_whole_one(
    number: Fraction, shown: str
) -> None:
    assert show_fraction(number) == shown


def test_an_exception_is_shown_by_what_it_says_not_by_its_label() -> None:
    inner = a_field("book", "lent")
    named = Named("exception", "lent-out", Anchor("this", "book"), inner)
    assert show(And((a_field("book", "torn"), Not(named)))) == "torn and not lent"


def test_a_row_at_hand_has_no_path_of_its_own() -> None:
    assert show_row(Anchor("this", "book")) == ""
    assert show_rows(Population(Anchor("this", "book"), "loans", "loan")) == "loans"


def test_the_outline_has_the_shape_of_the_expression() -> None:
    steps = list(outline(node("lent and pages > $most_pages")).walk())
    assert [step.op for step in steps] == ["and", "field", "more", "field", "parameter"]


def test_only_a_leaf_of_an_outline_shows_its_text() -> None:
    steps = outline(node("lent and pages > $most_pages")).walk()
    assert [step.text for step in steps if step.text] == ["lent", "pages", "$most_pages"]


def test_the_outline_of_a_count_says_what_it_counts() -> None:
    step = outline(node("count(loans where late)"))
    assert (step.op, step.name) == ("count", "loans")
    (where,) = step.parts
    assert (where.op, where.parts[0].text) == ("where", "late")


def test_the_outline_of_a_sum_has_its_value_before_its_condition() -> None:
    step = outline(node("sum(days of loans where late)"))
    assert [part.op for part in step.parts] == ["field", "where"]


def test_the_outline_of_a_definition_carries_its_words_and_citations() -> None:
    step = outline(node("old"))
    assert step.says == Text("sách đã cũ", "the book is old")
    assert [cite.article for cite in step.cites] == [1]
    assert step.parts[0].op == "less"


def test_the_outline_of_a_column_names_its_record() -> None:
    assert outline(node("shelf.width")).name == "shelf.width"
    assert outline(node("pages")).name == "book.pages"
    assert outline(node("colour in {red, blue}")).name == "red, blue"


def test_a_day_of_a_year_names_its_month_and_day() -> None:
    assert outline(node("in_year(3-5, due)")).name == "03-05"


def test_nothing_in_an_outline_is_evaluated() -> None:
    steps = outline(node("lent and pages > 3")).walk()
    assert [step.value for step in steps if step.value is not None] == [3]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("pages != 3", "unequal"),
        ("worth >= low", "at-least"),
        ("pages - 1", "subtract"),
        ("none(loans)", "none"),
        ("floor(pages)", "floor"),
        ("long", "let"),
        ("old", "definition"),
        ("1 if lent else 2", "choose"),
        ("title is given", "given"),
        ("title is recorded", "recorded"),
        ("in_year(12-15, due)", "in-year"),
        ("in_next_year(12-15, due)", "in-next-year"),
    ],
)
def test_a_node_has_the_key_of_its_operator(text: str, key: str) -> None:
    assert key_of(node(text, MEASURE)) == key


def test_a_count_of_a_bare_relation_has_no_condition_to_show() -> None:
    tally = node("count(loans)", BOOK)
    assert isinstance(tally, Tally)
    assert outline(tally).parts == ()


def test_a_code_shows_bare() -> None:
    assert show(Literal("low", WORTH)) == "low"
    assert show(Literal(True, TRUTH)) == "true"
    assert show(Literal(-3, NUMBER)) == "-3"
