"""A local pack may tighten a figure of the law, and replace an assumption either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import PackError
from cbccvc_rules.packs.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules import Problem

SHARE = "party_excellent_share"


def a_pack(folder: Path, figure: str, value: str, days: str, parent: str) -> Path:
    pack = folder / "rieng"
    pack.mkdir()
    header = f"id: rieng\ntitle: {{vi: Bộ, en: Pack}}\nextends: [{parent}]\n"
    (pack / "pack.yaml").write_text(header, encoding="utf-8")
    acts = "acts:\n  1/QĐ:\n    name: {vi: Quyết định, en: Decision}\n"
    (pack / "acts.yaml").write_text(acts, encoding="utf-8")
    told = f"{{{days}, value: {value}, cites: [{{act: 1/QĐ, confidence: certain}}]}}"
    (pack / "figures.yaml").write_text(f"figures:\n  {figure}:\n    - {told}\n", encoding="utf-8")
    return pack


def faults(
    folder: Path,
    value: str,
    figure: str = SHARE,
    days: str = "from: 2023-09-15",
    parent: str = "decree-90-2020",
) -> list[Problem]:
    try:
        load(None, [a_pack(folder, figure, value, days, parent)])
    except PackError as error:
        return list(error.problems)
    return []


@pytest.mark.parametrize("value", ["20%", "15%", "1/5"])
def test_a_figure_as_tight_as_the_laws_or_tighter_is_taken(tmp_path: Path, value: str) -> None:
    assert faults(tmp_path, value) == []


@pytest.mark.parametrize(("value", "by"), [("30%", "10"), ("40%", "20"), ("21%", "1")])
def test_a_looser_one_is_refused_with_what_and_by_how_much(
    tmp_path: Path, value: str, by: str
) -> None:
    (fault,) = faults(tmp_path, value)
    assert fault.code == "figure-loosens"
    assert str(fault.place).endswith("rieng/figures.yaml:3:33")
    said = fault.say("en")
    assert f"{value} loosens the 20%" in said
    assert f"by {by} percentage points" in said
    assert "2023-09-15" in said


def test_days_before_the_laws_figure_are_not_held_against_it(tmp_path: Path) -> None:
    assert faults(tmp_path, "40%", days="from: 2018-05-16, to: 2019-10-17") == []


def test_a_limit_may_not_be_taken_away(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "null")
    assert fault.code == "figure-loosens"


@pytest.mark.parametrize("value", ["5%", "60%"])
def test_an_assumption_may_be_replaced_either_way(tmp_path: Path, value: str) -> None:
    days = "from: 2024-01-01"
    assert faults(tmp_path, value, "completion_band", days, parent="directive") == []


def test_a_pack_that_extends_an_unknown_one_is_refused_where_it_says_so(tmp_path: Path) -> None:
    found = faults(tmp_path, "20%", parent="decree-90-2021")
    unknown = [one for one in found if one.code == "pack-unknown"]
    assert [one.params["nearest"] for one in unknown] == ["decree-90-2020"]
    assert str(unknown[0].place).endswith("rieng/pack.yaml:3:11")
