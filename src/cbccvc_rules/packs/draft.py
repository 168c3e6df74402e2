"""What can still be checked of a part that does not have its shape: acts, days, expressions.

A missing message should not hide a mistyped name: all that is wrong with a file is told at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from cbccvc_rules.lang.rules import Judged
from cbccvc_rules.marked import entries
from cbccvc_rules.packs.resolve import in_order
from cbccvc_rules.packs.rule import check_parts, type_expressions
from cbccvc_rules.packs.schema import NAME, ConditionSpec, DaysSpec, RuleSpec, TextSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.lang.rules import Interval
    from cbccvc_rules.marked import Data, Path
    from cbccvc_rules.packs.names import Names
    from cbccvc_rules.packs.resolve import Resolver

Model = TypeVar("Model", bound=BaseModel)
_NO_WORDS = TextSpec(vi="—", en="—")


def check_rule_draft(names: Names, visible: frozenset[str], resolver: Resolver) -> None:
    """Take down the faults of a rule file beside those of its shape."""
    data = entries(resolver.marked.data)
    days = _valid(DaysSpec, data.get("in_force"))
    during = None if days is None else in_order(days)
    check_loosely(resolver.marked.data, (), resolver, during)
    judges = data.get("judges")
    if judges not in get_args(Judged):
        return
    draft = _draft(data, str(judges), resolver.marked.source.rsplit("/", 1)[-1])
    typed = type_expressions(draft, names, visible, (), resolver, during)
    check_parts(draft, names, typed.scope, frozenset(_confidences(data.get("cites"))), resolver)


def _draft(data: Mapping[str, Data], judges: str, file: str) -> RuleSpec:
    """Return what the file tells of a rule; what it does not tell has no fault of its own."""
    severity = data.get("severity")
    told: dict[str, Any] = {
        "id": _text(data.get("id")) or file.removesuffix(".yaml"),
        "judges": judges,
        "severity": severity if isinstance(severity, str) else "notice",
        "when": _text(data.get("when")) or "true",
        "unless": _conditions(data.get("unless")),
        "let": _texts(data.get("let")),
        "require": _text(data.get("require")) or _conditions(data.get("require")),
        "measures": _texts(data.get("measures")),
        **_messages(data),
        "criteria_of": _text(data.get("criteria_of")),
    }
    return RuleSpec.model_construct(**told)


def _messages(data: Mapping[str, Data]) -> dict[str, TextSpec]:
    """Return the messages, where all that they may name can be read."""
    named = {**entries(data.get("let")), **entries(data.get("measures"))}
    whole = all(isinstance(data.get(key, {}), dict) for key in ("let", "measures"))
    if not whole or not all(re.fullmatch(NAME, name) for name in named):
        return dict.fromkeys(("message", "remedy"), _NO_WORDS)
    return {key: _valid(TextSpec, data.get(key)) or _NO_WORDS for key in ("message", "remedy")}


def check_definition_draft(
    name: str, data: Data, names: Names, visible: frozenset[str], resolver: Resolver
) -> None:
    """Take down the faults of the expressions of a definition that does not have its shape."""
    told = entries(data)
    record = told.get("of")
    if not isinstance(record, str) or record not in names.vocabulary.records:
        return
    scope = names.scope(visible, record, None)
    here: Path = ("definitions", name)
    test = _text(told.get("is"))
    if test is not None:
        resolver.expression(test, (*here, "is"), scope, expected=None)
    resolver.conditions(_conditions(told.get("unless")), (*here, "unless"), scope)


def check_loosely(
    data: Data, path: Path, resolver: Resolver, during: Interval | None = None
) -> None:
    """Take down acts that are not known and days in the wrong order, wherever they stand."""
    if isinstance(data, list):
        for number, item in enumerate(data):
            check_loosely(item, (*path, number), resolver, during)
        return
    told = entries(data)
    for key in ("act", "added_by", "amended_by"):
        name = told.get(key)
        if isinstance(name, str) and "act" in told:
            resolver.act(name, (*path, key), during if key == "act" else None)
    if "to" in told:
        days = _valid(DaysSpec, {key: told.get(key) for key in ("from", "to")})
        if days is not None:
            resolver.interval(days, path)
    for key, value in told.items():
        check_loosely(value, (*path, key), resolver, during)


def _confidences(cites: Data) -> Iterator[str]:
    for cite in cites if isinstance(cites, list) else ():
        confidence = entries(cite).get("confidence")
        if isinstance(confidence, str):
            yield confidence


def _valid(model: type[Model], data: object) -> Model | None:
    try:
        return model.model_validate(data)
    except ValidationError:
        return None


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
        "says": _NO_WORDS,
    }
    return ConditionSpec.model_construct(**told)
