"""Which law governs, in words: instruments, packs, days and how sure; or why there is none."""

from __future__ import annotations

from datetime import date

import pytest

from cbccvc_rules import applies
from cbccvc_rules.api import library
from cbccvc_rules.reports.applies import applies_text
from cbccvc_rules.sources import LANGS, Lang


def said(category: str, day: str, lang: Lang = "vi") -> str:
    on = date.fromisoformat(day)
    return applies_text(category, on, applies(category, on), library().applies.before, lang)


def test_the_law_is_told_with_packs_days_and_confidence() -> None:
    first, *rest = said("VC", "2024-12-14").splitlines()
    assert first.startswith("VC (viên chức) ngày 14/12/2024: Nghị định 90/2020/NĐ-CP")
    below = "\n".join(rest)
    for piece in ("decree-90-2020, law-vc-2010", "15/09/2023 – 30/06/2026", "chắc chắn", "Căn cứ"):
        assert piece in below


def test_a_hole_is_told_with_its_reason() -> None:
    words = said("VC", "2026-07-01", "en")
    assert words.startswith("VC (public employee) on 2026-07-01: no law in the packs governs")
    assert "Decree 233/2026/NĐ-CP" in words


def test_a_day_before_the_table_has_a_reason_too() -> None:
    assert "56/2015/NĐ-CP" in said("CC", "2020-08-19")
    assert len(said("CC", "2020-08-19").splitlines()) == 1


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("category", ["CB", "CC", "VC", "HD"])
def test_no_placeholder_is_left(category: str, lang: Lang) -> None:
    for day in ("2020-08-19", "2024-12-14", "2030-01-01"):
        words = said(category, day, lang)
        assert not set(words) & set("{}")
        assert "None" not in words
