"""What the docs take from packs, models and commands is what these say now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.api import library
from cbccvc_rules.authoring.handbook import GENERATED, blocks, filled
from cbccvc_rules.authoring.handbook import pages as generated_pages
from cbccvc_rules.packs.scale import read_labels
from docs.console import CLI_PAGE, ROOT, cli_page, fences, pages, renewed

if TYPE_CHECKING:
    from pathlib import Path

DOCS = ROOT / "docs"
RUN = "run `make docs`"
GENERATED_PAGES = generated_pages(library())
WITH_COMMANDS = [
    page
    for page in pages()
    if {"console", "python"} & {info for info, _ in fences(page.read_text(encoding="utf-8"))}
]


@pytest.mark.parametrize("path", GENERATED_PAGES)
def test_a_generated_page_is_what_the_packs_say(path: str) -> None:
    page = DOCS / path
    assert page.is_file(), RUN
    assert page.read_text(encoding="utf-8") == GENERATED_PAGES[path], RUN


def test_no_generated_page_is_left_over() -> None:
    found = {
        page.relative_to(DOCS).as_posix()
        for page in DOCS.rglob("*.md")
        if page.read_text(encoding="utf-8").startswith(GENERATED)
    }
    assert found - set(GENERATED_PAGES) == set(), RUN


def test_the_blocks_inside_written_pages_are_new() -> None:
    known = blocks(library(), read_labels())
    texts = {page: page.read_text(encoding="utf-8") for page in pages()}
    assert [page.name for page, text in texts.items() if filled(text, known) != text] == [], RUN


def test_every_block_is_used() -> None:
    whole = "".join(page.read_text(encoding="utf-8") for page in pages())
    known = blocks(library(), read_labels())
    assert [name for name in known if f"<!-- make docs: {name} -->" not in whole] == []


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_runs_and_prints_what_stands_below_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert renewed(text) == text, RUN


def test_every_command_has_its_help_in_the_docs() -> None:
    def heads(text: str) -> list[str]:
        return [line for line in text.splitlines() if line.startswith(("#", "$ "))]

    assert heads(CLI_PAGE.read_text(encoding="utf-8")) == heads(cli_page()), RUN
