"""A rule, its dated figures and its readings, typed and ready to be judged; and a set of them.

What a pack file says, after every name is resolved. No file is read here and nothing is judged.
"""

from __future__ import annotations

from dataclasses import field, replace
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.lang.nodes import Named, Node, Parameter, Reading, parts_of
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cbccvc_rules.lang.types import Type
    from cbccvc_rules.sources import Citation, Place, Text

RuleSeverity = Literal["violation", "warning", "notice"]
Judged = Literal["staff", "unit", "group", "batch"]
Concern = Literal["grade", "procedure", "party_grade", "consequence"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `first` to `last`, both included; None is open."""

    first: date | None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        after = self.first is None or self.first <= day
        return after and (self.last is None or day <= self.last)

    def meets(self, other: Interval) -> bool:
        """Return whether the two have a day in common."""
        starts = [day for day in (self.first, other.first) if day is not None]
        ends = [day for day in (self.last, other.last) if day is not None]
        return not starts or not ends or max(starts) <= min(ends)


@dataclass(frozen=True, slots=True)
class Condition:
    """A labelled requirement or exception with its own provision."""

    id: str
    node: Node
    says: Text | None
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A predicate on a subject, with everything needed to defend a finding of it.

    `says_same` is a key shared by rules of different laws that say the same of one subject;
    `criteria_of` is the grade whose criteria the rule holds. Only rules that concern the grade
    itself say which grades are permitted; a step left out, a Party grade or a consequence does not.
    `tightens` are the rules of other packs that it is meant to be as strict as, or stricter.
    """

    id: str
    pack: str
    title: Text
    cites: tuple[Citation, ...]
    severity: RuleSeverity
    in_force: Interval
    judges: Judged
    when: Node
    unless: tuple[Condition, ...]
    require: tuple[Condition, ...]
    lets: Mapping[str, Node]
    measures: Mapping[str, Node]
    message: Text
    remedy: Text
    why: Text
    breaks: Text
    keeps: Text
    says_same: str | None
    criteria_of: str | None
    concerns: Concern
    place: Place
    tightens: tuple[str, ...] = ()

    def nodes(self) -> Iterator[Node]:
        """Yield the expressions that decide the verdict."""
        yield self.when
        for condition in (*self.unless, *self.require):
            yield condition.node

    def readings(self) -> frozenset[str]:
        """Return the names of the readings that the verdict may depend on."""
        return frozenset(node.name for node in below(self.nodes()) if isinstance(node, Reading))

    def parameters(self) -> frozenset[str]:
        """Return the names of the parameters that the verdict may depend on."""
        return frozenset(node.name for node in below(self.nodes()) if isinstance(node, Parameter))


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and every node below it, the bodies of names included."""
    yield node
    for part in parts_of(node):
        yield from walk(part)


def below(tops: Iterable[Node]) -> Iterator[Node]:
    """Yield nodes and every node below them, in no order; what names share, once."""
    waiting, met = list(tops), set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) not in met:
            met.add(id(node))
            waiting += parts_of(node)
            yield node


def cited(node: Node) -> Iterator[Citation]:
    """Yield the citations of every definition and exception below a node."""
    for one in walk(node):
        if isinstance(one, Named):
            yield from one.cites


ParameterValue = int | Fraction | str | None


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A figure of the law with its days and its provision; None where it was abolished."""

    interval: Interval
    value: ParameterValue
    cites: tuple[Citation, ...]
    origin: Literal["law", "assumption"] = "law"


@dataclass(frozen=True, slots=True)
class ParameterSpec:
    """A dated parameter: what it is, which way is tighter, and its values."""

    name: str
    pack: str
    title: Text
    type: Type
    unit: Literal["share", "months", "count", "points", "grade"]
    tighter: Literal["lower", "higher"]
    values: tuple[DatedValue, ...]

    def on(self, day: date) -> DatedValue | None:
        """Return the value in force on a day."""
        return next((value for value in self.values if day in value.interval), None)


@dataclass(frozen=True, slots=True)
class ReadingSpec:
    """A choice that the text of the law leaves open.

    `defaults` has the packs whose own text makes another alternative the default.
    """

    name: str
    pack: str
    question: Text
    default: str
    alternatives: Mapping[str, Text]
    source: Text
    ambiguity: str | None
    defaults: Mapping[str, str] = field(default_factory=dict)

    @property
    def ambiguities(self) -> tuple[str, ...]:
        """The open points of the law that the reading answers, by their numbers."""
        return () if self.ambiguity is None else tuple(self.ambiguity.split(", "))


@dataclass(frozen=True, slots=True)
class Settled:
    """A point that the law leaves open and a pack does not make a reading, and why not."""

    name: str
    pack: str
    question: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class Bindings:
    """The figures and readings chosen for one evaluation.

    `own` has, by pack, the readings whose default is another one there; `pack` is whose rule is
    evaluated.
    """

    parameters: Mapping[str, ParameterValue]
    readings: Mapping[str, str]
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pack: str = ""
    _of: dict[str, Bindings] = field(default_factory=dict, init=False, compare=False, repr=False)

    def of(self, pack: str) -> Bindings:
        """Return the same choices for the rules of a pack."""
        if pack == self.pack:
            return self
        made = self._of.get(pack)
        return self._of.setdefault(pack, replace(self, pack=pack)) if made is None else made

    def reading(self, name: str) -> str:
        """Return the alternative of a reading that holds in the pack."""
        own = self.own.get(self.pack)
        return self.readings[name] if own is None or name not in own else own[name]

    def changed(self, change: Mapping[str, str]) -> Bindings:
        """Return these choices with some readings chosen otherwise, in every pack."""
        own = {
            pack: {name: value for name, value in readings.items() if name not in change}
            for pack, readings in self.own.items()
        }
        return replace(self, readings={**self.readings, **change}, own=own)

    @property
    def chosen(self) -> tuple[tuple[str, str, str], ...]:
        """Every choice as pack, reading and alternative; the same for the same choices."""
        own = [(pack, *one) for pack, readings in self.own.items() for one in readings.items()]
        return tuple(sorted([("", *one) for one in self.readings.items()] + own))


@dataclass(frozen=True, slots=True)
class Ruleset:
    """The rules in force on a day, with the figures of that day and the readings chosen.

    `rules` are those asked for; `law` is all of them: which grades a person may have does not
    hang on what is asked. `governs` maps a pack to the categories of staff it governs that day;
    `own` to the readings that nobody chose and whose default is another one in that pack; `days`
    to those as of which it is taken, where that is not the day itself; `because` to what makes it
    govern some people otherwise than the rest of their category, by how those stand.
    """

    on: date
    rules: tuple[Rule, ...]
    law: tuple[Rule, ...]
    parameters: Mapping[str, DatedValue]
    specs: Mapping[str, ParameterSpec]
    readings: Mapping[str, str]
    choices: Mapping[str, ReadingSpec]
    governs: Mapping[str, frozenset[str]]
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    days: Mapping[str, frozenset[date]] = field(default_factory=dict)
    because: Mapping[str, Mapping[str, Citation]] = field(default_factory=dict)
    _bound: list[Bindings] = field(default_factory=list, init=False, compare=False, repr=False)
    _others: dict[str, tuple[tuple[dict[str, str], Bindings], ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _places: dict[str, int] = field(default_factory=dict, init=False, compare=False, repr=False)

    def place(self, rule: Rule) -> int:
        """Return where a rule stands among those asked for."""
        if not self._places:
            self._places.update((one.id, at) for at, one in enumerate(self.rules))
        return self._places[rule.id]

    def has_in_force(self, rule: Rule) -> bool:
        """Return whether a rule is in force on the day, or on one as of which its pack is taken."""
        return any(day in rule.in_force for day in self.days.get(rule.pack, (self.on,)))

    @property
    def bindings(self) -> Bindings:
        """The figures and readings of this ruleset."""
        if not self._bound:
            figures = {name: dated.value for name, dated in self.parameters.items()}
            self._bound.append(Bindings(figures, self.readings, self.own))
        return self._bound[0]

    @property
    def taken(self) -> Mapping[str, str]:
        """The readings that the rules take; one that they take in two ways, as it is elsewhere."""
        found = dict(self.readings)
        for name in {name for own in self.own.values() for name in own}:
            asked = [rule for rule in self.rules if name in rule.readings()]
            ways = {self.bindings.of(rule.pack).reading(name) for rule in asked}
            if len(ways) == 1:
                found[name] = ways.pop()
        return found

    def next_bindings(self, rule: Rule) -> Iterator[tuple[dict[str, str], Bindings]]:
        """Yield every choice of a rule's readings that differs in one of them."""
        here = self.bindings.of(rule.pack)
        for name in sorted(rule.readings()):
            chosen = here.reading(name)
            for new in sorted(self.choices[name].alternatives):
                if new != chosen:
                    yield {name: new}, here.changed({name: new})

    def other_bindings(self, rule: Rule) -> Sequence[tuple[dict[str, str], Bindings]]:
        """Return every other choice of a rule's readings: what changes, and the bindings.

        Fewest changes first, so that the smallest change that flips a verdict is met first.
        """
        if rule.id not in self._others:
            self._others[rule.id] = tuple(self._other_bindings(rule))
        return self._others[rule.id]

    def _other_bindings(self, rule: Rule) -> Iterator[tuple[dict[str, str], Bindings]]:
        names = sorted(rule.readings())
        here = self.bindings.of(rule.pack)
        chosen = tuple(here.reading(name) for name in names)
        options = [tuple(self.choices[name].alternatives) for name in names]
        changes = [
            {name: new for name, new, old in zip(names, combo, chosen, strict=True) if new != old}
            for combo in product(*options)
        ]
        for change in sorted(changes, key=lambda change: (len(change), sorted(change.items()))):
            if change:
                yield change, here.changed(change)
