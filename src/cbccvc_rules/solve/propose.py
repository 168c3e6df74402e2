"""Cases on both sides of a border of a rule, proposed by the solver; a person has to confirm them.

Two rounds that differ in one cell by the least it can differ by: in one the rule is broken, in the
other it is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.coherent import constraints
from cbccvc_rules.solve.encode import Encoder
from cbccvc_rules.solve.laws import asked_by
from cbccvc_rules.solve.rounds import OpenRound
from cbccvc_rules.solve.solver import Outcome, Solver
from cbccvc_rules.solve.symbols import NotEncodedError
from cbccvc_rules.solve.terms import (
    ONE,
    TRUE,
    Term,
    at_most,
    conj,
    evaluated,
    minus,
    neg,
    number,
    of,
    plus,
    replaced,
    variables_in,
)
from cbccvc_rules.solve.witness import Disagreement, Witness, rejudged_by, witness_of, world_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.solve.encode import Verdicts
    from cbccvc_rules.solve.laws import Law
    from cbccvc_rules.solve.terms import Variable


STEPS = 400_000
"""After how many steps the solver gives up a border: a proposal may be left out."""
MOST = 16
"""From how many cases of a rule on no other border is looked for."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One side of a border: a round, which cell lies at the border, and what the rule says."""

    cell: str
    category: str
    witness: Witness
    verdict: Verdict
    failed: tuple[str, ...]


def proposed(
    z3: ModuleType, library: Library, rule: str, laws: Sequence[Law]
) -> Iterator[Proposed]:
    """Yield cases of one rule, by the last law that has it: the broken side of a border first."""
    for law in reversed(laws):
        bound = next((one for one in law.rules if one.id == rule), None)
        if bound is None or bound.judges == "batch":
            continue
        found = list(_of_law(z3, library, law, bound))
        if found:
            yield from found
            return


@dataclass(frozen=True, slots=True)
class _Border:
    """A rule of one law as formulas, and what holds in every round."""

    law: Law
    rule: Rule
    round: OpenRound
    verdicts: Verdicts
    held: tuple[Term, ...]


def _of_law(z3: ModuleType, library: Library, law: Law, rule: Rule) -> Iterator[Proposed]:
    apart = () if law.apart is None else (law.apart,)
    if rule.judges == "batch":
        return
    round_ = OpenRound(rule.judges, law.category, law.on, asked_by((rule,), apart))
    encoder = Encoder(round_)
    try:
        verdicts = encoder.verdicts(rule)
    except NotEncodedError:
        return
    stands = TRUE
    if apart:
        holds = encoder.holds_of_people(apart[0])
        stands = holds.yes if law.apart_holds else holds.no
    border = _Border(law, rule, round_, verdicts, (*constraints(round_), stands))
    solver = Solver(z3, border.held, STEPS)
    variables = list(variables_in(verdicts.broken).values())
    numbers = [one for one in variables if not one.truth]
    truths = [one for one in variables if one.truth]
    found: list[Proposed] = []
    for one in (*numbers, *truths):
        if len(found) < MOST and not (one.truth and found):
            found += _pairs(solver, border, one, library)
    yield from found


def _pairs(
    solver: Solver, border: _Border, variable: Variable, library: Library
) -> Iterator[Proposed]:
    """Yield both sides of each border that one variable has: a step up, and a step down."""
    own = of(variable)
    steps = [neg(own)] if variable.truth else [plus(own, ONE), minus(own, ONE)]
    for step in steps:
        news, done = {variable.name: step}, dict[int, tuple[Term, Term]]()
        within = TRUE if variable.truth else at_most(number(variable.least), step)
        if variable.most is not None and not variable.truth:
            within = conj(within, at_most(step, number(variable.most)))
        held = [replaced(one, news, done) for one in border.held]
        fine = replaced(border.verdicts.fine, news, done)
        terms = (border.verdicts.broken, fine, within, *held)
        if solver.ask(*terms) is not Outcome.FOUND:
            continue
        answer = solver.smallest([border.round.size()], *terms)
        if answer is not None:
            other = {**answer, variable.name: evaluated(step, answer)}
            for one in (answer, other):
                yield _side(border, variable, one, library)


def _side(
    border: _Border, variable: Variable, answer: dict[str, int], library: Library
) -> Proposed:
    witness = witness_of(border.round, answer)
    world = world_of(witness, border.law, library.applies)
    said = rejudged_by(border.law.ruleset, world, witness.subject, border.rule)
    if border.rule.judges == "group" and not witness.records["staff"]:
        said = Verdict.NOT_APPLICABLE  # a group without people is not judged
    broken = bool(evaluated(border.verdicts.broken, answer))
    if (said is Verdict.BROKEN) != broken:
        raise Disagreement(f"{border.rule.id}: {said.value}: {witness.records}")
    failed = tuple(
        name
        for name, term in border.verdicts.failed.items()
        if name and broken and evaluated(term, answer)
    )
    cell = variable.name.removesuffix("?").removesuffix("+")
    return Proposed(cell, border.law.category, witness, said, failed)
