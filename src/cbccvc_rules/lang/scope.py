"""What an expression may name: records, parameters, readings, definitions and lets."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.types import Coded, Type, Vocabulary
    from cbccvc_rules.sources import Citation, Text


@dataclass(frozen=True, slots=True)
class Definition:
    """A named expression over one record; its labelled exceptions are part of the body."""

    name: str
    record: str
    body: Node
    says: Text
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands.

    `subject` is the record judged (None in a definition, which may not know who asks); `measures`
    allows division and rounding, which may never decide a verdict.
    """

    vocabulary: Vocabulary
    this: str
    subject: str | None
    parameters: Mapping[str, Type] = field(default_factory=dict)
    readings: Mapping[str, Coded] = field(default_factory=dict)
    definitions: Mapping[tuple[str, str], Definition] = field(default_factory=dict)
    lets: Mapping[str, Node] = field(default_factory=dict)
    measures: bool = False
