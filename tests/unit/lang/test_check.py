"""Names resolved and types checked: what an expression becomes when nothing is wrong with it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from cbccvc_rules.lang.check import check
from cbccvc_rules.lang.nodes import (
    Anchor,
    And,
    Arithmetic,
    Choose,
    Compare,
    Field,
    Follow,
    Given,
    In,
    Literal,
    Named,
    Not,
    Or,
    Parameter,
    Population,
    Reading,
    Round,
    Sum,
    Tally,
    parts_of,
    type_of,
)
from cbccvc_rules.lang.types import Coded, Type, type_name
from unit.lang.toy import (
    BOOK,
    CITES_OLD,
    COLOUR,
    DATE,
    IN_DEFINITION,
    LONG_LET,
    MEASURE,
    NUMBER,
    OLD,
    RECKONED,
    SAYS_OLD,
    SHELF,
    TEXT,
    TRUTH,
    WORTH,
    a_field,
    node,
)

PAGES = a_field("book", "pages")
LENT = a_field("book", "lent")
TORN = a_field("book", "torn")
THIS = Anchor("this", "book")


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("12", 12, NUMBER),
        ("20%", Fraction(1, 5), NUMBER),
        ("-1/2", Fraction(-1, 2), NUMBER),
        ("2024-02-29", date(2024, 2, 29), DATE),
        ("true", True, TRUTH),
        ("unknown", None, TRUTH),
    ],
)
def test_a_constant_has_the_type_it_is_written_in(text: str, value: object, kind: Type) -> None:
    assert node(text) == Literal(value, kind)


def test_a_bare_word_is_a_column_of_the_row_at_hand() -> None:
    assert node("pages") == Field(THIS, "pages", NUMBER)


def test_a_path_follows_relations_to_one_row() -> None:
    above = Follow(Follow(THIS, "shelf", "shelf"), "above", "shelf")
    assert node("shelf.above.width") == Field(above, "width", NUMBER)


def test_subject_and_batch_are_rows_to_start_from() -> None:
    assert node("subject.pages") == Field(Anchor("subject", "book"), "pages", NUMBER)
    assert node("batch.on") == Field(Anchor("batch", "batch"), "on", DATE)


def test_a_definition_may_speak_of_the_batch() -> None:
    assert node("due < batch.on", IN_DEFINITION) is not None


def test_a_let_is_bound_to_the_subject() -> None:
    assert node("long") == Named("let", "long", Anchor("subject", "book"), LONG_LET)


def test_a_let_keeps_the_subject_inside_a_condition() -> None:
    found = node("count(shelf.books where pages > long)")
    assert isinstance(found, Tally)
    assert found.population.where is not None
    let = parts_of(found.population.where)[1]
    assert let == Named("let", "long", Anchor("subject", "book"), LONG_LET)


def test_a_definition_carries_its_words_and_citations() -> None:
    assert node("old") == Named("definition", "old", THIS, OLD.body, SAYS_OLD, CITES_OLD)


def test_a_definition_is_reached_through_a_relation() -> None:
    found = node("any(loans where book.old)")
    assert isinstance(found, Tally)
    where = found.population.where
    assert isinstance(where, Named)
    assert where.row == Follow(Anchor("this", "loan"), "book", "book")


def test_a_dollar_name_is_a_parameter_or_a_reading() -> None:
    assert node("$most_pages") == Parameter("most_pages", NUMBER)
    assert node("$reckoned") == Reading("reckoned", RECKONED)


def test_a_code_is_known_by_the_other_side_of_a_comparison() -> None:
    red = Literal("red", COLOUR)
    assert node("colour = red") == Compare("=", a_field("book", "colour"), red, COLOUR)
    assert node("red = colour") == Compare("=", red, a_field("book", "colour"), COLOUR)
    assert node("$reckoned = by_page") == Compare(
        "=", Reading("reckoned", RECKONED), Literal("by_page", RECKONED), RECKONED
    )


def test_a_state_beside_the_scale_may_be_compared_for_equality() -> None:
    found = node("worth != unpriced")
    assert found == Compare("!=", a_field("book", "worth"), Literal("unpriced", WORTH), WORTH)


def test_a_code_may_be_a_branch_of_a_choice() -> None:
    chosen = Choose(LENT, Literal("low", WORTH), Literal("high", WORTH))
    found = node("worth <= (low if lent else high)")
    assert found == Compare("<=", a_field("book", "worth"), chosen, WORTH)


def test_grades_of_two_rows_may_be_compared() -> None:
    found = node("worth < subject.shelf.worth")
    assert isinstance(found, Compare)
    assert found.type == WORTH


def test_membership_keeps_the_codes_in_order() -> None:
    assert node("colour in {blue, red}") == In(a_field("book", "colour"), ("blue", "red"), COLOUR)


def test_membership_knows_the_states_beside_the_scale() -> None:
    assert node("worth in {unpriced}") == In(a_field("book", "worth"), ("unpriced",), WORTH)


def test_a_chain_of_and_is_one_node() -> None:
    assert node("lent and torn and lent") == And((LENT, TORN, LENT))


def test_brackets_on_the_right_keep_their_own_node() -> None:
    assert node("lent or (torn or lent)") == Or((LENT, Or((TORN, LENT))))


def test_not_negates() -> None:
    assert node("not lent") == Not(LENT)
    assert node("title is not given") == Not(Given(a_field("book", "title")))


def test_minus_before_a_number_is_that_number() -> None:
    assert node("-3") == Literal(-3, NUMBER)


def test_minus_before_anything_else_is_taken_from_nought() -> None:
    assert node("-pages") == Arithmetic("-", Literal(0, NUMBER), PAGES)


def test_a_count_speaks_of_the_rows_of_a_relation() -> None:
    loans = Population(THIS, "loans", "loan", Field(Anchor("this", "loan"), "late", TRUTH))
    assert node("count(loans where late)") == Tally("count", loans)
    assert node("none(loans)") == Tally("none", Population(THIS, "loans", "loan"))


def test_a_count_may_start_from_another_row() -> None:
    found = node("any(shelf.above.books)")
    assert isinstance(found, Tally)
    assert found.population.base == Follow(Follow(THIS, "shelf", "shelf"), "above", "shelf")


def test_a_sum_is_taken_in_the_member_rows() -> None:
    days = Field(Anchor("this", "loan"), "days", NUMBER)
    assert node("sum(days of loans)") == Sum(days, Population(THIS, "loans", "loan"))


def test_counts_may_be_nested() -> None:
    found = node("any(books where count(loans where late) > 2)", SHELF)
    assert type_of(found) is TRUTH


def test_measures_may_divide_and_round() -> None:
    assert node("pages / price", MEASURE) == Arithmetic("/", PAGES, a_field("book", "price"))
    assert node("floor(pages)", MEASURE) == Round("floor", PAGES)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("pages", NUMBER),
        ("title", TEXT),
        ("due", DATE),
        ("worth", WORTH),
        ("$least_worth", WORTH),
        ("$reckoned", RECKONED),
        ("long", NUMBER),
        ("old", TRUTH),
        ("pages + 1", NUMBER),
        ("pages = 1", TRUTH),
        ("lent and torn", TRUTH),
        ("not lent", TRUTH),
        ("title is given", TRUTH),
        ("title is recorded", TRUTH),
        ("in_year(12-15, due)", DATE),
        ("colour in {red}", TRUTH),
        ("due if lent else batch.on", DATE),
        ("count(loans)", NUMBER),
        ("none(loans)", TRUTH),
        ("sum(days of loans)", NUMBER),
        ("ceil(pages / 2)", NUMBER),
    ],
)
def test_every_expression_has_a_type(text: str, kind: Type) -> None:
    assert type_of(node(text, MEASURE)) == kind
    assert node(text, MEASURE, expected=kind) == node(text, MEASURE)


@pytest.mark.parametrize(
    ("left", "right"),
    [("lent", "torn"), ("title", "subject.title"), ("due", "batch.on"), ("pages", "price")],
)
def test_two_values_of_one_type_may_be_equal(left: str, right: str) -> None:
    assert isinstance(node(f"{left} = {right}"), Compare)


def test_a_scale_has_codes_and_states_for_words() -> None:
    assert WORTH.words == ("low", "fair", "high", "unpriced")


def test_a_type_is_named_as_people_say_it() -> None:
    assert [type_name(kind) for kind in (NUMBER, TEXT, WORTH)] == ["number", "text", "worth"]


def test_two_lists_of_codes_are_two_types() -> None:
    assert Coded("colour", ("red",)) != COLOUR


def test_an_expression_without_faults_is_the_same_in_every_scope_that_knows_its_names() -> None:
    assert check("pages > 3", BOOK) == check("pages > 3", IN_DEFINITION)
