"""The source files as syntax trees, and the shape every checker has: a file in, faults out."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "cbccvc_rules"


@dataclass(frozen=True)
class Source:
    """One Python file; `path` is relative to the package, with forward slashes."""

    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @property
    def room(self) -> str:
        """The package or module directly under the root: `lang` of `lang/read.py`."""
        return self.path.split("/")[0].removesuffix(".py")

    def at(self, node: ast.AST, what: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {what}"


def snippet(text: str, path: str = "lang/snippet.py") -> Source:
    """Make a source of a few lines, to see a checker catch them."""
    text = dedent(text)
    return Source(path, text, ast.parse(text))


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the package."""
    return tuple(
        snippet(file.read_text(encoding="utf-8"), file.relative_to(PACKAGE).as_posix())
        for file in sorted(PACKAGE.rglob("*.py"))
    )


def faults(checker: Callable[[Source], list[str]]) -> list[str]:
    """Run a checker over the package."""
    return [fault for source in sources() for fault in checker(source)]
