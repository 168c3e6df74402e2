"""What hangs on a reading, and what a round looks like under another set of them."""

from __future__ import annotations

import pytest

from cbccvc_rules import UsageError, Verdict, check, sensitivity
from unit.api.people import SHARE, a_batch, a_person, of_shares


def test_a_finding_names_the_readings_of_its_rule_and_those_that_turn_it() -> None:
    """2 of 8 is a fifth and a half person: half up allows it."""
    found = sensitivity(of_shares(2, 6))
    (swing,) = [one for one in found.swings if one.finding.rule == SHARE]
    assert not swing.firm
    assert swing.readings["excellent_share_rounding"] == "none"
    assert {"excellent_share_rounding": "half_up"} in [
        dict(flip.readings) for flip in swing.finding.flips
    ]


def test_each_change_that_turns_a_finding_is_looked_at_by_itself() -> None:
    found = sensitivity(of_shares(2, 6))
    turned = {tuple(one.readings.items()): one.turned for one in found.outlooks}
    (gone,) = turned[(("excellent_share_rounding", "half_up"),)]
    assert (gone.finding.rule, gone.before, gone.after) == (SHARE, Verdict.BROKEN, None)
    assert all(turned.values())


def test_a_set_is_the_round_checked_under_it() -> None:
    """3 of 18 is under a fifth of all, and over a fifth of the 10 rated good."""
    grades = ["HTXSNV"] * 3 + ["HTTNV"] * 10 + ["HTNV"] * 5
    batch = a_batch(*(a_person(f"S{at}", rating=grade) for at, grade in enumerate(grades)))
    chosen = {"excellent_share_base": "good", "cap_level": "every_unit"}
    (outlook,) = sensitivity(batch, sets=[chosen]).outlooks
    there, here = check(batch, readings=chosen), check(batch)
    assert outlook.severities["violation"] == len(there.broken) - len(
        [one for one in there.broken if one.severity != "violation"]
    )
    assert {one.finding.fingerprint for one in outlook.turned if one.after is Verdict.BROKEN} == {
        one.fingerprint for one in there.broken
    } - {one.fingerprint for one in here.broken}


def test_a_set_that_changes_nothing_is_told_as_such() -> None:
    (outlook,) = sensitivity(of_shares(0, 5), sets=[{"discipline_date": "effective"}]).outlooks
    assert outlook.turned == ()


def test_a_set_with_an_unknown_alternative_is_refused() -> None:
    with pytest.raises(UsageError, match="none"):
        sensitivity(of_shares(1, 4), sets=[{"excellent_share_rounding": "non"}])
