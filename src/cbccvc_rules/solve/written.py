"""A round that shows something, written as the tables of a folder that `check` reads."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from cbccvc_rules.solve.said import shown_cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cbccvc_rules.solve.witness import Witness


def tables(witness: Witness, readings: Mapping[str, str]) -> dict[str, str]:
    """Return the files of a round, by name: what it says of itself, then a table each.

    It says the `readings`, too, under which it shows something.
    """
    told = "".join(f"  {name}: {value}\n" for name, value in sorted(readings.items()))
    head = f'period: "{witness.on.year}"\non: {witness.on.isoformat()}\n'
    found = {"batch.yaml": head + (f"readings:\n{told}" if told else "")}
    for table, rows in witness.records.items():
        if rows:
            found[f"{table}.csv"] = _table(rows)
    return found


def write_round(witness: Witness, folder: Path, readings: Mapping[str, str]) -> None:
    """Write a round into a folder, which is made where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables(witness, readings).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _table(rows: Sequence[Mapping[str, object]]) -> str:
    written = io.StringIO()
    told = csv.writer(written, lineterminator="\n")
    told.writerow(rows[0])
    for row in rows:
        told.writerow("" if cell is None else shown_cell(cell, "vi") for cell in row.values())
    return written.getvalue()
