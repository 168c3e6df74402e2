"""The same round told otherwise: rows and columns in another order, files under other names."""

from __future__ import annotations

import csv
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RENAMED: Mapping[str, str] = {
    "staff": "danh sách.csv",
    "units": "đơn vị.csv",
    "disciplines": "kỷ luật.csv",
    "history": "các năm trước.csv",
}


def table(path: Path) -> list[list[str]]:
    """Return the cells of a table, headings first."""
    text = path.read_text(encoding="utf-8-sig")
    delimiter = ";" if text.split("\n", 1)[0].count(";") > 1 else ","
    return list(csv.reader(text.splitlines(), delimiter=delimiter))


def rewritten(source: Path, target: Path, seed: int) -> Path:
    """Write a round again with its rows and columns shuffled and its files renamed."""
    chance = Random(seed)
    for name, renamed in RENAMED.items():
        headings, *rows = table(source / f"{name}.csv")
        chance.shuffle(rows)
        order = list(range(len(headings)))
        chance.shuffle(order)
        with (target / renamed).open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, delimiter=";")
            writer.writerows([row[at] for at in order] for row in [headings, *rows])
    lines = [f"  {name}: {renamed}" for name, renamed in RENAMED.items()]
    header = (source / "batch.yaml").read_text(encoding="utf-8")
    (target / "batch.yaml").write_text(f"{header}tables:\n" + "\n".join(lines), encoding="utf-8")
    return target
