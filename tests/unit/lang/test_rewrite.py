"""Trees made from other trees: a part replaced, a name with another body, the rest untouched."""

from __future__ import annotations

import pytest

from cbccvc_rules.lang.nodes import Anchor, Literal, Named, parts_of
from cbccvc_rules.lang.rewrite import Rebinding, at, name_key, put, ways, with_parts
from cbccvc_rules.lang.show import show
from unit.lang.toy import MEASURE, NUMBER, OLD, TRUTH, node

EVERY_KIND = [
    "lent and torn or not old",
    "pages + 1 <= $most_pages * 2",
    "colour in {red, green} and due is given",
    "title is recorded and due < in_year(12-15, batch.on)",
    "(pages if lent else price) > 3",
    "count(loans where late) > 1 and any(loans) and none(loans where days > 3)",
    "sum(days of loans where late) + sum(days of loans) > long",
]
TRUE = Literal(True, TRUTH)


@pytest.mark.parametrize("text", EVERY_KIND)
def test_a_node_with_its_own_parts_is_itself(text: str) -> None:
    for _, one in ways(node(text)):
        assert with_parts(one, parts_of(one)) == one


def test_rounding_has_a_part_too() -> None:
    rounded = node("floor(pages / 3)", MEASURE)
    assert show(put(rounded, (0, 1), Literal(4, NUMBER))) == "floor(pages / 4)"


@pytest.mark.parametrize("text", EVERY_KIND)
def test_every_way_leads_to_its_node(text: str) -> None:
    whole = node(text)
    assert [at(whole, way) for way, _ in ways(whole)] == [one for _, one in ways(whole)]


@pytest.mark.parametrize("text", EVERY_KIND)
def test_a_node_put_where_it_stood_changes_nothing(text: str) -> None:
    whole = node(text)
    for way, one in ways(whole):
        assert put(whole, way, one) == whole


def test_only_a_column_can_be_given() -> None:
    whole = node("due is given")
    assert put(whole, (0,), TRUE) == whole
    assert show(put(whole, (0,), node("price"))) == "price is given"


def test_one_part_is_replaced_deep_inside() -> None:
    whole = node("lent or count(loans where late and days > 3) > 1")
    way = next(way for way, one in ways(whole) if one == Literal(3, NUMBER))
    assert show(put(whole, way, Literal(4, NUMBER))) == (
        "lent or count(loans where late and days > 4) > 1"
    )


def test_the_body_of_a_name_is_no_part_of_the_expression_around_it() -> None:
    assert [show(one) for _, one in ways(node("old and lent"))] == ["old and lent", "old", "lent"]


def test_a_name_gets_another_body_wherever_it_stands() -> None:
    whole = node("lent or none(shelf.books where old) or old")
    new = Rebinding({("definition", "old", "book"): TRUE}).of(whole)
    bodies = [one.body for _, one in ways(new) if isinstance(one, Named)]
    assert bodies == [TRUE, TRUE]
    assert show(new) == show(whole)


def test_a_name_inside_the_body_of_another_gets_it_too() -> None:
    outer = Named("let", "outer", Anchor("subject", "book"), node("old and lent"))
    new = Rebinding({("definition", "old", "book"): TRUE}).of(outer)
    assert isinstance(new, Named)
    inner = parts_of(new.body)[0]
    assert isinstance(inner, Named)
    assert inner.body == TRUE


def test_a_tree_without_the_name_is_the_same_tree() -> None:
    whole = node("lent and pages > 3")
    assert Rebinding({("definition", "old", "book"): TRUE}).of(whole) is whole


def test_names_of_other_records_and_kinds_are_other_names() -> None:
    old = node("old")
    assert isinstance(old, Named)
    assert name_key(old) == ("definition", "old", "book")
    for key in (("definition", "old", "shelf"), ("let", "old", "book")):
        assert Rebinding({key: TRUE}).of(old) is old
    assert old.body == OLD.body
