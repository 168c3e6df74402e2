"""A fault in a rules folder is one line that begins with the file, the line and the column.

The tables in `tests/bad_packs` change one place of a folder without faults (`out` becomes `in` in
`file`) and give in full what is said of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

from cbccvc_rules.errors import PackError
from cbccvc_rules.packs.load import load
from unit.packs.folder import BOTH, CITE, a_rules_folder

if TYPE_CHECKING:
    from cbccvc_rules.sources import Lang

BAD_PACKS = Path(__file__).parents[2] / "bad_packs"
RULE = "alpha/too-few-months.yaml"
DEFINITIONS = "alpha/definitions.yaml"
READINGS = "alpha/readings.yaml"


class Change(NamedTuple):
    """One row of a table: what is changed, and what must be said."""

    file: str
    out: str
    put: str
    says: str


def changes(*tables: str) -> list[object]:
    texts = [(BAD_PACKS / f"{table}.yaml").read_text(encoding="utf-8") for table in tables]
    rows = [row for text in texts for row in yaml.load(text, Loader=yaml.BaseLoader)]
    return [
        pytest.param(
            Change(row["file"], row["out"], row["in"], row["says"]),
            id=f"{row['file']}:{row['says'][:60]}",
        )
        for row in rows
    ]


@pytest.mark.parametrize(
    "change", changes("shape", "names", "clauses", "expressions", "messages", "days")
)
def test_one_change_is_one_fault_at_its_place(change: Change, tmp_path: Path) -> None:
    faults = a_rules_folder().changed(change.file, change.out, change.put).faults(tmp_path)
    of_the_file = [fault for fault in faults if fault.startswith(f"rules/{change.file}:")]
    assert of_the_file == [f"rules/{change.file}:{change.says}"]


@pytest.mark.parametrize("change", changes("names", "expressions", "messages"))
def test_a_wrong_name_is_no_more_than_one_fault_in_the_whole_folder(
    change: Change, tmp_path: Path
) -> None:
    folder = a_rules_folder().changed(change.file, change.out, change.put)
    assert len(folder.faults(tmp_path)) == 1


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_faults_of_every_file_are_said_at_once_in_order_of_place(lang: Lang) -> None:
    folder = BAD_PACKS / "many-faults"
    with pytest.raises(PackError) as caught:
        load(folder / "rules")
    expected = (folder / f"expected.{lang}.txt").read_text(encoding="utf-8")
    assert [problem.say(lang) for problem in caught.value.problems] == expected.splitlines()


def test_the_folder_that_is_changed_has_no_fault(tmp_path: Path) -> None:
    assert sorted(a_rules_folder().loaded(tmp_path).rules) == ["too-few-months", "two-points"]


def test_a_definition_that_rests_on_itself_is_a_fault(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(DEFINITIONS, "is: maternity", "is: maternity and short_year")
    assert folder.faults(tmp_path)[0] == (
        "rules/alpha/definitions.yaml:2:3: definitions rest on each other: short_year → short_year"
    )


def test_a_circle_of_definitions_names_all_of_them(tmp_path: Path) -> None:
    other = f"  other:\n    of: staff\n    is: short_year\n    says: {BOTH}\n    cites: [{CITE}]\n"
    folder = a_rules_folder().changed(DEFINITIONS, "is: maternity", "is: other")
    folder = folder.having(DEFINITIONS, folder.files[DEFINITIONS] + other)
    (said,) = [fault for fault in folder.faults(tmp_path) if "rest on each other" in fault]
    assert said.count("→") == 2
    assert "other → short_year" in said or "short_year → other" in said


def test_a_definition_is_of_a_record_that_exists(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(DEFINITIONS, "of: staff", "of: staf")
    assert folder.faults(tmp_path)[0] == (
        "rules/alpha/definitions.yaml:3:9: there is no record `staf`; did you mean `staff`?"
    )


def test_a_definition_may_not_take_the_name_of_a_column(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(DEFINITIONS, "  short_year:", "  rating:")
    assert folder.faults(tmp_path)[0] == (
        "rules/alpha/definitions.yaml:2:3: the name `rating` is already used for something else; "
        "choose another"
    )


def test_a_reading_may_not_take_the_name_of_a_parameter(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(READINGS, "  counting:", "  best_grade:")
    assert folder.faults(tmp_path)[0] == (
        "rules/alpha/readings.yaml:2:3: the name `best_grade` is already used for something else; "
        "choose another"
    )


def test_the_fault_in_vietnamese_has_the_same_place(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(RULE, "when: short_year", "when: shrt_year")
    assert folder.faults(tmp_path, "vi") == [
        "rules/alpha/too-few-months.yaml:7:7: `staff` không có cột hay định nghĩa `shrt_year`; "
        "có phải bạn định viết `short_year`?"
    ]


def test_a_missing_message_hides_no_fault_of_an_expression(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(RULE, "severity: violation\n", "severity: grave\n")
    folder = folder.changed(RULE, "months_worked - 1", "months_wrked - 1")
    faults = folder.faults(tmp_path)
    assert len([fault for fault in faults if "grave" in fault]) == 1
    assert len([fault for fault in faults if "`months_wrked`" in fault]) == 1


def test_a_file_of_names_at_fault_makes_none_of_its_names_unknown(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(DEFINITIONS, "of: staff\n", "off: staff\n")
    faults = folder.faults(tmp_path)
    assert [fault for fault in faults if "short_year" in fault and "no column" in fault] == []
    assert any("`off`" in fault for fault in faults)


def test_an_empty_name_is_a_fault(tmp_path: Path) -> None:
    faults = a_rules_folder().changed(RULE, "title: ", "title: {vi: '', en: x} #").faults(tmp_path)
    assert any("`vi` must not be empty" in fault for fault in faults)


def test_a_default_of_a_pack_is_one_of_the_alternatives(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(
        READINGS, "default: whole\n", "default: whole\n    default_in: {beta: hlf}\n"
    )
    (fault,) = folder.faults(tmp_path)
    assert fault.startswith("rules/alpha/readings.yaml:5:24: ")
    assert "`half`" in fault


def test_a_default_is_given_to_a_pack_that_there_is(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(
        READINGS, "default: whole\n", "default: whole\n    default_in: {betta: half}\n"
    )
    assert folder.faults(tmp_path) == [
        "rules/alpha/readings.yaml:5:18: there is no pack `betta`; did you mean `beta`?"
    ]
