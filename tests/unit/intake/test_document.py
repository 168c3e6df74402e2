"""YAML and JSON documents: every value with its line and column, every fault at its place."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import BatchError, read
from cbccvc_rules.intake.base import Contents, TakenFile
from cbccvc_rules.intake.document import JSON, YAML
from cbccvc_rules.model.rows import MAX_ROWS

if TYPE_CHECKING:
    from pathlib import Path

ROUND = """\
period: 2024
staff:
  - {staff_id: 007, unit_id: P1, category: CC, rating: HTTTNV, leads: [P1, P2]}
  - staff_id: CC002
    unit_id: P1
    months_worked: 4.5
    maternity: false
units:
  - {unit_id: P1, rating: "12"}
"""
ONE = "period: 2024\nstaff:\n  - {staff_id: A, unit_id: U, category: VC, rating: HTNV}\n"


def yaml_of(text: str) -> Contents:
    return YAML.read(TakenFile("round.yaml", ".yaml", text.encode()))


def json_of(text: str) -> Contents:
    return JSON.read(TakenFile("round.json", ".json", text.encode()))


def faults(contents: Contents) -> list[tuple[str, str]]:
    return [(one.code, str(one.place)) for one in contents.problems]


def test_each_table_is_a_grid_with_a_heading_for_every_key() -> None:
    staff, units = yaml_of(ROUND).grids
    assert (staff.sheet, units.sheet) == ("staff", "units")
    assert staff.lines[0].cells == (
        *("staff_id", "unit_id", "category", "rating", "leads", "months_worked", "maternity"),
    )
    assert staff.lines[1].cells == ("007", "P1", "CC", "HTTTNV", ["P1", "P2"], None, None)
    assert staff.lines[2].cells == ("CC002", "P1", None, None, None, Fraction(9, 2), False)
    assert units.lines[1].cells == ("P1", "12")


def test_what_is_no_table_tells_of_the_round() -> None:
    header = yaml_of(ROUND).header
    assert header is not None
    assert header.data == {"period": "2024"}


def test_a_bare_list_is_one_table_without_a_name() -> None:
    (grid,) = json_of('[{"staff_id": "A"}, {"staff_id": "B"}]').grids
    assert grid.sheet is None
    assert [line.cells for line in grid.lines] == [("staff_id",), ("A",), ("B",)]


def test_a_table_goes_by_its_title_too() -> None:
    (grid,) = json_of('{"Danh sách": [{"Mã số": "A"}]}').grids
    assert grid.sheet == "Danh sách"


def test_the_place_of_a_value_is_its_line_and_column_and_of_a_missing_one_its_row(
    tmp_path: Path,
) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(ROUND, encoding="utf-8")
    batch = read(path)
    first, second = batch.tables["staff"]
    assert str(first.place("rating")) == "round.yaml:3:56"
    assert str(second.place("rating")) == "round.yaml:4:5"
    assert {str(one.place) for one in batch.problems if one.code != "no-units"} >= {
        "round.yaml:3:56"
    }


def test_rows_on_one_line_have_places_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "round.json"
    person = '"unit_id":"U","category":"VC","rating":"HTNV"'
    rows = f'{{"staff_id":"A",{person}}},{{"staff_id":"B",{person}}}'
    path.write_text(f'{{"period":"2024","staff":[{rows}]}}')
    first, second = read(path).tables["staff"]
    assert str(first.place("staff_id")) == "round.json:1:39"
    assert str(second.place("staff_id")) == "round.json:1:102"


def test_a_row_that_is_no_row_is_told_and_the_others_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(ONE.replace("staff:\n", "staff:\n  - words\n"))
    batch = read(path)
    assert [row.key for row in batch.tables["staff"]] == ["A"]
    told = {(one.code, str(one.place)) for one in batch.problems}
    assert ("document-row-not-keys", "round.yaml:3:5") in told


def test_an_empty_list_of_disciplines_says_that_there_are_none(tmp_path: Path) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(ONE + "disciplines: []\n")
    batch = read(path)
    assert batch.tables["disciplines"] == ()
    assert "disciplines-none" in {one.code for one in batch.problems}


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("words", "document-not-a-round", "round.yaml:1:1"),
        ("staff: 3\n", "document-table-not-rows", "round.yaml:1:8"),
        ("a: &x 1\n", "yaml-anchor", "round.yaml:1:4"),
        ("a: 1\na: 2\n", "yaml-duplicate-key", "round.yaml:2:1"),
        ("a: [", "yaml-syntax", "round.yaml:2:1"),
        ("[" * 100, "yaml-too-deep", "round.yaml:1:41"),
        ("".join(f"k{n}: 1\n" for n in range(90_000)), "too-many-keys", "round.yaml:1001:1"),
        ("- 1\n" * 90_000, "document-table-not-rows", "round.yaml:1:1"),
        ("".join(f"- k{n}: 1\n" for n in range(9_000)), "too-many-columns", "round.yaml:501:3"),
        ("- a: 1\n" * (MAX_ROWS + 1), "too-many-rows", "round.yaml:1:1"),
    ],
)
def test_a_yaml_file_at_fault_is_one_message_with_its_place(
    text: str, code: str, place: str
) -> None:
    found = faults(yaml_of(text))
    assert found[0][0] == code
    if code != "yaml-syntax":
        assert found == [(code, place)]


MANY_KEYS = "{" + ", ".join(f'"{number:04}": 1' for number in range(9_000)) + "}"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "json-syntax", "round.json:1:1"),
        ("3", "document-not-a-round", "round.json:1:1"),
        ('{"staff": {}}', "document-table-not-rows", "round.json:1:11"),
        ('{"a": 1,}', "json-syntax", "round.json:1:9"),
        ('{"a" 1}', "json-syntax", "round.json:1:6"),
        ('{"a": 1} x', "json-syntax", "round.json:1:10"),
        ('{"a": NaN}', "json-syntax", "round.json:1:7"),
        ('{"a": 01}', "json-syntax", "round.json:1:7"),
        ("{'a': 1}", "json-syntax", "round.json:1:2"),
        ('{"a": "b', "json-syntax", "round.json:1:7"),
        ('["\\ud800"]', "json-syntax", "round.json:1:2"),
        ('["a" "b"]', "json-syntax", "round.json:1:6"),
        ("[1, 2", "json-syntax", "round.json:1:6"),
        ('{"a": 1,\n "a": 2}', "yaml-duplicate-key", "round.json:2:2"),
        ("[" * 100_000, "yaml-too-deep", "round.json:1:41"),
        ('{"a":' * 100_000, "yaml-too-deep", "round.json:1:201"),
        (MANY_KEYS, "too-many-keys", "round.json:1:11002"),
    ],
)
def test_a_json_file_at_fault_is_one_message_with_its_place(
    text: str, code: str, place: str
) -> None:
    assert faults(json_of(text)) == [(code, place)]


def test_keys_twice_are_told_up_to_a_number() -> None:
    found = faults(json_of("{" + ",".join(['"a": 1'] * 90_000) + "}"))
    assert [code for code, _ in found] == ["yaml-duplicate-key"] * 20 + ["yaml-many-faults"]


def test_a_number_of_any_length_is_no_work() -> None:
    (grid,) = json_of('[{"staff_id": ' + "9" * 1_000_000 + "}]").grids
    assert grid.lines[1].cells == ("9" * 1_000_000,)


def test_an_unreadable_document_says_nothing_of_the_period(tmp_path: Path) -> None:
    path = tmp_path / "round.json"
    path.write_text("{")
    with pytest.raises(BatchError) as caught:
        read(path)
    assert [one.code for one in caught.value.problems] == ["json-syntax"]
