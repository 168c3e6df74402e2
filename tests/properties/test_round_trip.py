"""A round reads back equal from every form it can be written in."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING

import pyarrow
import pyarrow.parquet
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cbccvc_rules import Batch, read, read_frames
from properties.rounds import Record, Round, rounds
from unit.intake.workbooks import a_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

PERIOD = "2024"
Told = dict[str, list[dict[str, object]]]
# Ids that a spreadsheet or YAML would change if it took them for numbers or truths.
STRANGE_IDS = ("007", "1e3", "no", "1.50", "true", "0x1F", "null0", "12")


def columns_of(rows: list[Record]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def typed(rows: list[Record]) -> list[list[object]]:
    """Return rows as a grid: numbers and truths as such, an empty text as nothing."""
    names = columns_of(rows)
    return [
        names,
        *([row.get(name) if row.get(name) != "" else None for name in names] for row in rows),
    ]


def as_csv(told: Round, folder: Path, delimiter: str, mark: str) -> Path:
    for name, rows in told.items():
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, columns_of(rows), delimiter=delimiter, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({key: written(cell) for key, cell in row.items()} for row in rows)
        (folder / f"{name}.csv").write_text(mark + text.getvalue(), encoding="utf-8", newline="")
    (folder / "batch.yaml").write_text(f"period: {PERIOD}\n", encoding="utf-8")
    return folder


def written(cell: object) -> str:
    """Return a cell as a Vietnamese spreadsheet saves it."""
    return {True: "có", False: "không"}[cell] if isinstance(cell, bool) else str(cell)


def as_json(told: Round, folder: Path) -> Path:
    path = folder / "round.json"
    path.write_text(json.dumps({"period": PERIOD, **told}, ensure_ascii=False), encoding="utf-8")
    return path


def as_yaml(told: Round, folder: Path) -> Path:
    path = folder / "round.yaml"
    text = yaml.safe_dump({"period": PERIOD, **told}, allow_unicode=True, default_flow_style=None)
    path.write_text(text, encoding="utf-8")
    return path


def as_json_tables(told: Round, folder: Path) -> Path:
    for name, rows in told.items():
        (folder / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    (folder / "batch.yaml").write_text(f"period: {PERIOD}\n", encoding="utf-8")
    return folder


def as_workbook(told: Round, folder: Path) -> Path:
    path = folder / "round.xlsx"
    sheets = {name: typed(rows) for name, rows in told.items()}
    path.write_bytes(a_workbook(batch=[["period", PERIOD]], **sheets))
    return path


def as_workbook_that_lost_its_formats(told: Round, folder: Path) -> Path:
    """Write days as the numbers that a spreadsheet keeps of them."""
    path = folder / "round.xlsx"
    sheets = {name: days_as_numbers(typed(rows)) for name, rows in told.items()}
    path.write_bytes(a_workbook(batch=[["period", PERIOD]], **sheets))
    return path


def days_as_numbers(grid: list[list[object]]) -> list[list[object]]:
    days = {at for at, name in enumerate(grid[0]) if str(name).endswith("_on")}
    return [
        grid[0],
        *([number_of_day(c) if at in days else c for at, c in enumerate(row)] for row in grid[1:]),
    ]


def number_of_day(cell: object) -> object:
    day = None if cell is None else date.fromisoformat(str(cell))
    return None if day is None else (day - date(1899, 12, 30)).days


def as_csv_that_keeps_ids(told: Round, folder: Path) -> Path:
    """Write ids as the formula by which a file for Excel keeps them texts."""
    ids = frozenset({"staff_id", "unit_id", "parent_id"})
    kept = {
        name: [
            {key: f'="{cell}"' if key in ids and cell else cell for key, cell in row.items()}
            for row in rows
        ]
        for name, rows in told.items()
    }
    return as_csv(kept, folder, ";", "\ufeff")


def as_parquet(told: Round, folder: Path) -> Path:
    for name, rows in told.items():
        pyarrow.parquet.write_table(framed(rows), folder / f"{name}.parquet")
    (folder / "batch.yaml").write_text(f"period: {PERIOD}\n", encoding="utf-8")
    return folder


def framed(rows: list[Record]) -> pyarrow.Table:
    """Return rows as an Arrow table: an empty text is nothing."""
    names = columns_of(rows)
    return pyarrow.table(
        {name: [None if row.get(name) == "" else row.get(name) for row in rows] for name in names}
    )


FORMS: dict[str, Callable[[Round, Path], Path]] = {
    "comma": lambda told, folder: as_csv(told, folder, ",", ""),
    "semicolon": lambda told, folder: as_csv(told, folder, ";", "\ufeff"),
    "tab": lambda told, folder: as_csv(told, folder, "\t", ""),
    "json": as_json,
    "json-tables": as_json_tables,
    "yaml": as_yaml,
    "formulas of texts": as_csv_that_keeps_ids,
    "workbook": as_workbook,
    "days as numbers": as_workbook_that_lost_its_formats,
    "parquet": as_parquet,
}


def values(batch: Batch) -> Told:
    return {name: [dict(row.values) for row in rows] for name, rows in batch.tables.items()}


@st.composite
def renamed(draw: st.DrawFn) -> Round:
    """A round one of whose people has an id that looks like something else."""
    told = draw(rounds())
    strange = draw(st.sampled_from(STRANGE_IDS))
    for table in ("staff", "disciplines", "scorecards"):
        for row in told[table]:
            if row["staff_id"] == "S0":
                row["staff_id"] = strange
    return told


@settings(deadline=None, max_examples=60)
@given(renamed())
def test_a_round_reads_back_equal_from_every_form(
    tmp_path_factory: pytest.TempPathFactory, told: Round
) -> None:
    records = values(Batch.from_records(**told, period=PERIOD))
    for name, write in FORMS.items():
        batch = read(write(told, tmp_path_factory.mktemp(name)))
        assert values(batch) == records, name
        assert [one for one in batch.problems if one.severity == "error"] == [], name


@settings(deadline=None, max_examples=30)
@given(renamed())
def test_a_round_of_frames_is_that_of_its_records(told: Round) -> None:
    records = values(Batch.from_records(**told, period=PERIOD))
    arrow = {name: framed(rows) for name, rows in told.items()}
    pandas = {name: table.to_pandas() for name, table in arrow.items()}
    assert values(read_frames(**arrow, period=PERIOD)) == records
    assert values(read_frames(**pandas, period=PERIOD)) == records
