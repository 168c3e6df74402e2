"""Whether a local pack permits what its parent forbids: proved, refuted by a round, or neither.

A local rule stands for rules of the parent where it says so (`tightens`), or where it counts what
they count. Whatever keeps the local pack must then keep those. A figure that the local pack puts in
the place of the parent's is asked about the same way. Every other rule of the parent goes on
holding beside the local pack, so nothing has to be shown of it.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.detail import detail
from cbccvc_rules.explain.message import filled
from cbccvc_rules.lang.nodes import Field
from cbccvc_rules.lang.rules import below
from cbccvc_rules.lang.show import show
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.packs.inforce import Choices
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.coherent import constraints
from cbccvc_rules.solve.encode import Encoder
from cbccvc_rules.solve.laws import asked_by, day_of, law_of, standings, stretches
from cbccvc_rules.solve.rounds import OpenRound
from cbccvc_rules.solve.solver import STEPS, Outcome, Solver
from cbccvc_rules.solve.symbols import NotEncodedError
from cbccvc_rules.solve.terms import TRUE
from cbccvc_rules.solve.witness import (
    Disagreement,
    Witness,
    rejudged_by,
    subject_row,
    witness_of,
    world_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from types import ModuleType

    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import Interval, Rule
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.solve.laws import Law
    from cbccvc_rules.solve.terms import Term
    from cbccvc_rules.sources import Text

Standing = Literal["proved", "refuted", "not proved"]
PLAIN = Choices()
"""Nothing chosen: default readings, figures as the packs have them."""


@dataclass(frozen=True, slots=True)
class Claim:
    """That whatever keeps some local rules keeps a rule of the parent, and how that ended.

    `why` says why it is not proved; `witness` refutes it, and `message` is what the parent says
    of it.
    """

    rule: str
    by: tuple[str, ...]
    ended: Standing
    stretches: tuple[tuple[Interval, str], ...]
    witness: Witness | None = None
    why: str = ""
    message: Text | None = None


@dataclass(slots=True)
class Tightened:
    """Every claim of a local pack about a parent; `added` are local rules that stand for none.

    `held` are the rules of the parent that go on holding as they are; `readings` those that the
    claims hang on, with the alternatives taken, `chosen` those that were asked for.
    """

    local: str
    parent: str
    readings: dict[str, str] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)

    @property
    def proved(self) -> bool:
        """Whether everything that had to be shown has been."""
        return all(one.ended == "proved" for one in self.claims)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The law of one stretch and standing with the local pack, and without it."""

    with_local: Law
    without: Law


def tightened(
    z3: ModuleType,
    library: Library,
    local: str,
    parent: str,
    *,
    day: date | None = None,
    choices: Choices = PLAIN,
    steps: int = STEPS,
) -> Tightened:
    """Ask of every stretch of time, or of one day alone, whether a local pack is as strict.

    Of `choices` the readings and figures count.
    """
    done = Tightened(local, parent, chosen=choices.readings)
    claims: dict[str, list[Claim]] = {}
    seen: dict[tuple[object, ...], Claim] = {}
    standing_for: set[str] = set()
    for pair in _pairs(library, local, parent, day, choices):
        for rule in _binding(pair.without, parent):
            by = _standing_for(rule, pair, local, library)
            if not by:
                continue
            done.readings.update(readings_of((rule, *by), pair.with_local, library))
            standing_for.update(one.id for one in by)
            key = (pair.with_local.on.year, rule.judges, *map(_said, (rule, *by)))
            if key not in seen:
                seen[key] = _asked(z3, pair, rule, by, library, steps)
            here = ((pair.without.interval, pair.without.standing),)
            claims.setdefault(rule.id, []).append(replace(seen[key], stretches=here))
    for name in sorted(claims):
        done.claims.append(_worst(claims[name]))
    own = [rule for rule in library.rules.values() if rule.pack == local]
    done.added += sorted(rule.id for rule in own if rule.id not in standing_for)
    of_parent = [rule for rule in library.rules.values() if rule.pack == parent]
    done.held += sorted(rule.id for rule in of_parent if rule.id not in claims)
    return done


def readings_of(rules: Iterable[Rule], law: Law, library: Library) -> dict[str, str]:
    """Return the readings that rules hang on, with the alternatives that a law takes."""
    bindings = law.ruleset.bindings
    return {
        name: bindings.of(rule.pack).reading(name)
        for rule in rules
        for name in sorted(library.rules[rule.id].readings())
    }


def has_claims(
    library: Library, local: str, parent: str, day: date, choices: Choices = PLAIN
) -> bool:
    """Return whether anything has to be proved of a local pack on a day."""
    return any(
        _standing_for(rule, pair, local, library)
        for pair in _pairs(library, local, parent, day, choices)
        for rule in _binding(pair.without, parent)
    )


def _worst(claims: Sequence[Claim]) -> Claim:
    """Return the claim that ended worst, with every stretch in which it ended so."""
    order: tuple[Standing, ...] = ("refuted", "not proved", "proved")
    worst = min(claims, key=lambda one: order.index(one.ended))
    alike = [one for one in claims if one.ended == worst.ended]
    return replace(worst, stretches=tuple(stretch for one in alike for stretch in one.stretches))


def _pairs(
    library: Library, local: str, parent: str, day: date | None, choices: Choices
) -> Iterator[_Pair]:
    asked = Choices(readings=choices.readings, parameters=choices.parameters)
    named = {name for entry in library.applies.all_entries() for name in entry.packs}
    base = () if parent in named or library.packs[parent].by_default else (parent,)
    for interval in stretches(library):
        if day is not None and day not in interval:
            continue
        on = day_of(interval)
        for standing in standings(library, on):
            with_local, without = (replace(asked, packs=(*base, *own)) for own in ((local,), ()))
            law = law_of(library, standing, interval, on, with_local)
            if parent in law.ruleset.governs:
                yield _Pair(law, law_of(library, standing, interval, on, without))


def _binding(law: Law, pack: str) -> list[Rule]:
    """Return the rules of a pack that forbid anything."""
    return [rule for rule in law.rules if rule.pack == pack and rule.severity != "notice"]


def _standing_for(rule: Rule, pair: _Pair, local: str, library: Library) -> tuple[Rule, ...]:
    """Return the rules that a local pack has in the place of one of its parent, if it has any.

    A figure that the packs themselves call an assumption may be replaced either way.
    """
    own = [one for one in _binding(pair.with_local, local) if one.judges == rule.judges]
    if any(covers(one, rule) for one in own):
        return tuple(own)
    now = next((one for one in pair.with_local.rules if one.id == rule.id), None)
    here, there = pair.with_local.ruleset.parameters, pair.without.ruleset.parameters
    changed = any(
        name in there and there[name].origin == "law" and here[name].value != there[name].value
        for name in library.rules[rule.id].parameters()
    )
    return (now, *own) if now is not None and changed else ()


def covers(local: Rule, rule: Rule) -> bool:
    """Return whether a local rule stands for one of the parent.

    It does where it says so. One that says of no rule that it tightens it stands for those that
    judge the same groups or units by every column that it requires something of.
    """
    if local.tightens or local.judges not in {"group", "unit"}:
        return rule.id in local.tightens
    asked = _columns(condition.node for condition in local.require)
    known = _columns(rule.nodes())
    return local.judges == rule.judges and bool(asked) and asked <= known


def _columns(nodes: Iterable[Node]) -> set[tuple[str, str]]:
    return {(one.row.record, one.name) for one in below(nodes) if isinstance(one, Field)}


def _said(rule: Rule) -> tuple[str, ...]:
    return (rule.id, *(show(node) for node in rule.nodes()))


def _asked(
    z3: ModuleType,
    pair: _Pair,
    rule: Rule,
    by: Sequence[Rule],
    library: Library,
    steps: int,
) -> Claim:
    """Ask for a round that keeps the local rules and breaks the parent's."""
    law, names = pair.with_local, tuple(one.id for one in by)
    apart = () if law.apart is None else (law.apart,)
    if rule.judges == "batch":
        return Claim(rule.id, names, "not proved", (), why="batch")
    round_ = OpenRound(rule.judges, law.category, law.on, asked_by((rule, *by), apart))
    encoder = Encoder(round_)
    try:
        terms: list[Term] = [encoder.verdicts(rule).broken]
        terms += [encoder.verdicts(one).fine for one in by]
    except NotEncodedError as error:
        return Claim(rule.id, names, "not proved", (), why=str(error))
    stands = TRUE
    if apart:
        holds = encoder.holds_of_people(apart[0])
        stands = holds.yes if law.apart_holds else holds.no
    solver = Solver(z3, [*constraints(round_), stands], steps)
    outcome = solver.ask(*terms)
    if outcome is Outcome.NONE:
        return Claim(rule.id, names, "proved", ())
    answer = None
    if outcome is Outcome.FOUND:
        answer = solver.smallest([round_.size()], stands, *terms)
    if answer is None:
        return Claim(rule.id, names, "not proved", (), why="z3")
    witness = witness_of(round_, answer)
    message = _both_judge(witness, pair, rule, by, library)
    return Claim(rule.id, names, "refuted", (), witness, message=message)


def _both_judge(
    witness: Witness, pair: _Pair, rule: Rule, by: Sequence[Rule], library: Library
) -> Text:
    """Make sure that both packs judge the round as the solver says; return what the parent says.

    Raises:
        Disagreement: where one does not.
    """
    world = world_of(witness, pair.with_local, library.applies)
    said = rejudged_by(pair.without.ruleset, world, witness.subject, rule)
    if said is not Verdict.BROKEN:
        raise Disagreement(f"{rule.id}: {said.value}: {witness.records}")
    for one in by:
        said = rejudged_by(pair.with_local.ruleset, world, witness.subject, one)
        if said not in {Verdict.KEPT, Verdict.NOT_APPLICABLE}:
            raise Disagreement(f"{one.id}: {said.value}: {witness.records}")
    ruleset, row = pair.without.ruleset, subject_row(world, rule, witness.subject)
    own = next(one for one in ruleset.law if one.id == rule.id)
    found = detail(Judgement(own, row, Verdict.BROKEN), ruleset, world)
    name = row.values.get("name")
    told = {**found.values, "id": row.key, "name": row.key if name is None else str(name)}
    return filled(own.message, told)
