"""Statements about a list that go on beside each other, each after those that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from cbccvc_rules import BatchError
from cbccvc_rules.intake.list_scan import Scan, scanned

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MAKE = "CREATE OR REPLACE TABLE"


@pytest.fixture
def scan(tmp_path: Path) -> Scan:
    path = tmp_path / "list.parquet"
    duckdb.sql(f"COPY (SELECT range AS a FROM range(1000)) TO '{path}'")
    return scanned(path, "list.parquet")


def test_each_goes_after_those_that_it_names(scan: Scan) -> None:
    chains = [
        f"{MAKE} {name}{step} AS SELECT sum(n) AS n FROM "
        + (f"{name}{step - 1}" if step else "(SELECT c1 AS n FROM list)")
        for step in range(5)
        for name in ("left_", "right_")
    ]
    view = "CREATE OR REPLACE VIEW joint AS FROM left_4 UNION ALL FROM right_4"
    scan.do_all([*chains, view, f"{MAKE} whole AS SELECT sum(n) AS n FROM joint"])
    assert scan.rows("SELECT n FROM whole") == [(999_000,)]


def test_a_statement_that_fails_ends_all(scan: Scan) -> None:
    with pytest.raises(duckdb.CatalogException, match="nowhere"):
        scan.do_all([f"{MAKE} one AS FROM nowhere", f"{MAKE} two AS SELECT n FROM one"])
    assert scan.rows("SELECT count(*) FROM duckdb_tables()") == [(0,)]


def test_a_fault_of_the_file_is_told_as_one(scan: Scan) -> None:
    with pytest.raises(BatchError, match=r"list\.parquet"):
        scan.do_all([f"{MAKE} one AS SELECT CAST('x' || c1 AS INTEGER) AS n FROM list"])


def test_where_there_is_no_room_for_two_they_go_one_after_another(
    scan: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_scan: Scan, _statements: Sequence[str]) -> None:
        raise duckdb.OutOfMemoryException

    monkeypatch.setattr(Scan, "_do_beside", full)
    scan.do_all([f"{MAKE} one AS SELECT 1 AS n", f"{MAKE} two AS SELECT n + 1 AS n FROM one"])
    assert scan.rows("SELECT n FROM two") == [(2,)]
