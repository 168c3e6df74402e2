"""One law put to the solver: its rules as formulas over one open round; and what may be found."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.model.scale import RATINGS
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.coherent import constraints
from cbccvc_rules.solve.encode import Encoder, Verdicts
from cbccvc_rules.solve.laws import asked_by
from cbccvc_rules.solve.rounds import OpenRound
from cbccvc_rules.solve.solver import Outcome, Solver
from cbccvc_rules.solve.symbols import NotEncodedError, Word
from cbccvc_rules.solve.terms import (
    TRUE,
    Term,
    number,
)
from cbccvc_rules.solve.witness import (
    Disagreement,
    Witness,
    rejudged,
    witness_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.finding import Verdict
    from cbccvc_rules.packs.library import Applies
    from cbccvc_rules.solve.laws import Law
    from cbccvc_rules.solve.rounds import Judged
    from cbccvc_rules.solve.solver import Answer

Kind = Literal["gap", "contradiction", "dead", "implied", "not-monotone"]


@dataclass(frozen=True, slots=True)
class Found:
    """Something found in the law: what, by which rules and conditions, and a round that shows it.

    `part` is the condition that leaves a gap; `raised` the unit whose better grade breaks the rule,
    with the grade it had and the better one.
    """

    kind: Kind
    rules: tuple[str, ...]
    part: str = ""
    witness: Witness | None = None
    raised: tuple[str, str, str] | None = None

    @property
    def id(self) -> str:
        """The name by which reasons speak of it."""
        part = f"/{self.part}" if self.part else ""
        if self.kind == "implied":
            return f"implied: {self.rules[0]} <= {' + '.join(self.rules[1:])}"
        return f"{self.kind}: {' + '.join(self.rules)}{part}"


class GivenUpError(Exception):
    """z3 gave a question up: nothing is known, and that is a failure."""


@dataclass(slots=True)
class Put:
    """The rules of a law that judge one kind of subject, as formulas over one open round."""

    law: Law
    applies: Applies
    round: OpenRound
    rules: Mapping[str, Rule]
    verdicts: Mapping[str, Verdicts]
    by_rating: Mapping[str, Mapping[str, Verdicts]]
    solver: Solver
    stands: Term = TRUE
    aside: dict[str, str] = field(default_factory=dict)
    known: Mapping[str, Found] = field(default_factory=dict)

    def ask(self, *terms: Term) -> bool:
        """Return whether there is a round for which all of these hold.

        Raises:
            GivenUpError: where the solver does not know.
        """
        outcome = self.solver.ask(*terms)
        if outcome is Outcome.GIVEN_UP:
            raise GivenUpError
        return outcome is Outcome.FOUND

    def witness(self, *terms: Term) -> Witness:
        """Return the smallest round for which all of these hold.

        Raises:
            GivenUpError: where the solver does not know.
        """
        found = witness_of(self.round, self.answer(*terms))
        return replace(found, occasion=self.law.occasion)

    def answer(self, *terms: Term) -> Answer:
        """Return the smallest answer for which all of these hold.

        Raises:
            GivenUpError: where the solver does not know.
        """
        answer = self.solver.smallest([self.round.size()], self.stands, *terms)
        if answer is None:
            raise GivenUpError
        return answer

    def certain(
        self, witness: Witness, rule: str, verdict: Verdict, rating: str | None = None
    ) -> None:
        """Make sure that the reference engine says of a witness what the solver says.

        Raises:
            Disagreement: where it does not.
        """
        said = rejudged(witness, self.law, self.rules[rule], self.applies, rating=rating)
        if said is not verdict:
            raise Disagreement(f"{rule}: {said.value}, not {verdict.value}: {witness.records}")


def put(
    z3: ModuleType,
    law: Law,
    judges: Judged,
    applies: Applies,
    known: Mapping[str, Found] | None = None,
) -> Put:
    """Put the rules of a law that judge one kind of subject to the solver.

    What is `known` of other laws needs no witness of its own where it is found again.
    """
    rules = {rule.id: rule for rule in law.judging(judges)}
    apart = () if law.apart is None else (law.apart,)
    round_ = OpenRound(judges, law.category, law.on, asked_by(rules.values(), apart))
    encoder, verdicts, aside = Encoder(round_), dict[str, Verdicts](), dict[str, str]()
    for name, rule in rules.items():
        try:
            verdicts[name] = encoder.verdicts(rule)
        except NotEncodedError as error:
            aside[name] = str(error)
    by_rating: dict[str, dict[str, Verdicts]] = {}
    if judges == "staff":
        for place, rating in enumerate(RATINGS):
            supposed = Encoder(round_, {"rating": Word(number(place), TRUE)})
            of_grade = [name for name in verdicts if rules[name].concerns == "grade"]
            by_rating[rating] = {name: supposed.verdicts(rules[name]) for name in of_grade}
    stands = TRUE
    if apart:
        holds = encoder.holds_of_people(apart[0])
        stands = holds.yes if law.apart_holds else holds.no
    solver = Solver(z3, [*constraints(round_), stands])
    return Put(law, applies, round_, rules, verdicts, by_rating, solver, stands, aside, known or {})
