"""`cbccvc permitted` and `cbccvc quota`: answers as text and as data, without names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from unit.cli.rounds import CADRE, CLEAN, EXAMPLE, NO_LAW_FOR_CADRES, a_round, run

if TYPE_CHECKING:
    from pathlib import Path

PERSON = {"id", "rating", "permitted", "excluded", "note"}


def test_the_permitted_ratings_of_one_person_can_be_asked_for() -> None:
    done = run("permitted", EXAMPLE, "--subject", "CC007", "--format", "json")
    assert (done.exit_code, done.stderr) == (0, "")
    (person,) = json.loads(done.stdout)["staff"]
    assert person["permitted"] == ["KHTNV"]
    assert person["rating"] == "HTNV"
    assert "disciplined-but-rated" in {one["rule"] for one in person["excluded"]}


def test_every_person_governed_is_listed_with_what_the_contract_promises() -> None:
    people = json.loads(run("permitted", EXAMPLE, "--format", "json").stdout)["staff"]
    assert len(people) == 42
    for person in people:
        assert set(person) >= PERSON
        for one in person["excluded"]:
            assert one["rating"] not in person["permitted"]
            assert one["cites"]
            assert one["message"]["vi"]


def test_people_are_named_in_data_only_when_asked() -> None:
    asked = ("permitted", EXAMPLE, "--subject", "CC007")
    assert "Hoàng Gia Phúc" in run(*asked).stdout
    assert "Hoàng Gia Phúc" not in run(*asked, "--format", "json").stdout
    assert "Hoàng Gia Phúc" in run(*asked, "--format", "json", "--names").stdout


def test_the_quota_of_each_body_and_group_is_told() -> None:
    vi, en = run("quota", EXAMPLE), run("quota", EXAMPLE, "--lang", "en")
    assert (vi.exit_code, vi.stderr) == (0, "")
    for subject in ("SO", "TT-UD", "TT-KT", "SO/Chuyên viên quản lý ngành"):
        assert subject in vi.stdout
        assert subject in en.stdout
    assert json.loads(run("quota", EXAMPLE, "--format", "json").stdout)["schema_version"] == "1"


def test_the_answers_can_go_to_a_file(tmp_path: Path) -> None:
    for command in ("permitted", "quota"):
        target = tmp_path / f"{command}.txt"
        done = run(command, EXAMPLE, "--output", target)
        assert (done.exit_code, done.output) == (0, "")
        assert target.read_text(encoding="utf-8") == run(command, EXAMPLE).stdout


def test_an_unknown_person_gets_the_nearest_one() -> None:
    done = run("permitted", EXAMPLE, "--subject", "CC0071")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "`CC007`" in done.stderr


def test_what_cannot_be_judged_is_2(tmp_path: Path) -> None:
    round_2026 = a_round(tmp_path, CADRE, header=NO_LAW_FOR_CADRES)
    for command in ("permitted", "quota"):
        for wrong in ([round_2026], [tmp_path / "nowhere"], [EXAMPLE, "--reading", "x=y"]):
            done = run(command, *wrong)
            assert (done.exit_code, done.stdout) == (2, "")
            assert len(done.stderr.splitlines()) == 1


def test_a_reading_changes_the_quota(tmp_path: Path) -> None:
    folder = a_round(tmp_path, *CLEAN)
    strict = run("quota", folder).stdout
    lenient = run("quota", folder, "--reading", "excellent_share_rounding=at_least_one").stdout
    assert strict != lenient


def test_what_is_not_known_is_not_said_to_be_forbidden(tmp_path: Path) -> None:
    bare = tmp_path / "list.csv"
    bare.write_text(
        "staff_id,unit_id,category,role,rating\nX1,U,CC,staff,HTTNV\n", encoding="utf-8"
    )
    vi = run("permitted", bare, "--period", "2024").stdout.splitlines()
    assert "  Mức được phép: chưa mức nào kết luận được là được phép, vì còn thiếu dữ liệu" in vi
    assert "  Chưa rõ: không xếp loại" in vi
    en = run("permitted", bare, "--period", "2024", "--lang", "en").stdout.splitlines()
    assert "  Permitted: none is known to be permitted yet, for want of data" in en
    assert "  Not known: not rated" in en
    whole = ("permitted", bare, "--period", "2024", "--whole-round")
    (line,) = [
        one for one in run(*whole, "--lang", "en").stdout.splitlines() if "whole round" in one
    ]
    assert line.endswith("not to be said, for no rating is known to be permitted")
    (answer,) = json.loads(run(*whole, "--format", "json").stdout)["staff"]
    assert (answer["permitted"], answer["whole_round"]) == ([], None)


def test_a_gap_of_the_law_is_said_to_leave_nothing() -> None:
    said = run("permitted", EXAMPLE, "--subject", "VC005", "--lang", "en").stdout.splitlines()
    assert said[1] == "  Permitted: none of the ratings, nor being left without one"
    assert "  Excluded: not rated" in said
