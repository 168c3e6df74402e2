"""One slip in a pack is one fault: what follows from it is not told, what it would hide is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.packs.folder import a_rules_folder

if TYPE_CHECKING:
    from pathlib import Path

RULE = "alpha/too-few-months.yaml"
DEFINITIONS = "alpha/definitions.yaml"
PARAMETERS = "alpha/parameters.yaml"
READINGS = "alpha/readings.yaml"
REVERSED = "in_force: {from: 2024-12-31, to: 2020-01-01}"
DAYS = "in_force: {from: 2020-01-01, to: 2024-12-31}"


def codes(faults: list[str]) -> list[str]:
    """Return where each fault stands."""
    return [fault.partition(": ")[0] for fault in faults]


def test_a_wrong_word_hides_no_days_in_the_wrong_order(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(RULE, "confidence: certain", "confidence: certan")
    faults = folder.changed(RULE, DAYS, REVERSED).faults(tmp_path)
    assert codes(faults) == [f"rules/{RULE}:3:46", f"rules/{RULE}:5:34"]
    assert "the last day 2020-01-01 is before the first day 2024-12-31" in faults[1]


@pytest.mark.parametrize("judges", ["staf", "people"])
def test_a_wrong_record_hides_no_unknown_act_and_no_days(judges: str, tmp_path: Path) -> None:
    folder = a_rules_folder().changed(RULE, "judges: staff", f"judges: {judges}")
    folder = folder.changed(RULE, "act: 1/LAW", "act: 3/LAW").changed(RULE, DAYS, REVERSED)
    assert codes(folder.faults(tmp_path)) == [
        f"rules/{RULE}:3:15",
        f"rules/{RULE}:5:34",
        f"rules/{RULE}:6:9",
    ]


def test_a_missing_part_hides_none_of_the_others(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(RULE, "remedy: {vi: có, en: yes}\n", "")
    folder = folder.changed(RULE, "id: too-few-months", "id: too-many-months")
    folder = folder.changed(RULE, "{spare}", "{spair}").changed(RULE, "act: 1/LAW", "act: 3/LAW")
    folder = folder.changed(RULE, "when: short_year", "when: shrt_year\ncriteria_of: HTXS")
    faults = folder.faults(tmp_path)
    said = ("`remedy` is required", "name the file", "`3/LAW`", "`shrt_year`", "`HTXS`", "{spair}")
    assert len(faults) == len(said)
    assert all(any(one in fault for fault in faults) for one in said)


def test_an_uncertain_source_is_seen_in_a_rule_at_fault(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(RULE, "confidence: certain", "confidence: uncertain")
    folder = folder.changed(RULE, "why: {vi: có, en: yes}\n", "")
    assert any("never more than a `notice`" in fault for fault in folder.faults(tmp_path))


def test_a_mistyped_key_is_one_fault(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(RULE, "message:", "mesage:")
    (fault,) = folder.faults(tmp_path)
    assert fault.startswith(f"rules/{RULE}:13:1: the key `mesage` means nothing here")
    assert fault.endswith("did you mean `message`?")


def test_what_a_mistyped_key_holds_is_checked(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(RULE, "message:", "mesage:").changed(RULE, "{spare}", "{x}")
    assert codes(folder.faults(tmp_path)) == [f"rules/{RULE}:13:1", f"rules/{RULE}:13:14"]


@pytest.mark.parametrize(
    ("file", "key"),
    [(DEFINITIONS, "definitions"), (PARAMETERS, "parameters"), (READINGS, "readings")],
)
def test_a_mistyped_heading_makes_none_of_its_names_unknown(
    file: str, key: str, tmp_path: Path
) -> None:
    folder = a_rules_folder().changed(file, f"{key}:", f"{key[:-1]}z:")
    assert codes(folder.faults(tmp_path)) == [f"rules/{file}:1:1"]


@pytest.mark.parametrize("file", [DEFINITIONS, PARAMETERS, READINGS, "acts.yaml"])
@pytest.mark.parametrize("wrong", ["x: [\n", "  - y\n"])
def test_a_file_that_is_no_yaml_makes_none_of_its_names_unknown(
    file: str, wrong: str, tmp_path: Path
) -> None:
    folder = a_rules_folder()
    faults = folder.having(file, folder.files[file] + wrong).faults(tmp_path)
    assert [fault for fault in faults if "not readable as YAML" not in fault] == []
    assert len(faults) == 1


def test_a_list_of_acts_that_is_missing_is_one_fault(tmp_path: Path) -> None:
    assert a_rules_folder().lacking("acts.yaml").faults(tmp_path) == [
        "rules/acts.yaml: this file is missing"
    ]


def test_an_act_at_fault_can_be_cited(tmp_path: Path) -> None:
    folder = a_rules_folder().changed("acts.yaml", "name: {vi: Luật 1, en: Law 1}", "name: {vi: L}")
    assert codes(folder.faults(tmp_path)) == ["rules/acts.yaml:3:11"]


@pytest.mark.parametrize(
    ("out", "put"), [("id: alpha", "ident: alpha"), ("title:", "x: ["), ("id: alpha", "id: beta")]
)
def test_a_header_at_fault_makes_neither_pack_nor_names_unknown(
    out: str, put: str, tmp_path: Path
) -> None:
    faults = a_rules_folder().changed("alpha/pack.yaml", out, put).faults(tmp_path)
    assert {fault.partition(":")[0] for fault in faults} <= {
        "rules/alpha/pack.yaml",
        "rules/beta/pack.yaml",  # two packs may not have one name
    }


def test_a_let_at_fault_is_one_fault_wherever_it_is_used(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(RULE, "spare: months_worked - 1", "spare: months_wrked - 1")
    folder = folder.changed(RULE, "share: months_worked / 12", "share: spare / 12\n  rest: share")
    (fault,) = folder.faults(tmp_path)
    assert "`months_wrked`" in fault


def test_a_definition_at_fault_is_checked_in_itself(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(
        DEFINITIONS, "    says: {vi: có, en: yes}\n    cites", "    cites"
    )
    folder = folder.changed(DEFINITIONS, "is: months_worked", "is: months_wrked")
    folder = folder.changed(DEFINITIONS, "is: maternity", "is: maternty")
    folder = folder.changed(DEFINITIONS, "act: 1/LAW", "act: 3/LAW")
    faults = folder.faults(tmp_path)
    said = ("`says` is required", "`months_wrked`", "`maternty`", "`3/LAW`")
    assert len(faults) == len(said)
    assert all(any(one in fault for fault in faults) for one in said)


def test_a_parameter_at_fault_hides_no_fault_of_another(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(PARAMETERS, "unit: months", "unit: mouths")
    folder = folder.changed(PARAMETERS, "value: HTNV", "value: HTNN")
    assert codes(folder.faults(tmp_path)) == [
        f"rules/{PARAMETERS}:4:11",
        f"rules/{PARAMETERS}:14:35",
    ]


def test_a_circle_hides_no_fault_of_the_other_definitions(tmp_path: Path) -> None:
    text = a_rules_folder().files[DEFINITIONS]
    both = "{vi: có, en: yes}"
    cites = "[{act: 1/LAW, article: 2, confidence: certain}]"
    other = "  {0}:\n    of: staff\n    is: {1}\n    says: " + both.replace("{", "{{").replace(
        "}", "}}"
    )
    other += "\n    cites: " + cites.replace("{", "{{").replace("}", "}}") + "\n"
    text += other.format("one", "two") + other.format("two", "one")
    text += other.format("three", "months_wrked > 2") + other.format("four", "one or three")
    faults = a_rules_folder().having(DEFINITIONS, text).faults(tmp_path)
    assert len(faults) == 2
    assert any("rest on each other" in fault for fault in faults)
    assert any("`months_wrked`" in fault for fault in faults)


def test_the_table_of_laws_is_checked_beside_the_fault_of_an_entry(tmp_path: Path) -> None:
    folder = a_rules_folder().changed("applies.yaml", "confidence: probable", "confidence: maybe")
    basis = "packs: [alpha], basis: [{act: 4/LAW}],"
    folder = folder.changed("applies.yaml", "packs: [alpha],", basis)
    assert len(folder.faults(tmp_path)) == 2


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (
            "alpha/other.yml",
            "a file that ends in `.yml` is not read; rename it to `other.yaml`",
        ),
        (
            "alpha/other.YAML",
            "a file that ends in `.YAML` is not read; rename it to `other.yaml`",
        ),
        (
            "aplies.yaml",
            "this file is not read: beside the packs there are only `acts.yaml`, `applies.yaml`; "
            "move it into a pack; did you mean `applies.yaml`?",
        ),
    ],
)
def test_a_file_without_effect_is_a_fault(file: str, said: str, tmp_path: Path) -> None:
    faults = a_rules_folder().having(file, "id: x\n").faults(tmp_path)
    assert faults == [f"rules/{file}: {said}"]


def test_a_folder_inside_a_pack_is_a_fault(tmp_path: Path) -> None:
    (fault,) = a_rules_folder().having("alpha/more/other.yaml", "id: x\n").faults(tmp_path)
    assert fault.startswith("rules/alpha/more: a folder inside a pack is not read")


def test_a_folder_without_a_header_is_a_fault(tmp_path: Path) -> None:
    folder = a_rules_folder()
    rule = folder.files[RULE].replace("too-few-months", "too-old")
    assert folder.having("gamma/too-old.yaml", rule).faults(tmp_path) == [
        "rules/gamma: the folder `rules/gamma` has no `pack.yaml`, so it is no rule pack; "
        "add that file (`id`, `title`), or move the folder elsewhere"
    ]


def test_a_header_with_the_wrong_ending_makes_nothing_else_unknown(tmp_path: Path) -> None:
    folder = a_rules_folder()
    header = folder.files["alpha/pack.yaml"]
    faults = folder.lacking("alpha/pack.yaml").having("alpha/pack.yml", header).faults(tmp_path)
    assert codes(faults) == ["rules/alpha", "rules/alpha/pack.yml"]


def test_what_is_no_yaml_may_lie_beside_the_rules(tmp_path: Path) -> None:
    folder = a_rules_folder().having("README.md", "words").having("alpha/notes.txt", "words")
    assert sorted(folder.having("docs/page.md", "words").loaded(tmp_path).packs) == [
        "alpha",
        "beta",
    ]
