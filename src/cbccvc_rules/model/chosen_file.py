"""Choices about columns as a file: written after one year's list was read, read for the next."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from cbccvc_rules.errors import BatchError, Problem, choices, nearest, said_by_system
from cbccvc_rules.marked import read_marked
from cbccvc_rules.model.chosen import (
    DOWN,
    NOT_USED,
    Choice,
    Chosen,
    SavedHeadings,
    as_named,
    faults_of,
    fields_known,
    of_sheet,
)
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.model.values import canonical
from cbccvc_rules.sources import column_letters, column_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.marked import Marked
    from cbccvc_rules.model.mapping import TableMapping
    from cbccvc_rules.sources import Text

KEYS = ("columns", "fill", "labels", "headings")
_OF_PAIRS = ("columns", "fill", "labels")
# What follows from headings word for word, or from the rows themselves, is found again.
_FOUND_AGAIN = frozenset({"exact", "rows", "derived", "groups"})


def choices_of(
    columns: Mapping[str, str] | None = None,
    fill: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    mapping: str | Path | None = None,
) -> Chosen:
    """Return what is said of columns; what is said here wins over a file of it.

    Raises:
        BatchError: for a file that cannot be read, with every fault in it.
    """
    told = tuple(Choice(column, field) for column, field in choices("columns", columns).items())
    chosen = Chosen(told, choices("fill", fill), choices("labels", labels))
    if mapping is None:
        return chosen
    if not str(mapping).strip():
        raise BatchError(Problem("path-empty"))
    path = Path(mapping)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        said = said_by_system(fault) if isinstance(fault, OSError) else "UTF-8"
        params: dict[str, str | Text] = {"path": str(mapping), "said": said}
        raise BatchError(Problem("file-not-readable", None, params)) from None
    written, problems = read_choices(text, path.name)
    if problems:
        raise BatchError(*problems)
    return written.with_(chosen)


def read_choices(text: str, source: str) -> tuple[Chosen, list[Problem]]:
    """Read a file of choices; every fault in it is returned with its line and column."""
    marked = read_marked(text, source)
    problems = list(marked.problems)
    if marked.data is not None and not isinstance(marked.data, dict):
        return Chosen(), [*problems, Problem("mapping-not-keys", marked.place())]
    for key in marked.data or {}:
        if key not in KEYS:
            params = {"key": key, "known": ", ".join(KEYS), "nearest": nearest(key, KEYS) or ""}
            problems.append(Problem("header-key-unknown", marked.key_place((key,)), params))
    found = {key: _pairs(marked, key, problems) for key in _OF_PAIRS}
    headings = tuple(_headings(marked, problems))
    columns = tuple(
        Choice(column, field, marked.place(("columns", column)))
        for column, field in found["columns"].items()
    )
    chosen = Chosen(columns, found["fill"], found["labels"], headings)
    if not headings:
        problems.extend(
            Problem("mapping-letters-alone", one.place, {"column": one.column}, read=one.column)
            for one in columns
            if one.letters is not None or one.nth is not None
        )
    for one in faults_of(chosen):
        place = one.place or marked.place(_path_of(one))
        problems.append(Problem(one.code, place, one.params, read=one.read))
    return chosen, problems


def _path_of(problem: Problem) -> tuple[str, str]:
    if problem.code == "label-code-unknown":
        return "labels", str(problem.params["label"])
    return "fill", str(problem.params["field"])


def _pairs(marked: Marked, key: str, problems: list[Problem]) -> dict[str, str]:
    """Return the names with their values under a key; anything else is a fault."""
    told = marked.data.get(key) if isinstance(marked.data, dict) else None
    if told is None:
        return {}
    if not isinstance(told, dict):
        problems.append(Problem("mapping-not-pairs", marked.place((key,)), {"key": key}))
        return {}
    pairs: dict[str, str] = {}
    for name, value in told.items():
        if isinstance(value, str) and value.strip():
            pairs[str(name)] = value.strip()
        else:
            place = marked.place((key, name))
            problems.append(Problem("mapping-not-pairs", place, {"key": f"{key}.{name}"}))
    return pairs


def _headings(marked: Marked, problems: list[Problem]) -> Iterator[SavedHeadings]:
    """Yield the headings that choices were saved with: of a table, or of its sheets."""
    told = marked.data.get("headings") if isinstance(marked.data, dict) else None
    if told is None:
        return
    if not isinstance(told, dict):
        problems.append(Problem("mapping-not-headings", marked.place(("headings",))))
        return
    for table, held in told.items():
        place = marked.place(("headings", table))
        sheets = held.items() if isinstance(held, dict) else ((None, held),)
        for sheet, words in sheets:
            file, name_of = of_sheet(str(table))
            if not isinstance(words, list) or name_of not in TABLES:
                problems.append(
                    Problem("mapping-not-headings", marked.key_place(("headings", table)))
                )
                continue
            name = None if sheet is None else str(sheet)
            yield SavedHeadings(name_of, name, tuple(map(canonical, words)), place, file)


def choices_told(mappings: Sequence[TableMapping], chosen: Chosen) -> str:
    """Return what a round was read by as a file, so that the next is read just so.

    A column is named by its heading with those that span it, and which it is where some are the
    same; all headings stand beside, for the choices hold for those alone.
    """
    columns: dict[str, str] = {}
    headings: dict[str, list[str] | dict[str, list[str]]] = {}
    tables = Counter((one.file, one.table) for one in mappings)
    for mapping in mappings:
        several = tables[mapping.file, mapping.table] > 1
        file = "" if mapping.file is None else f"{mapping.file}!"
        of = file + (f"'{mapping.sheet}'!" if several else "")
        columns.update((f"{of}{name}", field) for name, field in _named(mapping))
        told = [heading for _, heading, _ in mapping.read.told]
        if several:
            by_sheet = headings.setdefault(f"{file}{mapping.table}", {})
            if isinstance(by_sheet, dict):
                by_sheet[mapping.sheet or ""] = told
        elif told:
            headings[f"{file}{mapping.table}"] = told
    for name, choice in _of_more(mappings, chosen):
        columns.setdefault(name, choice.field)
    told_all: dict[str, object] = {
        "columns": columns,
        "fill": dict(chosen.fill),
        "labels": dict(chosen.labels),
        "headings": headings if columns else {},
    }
    filled = {key: pairs for key, pairs in told_all.items() if pairs}
    return yaml.safe_dump(filled, allow_unicode=True, sort_keys=False, width=1000)


def _of_more(mappings: Sequence[TableMapping], chosen: Chosen) -> Iterator[tuple[str, Choice]]:
    """Yield what is said beyond columns, of groups, sheets and whole files, by its name."""
    names = [one.file for one in mappings if one.file is not None]
    rest, of_files = chosen.apart(names)
    for file, told in ((None, rest), *of_files.items()):
        of_file = [one for one in mappings if one.file == file]
        for choice in told.columns:
            of_category = choice.field.startswith("category.") and not choice.is_cell
            whole = choice.whole_file or choice.sheet is not None
            if choice.is_of_groups or whole or of_category:
                prefix = "" if file is None else f"{file}!"
                yield f"{prefix}{_name_of(choice, of_file)}", choice


def _name_of(choice: Choice, mappings: Iterable[TableMapping]) -> str:
    """Return how a choice is saved: a column that was named by its letters, by its heading."""
    if choice.letters is None:
        return choice.column
    at = column_number(choice.letters)
    told = (one for mapping in mappings for one in mapping.read.told if one[0] == at)
    return next((as_named(heading, nth) for _, heading, nth in told), choice.column)


def _named(mapping: TableMapping) -> Iterator[tuple[str, str]]:
    """Yield what is said of a sheet: by headings, and by what stands in titles and groups."""
    names = {at: as_named(heading, nth) for at, heading, nth in mapping.read.told}
    fields = set(fields_known())
    for one in mapping.columns:
        field = f"{one.field}.{DOWN}" if one.rule == "down" else one.field
        if one.rule in _FOUND_AGAIN or one.at is None or field not in fields:
            continue
        if (field, one.rule) == ("category", "spanning"):
            continue  # what spans a column of totals is found again
        name = names.get(one.at) or one.letters
        if name is not None and mapping.read.told:
            yield name, field
    for at in mapping.read.unused:
        yield names.get(at) or column_letters(at), NOT_USED
    yield from mapping.read.answers
