"""The packs with one mistake at a time: in an expression, a day in force, or a dated figure.

A mutant is told by what it belongs to and what it changes, so that its name outlives other edits.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.authoring.expressions import expressions, taken_apart, wholes
from cbccvc_rules.authoring.figures import Refigured, days_of_rules, figures_of_parameters
from cbccvc_rules.authoring.mutants import FALSE, TRUE, Around, Kind, Variant, variants
from cbccvc_rules.lang.nodes import And, Field, Literal, Named, Node, Not, type_of
from cbccvc_rules.lang.rewrite import NameKey, Rebinding, at, name_key, put
from cbccvc_rules.lang.rules import Rule, walk
from cbccvc_rules.lang.show import show
from cbccvc_rules.lang.types import Scalar
from cbccvc_rules.packs.vocabulary import VOCABULARY
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.authoring.expressions import Expression
    from cbccvc_rules.lang.rewrite import Way
    from cbccvc_rules.lang.rules import Condition
    from cbccvc_rules.lang.scope import Definition
    from cbccvc_rules.packs.files import PackFiles
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.sources import Citation, Place


@dataclass(frozen=True, slots=True)
class Rebound:
    """Names with other bodies, in every rule that uses them."""

    bodies: Mapping[NameKey, Node]


Change = Rule | Rebound | Refigured


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake: `id` names it, `becomes` is what the file would say, `rules` may turn by it."""

    id: str
    kind: Kind
    pack: str
    becomes: str
    place: Place
    cites: tuple[Citation, ...]
    rules: tuple[str, ...]
    change: Change


_RELATIONS = {name: record.relations for name, record in VOCABULARY.records.items()}


def mutants(library: Library, files: Sequence[PackFiles]) -> list[Mutant]:
    """Return every mutant of the packs, in the order of the files; each has a name of its own."""
    found = list(expressions(library, files))
    totals = wholes(found)
    users = _users(library)
    seen: Counter[str] = Counter()
    every: list[Mutant] = []
    for one in _all(library, files, found, totals, users):
        seen[one.id] += 1
        again = seen[one.id]
        every.append(one if again == 1 else replace(one, id=f"{one.id} #{again}"))
    return every


def _all(
    library: Library,
    files: Sequence[PackFiles],
    found: Iterable[Expression],
    totals: Mapping[str, Sequence[Field | Named]],
    users: Mapping[NameKey, tuple[str, ...]],
) -> Iterator[Mutant]:
    for expression in found:
        yield from _of_expression(expression, totals, users)
    for moved in days_of_rules(library, files):
        yield Mutant(
            id=f"{moved.rule.id}/in_force.{moved.end}: {moved.was} → {moved.becomes}",
            kind="day",
            pack=moved.rule.pack,
            becomes=moved.becomes,
            place=moved.place,
            cites=moved.rule.cites,
            rules=(moved.rule.id,),
            change=moved.rule,
        )
    for other in figures_of_parameters(library, files):
        yield Mutant(
            id=f"${other.spec.name}/{other.part}: {other.was} → {other.becomes}",
            kind=other.kind,
            pack=other.spec.pack,
            becomes=other.becomes,
            place=other.place,
            cites=other.cites,
            rules=other.rules,
            change=Refigured(other.spec),
        )


def _of_expression(
    expression: Expression,
    totals: Mapping[str, Sequence[Field | Named]],
    users: Mapping[NameKey, tuple[str, ...]],
) -> Iterator[Mutant]:
    offsets = expression.offsets()

    def is_percent(way: Way) -> bool:
        return expression.is_percent(offsets.get(way))

    owner = expression.owner
    name = owner.id if isinstance(owner, Rule) else f"{owner.record}.{owner.name}"
    rules = (owner.id,) if isinstance(owner, Rule) else users.get(_key(owner), ())
    around = Around(_RELATIONS, totals, is_percent)
    written = show(expression.node)
    for variant in (*_left_out(expression), *variants(expression.node, around)):
        whole = put(expression.node, variant.way, variant.node)
        if show(whole) == written:
            continue
        was, becomes = _shown(expression.node, whole, variant)
        yield Mutant(
            id=f"{name}/{expression.part}: {was} → {becomes}",
            kind=variant.kind,
            pack=expression.pack,
            becomes=show(whole),
            place=expression.place(offsets.get(variant.way)),
            cites=expression.cites,
            rules=rules,
            change=_change(expression, whole),
        )


def _left_out(expression: Expression) -> Iterator[Variant]:
    """Yield a rule or definition without one of its conditions or exceptions."""
    if isinstance(expression.node, Literal):
        return
    if expression.role in {"when", "require"}:
        yield Variant("condition", (), TRUE)
    elif expression.role in {"unless", "exception"}:
        yield Variant("condition", (), FALSE)


def _shown(old: Node, new: Node, variant: Variant) -> tuple[str, str]:
    """Return the smallest condition around a change before and after it, or the value itself."""
    if variant.node in (TRUE, FALSE):
        return show(at(old, variant.way)), show(variant.node)
    for length in range(len(variant.way), -1, -1):
        way = variant.way[:length]
        if type_of(at(old, way)) is Scalar.TRUTH:
            return show(at(old, way)), show(at(new, way))
    return show(at(old, variant.way)), show(variant.node)


def _change(expression: Expression, node: Node) -> Change:
    owner = expression.owner
    if not isinstance(owner, Rule):
        return Rebound({_key(owner): _put_together(owner, expression, node)})
    match expression.role:
        case "when":
            return replace(owner, when=node)
        case "unless":
            return replace(owner, unless=_with(owner.unless, expression.label, node))
        case "require":
            return replace(owner, require=_with(owner.require, expression.label, node))
        case "measures":
            owner = replace(owner, measures={**owner.measures, expression.label: node})
        case _:
            owner = replace(owner, lets={**owner.lets, expression.label: node})
    # What is named in a rule may be used by its other expressions.
    return rebound(owner, {("let", expression.label, owner.judges): node})


def _with(conditions: tuple[Condition, ...], label: str, node: Node) -> tuple[Condition, ...]:
    return tuple(replace(one, node=node) if one.id == label else one for one in conditions)


def _put_together(owner: Definition, expression: Expression, node: Node) -> Node:
    """Return the whole body of a definition with one of its parts replaced."""
    body, exceptions = taken_apart(owner)
    if not exceptions:
        return node
    if expression.role == "definition":
        body = node
    others = (
        replace(one, body=node)
        if expression.role == "exception" and one.name == expression.label
        else one
        for one in exceptions
    )
    return And((body, *(Not(one) for one in others)))


def _key(definition: Definition) -> NameKey:
    return ("definition", definition.name, definition.record)


def rebound(rule: Rule, bodies: Mapping[NameKey, Node]) -> Rule:
    """Return a rule in which names have other bodies, in its measures, too."""
    new = Rebinding(bodies)
    return replace(
        rule,
        when=new.of(rule.when),
        unless=tuple(replace(one, node=new.of(one.node)) for one in rule.unless),
        require=tuple(replace(one, node=new.of(one.node)) for one in rule.require),
        lets={name: new.of(node) for name, node in rule.lets.items()},
        measures={name: new.of(node) for name, node in rule.measures.items()},
    )


def _users(library: Library) -> dict[NameKey, tuple[str, ...]]:
    """Return the rules that use each name, directly or under another name."""
    found: dict[NameKey, set[str]] = {}
    for rule in library.rules.values():
        for top in (*rule.nodes(), *rule.measures.values()):
            for node in walk(top):
                if isinstance(node, Named):
                    found.setdefault(name_key(node), set()).add(rule.id)
    return {key: tuple(sorted(rules)) for key, rules in found.items()}
