"""Small pieces of a pack file turned into typed things: texts, citations, days, expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.lang.check import check
from cbccvc_rules.lang.rules import Condition, Interval
from cbccvc_rules.lang.types import Scalar, Type
from cbccvc_rules.packs.schema import (
    ActDaysSpec,
    AppliesEntrySpec,
    ClauseSpec,
    DatedValueSpec,
    DaysSpec,
)
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Citation, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.scope import Scope
    from cbccvc_rules.marked import Marked, Path
    from cbccvc_rules.packs.library import Act
    from cbccvc_rules.packs.schema import BasisSpec, CitationSpec, ConditionSpec, TextSpec


_NOT_KNOWN = frozenset({"column-unknown", "dollar-unknown"})
Days = DaysSpec | ActDaysSpec | DatedValueSpec | AppliesEntrySpec | ClauseSpec


def text(spec: TextSpec) -> Text:
    """Return a text of two languages."""
    return Text(spec.vi, spec.en)


@dataclass(frozen=True, slots=True)
class Resolver:
    """Turns parts of one file into typed things; faults go to `problems`, each with its place.

    `unusable` names stand in parts that are at fault themselves: who uses them is not.
    """

    marked: Marked
    acts: Mapping[str, Act]
    problems: list[Problem]
    unusable: set[str]

    def expression(
        self, source: str, path: Path, scope: Scope, expected: Type | None = Scalar.TRUTH
    ) -> Node | None:
        """Type an expression; a fault points at its character."""
        node, faults = check(source, scope, expected)
        for fault in faults:
            if fault.code in _NOT_KNOWN and dict(fault.params)["name"] in self.unusable:
                continue
            place = self.marked.place_inside(path, fault.offset)
            self.problems.append(Problem(fault.code, place, dict(fault.params), read=source))
        return node

    def interval(self, days: Days, path: Path) -> Interval:
        """Return first and last day; a last day before the first is a fault, and taken as it."""
        if days.first is not None and days.last is not None and days.last < days.first:
            params = {"first": days.first.isoformat(), "last": days.last.isoformat()}
            place = self.marked.place((*path, "to"))
            self.problems.append(Problem("days-reversed", place, params))
        return in_order(days)

    def citations(
        self, specs: Sequence[CitationSpec], path: Path, during: Interval | None = None
    ) -> tuple[Citation, ...]:
        """Return citations; an act that acts.yaml does not list, or not in force, is a fault."""
        return tuple(
            citation
            for number, spec in enumerate(specs)
            if (citation := self.citation(spec, (*path, number), during)) is not None
        )

    def citation(
        self, spec: CitationSpec | BasisSpec, path: Path, during: Interval | None = None
    ) -> Citation | None:
        """Return one citation, None where its act is not known."""
        act = self.act(spec.act or "", (*path, "act"), during)
        added = self.changing_act(spec.added_by, (*path, "added_by"))
        amended = self.changing_act(spec.amended_by, (*path, "amended_by"))
        if act is None:
            return None
        citation = Citation(
            act=spec.act or "",
            act_name=act.name,
            item=spec.item,
            article=spec.article,
            clause=spec.clause,
            point=spec.point,
            paragraph=spec.paragraph,
            added_by=None if added is None else added.name,
            amended_by=None if amended is None else amended.name,
            confidence=spec.confidence or "certain",
            note=None if spec.note is None else text(spec.note),
            added_by_act=spec.added_by,
            amended_by_act=spec.amended_by,
            added_on=_effect(added),
            amended_on=_effect(amended),
        )
        fault = None if act.provisions is None else act.provisions.fault(citation, during)
        if fault is not None:
            place = self.marked.place((*path, citation.steps[fault.step][0]))
            self.problems.append(Problem(fault.code, place, fault.params))
        return citation

    def changing_act(self, name: str | None, path: Path) -> Act | None:
        """Return the act that added or amended a provision, None where none did."""
        return None if name is None else self.act(name, path)

    def act(self, name: str, path: Path, during: Interval | None = None) -> Act | None:
        """Return an act; one that is not listed, or not in force, is a fault."""
        act = self.acts.get(name)
        if act is None:
            params = {"act": name, "nearest": nearest(name, self.acts) or ""}
            self.problems.append(Problem("act-unknown", self.marked.place(path), params))
        elif during and act.in_force and not act.in_force.meets(during):
            params = {"act": name}
            self.problems.append(Problem("act-not-in-force", self.marked.place(path), params))
        return act

    def conditions(
        self,
        specs: Sequence[ConditionSpec],
        path: Path,
        scope: Scope,
        during: Interval | None = None,
    ) -> tuple[Condition, ...]:
        """Return labelled conditions; a label given twice is a fault."""
        found: list[Condition] = []
        for number, spec in enumerate(specs):
            here = (*path, number)
            if any(spec.id == other.id for other in found):
                place = self.marked.place((*here, "id"))
                self.problems.append(Problem("condition-twice", place, {"id": spec.id}))
            cites = self.citations(spec.cites, (*here, "cites"), during)
            node = self.expression(spec.test, (*here, "is"), scope)
            if node is not None:
                found.append(Condition(spec.id, node, text(spec.says), cites))
        return tuple(found)


def in_order(days: Days) -> Interval:
    """Return first and last day, whichever of the two was called the first."""
    if days.first is not None and days.last is not None and days.last < days.first:
        return Interval(days.last, days.first)
    return Interval(days.first, days.last)


def _effect(act: Act | None) -> date | None:
    """Return the day an act took effect, None where acts.yaml does not say."""
    return None if act is None or act.in_force is None else act.in_force.first
