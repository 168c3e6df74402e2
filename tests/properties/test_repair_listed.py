"""Drawn bodies in one list, mended in its file and row by row: the same smallest mend.

Each body is a small round of `test_repair`, held there against every mend there is; here many of
them stand in one list, so that groups alike, bodies passed over and bodies looked at are met.
"""

from __future__ import annotations

import csv
from random import Random
from typing import TYPE_CHECKING

import pytest

from properties.test_repair import Crossing, Drawn
from unit.api.test_mend_listed import assert_same

if TYPE_CHECKING:
    from pathlib import Path

    from properties.test_repair import Record
    from unit.api.test_mend_listed import Asked

BODIES = 60


def bodies(seed: int, kind: type[Drawn]) -> tuple[list[Record], list[Record]]:
    """Return the units and the people of many drawn rounds, each with ids of its own."""
    units: list[Record] = []
    staff: list[Record] = []
    for number in range(BODIES):
        drawn = kind(seed * BODIES + number)
        for unit in drawn.units:
            parent = unit.get("parent_id")
            above = None if parent is None else f"{number}-{parent}"
            units.append({**unit, "unit_id": f"{number}-{unit['unit_id']}", "parent_id": above})
        for one in drawn.staff:
            ids = {name: f"{number}-{one[name]}" for name in ("staff_id", "unit_id")}
            staff.append({**one, **ids, "name": "Lý"})
    return units, staff


def written(folder: Path, name: str, rows: list[Record]) -> None:
    """Write a table of records as CSV."""
    headings = list(dict.fromkeys(key for row in rows for key in row))
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, headings)
        table.writeheader()
        table.writerows(rows)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", [Drawn, Crossing])
def test_a_list_is_mended_as_row_by_row(tmp_path: Path, seed: int, kind: type[Drawn]) -> None:
    draw = Random(seed)
    units, staff = bodies(seed, kind)
    written(tmp_path, "units", units)
    written(tmp_path, "staff", staff)
    on = draw.choice(["2024-12-14", "2026-12-14"])
    header = f"period: {on[:4]}\non: {on}\n"
    (tmp_path / "batch.yaml").write_text(header, encoding="utf-8")
    locked = [str(one["staff_id"]) for one in staff if draw.random() < 0.05]
    asked: Asked = {
        "readings": {
            "excellent_share_base": draw.choice(["all", "good", "good_or_better"]),
            "excellent_share_rounding": draw.choice(["none", "half_up", "at_least_one"]),
            "not_rated_in_base": draw.choice(["in", "out"]),
            "cap_level": "every_unit" if kind is Crossing else draw.choice(["body", "every_unit"]),
        },
        "locked": locked,
        "may_raise": draw.random() < 0.3,
        "units_may_change": draw.random() < 0.5,
    }
    if draw.random() < 0.5:
        asked["order"] = draw.choice(["staff_id", "-months_worked"])
    assert assert_same(tmp_path, **asked).people
