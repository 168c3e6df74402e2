"""The questions that are put to a law.

Each question is a small function that yields what it finds; each thing found has a witness that the
reference engine has judged alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.scale import GRADES, RATINGS
from cbccvc_rules.solve.put import Found
from cbccvc_rules.solve.terms import (
    FALSE,
    Term,
    conj,
    disj,
    neg,
    variables_in,
)
from cbccvc_rules.solve.witness import (
    Disagreement,
    Witness,
    rejudged_by,
    world_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.solve.put import Put

SECOND = GRADES[1]


def gaps(here: Put) -> Iterator[Found]:
    """Yield the facts for which no rating is lawful, by the condition of completion that fails.

    Conditions that fail alone come first, then those that leave a gap only together.
    """
    gap, causes = _no_rating(here, list(here.rules)), _causes(here)
    if not here.by_rating or not here.ask(gap):
        return
    met: list[Term] = []
    for name, condition, fails in causes:
        others = [neg(other) for _, part, other in causes if (name, condition) != (_, part)]
        if here.ask(gap, fails, *others):
            met.append(fails)
            yield _gap(here, (name,), condition, gap, fails, *others)
    while here.ask(gap, *(neg(one) for one in met)):
        witness = here.witness(gap, *(neg(one) for one in met))
        names = tuple(_forbidding(here, witness)[SECOND])
        together = conj(*(_forbids(here, name, SECOND) for name in names))
        met.append(together)
        yield _gap(here, names, "", gap, together)


def _gap(here: Put, rules: tuple[str, ...], part: str, *terms: Term) -> Found:
    found = Found("gap", rules, part)
    if found.id in here.known:
        return here.known[found.id]
    witness = here.witness(*terms)
    for rating, forbidding in _forbidding(here, witness).items():
        if not forbidding:
            raise Disagreement(f"{rating}: {witness.records}")
    return Found("gap", rules, part, witness)


def _causes(here: Put) -> list[tuple[str, str, Term]]:
    """Return every condition that may forbid completion, with where it does."""
    found = []
    for name, verdicts in here.by_rating.get(SECOND, {}).items():
        if here.rules[name].severity != "notice":
            for condition, fails in verdicts.failed.items():
                found.append((name, condition, conj(verdicts.applies, fails)))
    return found


def _forbids(here: Put, name: str, rating: str) -> Term:
    if here.rules[name].severity == "notice":
        return FALSE
    verdicts = here.by_rating[rating].get(name)
    return FALSE if verdicts is None else verdicts.broken


def _no_rating(here: Put, names: Sequence[str]) -> Term:
    """Return where some of these rules forbid each rating."""
    if not here.by_rating:
        return FALSE
    return conj(*(disj(*(_forbids(here, name, rating) for name in names)) for rating in RATINGS))


def _forbidding(here: Put, witness: Witness) -> dict[str, list[str]]:
    """Return the rules that forbid each rating to the subject of a witness, says the reference."""
    world, ruleset = world_of(witness, here.law, here.applies), here.law.ruleset
    return {
        rating: [
            name
            for name in verdicts
            if here.rules[name].severity != "notice"
            and rejudged_by(ruleset, world, witness.subject, here.rules[name], rating)
            is Verdict.BROKEN
        ]
        for rating, verdicts in here.by_rating.items()
    }


def contradictions(here: Put) -> Iterator[Found]:
    """Yield sets of rules, none of which holds criteria, that between them leave no rating."""
    names = [name for name in here.verdicts if here.rules[name].criteria_of is None]
    met: list[Term] = []
    while here.ask(_no_rating(here, names), *(neg(one) for one in met)):
        held = list(names)
        for name in names:
            fewer = [one for one in held if one != name]
            if here.ask(_no_rating(here, fewer), *(neg(one) for one in met)):
                held = fewer
        together = _no_rating(here, held)
        met.append(together)
        witness = here.witness(together)
        for rating, forbidding in _forbidding(here, witness).items():
            if not set(forbidding) & set(held):
                raise Disagreement(f"{rating}: {witness.records}")
        yield Found("contradiction", tuple(held), "", witness)


def alive(here: Put, unmet: Sequence[str]) -> Iterator[str]:
    """Yield those of some rules that can be broken."""
    for name in unmet:
        if name in here.verdicts and here.ask(here.verdicts[name].broken):
            witness = here.witness(here.verdicts[name].broken)
            here.certain(witness, name, Verdict.BROKEN)
            yield name


def implied(here: Put) -> Iterator[Found]:
    """Yield the rules that are never broken alone, each with a smallest set broken with it.

    Those that only tell what follows from a grade ask nothing of anybody, and are left out.
    """
    asking = {key: one for key, one in here.verdicts.items() if _asks(here.rules[key])}
    for name, verdicts in asking.items():
        others = [one for one in asking if one != name and _as_severe(here, one, name)]
        apart = [neg(here.verdicts[one].broken) for one in others]
        if here.ask(verdicts.broken, *apart) or not here.ask(verdicts.broken):
            continue
        again = _again(here, name)
        if again is not None:
            yield again
            continue
        yield Found("implied", (name, *_smallest_by(here, name, others)))


def _again(here: Put, name: str) -> Found | None:
    """Return what another law showed of a rule, where it holds here as well."""
    for one in here.known.values():
        by = one.rules[1:]
        if one.kind == "implied" and one.rules[0] == name and here.verdicts.keys() >= set(by):
            others = (neg(here.verdicts[other].broken) for other in by)
            if not here.ask(here.verdicts[name].broken, *others):
                return one
    return None


def _smallest_by(here: Put, name: str, others: Sequence[str]) -> Sequence[str]:
    """Return one rule that is broken wherever this one is, else as few as can be.

    One that says the same by its key is preferred.
    """
    broken, same = here.verdicts[name].broken, here.rules[name].says_same
    asked = variables_in(broken).keys()
    likely = [one for one in others if asked & variables_in(here.verdicts[one].broken).keys()]
    first = sorted(likely, key=lambda one: same is None or here.rules[one].says_same != same)
    for one in first:
        if not here.ask(broken, neg(here.verdicts[one].broken)):
            return [one]
    by = list(likely)
    for one in likely:
        fewer = [other for other in by if other != one]
        if not here.ask(broken, *(neg(here.verdicts[two].broken) for two in fewer)):
            by = fewer
    return by


def _asks(rule: Rule) -> bool:
    return rule.concerns != "consequence"


def _as_severe(here: Put, one: str, than: str) -> bool:
    order = ("violation", "warning", "notice")
    first, second = here.rules[one].severity, here.rules[than].severity
    return order.index(first) <= order.index(second)
