"""The benchmark of the smallest mend measures what it says: a round read, judged and mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mend import mended
from benchmarks.nation import Nation

from cbccvc_rules import read
from cbccvc_rules.api.repair import repair

if TYPE_CHECKING:
    from pathlib import Path


def test_it_mends_as_many_as_row_by_row(tmp_path: Path) -> None:
    Nation(people=600, units=30, seed=5).write(tmp_path, "parquet")
    (tmp_path / "batch.yaml").write_text("period: 2024\n", encoding="utf-8")
    figures = mended(tmp_path)
    by_rows = repair(read(tmp_path, in_file=False))
    assert figures["people changed"] == by_rows.people > 0
    assert figures["left"] == len(by_rows.unmended)
    assert {"read", "judged once", "mended", "megabytes"} <= figures.keys()
