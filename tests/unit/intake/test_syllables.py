"""The grammar of syllables knows every word of our own Vietnamese, and not what is none."""

from __future__ import annotations

import unicodedata

import pytest

from cbccvc_rules.intake.syllables import is_abbreviation, is_syllable, words
from cbccvc_rules.sources import packaged_rules

# Names of places are the only words of the rules that are no syllables of Vietnamese itself.
OF_OTHER_TONGUES = {"đắk", "lắk"}
SHORTENED = {"đ", "httốt"}


def test_every_word_of_the_rules_is_a_syllable() -> None:
    told = {
        word
        for path in packaged_rules().rglob("*.yaml")
        for word in words(unicodedata.normalize("NFC", path.read_text(encoding="utf-8")))
        if word.isalpha() and not is_abbreviation(word)
    }
    assert len(told) > 500
    odd = {word for word in told if not is_syllable(word)}
    assert {word.casefold() for word in odd} <= OF_OTHER_TONGUES | SHORTENED


@pytest.mark.parametrize(
    "word", ["gì", "giếng", "gìn", "quý", "quí", "Quỳnh", "khuỷu", "NGHIỆP", "Huỳnh", "hoà", "hòa"]
)
def test_a_tone_may_stand_on_either_vowel_and_spelling_may_be_old(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize(
    "word",
    [
        "tèt",
        "Maõ",
        "hạoch",
        "kàn",
        "ngê",
        "cê",
        "Kr«ng",
        "Müller",
        "café",
        "10µm",
        "áa",
        "ò́",
        "đ",
    ],
)
def test_what_is_no_syllable_is_none(word: str) -> None:
    assert not is_syllable(word)
