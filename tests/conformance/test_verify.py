"""`cbccvc-verify` shares nothing with the engine, agrees with it, and notices every change."""

from __future__ import annotations

import ast
import copy
import json
import subprocess
import sys
from functools import cache
from hashlib import sha256
from itertools import product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cbccvc_verify
from cbccvc_rules import check, read
from cbccvc_rules.api import write_text
from cbccvc_rules.packs.load import load
from cbccvc_rules.packs.outlines import outlines_text
from cbccvc_rules.packs.scale import read_labels
from unit.cli.rounds import BROKEN, CLEAN, UNKNOWN, a_round

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules import Findings

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
PROGRAM = ROOT / "src" / "cbccvc_verify.py"
NAMES = ("01-phong-ban-2024", "02-so-cuoi-nam-2026", "03-bang-diem-2024")
LINES = 400
OTHERS = "who else breaks "
SHARES = (
    "excellent-share",
    "civil-servant-excellent-share",
    "public-employee-excellent-share",
)
READ = ("excellent_share_base", "excellent_share_rounding", "not_rated_in_base", "cap_level")
Json = Any
Way = tuple[str | int, ...]


@cache
def law() -> dict[str, Json]:
    """Return the outlines of the packs, as they are now."""
    made = json.loads(outlines_text(load(), read_labels()))
    assert isinstance(made, dict)
    return made


def written(findings: Findings) -> dict[str, Json]:
    words = write_text(findings, "json")
    assert isinstance(words, str)
    report = json.loads(words)
    assert isinstance(report, dict)
    return report


@cache
def report_of(example: str, *, every_verdict: bool = False) -> dict[str, Json]:
    return written(check(read(EXAMPLES / example), every_verdict=every_verdict))


def files_in(*folders: Path) -> dict[str, bytes]:
    """Return the files of folders as the program takes them in."""
    files = [one for folder in folders for one in sorted(folder.rglob("*")) if one.is_file()]
    told = [(one.name, one.read_bytes()) for one in files]
    return {key: data for name, data in told for key in (name, sha256(data).hexdigest())}


def verified(report: dict[str, Json], *folders: Path, **said: str) -> tuple[list[str], list[str]]:
    """Return what the program finds wrong, and what it could not look up.

    Which rules others may break, too, is in `open_rules`.
    """
    one = cbccvc_verify._Round(report, law(), files_in(*folders), said)
    return one.faults, [line for line in one.aside if not line.startswith(OTHERS)]


def open_rules(report: dict[str, Json], *folders: Path, **said: str) -> list[str]:
    """Return the rules of which the program says that others may break them, too."""
    one = cbccvc_verify._Round(report, law(), files_in(*folders), said)
    (line,) = (line for line in one.aside if line.startswith(OTHERS))
    return line.removeprefix(OTHERS).split(", ")


def noticed(report: dict[str, Json], *folders: Path, **said: str) -> bool:
    """Return whether the program would end otherwise than with 0."""
    try:
        return verified(report, *folders, **said)[0] != []
    except Exception:  # whatever it is, it says so and ends with 2
        return True


def resealed(report: dict[str, Json]) -> dict[str, Json]:
    """Return a report with the digest that somebody who changed it would write."""
    return {**report, "sha256": cbccvc_verify._digest(report)}


@pytest.mark.parametrize("every_verdict", [False, True], ids=["open", "every verdict"])
@pytest.mark.parametrize("example", NAMES)
def test_every_example_holds(example: str, every_verdict: bool) -> None:
    report = report_of(example, every_verdict=every_verdict)
    assert len(report["findings"]) > 3
    assert verified(report, EXAMPLES / example) == ([], [])


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


def run(*asked: str | Path) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-I", PROGRAM, *asked]
    return subprocess.run(whole, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    path = tmp_path / "packs.json"
    path.write_text(json.dumps(law()), encoding="utf-8")
    return path


def test_it_runs_by_itself(tmp_path: Path, packs: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report_of(NAMES[0])), encoding="utf-8")
    done = run(path, "--data", EXAMPLES / NAMES[0], "--packs", packs)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("0 faults\n")


def test_the_outlines_are_kept_beside_the_packs_and_come_out_of_the_command() -> None:
    asked = [sys.executable, "-m", "cbccvc_rules", "pack", "outlines"]
    done = subprocess.run(asked, capture_output=True, encoding="utf-8", check=True)
    assert json.loads(done.stdout) == law()
    assert done.stdout == outlines_text(load(), read_labels())


# ---- Rounds drawn at random, as CSV and as JSON, with an earlier year

_GRADES = ("HTXSNV", "HTTNV", "HTNV", "KHTNV", "not_rated", "")


def a_drawn_round(draw: Random, folder: Path, form: str, period: int, extra: int) -> None:
    """Write a round of a few people in a body with a room; as tables or as one document."""
    people = [
        {
            "staff_id": f"S{number}",
            "unit_id": draw.choice(("U", "P")),
            "category": draw.choice(("CC", "VC", "CB")),
            "role": "head" if number == 0 else draw.choice(("staff", "deputy")),
            "peer_group": draw.choice(("A", "")),
            "rating": draw.choice(_GRADES[:5] if number else _GRADES[:3]),
            "months_worked": draw.choice((4, 6, 12)),
            "leave_months": draw.choice((0, 3, 5)),
            "maternity": draw.choice((True, False)),
            "party_rating": draw.choice(_GRADES),
            "decided_on": f"{period}-12-0{draw.randrange(1, 9)}",
            "score": draw.choice((49, 69.5, 90)),
        }
        for number in range(6 + extra)
    ]
    units = [
        {"unit_id": "U", "body": True, "kind": "administrative", "rating": "HTNV"},
        {"unit_id": "P", "parent_id": "U", "body": False, "rating": "HTTNV"},
    ]
    folder.mkdir(parents=True)
    tables = {"staff": people, "units": units}
    told = [{name: one[name] for name in one if one[name] != ""} for one in people]
    match form:
        case "document":
            whole = {"period": str(period), "on": f"{period}-12-12", **tables, "staff": told}
            (folder / "round.json").write_text(json.dumps(whole, indent=1), encoding="utf-8")
        case "json":
            for table, rows in {**tables, "staff": told}.items():
                (folder / f"{table}.json").write_text(json.dumps(rows), encoding="utf-8")
        case _:
            for table, rows in tables.items():
                names = dict.fromkeys(name for row in rows for name in row)
                lines = [",".join(names)]
                lines += [",".join(_csv_cell(row.get(name, "")) for name in names) for row in rows]
                (folder / f"{table}.csv").write_text("\n".join(lines), encoding="utf-8")
    if form != "document":
        words = f"period: {period}\non: {period}-12-12\n"
        (folder / "batch.yaml").write_text(words, encoding="utf-8")


def _csv_cell(value: object) -> str:
    return {"True": "có", "False": "không"}.get(str(value), str(value))


def a_drawn_report(draw: Random, folder: Path, form: str) -> dict[str, Json]:
    """Check a drawn round with the year before; every data file is below the folder."""
    a_drawn_round(draw, folder / "now", form, 2024, 1)
    a_drawn_round(draw, folder / "before", form, 2023, 0)
    end = "round.json" if form == "document" else ""
    return written(check(read(folder / "now" / end, previous=folder / "before" / end)))


FORMS = ("csv", "json", "document")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(4))
def test_a_drawn_round_with_the_year_before_holds(tmp_path: Path, form: str, seed: int) -> None:
    report = a_drawn_report(Random(seed), tmp_path, form)
    assert len(report["findings"]) > 3
    assert {one["told_by"] for one in report["mappings"]} == {"round", "previous"}
    assert verified(report, tmp_path) == ([], [])


# What the verdict rests on; the words of a step, its provisions and its title are for the digest.
_BEARING = ("verdict", "conditions", "fingerprint", "severity", "contested", "rule", "waived")


def bearing(report: dict[str, Json]) -> list[Way]:
    """Return the ways to every field of a report that bears on a verdict."""
    ways: list[Way] = [("counts", name) for name in ("broken", "unknown", "waived")]
    ways += [("batch", name) for name in ("period", "on", "occasion", "stage")]
    ways += [(kind, name) for kind in ("readings", "parameters") for name in report[kind]]
    ways += [("rules", at) for at in range(len(report["rules"]))]
    ways += [("packs", at, name) for at in range(len(report["packs"])) for name in ("id", "sha256")]
    for at, one in enumerate(report["findings"]):
        here: Way = ("findings", at)
        ways += [(*here, name) for name in _BEARING]
        ways += [(*here, "subject", name) for name in ("id", "kind")]
        ways += [(*here, "cites", n, "text") for n in range(len(one["cites"]))]
        if one["rule"] in SHARES:
            ways += [(*here, "measures", x) for x, y in one["measures"].items() if y is not None]
        for number, step in enumerate(one["trace"]):
            ways += list(_of_step(step, (*here, "trace", number)))
    return ways


def _of_step(step: dict[str, Json], here: Way) -> Iterator[Way]:
    yield from ((*here, name) for name in ("op", "text"))
    if step["value"] is not None:
        yield (*here, "value")
    if "inequality" in step:
        yield from ((*here, "inequality", side) for side in ("left", "sign", "right"))
    fact = step.get("fact")
    if fact is not None and fact["place"] is not None and fact["value"] is not None:
        yield from ((*here, "fact", name) for name in ("id", "column", "value"))
        yield from ((*here, "fact", "place", name) for name in ("source", "row", "column"))
    for number, part in enumerate(step.get("parts", [])):
        if part["op"] not in {"where", "path"} and not (step["op"] == "sum" and number == 0):
            yield from _of_step(part, (*here, "parts", number))


def other(value: Json) -> Json:
    """Return another value than one, of its own kind where it has one."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case "violation" | "warning":
            return "notice"
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


@pytest.mark.parametrize("form", FORMS)
def test_a_change_that_bears_on_a_verdict_is_noticed_whoever_seals_it(
    tmp_path: Path, form: str
) -> None:
    draw = Random(f"a change of {form}")
    report = a_drawn_report(draw, tmp_path, form)
    ways = bearing(report)
    for way in draw.sample(ways, 40):
        assert noticed(resealed(changed(report, way)), tmp_path), way


@pytest.mark.parametrize("form", FORMS)
def test_a_change_of_a_cell_is_noticed_even_where_the_report_claims_the_file(
    tmp_path: Path, form: str
) -> None:
    draw = Random(f"a cell of {form}")
    report = a_drawn_report(draw, tmp_path, form)
    rating = next(
        step["fact"]
        for one in report["findings"]
        for top in one["trace"]
        for step in _walk(top)
        if step.get("fact", {}).get("column") == "months_worked" and step["value"] is not None
    )
    path = tmp_path / "now" / rating["place"]["source"]
    lines = path.read_text(encoding="utf-8").split("\n")
    at = rating["place"]["row"] - 1
    if form == "csv":
        cells = lines[at].split(",")
        cells[rating["place"]["column"] - 1] = "7"
        lines[at] = ",".join(cells)
    else:
        start = rating["place"]["column"] - 1
        rest = lines[at][start:].removeprefix(str(rating["value"]))
        lines[at] = f"{lines[at][:start]}7{rest}"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert verified(report, tmp_path)[0] != []
    made = copy.deepcopy(report)
    for source in made["batch"]["sources"]:
        if source["path"] == rating["place"]["source"]:
            source["sha256"] = sha256(path.read_bytes()).hexdigest()
    found, _ = verified(resealed(made), tmp_path)
    assert any("value is 7" in one or "not 7" in one for one in found)


def _walk(step: dict[str, Json]) -> Iterator[dict[str, Json]]:
    yield step
    for part in step.get("parts", []):
        yield from _walk(part)


def test_a_finding_taken_out_is_missed_though_the_sums_are_adapted(tmp_path: Path) -> None:
    report = a_drawn_report(Random("taken out"), tmp_path, "csv")
    missed = 0
    for at, one in enumerate(report["findings"]):
        if one["verdict"] != "broken":
            continue
        made = copy.deepcopy(report)
        del made["findings"][at]
        made["counts"]["broken"] -= 1
        missed += noticed(resealed(made), tmp_path)
    broken = [one for one in report["findings"] if one["verdict"] == "broken"]
    assert missed >= len(broken) * 3 // 4  # what hangs on relations of people is not looked for
    shares = [one for one in broken if one["rule"] in SHARES]
    assert shares != []
    for one in shares:
        made = copy.deepcopy(report)
        made["findings"].remove(one)
        made["counts"]["broken"] -= 1
        found, _ = verified(resealed(made), tmp_path)
        named = f"{one['rule']} {one['subject']['id']}: broken, and nothing says so"
        assert named in found


def test_a_rule_given_another_operator_throughout_is_noticed(tmp_path: Path) -> None:
    report = a_drawn_report(Random(3), tmp_path, "csv")
    made = copy.deepcopy(report)
    one = next(one for one in made["findings"] if one["verdict"] == "broken")
    for top in one["trace"]:
        for step in _walk(top):
            if step["op"] == "require":
                step["value"] = True
                step["parts"] = [{"op": "literal", "text": "true", "value": True}]
    one["verdict"], one["conditions"] = "kept", []
    made["counts"]["broken"] -= 1
    assert noticed(resealed(made), tmp_path)


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
    assert cbccvc_verify._digest(made) != made["sha256"], way


READINGS = [
    dict(zip(READ, one, strict=True))
    for one in product(
        ("all", "good", "good_or_better"),
        ("none", "half_up", "at_least_one"),
        ("out", "in"),
        ("body", "every_unit"),
    )
]


@pytest.mark.parametrize("seed", range(3))
def test_shares_are_counted_again_under_every_reading(tmp_path: Path, seed: int) -> None:
    draw = Random(seed)
    a_drawn_round(draw, tmp_path / "now", "csv", 2024, 3)
    for readings in draw.sample(READINGS, 6):
        report = written(check(read(tmp_path / "now"), readings=readings))
        assert verified(report, tmp_path, **readings) == ([], [])
        told = {name for name, value in readings.items() if value != law()["usual"][name]}
        found, _ = verified(report, tmp_path)  # nobody has said that they were chosen
        assert {name for name in told if any(f"round: {name} is" in one for one in found)} == told


@pytest.mark.parametrize("left_out", SHARES)
def test_the_laws_of_the_end_of_2026_are_counted_again_for_whom_each_governs(
    tmp_path: Path, left_out: str
) -> None:
    grades = ["HTXSNV"] * 3 + ["HTTNV"] * 5  # 3 are more than 20% of 5, and than 20% of 8
    bodies = {"A": ("CC", ""), "B": ("VC", "2026-07-15"), "C": ("VC", "")}
    rows = [
        f"{unit}{at},{unit},{category},staff,{one},85\n"
        for unit, (category, _) in bodies.items()
        for at, one in enumerate(grades)
    ]
    units = [f"{unit},true,public_service,{day}\n" for unit, (_, day) in bodies.items()]
    texts = {
        "staff.csv": "staff_id,unit_id,category,role,rating,score\n" + "".join(rows),
        "units.csv": "unit_id,body,kind,own_regulation_on\n" + "".join(units),
        "batch.yaml": "on: 2026-12-10\nperiod: 2026\n",
    }
    for name, words in texts.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    report = written(check(read(tmp_path)))
    assert verified(report, tmp_path) == ([], [])
    broken = {one["rule"]: one["subject"]["id"] for one in report["findings"]}
    told = {rule: broken.get(rule) for rule in SHARES}
    assert told == dict(zip(SHARES, ("C", "A", "B"), strict=True))
    made = copy.deepcopy(report)
    made["findings"] = [one for one in made["findings"] if one["rule"] != left_out]
    made["counts"]["broken"] -= 1
    found, _ = verified(resealed(made), tmp_path)
    assert found == [f"{left_out} {told[left_out]}: broken, and nothing says so"]


def test_several_rounds_are_verified_each(tmp_path: Path, packs: Path) -> None:
    for name, form in (("a", "csv"), ("b", "json")):
        a_drawn_round(Random(name), tmp_path / "rounds" / name, form, 2024, 0)
    path = tmp_path / "several.json"
    asked = [sys.executable, "-m", "cbccvc_rules", "check", tmp_path / "rounds", "--format", "json"]
    subprocess.run([*asked, "--output", path], capture_output=True, check=False)
    done = run(path, "--data", tmp_path / "rounds", "--packs", packs)
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(path.read_text(encoding="utf-8"))
    assert len(report["reports"]) == 2
    second = report["reports"][1]["report"]
    second["findings"][0]["severity"] = other(second["findings"][0]["severity"])
    second["sha256"] = cbccvc_verify._digest(second)
    path.write_text(json.dumps(report), encoding="utf-8")
    assert run(path, "--data", tmp_path / "rounds", "--packs", packs).returncode == 1


def test_files_joined_to_a_round_are_looked_up(tmp_path: Path) -> None:
    texts = {
        "list.csv": "staff_id,unit_id,category,rating\nA,U,VC,HTTNV\nB,U,VC,HTNV\n",
        "leave.csv": "staff_id,months_worked,maternity\nB,4,không\nZ,2,không\n",
    }
    for name, words in texts.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    batch = read(tmp_path / "list.csv", period="2024", with_=tmp_path / "leave.csv")
    report = written(check(batch))
    assert verified(report, tmp_path, period="2024") == ([], [])
    assert noticed(report, tmp_path)  # no file says which year it is
    (tmp_path / "leave.csv").unlink()
    assert (
        "data: leave.csv: not the file that was checked"
        in verified(report, tmp_path, period="2024")[0]
    )


def test_a_masked_report_is_said_to_be_one(tmp_path: Path, packs: Path) -> None:
    path = tmp_path / "masked.json"
    report = written(check(read(EXAMPLES / NAMES[2], mask="khóa")))
    path.write_text(json.dumps(report), encoding="utf-8")
    done = run(path, "--data", EXAMPLES / NAMES[2], "--packs", packs)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("masked: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_round_with_waivers_and_open_verdicts_holds_with_the_earlier_report(
    tmp_path: Path,
) -> None:
    folder = a_round(tmp_path / "round", *CLEAN, BROKEN, UNKNOWN)
    old = tmp_path / "old.json"
    old.write_text(write_text(check(read(folder)), "json"), encoding="utf-8")  # type: ignore[arg-type]  # JSON is text
    report = written(check(read(folder), baseline=old))
    assert report["counts"]["waived"] > 0
    assert verified(report, tmp_path) == ([], [])
    found, _ = verified(report, folder)  # without what answers for it
    assert any("waived is False" in one for one in found)


@pytest.mark.parametrize("words", ["", "[]", "{}", '{"findings": 1}', "[" * 100_000])
def test_what_is_no_report_is_one_clear_line(tmp_path: Path, packs: Path, words: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(words, encoding="utf-8")
    done = run(path, "--data", EXAMPLES / NAMES[0], "--packs", packs)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
