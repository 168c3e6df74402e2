"""What changes between two laws: rounds that one forbids and the other does not, both ways.

The same facts are put to both: a round of one year, judged by the law of one day or pack and by
that of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cbccvc_rules.lang.rules import Interval
from cbccvc_rules.lang.show import show
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.packs.inforce import Choices
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.coherent import constraints
from cbccvc_rules.solve.encode import Encoder, Verdicts
from cbccvc_rules.solve.laws import asked_by, day_of, law_of, standings, stretches
from cbccvc_rules.solve.rounds import OpenRound
from cbccvc_rules.solve.solver import Outcome, Solver
from cbccvc_rules.solve.symbols import NotEncodedError
from cbccvc_rules.solve.terms import TRUE, Term, conj
from cbccvc_rules.solve.witness import Disagreement, Witness, rejudged_by, witness_of, world_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from types import ModuleType

    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.solve.laws import Law
    from cbccvc_rules.solve.rounds import Judged

Side = Literal["before", "after"]
KINDS: tuple[Judged, ...] = ("staff", "unit", "group")


@dataclass(frozen=True, slots=True)
class Asked:
    """One side of a comparison: the law of a day, of one pack alone where that is told."""

    name: str
    on: date
    pack: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A rule of one side that is not on the other, and the smallest round it makes unlawful there.

    `side` is where it is broken; on the other side no rule is. Without a witness it forbids nothing
    that the other side does not forbid anyhow; `why` says why that could not be found out.
    """

    rule: str
    side: Side
    standings: tuple[str, ...]
    new: bool
    witness: Witness | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Pair:
    """The laws of both sides for one standing; of one pack alone where that is told."""

    before: Law
    after: Law
    old_pack: str | None
    new_pack: str | None


def changes(z3: ModuleType, library: Library, before: Asked, after: Asked) -> list[Change]:
    """Return every rule that one side has and the other has not, or not so."""
    found: dict[tuple[str, Side, bool], Change] = {}
    for standing in _standings(library, before, after):
        pair = _Pair(
            _law(library, standing, before, after.on.year),
            _law(library, standing, after, after.on.year),
            before.pack,
            after.pack,
        )
        for judges in KINDS:
            for change in _of_kind(z3, pair, judges, library):
                key = (change.rule, change.side, change.witness is None)
                known = found.get(key)
                every = (*(known.standings if known else ()), *change.standings)
                kept = known or change
                found[key] = Change(kept.rule, kept.side, every, kept.new, kept.witness, kept.why)
    return sorted(found.values(), key=lambda one: (one.side, one.rule, one.witness is None))


def _standings(library: Library, before: Asked, after: Asked) -> list[str]:
    """Return the categories that both sides govern."""
    there = standings(library, before.on)
    return [one for one in standings(library, after.on) if one in there and "/" not in one]


def day_of_pack(library: Library, pack: str) -> date | None:
    """Return the last day on which a pack has rules in force, for comparing it with another."""
    own = [rule for rule in library.rules.values() if rule.pack == pack]
    last = None
    for interval in stretches(library):
        if any(rule.in_force.meets(interval) for rule in own):
            last = day_of(interval)
    return last


def _law(library: Library, standing: str, one: Asked, year: int) -> Law:
    packs = () if one.pack is None or _named(library, one.pack) else (one.pack,)
    return law_of(library, standing, Interval(one.on, one.on), one.on, Choices(packs=packs), year)


def _named(library: Library, pack: str) -> bool:
    named = {name for entry in library.applies.all_entries() for name in entry.packs}
    return pack in named or library.packs[pack].by_default


def _rules(law: Law, judges: Judged, pack: str | None) -> dict[str, Rule]:
    return {
        rule.id: rule
        for rule in law.judging(judges)
        if rule.severity != "notice" and pack in {None, rule.pack}
    }


def _said(rule: Rule) -> tuple[str, ...]:
    return tuple(show(node) for node in rule.nodes())


@dataclass(frozen=True, slots=True)
class _Sided:
    """The rules of one side as formulas, and the law they are of."""

    law: Law
    rules: Mapping[str, Rule]
    verdicts: Mapping[str, Verdicts]
    aside: Mapping[str, str]

    def lawful(self) -> Term:
        """Return where no rule of this side is broken, and none is left open."""
        return conj(*(one.fine for one in self.verdicts.values()))


def _sided(law: Law, rules: Mapping[str, Rule], round_: OpenRound) -> _Sided:
    encoder, found, aside = Encoder(round_), dict[str, Verdicts](), dict[str, str]()
    for name, rule in rules.items():
        try:
            found[name] = encoder.verdicts(rule)
        except NotEncodedError as error:
            aside[name] = str(error)
    return _Sided(law, rules, found, aside)


def _of_kind(z3: ModuleType, pair: _Pair, judges: Judged, library: Library) -> Iterator[Change]:
    before, after = pair.before, pair.after
    old, new = _rules(before, judges, pair.old_pack), _rules(after, judges, pair.new_pack)
    apart = [law.apart for law in (before, after) if law.apart is not None]
    asked = asked_by((*old.values(), *new.values()), apart)
    round_ = OpenRound(judges, after.category, after.on, asked)
    one, two = _sided(before, old, round_), _sided(after, new, round_)
    stands = TRUE
    for law in (before, after):
        if law.apart is not None:
            holds = Encoder(round_).holds_of_people(law.apart)
            stands = conj(stands, holds.yes if law.apart_holds else holds.no)
    solver = Solver(z3, [*constraints(round_), stands])
    sides: tuple[tuple[Side, _Sided, _Sided], ...] = (("before", one, two), ("after", two, one))
    for side, here, there in sides:
        for name, rule in here.rules.items():
            known = there.rules.get(name)
            if known is not None and _said(known) == _said(rule):
                continue
            if name in here.aside:
                who = (before.standing,)
                yield Change(name, side, who, known is None, why=here.aside[name])
                continue
            yield from _change(solver, round_, stands, name, here, there, side, library)


def _change(
    solver: Solver,
    round_: OpenRound,
    stands: Term,
    name: str,
    here: _Sided,
    there: _Sided,
    side: Side,
    library: Library,
) -> Iterator[Change]:
    """Yield the change that a rule makes, if it can be broken at all."""
    broken, who, new = here.verdicts[name].broken, (here.law.standing,), name not in there.rules
    if solver.ask(broken) is Outcome.NONE:
        return
    terms = (broken, there.lawful())
    outcome = solver.ask(*terms)
    if outcome is Outcome.NONE:
        yield Change(name, side, who, new)
        return
    answer = None
    if outcome is Outcome.FOUND:
        answer = solver.smallest([round_.size()], stands, *terms)
    if answer is None:
        yield Change(name, side, who, new, why="z3")
        return
    witness = witness_of(round_, answer)
    _both_judge(witness, name, here, there, library)
    yield Change(name, side, who, new, witness)


def _both_judge(witness: Witness, name: str, here: _Sided, there: _Sided, library: Library) -> None:
    """Make sure that both sides judge the round as the solver says.

    Raises:
        Disagreement: where one does not.
    """
    for sided, names in ((here, [name]), (there, list(there.verdicts))):
        world = world_of(witness, sided.law, library.applies, sided.law.on)
        for one in names:
            said = rejudged_by(sided.law.ruleset, world, witness.subject, sided.rules[one])
            if (said is Verdict.BROKEN) != (sided is here):
                raise Disagreement(f"{one}: {said.value}: {witness.records}")
