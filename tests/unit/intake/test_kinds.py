"""The registry of kinds of file."""

from __future__ import annotations

import pytest

from cbccvc_rules.intake.kinds import KINDS, kind_of, suffixes


def test_every_kind_goes_by_its_name() -> None:
    assert all(kind.name == name for name, kind in KINDS.items())


def test_no_ending_stands_for_two_kinds() -> None:
    assert len(set(suffixes())) == len(suffixes())


@pytest.mark.parametrize("suffix", [".csv", ".CSV", ".tsv"])
def test_a_kind_is_found_by_its_ending(suffix: str) -> None:
    kind = kind_of(suffix)
    assert kind is not None
    assert kind.name == "csv"


def test_an_unknown_ending_stands_for_nothing() -> None:
    assert kind_of(".doc") is None
