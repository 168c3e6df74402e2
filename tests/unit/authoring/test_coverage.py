"""The coverage matrix of a small rules folder: rows, cases, what is not listed, text and JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.authoring.cases import cases_of_packs
from cbccvc_rules.authoring.coverage import coverage, origins
from cbccvc_rules.authoring.coverage_said import (
    STATE_NAMES,
    STATES,
    coverage_json,
    coverage_text,
    unlisted_line,
)
from cbccvc_rules.packs.load import load
from unit.packs.folder import BOTH, RulesFolder, a_rules_folder

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.authoring.coverage import Coverage, Row

LIST = "alpha/clauses/law-1.yaml"
ACTS = ["1/LAW", "Chỉ thị"]


def case(name: str, clause: str, day: str = "2024-12-14") -> str:
    return (
        f"  - name: {name}\n    on: {day}\n    origin: {{clause: '{clause}', gist: {BOTH}}}\n"
        "    staff: [{staff_id: A, category: CC, unit_id: U, rating: HTNV}]\n"
        "    expect: [{subject: A, verdict: unknown}]\n"
    )


def with_cases(folder: RulesFolder, *cases: str) -> RulesFolder:
    text = "rule: too-few-months\ncases:\n" + "".join(cases)
    return folder.having("alpha/too-few-months.cases.yaml", text)


def covered(folder: RulesFolder, place: Path) -> Coverage:
    root = folder.written(place)
    library = load(root)
    return coverage(library, cases_of_packs(root, library))


def rows(found: Coverage) -> dict[str, Row]:
    return {row.clause.provision("en"): row for row in found.acts["1/LAW"][1]}


def test_an_act_without_a_list_is_not_in_the_matrix(tmp_path: Path) -> None:
    assert list(covered(a_rules_folder(), tmp_path).acts) == ["1/LAW"]


def test_clauses_stand_in_the_order_of_the_act_and_forms_behind(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(LIST, "{article: 3, clause: 2}", "{article: 1, clause: 10}")
    folder = folder.changed(LIST, "{article: 3, clause: 1, point: đ}", "{article: 1, clause: 9}")
    assert list(rows(covered(folder, tmp_path))) == [
        "Article 1 clause 9",
        "Article 1 clause 10",
        "Article 2",
        "Form 01",
    ]


def test_a_row_counts_the_cases_of_its_rules_and_those_that_name_it(tmp_path: Path) -> None:
    folder = with_cases(a_rules_folder(), case("one", "Điều 2"), case("two", "Điều 3 khoản 2"))
    found = rows(covered(folder, tmp_path))
    assert (found["Article 2"].cases, found["Article 2"].named) == (2, 1)
    assert (found["Article 3 clause 2"].cases, found["Article 3 clause 2"].named) == (0, 1)


def test_a_case_that_names_what_contains_clauses_counts_for_each(tmp_path: Path) -> None:
    found = rows(covered(with_cases(a_rules_folder(), case("one", "Điều 3")), tmp_path))
    assert [row.named for row in found.values()] == [0, 1, 1, 0]


def test_a_case_counts_for_the_text_of_its_day(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(LIST, "{article: 3, clause: 2}", "{article: 4}")
    folder = folder.changed(LIST, "{article: 3, clause: 1, point: đ}", "{article: 4}")
    folder = folder.changed(LIST, "from: 2021-01-01", "from: 2023-07-01")
    folder = with_cases(folder, case("one", "Điều 4", "2023-06-30"), case("two", "Điều 4"))
    found = covered(folder, tmp_path).acts["1/LAW"][1]
    assert [(row.clause.state, row.named) for row in found[1:3]] == [("repealed", 1), ("duty", 1)]


def test_rules_that_use_a_definition_are_counted_where_no_rule_encodes(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(LIST, "state: rule", "state: definition")
    folder = folder.changed(LIST, "rules: [too-few-months], ", "")
    folder = folder.changed(LIST, ", parameters: [best_grade]", "")
    found = rows(covered(with_cases(folder, case("one", "Điều 9")), tmp_path))
    assert found["Article 2"].used_by == ("too-few-months", "two-points")
    assert found["Article 2"].cases == 1


def test_rules_that_read_a_column_are_counted_where_nothing_else_encodes(tmp_path: Path) -> None:
    encoded = "{rules: [too-few-months], definitions: [short_year], parameters: [best_grade]}"
    folder = a_rules_folder().changed(LIST, "state: rule", "state: definition")
    folder = folder.changed(LIST, encoded, "{columns: [staff.maternity, staff.leads]}")
    assert rows(covered(folder, tmp_path))["Article 2"].used_by == ("too-few-months", "two-points")


def test_a_rule_that_the_clause_it_cites_does_not_name_is_told(tmp_path: Path) -> None:
    (one,) = covered(a_rules_folder(), tmp_path).unlisted
    assert (one.rule, one.citation.provision("en")) == ("two-points", "Article 2")
    assert unlisted_line(one, "en") == (
        "rules/beta/two-points.yaml:1:5: `two-points` cites Article 2 of Law 1, but the list of "
        "clauses does not say so; add `two-points` to the `encoded: {rules: […]}` of that clause"
    )
    folder = a_rules_folder().changed(LIST, "[too-few-months]", "[too-few-months, two-points]")
    assert covered(folder, tmp_path).unlisted == ()


def test_a_rule_that_cites_a_container_is_named_by_a_clause_inside(tmp_path: Path) -> None:
    folder = a_rules_folder().changed("beta/two-points.yaml", "article: 2", "article: 3")
    folder = folder.changed("beta/two-points.yaml", "article: 2", "article: 3")
    folder = folder.changed("beta/two-points.yaml", "article: 2", "article: 3")
    folder = folder.changed("beta/two-points.yaml", "from: 2020-01-01", "from: 2022-01-01")
    (one,) = covered(folder, tmp_path).unlisted
    assert one.citation.provision("en") == "Article 3"
    told = "    state: duty\n    reason: {vi: có, en: yes}\n"
    folder = folder.changed(LIST, told, told + "    encoded: {rules: [two-points]}\n")
    assert covered(folder, tmp_path).unlisted == ()


def test_a_duty_without_a_rule_says_so_and_one_with_a_rule_does_not(tmp_path: Path) -> None:
    lines = coverage_text(covered(a_rules_folder(), tmp_path), (), "en").splitlines()
    assert lines[0] == (
        "Law 1: clauses: 4 – rule 1, duty 1 (1 without a rule), repealed 1, text not found 1"
    )
    (awaiting,) = [line for line in lines if "NO RULE, SEE THE REASON" in line]
    cells = [
        "Article 3 clause 2 (from 2021-01-01)",
        "duty",
        "0",
        "0",
        "0",
        "NO RULE, SEE THE REASON",
    ]
    assert re.split(r" {2,}", awaiting.strip()) == cells
    folder = a_rules_folder().changed(LIST, "state: rule", "state: duty")
    lines = coverage_text(covered(folder, tmp_path), ["duty"], "vi").splitlines()
    assert [line.rpartition("  ")[2] for line in lines[2:4]] == [
        "too-few-months, short_year, $best_grade",
        "KHÔNG CÓ QUY TẮC, XEM LÝ DO",
    ]


def test_the_matrix_can_be_asked_for_one_state(tmp_path: Path) -> None:
    found = covered(a_rules_folder(), tmp_path)
    text = coverage_text(found, ["text-not-found"], "en")
    assert "Form 01" in text
    assert "Article 2 " not in text
    assert len(json.loads(coverage_json(found, ["duty", "rule"]))["acts"][0]["clauses"]) == 2
    assert coverage_text(found, ["discretion"], "en").count("\n") == 1


def test_a_list_in_part_says_so_in_text_and_json(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(LIST, "act: 1/LAW\n", "act: 1/LAW\nwhole: false\n")
    found = covered(folder, tmp_path)
    assert coverage_text(found, (), "vi").startswith(
        "Luật 1 (chỉ các điều khoản mà các bộ quy tắc dùng): 4 điều khoản"
    )
    assert [act["whole"] for act in json.loads(coverage_json(found, ()))["acts"]] == [False]
    whole = covered(a_rules_folder(), tmp_path)
    assert [act["whole"] for act in json.loads(coverage_json(whole, ()))["acts"]] == [True]


def test_the_json_has_everything_said_of_a_clause(tmp_path: Path) -> None:
    found = json.loads(coverage_json(covered(a_rules_folder(), tmp_path), ()))
    (act,) = found["acts"]
    assert (act["act"], act["states"]) == (
        "1/LAW",
        {"rule": 1, "duty": 1, "repealed": 1, "text-not-found": 1},
    )
    assert act["clauses"][1] == {
        "provision": {"article": 3, "clause": 1, "point": "đ"},
        "text": {"vi": "Điều 3 khoản 1 điểm đ", "en": "Article 3 clause 1 point đ"},
        "from": "2022-01-01",
        "to": "2023-06-30",
        "added_by": None,
        "amended_by": None,
        "gist": {"vi": "có", "en": "yes"},
        "confidence": "probable",
        "sources": [{"vi": "Gazette 1", "en": "Gazette 1"}],
        "state": "repealed",
        "reason": {"vi": "có", "en": "yes"},
        "encoded": {
            "rules": [],
            "definitions": [],
            "parameters": [],
            "readings": [],
            "columns": [],
            "applies": [],
        },
        "used_by": [],
        "awaits_rule": False,
        "cases": 0,
        "cases_by_name": 0,
        "place": "rules/alpha/clauses/law-1.yaml:11:5",
    }
    assert [one["rule"] for one in found["unlisted"]] == ["two-points"]


def test_every_state_has_a_name() -> None:
    assert set(STATE_NAMES) == set(STATES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Điều 2", [("1/LAW", "article 2")]),
        (
            "Điều 2 khoản 3 và khoản 5",
            [("1/LAW", "article 2 clause 3"), ("1/LAW", "article 2 clause 5")],
        ),
        ("Điều 2 khoản 6 câu 1", [("1/LAW", "article 2 clause 6 sentence 1")]),
        (
            "Chỉ thị, mục 1 điểm a đoạn 3 và mục 5 điểm a",
            [("Chỉ thị", "item 1 point a paragraph 3"), ("Chỉ thị", "item 5 point a")],
        ),
        ("Nghị định 1/LAW Điều 19 khoản 2", [("1/LAW", "article 19 clause 2")]),
        ("Luật Viên chức Điều 41 khoản 2 điểm b", []),
        ("Luật Viên chức Điều 41; Điều 42", []),
        ("Điều 2 khoản 6; Hướng dẫn 21-HD/BTCTW", [("1/LAW", "article 2 clause 6")]),
        ("Nghị định 90/2020/NĐ-CP", []),
    ],
)
def test_the_origin_of_a_case_names_clauses(text: str, expected: list[tuple[str, str]]) -> None:
    found = {
        (act, " ".join(f"{step} {value}" for step, value in steps))
        for act, steps in origins(text, "1/LAW", ACTS)
    }
    assert found == set(expected)
