"""Small pieces of Markdown that the generated pages are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.sources import Text


def table(head: str, rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table; `head` names the columns, separated by bars."""
    heads = head.split("|")
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for row in rows:
        cells = (" ".join(cell.split()).replace("|", "\\|") for cell in row)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def both(text: Text) -> str:
    """Return the words of both languages, once where they are the same."""
    return text.vi if text.vi == text.en else f"{text.vi} / {text.en}"


def fenced(text: str) -> str:
    """Return text that is shown as it is."""
    return f"```text\n{text}\n```\n"


def codes(names: Iterable[str]) -> str:
    """Return names as code, or a dash where there are none."""
    return ", ".join(f"`{name}`" for name in names) or "–"


def links(rules: Iterable[str], folder: str = "rules/") -> str:
    """Return links to the pages of rules, or a dash where there are none."""
    return ", ".join(f"[{name}]({folder}{name}.md)" for name in sorted(rules)) or "–"
