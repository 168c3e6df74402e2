"""Types are told: little `Any`, none where the law is judged; a `type: ignore` says why."""

from __future__ import annotations

import ast
import io
import re
import tokenize

from architecture.source import Source, faults, snippet, sources

TYPED_ROOMS = frozenset({"lang", "model", "engines"})
ANY_PER_1000_LINES = 3
IGNORES_PER_1000_LINES = 1
REASONED = re.compile(r"#\s*type:\s*ignore\[[\w, -]+\]\s*#\s*\w.*")


def uses_of_any(source: Source) -> list[str]:
    return [
        source.at(node, "Any")
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Name) and node.id == "Any")
        or (isinstance(node, ast.Attribute) and node.attr == "Any")
    ]


def any_in_typed_rooms(source: Source) -> list[str]:
    return uses_of_any(source) if source.room in TYPED_ROOMS else []


def ignores(source: Source) -> list[tuple[int, str]]:
    """Return the line and text of each comment that silences the type checker."""
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    return [
        (token.start[0], token.string)
        for token in tokens
        if token.type == tokenize.COMMENT and re.match(r"#\s*(type:\s*ignore|mypy:)", token.string)
    ]


def ignores_without_reason(source: Source) -> list[str]:
    return [
        f"{source.path}:{line}: {comment}"
        for line, comment in ignores(source)
        if not REASONED.fullmatch(comment)
    ]


def under(count: int, per_1000_lines: int, lines: int) -> bool:
    return 1000 * count < per_1000_lines * lines


def total_lines() -> int:
    return sum(source.lines for source in sources())


def test_there_is_little_any() -> None:
    assert under(len(faults(uses_of_any)), ANY_PER_1000_LINES, total_lines())


def test_the_rooms_that_judge_have_no_any() -> None:
    assert faults(any_in_typed_rooms) == []


def test_the_type_checker_is_seldom_silenced() -> None:
    silenced = sum(len(ignores(source)) for source in sources())
    assert under(silenced, IGNORES_PER_1000_LINES, total_lines())


def test_whoever_silences_the_type_checker_says_why() -> None:
    assert faults(ignores_without_reason) == []


def test_any_is_caught_however_it_is_written() -> None:
    assert len(uses_of_any(snippet("x: Any\ny: dict[str, typing.Any]\n"))) == 2


def test_any_is_caught_only_in_the_rooms_that_judge() -> None:
    assert any_in_typed_rooms(snippet("x: Any", "model/rows.py")) == ["model/rows.py:1: Any"]
    assert any_in_typed_rooms(snippet("x: Any", "marked.py")) == []


def test_an_ignore_without_code_or_reason_is_caught() -> None:
    assert ignores_without_reason(snippet("x = 1  # type: ignore"))
    assert ignores_without_reason(snippet("x = 1  # type: ignore[misc]"))
    assert ignores_without_reason(snippet("# mypy: ignore-errors\nx = 1"))


def test_an_ignore_with_code_and_reason_is_counted_and_let_be() -> None:
    reasoned = snippet("x = 1  # type: ignore[misc]  # the stub of yaml lacks Mark.line")
    assert len(ignores(reasoned)) == 1
    assert ignores_without_reason(reasoned) == []


def test_a_rate_equal_to_the_bound_is_caught() -> None:
    assert under(2, 3, 1000)
    assert not under(3, 3, 1000)
