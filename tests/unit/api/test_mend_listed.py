"""The smallest mend of people who stay in their file: change for change as row by row."""

from __future__ import annotations

import csv
import json
from dataclasses import fields, replace
from random import Random
from typing import TYPE_CHECKING, TypedDict

import duckdb
import pytest
from benchmarks.nation import Nation

from cbccvc_rules import UsageError, read
from cbccvc_rules.api import mend_listed
from cbccvc_rules.api.mend_listed import repair_listed
from cbccvc_rules.api.repair import repair
from cbccvc_rules.engines.sql.list_plan import ListPlan
from cbccvc_rules.engines.sql.plan import VERDICTS
from cbccvc_rules.errors import EngineDisagreement
from cbccvc_rules.model.finding import Verdict
from unit.cli.rounds import run

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path
    from typing import Unpack

    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.repaired import Choice, Repair

UNRULY = (
    "CASE WHEN substr(staff_id, -1) IN ('1', '3', '4', '6', '7', '9') AND role = 'staff' "
    "THEN 'HTXSNV' ELSE rating END AS rating, "
    "(tasks_total::INT // 2 + 1)::VARCHAR AS tasks_exceeded, "
    "tasks_total AS tasks_on_time_quality, '0' AS criteria_deficient, 'high' AS effectiveness"
)
"""Far too many are excellent, and each of them by their own facts may be."""


def told(choice: Choice) -> Choice:
    """Return a choice with its people in order."""
    return replace(
        choice,
        first=(),
        within=tuple(
            sorted(
                (replace(one, people=tuple(sorted(one.people))) for one in choice.within),
                key=lambda one: (one.people, one.after or ""),
            )
        ),
    )


class Asked(TypedDict, total=False):
    """What may be asked of a mend."""

    readings: Mapping[str, str]
    locked: Collection[str]
    order: str
    may_raise: bool
    units_may_change: bool
    level: Severity
    ignore: Sequence[str]


def assert_same(folder: Path, **asked: Unpack[Asked]) -> Repair:
    rows = repair(read(folder, in_file=False), **asked)
    batch = read(folder, in_file=True)
    assert batch.in_file is not None
    found = repair(batch, **asked)
    for one in fields(rows):
        if one.name not in {"choices", "unmended", "again"}:
            assert getattr(found, one.name) == getattr(rows, one.name), one.name
    assert list(map(told, found.choices)) == list(map(told, rows.choices))
    assert set(map(repr, found.unmended)) == set(map(repr, rows.unmended))
    assert (found.people, found.steps) == (rows.people, rows.steps)
    return found


def a_nation(folder: Path, change: str = "rating AS rating", *, people: int = 210) -> Path:
    Nation(people=people, units=15, seed=5).write(folder, "csv")
    (folder / "batch.yaml").write_text("period: 2024\n", encoding="utf-8")
    path = folder / "staff.csv"
    duckdb.sql(
        f"COPY (SELECT * REPLACE ({change}) FROM read_csv('{path}', all_varchar = true)) "
        f"TO '{folder}/new.csv' (HEADER)"
    )
    (folder / "new.csv").replace(path)
    return folder


def test_people_against_rules_on_them_alone(tmp_path: Path) -> None:
    found = assert_same(a_nation(tmp_path))
    assert found.forced
    assert found.brings


def test_limits_with_choices(tmp_path: Path) -> None:
    """Where everybody of a kind is as excellent as the next, some of them have to go."""
    found = assert_same(a_nation(tmp_path, UNRULY), readings={"excellent_share_base": "good"})
    assert found.choices
    assert any(one.grounds for one in found.choices)


def test_limits_that_cross_and_people_locked(tmp_path: Path) -> None:
    locked = [f"CB00000{number:04d}" for number in range(60, 90)]
    found = assert_same(
        a_nation(tmp_path, UNRULY), readings={"cap_level": "every_unit"}, locked=locked
    )
    assert found.choices
    assert not found.changes.keys() & set(locked)


@pytest.mark.parametrize("order", ["-name", "leave_months"])
def test_an_order_parts_people_who_stand_equal(tmp_path: Path, order: str) -> None:
    change = (
        f"{UNRULY}, (leave_months::INT + substr(staff_id, 5)::INT % 3)::VARCHAR AS leave_months"
    )
    readings = {"excellent_share_base": "good"}
    found = assert_same(a_nation(tmp_path, change), readings=readings, order=order)
    plain = repair(read(tmp_path, in_file=True), readings=readings)
    assert (found.people, found.steps) == (plain.people, plain.steps)
    among = [sum(len(one.among) for one in made.choices) for made in (found, plain)]
    assert among[0] < among[1]


def test_who_has_no_value_in_the_order_is_told(tmp_path: Path) -> None:
    asked: Asked = {"readings": {"excellent_share_base": "good"}, "order": "score"}
    folder = a_nation(tmp_path, UNRULY)
    told_: list[tuple[str, object]] = []
    for in_file in (False, True):
        with pytest.raises(UsageError) as raised:
            repair(read(folder, in_file=in_file), **asked)
        (problem,) = raised.value.problems
        told_.append((problem.code, problem.params))
    assert told_[0] == told_[1]
    assert told_[0][0] == "order-value-empty"


def test_units_that_may_change(tmp_path: Path) -> None:
    """Nghị định 233/2026/NĐ-CP Điều 7: good from 70 points; a head is not above the unit led."""
    tables = {
        "batch.yaml": 'period: "2026"\non: 2026-12-20\n',
        "staff.csv": "staff_id,name,unit_id,category,role,leads,score,rating\n"
        "H,Lý,U,VC,head,U,80,HTTNV\nS,Lê,U,VC,staff,,80,HTTNV\n",
        "units.csv": "unit_id,kind,own_regulation_on,score,rating\n"
        "U,public_service,2026-08-01,60,HTTNV\n",
    }
    for name, text in tables.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert not assert_same(tmp_path).units
    found = assert_same(tmp_path, units_may_change=True)
    assert [(one.id, one.after) for one in found.units] == [("U", "HTNV")]
    assert found.changes == {"H": "HTNV"}


@pytest.mark.parametrize("level", ["violation", "warning"])
def test_any_ratings(tmp_path: Path, level: Severity) -> None:
    draw = Random(level)
    change = (
        f"CASE (substr(staff_id, 4)::INT * {draw.randint(3, 99)}) % 11 // 3 "
        "WHEN 0 THEN 'HTXSNV' WHEN 1 THEN 'HTTNV' WHEN 2 THEN NULL ELSE rating END AS rating, "
        "CASE WHEN staff_id LIKE '%7' THEN NULL ELSE effectiveness END AS effectiveness, "
        "CASE WHEN staff_id LIKE '%41' THEN 'nhiều' ELSE tasks_completed END AS tasks_completed"
    )
    ignore = ["tasks-completed-unlike-unit"] if level == "warning" else []
    assert_same(
        a_nation(tmp_path, change), level=level, ignore=ignore, may_raise=level == "warning"
    )


def test_on_the_command_line_a_long_list_stays_in_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_nation(tmp_path)
    by_rows = run("repair", folder, "--format", "json")
    monkeypatch.setattr("cbccvc_rules.intake.long_list._LONG_TEXT", 0)
    asked: list[object] = []
    monkeypatch.setattr(
        mend_listed, "repair_listed", lambda *one: asked.append(one) or repair_listed(*one)
    )
    done = run("repair", folder, "--format", "json")
    assert len(asked) == 1
    found, rows = json.loads(done.stdout), json.loads(by_rows.stdout)
    assert done.exit_code == by_rows.exit_code == 1
    assert found["forced"] == rows["forced"]
    assert (found["people"], found["brings"]) == (rows["people"], rows["brings"])


def test_on_the_command_line_what_needs_rows_is_read_row_by_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = "CASE WHEN staff_id LIKE '%17' THEN 'DV9' ELSE unit_id END AS unit_id"
    folder = a_nation(tmp_path, change)
    by_rows = run("repair", folder, "--format", "csv").stdout
    monkeypatch.setattr("cbccvc_rules.intake.long_list._LONG_TEXT", 0)
    assert run("repair", folder, "--format", "csv").stdout == by_rows
    monkeypatch.setattr("cbccvc_rules.cli.repair.MAX_ROWS", 10)
    done = run("repair", folder, "--format", "csv")
    assert (done.exit_code, done.stdout) == (2, "")


def test_what_needs_rows_is_refused(tmp_path: Path) -> None:
    folder = a_nation(tmp_path)
    with pytest.raises(UsageError) as told_:
        repair(read(folder, in_file=True), level="warning")
    (problem,) = told_.value.problems
    assert (problem.code, problem.params["rule"]) == ("list-rule", "tasks-completed-unlike-unit")
    with pytest.raises(UsageError) as told_:
        repair(read(folder, in_file=True), locked=["nobody"])
    assert [one.code for one in told_.value.problems] == ["subject-unknown"]


@pytest.mark.parametrize(
    "change",
    [
        "CASE WHEN staff_id LIKE '%17' THEN 'DV9' ELSE unit_id END AS unit_id",
        "CASE WHEN staff_id LIKE '%17' THEN NULL ELSE category END AS category",
    ],
)
def test_people_of_no_known_unit_or_category_are_refused_with_their_rows(
    tmp_path: Path, change: str
) -> None:
    folder = a_nation(tmp_path, change)
    with (folder / "staff.csv").open(encoding="utf-8") as file:
        rows = [number for number, row in enumerate(csv.reader(file), 1) if row[0][-2:] == "17"]
    with pytest.raises(UsageError) as told_:
        repair(read(folder, in_file=True))
    (problem,) = told_.value.problems
    assert problem.code == "list-unplaced"
    assert problem.params == {"number": str(len(rows)), "rows": ", ".join(map(str, rows))}


def lies(monkeypatch: pytest.MonkeyPatch, step: str, rule: str, says: Verdict, of: Verdict) -> None:
    """Let the database tell a lie of a rule as soon as a step of the statements is done."""
    done = getattr(ListPlan, step)

    def then(plan: ListPlan, *told_: str) -> None:
        done(plan, *told_)
        for record, rules in plan.judged.items():
            for place, one in enumerate(rules, 1):
                if one.id == rule:
                    plan.listed.make(
                        f"UPDATE of_{record} SET v{place} = {VERDICTS.index(says)} "
                        f"WHERE v{place} = {VERDICTS.index(of)}"
                    )

    monkeypatch.setattr(ListPlan, step, then)


EXCELLENT = "civil-servant-excellent-criteria-unmet"
GOOD: Asked = {"readings": {"excellent_share_base": "good"}}


@pytest.mark.parametrize(
    ("rule", "says", "of"),
    [
        ("excellent-share", Verdict.KEPT, Verdict.BROKEN),
        ("excellent-share", Verdict.NOT_APPLICABLE, Verdict.KEPT),
        (EXCELLENT, Verdict.KEPT, Verdict.NOT_APPLICABLE),
        (EXCELLENT, Verdict.NOT_APPLICABLE, Verdict.KEPT),
        ("rated-under-six-months", Verdict.KEPT, Verdict.BROKEN),
    ],
)
def test_a_wrong_answer_of_the_database_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str, says: Verdict, of: Verdict
) -> None:
    folder = a_nation(tmp_path, UNRULY)
    lies(monkeypatch, "judge", rule, says, of)
    with pytest.raises(EngineDisagreement):
        repair(read(folder, in_file=True), **GOOD)


def test_a_wrong_answer_about_the_mended_round_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_nation(tmp_path, UNRULY)
    honest = repair(read(folder, in_file=True), **GOOD).again
    assert honest is not None
    assert 0 < honest.combinations < honest.people == 210
    assert 0 < honest.alike < honest.groups
    assert honest.left == 0
    lies(monkeypatch, "judge_rerated", "excellent-share", Verdict.NOT_APPLICABLE, Verdict.KEPT)
    with pytest.raises(EngineDisagreement):
        repair(read(folder, in_file=True), **GOOD)


def test_how_a_long_list_was_judged_again_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_nation(tmp_path)
    monkeypatch.setattr("cbccvc_rules.intake.long_list._LONG_TEXT", 0)
    said = run("repair", folder, "--lang", "en").stdout
    told_ = json.loads(run("repair", folder, "--format", "json").stdout)["again"]
    assert told_["left"] == 0
    assert (
        f"People: 210; combinations by which the rules tell them apart, of each one person judged: "
        f"{told_['combinations']}. Bodies, units and groups, counted for every rule: "
        f"{told_['groups']}; combinations of counts and cells, of each one judged: {told_['alike']}"
    ) in said
    assert "not judged again" not in said
    monkeypatch.setattr("cbccvc_rules.intake.long_list._LONG_TEXT", 10**9)
    assert json.loads(run("repair", folder, "--format", "json").stdout)["again"] is None
