"""What is in keeping only as the law is read here is said, with the reading that would break it."""

from __future__ import annotations

from cbccvc_rules import Findings, Verdict, check
from unit.api.people import SHARE, Record, a_batch, a_person


def rated(*grades: str) -> Findings:
    """Judge one peer group with these grades by the rule on shares."""
    staff = [
        a_person(f"A{number}", peer_group="G", rating=grade) for number, grade in enumerate(grades)
    ]
    units: list[Record] = [{"unit_id": "U", "body": True}]
    return check(a_batch(*staff, units=units), select=[SHARE])


def test_a_share_kept_of_all_rated_but_over_of_those_rated_good_hinges_on_the_base() -> None:
    """3 of 18 is under a fifth of all; of the 10 rated good it is over."""
    findings = rated(*["HTXSNV"] * 3, *["HTTNV"] * 10, *["HTNV"] * 5)
    assert findings.findings == ()
    readings = {
        (hinge.subject.id, flip.readings["excellent_share_base"])
        for hinge in findings.hinges
        for flip in hinge.flips
    }
    assert ("U", "good") in readings
    assert ("U/G", "good") in readings
    assert {hinge.verdict for hinge in findings.hinges} == {Verdict.KEPT}


def test_a_share_kept_however_it_is_read_hinges_on_nothing() -> None:
    assert rated(*["HTXSNV"], *["HTTNV"] * 20).hinges == ()


def test_a_broken_rule_is_a_finding_and_no_hinge() -> None:
    findings = rated(*["HTXSNV"] * 9, "HTTNV")
    assert {one.verdict for one in findings.findings} == {Verdict.BROKEN}
    assert findings.hinges == ()
