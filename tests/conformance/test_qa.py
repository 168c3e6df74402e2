"""Published questions: those that the rules answer are rounds that run, the others say why not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from cbccvc_rules.api import library
from cbccvc_rules.authoring.cases import Case, cases_in, run_case
from cbccvc_rules.authoring.said import mismatch_line
from cbccvc_rules.engines.kinds import KINDS

FOLDER = Path(__file__).parent / "qa"
PAGE = Path(__file__).parents[2] / "docs" / "why" / "disagreements.md"
STATUSES = {"executable", "later", "not_executable"}
WAITS_FOR = {"local-packs", "decree-335-233"}
TOLD = (
    "id",
    "coverage",
    "year",
    "question",
    "source_kind",
    "source_says",
    "legal_basis",
    "url",
    "status",
    "reason",
)

Entry = dict[str, object]

INDEX: list[Entry] = yaml.safe_load((FOLDER / "index.yaml").read_text(encoding="utf-8"))["cases"]
ROUNDS = cases_in(FOLDER, library())


def files_of(entry: Entry) -> list[str]:
    files = entry.get("files", [])
    return [str(file) for file in files] if isinstance(files, list) else []


def with_status(status: str) -> list[Entry]:
    return [entry for entry in INDEX if entry["status"] == status]


def file_of(case: Case) -> str:
    return case.place.source


def entry_of(case: Case) -> Entry:
    """Return the entry whose files hold a case."""
    (found,) = [entry for entry in INDEX if file_of(case) in files_of(entry)]
    return found


def counted() -> str:
    """Return how many entries have each status, to stand beside a failure."""
    counts = Counter(str(entry["status"]) for entry in INDEX)
    return ", ".join(f"{status}: {number}" for status, number in sorted(counts.items()))


@pytest.mark.parametrize("engine", KINDS)
@pytest.mark.parametrize("case", ROUNDS, ids=lambda case: f"{case.spec.origin.source} {case.name}")
def test_a_published_answer_is_what_is_found(case: Case, engine: str) -> None:
    found = [mismatch_line(one, "en") for one in run_case(case, library(), engine)]
    assert not found, "\n".join(found)


def test_every_question_has_its_own_id() -> None:
    twice = [id_ for id_, number in Counter(entry["id"] for entry in INDEX).items() if number > 1]
    assert twice == [], counted()


def test_every_question_says_who_answered_what_and_what_becomes_of_it() -> None:
    faults = [f"{entry['id']}: {key}" for entry in INDEX for key in TOLD if not entry.get(key)]
    assert faults == [], counted()


def test_every_status_is_one_of_three() -> None:
    strange = [entry["id"] for entry in INDEX if entry["status"] not in STATUSES]
    assert strange == [], counted()
    assert {entry["status"] for entry in INDEX} == STATUSES, counted()


def test_what_comes_later_says_what_it_waits_for_and_nothing_else_does() -> None:
    waiting = {str(entry["id"]): entry["waits_for"] for entry in INDEX if "waits_for" in entry}
    assert set(waiting) == {entry["id"] for entry in with_status("later")}, counted()
    assert set(waiting.values()) <= WAITS_FOR


def test_what_is_executable_has_rounds_and_nothing_else_has() -> None:
    with_files = {entry["id"] for entry in INDEX if files_of(entry)}
    assert with_files == {entry["id"] for entry in with_status("executable")}, counted()


def test_every_file_of_rounds_is_named_once_and_every_named_file_is_there() -> None:
    there = sorted(path.name for path in FOLDER.iterdir() if path.name.endswith(".cases.yaml"))
    named = sorted(file for entry in INDEX for file in files_of(entry))
    assert named == there, counted()


def test_every_file_that_is_named_has_rounds_that_run() -> None:
    run = {file_of(case) for case in ROUNDS}
    assert run == {file for entry in INDEX for file in files_of(entry)}, counted()


def test_every_round_names_its_source_and_where_it_is_published() -> None:
    strange = [
        str(case.place)
        for case in ROUNDS
        if case.spec.origin.source != entry_of(case)["id"]
        or case.spec.origin.url != entry_of(case)["url"]
    ]
    assert strange == [], counted()


def test_every_round_says_what_the_source_does_not() -> None:
    assert [str(case.place) for case in ROUNDS if not case.spec.origin.ours] == []


def test_a_file_is_called_after_its_question() -> None:
    strange = [
        case.place for case in ROUNDS if not file_of(case).startswith(f"{entry_of(case)['id']}.")
    ]
    assert strange == []


def test_where_sources_disagree_the_round_says_so() -> None:
    open_ = [
        case for case in ROUNDS if entry_of(case)["source_says"] in {"conflict", "needs_review"}
    ]
    assert open_ != []
    assert [str(case.place) for case in open_ if not case.spec.origin.note] == []


def test_every_disagreement_and_nothing_else_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    listed = re.findall(r"^\| (QA-\d+), (\d+)", page, re.MULTILINE)
    parted = [entry for entry in INDEX if entry.get("disagreement")]
    assert listed == [(entry["id"], str(entry["year"])) for entry in parted]
    assert all(entry in parted for entry in INDEX if entry["source_says"] == "conflict")
