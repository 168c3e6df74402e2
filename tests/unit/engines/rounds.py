"""Small rounds, and expressions put to one of their rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.engines.kinds import ReferenceEngine
from cbccvc_rules.engines.reference import Env, evaluate
from cbccvc_rules.engines.world import World
from cbccvc_rules.lang.check import check
from cbccvc_rules.lang.rules import Bindings, Condition, Interval, ReadingSpec, Rule, Ruleset
from cbccvc_rules.lang.scope import Definition, Scope
from cbccvc_rules.lang.types import Coded, Scalar
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.packs.vocabulary import VOCABULARY
from cbccvc_rules.sources import Citation, Place, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cbccvc_rules.engines.base import Judgement
    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.types import Type
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Value

Record = dict[str, object]
ALL = frozenset({"CB", "CC", "VC"})
WORDS = Text("lời", "words")
CITES = (Citation("1/LAW", Text("Luật 1", "Law 1"), article=1),)
READINGS = {"way": Coded("way", ("narrow", "wide")), "base": Coded("base", ("all", "good", "few"))}


def a_person(staff_id: str = "A", **more: object) -> Record:
    return {"staff_id": staff_id, "category": "VC", "unit_id": "U", "rating": "HTTNV", **more}


def a_unit(unit_id: str = "U", **more: object) -> Record:
    return {"unit_id": unit_id, **more}


def people(*ratings: str, **more: object) -> list[Record]:
    """People S1, S2, … of unit U with these ratings; an empty one is not told."""
    return [a_person(f"S{n}", rating=rating, **more) for n, rating in enumerate(ratings, 1)]


def a_world(
    *staff: Record, units: Sequence[Record] | None = None, period: str = "2024", **more: object
) -> World:
    return World(Batch.from_records(list(staff) or [a_person()], units, period=period, **more))


def row_of(world: World, key: str) -> Row:
    """The person, unit, group or batch with a key; `group U` where a unit has the same."""
    if key.startswith("group "):
        return next(row for row in world.groups() if row.key == key.removeprefix("group "))
    return world.people.get(key) or world.units.get(key) or world.root


def record_of(world: World, key: str) -> str:
    if key.startswith("group "):
        return "group"
    return "staff" if key in world.people else "unit" if key in world.units else "batch"


def typed(text: str, record: str, expected: Type | None = None, **scope: object) -> Node:
    """The tree of an expression on a record."""
    known = Scope(VOCABULARY, record, record, readings=READINGS, **scope)
    found, faults = check(text, known, expected)
    assert faults == [], faults
    assert found is not None
    return found


def an_env(
    world: World, governed: frozenset[str] = ALL, readings: Mapping[str, str] | None = None
) -> Env:
    chosen = {"way": "narrow", "base": "all", **(readings or {})}
    return Env(world, Bindings({}, chosen), governed)


def value(
    text: str,
    world: World | None = None,
    key: str = "A",
    governed: frozenset[str] = ALL,
    **scope: object,
) -> Value:
    """What an expression is worth on one row of a round."""
    world = a_world() if world is None else world
    row = row_of(world, key)
    node = typed(text, record_of(world, key), measures=True, **scope)
    return evaluate(node, row, row, an_env(world, governed))


def a_definition(name: str, record: str, text: str) -> dict[tuple[str, str], Definition]:
    return {(record, name): Definition(name, record, typed(text, record), WORDS, CITES)}


@dataclass(frozen=True)
class ARule:
    """A rule in the making, as a pack would write it."""

    judges: str = "staff"
    when: str = "true"
    require: tuple[tuple[str, str], ...] = (("", "true"),)
    unless: tuple[tuple[str, str], ...] = ()
    let: dict[str, str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    definitions: dict[tuple[str, str], Definition] = field(default_factory=dict)
    name: str = "a-rule"

    def made(self) -> Rule:
        known: dict[str, object] = {"definitions": self.definitions}
        lets = {name: typed(text, self.judges, **known) for name, text in self.let.items()}
        known["lets"] = lets

        def conditions(told: tuple[tuple[str, str], ...]) -> tuple[Condition, ...]:
            return tuple(
                Condition(
                    label, typed(text, self.judges, Scalar.TRUTH, **known), WORDS, _cites(label)
                )
                for label, text in told
            )

        measures = {
            name: typed(text, self.judges, measures=True, **known)
            for name, text in self.measures.items()
        }
        return Rule(
            id=self.name,
            pack="a-pack",
            title=WORDS,
            cites=CITES,
            severity="violation",
            in_force=Interval(date(2000, 1, 1)),
            judges=self.judges,
            when=typed(self.when, self.judges, Scalar.TRUTH, **known),
            unless=conditions(self.unless),
            require=conditions(self.require),
            lets=lets,
            measures=measures,
            message=WORDS,
            remedy=WORDS,
            why=WORDS,
            breaks=WORDS,
            keeps=WORDS,
            says_same=None,
            criteria_of=None,
            concerns="grade",
            place=Place("a-rule.yaml"),
        )


def _cites(label: str) -> tuple[Citation, ...]:
    return tuple(replace(cite, point=label or None) for cite in CITES)


def a_rule(judges: str = "staff", require: str = "true", **more: object) -> Rule:
    """A rule with one requirement that has no label."""
    return ARule(judges=judges, require=(("", require),), **more).made()


def a_ruleset(
    *rules: Rule, governed: frozenset[str] = ALL, readings: Mapping[str, str] | None = None
) -> Ruleset:
    chosen = {"way": "narrow", "base": "all", **(readings or {})}
    choices = {
        name: ReadingSpec(
            name, "a-pack", WORDS, kind.codes[0], dict.fromkeys(kind.codes, WORDS), WORDS, None
        )
        for name, kind in READINGS.items()
    }
    day = date(2024, 12, 14)
    return Ruleset(day, rules, rules, {}, {}, chosen, choices, {"a-pack": governed})


def judged(rule: Rule, world: World, **more: object) -> dict[str, Judgement]:
    """Every judgement of a rule on a round, by the key of its subject."""
    found = ReferenceEngine().judgements(a_ruleset(rule, **more), world)
    return {one.subject.key: one for one in found}


def verdicts(rule: Rule, world: World, **more: object) -> dict[str, str]:
    return {key: one.verdict.value for key, one in judged(rule, world, **more).items()}
