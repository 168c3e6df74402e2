"""What may be written wrong in an expression: each kind of mistake, and nothing that is none."""

from __future__ import annotations

import pytest

from cbccvc_rules.authoring.mutants import Around, variants
from cbccvc_rules.lang.nodes import Field, Named
from cbccvc_rules.lang.offsets import trees
from cbccvc_rules.lang.read import read
from cbccvc_rules.lang.rewrite import put
from cbccvc_rules.lang.show import show
from cbccvc_rules.lang.syntax import start
from cbccvc_rules.lang.types import Relation
from unit.lang.toy import BOOK, SHELF, VOCABULARY, node

RELATIONS = {
    **{name: record.relations for name, record in VOCABULARY.records.items()},
    "book": {
        **VOCABULARY["book"].relations,
        "reserves": Relation("loan", many=True),
    },
}


def a_whole(name: str) -> Field | Named:
    found = node(name)
    assert isinstance(found, (Field, Named))
    return found


def made(text: str, kind: str, *wholes: str) -> list[str]:
    """The texts that one kind of mistake makes of an expression of the toy language."""
    whole = node(text, BOOK)
    offsets = {way: start(tree) for way, tree in trees(read(text), whole)}
    around = Around(
        RELATIONS,
        {"book": [a_whole(name) for name in wholes]},
        lambda way: "%" in text[offsets[way] :].partition(" ")[0],
    )
    changes = [change for change in variants(whole, around) if change.kind == kind]
    return [show(put(whole, change.way, change.node)) for change in changes]


@pytest.mark.parametrize(
    ("sign", "other"),
    [("<", "<="), ("<=", "<"), (">", ">="), (">=", ">"), ("=", "!="), ("!=", "=")],
)
def test_a_comparison_gets_the_sign_next_to_its_own(sign: str, other: str) -> None:
    assert made(f"pages {sign} price", "comparator") == [f"pages {other} price"]


def test_a_figure_is_one_more_and_one_less() -> None:
    assert made("pages > 3", "figure") == ["pages > 2", "pages > 4"]
    assert made("pages > 0", "figure") == ["pages > -1", "pages > 1"]


def test_a_share_is_a_percent_more_and_less_even_where_it_is_the_whole() -> None:
    assert made("pages <= 20% * price", "figure") == [
        "pages <= 19% * price",
        "pages <= 21% * price",
    ]
    assert made("pages >= 100% * price", "figure") == [
        "pages >= 99% * price",
        "pages >= 101/100 * price",
    ]
    assert made("pages >= 1/2 * price", "figure") == [
        "pages >= 49% * price",
        "pages >= 51% * price",
    ]


def test_a_day_is_the_one_before_and_the_one_after() -> None:
    assert made("due < 2024-03-01", "day") == ["due < 2024-02-29", "due < 2024-03-02"]


def test_a_day_of_every_year_is_the_one_before_or_after_or_that_of_the_other_year() -> None:
    assert made("due < in_year(12-15, batch.on)", "day") == [
        "due < in_year(12-14, batch.on)",
        "due < in_year(12-16, batch.on)",
        "due < in_next_year(12-15, batch.on)",
    ]
    assert made("due < in_year(03-01, batch.on)", "day") == [
        "due < in_year(02-28, batch.on)",
        "due < in_year(03-02, batch.on)",
        "due < in_next_year(03-01, batch.on)",
    ]


def test_each_condition_is_dropped_once() -> None:
    assert made("lent and torn", "condition") == ["true and torn", "lent and true"]
    assert made("lent or torn", "condition") == ["false or torn", "lent or false"]
    assert made("count(loans where late) > pages", "condition") == [
        "count(loans where true) > pages"
    ]
    assert made("sum(days of loans where late) > pages", "condition") == [
        "sum(days of loans where true) > pages"
    ]


def test_a_choice_is_made_for_good_one_way_and_the_other() -> None:
    assert made("lent if torn else old", "condition") == [
        "lent if true else old",
        "lent if false else old",
    ]


def test_a_negation_is_dropped_and_any_becomes_none() -> None:
    assert made("not lent", "negation") == ["lent"]
    assert made("any(loans where late)", "negation") == ["none(loans where late)"]
    assert made("none(loans)", "negation") == ["any(loans)"]
    assert made("count(loans) > 1", "negation") == []


def test_a_code_becomes_every_other_one() -> None:
    assert made("colour = red", "code") == ["colour = green", "colour = blue"]
    assert made("worth != unpriced", "code") == [
        "worth != low",
        "worth != fair",
        "worth != high",
    ]
    assert made("$counted = once", "code") == ["$counted = twice", "$counted = never"]


def test_a_code_of_a_rank_becomes_the_next_ones() -> None:
    assert made("worth >= fair", "code") == ["worth >= low", "worth >= high"]
    assert made("worth >= low", "code") == ["worth >= fair"]
    assert made("worth < high", "code") == ["worth < fair"]


def test_a_list_of_codes_loses_each_and_gains_each() -> None:
    assert made("colour in {red, blue}", "code") == [
        "colour in {blue}",
        "colour in {red}",
        "colour in {red, blue, green}",
    ]
    assert made("colour in {red}", "code") == ["colour in {red, green}", "colour in {red, blue}"]


def test_a_total_becomes_every_other_total_of_its_record() -> None:
    assert made("lent and 20% * pages > 3", "whole", "pages", "price") == [
        "lent and 20% * price > 3"
    ]
    assert made("pages > 3", "whole", "price") == []
    assert made("shelf.width > 3", "whole", "pages", "price") == []


def test_rows_become_other_rows_of_the_same_record() -> None:
    assert made("any(loans where late)", "whole") == ["any(reserves where late)"]
    assert made("sum(days of loans) > 2", "whole") == ["sum(days of reserves) > 2"]
    assert made("any(shelf.books)", "whole") == []


def test_a_column_and_a_name_alone_have_nothing_to_change() -> None:
    around = Around(RELATIONS, {}, lambda way: bool(way))
    for text in ("lent", "old", "not lent and true"):
        changes = {change.kind for change in variants(node(text), around)}
        assert changes <= {"condition", "negation"}
    assert list(variants(node("dusty", SHELF), around)) == []
