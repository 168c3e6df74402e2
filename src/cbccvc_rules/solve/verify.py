"""Every question put to every law: what the packs leave open, repeat or turn around, and when.

Laws that say the same are asked once.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.lang.show import show
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.laws import ANNUAL, laws, laws_of_occasions
from cbccvc_rules.solve.monotone import not_monotone
from cbccvc_rules.solve.put import Found, GivenUpError, put
from cbccvc_rules.solve.questions import alive, contradictions, gaps, implied
from cbccvc_rules.solve.unlike import unlike

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from datetime import date
    from types import ModuleType

    from cbccvc_rules.lang.rules import Interval, Rule
    from cbccvc_rules.packs.inforce import Choices
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.solve.laws import Law
    from cbccvc_rules.solve.put import Put
    from cbccvc_rules.solve.reasons import Reason
    from cbccvc_rules.solve.rounds import Judged
    from cbccvc_rules.solve.unlike import Unlike

KINDS: tuple[Judged, ...] = ("staff", "unit", "group")
QUESTIONS: tuple[Callable[[Put], Iterator[Found]], ...] = (
    gaps,
    contradictions,
    implied,
    not_monotone,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """Something found, when and for whom it holds, and why it stands, where a pack says so."""

    found: Found
    stretches: tuple[tuple[Interval, str], ...]
    reason: Reason | None
    same: str | None = None

    @property
    def stands(self) -> bool:
        """Whether a reason is recorded; rules that say that they say the same need no other."""
        return self.reason is not None or self.same is not None


@dataclass(slots=True)
class Verified:
    """What was found of the packs; `aside` has the rules not asked about, and why not.

    `given_up` has the questions that z3 gave up, which is a failure; `unlike` what is another thing
    in rounds of other occasions and stages, so that nothing is proved of it there. `occasions` are
    those asked about beside the yearly one, each with who stands otherwise there.
    """

    listed: list[Listed] = field(default_factory=list)
    aside: dict[str, str] = field(default_factory=dict)
    given_up: list[str] = field(default_factory=list)
    laws: int = 0
    rules: int = 0
    readings: Mapping[str, str] = field(default_factory=dict)
    unlike: set[Unlike] = field(default_factory=set)
    occasions: set[tuple[str, str]] = field(default_factory=set)


def verify(
    z3: ModuleType,
    library: Library,
    choices: Choices,
    reasons: Mapping[str, Reason],
    progress: Callable[[int, int], None],
    packs: Collection[str] = (),
    day: date | None = None,
) -> Verified:
    """Ask every question of every law; of some packs, or of one day, only where they are told."""
    done = Verified(readings=choices.readings)
    found: dict[str, tuple[Found, list[tuple[Interval, str]]]] = {}
    answered: dict[tuple[object, ...], list[Found]] = {}
    known: dict[str, Found] = {}
    asked = [*laws(library, choices), *laws_of_occasions(library, choices)]
    every = [one for one in asked if day is None or day in one.interval]
    done.occasions = {(one.standing, one.occasion) for one in every if one.occasion != ANNUAL}
    in_force = {rule.id for law in every for rule in law.ruleset.rules}
    unmet = {
        name
        for name, rule in library.rules.items()
        if (not packs or rule.pack in packs) and (day is None or name in in_force)
    }
    done.laws, done.rules = len(every), len(unmet)
    for number, law in enumerate(every, 1):
        done.aside.update({name: why.en for name, why in law.aside.items()})
        done.unlike.update(unlike(library, law))
        for judges in KINDS:
            key = _key(law, judges)
            if key not in answered:
                answered[key] = _asked(put(z3, law, judges, library.applies, known), done, unmet)
                known.update((one.id, one) for one in answered[key])
            for one in answered[key]:
                if not packs or any(library.rules[rule].pack in packs for rule in one.rules):
                    stretches = found.setdefault(one.id, (one, []))[1]
                    if (law.interval, law.standing) not in stretches:
                        stretches.append((law.interval, _standing(law)))
        progress(number, len(every))
    for name in sorted(unmet - done.aside.keys()):
        dead = Found("dead", (name,))
        found[dead.id] = (dead, [])
    for name, (one, stretches) in sorted(found.items()):
        same = _same(one, library)
        done.listed.append(Listed(one, tuple(stretches), reasons.get(name), same))
    return done


def _standing(law: Law) -> str:
    """Return how people of a law stand, and on which occasion, where it is not the yearly one."""
    return law.standing if law.occasion == ANNUAL else f"{law.standing} ({law.occasion})"


def _key(law: Law, judges: Judged) -> tuple[object, ...]:
    """Return what is the same for laws that say the same of one kind of subject."""
    rules = law.judging(judges)
    said = tuple((rule.id, rule.severity, *(show(node) for node in rule.nodes())) for rule in rules)
    return (judges, law.on.year if judges == "staff" else 0, _who(law, judges), said)


def _who(law: Law, judges: Judged) -> str:
    return law.standing if judges == "staff" or law.apart is not None else ""


def _asked(here: Put, done: Verified, unmet: set[str]) -> list[Found]:
    """Ask every question of one law, and which rules not seen broken yet can be."""
    law, judges = here.law, here.round.judges
    done.aside.update(here.aside)
    found: list[Found] = []
    for question in QUESTIONS:
        try:
            found.extend(question(here))
        except GivenUpError:
            done.given_up.append(f"{question.__name__}, {judges}, {law.standing}, {law.on}")
    try:
        own = [name for name in here.rules if name in unmet]
        unmet.difference_update(alive(here, own))
    except GivenUpError:
        done.given_up.append(f"dead, {judges}, {law.standing}, {law.on}")
    return found


def _same(found: Found, library: Library) -> str | None:
    """Return the key by which all the rules of a repetition say that they say the same."""
    if found.kind != "implied":
        return None
    rules: list[Rule] = [library.rules[name] for name in found.rules]
    keys = {rule.says_same for rule in rules}
    return keys.pop() if len(keys) == 1 else None
