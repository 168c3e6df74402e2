"""Example 01 in one workbook gives what it gives as a folder: the same findings, at its cells."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from cbccvc_rules.cli.main import cbccvc
from cbccvc_rules.model.sheets import SHEET_TITLES
from cbccvc_rules.sources import LANGS, Lang
from golden.outputs import EXAMPLE
from golden.workbook import in_a_workbook

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, dict[str, object]]


def report(batch: Path) -> Json:
    done = CliRunner().invoke(cbccvc, ["check", str(batch), "--format", "json"])
    assert done.exit_code == 1, done.output
    return json.loads(done.stdout)


def without_places(value: object, sheets: dict[str, str]) -> object:
    """Return a report in which every place is a table, a row and a cell, whatever the file.

    What was typed is left out: the workbook writes titles.
    """
    if isinstance(value, list):
        return [without_places(one, sheets) for one in value]
    if isinstance(value, str):
        file = re.compile(r"(\w+)\.csv!|round\.xlsx, '?(.+?)'?!")
        return file.sub(lambda found: f"{found[1] or sheets[found[2]]} ", value)
    if not isinstance(value, dict):
        return value
    kept = {
        key: without_places(one, sheets)
        for key, one in value.items()
        if key not in {"heading", "typed"}
    }
    if {"source", "sheet"} <= set(kept):
        source, sheet = str(kept.pop("source")), kept.pop("sheet")
        kept["table"] = source.removesuffix(".csv") if sheet is None else sheets[str(sheet)]
    return kept


@pytest.mark.parametrize("lang", LANGS)
def test_a_workbook_gives_the_findings_of_the_folder(tmp_path: Path, lang: Lang) -> None:
    folder, workbook = (
        report(EXAMPLE),
        report(in_a_workbook(EXAMPLE, tmp_path / "round.xlsx", lang)),
    )
    sheets = {title.in_(lang): name for name, title in SHEET_TITLES.items()}
    assert [one["path"] for one in workbook["batch"].pop("sources")] == ["round.xlsx"]
    folder["batch"].pop("sources")
    for told in (folder, workbook):
        told.pop("sha256")
        told.pop("mappings")  # which headings and labels were read is of the file, not of the round
    for problem in (*folder["problems"], *workbook["problems"]):
        problem.pop("message")  # it quotes the heading
    assert len(folder["findings"]) > 10
    assert without_places(workbook, sheets) == without_places(folder, {})


def test_the_places_are_those_of_the_workbook(tmp_path: Path) -> None:
    places = [
        place
        for one in report(in_a_workbook(EXAMPLE, tmp_path / "round.xlsx", "vi"))["findings"]
        for place in one["places"]
    ]
    assert places
    assert {place["source"] for place in places} == {"round.xlsx"}
    assert {place["sheet"] for place in places} <= {title.vi for title in SHEET_TITLES.values()}
