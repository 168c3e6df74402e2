"""Printing and reading are inverse, and no text whatever makes the language fail in another way."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

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
    InYear,
    Literal,
    Named,
    Node,
    Not,
    Or,
    Parameter,
    Population,
    Reading,
    Recorded,
    Round,
    RowNode,
    Sum,
    Tally,
    parts_of,
    type_of,
)
from cbccvc_rules.lang.operators import OPERATORS, RESERVED
from cbccvc_rules.lang.outline import outline
from cbccvc_rules.lang.read import SyntaxFaultError, read
from cbccvc_rules.lang.rules import walk
from cbccvc_rules.lang.show import show
from cbccvc_rules.lang.types import Coded, Scalar, Type
from unit.lang.toy import DATE, MEASURE, NUMBER, TRUTH, VOCABULARY

# ------------------------------------------------------------------ trees, grown from their types


@cache
def rows(this: str) -> st.SearchStrategy[RowNode]:
    """Rows that a path of at most three steps leads to."""
    starts = st.sampled_from([Anchor("this", this), Anchor("subject", "book")])

    def follow(row: RowNode, steps: int) -> RowNode:
        for _ in range(steps):
            ways = VOCABULARY[row.record].relations.items()
            single = [(name, way.target) for name, way in ways if not way.many]
            if single:
                row = Follow(row, *single[0])
        return row

    return st.builds(follow, starts, st.integers(0, 2)) | st.just(Anchor("batch", "batch"))


@st.composite
def fields(draw: st.DrawFn, this: str, kind: Type) -> Node | None:
    """A column of a type on some row; None where that row has none."""
    row = draw(rows(this))
    named = [name for name, one in VOCABULARY[row.record].columns.items() if one == kind]
    return Field(row, draw(st.sampled_from(named)), kind) if named else None


@st.composite
def populations(draw: st.DrawFn, this: str, depth: int) -> Population:
    base = draw(rows(this).filter(lambda row: _many(row.record)))
    relation, target = draw(st.sampled_from(_many(base.record)))
    where = draw(st.none() | trees(target, TRUTH, depth))
    return Population(base, relation, target, where)


def _many(record: str) -> list[tuple[str, str]]:
    ways = VOCABULARY[record].relations.items()
    return [(name, way.target) for name, way in ways if way.many]


def numbers() -> st.SearchStrategy[int | Fraction]:
    return st.integers(-999, 999) | st.fractions(max_denominator=400).map(
        lambda number: int(number) if number.denominator == 1 else number
    )


@cache
def leaves(this: str, kind: Type) -> st.SearchStrategy[Node]:
    found: list[st.SearchStrategy[Node]] = [
        fields(this, kind).filter(lambda node: node is not None),  # type: ignore[list-item]
        *[st.just(Parameter(name, one)) for name, one in MEASURE.parameters.items() if one == kind],
        *[st.just(Reading(name, one)) for name, one in MEASURE.readings.items() if one == kind],
    ]
    if this == "book" and kind is TRUTH:
        old = MEASURE.definitions["book", "old"]
        at = Anchor("this", "book")
        found.append(st.just(Named("definition", "old", at, old.body, old.says, old.cites)))
    if kind is NUMBER:
        found.append(numbers().map(lambda value: Literal(value, NUMBER)))
        subject = Anchor("subject", "book")
        found.append(st.just(Named("let", "long", subject, MEASURE.lets["long"])))
    if kind is DATE:
        found.append(st.dates(date(1900, 1, 1)).map(lambda value: Literal(value, DATE)))
    if kind is TRUTH:
        found.append(st.sampled_from([True, False, None]).map(lambda value: Literal(value, TRUTH)))
    return st.one_of(*(one for one in found if not one.is_empty))


def codes(kind: Coded) -> st.SearchStrategy[Node]:
    return st.sampled_from(kind.words).map(lambda word: Literal(word, kind))


KINDS: tuple[Type, ...] = (
    NUMBER,
    DATE,
    TRUTH,
    Scalar.TEXT,
    *MEASURE.readings.values(),
    MEASURE.parameters["least_worth"],
)


@st.composite
def comparisons(draw: st.DrawFn, this: str, depth: int) -> Node:
    kind = draw(st.sampled_from(KINDS))
    ordered = kind in (NUMBER, DATE) or (isinstance(kind, Coded) and kind.ordered)
    signs = ("=", "!=", "<", "<=", ">", ">=") if ordered else ("=", "!=")
    left = draw(trees(this, kind, depth))
    right = draw(trees(this, kind, depth))
    if isinstance(kind, Coded) and draw(st.booleans()):
        right = draw(codes(kind))
        if draw(st.booleans()):
            left, right = right, left
    return Compare(draw(st.sampled_from(signs)), left, right, kind)


@st.composite
def joined(draw: st.DrawFn, this: str, depth: int) -> Node:
    made = draw(st.sampled_from([And, Or]))
    parts = draw(st.lists(trees(this, TRUTH, depth), min_size=2, max_size=3))
    first = parts[0]
    if isinstance(first, made):  # `(a and b) and c` is `a and b and c`: one node
        parts[:1] = parts_of(first)
    return made(tuple(parts))


def _minus(item: Node) -> Node:
    if isinstance(item, Literal) and isinstance(item.value, int | Fraction):
        return Literal(-item.value, NUMBER)
    return Arithmetic("-", Literal(0, NUMBER), item)


@cache
def trees(this: str, kind: Type, depth: int = 3) -> st.SearchStrategy[Node]:
    """Well-typed trees of a type, standing on a row of a record."""
    if depth == 0:
        return leaves(this, kind)
    below = depth - 1
    same = trees(this, kind, below)
    grown = [leaves(this, kind), st.builds(Choose, trees(this, TRUTH, below), same, same)]
    if kind is NUMBER:
        days = trees("loan", NUMBER, below)
        loans = populations(this, below).filter(lambda rows: rows.record == "loan")
        grown += [
            st.builds(Arithmetic, st.sampled_from("+-*/"), same, same),
            same.map(_minus),
            st.builds(Round, st.sampled_from(["floor", "ceil"]), same),
            populations(this, below).map(lambda rows: Tally("count", rows)),
            st.builds(Sum, days, loans) if this == "book" else leaves(this, kind),
        ]
    if kind is DATE:
        days = st.dates(date(2023, 1, 1), date(2023, 12, 31))
        grown.append(st.builds(lambda day, item: InYear(day.month, day.day, item), days, same))
    if kind is TRUTH:
        coded = st.sampled_from([one for one in KINDS if isinstance(one, Coded)])
        grown += [
            comparisons(this, below),
            joined(this, below),
            same.map(Not),
            coded.flatmap(
                lambda one: st.builds(
                    In,
                    trees(this, one, below),
                    st.lists(st.sampled_from(one.words), min_size=1, max_size=3).map(tuple),
                    st.just(one),
                )
            ),
            st.sampled_from(KINDS[:4]).flatmap(
                lambda one: st.builds(
                    lambda made, node: made(node),
                    st.sampled_from([Given, Recorded]),
                    fields(this, one).filter(lambda node: node is not None),
                )
            ),
            st.builds(Tally, st.sampled_from(["any", "none"]), populations(this, below)),
        ]
    return st.one_of(*grown)


WHOLE = st.sampled_from(KINDS).flatmap(lambda kind: trees("book", kind))


@given(WHOLE)
def test_a_printed_tree_reads_back_to_the_same_tree(tree: Node) -> None:
    assert check(show(tree), MEASURE, type_of(tree)) == (tree, [])


@given(WHOLE)
def test_an_outline_has_a_step_for_every_node(tree: Node) -> None:
    steps = [step for step in outline(tree).walk() if step.op not in {"where", "path"}]
    assert len(steps) == sum(1 for _ in walk(tree))


# ------------------------------------------------------------------------------- arbitrary text

WORDS = [
    *sorted(RESERVED),
    *(operator.sign for operator in OPERATORS),
    *"(){},.$%/-",
    *VOCABULARY["book"].columns,
    *VOCABULARY["book"].relations,
    "subject",
    "batch",
    "$most_pages",
    "$reckoned",
    "red",
    "low",
    "long",
    "old",
    "12",
    "20%",
    "1/3",
    "2024-12-14",
    "2023-02-30",
    "in_year(12-15,",
    "điểm",
]


@st.composite
def near_misses(draw: st.DrawFn) -> str:
    """Words of the language in any order, or an expression with one of its words changed."""
    if draw(st.booleans()):
        return " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=20)))
    words = show(draw(WHOLE)).split(" ")
    words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
    return " ".join(words)


NEAR_MISSES = near_misses()


@given(st.text())
def test_reading_any_text_gives_a_tree_or_a_fault_inside_it(text: str) -> None:
    try:
        read(text)
    except SyntaxFaultError as found:
        assert 0 <= found.fault.offset <= len(text)


@given(NEAR_MISSES)
def test_checking_words_of_the_language_in_any_order_never_fails_otherwise(text: str) -> None:
    tree, faults = check(text, MEASURE)
    assert (tree is None) == bool(faults)
    assert all(0 <= fault.offset <= len(text) for fault in faults)


@given(NEAR_MISSES)
def test_what_checks_prints_to_something_that_checks(text: str) -> None:
    tree, _ = check(text, MEASURE)
    if tree is not None:
        assert check(show(tree), MEASURE) == (tree, [])


@given(
    st.sampled_from(["not ", "-", "(", "1 + ", "true or ", "1 if true else "]), st.integers(0, 999)
)
def test_repeating_any_piece_of_an_expression_never_exhausts_the_stack(
    piece: str, times: int
) -> None:
    text = piece * times + "1" + ")" * (times if piece == "(" else 0)
    check(text[:4000], MEASURE)
    check(text, MEASURE)
