"""The verbs: read, check, explain, applies, write; what is asked wins over what the round says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cbccvc_rules import (
    BatchError,
    CbccvcError,
    NoLawError,
    UsageError,
    Verdict,
    applies,
    check,
    explain,
    read,
    write,
)
from cbccvc_rules.api import FORMATS, judged_subjects, related_subjects, write_text
from unit.api.people import RULE, SHARE, a_batch, a_person, of_shares, only, verdicts

FIRST = date(2023, 9, 15)
EXAMPLE = Path(__file__).parents[3] / "examples" / "01-phong-ban-2024"


def test_a_path_may_be_a_text_or_a_path() -> None:
    assert read(EXAMPLE) == read(str(EXAMPLE))


def test_a_single_list_needs_a_period() -> None:
    assert read(EXAMPLE / "staff.csv", period="2024").period.text == "2024"
    with pytest.raises(BatchError, match="period"):
        read(EXAMPLE / "staff.csv")


def test_what_is_asked_wins_over_the_header() -> None:
    batch = read(EXAMPLE, period="2023", on=date(2023, 10, 1), stage="proposed")
    assert (batch.period.text, batch.on, batch.stage) == ("2023", date(2023, 10, 1), "proposed")


def test_the_share_is_exact_at_its_limit() -> None:
    assert verdicts(of_shares(1, 4), SHARE) == {}
    assert verdicts(of_shares(1, 3), SHARE) == {"U": "broken"}


def test_a_reading_can_turn_a_verdict() -> None:
    batch = of_shares(1, 3)
    assert verdicts(batch, SHARE, readings={"excellent_share_rounding": "half_up"}) == {}
    finding = only(batch, SHARE)
    assert finding.contested
    assert {"excellent_share_rounding": "half_up"} in [
        dict(flip.readings) for flip in finding.flips
    ]
    assert all(flip.verdict is not Verdict.BROKEN for flip in finding.flips)


def test_the_readings_taken_are_told() -> None:
    findings = check(of_shares(1, 3), readings={"excellent_share_rounding": "half_up"})
    assert findings.readings["excellent_share_rounding"] == "half_up"
    assert findings.readings["excellent_share_base"] == "all"


def test_readings_asked_for_win_over_those_of_the_round() -> None:
    batch = of_shares(1, 3, readings={"excellent_share_rounding": "half_up"})
    assert verdicts(batch, SHARE) == {}
    assert verdicts(batch, SHARE, readings={"excellent_share_rounding": "none"}) == {"U": "broken"}


def test_a_figure_can_be_set() -> None:
    batch = of_shares(1, 3)
    assert verdicts(batch, SHARE, parameters={"party_excellent_share": "25%"}) == {}


@pytest.mark.parametrize(("day", "rules"), [(date(2023, 9, 14), [RULE]), (FIRST, [SHARE, RULE])])
def test_the_day_decides_which_rules_are_in_force(day: date, rules: list[str]) -> None:
    found = check(a_batch(period="2023"), on=day, select=[SHARE, RULE])
    assert found == check(a_batch(period="2023", on=day), select=[SHARE, RULE])
    assert list(found.rules) == rules
    assert [one.rule for one in found.not_judged] == sorted({SHARE, RULE} - set(rules))


def test_a_rule_out_of_force_is_told_with_its_days() -> None:
    batch = a_batch(period="2023", on=date(2023, 9, 14))
    (told,) = check(batch, select=[SHARE, RULE]).not_judged
    assert told.reason.vi.startswith("không có hiệu lực vào ngày 14/09/2023; ")
    assert "chỉ có hiệu lực từ 15/09/2023" in told.reason.vi
    assert told.reason.en.startswith("not in force on 2023-09-14; in force from 2023-09-15")
    with pytest.raises(UsageError) as error:
        check(batch, select=[SHARE])
    assert [one.code for one in error.value.problems] == ["no-rule-left", "rule-not-judged"]
    assert "from 2023-09-15" in error.value.problems[1].say("en")
    assert "từ 15/09/2023" in error.value.problems[1].say("vi")


def test_a_rule_of_a_law_that_governs_nobody_here_is_told_so() -> None:
    (told,) = check(a_batch(), select=["civil-servant-above-unit-led", RULE]).not_judged
    assert (told.rule, "governs nobody" in told.reason.en) == ("civil-servant-above-unit-led", True)


def test_a_rule_that_is_ignored_was_not_forgotten() -> None:
    assert check(a_batch(), select=[SHARE, RULE], ignore=[SHARE]).not_judged == ()


def test_asking_changes_nothing_in_the_round() -> None:
    batch = a_batch()
    check(batch, on=date(2023, 9, 14), readings={"excellent_share_rounding": "half_up"})
    assert batch == a_batch()
    assert check(batch) == check(batch)


def test_findings_know_when_they_fail() -> None:
    clean, broken = check(a_batch()), check(a_batch(a_person(months_worked=5)))
    assert not clean.fails("violation")
    assert broken.fails("violation")
    assert broken.broken
    assert [one for one in broken.broken if one.verdict is not Verdict.BROKEN] == []


def test_a_finding_holds_its_defence() -> None:
    finding = only(a_batch(a_person(name="Lý Một", months_worked=5)))
    assert finding.subject.name == "Lý Một"
    assert finding.severity == "violation"
    assert finding.cites[0].text("vi").startswith("Điều 2 khoản 3")
    assert {place.heading for place in finding.places} >= {"months_worked", "rating"}
    assert finding.trace
    assert finding.message.vi
    assert "Lý Một" not in finding.message.vi + finding.message.en


@pytest.mark.parametrize(("lang", "word"), [("vi", "Căn cứ:"), ("en", "Provision:")])
def test_an_explanation_is_printed_in_the_language_asked_for(lang: str, word: str) -> None:
    finding = only(a_batch(a_person(months_worked=5)))
    assert word in str(explain(finding, lang))


def test_the_language_of_an_explanation_is_vietnamese_by_default() -> None:
    finding = only(a_batch(a_person(months_worked=5)))
    assert str(explain(finding)) == str(explain(finding, "vi"))


def test_the_law_of_a_day_can_be_asked_for() -> None:
    governs = applies("VC", date(2024, 12, 14))
    assert governs is not None
    assert governs.packs == ("decree-90-2020", "law-vc-2010")
    assert applies("VC", date(2020, 8, 19)) is None
    hole = applies("CB", date(2026, 7, 1))
    assert hole is not None
    assert (hole.packs, hole.hole is None) == ((), False)


def test_nobody_under_a_known_law_is_an_error_with_the_reason() -> None:
    with pytest.raises(NoLawError, match="90/2020"):
        check(a_batch(a_person(category="CB"), on=date(2026, 7, 1)))
    with pytest.raises(NoLawError, match="labour contracts"):
        check(a_batch(a_person(category="HD")))


def test_where_no_category_is_told_the_error_says_which_cells() -> None:
    with pytest.raises(NoLawError) as error:
        check(a_batch(a_person(category=None), a_person("B", category="??")))
    codes = {one.code for one in error.value.problems}
    assert codes == {"no-law", "category-missing", "cell-code-unknown"}


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ({"readings": {"deputy_cup": "none"}}, "`deputy_cap`"),
        ({"readings": {"deputy_cap": "nonee"}}, "`none`"),
        ({"packs": ["decree-90"]}, "`decree-90-2020`"),
        ({"select": ["rated-under-six-month"]}, f"`{RULE}`"),
        ({"ignore": ["rated-under-six-month"]}, f"`{RULE}`"),
        ({"parameters": {"party_share": "20%"}}, "`party_excellent_share`"),
        ({"engine": "referense"}, "`reference`"),
    ],
)
def test_what_does_not_exist_is_an_error_with_the_nearest_name(
    asked: dict[str, object], nearest: str
) -> None:
    with pytest.raises(UsageError, match=nearest):
        check(a_batch(), **asked)


def test_a_category_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(UsageError, match="`VC`"):
        applies("vc", date(2024, 12, 14))


def test_every_error_is_caught_as_one_kind() -> None:
    for wrong in ({"packs": ["x"]}, {"engine": "x"}, {"select": ["x"]}):
        with pytest.raises(CbccvcError) as error:
            check(a_batch(), **wrong)
        assert error.value.problems


def test_the_judged_subjects_are_people_units_and_groups() -> None:
    batch = a_batch(a_person(peer_group="Giáo viên"))
    assert judged_subjects(batch) == ("A", "U", "U/Giáo viên")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.txt", "text"),
        ("a.json", "json"),
        ("a.xml", "junit"),
        ("a.sarif", "sarif"),
        ("A.CSV", "csv"),
    ],
)
def test_the_ending_of_a_file_tells_its_format(tmp_path: Path, name: str, form: str) -> None:
    findings = check(a_batch(a_person(months_worked=5)))
    write(findings, tmp_path / name)
    written = (tmp_path / name).read_bytes().decode("utf-8")
    assert written == write_text(findings, form)


def test_a_format_that_is_named_wins_over_the_ending(tmp_path: Path) -> None:
    findings = check(a_batch())
    write(findings, str(tmp_path / "report.txt"), "json")
    assert json.loads((tmp_path / "report.txt").read_text(encoding="utf-8"))["schema_version"]


def test_a_format_that_does_not_exist_is_an_error_and_writes_nothing(tmp_path: Path) -> None:
    findings = check(a_batch())
    with pytest.raises(UsageError, match=r"`\.jsn`"):
        write(findings, tmp_path / "report.jsn")
    with pytest.raises(UsageError, match="`json`"):
        write_text(findings, "jsn")
    assert list(tmp_path.iterdir()) == []


def test_a_name_without_an_ending_is_a_text(tmp_path: Path) -> None:
    findings = check(a_batch())
    write(findings, tmp_path / "report")
    assert (tmp_path / "report").read_text(encoding="utf-8") == write_text(findings, "text")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_the_same_twice(form: str) -> None:
    first, second = (check(read(EXAMPLE)) for _ in range(2))
    assert write_text(first, form) == write_text(second, form)


def test_only_text_and_page_name_people_unless_asked() -> None:
    findings = check(a_batch(a_person(name="Lý Một", months_worked=5)))
    assert "Lý Một" in write_text(findings, "text")
    assert "Lý Một" not in write_text(findings, "text", names=False)
    assert "Lý Một" in write_text(findings, "html")
    assert "Lý Một" not in write_text(findings, "html", names=False)
    assert "Lý Một" not in write_text(findings, "json")
    assert "Lý Một" in write_text(findings, "json", names=True)


def test_where_it_is_uncertain_that_a_law_applies_nothing_is_more_than_a_notice() -> None:
    """Cadres from 2026-01-01 to 2026-06-30: the sources leave open what governs them."""
    cadre = a_person("CB1", category="CB", months_worked=5)
    employee = a_person("VC1", months_worked=5)
    findings = check(a_batch(cadre, employee, on="2026-03-01"), select=[RULE])
    assert {one.subject.id: one.severity for one in findings.broken} == {
        "CB1": "notice",
        "VC1": "violation",
    }


def test_a_share_is_a_violation_if_the_law_is_certain_for_anybody_in_the_group() -> None:
    def severity(*categories: str) -> set[str]:
        people = [
            a_person(f"S{number}", category=category, rating="HTXSNV")
            for number, category in enumerate(categories)
        ]
        findings = check(a_batch(*people, on="2026-03-01"), select=[SHARE])
        return {one.severity for one in findings.broken}

    assert severity("CB", "CB") == {"notice"}
    assert severity("CB", "VC") == {"violation"}


def test_a_person_is_told_the_unit_and_the_groups_to_ask_about() -> None:
    units = [{"unit_id": "U", "kind": "administrative"}, {"unit_id": "P", "parent_id": "U"}]
    people = [a_person("A", unit_id="P", peer_group="g"), a_person("B", category="HD")]
    batch = a_batch(*people, units=units)
    assert related_subjects(batch, "A", "staff") == ("A",)
    assert related_subjects(batch, "A", "unit") == ("P",)
    assert related_subjects(batch, "A", "group") == ("U", "U/g", "P", "P/g")
    assert related_subjects(batch, "U", "staff") == ("A",)
    assert related_subjects(batch, "U/g", "unit") == ("U",)
    assert related_subjects(batch, "B", "group") == ()
    assert related_subjects(batch, "A", "batch") == ()
