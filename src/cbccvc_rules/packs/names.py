"""The named parts of a pack: parameters, readings and definitions, typed and without circles."""

from __future__ import annotations

from dataclasses import field
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.lang.nodes import Anchor, And, Named, Node, Not
from cbccvc_rules.lang.read import SyntaxFaultError, read
from cbccvc_rules.lang.rules import (
    DatedValue,
    Interval,
    ParameterSpec,
    ParameterValue,
    ReadingSpec,
    Settled,
)
from cbccvc_rules.lang.scope import Definition, Scope
from cbccvc_rules.lang.syntax import words_in
from cbccvc_rules.lang.types import Coded, Scalar, Type, Vocabulary
from cbccvc_rules.packs.figure import not_a_figure, read_figure
from cbccvc_rules.packs.resolve import Resolver, text
from cbccvc_rules.packs.tighter import refuse_looser
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cbccvc_rules.marked import Path
    from cbccvc_rules.packs.schema import (
        DatedValueSpec,
        DefinitionFileSpec,
        DefinitionsFile,
        FiguresFile,
        ParametersFile,
        ReadingsFile,
    )


@dataclass(slots=True)
class Names:
    """The parameters, readings and definitions met so far; a name is given once in all packs."""

    vocabulary: Vocabulary
    grades: Coded
    parameters: dict[str, ParameterSpec] = field(default_factory=dict)
    readings: dict[str, ReadingSpec] = field(default_factory=dict)
    settled: dict[str, Settled] = field(default_factory=dict)
    definitions: dict[tuple[str, str], Definition] = field(default_factory=dict)
    owners: dict[tuple[str, str], str] = field(default_factory=dict)

    def scope(self, visible: frozenset[str], this: str, subject: str | None) -> Scope:
        """Return what an expression of a pack may name."""
        return Scope(
            vocabulary=self.vocabulary,
            this=this,
            subject=subject,
            parameters={
                name: spec.type for name, spec in self.parameters.items() if spec.pack in visible
            },
            readings={
                name: Coded(name, tuple(spec.alternatives))
                for name, spec in self.readings.items()
                if spec.pack in visible
            },
            definitions={
                key: known for key, known in self.definitions.items() if self.owners[key] in visible
            },
        )

    def add_parameters(self, file: ParametersFile, pack: str, resolver: Resolver) -> None:
        """Add the parameters of a pack."""
        for name, spec in file.parameters.items():
            path: Path = ("parameters", name)
            if self._is_new(name, path, resolver):
                kind: Type = self.grades if spec.unit == "grade" else Scalar.NUMBER
                self.parameters[name] = ParameterSpec(
                    name=name,
                    pack=pack,
                    title=text(spec.title),
                    type=kind,
                    unit=spec.unit,
                    tighter=spec.tighter,
                    values=self._values(spec.values, spec.unit, (*path, "values"), resolver),
                )

    def figures(
        self, file: FiguresFile, visible: frozenset[str], resolver: Resolver
    ) -> dict[str, tuple[DatedValue, ...]]:
        """Return the values that a pack puts in the place of those of other packs' parameters."""
        known = {name: spec for name, spec in self.parameters.items() if spec.pack in visible}
        found: dict[str, tuple[DatedValue, ...]] = {}
        for name, values in file.figures.items():
            path: Path = ("figures", name)
            if name in known:
                found[name] = self._values(values, known[name].unit, path, resolver)
                refuse_looser(known[name], found[name], self.grades, resolver)
                continue
            params = {"parameter": name, "nearest": nearest(name, known) or ""}
            place = resolver.marked.key_place(path)
            resolver.problems.append(Problem("parameter-unknown", place, params))
        return found

    def _values(
        self, told: Sequence[DatedValueSpec], unit: str, path: Path, resolver: Resolver
    ) -> tuple[DatedValue, ...]:
        values: list[DatedValue] = []
        for number, dated in enumerate(told):
            here = (*path, number)
            interval = resolver.interval(dated, here)
            if any(interval.meets(other.interval) for other in values):
                place = resolver.marked.place((*here, "from"))
                resolver.problems.append(Problem("parameter-dates-overlap", place))
            value = self._value(dated, unit, here, resolver)
            cites = resolver.citations(dated.cites, (*here, "cites"))
            values.append(DatedValue(interval, value, cites, dated.origin))
        return tuple(values)

    def _value(
        self, dated: DatedValueSpec, unit: str, here: Path, resolver: Resolver
    ) -> ParameterValue:
        if dated.value is None:
            return None
        value = read_figure(dated.value, unit, self.grades.codes)
        if value is None:
            place = resolver.marked.place((*here, "value"))
            codes = self.grades.codes
            resolver.problems.append(not_a_figure(dated.value, str(here[1]), unit, codes, place))
        return value

    def add_readings(self, file: ReadingsFile, pack: str, resolver: Resolver) -> None:
        """Add the readings of a pack."""
        for name, spec in file.readings.items():
            path: Path = ("readings", name)
            defaults = {"default": spec.default}
            defaults.update({f"default_in/{of}": one for of, one in spec.default_in.items()})
            for key, default in defaults.items():
                if default not in spec.alternatives:
                    place = resolver.marked.place((*path, *key.split("/")))
                    params = {
                        "name": name,
                        "known": ", ".join(spec.alternatives),
                        "nearest": nearest(default, spec.alternatives) or "",
                    }
                    problem = Problem("reading-default", place, params, read=default)
                    resolver.problems.append(problem)
            if self._is_new(name, path, resolver):
                self.readings[name] = ReadingSpec(
                    name=name,
                    pack=pack,
                    question=text(spec.question),
                    default=spec.default,
                    alternatives={key: text(words) for key, words in spec.alternatives.items()},
                    source=text(spec.source),
                    ambiguity=spec.ambiguity,
                    defaults=dict(spec.default_in),
                )

        for name, told in file.settled.items():
            named = {one for spec in self.readings.values() for one in spec.ambiguities}
            if name in named or name in self.settled:
                place = resolver.marked.key_place(("settled", name))
                resolver.problems.append(Problem("name-twice", place, {"name": name}))
                continue
            self.settled[name] = Settled(name, pack, text(told.question), text(told.reason))

    def _is_new(self, name: str, path: Path, resolver: Resolver) -> bool:
        if name in self.parameters or name in self.readings:
            place = resolver.marked.key_place(path)
            resolver.problems.append(Problem("name-twice", place, {"name": name}))
            return False
        return True

    def add_definitions(
        self, file: DefinitionsFile, pack: str, visible: frozenset[str], resolver: Resolver
    ) -> None:
        """Add the definitions of a pack, those that others rest on first."""
        for name in _ordered(file, resolver):
            spec = file.definitions[name]
            path: Path = ("definitions", name)
            if spec.of not in self.vocabulary.records:
                place = resolver.marked.place((*path, "of"))
                close = nearest(spec.of, self.vocabulary.records) or ""
                params = {"record": spec.of, "nearest": close}
                resolver.problems.append(Problem("record-unknown", place, params))
            elif name in self.vocabulary[spec.of].columns:
                place = resolver.marked.key_place(path)
                resolver.problems.append(Problem("name-twice", place, {"name": name}))
            else:
                self._add_definition(name, spec, pack, visible, resolver)

    def _add_definition(
        self,
        name: str,
        spec: DefinitionFileSpec,
        pack: str,
        visible: frozenset[str],
        resolver: Resolver,
    ) -> None:
        path: Path = ("definitions", name)
        scope = self.scope(visible, spec.of, None)
        cites = resolver.citations(spec.cites, (*path, "cites"))
        body = resolver.expression(spec.test, (*path, "is"), scope, expected=None)
        exceptions = resolver.conditions(spec.unless, (*path, "unless"), scope)
        if body is None:
            resolver.unusable.add(name)
            return
        here = Anchor("this", spec.of)
        parts: list[Node] = [body]
        for exception in exceptions:
            named = Named(
                "exception", exception.id, here, exception.node, exception.says, exception.cites
            )
            parts.append(Not(named))
        whole = And(tuple(parts)) if exceptions else body
        self.definitions[spec.of, name] = Definition(name, spec.of, whole, text(spec.says), cites)
        self.owners[spec.of, name] = pack


def _ordered(file: DefinitionsFile, resolver: Resolver) -> list[str]:
    """Return the definitions, those that others rest on first; without those in a circle."""
    graph: dict[str, set[str]] = {}
    for name, spec in file.definitions.items():
        sources = [spec.test, *(exception.test for exception in spec.unless)]
        used = {word for source in sources for word in _words(source)}
        graph[name] = used & set(file.definitions)
    while True:
        try:
            return list(TopologicalSorter(graph).static_order())
        except CycleError as circle:
            names = [str(name) for name in circle.args[1]]
        place = resolver.marked.key_place(("definitions", names[0]))
        params = {"circle": " → ".join(names)}
        resolver.problems.append(Problem("definition-circle", place, params))
        resolver.unusable.update(names)
        graph = {name: used - set(names) for name, used in graph.items() if name not in names}


def _words(source: str) -> frozenset[str]:
    """Return the words of an expression; one that does not parse is reported where it is typed."""
    try:
        return words_in(read(source))
    except SyntaxFaultError:
        return frozenset()


def gaps(spec: ParameterSpec, during: Interval) -> list[Interval]:
    """Return the spans of `during` on which a parameter has no value."""
    found: list[Interval] = []
    start, end = during.first or date.min, during.last or date.max
    for dated in sorted(spec.values, key=lambda dated: dated.interval.first or date.min):
        first, last = dated.interval.first or date.min, dated.interval.last or date.max
        if last < start:
            continue
        if first > end:
            break
        if first > start:
            found.append(Interval(start, first - timedelta(days=1)))
        if last >= end:
            return found
        start = last + timedelta(days=1)
    if start <= end:
        found.append(Interval(start, during.last))
    return found


def visible_packs(uses: Mapping[str, tuple[str, ...]], pack: str) -> frozenset[str]:
    """Return a pack and every pack it uses, directly or through another."""
    seen: set[str] = set()
    waiting = [pack]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(uses.get(name, ()))
    return frozenset(seen)
