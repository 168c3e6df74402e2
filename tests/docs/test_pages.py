"""The pages themselves: whole, short, every link leading somewhere, nothing of anyone's machine."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

import cbccvc_rules
from architecture.test_project_files import personal_lines
from cbccvc_rules.api import check, library, permitted, quota, read, write_text
from cbccvc_rules.authoring.coverage import coverage
from cbccvc_rules.authoring.coverage_said import coverage_json
from cbccvc_rules.authoring.schemas import KINDS as SCHEMAS
from cbccvc_rules.cli.main import cbccvc
from cbccvc_rules.errors.catalogue import CATALOGUE
from cbccvc_rules.model.columns import TABLES, columns_of
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.packs.vocabulary import VOCABULARY
from cbccvc_rules.reports.permitted import permitted_json
from cbccvc_rules.reports.quota import quota_json
from docs.console import FENCE, ROOT, commands, fences, pages

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DOCS = ROOT / "docs"
READMES = ("README.md", "README.en.md")
README_LINES = 120
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
OF_THE_MAKING = re.compile(
    r"\bprompt|chatbot|\bLLM|\bGPT|co-authored|written by|drafted by|\bTODO\b|\bissue #?\d|"
    r"[\w.]+@[\w-]+\.\w",
    re.IGNORECASE,
)


def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def not_in(text: str, words: Iterable[str]) -> list[str]:
    """Return the words that a text does not hold as whole words."""
    return [word for word in words if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)]


def slug(heading: str) -> str:
    """Return the anchor that a heading has on the web."""
    words = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return words.replace(" ", "-")


def dead_links(page: Path) -> list[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    found: list[str] = []
    for link in LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists():
            found.append(link)
        elif anchor:
            headings = HEADING.findall(FENCE.sub("", target.read_text(encoding="utf-8")))
            found += [] if anchor in map(slug, headings) else [link]
    return found


def all_docs() -> str:
    return "".join(page.read_text(encoding="utf-8") for page in pages())


@pytest.mark.parametrize("name", READMES)
def test_a_readme_is_short(name: str) -> None:
    assert len(text_of(name).splitlines()) < README_LINES


@pytest.mark.parametrize("name", READMES)
def test_a_readme_has_what_a_newcomer_needs(name: str) -> None:
    text = text_of(name)
    assert not_in(text, ("make demo", "make test", "docs/law.md", "LICENSE")) == []
    snippet = next(body for info, body in fences(text) if info == "python")
    assert len(snippet.splitlines()) == 8
    exits = set(re.findall(r"^\| (\d) \|", text, re.MULTILINE))
    assert exits == {"0", "1", "2"}


def test_every_link_leads_somewhere() -> None:
    dead = {page.name: dead_links(page) for page in pages()}
    assert {name: links for name, links in dead.items() if links} == {}


def test_every_page_is_reached_from_the_index() -> None:
    seen: set[Path] = set()
    waiting = [DOCS / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            target = (page.parent / link.partition("#")[0]).resolve()
            waiting += [target] if target.is_file() else []
    assert [page.name for page in DOCS.rglob("*.md") if page not in seen] == []


def test_every_fence_is_closed() -> None:
    odd = [page.name for page in pages() if page.read_text(encoding="utf-8").count("```") % 2]
    assert odd == []


def test_rules_readings_figures_and_packs_are_in_the_docs() -> None:
    known = library()
    names = [*known.rules, *known.readings, *known.parameters, *known.packs]
    alternatives = [value for spec in known.readings.values() for value in spec.alternatives]
    definitions = [name for _, name in known.definitions]
    assert not_in(all_docs(), [*names, *alternatives, *definitions]) == []


def test_columns_relations_and_problems_are_in_the_docs() -> None:
    columns = [column.name for table in TABLES for column in columns_of(table)]
    relations = [way for record in VOCABULARY.records.values() for way in record.relations]
    assert not_in(all_docs(), [*TABLES, *columns, *relations, *CATALOGUE]) == []


def test_every_option_of_the_command_line_is_in_the_docs() -> None:
    page = text_of("docs/reference/cli.md")
    options = [
        flag
        for _, command in commands(cbccvc)
        for option in command.params
        for flag in (*option.opts, *option.secondary_opts)
        if flag.startswith("-")
    ]
    assert "--fail-level" in options
    assert [flag for flag in options if flag not in page] == []


def test_every_exit_code_is_explained() -> None:
    page = text_of("docs/reference/exit-codes.md")
    assert set(re.findall(r"^\| (\d) \|", page, re.MULTILINE)) == {"0", "1", "2"}


def test_every_public_name_is_in_the_docs() -> None:
    assert not_in(text_of("docs/reference/python.md"), cbccvc_rules.__all__) == []


def keys_of(data: object, free: frozenset[str] = frozenset()) -> set[str]:
    """Return every key of JSON data; below the keys `free` names are data, not keys."""
    if isinstance(data, list):
        return set().union(*(keys_of(item, free) for item in data), set())
    if not isinstance(data, dict):
        return set()
    below = (keys_of(value, free) for key, value in data.items() if key not in free)
    return set(data).union(*below)


def test_every_key_of_the_json_reports_is_explained() -> None:
    batch = read(ROOT / "examples" / "01-phong-ban-2024")
    report = json.loads(write_text(check(batch), "json"))
    answers = [json.loads(permitted_json(permitted(batch), named=False))]
    answers.append(json.loads(quota_json(quota(batch))))
    answers.append(json.loads(coverage_json(coverage(library(), []), ())))
    free = frozenset({"readings", "parameters", "measures", "other_readings", "states"})
    keys = keys_of([report, *answers], free) - {"vi", "en"}
    verdicts = [verdict.value for verdict in Verdict]
    assert not_in(text_of("docs/reference/json-report.md"), [*sorted(keys), *verdicts]) == []


def schema_keys(schema: object) -> set[str]:
    """Return every property that a JSON Schema names."""
    if isinstance(schema, list):
        return set().union(*(schema_keys(item) for item in schema), set())
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties")
    found = set(own) if isinstance(own, dict) else set()
    return found.union(*(schema_keys(value) for value in schema.values()))


def test_every_key_of_a_pack_file_is_explained() -> None:
    kinds = {name: kind for name, kind in SCHEMAS.items() if name not in {"batch", "cases"}}
    keys = {key for kind in kinds.values() for key in schema_keys(kind.model_json_schema())}
    page = text_of("docs/reference/pack-files.md")
    assert not_in(page, sorted(keys)) == []


def test_no_page_tells_of_its_making_or_of_a_machine() -> None:
    texts = {page.name: page.read_text(encoding="utf-8") for page in pages()}
    assert [line for name, text in texts.items() for line in personal_lines(name, text)] == []
    found = {name: OF_THE_MAKING.findall(text) for name, text in texts.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_a_dead_link_is_caught(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("# A b\n[x](#a-b) [y](#c) [z](no.md) [w](https://example.org)\n", "utf-8")
    assert dead_links(page) == ["#c", "no.md"]


def test_a_word_inside_another_is_not_enough() -> None:
    assert not_in("in_force and `not-rated`", ["force", "rated", "in_force"]) == ["force", "rated"]
