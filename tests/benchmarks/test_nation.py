"""A nation made up: the same seed gives the same files, and some two in a hundred break a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest
from benchmarks.nation import Nation

from cbccvc_rules import check, read

if TYPE_CHECKING:
    from pathlib import Path

SMALL = Nation(people=3_000, units=120)


def test_the_same_seed_gives_the_same_files_and_another_seed_others(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in SMALL.write(tmp_path / "a", "csv")]
    again = [path.read_bytes() for path in SMALL.write(tmp_path / "b", "csv")]
    other = Nation(3_000, 120, seed=91).write(tmp_path / "c", "csv")[0].read_bytes()
    assert first == again
    assert other != first[0]


def test_both_forms_hold_the_same_people(tmp_path: Path) -> None:
    staff = [SMALL.write(tmp_path / form, form)[0] for form in ("csv", "parquet")]
    told = [duckdb.sql(f"SELECT staff_id, rating FROM '{path}'").fetchall() for path in staff]
    assert told[0] == told[1]
    assert len(told[0]) == SMALL.people


@pytest.mark.parametrize("seed", [90, 7])
def test_some_two_in_a_hundred_are_rated_against_a_rule(tmp_path: Path, seed: int) -> None:
    Nation(3_000, 120, seed).write(tmp_path, "parquet")
    (tmp_path / "batch.yaml").write_text("period: 2024\n", encoding="utf-8")
    found = check(read(tmp_path))
    wrong = {one.subject.id for one in found.broken if one.subject.kind == "staff"}
    assert 0.01 < len(wrong) / SMALL.people < 0.04
    assert found.unknown == ()
    assert found.problems == ()
