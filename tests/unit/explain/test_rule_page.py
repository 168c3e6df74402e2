"""The page of a rule: every rule of the library in both languages, whole and without gaps."""

from __future__ import annotations

from datetime import date

import pytest

from cbccvc_rules.api import library
from cbccvc_rules.authoring.provenance import lookup
from cbccvc_rules.explain.rule_page import RulePage, markdown, rule_list, rule_page
from cbccvc_rules.explain.words import show_day
from cbccvc_rules.sources import LANGS, Lang

KNOWN = library()
RULES = sorted(KNOWN.rules)


def page(name: str, lang: Lang = "vi") -> RulePage:
    return rule_page(KNOWN.rules[name], lookup(KNOWN), lang)


@pytest.mark.parametrize("name", RULES)
def test_a_page_has_title_clause_reason_examples_and_remedy(name: str) -> None:
    rule = KNOWN.rules[name]
    for lang in LANGS:
        words = str(page(name, lang))
        pieces = [text.in_(lang) for text in (rule.title, rule.why, rule.breaks, rule.keeps)]
        pieces += [cite.text(lang) for cite in rule.cites]
        assert [piece for piece in pieces if piece not in words] == []
        assert not set(words) & set("{}") - set(_code(name))


def _code(name: str) -> str:
    """The expressions of a rule, which a page shows as they are written."""
    entries = [entry for section in page(name).sections for entry in section.entries]
    return "".join(entry.code for entry in entries)


@pytest.mark.parametrize("name", RULES)
def test_a_page_lists_every_figure_and_reading_that_the_verdict_rests_on(name: str) -> None:
    rule, words = KNOWN.rules[name], str(page(name))
    assert [one for one in rule.parameters() if f"(${one})" not in words] == []
    assert [one for one in rule.readings() if f"({one})" not in words] == []


@pytest.mark.parametrize("name", RULES)
def test_a_page_names_the_days_on_which_the_rule_is_in_force(name: str) -> None:
    first = KNOWN.rules[name].in_force.first or date.min
    assert show_day(first, "vi") in str(page(name))


@pytest.mark.parametrize("name", RULES)
def test_below_each_provision_stands_how_sure_it_is_and_where_it_was_read(name: str) -> None:
    provisions = page(name, "en").facts[-1]
    assert [one.words for one in provisions.entries if not one.below] == []
    assert all("] – sources: " in line for one in provisions.entries for line in one.below)


def test_the_provisions_below_a_rule_have_their_sources_too() -> None:
    *_, further, _, _, _ = page("excellent-share", "en").sections
    told = {one.words.partition(" [")[0]: one.below for one in further.entries}
    (line,) = told["Article 11 of Party Regulation 366-QĐ/TW"]
    assert line.startswith("Article 11 [certain] – sources: Regulation 366-QĐ/TW, Articles 11")
    (line,) = told["Party Regulation 132-QĐ/TW"]
    assert line.startswith("the act as such [probable] – sources: baonghean.vn")


def test_a_figure_is_shown_with_its_days_and_where_it_comes_from() -> None:
    words = str(page("excellent-share"))
    assert "10/11/2023 – 29/08/2025: 20%" in words
    assert "Hướng dẫn 25-HD/BTCTW" in words


def test_a_reading_is_shown_with_its_alternatives_and_its_default() -> None:
    lines = str(page("excellent-share", "en")).splitlines()
    defaults = [line.strip() for line in lines if "[default]" in line]
    assert any(line.startswith("all [default]:") for line in defaults)
    assert any(line.strip().startswith("good_or_better:") for line in lines)


def test_a_page_in_markdown_holds_what_the_text_holds() -> None:
    lines = "\n".join(markdown(page("excellent-share", "en")))
    assert KNOWN.rules["excellent-share"].why.en in lines
    assert "- **Severity**: violation" in lines


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_has_a_line_for_every_rule_in_order(lang: Lang) -> None:
    lines = rule_list(KNOWN.rules, lang).splitlines()
    assert [line.split()[0] for line in lines] == RULES
    titles = [KNOWN.rules[name].title.in_(lang) for name in RULES]
    assert all(title in line for title, line in zip(titles, lines, strict=True))


def section(name: str, heading: str, lang: Lang = "en") -> list[tuple[str, str]]:
    found = [one for one in page(name, lang).sections if one.heading == heading]
    return [(entry.words, entry.code) for one in found for entry in one.entries]


def test_what_a_name_in_a_formula_stands_for_is_told() -> None:
    lets = dict(code.split(" = ", 1) for _, code in section("excellent-share", "Where"))
    assert set(lets) == set(KNOWN.rules["excellent-share"].lets)
    assert lets["share_limit"].endswith("else $party_excellent_share")
    words = [words for words, _ in section("excellent-share", "Where")]
    limit = next(one for one in words if one.startswith("share_limit: "))
    assert "“Decision on a share of its own” of the unit has been told" in limit


def test_the_terms_of_a_rule_are_told_with_their_exceptions_and_points() -> None:
    terms = section("disciplined-but-rated", "Terms")
    assert terms[0][1] == "counts_in_year = dated_in_year"
    exceptions = [words for words, _ in terms if words.startswith("unless: ")]
    assert [one.rpartition("(")[2] for one in exceptions] == [
        "Article 2 clause 5 point b)",
        "Article 2 clause 5 point c)",
    ]
    assert len({code for _, code in terms}) == len(terms)


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("lang", LANGS)
def test_no_page_denies_twice_or_runs_a_question_into_a_sentence(name: str, lang: Lang) -> None:
    words = "\n".join(
        entry.words for section in page(name, lang).sections for entry in section.entries
    )
    for odd in ("is not not rated", "không phải là không xếp loại", " + 0", "? is ", "? là "):
        assert odd not in words
