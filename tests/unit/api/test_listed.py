"""A round whose people stay in their file is judged there: finding for finding as row by row."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
from benchmarks.nation import Nation

from cbccvc_rules import Session, UsageError, check, permitted, quota, read
from cbccvc_rules.model.finding import Verdict

if TYPE_CHECKING:
    from cbccvc_rules import Findings

EXAMPLES = Path(__file__).parents[3] / "examples"
_DIFFER = {"judging", "counts"}
"""How it was judged is another way; which verdicts were found is compared by itself."""


def assert_same(path: Path, **told: str) -> Findings:
    rows = check(read(path, in_file=False, **told), engine="reference")
    listed = read(path, in_file=True, **told)
    assert listed.in_file is not None
    found = check(listed)
    for one in fields(rows):
        if one.name not in _DIFFER:
            assert getattr(found, one.name) == getattr(rows, one.name), one.name
    for verdict in Verdict:
        assert found.counts.get(verdict, 0) == rows.counts.get(verdict, 0)
    assert found.judging.engine == "sql (DuckDB)"
    assert found.judging.sampled > 0
    return found


@pytest.fixture
def nation(tmp_path: Path) -> Path:
    Nation(people=420, units=30, seed=5).write(tmp_path, "csv")
    (tmp_path / "batch.yaml").write_text("period: 2024\n", encoding="utf-8")
    return tmp_path


def test_a_made_up_nation(nation: Path) -> None:
    found = assert_same(nation)
    assert found.broken
    assert found.hinges
    assert found.not_checkable


@pytest.mark.parametrize("days", [3, 40])
def test_days_of_a_typed_file_few_or_many(nation: Path, days: int) -> None:
    ways = "staff_id, unit_id, category, role, rating, peer_group, criteria_total"
    kept = (
        f"{ways}, criteria_completed, decided_by, DATE '2024-11-20' + CAST(i % {days} AS INTEGER)"
    )
    duckdb.sql(
        f"COPY (SELECT {kept} AS decided_on, CASE WHEN i % 5 > 0 THEN DATE '2024-12-01' + "
        f"CAST(i % {days // 2} AS INTEGER) END AS published_on FROM (SELECT *, row_number() OVER "
        f"() AS i FROM read_csv('{nation}/staff.csv', all_varchar = true))) "
        f"TO '{nation}/staff.parquet'"
    )
    (nation / "staff.csv").unlink()
    assert assert_same(nation).broken


def _changed(folder: Path, change: str) -> None:
    """Change the list by what SQL says, keeping its order."""
    path = folder / "staff.csv"
    duckdb.sql(
        f"COPY (SELECT * REPLACE ({change}) FROM read_csv('{path}', all_varchar = true)) "
        f"TO '{folder}/new.csv' (HEADER)"
    )
    (folder / "new.csv").replace(path)


def test_with_people_whose_place_or_figures_are_not_known(nation: Path) -> None:
    _changed(
        nation,
        "CASE WHEN staff_id LIKE '%05' THEN 'CB000000004' ELSE staff_id END AS staff_id, "
        "CASE WHEN staff_id LIKE '%17' THEN 'DV9' ELSE unit_id END AS unit_id, "
        "CASE WHEN staff_id LIKE '%3' THEN NULL ELSE effectiveness END AS effectiveness, "
        "CASE WHEN staff_id LIKE '%29' THEN NULL ELSE rating END AS rating, "
        "CASE WHEN staff_id LIKE '%41' THEN 'không' ELSE decided_by END AS decided_by",
    )
    found = assert_same(nation)
    assert found.unknown
    assert found.missing


def test_with_units_adrift_disciplines_and_history(nation: Path) -> None:
    units = nation / "units.csv"
    lines = units.read_text(encoding="utf-8").splitlines()
    lines[5] = lines[5].replace("DV0000000", "DV0009999", 1)
    units.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (nation / "disciplines.csv").write_text(
        "staff_id,violation_id,track,form,issued_on,effective_on\n"
        "CB000000009,V1,administrative,khiển trách,2024-05-01,2024-05-02\n"
        "CB000000019,V2,party,cảnh cáo,2024-06-01,2024-06-01\n"
        "cb000000020,V3,party,cảnh cáo,2024-06-01,2024-06-01\n"
        "CB0,V4,party,cảnh cáo,2024-06-01,2024-06-01\n",
        encoding="utf-8",
    )
    (nation / "history.csv").write_text(
        "staff_id,period,rating\nCB000000009,2023,HTXSNV\nCB000000010,2023,KHTNV\n",
        encoding="utf-8",
    )
    assert_same(nation)


def test_at_the_end_of_2026_where_some_of_a_category_stand_apart(nation: Path) -> None:
    (nation / "batch.yaml").write_text("period: 2026\non: 2026-12-10\n", encoding="utf-8")
    assert_same(nation)


def test_columns_of_criteria_that_were_not_given(nation: Path) -> None:
    path = nation / "staff.csv"
    duckdb.sql(
        "COPY (SELECT * EXCLUDE (criteria_total, criteria_completed, criteria_deficient, leads) "
        f"FROM read_csv('{path}', all_varchar = true)) TO '{nation}/new.csv' (HEADER)"
    )
    (nation / "new.csv").replace(path)
    _changed(
        nation, "CASE WHEN staff_id LIKE '%7' THEN 'low' ELSE effectiveness END AS effectiveness"
    )
    assert_same(nation)


def test_the_first_example(tmp_path: Path) -> None:
    for path in (EXAMPLES / "01-phong-ban-2024").iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    assert_same(tmp_path)
    staff = tmp_path / "staff.csv"
    duckdb.sql(f"COPY (FROM read_csv('{staff}', all_varchar = true)) TO '{tmp_path}/staff.parquet'")
    staff.unlink()
    assert_same(tmp_path)


@pytest.mark.parametrize(
    "rules",
    [
        ("rated-under-six-months",),
        ("excellent-share",),
        ("low-unit-high-ratings",),
        ("rated-under-six-months", "excellent-share"),
    ],
)
def test_of_some_rules_alone(nation: Path, rules: tuple[str, ...]) -> None:
    """Where no rule is put to people, to units or to groups, nothing is looked for there."""
    rows = check(read(nation, in_file=False), engine="reference", select=rules)
    found = check(read(nation, in_file=True), select=rules)
    assert found.findings == rows.findings
    assert {one: found.counts.get(one, 0) for one in Verdict} == {
        one: rows.counts.get(one, 0) for one in Verdict
    }


def test_of_subjects_alone(nation: Path) -> None:
    rows, listed = (read(nation, in_file=one) for one in (False, True))
    whole = check(rows).broken
    asked = [whole[0].subject.id, "DV0000003", "DV0000000/specialists", "nobody"]
    some = check(rows, engine="reference", subjects=asked)
    found = check(listed, subjects=asked)
    assert found.findings == some.findings
    assert found.hinges == some.hinges
    assert {one: found.counts.get(one, 0) for one in Verdict} == {
        one: some.counts.get(one, 0) for one in Verdict
    }


def test_what_needs_rows_says_so(nation: Path) -> None:
    listed = read(nation, in_file=True)
    for verb in (permitted, quota, Session):
        with pytest.raises(UsageError, match="stays in its file"):
            verb(listed)
    with pytest.raises(UsageError, match="`sql` alone"):
        check(listed, engine="reference")
    with pytest.raises(UsageError, match="counted, not listed"):
        check(listed, every_verdict=True)
