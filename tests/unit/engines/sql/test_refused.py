"""What SQL Server and Oracle refuse is found in a statement; what the compiler writes has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlglot import exp, parse_one

from cbccvc_rules.engines.sql.plan import plan_of
from cbccvc_rules.engines.sql.refused import LINTED, refused
from properties.engines import drawn

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN = """
    SELECT s.no AS k1, CASE WHEN s.rating = 3 AND NOT s.category IS NULL THEN 1 ELSE 0 END AS v1
    FROM staff_row AS s LEFT JOIN counts_1 AS g1 ON g1.k1 = s.no WHERE (s.standing IN ('CC'))
"""


def kinds(statement: str, dialect: str) -> set[str]:
    return {one.partition(":")[0] for one in refused(parse_one(statement), dialect)}


@pytest.mark.parametrize("dialect", sorted(LINTED))
def test_a_portable_statement_is_let_be(dialect: str) -> None:
    assert refused(parse_one(PLAIN), dialect) == []


@pytest.mark.parametrize("dialect", sorted(LINTED))
@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("s.no AS k1", "s.rating = 3 AS k1", "condition-as-value"),
        ("THEN 1 ELSE", "THEN (s.rating = 3) ELSE", "condition-as-value"),
        ("ELSE 0", "ELSE s.a IN (1)", "condition-as-value"),
        ("s.rating = 3", "(s.rating = 3) = (s.no = 1)", "condition-as-value"),
        ("s.rating = 3", "s.good", "value-as-condition"),
        ("NOT s.category IS NULL", "NOT s.good", "value-as-condition"),
        ("ON g1.k1 = s.no", "ON g1.found", "value-as-condition"),
        ("WHERE (s.standing IN ('CC'))", "WHERE (s.good)", "value-as-condition"),
        ("s.rating = 3", "CASE WHEN s.no = 1 THEN 1 END", "value-as-condition"),
        ("ELSE 0", "ELSE TRUE", "truth-literal"),
        ("WHERE (s.standing IN ('CC'))", "LIMIT 5", "limit"),
        ("WHERE (s.standing IN ('CC'))", "OFFSET 5", "limit"),
        ("ON g1.k1 = s.no", "USING (k1)", "join-using"),
        ("THEN 1 ELSE 0 END", "THEN 1 END, SUM(s.no) FILTER (WHERE s.no = 1)", "clause-unknown"),
    ],
)
def test_a_statement_changed_into_what_both_refuse_is_caught(
    dialect: str, before: str, after: str, kind: str
) -> None:
    assert before in PLAIN
    assert kinds(PLAIN.replace(before, after), dialect) == {kind}


def test_a_temporary_table_in_the_words_of_postgresql_is_caught() -> None:
    made = f"CREATE TEMPORARY TABLE x AS {PLAIN}"
    assert kinds(made, "tsql") == kinds(made, "oracle") == {"temporary-table"}


@pytest.mark.parametrize(
    ("before", "after", "kind", "dialect"),
    [
        ("s.no AS k1", "*", "star-beside-columns", "oracle"),
        ("ELSE 0", "ELSE CAST(NULL AS VARCHAR)", "text-without-length", "oracle"),
        ("'CC'", "''", "empty-text", "oracle"),
        ("'CC'", ", ".join(map(str, range(1_001))), "list-too-long", "oracle"),
        ("'CC'", "'Phòng'", "text-not-national", "tsql"),
        ("AS v1", f"AS {'v' * 129}", "name-too-long", "oracle"),
        ("AS v1", f"AS {'v' * 117}", "name-too-long", "tsql"),
        ("AS v1", f"AS {'v' * 64}", "name-too-long", "postgres"),
    ],
)
def test_what_one_of_them_refuses_is_caught_there_alone(
    before: str, after: str, kind: str, dialect: str
) -> None:
    changed = PLAIN.replace(before, after)
    assert kinds(changed, dialect) == {kind}
    assert kinds(changed, "duckdb") == set()


def test_what_is_refused_is_shown() -> None:
    changed = parse_one(PLAIN.replace("s.rating = 3", "s.good"))
    assert refused(changed, "oracle") == ["value-as-condition: s.good"]


def _with_a_truth(tree: exp.Select) -> None:
    case = next(tree.find_all(exp.Case))
    case.args["ifs"][0].set("true", exp.true())


def _with_a_bare_flag(tree: exp.Select) -> None:
    branch = next(tree.find_all(exp.If))
    branch.set("this", exp.column("flag"))


def _with_a_limit(tree: exp.Select) -> None:
    tree.set("limit", exp.Limit(expression=exp.Literal.number(1)))


def _with_a_bare_condition(tree: exp.Select) -> None:
    tree.expressions[-1].set("this", exp.column("a").eq(1))


@pytest.mark.parametrize("dialect", sorted(LINTED))
@pytest.mark.parametrize("seed", range(3_000, 3_004))
@pytest.mark.parametrize(
    "spoil", [_with_a_truth, _with_a_bare_flag, _with_a_limit, _with_a_bare_condition]
)
def test_a_statement_of_the_compiler_is_portable_until_it_is_spoilt(
    spoil: Callable[[exp.Select], None], seed: int, dialect: str
) -> None:
    plan = plan_of(*drawn(seed, bodies=3), keeps_truths=False)
    queries = [*plan.groups.values(), *(query for _, query in plan.verdicts.values())]
    assert [fault for query in queries for fault in refused(query, dialect)] == []
    spoilt = queries[-1].copy()
    spoil(spoilt)
    assert refused(spoilt, dialect) != []
