"""The shapes saved anew by LibreOffice, as .xlsx and as .xls: read as before, in the same cells."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.intake.read import read_batch
from cbccvc_rules.model.scale import packaged_labels
from unit.intake.shapes.books import a_file, chosen
from unit.intake.shapes.test_lists import E2, E7, E10

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch

LETTERS = {"A": "HTXSNV", "B": "HTTNV", "C": "HTNV", "D": "KHTNV"}
SHAPES = {
    "e2": (E2, chosen(fill={"unit_id": "Sở A", "category": "CC"}, **LETTERS), "decided"),
    "e7": (E7, chosen(), "proposed"),
    "e10": (E10, chosen("B=name", fill={"category": "VC"}), "decided"),
}
COLUMNS = ("name", "unit_id", "category", "position", "self_rating", "proposed_rating", "rating")


def told(path: Path, name: str) -> list[tuple[object, ...]]:
    """Return what is read of people, with the cell of their grade."""
    _, how, stage = SHAPES[name]
    batch: Batch = read_batch(path, packaged_labels(), period="2024", stage=stage, chosen=how)
    column = "proposed_rating" if stage == "proposed" else "rating"
    return [
        (*(row.values[one] for one in COLUMNS), str(row.place(column)).partition("!")[2])
        for row in batch.tables["staff"]
    ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("kind", "ending"), [("xlsx", "xlsx"), ("xls:MS Excel 97", "xls")])
def test_shapes_saved_anew_are_read_as_before(tmp_path: Path, kind: str, ending: str) -> None:
    files = [a_file(tmp_path, shape, name=f"{name}.xlsx") for name, (shape, *_) in SHAPES.items()]
    folder = tmp_path / "saved"
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation={tmp_path.as_uri()}/profile"),
            *("--convert-to", kind, "--outdir", str(folder), *map(str, files)),
        ],
        check=True,
        capture_output=True,
    )
    for file, name in zip(files, SHAPES, strict=True):
        assert told(folder / f"{name}.{ending}", name) == told(file, name)
