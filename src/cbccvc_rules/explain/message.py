"""The one sentence of a finding: a rule's template filled with its numbers, in both languages."""

from __future__ import annotations

from functools import lru_cache
from string import Formatter
from typing import TYPE_CHECKING

from cbccvc_rules.explain.words import show_as
from cbccvc_rules.sources import LANGS, Lang, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.trace import Value

AS_WRITTEN = frozenset({"id", "name"})
"""Who is meant: whatever somebody is called, it is no code to be put into words."""


def filled(template: Text, values: Mapping[str, Value]) -> Text:
    """Return a template of two languages with every placeholder filled."""
    vi, en = (_fill(template.in_(lang), values, lang) for lang in LANGS)
    return Text(vi, en)


def asks_for(template: Text) -> frozenset[str]:
    """Return the names of the placeholders of a template, in either language."""
    return frozenset(
        name for lang in LANGS for _, name, _, _ in _parsed(template.in_(lang)) if name is not None
    )


@lru_cache(maxsize=1024)
def _parsed(template: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    return tuple(Formatter().parse(template))


def _fill(template: str, values: Mapping[str, Value], lang: Lang) -> str:
    parts: list[str] = []
    for words, name, form, _ in _parsed(template):
        parts.append(words)
        if name is not None:
            value = values.get(name)
            plain = name in AS_WRITTEN and isinstance(value, str)
            parts.append(str(value) if plain else show_as(value, form or "", lang))
    return " ".join("".join(parts).split())
