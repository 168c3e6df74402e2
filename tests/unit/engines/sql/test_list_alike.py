"""What tells people apart is kept as digits of whole numbers, and can be read again out of them."""

from __future__ import annotations

import duckdb
import pytest

from cbccvc_rules.engines.sql.frame import Frame, Spot, over
from cbccvc_rules.engines.sql.list_alike import Alike, Numbers
from cbccvc_rules.engines.sql.terms import both, case, column, compare, first_told, whole

MANY = 90
"""More digits than one whole number holds."""


def test_as_many_digits_as_there_are_come_back_out_of_the_numbers() -> None:
    numbers = Numbers("p")
    cells: list[bool | int | None] = []
    for place in range(MANY):
        truth = place % 3 < 2
        numbers.add(f"d{place}", column(f"d{place}"), 3 if truth else 7 + place % 5)
        cells.append((True, False, None)[place % 7 % 3] if truth else (None, 0, 5)[place % 4 % 3])
    assert len(numbers.names) > 1
    told = ", ".join(
        f"CAST(? AS {'TINYINT' if place % 3 == 2 else 'BOOLEAN'}) AS d{place}"
        for place in range(MANY)
    )
    packed = f"SELECT {', '.join(numbers.packed())} FROM (SELECT {told})"
    found = duckdb.sql(f"SELECT {', '.join(numbers.unpacked())} FROM ({packed})", params=cells)
    assert found.fetchall() == [tuple(None if one is None else int(one) for one in cells)]


def _people() -> Frame:
    """Return a frame whose verdict asks for a code, a comparison, and a count of one's own."""
    frame = over("staff")
    counts = frame.joined("counts_1", [("k1", ("s", "no"))])
    times = first_told(frame.cell(Spot(counts, ""), "n1"), whole(0))
    late = compare(">", times, frame.cell(frame.spot, "least"))
    early = compare("<", frame.cell(frame.spot, "tasks"), frame.cell(frame.spot, "total"))
    code = compare("=", frame.cell(frame.spot, "role"), whole(2))
    holds = both([code, early, late])
    frame.columns["v1"] = case((holds, whole(1)), other=whole(0))
    return frame


@pytest.fixture
def database() -> duckdb.DuckDBPyConnection:
    found = duckdb.connect(":memory:")
    found.execute(
        "CREATE TABLE staff_told AS FROM (VALUES (1, 2, 3, 5, 1), (2, 2, 4, 9, 1), "
        "(3, 1, 4, 9, 1), (4, 2, 9, 9, 1), (5, 2, 2, 8, -1), (6, NULL, 2, 8, -1), "
        "(7, 2, 3, 6, -1)) AS t(no, role, tasks, total, least)"
    )
    found.execute("CREATE TABLE counts_1 AS FROM (VALUES (1, 2), (4, 7)) AS t(k1, n1)")
    return found


@pytest.mark.parametrize("plain", [(), ("role", "tasks", "total", "least")])
def test_verdicts_of_combinations_are_those_of_the_people(
    database: duckdb.DuckDBPyConnection, plain: tuple[str, ...]
) -> None:
    alike = Alike(_people(), {"role": 2}, plain)
    database.execute(f"CREATE VIEW told AS {alike.before('staff_told')}")
    query = alike.at_first(["no", "role", "tasks", "total", "least"])
    database.execute(f"CREATE TABLE staff_row AS {query('told')}")
    for kind, statement in (*alike.counted(), *alike.combinations()):
        database.execute(f"CREATE {kind} {statement}")
    one_by_one = _people().select(grouped=False).sql("duckdb")
    judged = alike.frame.giving(alike.frame.columns, "alike_told").sql("duckdb")
    found = database.sql(
        f"SELECT s.no, v.v1 FROM staff_alike AS s JOIN ({judged}) AS v ON v.k1 = s.alike ORDER BY 1"
    ).fetchall()
    assert found == database.sql(f"FROM ({one_by_one}) ORDER BY 1").fetchall()
    assert [verdict for _, verdict in found] == [1, 0, 0, 0, 1, 0, 1]
    assert database.sql("SELECT count(*) FROM alike").fetchall() == [(6,)]
