"""`cbccvc-verify` shares nothing with the engine, agrees with it, and notices every change."""

from __future__ import annotations

import ast
import copy
import json
import shutil
import subprocess
import sys
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cbccvc_verify
from cbccvc_rules import check, read
from cbccvc_rules.api import write_text
from unit.cli.rounds import BROKEN, CLEAN, UNKNOWN, a_round

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules import Findings

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
PROGRAM = ROOT / "src" / "cbccvc_verify.py"
NAMES = ("01-phong-ban-2024", "02-so-cuoi-nam-2026", "03-bang-diem-2024")
LINES = 400
SHARES = tuple(cbccvc_verify.SHARES)
READ = ("excellent_share_base", "excellent_share_rounding", "not_rated_in_base", "cap_level")
Json = Any
Way = tuple[str | int, ...]


def written(findings: Findings) -> dict[str, Json]:
    words = write_text(findings, "json")
    assert isinstance(words, str)
    report = json.loads(words)
    assert isinstance(report, dict)
    return report


@cache
def report_of(example: str, *, every_verdict: bool = False) -> dict[str, Json]:
    return written(check(read(EXAMPLES / example), every_verdict=every_verdict))


def faults(report: dict[str, Json], example: str) -> list[str]:
    return cbccvc_verify.verify(report, EXAMPLES / example)[0]


def noticed(report: dict[str, Json], example: str) -> bool:
    """Return whether the program would end otherwise than with 0."""
    try:
        return faults(report, example) != []
    except (*cbccvc_verify.UNREADABLE, ValueError):
        return True


def resealed(report: dict[str, Json]) -> dict[str, Json]:
    """Return a report with the digest that somebody who changed it would write."""
    return {**report, "sha256": cbccvc_verify.digest(report)}


@pytest.mark.parametrize("every_verdict", [False, True], ids=["open", "every verdict"])
@pytest.mark.parametrize("example", NAMES)
def test_every_example_holds(example: str, every_verdict: bool) -> None:
    report = report_of(example, every_verdict=every_verdict)
    assert len(report["findings"]) > 3
    assert faults(report, example) == []


def test_it_is_short_and_uses_the_standard_library_alone() -> None:
    words = PROGRAM.read_text(encoding="utf-8")
    assert len(words.splitlines()) <= LINES
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(words))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported - sys.stdlib_module_names == set()


def test_it_runs_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report_of(NAMES[0])), encoding="utf-8")
    asked = [sys.executable, "-I", PROGRAM, path, "--data", EXAMPLES / NAMES[0]]
    done = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("0 faults\n")


# What the verdict rests on; the words of a step, its provisions and its title are for the digest.
_BEARING = ("verdict", "conditions", "fingerprint")


def bearing(report: dict[str, Json]) -> list[Way]:
    """Return the ways to every field of a report that bears on a verdict."""
    ways: list[Way] = [("counts", name) for name in ("broken", "unknown", "waived")]
    for at, one in enumerate(report["findings"]):
        here: Way = ("findings", at)
        ways += [(*here, name) for name in _BEARING]
        ways += [(*here, "subject", "id"), (*here, "rule")]
        figures = {"share", "base", "given", "excess"}
        if one["verdict"] == "broken" and figures <= set(one["measures"]):
            ways += [(*here, "measures", name) for name in sorted(figures)]
        for number, step in enumerate(one["trace"]):
            ways += list(_of_step(step, (*here, "trace", number)))
    return ways


def _of_step(step: dict[str, Json], here: Way) -> Iterator[Way]:
    if step["op"] != "field" or "fact" in step:
        yield (*here, "value")
    if "inequality" in step:
        yield from ((*here, "inequality", side) for side in ("left", "sign", "right"))
    fact = step.get("fact")
    if fact is not None and fact["place"] is not None:
        yield from ((*here, "fact", name) for name in ("id", "column"))
        yield from ((*here, "fact", "place", name) for name in ("row", "column"))
        if fact["value"] is not None:
            yield (*here, "fact", "value")
    for number, part in enumerate(step.get("parts", [])):
        if part["op"] not in {"where", "path"}:
            yield from _of_step(part, (*here, "parts", number))


def other(value: Json) -> Json:
    """Return another value than one, of its own kind where it has one."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return f"{value}1"
        case list():
            return [*value, "khác"]
        case _:
            return "khác"


def changed(report: dict[str, Json], way: Way) -> dict[str, Json]:
    made = copy.deepcopy(report)
    at: Json = made
    for step in way[:-1]:
        at = at[step]
    at[way[-1]] = other(at[way[-1]])
    return made


@settings(max_examples=40)  # each re-checks a whole report
@given(seed=st.integers(0, 2**32))
def test_a_change_that_bears_on_a_verdict_is_noticed_whoever_seals_it(seed: int) -> None:
    draw = Random(seed)
    example = draw.choice(NAMES)
    report = report_of(example)
    way = draw.choice(bearing(report))
    assert noticed(resealed(changed(report, way)), example), way


@given(seed=st.integers(0, 2**32))
def test_any_other_change_is_noticed_by_the_digest(seed: int) -> None:
    draw = Random(seed)
    report = report_of(NAMES[0])
    way: Way = ()
    at: Json = report
    while isinstance(at, (dict, list)) and at:
        step = draw.choice(sorted(at)) if isinstance(at, dict) else draw.randrange(len(at))
        way, at = (*way, step), at[step]
    made = changed(report, way)
    assert cbccvc_verify.digest(made) != made["sha256"], way


def test_a_report_cut_short_is_noticed() -> None:
    report = report_of(NAMES[0])
    for at in range(0, len(report["findings"]), 7):
        made = copy.deepcopy(report)
        del made["findings"][at]
        assert any(one.startswith("counts: ") for one in faults(resealed(made), NAMES[0]))


def test_a_share_that_nobody_tells_of_is_noticed() -> None:
    made = copy.deepcopy(report_of(NAMES[0]))
    kept = [one for one in made["findings"] if one["rule"] != "excellent-share"]
    made["counts"]["broken"] -= len(made["findings"]) - len(kept)
    made["findings"] = kept
    found = faults(resealed(made), NAMES[0])
    assert found
    assert all(one.startswith("shares: ") for one in found)


READINGS = [
    dict(zip(READ, one, strict=True))
    for one in product(
        ("all", "good", "good_or_better"),
        ("none", "half_up", "at_least_one"),
        ("out", "in"),
        ("body", "every_unit"),
    )
]


@pytest.mark.parametrize(
    ("example", "readings"),
    [*((NAMES[0], one) for one in READINGS), *((NAMES[1], one) for one in READINGS[::5])],
    ids=lambda one: "-".join(one.values()) if isinstance(one, dict) else one,
)
def test_shares_are_counted_again_under_every_reading(
    example: str, readings: dict[str, str]
) -> None:
    report = written(check(read(EXAMPLES / example), readings=readings))
    found, aside = cbccvc_verify.verify(report, EXAMPLES / example)
    assert found == []
    told = {one.split(":")[0] for one in aside}  # there a day decides which law governs whom
    both = {"excellent-share", "public-employee-excellent-share"}
    assert told == (set() if example == NAMES[0] else both)
    counted = [rule for rule in report["rules"] if rule in {*SHARES} - told]
    for rule in counted:
        made = copy.deepcopy(report)
        kept = [one for one in made["findings"] if one["rule"] != rule]
        cut = [one for one in made["findings"] if one["rule"] == rule]
        if any(one["verdict"] == "broken" for one in cut):
            for one in cut:
                made["counts"][one["verdict"]] -= 1
            made["findings"] = kept
            found, _ = cbccvc_verify.verify(resealed(made), EXAMPLES / example)
            assert found
            assert all(one.startswith("shares: ") for one in found)


@pytest.mark.parametrize(
    ("category", "rule"),
    [("CC", "civil-servant-excellent-share"), ("VC", "public-employee-excellent-share")],
)
def test_the_laws_of_2026_are_counted_again(tmp_path: Path, category: str, rule: str) -> None:
    grades = ["HTXSNV"] * 2 + ["HTTNV"] * 5  # 2 are more than 20% of 5, 1 is not
    rows = [f"S{at},U,{category},staff,{one},85\n" for at, one in enumerate(grades)]
    staff = "staff_id,unit_id,category,role,rating,score\n" + "".join(rows)
    units = "unit_id,body,kind,own_regulation_on\nU,true,public_service,2026-07-15\n"
    texts = {"staff.csv": staff, "units.csv": units, "batch.yaml": "on: 2026-12-10\nperiod: 2026\n"}
    for name, words in texts.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    report = written(check(read(tmp_path)))
    assert cbccvc_verify.verify(report, tmp_path) == ([], [])
    made = copy.deepcopy(report)
    made["findings"] = [one for one in made["findings"] if one["rule"] != rule]
    made["counts"]["broken"] -= 1
    found, _ = cbccvc_verify.verify(resealed(made), tmp_path)
    assert found == ["shares: U: 2 of at most 5 excellent, and nothing says so"]


def test_changed_data_is_noticed_even_where_the_report_claims_it(tmp_path: Path) -> None:
    folder = tmp_path / "round"
    shutil.copytree(EXAMPLES / NAMES[0], folder)
    staff = folder / "staff.csv"
    words = staff.read_text(encoding="utf-8-sig")
    staff.write_text(words.replace("Hoàn thành xuất sắc nhiệm vụ", "HTNV"), encoding="utf-8-sig")
    report = report_of(NAMES[0])
    told, _ = cbccvc_verify.verify(report, folder)
    assert "data: staff.csv: not the file that was checked" in told
    made = copy.deepcopy(report)
    digest = cbccvc_verify.sha256(staff.read_bytes()).hexdigest()
    for source in made["batch"]["sources"]:
        source["sha256"] = digest if source["path"] == "staff.csv" else source["sha256"]
    found, _ = cbccvc_verify.verify(resealed(made), folder)
    assert any("the cell says “HTNV”" in one for one in found)
    assert any(one.startswith("shares: ") for one in found)


def test_a_round_with_waivers_and_open_verdicts_holds(tmp_path: Path) -> None:
    folder = a_round(tmp_path / "round", *CLEAN, BROKEN, UNKNOWN)
    old = tmp_path / "old.json"
    old.write_text(json.dumps(written(check(read(folder)))), encoding="utf-8")
    report = written(check(read(folder), baseline=old))
    assert report["counts"]["waived"] > 0
    assert cbccvc_verify.verify(report, folder) == ([], [])


@pytest.mark.parametrize("words", ["", "[]", "{}", '{"findings": 1}', "[" * 100_000])
def test_what_is_no_report_is_one_clear_line(tmp_path: Path, words: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(words, encoding="utf-8")
    asked = [sys.executable, PROGRAM, path, "--data", EXAMPLES / NAMES[0]]
    done = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
