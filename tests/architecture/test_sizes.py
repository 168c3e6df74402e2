"""Files and functions stay small."""

from __future__ import annotations

import ast
from statistics import median
from typing import TYPE_CHECKING

from architecture.source import Source, faults, snippet, sources

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE_LINES = 400
MEDIAN_FILE_LINES = 200
FUNCTION_LINES = 60
SMALL_FUNCTION_LINES = 30
SMALL_FUNCTIONS_PERCENT = 90

Function = ast.FunctionDef | ast.AsyncFunctionDef


def long_files(source: Source) -> list[str]:
    return [f"{source.path}: {source.lines} lines"] if source.lines > FILE_LINES else []


def functions(source: Source) -> Iterator[tuple[Function, int]]:
    for node in ast.walk(source.tree):
        if isinstance(node, Function):
            yield node, (node.end_lineno or node.lineno) - node.lineno + 1


def long_functions(source: Source) -> list[str]:
    return [
        source.at(node, f"{node.name}: {size} lines")
        for node, size in functions(source)
        if size > FUNCTION_LINES
    ]


def mostly_small(sizes: list[int]) -> bool:
    small = sum(size < SMALL_FUNCTION_LINES for size in sizes)
    return 100 * small >= SMALL_FUNCTIONS_PERCENT * len(sizes)


def a_function_of(lines: int) -> Source:
    return snippet("def long():\n" + "    x = 1\n" * (lines - 1))


def test_there_is_something_to_measure() -> None:
    assert len(sources()) > 10


def test_no_file_is_over_the_budget() -> None:
    assert faults(long_files) == []


def test_the_median_file_is_within_the_budget() -> None:
    assert median(source.lines for source in sources()) <= MEDIAN_FILE_LINES


def test_no_function_is_over_the_budget() -> None:
    assert faults(long_functions) == []


def test_nine_functions_of_ten_are_small() -> None:
    assert mostly_small([size for source in sources() for _, size in functions(source)])


def test_a_file_one_line_over_is_caught() -> None:
    assert long_files(snippet("x = 1\n" * 400)) == []
    assert long_files(snippet("x = 1\n" * 401)) == ["lang/snippet.py: 401 lines"]


def test_a_function_one_line_over_is_caught() -> None:
    assert long_functions(a_function_of(60)) == []
    assert long_functions(a_function_of(61)) == ["lang/snippet.py:1: long: 61 lines"]


def test_a_method_inside_a_class_is_measured() -> None:
    method = "class A:\n    def long(self):\n" + "        x = 1\n" * 60
    assert long_functions(snippet(method)) == ["lang/snippet.py:2: long: 61 lines"]


def test_two_long_functions_of_ten_are_caught() -> None:
    assert mostly_small([29] * 9 + [30])
    assert not mostly_small([29] * 8 + [30, 30])
