"""Whatever the rule and the round, every engine says what the reference engine says."""

from __future__ import annotations

import pytest

from properties.engines import INSTALLED, differences, drawn, said

OTHERS = [name for name in INSTALLED if name != "reference"]


@pytest.mark.parametrize("engine", OTHERS)
@pytest.mark.parametrize("seed", range(1_000, 1_012))
def test_an_engine_says_what_the_reference_engine_says(seed: int, engine: str) -> None:
    lines, meant = differences(engine, seed, bodies=30)
    assert lines == []
    assert meant


def test_what_is_drawn_reaches_every_verdict() -> None:
    found = {
        verdict
        for seed in range(1_000, 1_012)
        for *_, verdict in said("reference", *drawn(seed, bodies=30))
    }
    assert found == {"kept", "broken", "unknown", "not_applicable"}


def test_one_seed_draws_one_round() -> None:
    once, again = (said("reference", *drawn(7, bodies=3)) for _ in range(2))
    assert once == again
