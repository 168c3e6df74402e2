"""What the lists of clauses say of the packs, held against the packs: what encodes which clause."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.lang.nodes import Named, Parameter, Reading, parts_of
from cbccvc_rules.model.columns import TABLES, columns_of
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Citation, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.marked import Path
    from cbccvc_rules.packs.clauses import Listed
    from cbccvc_rules.packs.library import Act, Applies, Clause
    from cbccvc_rules.packs.names import Names
    from cbccvc_rules.sources import Steps


@dataclass(frozen=True, slots=True)
class Uses:
    """What a rule or a definition cites, itself or through what it rests on, and what it reads."""

    cites: frozenset[Citation]
    readings: frozenset[str]
    figures: frozenset[str]


_NO_USES = Uses(frozenset(), frozenset(), frozenset())


class _Looker:
    """Looks through expressions, and through the body of each name only once."""

    def __init__(self) -> None:
        self._bodies: dict[int, Uses] = {}

    def rule(self, rule: Rule) -> Uses:
        conditions = (cite for one in (*rule.unless, *rule.require) for cite in one.cites)
        below = self.below(rule.nodes())
        return replace(below, cites=below.cites.union(rule.cites, conditions))

    def below(self, nodes: Iterable[Node]) -> Uses:
        cites: set[Citation] = set()
        readings: set[str] = set()
        figures: set[str] = set()
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            if isinstance(node, Reading):
                readings.add(node.name)
            elif isinstance(node, Parameter):
                figures.add(node.name)
            elif isinstance(node, Named):
                uses = self._body(node.body)
                cites.update(node.cites, uses.cites)
                readings |= uses.readings
                figures |= uses.figures
                continue
            waiting.extend(parts_of(node))
        return Uses(frozenset(cites), frozenset(readings), frozenset(figures))

    def _body(self, body: Node) -> Uses:
        if id(body) not in self._bodies:
            self._bodies[id(body)] = self.below([body])
        return self._bodies[id(body)]


@dataclass(frozen=True, slots=True)
class Encoders:
    """Everything that a clause may be encoded in, by name."""

    rules: Mapping[str, Uses]
    definitions: Mapping[str, Uses]
    parameters: Mapping[str, frozenset[Citation]]
    readings: frozenset[str]
    columns: frozenset[str]
    applies: Mapping[str, frozenset[Citation]]

    @classmethod
    def of(cls, rules: Mapping[str, Rule], names: Names, applies: Applies | None) -> Encoders:
        """Return what the packs hold, each looked through once."""
        looker = _Looker()
        definitions: dict[str, Uses] = {}
        for (_, name), known in names.definitions.items():
            below = looker.below([known.body])
            told = definitions.get(name, _NO_USES)
            definitions[name] = Uses(
                below.cites.union(known.cites, told.cites),
                below.readings | told.readings,
                below.figures | told.figures,
            )
        basis: dict[str, set[Citation]] = {}
        for entry in () if applies is None else applies.all_entries():
            cites = (cite for cite in entry.basis if isinstance(cite, Citation))
            basis.setdefault(entry.category, set()).update(cites)
        every_column = (f"{table}.{one.name}" for table in TABLES for one in columns_of(table))
        return cls(
            rules={name: looker.rule(rule) for name, rule in rules.items()},
            definitions=definitions,
            parameters={
                name: frozenset(cite for dated in spec.values for cite in dated.cites)
                for name, spec in names.parameters.items()
            },
            readings=frozenset(names.readings),
            columns=frozenset(every_column),
            applies={category: frozenset(cites) for category, cites in basis.items()},
        )

    def repeals(self, rule: Rule, acts: Mapping[str, Act]) -> Iterator[Problem]:
        """Yield where a rule goes on citing, through a definition, a clause that has ended."""
        for citation in sorted(self.rules[rule.id].cites, key=str):
            provisions = acts[citation.act].provisions
            fault = None if provisions is None else provisions.fault(citation, rule.in_force)
            if fault is not None and fault.code == "clause-repealed":
                yield Problem(fault.code, rule.place, fault.params)

    def check(self, one: Listed) -> None:
        """Take down what is said to encode a clause but is not there or does not cite it."""
        encoded = one.clause.encoded
        for name, path in _known(one, "rules", self.rules):
            _must_cite(one, path, name, self.rules[name].cites)
        for name, path in _known(one, "definitions", self.definitions):
            _must_cite(one, path, name, self.definitions[name].cites)
        uses = [self.rules[name] for name in encoded.rules if name in self.rules]
        uses += [self.definitions[name] for name in encoded.definitions if name in self.definitions]
        for name, path in _known(one, "parameters", self.parameters):
            if not any(name in each.figures for each in uses):
                _must_cite(one, path, name, self.parameters[name])
        for name, path in _known(one, "readings", self.readings):
            if not any(name in each.readings for each in uses):
                _must_cite(one, path, name, ())
        list(_known(one, "columns", self.columns))  # a column is not of one clause alone
        for name, path in _known(one, "applies", self.applies):
            _must_cite(one, path, name, self.applies[name])


def _known(one: Listed, key: str, known: Collection[str]) -> Iterator[tuple[str, Path]]:
    """Yield the names under a key that exist, with their paths; the others are faults."""
    for number, name in enumerate(getattr(one.clause.encoded, key)):
        path: Path = ("encoded", key, number)
        if name in known:
            yield name, path
        else:
            close = nearest(name, known) or ""
            one.fault("clause-encoder-unknown", path, kind=key, name=name, nearest=close)


def _must_cite(one: Listed, key: Path, name: str, cites: Iterable[Citation]) -> None:
    clause = one.clause
    if not _cited_in(clause, cites):
        named = Text(clause.provision("vi"), clause.provision("en"))
        one.fault("clause-not-cited", key, name=name, provision=named)


def _cited_in(clause: Clause, cites: Iterable[Citation]) -> bool:
    """Return whether a clause, what contains it or a part of it is cited.

    An act that changes another is cited where its changes are: `added_by`, `amended_by`.
    """
    return any(
        (one.act == clause.act and _on_one_way(one.steps, clause.steps))
        or clause.act in {one.added_by_act, one.amended_by_act}
        for one in cites
    )


def _on_one_way(one: Steps, other: Steps) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
