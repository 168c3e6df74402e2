"""The one door to z3: formulas put to it, and the smallest answer taken from it.

A question has an answer, has none, or was given up after so many steps: steps, not seconds, so
that the same question always ends the same way.
"""

from __future__ import annotations

from enum import Enum
from functools import reduce
from operator import add, eq, le, mul
from typing import TYPE_CHECKING, Any

from cbccvc_rules.solve.terms import Term, at_most, equal, neg, number, of, variables_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import ModuleType

    from cbccvc_rules.solve.terms import Variable

STEPS = 20_000_000
"""After how many of z3's steps a question is given up."""

Answer = dict[str, int]
"""The value of each variable, by name; a truth is 0 or 1."""

Formula = Any
"""What z3 makes of a term; z3 tells no types."""


class Outcome(Enum):
    """How a question ended."""

    FOUND = "found"
    NONE = "none"
    GIVEN_UP = "given up"


class Solver:
    """Questions over one set of constraints; what was translated once is kept."""

    def __init__(
        self, z3: ModuleType, constraints: Iterable[Term] = (), steps: int = STEPS
    ) -> None:
        """Take the solver's module and what always holds."""
        self._z3 = z3
        self._solver: Formula = z3.Solver()
        self._solver.set("rlimit", steps)
        self._solver.set("random_seed", 0)
        self._made: dict[int, tuple[Term, Formula]] = {}
        self._bounded: dict[str, Variable] = {}
        for one in constraints:
            self.add(one)

    def add(self, term: Term) -> None:
        """Take one more thing that always holds."""
        self._bound(term)
        self._solver.add(self._translated(term))

    def ask(self, *terms: Term) -> Outcome:
        """Say whether there is a round for which all of these hold."""
        if any(term.fixed and not term.value for term in terms):
            return Outcome.NONE
        for term in terms:
            self._bound(term)
        self._solver.push()
        try:
            self._solver.add(*[self._translated(term) for term in terms])
            return self._outcome()
        finally:
            self._solver.pop()

    def smallest(self, order: Sequence[Term], *terms: Term) -> Answer | None:
        """Return the smallest round for which all of these hold: the first number of `order` first.

        Of every variable that they ask about the plain value is preferred, then the lowest; there
        is one such round, so it does not hang on how z3 searches. None where there is none, or z3
        gives up.
        """
        for term in (*terms, *order):
            self._bound(term)
        self._solver.push()
        try:
            self._solver.add(*[self._translated(term) for term in terms])
            if self._outcome() is not Outcome.FOUND:
                return None
            for goal in order:
                self._settle([(goal, 0, 0)])
            asked = {name for term in (*terms, *order) for name in variables_in(term)}
            names = [one for one in self._bounded.values() if one.name in asked]
            self._settle([(of(one), one.plain, one.least) for one in names])
            self._outcome()
            model = self._solver.model()
            return {one.name: self._value(model, of(one)) for one in names}
        finally:
            self._solver.pop()

    def _settle(self, goals: Sequence[tuple[Term, int, int]]) -> None:
        """Settle numbers in order, each at its plain value where it may be; many at once if all."""
        terms = [_is(term, plain) for term, plain, _ in goals]
        if self._holds(*terms):
            self._solver.add(*[self._translated(term) for term in terms])
        elif len(goals) > 1:
            half = len(goals) // 2
            self._settle(goals[:half])
            self._settle(goals[half:])
        else:
            self._lower(*goals[0])

    def _lower(self, term: Term, plain: int, least: int) -> None:
        """Settle a number that cannot be plain at the lowest that it may be."""
        if term.kind in {"and", "or", "not", "=", "<=", "bool"}:
            self._solver.add(self._translated(_is(term, 1 - plain)))
            return
        self._outcome()
        high = self._value(self._solver.model(), term)
        while least < high:
            middle = (least + high) // 2
            if self._holds(at_most(term, number(middle))):
                high = middle
            else:
                least = middle + 1
        self._solver.add(self._translated(equal(term, number(high))))

    def _outcome(self) -> Outcome:
        found = self._solver.check()
        if found == self._z3.sat:
            return Outcome.FOUND
        return Outcome.NONE if found == self._z3.unsat else Outcome.GIVEN_UP

    def _value(self, model: Formula, term: Term) -> int:
        found = model.eval(self._translated(term), model_completion=True)
        if self._z3.is_bool(found):
            return int(self._z3.is_true(found))
        return int(found.as_long())

    def _holds(self, *terms: Term) -> bool:
        """Return whether these may hold beside what holds already."""
        formulas = [self._translated(term) for term in terms]
        return bool(self._solver.check(*formulas) == self._z3.sat)

    def _bound(self, term: Term) -> None:
        """Hold the variables of a term within their bounds."""
        for name, variable in variables_in(term).items():
            if name in self._bounded:
                continue
            self._bounded[name] = variable
            if not variable.truth:
                own = of(variable)
                self._solver.add(self._translated(at_most(number(variable.least), own)))
                if variable.most is not None:
                    self._solver.add(self._translated(at_most(own, number(variable.most))))

    def _translated(self, term: Term) -> Formula:
        known = self._made.get(id(term))
        if known is None:
            known = self._made[id(term)] = (term, self._translation(term))
        return known[1]

    def _translation(self, term: Term) -> Formula:
        z3, variable = self._z3, term.variable
        if variable is not None:
            return z3.Bool(variable.name) if variable.truth else z3.Int(variable.name)
        parts = [self._translated(part) for part in term.parts]
        match term.kind:
            case "bool":
                return z3.BoolVal(bool(term.value))
            case "int":
                return z3.IntVal(term.value)
            case "and":
                return z3.And(*parts)
            case "or":
                return z3.Or(*parts)
            case "not":
                return z3.Not(*parts)
            case "if":
                return z3.If(*parts)
            case "=":
                return eq(*parts)
            case "<=":
                return le(*parts)
            case "+":
                return reduce(add, parts)
            case "*":
                return reduce(mul, parts)


def _is(term: Term, value: int) -> Term:
    """Return whether a term has a value; of a truth, 0 or 1."""
    if term.kind in {"and", "or", "not", "=", "<=", "bool"}:
        return term if value else neg(term)
    return equal(term, number(value))
