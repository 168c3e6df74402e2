"""Every format tells the same findings, all of them, and nobody's name unasked."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from junitparser import JUnitXml

from cbccvc_rules import check, read
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.discreet import stand_in
from cbccvc_rules.reports.entries import entries, line_of, path_of, printable
from cbccvc_rules.reports.kinds import KINDS, MACHINE, shown_in
from cbccvc_rules.sources import Place
from golden.outputs import EXAMPLES
from unit.reports.rounds import a_person, findings, hostile

if TYPE_CHECKING:
    from collections.abc import Callable

    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.sources import Lang

ROUNDS: dict[str, Callable[[], Findings]] = {
    "small": findings,
    "hostile": hostile,
    "example": lambda: check(read(EXAMPLES / "01-phong-ban-2024")),
    "all verdicts": lambda: check(read(EXAMPLES / "01-phong-ban-2024"), every_verdict=True),
}


def in_json(words: str) -> int:
    return len(json.loads(words)["findings"])


def in_csv(words: str) -> int:
    rows = csv.DictReader(StringIO(words.removeprefix("\ufeff"), newline=""))
    return sum(row["kind"] == "finding" for row in rows)


def in_github(words: str) -> int:
    return sum(line.startswith("::") for line in words.splitlines())


def in_junit(words: str) -> int:
    """The lines of the cases: one a finding, whatever the case ended as."""
    cases = [case for suite in JUnitXml.fromstring(words.encode()) for case in suite]
    texts = [case.system_out or "" for case in cases]
    texts += [result.text for case in cases for result in case.result]
    return sum(len(text.split("\n")) for text in texts if text)


def in_sarif(words: str) -> int:
    return len(json.loads(words)["runs"][0]["results"])


def in_page(words: str | bytes) -> int:
    (told,) = re.findall('<script type="application/json" class="data">(.*?)</script>', str(words))
    return len(json.loads(told)["rows"])


@pytest.mark.parametrize("name", ROUNDS)
def test_every_format_holds_every_finding(name: str) -> None:
    found = ROUNDS[name]()
    number = len(found.findings)
    others = len(list(entries(found, Options()))) - number
    # Where ids are names, what machines read says so.
    more = len(list(entries(shown_in("github", found, None), Options()))) - number
    written = {form: report(found, Options()) for form, report in KINDS.items()}
    assert number > 0
    assert in_json(written["json"]) == number
    assert in_csv(written["csv"]) == number
    assert in_sarif(written["sarif"]) == number
    assert in_github(written["github"]) == number + more
    assert in_page(written["html"]) == number + others
    if name != "hostile":  # an id with a line break makes two lines of one finding
        assert in_junit(written["junit"]) == number + more


@pytest.mark.parametrize("form", sorted(set(KINDS) - {"text", "html", "docx", "xlsx"}))
def test_no_machine_format_names_people_unless_asked(form: str) -> None:
    assert "Họ Tên" not in KINDS[form](findings(), Options())
    assert "Họ Tên A" in KINDS[form](findings(), Options(names=True))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("form", ["csv", "github", "html", "junit", "sarif"])
def test_every_format_speaks_both_languages_and_tells_its_scope(form: str, lang: Lang) -> None:
    words = KINDS[form](findings(), Options(lang=lang))
    told = {"vi": "người được xét", "en": "people judged"}
    other = "en" if lang == "vi" else "vi"
    assert told[lang] in words
    assert told[other] not in words


@pytest.mark.parametrize("form", ["csv", "github", "junit", "sarif"])
def test_a_row_that_cannot_be_read_is_told_in_every_format(form: str) -> None:
    found = findings([a_person("A", months_worked="nhiều"), a_person("B")])
    (code,) = {one.code for one in found.problems if one.severity == "error"}
    assert code in KINDS[form](found, Options())


@pytest.mark.parametrize("form", ["csv", "github", "junit"])
def test_no_control_character_reaches_the_output(form: str) -> None:
    words = KINDS[form](hostile(), Options(names=True))
    assert printable(words) == words


def test_an_open_finding_is_placed_at_the_cell_it_waits_for() -> None:
    told = [one for one in entries(ROUNDS["example"](), Options()) if one.finding is not None]
    waiting = [one for one in told if one.finding.verdict is Verdict.UNKNOWN]
    assert waiting
    for one in waiting:
        assert one.place in [fact.place for fact in one.finding.missing]


def test_a_finding_on_a_person_is_placed_at_the_rating() -> None:
    (entry,) = [
        one
        for one in entries(ROUNDS["example"](), Options())
        if one.who == "CC009" and one.code == "transferred-without-comment"
    ]
    assert str(entry.place) == "staff.csv!AC10"


def test_a_file_is_found_from_the_folder_of_the_round_and_a_database_nowhere() -> None:
    cell = Place("staff.csv", 2, 3, heading="rating")
    assert path_of(cell, Options(folder="rounds/2024")) == "rounds/2024/staff.csv"
    assert path_of(cell, Options()) == "staff.csv"
    assert path_of(Place("postgresql://host/hr", 2), Options(folder="x")) is None


def test_only_a_text_has_lines() -> None:
    assert line_of(Place("staff.csv", 2, 3, heading="rating")) == 2
    assert line_of(Place("round.xlsx", 2, 3, "Sheet", "rating")) is None
    assert line_of(Place("staff.parquet", 2, 3, heading="rating")) is None
    assert line_of(Place("postgresql://host/hr", 2)) is None


def test_a_name_that_is_an_id_is_a_short_sign_to_machines() -> None:
    found = findings([a_person("Lê Thị Hoa", months_worked="4,5")])
    for form in sorted(MACHINE):
        assert "Lê Thị Hoa" not in KINDS[form](found, Options()), form
        assert stand_in("Lê Thị Hoa") in KINDS[form](found, Options()), form
        assert "names-for-ids" in KINDS[form](found, Options()), form
        assert "Lê Thị Hoa" in KINDS[form](found, Options(names=True)), form
    assert "Lê Thị Hoa" in KINDS["text"](found, Options())
