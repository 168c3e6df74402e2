"""Parquet files and frames: typed cells, and one clear message where they cannot be read."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow
import pyarrow.parquet
import pytest

from cbccvc_rules import BatchError, UsageError, extras, read, read_frames
from cbccvc_rules.intake.base import NoCell, TakenFile
from cbccvc_rules.intake.columnar import read_parquet
from cbccvc_rules.intake.in_memory import in_memory
from cbccvc_rules.model.rows import MAX_ROWS

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS: dict[str, list[object]] = {
    "staff_id": ["007", "B"],
    "unit_id": ["U", "U"],
    "category": ["VC", "VC"],
    "months_worked": [Decimal("5.5"), None],
    "maternity": [False, True],
    "decided_on": [date(2024, 12, 10), None],
    "rating": ["HTTNV", "HTNV"],
}


def parquet_of(table: pyarrow.Table) -> bytes:
    file = io.BytesIO()
    pyarrow.parquet.write_table(table, file)
    return file.getvalue()


def codes(data: bytes) -> list[str]:
    contents = read_parquet(TakenFile("staff.parquet", ".parquet", data))
    return [one.code for one in contents.problems]


def test_cells_keep_their_types_and_places(tmp_path: Path) -> None:
    path = tmp_path / "staff.parquet"
    path.write_bytes(parquet_of(pyarrow.table(COLUMNS)))
    first, second = read(path, period="2024").tables["staff"]
    assert first.key == "007"
    assert first.values["months_worked"] == Fraction(11, 2)
    assert (first.values["maternity"], second.values["maternity"]) == (False, True)
    assert (first.values["decided_on"], second.values["decided_on"]) == (date(2024, 12, 10), None)
    assert str(second.place("rating")) == "staff.parquet!G3"


def test_a_data_frame_is_read_as_it_is() -> None:
    frame = pd.DataFrame(COLUMNS).assign(months_worked=[5.5, float("nan")])
    first, second = read_frames(frame, period="2024").tables["staff"]
    assert first.values["months_worked"] == Fraction(11, 2)
    assert second.values["months_worked"] is None


def test_what_exports_no_arrow_data_is_refused() -> None:
    with pytest.raises(UsageError, match="staff"):
        read_frames([1, 2], period="2024")


@pytest.mark.parametrize("data", [b"PAR1", b"PAR1" + bytes(100) + b"PAR1", b"words", b"\0" * 64])
def test_what_is_no_parquet_is_one_message(data: bytes) -> None:
    assert codes(data) == ["parquet-unreadable"]


def test_a_cut_file_is_one_message() -> None:
    whole = parquet_of(pyarrow.table(COLUMNS))
    assert codes(whole[: len(whole) // 2]) == ["parquet-unreadable"]


def test_a_part_that_is_called_otherwise_than_its_column_does_not_end_the_process() -> None:
    whole = parquet_of(pyarrow.table({"staff_id": ["1"], "rating": ["HTTNV"]}))
    at = whole.rindex(b"rating", 0, whole.index(b"ARROW:schema"))
    damaged = whole[:at] + b"Rating" + whole[at + len(b"Rating") :]
    assert damaged != whole
    assert codes(damaged) in ([], ["parquet-unreadable"])


def test_a_file_that_would_fill_the_memory_is_not_unpacked() -> None:
    rows = 3_000_000
    bomb = parquet_of(pyarrow.table({"staff_id": pyarrow.nulls(rows, pyarrow.string())}))
    assert len(bomb) < 10_000
    assert codes(bomb) == ["parquet-too-large"]


def test_more_rows_than_any_round_has_are_refused() -> None:
    names = ["x"] * (MAX_ROWS + 1)
    assert codes(parquet_of(pyarrow.table({"staff_id": names}))) == ["too-many-rows"]
    assert codes(parquet_of(pyarrow.table({"staff_id": names[1:]}))) == []
    with pytest.raises(UsageError) as caught:
        in_memory("staff", pyarrow.table({"staff_id": names}))
    assert [one.code for one in caught.value.problems] == ["too-many-rows"]


@pytest.mark.parametrize("nested", [False, True])
def test_a_text_that_stands_in_many_cells_is_counted_in_each(nested: bool) -> None:
    at = pyarrow.array([0] * MAX_ROWS, pyarrow.int32())
    cells = pyarrow.DictionaryArray.from_arrays(at, ["x" * 1_000])
    if nested:
        cells = pyarrow.ListArray.from_arrays(list(range(MAX_ROWS + 1)), cells)
    bomb = parquet_of(pyarrow.table({"staff_id": cells}))
    assert len(bomb) < 1_000_000
    assert codes(bomb) == ["parquet-too-large"]


def test_a_small_file_that_unpacks_to_much_is_not_unpacked() -> None:
    file = io.BytesIO()
    table = pyarrow.table({"name": ["x" * 40_000_000]})
    pyarrow.parquet.write_table(table, file, compression="zstd")
    assert len(file.getvalue()) < 100_000
    assert codes(file.getvalue()) == ["parquet-too-large"]


def test_a_cell_that_is_too_long_is_refused_as_in_other_files() -> None:
    assert codes(parquet_of(pyarrow.table({"name": ["x" * 40_000]}))) == ["cell-too-long"]


def grid_of(table: pyarrow.Table) -> list[tuple[object, ...]]:
    (grid,) = read_parquet(TakenFile("t.parquet", ".parquet", parquet_of(table))).grids
    return [line.cells for line in grid.lines]


def test_lists_gaps_and_repeated_texts_are_read_as_they_are() -> None:
    leads = [("A", "B"), None, (), ("A", None)]
    table = pyarrow.table({"leads": leads, "name": ["An", None, "An", "Bình"]})
    assert grid_of(table) == [
        ("leads", "name"),
        *zip(leads, ["An", None, "An", "Bình"], strict=True),
    ]


def test_several_values_in_one_cell_are_none_that_is_understood() -> None:
    table = pyarrow.table({"name": [{"a": "x" * 50_000}, None]})
    assert grid_of(table) == [("name",), (NoCell(),), (None,)]


def test_two_columns_of_one_name_are_both_there() -> None:
    table = pyarrow.Table.from_arrays([["A"], ["B"]], names=["rating", "rating"])
    assert grid_of(table) == [("rating", "rating"), ("A", "B")]


def test_without_arrow_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "arrow", lambda: None)
    path = tmp_path / "staff.parquet"
    path.write_bytes(b"PAR1")
    with pytest.raises(BatchError, match="cbccvc-rules\\[arrow\\]"):
        read(path, period="2024")
    with pytest.raises(UsageError, match="cbccvc-rules\\[arrow\\]"):
        read_frames(pyarrow.table(COLUMNS), period="2024")
