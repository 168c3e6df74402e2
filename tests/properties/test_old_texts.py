"""Old encodings by column: what was written comes back, and Unicode is never touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules.intake.base import Contents, Grid, Line
from cbccvc_rules.intake.old_letters import ENCODINGS, from_bytes, read_as
from cbccvc_rules.intake.old_texts import ENOUGH_WORDS, old_texts
from cbccvc_rules.intake.recoded import recoded
from cbccvc_rules.intake.syllables import is_syllable
from cbccvc_rules.model.values import Recoded
from old_text import WRITTEN

ONSETS = ["", *"bcdđghlmnstvx", "ch", "kh", "nh", "ph", "th", "tr"]
RHYMES = [
    *("a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "at", "au", "ay", "ăm", "ăn"),
    *("âm", "ân", "âng", "âu", "ây", "oa", "oai", "oan", "ôn", "ông", "ươi", "ương"),
]
STOPS = ("c", "ch", "t", "p")


@some.composite
def syllables(draw: some.DrawFn) -> str:
    """Draw a syllable of the orthography."""
    rhyme = draw(some.sampled_from(RHYMES))
    tones = (
        ["\u0301", "\u0323"] if rhyme.endswith(STOPS) else list("\u0300\u0301\u0303\u0309\u0323")
    )
    tone = draw(some.sampled_from(["", *tones]))
    vowel = max(at for at, one in enumerate(rhyme) if one in "aăâôơ")
    word = draw(some.sampled_from(ONSETS)) + rhyme[: vowel + 1] + tone + rhyme[vowel + 1 :]
    word = unicodedata.normalize("NFC", word)
    assert is_syllable(word) or word.isascii()
    return draw(some.sampled_from([word, word.capitalize(), word.upper()]))


names = some.lists(syllables(), min_size=2, max_size=5).map(" ".join)


def a_grid(texts: list[str]) -> Grid:
    return Grid("t.csv", None, tuple(Line(row, (text,)) for row, text in enumerate(texts, 1)))


@given(some.lists(names, max_size=20))
def test_vietnamese_in_unicode_stays_as_it_is(texts: list[str]) -> None:
    contents = Contents((a_grid(texts),))
    assert recoded(contents) == contents
    apart = Contents((a_grid([unicodedata.normalize("NFD", text) for text in texts]),))
    assert recoded(apart) == apart


@given(some.lists(some.text(alphabet=some.characters(codec="ascii")), max_size=20))
def test_ids_and_english_stay_as_they_are(texts: list[str]) -> None:
    contents = Contents((a_grid(texts),))
    assert recoded(contents) == contents


ENOUGH = [
    "Nguyễn Thị Hồng Thắm",
    "Trưởng phòng Tổ chức",
    "hoàn thành tốt nhiệm vụ",
    "Đặng Quỳnh Phượng",
]


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(texts=some.lists(names, max_size=20))
def test_what_was_written_in_an_old_encoding_comes_back(encoding: str, texts: list[str]) -> None:
    small = [text.lower() for text in (*ENOUGH, *texts)]  # TCVN3 has no capitals with tones
    contents = Contents((a_grid([WRITTEN[encoding](text) for text in small]),))
    read = recoded(contents)
    assert [line.cells[0] for line in read.grids[0].lines] == small
    (note,) = read.grids[0].notes
    assert (note.code, note.params["encoding"]) == ("text-recoded", encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(texts=some.lists(names, min_size=1, max_size=20))
def test_old_headings_over_unicode_do_not_touch_it(encoding: str, texts: list[str]) -> None:
    typed = WRITTEN[encoding](" ".join(ENOUGH).lower())
    contents = Contents((a_grid([typed, "Lê Đức Ủy", *texts, "Ngô Đình Ưng"]),))
    read = [line.cells[0] for line in recoded(contents).grids[0].lines]
    assert read[0] == " ".join(ENOUGH).lower()
    assert read[2:-1] == texts


@given(
    some.lists(
        some.lists(some.one_of(some.text(), some.binary().map(from_bytes)), max_size=4), max_size=6
    ),
    some.booleans(),
)
def test_no_text_stops_it_and_what_was_typed_is_kept(rows: list[list[str]], western: bool) -> None:
    lines = tuple(Line(number, tuple(row)) for number, row in enumerate(rows, 1))
    read = recoded(Contents((Grid("t.csv", None, lines, western=western),)))
    assert all(problem.say("vi") and problem.say("en") for problem in read.problems)
    for grid in read.grids:
        for line, was in zip(grid.lines, lines, strict=True):
            for cell, typed in zip(line.cells, was.cells, strict=True):
                assert (cell.typed if isinstance(cell, Recoded) else cell) == typed


@given(some.lists(names, min_size=1, max_size=20))
def test_torn_utf_8_is_refused(texts: list[str]) -> None:
    torn = [from_bytes(text.encode()) for text in ("Nguyễn Thị", *texts)]
    read = recoded(Contents((a_grid(torn),)))
    assert [problem.code for problem in read.problems] == ["text-torn"]


def test_a_word_or_two_do_not_decide() -> None:
    """Micrometres, names of other tongues, signs: too few words, or none of Vietnamese."""
    for texts in (
        ["50 µm", "10µm"],
        ["Müller", "Señor", "Café"],
        ["Krông Bông", "Plôi"],
        ["±5 °C"],
    ):
        assert not old_texts(a_grid(texts).lines, {}).encodings
    assert ENOUGH_WORDS > 2


def test_what_is_read_is_in_nfc() -> None:
    typed = WRITTEN[ENCODINGS[2]](ENOUGH[0])
    assert unicodedata.is_normalized("NFC", read_as(typed, ENCODINGS[2]))
