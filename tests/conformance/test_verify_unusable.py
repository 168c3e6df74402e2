"""`cbccvc-verify` on honest reports of rounds with rows, cells and units that cannot be used."""

from __future__ import annotations

import json
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

import cbccvc_verify
from cbccvc_rules import check, read
from cbccvc_rules.api import write_text
from cbccvc_rules.errors import CbccvcError
from conformance.test_verify import (
    files_in,
    law,
    open_rules,
    resealed,
    run,
    verified,
    written,
)
from properties.generated import Rounds, tables_of_a_round

if TYPE_CHECKING:
    from pathlib import Path

Json = Any
HEAD = (
    "staff_id,name,unit_id,category,role,rating,leave_months,months_worked,maternity,peer_group,"
    "decided_on,decided_by"
)
PEOPLE = (
    "A1,Nguyễn Văn An,SO,CC,head,HTXSNV,0,12,không,,2024-12-10,A1",
    "A2,Trần Thị Bình,P1,CC,head,HTXSNV,0,12,không,X,2024-12-10,A1",
    "A3,Lê Văn Cường,P1,CC,staff,HTXSNV,0,12,không,X,2024-12-10,A1",
    "A4,Phạm Thị Dung,P1,VC,staff,HTTNV,4,8,không,X,2024-12-10,A1",
    "A5,Đỗ Văn Em,P2,CC,deputy,HTTNV,0,12,không,Y,2024-12-20,A1",
    "A6,Vũ Thị Giang,P2,VC,staff,HTNV,0,12,không,Y,2024-12-10,A2",
)
UNITS = (
    "unit_id,name,parent_id,kind,body,rating",
    "SO,Sở,,administrative,,HTNV",
    "P1,Phòng 1,SO,,,HTTNV",
    "P2,Phòng 2,SO,,,HTNV",
)
# What stands below the list: rows that are nobody's, or of which something cannot be used.
ROWS = {
    "an id of two": "A3,Bùi Văn Hải,P1,CC,staff,HTXSNV,0,12,không,X,2024-12-10,A1",
    "an id of three": "A3,Hồ Văn Ích,P2,CC,staff,HTTNV,0,12,không,Y,2024-12-10,A1",
    "no id": ",Bùi Văn Hải,P1,CC,staff,HTXSNV,0,12,không,X,2024-12-10,A1",
    "no id and no unit": ",Bùi Văn Hải,,CC,staff,HTXSNV,0,12,không,X,2024-12-10,A1",
    "no id, on a contract": ",Bùi Văn Hải,P1,HD,staff,HTXSNV,0,12,không,X,2024-12-10,A1",
    "a unit not listed": "B1,Bùi Văn Hải,ZZ,CC,head,HTXSNV,0,12,không,X,2024-12-10,A1",
    "a unit in small letters": "B2,Bùi Văn Hải,so,CC,staff,HTXSNV,0,12,không,X,2024-12-10,A1",
    "no unit": "B3,Bùi Văn Hải,,CC,staff,HTXSNV,0,12,không,X,2024-12-10,A1",
    "an unknown category": "B4,Bùi Văn Hải,P1,XX,staff,HTXSNV,0,12,không,X,2024-12-10,A1",
    "no category": "B5,Bùi Văn Hải,P1,,staff,HTXSNV,0,12,không,X,2024-12-10,A1",
    "an unknown role": "B6,Bùi Văn Hải,P1,CC,zzz,HTXSNV,0,12,không,X,2024-12-10,A1",
    "an unknown grade": "B7,Bùi Văn Hải,P1,CC,staff,zzz,0,12,không,X,2024-12-10,A1",
    "months that are none": "B8,Bùi Văn Hải,P1,CC,staff,HTXSNV,zzz,13.5,không,X,2024-12-10,A1",
    "months of twelve": "B9,Bùi Văn Hải,P1,CC,staff,HTXSNV,3/12,9/12,không,X,2024-12-10,A1",
    "the month first": "C1,Bùi Văn Hải,P1,CC,staff,HTXSNV,0,12,không,X,12/31/2024,A1",
    "no such day": "C2,Bùi Văn Hải,P1,CC,staff,HTXSNV,0,12,không,X,2024-02-31,A1",
    "two signs in a day": "C3,Bùi Văn Hải,P1,CC,staff,HTXSNV,0,12,không,X,14/12-2024,A1",
    "a group that failed": "C4,Bùi Văn Hải,P1,CC,staff,HTXSNV,0,12,không,#REF!,2024-12-10,A1",
    "an id that failed": "#REF!,Bùi Văn Hải,P1,CC,staff,HTXSNV,0,12,không,X,2024-12-10,A1",
    "text that turns round": "C\u202e5,Bùi Văn Hải,P1,CC,staff,HTXSNV,0,12,không,X,2024-12-10,A1",
    "a cell too many": "C6,Bùi Văn Hải,P1,CC,staff,HTXSNV,0,12,không,X,2024-12-10,A1,x",
    "a cell too many, of a unit not listed": "C7,Hồ Văn Ích,ZZ,CC,staff,HTTNV,0,12,không,,,,,x",
    "a group that failed, of a unit not listed": "C8,Lý Văn Khang,ZZ,CC,staff,HTTNV,0,12,,#REF!,,",
    "headings again": HEAD,
    "a total": "Tổng cộng,7,,,,,0,12,,,,",
    "a foot": "Người lập biểu,,,,Giám đốc,,,,,,,",
    "an empty row": ",,,,,,,,,,,",
}
TREES = {
    "a circle": ("P1,Phòng 1,SO", "P1,Phòng 1,P1"),
    "a circle of two": ("SO,Sở,", "SO,Sở,P1"),
    "a parent that is not listed": ("P1,Phòng 1,SO", "P1,Phòng 1,QQ"),
    "an unreadable body": ("P1,Phòng 1,SO,,", "P1,Phòng 1,SO,,sai"),
    "an unknown kind": ("P1,Phòng 1,SO,", "P1,Phòng 1,SO,qq"),
    "a unit twice": ("P2,Phòng 2,SO,,,HTNV", "P2,Phòng 2,SO,,,HTNV\nP1,Phòng 1,SO,,,HTTNV"),
}


def a_round(folder: Path, *rows: str, units: tuple[str, str] = ("", "")) -> dict[str, Json]:
    """Write a round of six people with some rows more, and return the report on it."""
    texts = {
        "staff.csv": "\n".join((HEAD, *PEOPLE, *rows)) + "\n",
        "units.csv": "\n".join(UNITS).replace(*units) + "\n",
        "batch.yaml": "period: 2024\non: 2024-12-14\n",
    }
    for name, words in texts.items():
        (folder / name).write_text(words, encoding="utf-8")
    return written(check(read(folder)))


@pytest.mark.parametrize("kind", ROWS)
def test_a_list_with_a_row_that_cannot_be_used_holds(tmp_path: Path, kind: str) -> None:
    report = a_round(tmp_path, ROWS[kind])
    assert report["findings"] != []
    assert verified(report, tmp_path) == ([], [])


@pytest.mark.parametrize("seed", range(8))
def test_a_list_with_several_such_rows_holds_and_hides_no_share(tmp_path: Path, seed: int) -> None:
    draw = Random(seed)
    report = a_round(tmp_path, *draw.sample([*ROWS.values()], 6))
    assert verified(report, tmp_path) == ([], [])
    shares = [
        one
        for one in report["findings"]
        if one["rule"] == "excellent-share" and one["verdict"] == "broken"
    ]
    for one in shares:
        told = [other for other in report["findings"] if other is not one]
        counts = {**report["counts"], "broken": report["counts"]["broken"] - 1}
        made = resealed({**report, "findings": told, "counts": counts})
        sure = not isinstance(one["measures"]["given"], dict)
        assert verified(made, tmp_path)[0] != [] or not sure


@pytest.mark.parametrize(
    "figures", ["10,12,9,1", "10,12,13,14", "10,10,11,1", "10,9,8,10"], ids=lambda one: one
)
def test_a_part_above_its_whole_is_open_for_both(tmp_path: Path, figures: str) -> None:
    names = ",tasks_total,tasks_completed,tasks_on_time_quality,tasks_exceeded"
    rows = [f"{row},{figures if at < 3 else '10,10,8,2'}" for at, row in enumerate(PEOPLE)]
    (tmp_path / "staff.csv").write_text("\n".join((HEAD + names, *rows)), encoding="utf-8")
    (tmp_path / "units.csv").write_text("\n".join(UNITS), encoding="utf-8")
    (tmp_path / "batch.yaml").write_text("period: 2024\non: 2024-12-14\n", encoding="utf-8")
    report = written(check(read(tmp_path)))
    assert "figures-contradict" in {one["code"] for one in report["problems"]}
    assert verified(report, tmp_path) == ([], [])


STEPS = "meeting_on,minutes,notified_on"
DENIED = {  # of each rule, the column that says that there is none
    "meeting-without-minutes": "minutes",
    "not-notified-in-writing": "notified_on",
}


@pytest.mark.parametrize("word", ["không", "chưa có", "Không có"])
@pytest.mark.parametrize("rule", DENIED)
def test_a_word_for_none_is_enough_to_miss_a_finding(tmp_path: Path, rule: str, word: str) -> None:
    told = dict(zip(STEPS.split(","), ["2024-12-01", "1/BB", ""], strict=True))
    told |= {"notified_on": "2024-12-14", DENIED[rule]: word}
    rows = [f"{row},{','.join(told.values())}" for row in PEOPLE]
    (tmp_path / "staff.csv").write_text("\n".join((f"{HEAD},{STEPS}", *rows)), encoding="utf-8")
    (tmp_path / "units.csv").write_text("\n".join(UNITS), encoding="utf-8")
    (tmp_path / "batch.yaml").write_text("period: 2024\non: 2024-12-14\n", encoding="utf-8")
    report = written(check(read(tmp_path)))
    assert verified(report, tmp_path) == ([], [])
    found = [one for one in report["findings"] if one["rule"] == rule]
    assert {one["verdict"] for one in found} == {"broken"}
    kept = [one for one in report["findings"] if one is not found[0]]
    counts = {**report["counts"], "broken": report["counts"]["broken"] - 1}
    who = found[0]["subject"]["id"]
    faults, _ = verified(resealed({**report, "findings": kept, "counts": counts}), tmp_path)
    assert f"{rule} {who}: broken, and nothing says so" in faults


def test_it_names_the_rules_that_others_may_break_too(tmp_path: Path) -> None:
    report = a_round(tmp_path)
    told = open_rules(report, tmp_path)
    assert "disciplined-but-rated" in told  # no table says who was disciplined
    assert "rated-above-cap-after-leave" not in told  # every cell that it asks for is told
    assert "excellent-share" not in told
    assert set(told) <= set(report["rules"])


ALONE = {
    "units written in several ways": (None, "B1,Bùi Văn Hải,p1,CC,staff,HTXSNV,0,12,không,,,A1"),
    "a unit of numbers alone": ("unit_id,category,total,HTXSNV\nP9,CC,5,2\n", ""),
}


@pytest.mark.parametrize("kind", ALONE)
def test_what_cannot_be_counted_again_is_said_and_no_fault(tmp_path: Path, kind: str) -> None:
    counts, row = ALONE[kind]
    (tmp_path / "staff.csv").write_text("\n".join((HEAD, *PEOPLE, row)), encoding="utf-8")
    if counts is not None:
        (tmp_path / "counts.csv").write_text(counts, encoding="utf-8")
        units = "\n".join((*UNITS, "P9,Phòng 9,SO,,,HTNV"))
        (tmp_path / "units.csv").write_text(units, encoding="utf-8")
    (tmp_path / "batch.yaml").write_text("period: 2024\non: 2024-12-14\n", encoding="utf-8")
    report = written(check(read(tmp_path)))
    with pytest.raises(ValueError, match="told twice, in a circle, as numbers, or by no known"):
        cbccvc_verify._Round(report, law(), files_in(tmp_path), {})


def test_names_taken_as_ids_are_asked_for(tmp_path: Path) -> None:
    lines = [row.replace("A3,", "Lê Văn Cường,") for row in (HEAD, *PEOPLE)]
    (tmp_path / "staff.csv").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "units.csv").write_text("\n".join(UNITS), encoding="utf-8")
    (tmp_path / "batch.yaml").write_text("period: 2024\non: 2024-12-14\n", encoding="utf-8")
    findings = check(read(tmp_path), every_verdict=True)
    with pytest.raises(ValueError, match=r"T-\w+ stands for a name taken as an id"):
        cbccvc_verify._Round(written(findings), law(), files_in(tmp_path), {})
    named = json.loads(str(write_text(findings, "json", names=True)))
    assert verified(named, tmp_path) == ([], [])


@pytest.mark.parametrize("seed", range(12))
def test_a_drawn_round_with_holes_and_every_table_holds(tmp_path: Path, seed: int) -> None:
    draw = Rounds(seed)
    told = tables_of_a_round(draw, 3)
    told.pop("counts")
    for name, rows in told.items():
        columns = dict.fromkeys(column for row in rows for column in row)
        lines = [columns, *([str(row[one]) for one in columns] for row in rows)]
        words = "".join(",".join(line) + "\n" for line in lines)
        (tmp_path / f"{name}.csv").write_text(words, encoding="utf-8")
    (tmp_path / "batch.yaml").write_text("period: 2024\non: 2024-12-14\n", encoding="utf-8")
    try:
        report = written(check(read(tmp_path)))
    except CbccvcError:
        return  # nothing of it can be judged
    with suppress(ValueError):  # of units in no order, and of names for ids, it says so
        assert verified(report, tmp_path) == ([], [])


@pytest.mark.parametrize("kind", TREES)
def test_of_units_in_no_order_it_says_that_they_cannot_be_rechecked(
    tmp_path: Path, kind: str
) -> None:
    report = a_round(tmp_path, units=TREES[kind])
    with pytest.raises(ValueError, match=r"^\[.*\]: told twice, in a circle, as numbers, or by"):
        cbccvc_verify._Round(report, law(), files_in(tmp_path), {})


def test_that_is_one_line_and_the_exit_code_of_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    report = a_round(tmp_path / "data", units=TREES["a circle"])
    path, packs = tmp_path / "report.json", tmp_path / "packs.json"
    path.write_text(cbccvc_verify.json.dumps(report), encoding="utf-8")
    packs.write_text(cbccvc_verify.json.dumps(law()), encoding="utf-8")
    done = run(path, "--data", tmp_path / "data", "--packs", packs)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "cannot be re-checked with this data: ValueError(\"['P1']" in done.stderr


def test_what_is_told_of_every_row_is_a_choice_to_be_said_again(tmp_path: Path) -> None:
    names = HEAD.split(",")
    at = names.index("maternity")
    rows = [row.split(",") for row in (HEAD, *PEOPLE)]
    lines = [",".join(row[:at] + row[at + 1 :]) for row in rows]
    (tmp_path / "staff.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "batch.yaml").write_text("period: 2024\n", encoding="utf-8")
    report = written(check(read(tmp_path, fill={"maternity": "không"})))
    (staff,) = (one for one in report["mappings"] if one["table"] == "staff")
    assert staff["filled"] == {"maternity": "không"}
    assert "maternity" not in [one["column"] for one in staff["columns"]]
    assert verified(report, tmp_path, maternity="không") == ([], [])
    assert verified(report, tmp_path)[0] == ["round: maternity is None, not không"]


def test_a_file_of_choices_says_them_again(tmp_path: Path) -> None:
    lines = [row.replace(",không,", ",") for row in (HEAD.replace("maternity,", ""), *PEOPLE)]
    (tmp_path / "staff.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "batch.yaml").write_text("period: 2024\n", encoding="utf-8")
    choices = tmp_path / "choices.yml"
    choices.write_text("fill:\n  maternity: không\n", encoding="utf-8")
    report = written(check(read(tmp_path, mapping=choices)))
    assert "choices.yml" in [one["path"] for one in report["batch"]["sources"]]
    assert verified(report, tmp_path) == ([], [])
    choices.write_text("fill:\n  maternity: có\n", encoding="utf-8")
    assert "data: choices.yml: not the file that was checked" in verified(report, tmp_path)[0]


def test_a_column_of_json_that_is_called_like_a_choice_chooses_nothing(tmp_path: Path) -> None:
    names = HEAD.split(",")
    rows = [dict(zip(names, one.split(","), strict=True)) for one in PEOPLE]
    people = [{**row, "stage": "proposed", "leads": [row["unit_id"]]} for row in rows]
    whole = {"period": "2024", "on": "2024-12-14", "staff": people}
    path = tmp_path / "round.json"
    path.write_text(cbccvc_verify.json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    report = written(check(read(path)))
    assert report["batch"]["stage"] == "decided"
    assert verified(report, tmp_path) == ([], [])
