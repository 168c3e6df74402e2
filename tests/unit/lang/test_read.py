"""Every production of the grammar, and the offset of every fault of syntax."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from cbccvc_rules.lang.operators import OPERATORS, RESERVED
from cbccvc_rules.lang.read import MAX_DEPTH, MAX_LENGTH, SyntaxFaultError, read
from cbccvc_rules.lang.syntax import (
    Binary,
    Call,
    Conditional,
    Constant,
    Dollar,
    Fault,
    Membership,
    Path,
    Rows,
    Syntax,
    Told,
    Unary,
    YearDay,
    parts_in,
    words_in,
)
from unit.lang.toy import under

A = Path(("a",), (0,))


def refused(text: str) -> Fault:
    with pytest.raises(SyntaxFaultError) as caught:
        read(text)
    return caught.value.fault


def code_at(text: str) -> tuple[str, int]:
    found = refused(text)
    return found.code, found.offset


def bare(tree: Syntax) -> Syntax | tuple[object, ...]:
    """A tree as nested tuples of signs and words, for its shape alone."""
    match tree:
        case Path(words, _):
            return ".".join(words)
        case Constant(value, _):
            return value
        case Unary(sign, item, _):
            return (sign, bare(item))
        case Binary(sign, left, right, _):
            return (sign, bare(left), bare(right))
        case Conditional(condition, value, other, _):
            return ("if", bare(condition), bare(value), bare(other))
        case _:
            return tree


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("12", 12),
        ("2.5", Fraction(5, 2)),
        ("20%", Fraction(1, 5)),
        ("100%", 1),
        ("0.5%", Fraction(1, 200)),
        ("1/3", Fraction(1, 3)),
        ("6/3", 2),
        ("2024-02-29", date(2024, 2, 29)),
        ("true", True),
        ("false", False),
        ("unknown", None),
    ],
)
def test_a_constant_is_read_exactly(text: str, value: object) -> None:
    tree = read(f"  {text}")
    assert isinstance(tree, Constant)
    assert (tree.value, type(tree.value), tree.offset) == (value, type(value), 2)


def test_a_path_keeps_its_words_and_their_offsets() -> None:
    assert read("  a.b.c") == Path(("a", "b", "c"), (2, 4, 6))


def test_a_path_may_have_blanks_around_its_dots() -> None:
    assert read("a . b") == Path(("a", "b"), (0, 4))


def test_a_dollar_name_stands_at_its_dollar() -> None:
    assert read(" $limit") == Dollar("limit", 1)


def test_brackets_leave_no_trace() -> None:
    assert read("((a))") == Path(("a",), (2,))


@pytest.mark.parametrize("sign", ["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"])
def test_a_sign_between_two_sides_stands_at_its_own_offset(sign: str) -> None:
    assert read(f"a {sign} b") == Binary(sign, A, Path(("b",), (3 + len(sign),)), 2)


def test_not_and_minus_stand_before_one_side() -> None:
    assert read("not a") == Unary("not", Path(("a",), (4,)), 0)
    assert read("-a") == Unary("-", Path(("a",), (1,)), 0)


def test_signs_before_one_side_may_be_repeated() -> None:
    assert bare(read("not not a")) == ("not", ("not", "a"))
    assert bare(read("--a")) == ("-", ("-", "a"))


def test_membership_lists_its_words() -> None:
    tree = read("a in {b, c}")
    assert tree == Membership(A, (Path(("b",), (6,)), Path(("c",), (9,))), 2)


def test_membership_of_one_word_needs_no_comma() -> None:
    assert read("a in {b}") == Membership(A, (Path(("b",), (6,)),), 2)


def test_not_in_is_the_negation_of_in() -> None:
    assert read("a not in {b}") == Unary("not", Membership(A, (Path(("b",), (10,)),), 2), 2)


def test_is_given_asks_about_what_stands_before() -> None:
    assert read("a is given") == Told(A, 2)


def test_is_not_given_is_the_negation_of_is_given() -> None:
    assert read("a is not given") == Unary("not", Told(A, 2), 2)


def test_is_recorded_is_the_other_question_about_a_column() -> None:
    assert read("a is recorded") == Told(A, 2, "recorded")
    assert read("a is not recorded") == Unary("not", Told(A, 2, "recorded"), 2)


def test_a_day_of_a_year_is_a_month_a_day_and_an_expression() -> None:
    assert read("in_year(12-05, a)") == YearDay(12, 5, Path(("a",), (15,)), 0)
    assert read("in_year(2-28, a)") == YearDay(2, 28, Path(("a",), (14,)), 0)
    read_next = read("in_next_year(2-28, a)")
    assert read_next == YearDay(2, 28, Path(("a",), (19,)), 0, next_year=True)


def test_a_choice_reads_value_condition_other() -> None:
    tree = read("a if b else c")
    assert tree == Conditional(Path(("b",), (5,)), A, Path(("c",), (12,)), 2)


def test_choices_chain_to_the_right() -> None:
    assert bare(read("a if b else c if d else e")) == ("if", "b", "a", ("if", "d", "c", "e"))


@pytest.mark.parametrize("name", ["count", "any", "none"])
def test_a_count_takes_rows_with_or_without_condition(name: str) -> None:
    after = len(name) + 1
    assert read(f"{name}(a.b)") == Call(
        name, None, Rows(Path(("a", "b"), (after, after + 2)), None), 0
    )
    tree = read(f"{name}(a where b)")
    assert tree == Call(name, None, Rows(Path(("a",), (after,)), Path(("b",), (after + 8,))), 0)


def test_a_sum_takes_a_value_of_rows() -> None:
    rows = Rows(Path(("c",), (13,)), Path(("d",), (21,)))
    value = Binary("*", Path(("a",), (4,)), Path(("b",), (8,)), 6)
    assert read("sum(a * b of c where d)") == Call("sum", value, rows, 0)


@pytest.mark.parametrize("name", ["floor", "ceil"])
def test_a_rounding_takes_any_expression(name: str) -> None:
    tree = read(f"{name}(a if b else c)")
    assert isinstance(tree, Call)
    assert tree.rows is None
    assert isinstance(tree.item, Conditional)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("a or b and c", ("or", "a", ("and", "b", "c"))),
        ("a and b or c", ("or", ("and", "a", "b"), "c")),
        ("not a and b", ("and", ("not", "a"), "b")),
        ("not a = b", ("not", ("=", "a", "b"))),
        ("a = b + c", ("=", "a", ("+", "b", "c"))),
        ("a + b * c", ("+", "a", ("*", "b", "c"))),
        ("a * b + c", ("+", ("*", "a", "b"), "c")),
        ("a * -b", ("*", "a", ("-", "b"))),
        ("-a * b", ("*", ("-", "a"), "b")),
        (
            "a or b if c or d else e or f",
            ("if", ("or", "c", "d"), ("or", "a", "b"), ("or", "e", "f")),
        ),
        ("(a or b) and c", ("and", ("or", "a", "b"), "c")),
        ("(a + b) * c", ("*", ("+", "a", "b"), "c")),
    ],
)
def test_operators_bind_as_the_grammar_says(text: str, shape: object) -> None:
    assert bare(read(text)) == shape


@pytest.mark.parametrize("sign", ["or", "and", "+", "-", "*", "/"])
def test_a_chain_of_one_sign_leans_left(sign: str) -> None:
    assert bare(read(f"a {sign} b {sign} c")) == (sign, (sign, "a", "b"), "c")


def test_the_table_of_operators_orders_strength_as_the_grammar_does() -> None:
    levels = ["choice", "logic", "comparison", "arithmetic", "population", "rounding"]
    levels.append("calendar")
    strengths = [operator.strength for operator in OPERATORS]
    kinds = [levels.index(operator.kind) for operator in OPERATORS]
    assert strengths == sorted(strengths)
    assert kinds == sorted(kinds)


@pytest.mark.parametrize("sign", ["=", "<"])
def test_comparisons_do_not_chain(sign: str) -> None:
    text = f"a = b {sign} c"
    assert refused(text) == Fault("expression-unexpected", 6, (("found", sign),))


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        ("", "expression-ends", 0),
        ("a and", "expression-ends", 5),
        ("a = ", "expression-ends", 4),
        ("$", "expression-ends", 1),
        ("a.", "expression-ends", 2),
        ("a not", "expression-ends", 5),
        ("a b", "expression-unexpected", 2),
        ("a = = b", "expression-unexpected", 4),
        ("a and or b", "expression-unexpected", 6),
        (")", "expression-unexpected", 0),
        ("a not = b", "expression-unexpected", 6),
        ("$1", "expression-unexpected", 1),
        ("a.1", "expression-unexpected", 2),
        ("where", "expression-unexpected", 0),
        ("a in {1}", "expression-unexpected", 6),
        ("a in {}", "expression-unexpected", 6),
        ("count(1)", "expression-unexpected", 6),
        ("1.2.3", "expression-unexpected", 3),
        ("6months", "expression-unexpected", 1),
        ("(a", "expression-needs-at-end", 2),
        ("a if b", "expression-needs-at-end", 6),
        ("count", "expression-needs-at-end", 5),
        ("count(a", "expression-needs-at-end", 7),
        ("a in {b", "expression-needs-at-end", 7),
        ("a is", "expression-needs-at-end", 4),
        ("(a b", "expression-needs", 3),
        ("a if b c", "expression-needs", 7),
        ("a in b", "expression-needs", 5),
        ("a in {b c}", "expression-needs", 8),
        ("a is told", "expression-needs", 5),
        ("count a", "expression-needs", 6),
        ("sum(a where b)", "expression-needs", 6),
        ("count(a of b)", "expression-needs", 8),
        ("a & b", "expression-character", 2),
        ('a = "b"', "expression-character", 4),
        ("a ≥ 3", "expression-character", 2),
        ("điểm", "expression-character", 0),
        ("a[1]", "expression-character", 1),
        ("٣", "expression-character", 0),
        ("a < 2023-02-29", "expression-date", 4),
        ("a < 2023-13-01", "expression-date", 4),
        ("1/0", "expression-zero-division", 0),
        ("in_year(2-29, a)", "expression-date", 8),
        ("in_year(13-1, a)", "expression-date", 8),
        ("in_year(0-1, a)", "expression-date", 8),
        ("in_year(a-1, a)", "expression-unexpected", 8),
        ("in_year(1.5-1, a)", "expression-unexpected", 8),
        ("in_year(12-15)", "expression-needs", 13),
        ("a * 3/00", "expression-zero-division", 4),
    ],
)
def test_a_fault_of_syntax_stands_at_its_very_character(text: str, code: str, offset: int) -> None:
    assert code_at(text) == (code, offset)


def test_a_fault_says_what_was_found_and_what_is_needed() -> None:
    assert refused("count a").params == (("needed", "("), ("found", "a"))
    assert refused("a & b").params == (("found", "&"),)


@pytest.mark.parametrize("word", sorted(RESERVED - {"true", "false", "unknown"}))
def test_a_reserved_word_names_no_column(word: str) -> None:
    assert code_at(f"a.{word}") == ("expression-unexpected", 2)


def test_an_expression_may_be_as_long_as_the_limit_and_no_longer() -> None:
    longest = "a" * MAX_LENGTH
    assert read(longest) == Path((longest,), (0,))
    assert code_at(longest + "a") == ("expression-too-long", MAX_LENGTH)


@pytest.mark.parametrize(
    ("before", "after"), [("(", ")"), ("not ", ""), ("- ", ""), ("1 + ", ""), ("1 if a else ", "")]
)
def test_nesting_is_bounded_whatever_it_is_made_of(before: str, after: str) -> None:
    most = MAX_DEPTH - 1
    read(before * most + "1" + after * most)
    code, _ = code_at(before * (most + 2) + "1" + after * (most + 2))
    assert code == "expression-too-deep"


def test_too_many_brackets_are_a_fault_at_the_first_that_is_too_many() -> None:
    assert code_at("(" * 60 + "1" + ")" * 60) == ("expression-too-deep", MAX_DEPTH)


@pytest.mark.parametrize("sign", ["and", "or"])
def test_a_long_chain_of_conditions_is_no_nesting(sign: str) -> None:
    text = f" {sign} ".join(["a"] * 500)
    assert words_in(read(text)) == {"a"}


def test_every_bare_word_is_found_wherever_it_stands() -> None:
    text = "a if count(b.c where d in {e}) > -f else sum(g of h) + floor(i) * $j and k is given"
    text += " and l is recorded and in_year(1-2, m) = n"
    assert words_in(read(text)) == {"a", "b", "c", "d", *"fghi", *"klmn"}


def test_the_parts_of_a_tree_come_left_to_right() -> None:
    text = "sum(a of b where c)"
    parts = parts_in(read(text))
    assert [part.offset for part in parts] == [under(text, word) for word in ("a", "b", "c")]
