"""Sorted output stands in the order of the Vietnamese alphabet; ids in that of their codes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules.model.alphabet import in_order

# As the alphabet is taught, and the tones in the order of the dictionaries.
ALPHABET = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
TONES = ["ma", "mà", "mả", "mã", "má", "mạ"]


def put_in_order(words: list[str]) -> list[str]:
    backwards = words[::-1]
    backwards.sort(key=in_order)
    return backwards


def test_letters_stand_as_in_the_alphabet() -> None:
    assert put_in_order(ALPHABET) == ALPHABET
    assert put_in_order(TONES) == TONES


@pytest.mark.parametrize(
    "words",
    [
        ["ban", "bàn", "bán", "băng", "bâng", "cá"],
        ["dân", "dừa", "đa", "đất", "e"],
        ["mà con", "mã con", "mà đa"],  # a tone counts only where the letters are the same
        ["hoàn", "hoán", "hoăn", "hôn", "hơn"],
        ["an", "An", "àn", "Àn", "ăn"],
        ["Tổ 1", "Tổ 2", "Tổ a"],
    ],
)
def test_words_stand_as_in_a_dictionary(words: list[str]) -> None:
    assert put_in_order(words) == words


def test_ids_stay_in_the_order_of_their_codes() -> None:
    ids = ["A-1", "A10", "A2", "B1", "KHTC", "a1"]
    assert put_in_order(ids) == sorted(ids) == ids


@given(some.lists(some.text(), max_size=8))
def test_the_order_is_the_same_however_they_came(texts: list[str]) -> None:
    assert put_in_order(texts) == sorted(texts, key=in_order)


@given(some.text(alphabet="aàảãáạăằâầeêđdoôơuưyhnt AĐ"))
def test_the_form_of_unicode_makes_no_difference_before_the_text_itself(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert in_order(apart)[:-1] == in_order(text)[:-1]
