"""Everything the packs say, typed: the rules of every day, and the table of which law applies."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Text, provision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import (
        DatedValue,
        Interval,
        ParameterSpec,
        ReadingSpec,
        Rule,
        Settled,
    )
    from cbccvc_rules.lang.scope import Definition
    from cbccvc_rules.packs.provisions import Provisions
    from cbccvc_rules.packs.schema import State
    from cbccvc_rules.sources import Citation, Confidence, Lang, Place, Steps

_AS_SUCH = Text("cả văn bản", "the act as such")


@dataclass(frozen=True, slots=True)
class Act:
    """An act that may be cited; where its clauses are listed, no others may be.

    Its list is `whole`, or has only the clauses that the packs use.
    """

    name: Text
    in_force: Interval | None
    provisions: Provisions | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Encoded:
    """The names of what encodes a clause; `applies` are categories in the table of laws."""

    rules: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    applies: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(
            (
                self.rules,
                self.definitions,
                self.parameters,
                self.readings,
                self.columns,
                self.applies,
            )
        )


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of an act as one text between two days, and what became of it in the packs."""

    act: str
    steps: Steps
    interval: Interval
    added_by: Text | None
    amended_by: Text | None
    gist: Text
    confidence: Confidence
    sources: tuple[Text, ...]
    state: State
    reason: Text
    encoded: Encoded
    place: Place

    @property
    def awaits_rule(self) -> bool:
        """Whether the clause asks for something that no rule judges yet."""
        return self.state in {"duty", "follow-up"} and not self.encoded.rules

    def provision(self, lang: Lang) -> str:
        """Return the clause without its act; of an act cited as such, that it is."""
        return provision(self.steps, lang) or _AS_SUCH.in_(lang)


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

    `outside` marks people to whom no such law is meant to apply (labour contracts). Where `as_of`
    is told, the packs are taken as they stood on that day: an act that ended is still applied.
    `who` says whom of the category it is about, where that is not everybody.
    """

    standing: str
    interval: Interval
    packs: tuple[str, ...]
    hole: Text | None
    outside: bool
    instruments: Text | None
    confidence: Confidence
    basis: tuple[Citation | Text, ...]
    who: Text | None = None
    as_of: date | None = None
    fallback: Fallback | None = None

    @property
    def category(self) -> str:
        """The category of the people that the entry is about."""
        return self.standing.partition(FALLBACK)[0]


@dataclass(frozen=True, slots=True)
class Fallback:
    """Who of a category is rated by other packs than the rest of it, and what decides that.

    `unknown` says why nobody is judged of whom it is not known.
    """

    condition: Node
    unknown: Text
    governs: Governs


FALLBACK = "/fallback"
"""What the standing of the people whom an entry's fallback governs has after their category."""


@dataclass(frozen=True, slots=True)
class Applies:
    """The table category × day; `before` says why days before the first entry have no answer."""

    before: Text
    entries: tuple[Governs, ...]

    def all_entries(self) -> Iterator[Governs]:
        """Yield every entry, each followed by that of the people who stand apart from it."""
        for entry in self.entries:
            yield entry
            if entry.fallback is not None:
                yield entry.fallback.governs


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
    clauses: tuple[Clause, ...] = ()

    def meant(self, citation: Citation, during: Interval) -> list[Clause]:
        """Return the clauses that a citation means: the one cited, or those inside it."""
        steps = citation.steps
        inside = [
            clause
            for clause in self.clauses
            if clause.act == citation.act
            and clause.steps[: len(steps)] == steps
            and clause.interval.meets(during)
        ]
        return [clause for clause in inside if clause.steps == steps] or inside

    def names(self) -> dict[str, Text]:
        """Return the titles of parameters and readings, and of each alternative (`name=value`)."""
        titles = {name: spec.title for name, spec in self.parameters.items()}
        for name, reading in self.readings.items():
            titles[name] = reading.question
            titles.update((f"{name}={key}", says) for key, says in reading.alternatives.items())
        return titles
