"""What can still be checked of a rule whose file does not have its shape: its expressions.

A missing message should not hide a mistyped name: all that is wrong with a file is told at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from cbccvc_rules.lang.rules import Judged
from cbccvc_rules.marked import entries
from cbccvc_rules.packs.rule import type_expressions
from cbccvc_rules.packs.schema import ConditionSpec, RuleSpec, TextSpec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.marked import Data, Marked
    from cbccvc_rules.packs.names import Names
    from cbccvc_rules.packs.resolve import Resolver


def check_expressions(
    marked: Marked, names: Names, visible: frozenset[str], resolver: Resolver
) -> None:
    """Take down the faults of every expression that stands where one belongs."""
    data = entries(marked.data)
    judges = data.get("judges")
    if judges not in get_args(Judged):
        return
    told: dict[str, Any] = {
        "judges": judges,
        "when": _text(data.get("when")) or "true",
        "unless": _conditions(data.get("unless")),
        "let": _texts(data.get("let")),
        "require": _text(data.get("require")) or _conditions(data.get("require")),
        "measures": _texts(data.get("measures")),
    }
    draft = RuleSpec.model_construct(**told)
    type_expressions(draft, names, visible, (), resolver)


def named_in(marked: Marked, key: str) -> set[str]:
    """Return the names that a file at fault meant to give."""
    return set(entries(entries(marked.data).get(key)))


def _text(data: Data) -> str | None:
    return data if isinstance(data, str) else None


def _texts(data: Data) -> dict[str, str]:
    return {name: source for name, source in entries(data).items() if isinstance(source, str)}


def _conditions(data: Data) -> list[ConditionSpec]:
    """Return the conditions that have an expression; the others keep their number."""
    listed = data if isinstance(data, list) else []
    return [_condition(entries(one), number) for number, one in enumerate(listed)]


def _condition(data: Mapping[str, Data], number: int) -> ConditionSpec:
    told: dict[str, Any] = {
        "id": _text(data.get("id")) or f"#{number}",
        "cites": [],
        "test": _text(data.get("is")) or "true",
        "says": TextSpec(vi="—", en="—"),
    }
    return ConditionSpec.model_construct(**told)
