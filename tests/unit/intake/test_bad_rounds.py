"""Tiny bad rounds, each kept with exactly what is said of it in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from cbccvc_rules.api.refusals import need_ratings
from cbccvc_rules.errors import BatchError, Problem
from cbccvc_rules.intake.read import read_batch
from cbccvc_rules.model.scale import Labels
from cbccvc_rules.sources import LANGS

BAD = Path(__file__).parent / "bad"
ROUNDS = sorted(path for path in BAD.iterdir() if path.suffix != ".txt")


def problems_of(path: Path) -> tuple[str, tuple[Problem, ...]]:
    """Return whether a round can be checked or is refused, and its problems."""
    try:
        period = None if path.is_dir() else "2024"
        batch = read_batch(path, Labels(), period=period)
        need_ratings(batch)
        return "read", batch.problems
    except BatchError as error:
        return "refused", error.problems


def said_of(path: Path) -> str:
    outcome, problems = problems_of(path)
    lines = [outcome]
    for lang in LANGS:
        lines += ["", *(f"{one.severity} {one.say(lang)}" for one in problems)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", ROUNDS, ids=lambda path: path.stem)
def test_a_bad_round_is_told_what_is_wrong_with_it(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert said_of(path) == expected


def test_every_expectation_belongs_to_a_round() -> None:
    names = {path.stem for path in ROUNDS}
    assert {path.stem for path in BAD.glob("*.txt")} == names
