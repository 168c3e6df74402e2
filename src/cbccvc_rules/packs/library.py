"""Everything the packs say, typed: the rules of every day, and the table of which law applies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.lang.rules import (
        DatedValue,
        Interval,
        ParameterSpec,
        ReadingSpec,
        Rule,
        Settled,
    )
    from cbccvc_rules.lang.scope import Definition
    from cbccvc_rules.sources import Citation, Confidence, Text


@dataclass(frozen=True, slots=True)
class Act:
    """An act that may be cited."""

    name: Text
    in_force: Interval | None


@dataclass(frozen=True, slots=True)
class Pack:
    """One folder of rules; `by_default`: judged beside the law though the law does not name it.

    Where it is judged, its `figures` go before the values of the parameters they name.
    """

    id: str
    title: Text
    uses: tuple[str, ...]
    digest: str
    by_default: bool = False
    figures: Mapping[str, tuple[DatedValue, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Governs:
    """Which packs govern a category between two days; or, without packs, why none does.

    `outside` marks people to whom no such law is meant to apply (labour contracts).
    """

    category: str
    interval: Interval
    packs: tuple[str, ...]
    hole: Text | None
    outside: bool
    instruments: Text | None
    confidence: Confidence
    basis: tuple[Citation | Text, ...]


@dataclass(frozen=True, slots=True)
class Applies:
    """The table category × day; `before` says why days before the first entry have no answer."""

    before: Text
    entries: tuple[Governs, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """Every pack loaded together."""

    acts: Mapping[str, Act]
    packs: Mapping[str, Pack]
    rules: Mapping[str, Rule]
    parameters: Mapping[str, ParameterSpec]
    readings: Mapping[str, ReadingSpec]
    settled: Mapping[str, Settled]
    definitions: Mapping[tuple[str, str], Definition]
    applies: Applies

    def names(self) -> dict[str, Text]:
        """Return the titles of parameters and readings, and of each alternative (`name=value`)."""
        titles = {name: spec.title for name, spec in self.parameters.items()}
        for name, reading in self.readings.items():
            titles[name] = reading.question
            titles.update((f"{name}={key}", says) for key, says in reading.alternatives.items())
        return titles
