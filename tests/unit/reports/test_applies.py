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


def test_each_provision_is_told_with_its_own_confidence() -> None:
    vi, en = said("CC", "2024-12-14").splitlines(), said("CC", "2024-12-14", "en").splitlines()
    (cap,) = [line for line in vi if "Điều 56 khoản 2" in line and line.startswith("  Căn cứ")]
    assert cap.endswith("[độ chắc chắn của nguồn: có khả năng]")
    (change,) = [line for line in vi if "Điều 1 Nghị định 48/2023/NĐ-CP" in line]
    assert change.endswith("[độ chắc chắn của nguồn: chắc chắn]")
    assert "  Độ chắc chắn của câu trả lời: chắc chắn" in vi
    (cap,) = [line for line in en if "Article 56 clause 2" in line]
    assert cap.startswith("  Provision: ")
    assert cap.endswith("[confidence of the source: probable]")
    assert "  Confidence of this answer: certain" in en


def test_a_note_is_no_provision() -> None:
    vi, en = said("CC", "2024-12-14").splitlines(), said("CC", "2024-12-14", "en").splitlines()
    assert "  Ghi chú: Nghị định 48/2023/NĐ-CP có hiệu lực từ 15/9/2023." in vi
    assert "  Note: Decree 48/2023/NĐ-CP took effect on 15 September 2023." in en
    provisions = [line for line in en if line.startswith("  Provision: ")]
    assert all("confidence of the source: " in line for line in provisions)


def test_a_hole_is_told_with_its_reason() -> None:
    words = said("CB", "2026-07-01", "en")
    assert words.startswith("CB (cadre) on 2026-07-01: no law in the packs governs")
    assert "Decree 233/2026/NĐ-CP" in words


def test_both_laws_of_the_end_of_2026_are_told_with_what_decides() -> None:
    first, *rest = said("VC", "2026-12-14", "en").splitlines()
    assert first == "VC (public employee) on 2026-12-14: Decree 233/2026/NĐ-CP"
    (apart,) = [number for number, line in enumerate(rest) if line.startswith("But of: ")]
    assert "own_regulation_on" in rest[apart]
    assert "decree-233-2026" in "\n".join(rest[:apart])
    fallback = "\n".join(rest[apart + 1 :])
    assert fallback.startswith("VC (public employee) on 2026-12-14: The unit's regulation under")
    for piece in ("decree-90-2020", "2026-07-01 – 2027-01-14", "2026-06-30", "probable"):
        assert piece in fallback
    assert "Article 20 clause 1 of Decree 233/2026/NĐ-CP" in fallback


def test_one_law_is_told_once_the_round_of_2026_is_over() -> None:
    assert "But of" not in said("VC", "2027-01-15", "en")
    assert "But of" not in said("CC", "2026-12-14", "en")


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
