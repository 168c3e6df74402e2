"""What a group under a limit tells of itself."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.exact import Range
from cbccvc_rules.model.answers import Quota
from cbccvc_rules.model.finding import Verdict

if TYPE_CHECKING:
    from cbccvc_rules.trace import Value

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("measured", "told"),
    [
        (Fraction(2, 5), Fraction(2, 5)),
        (Range(HALF, Fraction(3, 4)), Range(HALF, Fraction(3, 4))),
        (Range(HALF, Fraction(5, 4)), Range(HALF, 1)),
        (Range(HALF, None), Range(HALF, 1)),
        (Range(1, 2), 1),
        (Range(2, 3), Range(2, 3)),  # no share of a whole at all: nothing is put right in silence
        (Fraction(5, 4), Fraction(5, 4)),
        (None, None),
    ],
)
def test_a_share_that_is_not_known_yet_is_at_most_the_whole(measured: Value, told: Value) -> None:
    measures: dict[str, Value] = {"given": 3, "allowed": 1, "share": measured}
    one = Quota("r", "G", None, "U", (), measures, Verdict.UNKNOWN, {}, frozenset())
    assert one.share == told
    assert "share" in one.measures
