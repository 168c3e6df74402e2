"""`cbccvc sensitivity`: findings that hang on a reading, and the round under other readings."""

from __future__ import annotations

import json

from unit.cli.rounds import EXAMPLE, run


def test_what_hangs_on_a_reading_is_told_in_both_languages() -> None:
    vi, en = run("sensitivity", EXAMPLE), run("sensitivity", EXAMPLE, "--lang", "en")
    assert (vi.exit_code, vi.stderr) == (0, "")
    for done in (vi, en):
        assert "excellent_share_rounding=half_up" in done.stdout
        assert "deputy_cap=none" in done.stdout


def test_a_whole_set_is_looked_at_as_one() -> None:
    asked = ("--set", "excellent_share_base=good,cap_level=every_unit", "--format", "json")
    done = run("sensitivity", EXAMPLE, *asked)
    (outlook,) = json.loads(done.stdout)["sets"]
    assert outlook["readings"] == {"excellent_share_base": "good", "cap_level": "every_unit"}
    assert outlook["changed"]
    assert "Hoàng Gia Phúc" not in done.stdout


def test_a_set_that_cannot_be_read_is_2() -> None:
    for wrong in ("excellent_share_base", "x=y"):
        done = run("sensitivity", EXAMPLE, "--set", wrong)
        assert (done.exit_code, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
