"""One round, several laws: each person is judged under their own, and the report says which."""

from __future__ import annotations

import json
from datetime import date

import pytest

from cbccvc_rules import Batch, Findings, NoLawError, check, permitted, quota
from cbccvc_rules.api import write_text

ON = date(2026, 12, 14)
SHARES = ["excellent-share", "civil-servant-excellent-share", "public-employee-excellent-share"]
NEW = {"unit_id": "NEW", "body": True, "rating": "HTTNV", "own_regulation_on": "2026-11-20"}
OLD = {"unit_id": "OLD", "body": True, "rating": "HTTNV", "own_regulation_on": ""}
OFFICE = {"unit_id": "SO", "body": True, "rating": "HTTNV", "own_regulation_on": ""}
Record = dict[str, object]


def people(prefix: str, unit: str, category: str, *grades: str, **more: object) -> list[Record]:
    return [
        {"staff_id": f"{prefix}{n}", "unit_id": unit, "category": category, "rating": grade, **more}
        for n, grade in enumerate(grades, 1)
    ]


def a_round(*staff: Record, units: list[Record] | None = None, **more: object) -> Batch:
    told = [NEW, OLD, OFFICE] if units is None else units
    return Batch.from_records(list(staff), told, period="2026", on=ON, **more)


def mixed(**more: object) -> Batch:
    """Two excellent to eight good in each of three bodies, each under a law of its own."""
    grades = ["HTXSNV"] * 2 + ["HTTNV"] * 8
    return a_round(
        *people("C", "SO", "CC", *grades),
        *people("N", "NEW", "VC", *grades),
        *people("O", "OLD", "VC", *grades),
        **more,
    )


def broken(findings: Findings) -> set[tuple[str, str]]:
    return {(one.rule, one.subject.id) for one in findings.broken}


def test_each_body_has_the_share_of_its_own_law_and_the_default_base_of_that_law() -> None:
    """On those rated good 2 of 8 is more than 20%; on the total of Decree 90/2020 it is 20%."""
    found = check(mixed(), select=SHARES)
    assert broken(found) == {
        ("civil-servant-excellent-share", "SO"),
        ("public-employee-excellent-share", "NEW"),
    }
    bases = {one.subject.id: one.measures["base"] for one in found.broken}
    assert bases == {"SO": 8, "NEW": 8}


def test_a_base_that_is_chosen_holds_for_every_law() -> None:
    assert broken(check(mixed(), select=SHARES, readings={"excellent_share_base": "all"})) == set()
    good = check(mixed(), select=SHARES, readings={"excellent_share_base": "good"})
    assert {subject for _, subject in broken(good)} == {"SO", "NEW", "OLD"}


def test_the_report_says_which_base_each_pack_took() -> None:
    report = json.loads(write_text(check(mixed(), select=SHARES), "json"))
    own = {"excellent_share_base": "good"}
    assert report["readings"]["excellent_share_base"] == "all"
    assert report["readings_by_pack"] == {"decree-335-2025": own, "decree-233-2026": own}
    alone = a_round(*people("C", "SO", "CC", "HTTNV"))
    report = json.loads(write_text(check(alone, select=SHARES), "json"))
    assert report["readings"]["excellent_share_base"] == "good"


@pytest.mark.parametrize(("base", "said"), [("all", True), ("good", True), (None, False)])
def test_a_base_that_is_chosen_is_told_at_the_top_of_the_report(
    base: str | None, said: bool
) -> None:
    chosen = {} if base is None else {"excellent_share_base": base}
    words = write_text(check(mixed(), select=SHARES, readings=chosen), "text", lang="en")
    assert ("excellent_share_base=" in words.split("\n\n")[0]) is said


def test_the_other_readings_of_a_finding_are_other_than_its_own_default() -> None:
    (one,) = [one for one in check(mixed(), select=SHARES).broken if one.subject.id == "SO"]
    assert {"excellent_share_base": "all"} in [dict(flip.readings) for flip in one.flips]
    assert all(flip.readings.get("excellent_share_base") != "good" for flip in one.flips)


def test_quotas_are_those_of_each_law() -> None:
    allowed = {one.group: (one.rule, one.measures["allowed"]) for one in quota(mixed())}
    assert allowed == {
        "SO": ("civil-servant-excellent-share", 1),
        "NEW": ("public-employee-excellent-share", 1),
        "OLD": ("excellent-share", 2),
    }


def test_the_instruments_and_packs_of_the_round_are_all_named() -> None:
    found = check(mixed())
    assert [one.en.partition(" (")[0] for one in found.instruments] == [
        "Decree 335/2025/NĐ-CP",
        "Decree 233/2026/NĐ-CP",
        "The unit's regulation under Decree 90/2020/NĐ-CP",
    ]
    assert {"decree-90-2020", "decree-233-2026", "decree-335-2025"} <= {
        one.id for one in found.packs
    }
    assert "law-vc-2010" not in {one.id for one in found.packs}


def test_what_is_lawful_follows_the_law_of_each_person() -> None:
    batch = a_round(
        *people("C", "SO", "CC", "HTTNV", score=91, months_worked=5),
        *people("N", "NEW", "VC", "HTTNV", score=75, months_worked=5, leave_months=0),
        *people("O", "OLD", "VC", "HTTNV", score=75, months_worked=5, maternity=False),
    )
    found = {one.id: one for one in permitted(batch)}
    why = {key: {not_.rule for not_ in one.excluded} for key, one in found.items()}
    assert not any(rule.startswith(("rated-", "public-")) for rule in why["C1"])
    assert "public-employee-score-below-grade" in why["N1"]
    assert "public-employee-rated-under-six-months" not in why["O1"]
    assert "rated-under-six-months" in why["O1"]


def test_the_head_of_a_unit_is_bound_by_the_decree_or_by_the_directive_alone() -> None:
    rules = ["public-employee-head-above-unit", "leader-above-unit-led"]
    heads = [
        *people("C", "SO", "CC", "HTXSNV", role="head"),
        *people("N", "NEW", "VC", "HTXSNV", role="head"),
        *people("O", "OLD", "VC", "HTXSNV", role="head"),
    ]
    found = {one.subject.id: one for one in check(a_round(*heads), select=rules).broken}
    assert {key: one.severity for key, one in found.items()} == {
        "C1": "warning",
        "N1": "violation",
        "O1": "warning",
    }
    acts = {key: {cite.act for cite in one.cites} for key, one in found.items()}
    assert acts["C1"] == acts["O1"] == {"Chỉ thị"}
    assert acts["N1"] == {"Chỉ thị", "233/2026/NĐ-CP"}


def test_of_whom_the_regulation_is_not_known_nobody_is_judged_and_the_others_are() -> None:
    unsure = {"unit_id": "X", "body": True, "rating": "HTTNV", "own_regulation_on": "cuối năm"}
    staff = [*people("N", "NEW", "VC", "HTTNV"), *people("X", "X", "VC", "HTTNV")]
    found = check(a_round(*staff, units=[NEW, unsure]))
    assert [(one.id, one.outside) for one in found.not_governed] == [("X1", False)]
    assert "own_regulation_on" in found.not_governed[0].reason.en
    assert found.judged == 1
    assert found.fails("violation")


def test_without_the_column_nobody_can_be_judged_and_it_is_named() -> None:
    staff = people("N", "NEW", "VC", "HTTNV")
    with pytest.raises(NoLawError, match="own_regulation_on"):
        check(a_round(*staff, units=[{"unit_id": "NEW"}]))
    with pytest.raises(NoLawError, match="own_regulation_on"):
        check(Batch.from_records(staff, None, period="2026", on=ON))


def test_totals_fall_under_the_law_of_their_unit() -> None:
    counts = [
        {"unit_id": unit, "category": category, "total": 10, "HTXSNV": 2, "HTTNV": 8}
        for unit, category in (("NEW", "VC"), ("OLD", "VC"), ("SO", "CC"))
    ]
    batch = Batch.from_records(None, [NEW, OLD, OFFICE], None, counts, period="2026", on=ON)
    found = check(batch, select=SHARES)
    assert broken(found) == {
        ("civil-servant-excellent-share", "SO"),
        ("public-employee-excellent-share", "NEW"),
    }
    assert {one.en[:6] for one in found.instruments} == {"Decree", "The un"}


def test_totals_whose_law_is_not_known_are_told() -> None:
    counts = [{"unit_id": "X", "category": "VC", "total": 10, "HTXSNV": 2, "HTTNV": 8}]
    with pytest.raises(NoLawError, match="own_regulation_on"):
        check(Batch.from_records(None, [{"unit_id": "X"}], None, counts, period="2026", on=ON))


def test_a_decision_of_another_day_under_the_same_law_is_no_notice() -> None:
    staff = people("N", "NEW", "VC", "HTTNV", decided_on="2027-02-01")
    codes = {one.code for one in check(a_round(*staff)).problems}
    assert "decided-under-other-law" not in codes
    staff = people("N", "NEW", "VC", "HTTNV", decided_on="2026-06-30")
    codes = {one.code for one in check(a_round(*staff)).problems}
    assert "decided-under-other-law" in codes


def test_findings_under_an_older_regulation_name_the_clause_that_still_lets_it_bind() -> None:
    """Điều 20 khoản 1 Nghị định 233/2026/NĐ-CP, for people and bodies under it, and them alone."""
    months = {"months_worked": 5}
    grades = ["HTXSNV"] * 3 + ["HTTNV"] * 7
    batch = a_round(
        *people("N", "NEW", "VC", "HTTNV", **months),
        *people("O", "OLD", "VC", *grades, leave_months=0, maternity=False, **months),
    )
    found = check(batch)
    older = {
        one.subject.id: {cite.provision("vi"): cite.confidence for cite in one.cites}
        for one in found.broken
        if one.rule in {"rated-under-six-months", "excellent-share"}
    }
    assert set(older) == {"OLD", *(f"O{n}" for n in range(1, 11))}
    assert {cites["Điều 20 khoản 1"] for cites in older.values()} == {"probable"}
    others = [
        one for one in found.broken if one.subject.id == "N1" or "Chỉ thị" in one.cites[0].act
    ]
    assert others
    assert not any(
        cite.provision("vi") == "Điều 20 khoản 1" for one in others for cite in one.cites
    )


def test_an_excluded_grade_names_the_clause_too() -> None:
    (one,) = permitted(
        a_round(*people("O", "OLD", "VC", "HTTNV", months_worked=5, maternity=False))
    )
    assert "Điều 20 khoản 1" in {
        cite.provision("vi") for excluded in one.excluded for cite in excluded.cites
    }
