"""JSON text to the same marked data as YAML: every scalar stays text, with its place.

The standard reader drops duplicate keys, turns decimals into binary fractions, takes `NaN`, and
tells no place. Only its reading of strings is used here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import field
from json import JSONDecodeError, JSONDecoder
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.marked import MAX_CHARACTERS, MAX_DEPTH, MAX_KEYS, MOST_PROBLEMS, Marked, Span
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from cbccvc_rules.marked import Data, Path

_STRINGS = JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*")
_BARE = re.compile(r"[^\s,:\[\]{}\"]+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_CONSTANTS = {"true": "true", "false": "false", "null": None}
_SURROGATE = re.compile("[\ud800-\udfff]")


class _FaultError(Exception):
    """Raised to stop reading: what was found where."""

    def __init__(self, at: int, problem: Problem) -> None:
        super().__init__(problem.code)
        self.at = at
        self.problem = problem


def read_json(text: str, source: str) -> Marked:
    """Read one JSON value; a fault of syntax ends the reading."""
    marked = Marked(source, text)
    if len(text) > MAX_CHARACTERS:
        limit = {"limit": str(MAX_CHARACTERS)}
        marked.problems.append(Problem("yaml-too-large", Place(source), limit))
        return marked
    reader = _Reader(marked)
    try:
        data, end = reader.value(0, (), 0)
        end = reader.space(end)
        if end < len(text):
            raise reader.fault(end, _MORE)
        marked.data = data
    except _FaultError as fault:
        marked.problems.append(fault.problem)
    return marked


_MORE = Text("còn chữ sau giá trị cuối cùng", "text follows the last value")
_VALUE = Text("cần một giá trị JSON", "a JSON value is needed")
_KEY = Text("cần tên khóa trong dấu ngoặc kép", "a key in double quotes is needed")
_COLON = Text("cần dấu `:` sau tên khóa", "a `:` is needed after the key")
_COMMA = Text("cần dấu `,` hoặc dấu đóng ngoặc", "a `,` or the closing bracket is needed")
_STRING = Text("chuỗi không hợp lệ hoặc chưa đóng ngoặc kép", "a text is malformed or not closed")


@dataclass(slots=True)
class _Reader:
    marked: Marked
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        text = self.marked.text
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def value(self, at: int, path: Path, depth: int) -> tuple[Data, int]:
        """Read the value that begins at `at` or after the white space there."""
        text = self.marked.text
        at = self.space(at)
        first = text[at : at + 1]
        if first in {"{", "["}:
            if depth >= MAX_DEPTH:
                place = self.place(at)
                raise _FaultError(at, Problem("yaml-too-deep", place, {"limit": str(MAX_DEPTH)}))
            read = self._object if first == "{" else self._array
            data, end = read(at + 1, path, depth + 1)
        elif first == '"':
            data, end = self._string(at)
        else:
            data, end = self._bare(at)
        self.marked.values[path] = self._span(at, end)
        return data, end

    def space(self, at: int) -> int:
        """Return where the next character that is no white space stands."""
        match = _SPACE.match(self.marked.text, at)
        return at if match is None else match.end()

    def place(self, at: int) -> Place:
        """Return the place of a character."""
        span = self._span(at, at)
        return Place(self.marked.source, span.line + 1, span.column + 1)

    def fault(self, at: int, said: Text) -> _FaultError:
        """Return what stops the reading here."""
        return _FaultError(at, Problem("json-syntax", self.place(at), {"said": said}))

    def _span(self, start: int, end: int) -> Span:
        line = bisect_right(self.starts, start) - 1
        return Span(line, start - self.starts[line], start, end)

    def _bare(self, at: int) -> tuple[Data, int]:
        match = _BARE.match(self.marked.text, at)
        word = "" if match is None else match[0]
        if word in _CONSTANTS:
            return _CONSTANTS[word], at + len(word)
        if not _NUMBER.fullmatch(word):
            raise self.fault(at, _VALUE)
        return word, at + len(word)

    def _string(self, at: int) -> tuple[str, int]:
        try:
            read, end = _STRINGS.raw_decode(self.marked.text, at)
        except JSONDecodeError as fault:
            raise self.fault(min(fault.pos, len(self.marked.text)), _STRING) from None
        if not isinstance(read, str) or _SURROGATE.search(read):
            raise self.fault(at, _STRING)
        return read, end

    def _array(self, at: int, path: Path, depth: int) -> tuple[Data, int]:
        items: list[Data] = []
        at = self.space(at)
        while self.marked.text[at : at + 1] != "]":
            if items:
                at = self._comma(at)
            item, at = self.value(at, (*path, len(items)), depth)
            items.append(item)
            at = self.space(at)
        return items, at + 1

    def _object(self, at: int, path: Path, depth: int) -> tuple[Data, int]:
        entries: dict[str, Data] = {}
        at = self.space(at)
        empty = True
        while self.marked.text[at : at + 1] != "}":
            if not empty:
                at = self.space(self._comma(at))
            empty = False
            if self.marked.text[at : at + 1] != '"':
                raise self.fault(at, _KEY)
            start = at
            key, at = self._string(at)
            here = self._key(key, entries, path, start, at)
            at = self.space(at)
            if self.marked.text[at : at + 1] != ":":
                raise self.fault(at, _COLON)
            value, at = self.value(at + 1, here, depth)
            entries.setdefault(key, value)
            at = self.space(at)
        return entries, at + 1

    def _key(self, key: str, entries: dict[str, Data], path: Path, start: int, end: int) -> Path:
        """Return the path of a key; one that stands there twice is told and its value left."""
        here = (*path, key)
        if len(entries) >= MAX_KEYS:
            limit = {"limit": str(MAX_KEYS)}
            raise _FaultError(start, Problem("too-many-keys", self.place(start), limit))
        if len(self.marked.problems) >= MOST_PROBLEMS:
            limit = {"limit": str(MOST_PROBLEMS)}
            raise _FaultError(start, Problem("yaml-many-faults", self.place(start), limit))
        if key in entries:
            first = self.marked.key_place(here)
            params = {"key": key, "line": str(first.row)}
            self.marked.problems.append(Problem("yaml-duplicate-key", self.place(start), params))
            here = (*path, f"{key} (again)")
        self.marked.keys[here] = self._span(start, end)
        return here

    def _comma(self, at: int) -> int:
        if self.marked.text[at : at + 1] != ",":
            raise self.fault(at, _COMMA)
        return at + 1
