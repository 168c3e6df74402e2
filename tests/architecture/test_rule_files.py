"""Every rule file has its cases beside it, cites the law, and speaks both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from architecture.source import ROOT

if TYPE_CHECKING:
    from pathlib import Path

RULES = ROOT / "rules"
NOT_RULES = {
    "pack.yaml",
    "parameters.yaml",
    "readings.yaml",
    "definitions.yaml",
    "mutants.yaml",
    "proofs.yaml",
}
CASES = ".cases.yaml"


def packs(rules: Path) -> list[Path]:
    return sorted(file.parent for file in rules.glob("*/pack.yaml"))


def rule_files(rules: Path) -> list[Path]:
    return [
        file
        for pack in packs(rules)
        for file in sorted(pack.glob("*.yaml"))
        if file.name not in NOT_RULES and not file.name.endswith(CASES)
    ]


def read(file: Path) -> dict[str, object]:
    """Read a file as plain text values, in the simplest way there is."""
    loaded = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return loaded if isinstance(loaded, dict) else {}


def rule_faults(file: Path) -> list[str]:
    rule = read(file)
    found = [] if rule.get("id") == file.stem else ["id is not the file's name"]
    found += [] if rule.get("cites") else ["no citation"]
    for key in ("title", "message", "remedy", "why"):
        text = rule.get(key)
        said = text if isinstance(text, dict) else {}
        found += [f"no {key} in {lang}" for lang in ("vi", "en") if not said.get(lang)]
    beside = file.with_name(file.stem + CASES)
    if not beside.exists():
        found.append("no cases")
    elif read(beside).get("rule") != file.stem or not read(beside).get("cases"):
        found.append("its cases are empty or another rule's")
    return [f"{file.parent.name}/{file.name}: {fault}" for fault in found]


def stray_cases(rules: Path) -> list[str]:
    ruled = {file.with_name(file.stem + CASES) for file in rule_files(rules)}
    return [file.name for file in sorted(rules.rglob(f"*{CASES}")) if file not in ruled]


def a_pack(folder: Path, rule: str, cases: str | None) -> Path:
    pack = folder / "pack-of-one"
    pack.mkdir()
    (pack / "pack.yaml").write_text("id: pack-of-one\n", encoding="utf-8")
    (pack / "too-much.yaml").write_text(rule, encoding="utf-8")
    if cases is not None:
        (pack / "too-much.cases.yaml").write_text(cases, encoding="utf-8")
    return pack / "too-much.yaml"


BOTH = "{vi: có, en: yes}"
GOOD_RULE = "id: too-much\ncites: [{act: a}]\n" + "".join(
    f"{key}: {BOTH}\n" for key in ("title", "message", "remedy", "why")
)
GOOD_CASES = "rule: too-much\ncases: [{name: one}]\n"


def test_there_are_rules() -> None:
    assert rule_files(RULES) != []


def test_every_rule_file_is_whole() -> None:
    assert [fault for file in rule_files(RULES) for fault in rule_faults(file)] == []


def test_no_cases_stand_without_their_rule() -> None:
    assert stray_cases(RULES) == []


def test_every_folder_with_rules_is_a_pack() -> None:
    folders = {file.parent for file in RULES.glob("*/*.yaml")} - {RULES / "scales"}
    assert sorted(folders) == packs(RULES)


def test_a_whole_rule_has_no_faults(tmp_path: Path) -> None:
    file = a_pack(tmp_path, GOOD_RULE, GOOD_CASES)
    assert rule_files(tmp_path) == [file]
    assert rule_faults(file) == []


def test_a_rule_without_cases_is_caught(tmp_path: Path) -> None:
    file = a_pack(tmp_path, GOOD_RULE, None)
    assert rule_faults(file) == ["pack-of-one/too-much.yaml: no cases"]


def test_cases_that_are_empty_or_of_another_rule_are_caught(tmp_path: Path) -> None:
    file = a_pack(tmp_path, GOOD_RULE, "rule: other\ncases: [{name: one}]\n")
    assert len(rule_faults(file)) == 1
    (file.parent / "too-much.cases.yaml").write_text("rule: too-much\ncases: []\n", "utf-8")
    assert len(rule_faults(file)) == 1


def test_a_rule_without_citation_or_in_one_language_is_caught(tmp_path: Path) -> None:
    rule = GOOD_RULE.replace("cites: [{act: a}]\n", "").replace(
        f"message: {BOTH}", "message: {vi: có, en: ''}"
    )
    assert rule_faults(a_pack(tmp_path, rule, GOOD_CASES)) == [
        "pack-of-one/too-much.yaml: no citation",
        "pack-of-one/too-much.yaml: no message in en",
    ]


def test_a_rule_named_otherwise_than_its_file_is_caught(tmp_path: Path) -> None:
    rule = GOOD_RULE.replace("id: too-much", "id: too-little")
    assert rule_faults(a_pack(tmp_path, rule, GOOD_CASES)) != []


def test_cases_without_a_rule_are_caught(tmp_path: Path) -> None:
    a_pack(tmp_path, GOOD_RULE, GOOD_CASES)
    (tmp_path / "pack-of-one" / "gone.cases.yaml").write_text("rule: gone\n", encoding="utf-8")
    assert stray_cases(tmp_path) == ["gone.cases.yaml"]


# Numbers that are never one where the sentence is said.
NEVER_ONE = {
    "not-rated-without-ground",  # six months or more
    "public-employee-not-rated-without-ground",
    "six-months-worked-six-absent",
    "rated-above-cap-after-leave",  # three to under six months
    "pay-step-delayed",
}
COUNTED = re.compile(
    r"\{[a-z_:]*\} (?:\w+ )?"
    r"(?:people|units|months|tasks|targets|decisions|years|times|days|are|were)\b"
)


def test_no_english_sentence_counts_with_a_plural_that_one_would_make_wrong() -> None:
    odd = {
        file.stem
        for file in rule_files(RULES)
        for key in ("message", "remedy")
        if COUNTED.search(str(read(file)[key]["en"]))
    }
    assert odd == NEVER_ONE
