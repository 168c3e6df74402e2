"""Where each node of a typed expression stands in its text."""

from __future__ import annotations

import pytest

from cbccvc_rules.lang.nodes import Field, Literal, Named, Parameter, Reading
from cbccvc_rules.lang.offsets import trees
from cbccvc_rules.lang.read import read
from cbccvc_rules.lang.rewrite import at, ways
from cbccvc_rules.lang.show import show
from cbccvc_rules.lang.syntax import chain, start
from unit.lang.toy import MEASURE, node

TEXTS = [
    "lent and torn and (old or pages > 12)",
    "not lent or colour not in {red, green} or due is not given",
    "-3 < pages and pages * 2 + 1 >= $most_pages - 4",
    "(long if $reckoned = by_page else price) != 20%",
    "count(loans where late and days > 3) > 1 or any(shelf.books where torn)",
    "sum(days of loans where late) + sum(days of loans) > 2",
    "title is not recorded or due >= in_year(12-15, batch.on)",
    "worth >= $least_worth and due < 2024-02-29 and batch.on > due",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_node_has_one_place(text: str) -> None:
    whole = node(text)
    assert [way for way, _ in trees(read(text), whole)] == [way for way, _ in ways(whole)]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_one_word_stands_where_it_is_written(text: str) -> None:
    whole = node(text)
    for way, tree in trees(read(text), whole):
        one = at(whole, way)
        if isinstance(one, (Field, Parameter, Reading, Named, Literal)):
            written = text[start(tree) :]
            assert written.startswith(show(one))


def test_the_negative_of_a_column_is_nought_less_it() -> None:
    text = "floor(-pages) < 3"
    whole = node(text, MEASURE)
    assert {way: start(tree) for way, tree in trees(read(text), whole)}[(0, 0, 1)] == 7


def test_an_expression_begins_at_its_first_word() -> None:
    assert start(read("  lent and torn")) == 2
    assert start(read("pages > 3")) == 0


def test_a_chain_is_flat_and_brackets_end_it() -> None:
    parts = chain(read("lent and torn and (old and lent)"), "and")
    assert [start(part) for part in parts] == [0, 9, 19]
