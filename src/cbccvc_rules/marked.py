"""YAML text to plain data with positions: maps, lists and text, and the place of every one.

A deliberately small YAML: no anchors, no tags, no duplicate keys, no implicit types. Every scalar
stays text (`no` is not False, `2024-12-14` is not a date, `010` is not eight); only an empty plain
scalar, `~` and `null` are None. Built from parser events, so that depth and size are bounded before
anything recurses (PyYAML's own loader crashes the process at 200,000 levels and drops duplicates).
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from cbccvc_rules.errors import Problem, yaml_said
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Path = tuple[str | int, ...]
Data = None | str | list["Data"] | dict[str, "Data"]

MAX_CHARACTERS = 5_000_000
MAX_DEPTH = 40
MAX_KEYS = 1_000  # of one map; a row has some fifty, a rule file of ours up to a hundred
MOST_PROBLEMS = 20
_LINES_NAMED = 5
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Span(NamedTuple):
    """Where a value stands in its text: 0-based line and column, and character offsets."""

    line: int
    column: int
    start: int
    end: int


@dataclass(slots=True)
class Marked:
    """The data of one YAML text, the span of every value and key, and what was wrong.

    What stands at `aliases` is not known; `refused` tells what each anchor or tag is called and
    where it stands, by the code of its problem.
    """

    source: str
    text: str
    data: Data = None
    problems: list[Problem] = field(default_factory=list)
    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)
    aliases: set[Path] = field(default_factory=set)
    refused: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)

    def place(self, path: Path = ()) -> Place:
        """Return the place of the value at `path`, or of the nearest thing above it."""
        span = self.values.get(path)
        while span is None and path:
            path = path[:-1]
            span = self.values.get(path)
        return self._at(span)

    def key_place(self, path: Path) -> Place:
        """Return the place of the key that ends `path`."""
        return self._at(self.keys[path]) if path in self.keys else self.place(path)

    def place_inside(self, path: Path, offset: int) -> Place:
        """Return the place of the character `offset` of the text scalar at `path`.

        Folding and quoting move white space only, so the n-th visible character of the value is
        the n-th visible character of the file, once a block header or a quote is passed.
        """
        span = self.values.get(path)
        value = self.at(path)
        if span is None or not isinstance(value, str):
            return self.place(path)
        visible = sum(1 for character in value[:offset] if not character.isspace())
        end = start = span.start + _lead(self.text[span.start : span.end])
        for index in range(start, span.end):
            if self.text[index].isspace():
                continue
            if visible == 0:
                return self._at_offset(index)
            visible -= 1
            end = index + 1
        return self._at_offset(end)  # just behind the last character

    def at(self, path: Path) -> Data:
        """Return the data at `path`, None where there is none."""
        found: Data = self.data
        for step in path:
            if isinstance(found, dict) and isinstance(step, str):
                found = found.get(step)
            elif isinstance(found, list) and isinstance(step, int) and step < len(found):
                found = found[step]
            else:
                return None
        return found

    def rename(self, old: Path, new: Path) -> None:
        """Tell the places of what stands at one path as those of another."""
        for spans in (self.values, self.keys):
            for path in [path for path in spans if path[: len(old)] == old]:
                spans[(*new, *path[len(old) :])] = spans.pop(path)

    def _at(self, span: Span | None) -> Place:
        if span is None:
            return Place(self.source)
        return Place(self.source, span.line + 1, span.column + 1)

    def _at_offset(self, index: int) -> Place:
        before = self.text[:index]
        line = before.count("\n")
        return Place(self.source, line + 1, index - (before.rfind("\n") + 1) + 1)


def _lead(raw: str) -> int:
    """Return how many characters of a raw scalar stand before its first own character."""
    if raw[:1] in {"'", '"'}:
        return 1
    if raw[:1] in {"|", ">"}:
        return raw.find("\n") + 1
    return 0


def read_marked(text: str, source: str) -> Marked:
    """Read one YAML document; faults are in `problems`, and the rest is read all the same."""
    text = text.removeprefix("\ufeff")  # the parser passes over it, so every offset does too
    marked = Marked(source, text)
    if len(text) > MAX_CHARACTERS:
        limit = {"limit": str(MAX_CHARACTERS)}
        marked.problems.append(Problem("yaml-too-large", Place(source), limit))
        return marked
    events = _guarded(yaml.parse(text, Loader=_LOADER), marked)
    try:
        for event in events:
            if isinstance(event, NodeEvent):
                marked.data = _build(event, events, (), marked)
    except _StoppedError:
        marked.data = None
    except (yaml.YAMLError, UnicodeError) as fault:
        marked.problems.append(_syntax(fault, source))
        marked.data = None
    marked.problems.extend(_refusal(code, found) for code, found in marked.refused.items())
    return marked


def _refusal(code: str, found: Sequence[tuple[str, Place]]) -> Problem:
    """Return one problem for all anchors of a file, or all tags: a bomb has thousands of them."""
    name, place = found[0]
    lines = list(dict.fromkeys(str(at.row) for _, at in found))
    some = ", ".join(lines[:_LINES_NAMED]) + ("…" if len(lines) > _LINES_NAMED else "")
    number = str(len(found))
    many = len(found) >= MOST_PROBLEMS  # the rest was not read
    told = Text(f"từ {number} trở lên", f"{number} or more") if many else number
    return Problem(code, place, {"name": name, "lines": some, "number": told})


class _StoppedError(yaml.YAMLError):
    """Raised to stop reading; the problem is already recorded."""


def _guarded(events: Iterator[Event], marked: Marked) -> Iterator[Event]:
    """Pass events on; stop at excessive depth and at a second document."""
    depth = 0
    documents = 0
    for event in events:
        if isinstance(event, ScalarEvent):  # most of all
            pass
        elif isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                marked.problems.append(Problem("yaml-two-documents", _place(event, marked.source)))
                return
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                place = _place(event, marked.source)
                marked.problems.append(Problem("yaml-too-deep", place, {"limit": str(MAX_DEPTH)}))
                raise _StoppedError
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            depth -= 1
        yield event


def _build(event: NodeEvent, events: Iterator[Event], path: Path, marked: Marked) -> Data:
    marked.values[path] = _span(event)
    _refuse_extras(event, marked)
    if isinstance(event, ScalarEvent):
        return _scalar(event)
    if isinstance(event, AliasEvent):
        marked.aliases.add(path)
    if isinstance(event, SequenceStartEvent):
        return _sequence(events, path, marked)
    if isinstance(event, MappingStartEvent):
        return _mapping(events, path, marked)
    return None


def _sequence(events: Iterator[Event], path: Path, marked: Marked) -> Data:
    items: list[Data] = []
    for event in events:
        if not isinstance(event, NodeEvent):
            break
        items.append(_build(event, events, (*path, len(items)), marked))
    return items


def _mapping(events: Iterator[Event], path: Path, marked: Marked) -> Data:
    entries: dict[str, Data] = {}
    for event in events:
        if not isinstance(event, NodeEvent):
            break
        key = _scalar(event) if isinstance(event, ScalarEvent) else None
        if key is None:
            _report(Problem("yaml-key-not-text", _place(event, marked.source)), marked)
            _build(event, events, (*path, ""), marked)
            key = ""
        else:
            _refuse_extras(event, marked)
        here = (*path, key)
        if len(entries) >= MAX_KEYS:
            place = _place(event, marked.source)
            marked.problems.append(Problem("too-many-keys", place, {"limit": str(MAX_KEYS)}))
            raise _StoppedError
        twice = key in entries
        if twice:
            first = marked.key_place(here)
            params = {"key": key, "line": str(first.row)}
            _report(Problem("yaml-duplicate-key", _place(event, marked.source), params), marked)
            here = (*path, f"{key} (again)")
        marked.keys[here] = _span(event)
        value = _build(_node(next(events)), events, here, marked)
        if not twice:
            entries[key] = value
    return entries


def _node(event: Event) -> NodeEvent:
    if not isinstance(event, NodeEvent):
        message = "a mapping ended between a key and its value"
        raise yaml.YAMLError(message)
    return event


def _scalar(event: ScalarEvent) -> str | None:
    value: str = event.value
    plain = not event.style  # the C parser says "" for a plain scalar, the Python one None
    return None if plain and value in {"", "~", "null"} else value


def _refuse_extras(event: NodeEvent, marked: Marked) -> None:
    """Note anchors, aliases and tags; where there are many, the file is not read to its end."""
    tag = getattr(event, "tag", None)
    if event.anchor is None and tag is None:  # an alias has the anchor's name
        return
    place = _place(event, marked.source)
    if event.anchor is not None:
        marked.refused.setdefault("yaml-anchor", []).append((str(event.anchor), place))
    if tag is not None:
        marked.refused.setdefault("yaml-tag", []).append((str(tag), place))
    if sum(len(found) for found in marked.refused.values()) >= MOST_PROBLEMS:
        raise _StoppedError


def _report(problem: Problem, marked: Marked) -> None:
    """Take down a problem; where there are many, the file is not read to its end."""
    marked.problems.append(problem)
    if len(marked.problems) >= MOST_PROBLEMS:
        limit = {"limit": str(MOST_PROBLEMS)}
        marked.problems.append(Problem("yaml-many-faults", problem.place, limit))
        raise _StoppedError


def _span(event: Event) -> Span:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:  # an event that was not parsed from a text
        return Span(0, 0, 0, 0)
    return Span(start.line, start.column, start.index, end.index)


def _place(event: Event, source: str) -> Place:
    span = _span(event)
    return Place(source, span.line + 1, span.column + 1)


def _syntax(fault: yaml.YAMLError | UnicodeError, source: str) -> Problem:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    place = Place(source) if mark is None else Place(source, mark.line + 1, mark.column + 1)
    said = getattr(fault, "problem", None) or getattr(fault, "reason", None) or "not YAML"
    return Problem("yaml-syntax", place, {"said": yaml_said(str(said))})


def entries(data: Data) -> Mapping[str, Data]:
    """Return a map's entries, or none where the data is not a map."""
    return data if isinstance(data, dict) else {}
