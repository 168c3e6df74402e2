"""Every problem that the code can raise has a text, and every text keeps the rules of the house."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import cbccvc_rules
from cbccvc_rules.errors.catalogue import CATALOGUE
from cbccvc_rules.errors.catalogue_batch import BATCH
from cbccvc_rules.errors.catalogue_databases import DATABASES
from cbccvc_rules.errors.catalogue_files import FILES
from cbccvc_rules.errors.catalogue_joined import JOINED
from cbccvc_rules.errors.catalogue_lists import LISTS
from cbccvc_rules.errors.catalogue_mutants import MUTANTS
from cbccvc_rules.errors.catalogue_packs import PACKS
from cbccvc_rules.errors.catalogue_rows import ROWS
from cbccvc_rules.errors.catalogue_shapes import SHAPES
from cbccvc_rules.errors.catalogue_usage import USAGE
from cbccvc_rules.errors.catalogue_waivers import WAIVERS
from cbccvc_rules.sources import LANGS, Lang

PACKAGE = Path(cbccvc_rules.__file__).parent
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")
SUGGESTION = re.compile(r"[^\[\]]+\[\[; [^\[\]]*\{nearest\}[^\[\]]*\]\]")
IN_USE = {
    node.value
    for file in PACKAGE.rglob("*.py")
    if not file.name.startswith("catalogue")
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
}


def raised(tree: ast.AST) -> set[str]:
    """The codes that a module gives to a problem, a fault or a fault of a cell."""
    makers = {"Problem", "fault", "_unknown", "SyntaxFaultError", "Fault", "CellFault"}
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            if name in makers and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
    return found


def test_every_code_that_is_raised_has_a_text() -> None:
    files = [file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py")]
    codes = {code for text in files for code in raised(ast.parse(text))}
    assert len(codes) > 50
    assert sorted(codes - set(CATALOGUE)) == []


def test_every_text_is_raised_somewhere() -> None:
    assert sorted(set(CATALOGUE) - IN_USE) == []


def test_the_lists_have_no_code_in_common() -> None:
    lists = (FILES, DATABASES, BATCH, JOINED, LISTS, ROWS, SHAPES, PACKS, MUTANTS, WAIVERS, USAGE)
    assert len(CATALOGUE) == sum(map(len, lists))


def test_a_code_is_words_joined_by_hyphens() -> None:
    assert [code for code in CATALOGUE if not CODE.fullmatch(code)] == []


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_are_filled_with_the_same_parts() -> None:
    uneven = [code for code, text in CATALOGUE.items() if names(text.vi) != names(text.en)]
    assert uneven == []


def test_the_two_languages_are_not_the_same_words() -> None:
    assert [code for code, text in CATALOGUE.items() if text.vi == text.en] == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_text_starts_low_ends_without_a_stop_and_is_one_line(lang: Lang) -> None:
    said = {code: text.in_(lang) for code, text in CATALOGUE.items()}
    capital = [code for code, text in said.items() if text[0].isupper() and text[1].islower()]
    stopped = [code for code, text in said.items() if text.removesuffix("]]").endswith(".")]
    broken = [code for code, text in said.items() if text != " ".join(text.split())]
    assert (capital, stopped, broken) == ([], [], [])


@pytest.mark.parametrize("lang", LANGS)
def test_a_text_has_at_most_one_suggestion_and_it_comes_last(lang: Lang) -> None:
    with_one = {code: text.in_(lang) for code, text in CATALOGUE.items() if "[[" in text.in_(lang)}
    assert len(with_one) > 10
    odd = [code for code, text in with_one.items() if not SUGGESTION.fullmatch(text)]
    assert odd == []


# An English noun after a number that may be one is wrong then; limits are never one.
AFTER_A_NUMBER = re.compile(
    r"\{(?!limit)\w*\} (?:\w+ )?"
    r"(?:people|months|years|days|units|rules|cells|rows|columns|groups|cases|faults|items|files)\b"
)


def test_no_english_text_counts_with_a_plural() -> None:
    never_one = {"duplicate-id", "too-many-columns"}
    odd = {code for code, text in CATALOGUE.items() if AFTER_A_NUMBER.search(text.en)}
    assert odd == never_one
