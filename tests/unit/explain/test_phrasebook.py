"""Both languages say everything that the language, the records and the reports can ask of them."""

from __future__ import annotations

import re
from string import Formatter
from typing import get_args

import pytest

from cbccvc_rules.explain.phrasebook import phrasebook, text_of
from cbccvc_rules.explain.words import show_code
from cbccvc_rules.lang.operators import OPERATORS, Operator
from cbccvc_rules.lang.types import Coded
from cbccvc_rules.model.finding import SEVERITIES, Verdict
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.packs.vocabulary import VOCABULARY
from cbccvc_rules.sources import CONFIDENCES, LANGS, Confidence, Lang

SIDES = {"choice": 3, "comparison": 2, "arithmetic": 2, "rounding": 1}
OF_DAYS = {"less", "at-most", "more", "at-least"}
TRUTHS = [
    operator
    for operator in OPERATORS
    if operator.kind == "comparison" or operator.key in {"any", "none"}
]


def parts(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_the_two_languages_have_the_same_phrases() -> None:
    vi, en = phrasebook("vi"), phrasebook("en")
    assert {name: set(words) for name, words in vi.sections.items()} == {
        name: set(words) for name, words in en.sections.items()
    }
    assert set(vi.single) == set(en.single)


def test_a_phrase_is_filled_with_the_same_parts_in_both_languages() -> None:
    vi, en = phrasebook("vi"), phrasebook("en")
    uneven = [
        (section, key)
        for section, words in vi.sections.items()
        for key, template in words.items()
        if parts(template) != parts(en.say(section, key))
    ]
    assert uneven == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.key)
def test_every_operator_has_a_phrase(operator: Operator, lang: Lang) -> None:
    assert phrasebook(lang).say("operators", operator.key).strip()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("operator", TRUTHS, ids=lambda operator: operator.key)
def test_every_operator_that_is_a_truth_of_its_own_has_a_negated_phrase(
    operator: Operator, lang: Lang
) -> None:
    negated = phrasebook(lang).find("negated", operator.key)
    assert negated is not None
    assert negated != phrasebook(lang).say("operators", operator.key)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.key)
def test_the_phrase_of_an_operator_speaks_of_each_of_its_sides(
    operator: Operator, lang: Lang
) -> None:
    found = parts(phrasebook(lang).say("operators", operator.key))
    match operator.key:
        case "and" | "or":
            assert found == set()
        case "not" | "given" | "recorded":
            assert found == {"0"}
        case "in" | "in-year" | "in-next-year":
            assert found == {"0", "name"}
        case "count" | "any" | "none":
            assert found == {"rows", "where"}
        case "sum":
            assert found == {"0", "rows", "where"}
        case _:
            assert found == {str(side) for side in range(SIDES[operator.kind])}


@pytest.mark.parametrize("lang", LANGS)
def test_no_phrase_is_for_an_operator_that_does_not_exist(lang: Lang) -> None:
    book = phrasebook(lang)
    keys = {operator.key for operator in OPERATORS}
    assert set(book.sections["operators"]) == keys
    assert set(book.sections["negated"]) <= keys
    assert set(book.sections["dated"]) == OF_DAYS


@pytest.mark.parametrize("lang", LANGS)
def test_every_record_and_every_way_between_records_has_words(lang: Lang) -> None:
    book = phrasebook(lang)
    ways = [
        (name, way.many)
        for record in VOCABULARY.records.values()
        for name, way in record.relations.items()
    ]
    missing = [name for name, many in ways if not book.find("rows" if many else "ways", name)]
    assert missing == []
    assert [name for name in VOCABULARY.records if not book.find("records", name)] == []


@pytest.mark.parametrize("lang", LANGS)
def test_verdicts_severities_confidences_and_stages_have_words(lang: Lang) -> None:
    book = phrasebook(lang)
    assert set(book.sections["verdicts"]) == {verdict.value for verdict in Verdict}
    assert set(book.sections["severities"]) == set(SEVERITIES)
    assert set(book.sections["confidences"]) == set(CONFIDENCES) == set(get_args(Confidence))
    assert set(book.sections["stages"]) == set(RATING_COLUMNS)


def test_a_phrase_may_be_had_in_both_languages() -> None:
    found = text_of("severities", "violation")
    assert (found.vi, found.en) == ("vi phạm", "violation")


def test_a_phrase_that_does_not_exist_is_found_by_nobody() -> None:
    assert phrasebook("en").find("operators", "xor") is None
    with pytest.raises(KeyError):
        phrasebook("en").say("operators", "xor")


CODES = sorted(
    {
        code
        for record in VOCABULARY.records.values()
        for kind in record.columns.values()
        if isinstance(kind, Coded)
        for code in kind.words
    }
)


def test_every_code_of_a_column_has_words() -> None:
    assert [code for code in CODES if show_code(code, "vi") == code] == []


COUNTED = re.compile(
    r"\{\w*\} (?:\w+ )?"
    r"(?:people|units|rules|cells|rows|subjects|violations|warnings|notices|checks|findings)\b"
)


def test_no_english_phrase_counts_with_a_plural_that_one_would_make_wrong() -> None:
    phrases = {
        (section, key): said
        for section, words in phrasebook("en").sections.items()
        for key, said in words.items()
        if section not in {"operators", "negated"}
    }
    assert len(phrases) > 100
    assert [at for at, said in phrases.items() if COUNTED.search(said)] == []
