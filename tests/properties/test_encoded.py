"""The rules as formulas say of a round what the reference engine says of it, rule by rule."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.model.figures import PARTS
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.packs.inforce import Choices
from cbccvc_rules.packs.load import load
from cbccvc_rules.solve.coherent import constraints
from cbccvc_rules.solve.encode import Encoder
from cbccvc_rules.solve.laws import asked_by, laws
from cbccvc_rules.solve.rounds import OpenRound
from cbccvc_rules.solve.symbols import NotEncodedError
from cbccvc_rules.solve.terms import evaluated, variables_in
from cbccvc_rules.solve.witness import rejudged_by, witness_of, world_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.solve.encode import Verdicts
    from cbccvc_rules.solve.laws import Law
    from cbccvc_rules.solve.rounds import Judged
    from cbccvc_rules.solve.solver import Answer
    from cbccvc_rules.solve.terms import Term, Variable

DAYS = ("2022-12-10", "2024-12-10", "2026-06-29", "2026-12-10")
KINDS: tuple[Judged, ...] = ("staff", "unit", "group")
ROUNDS = 12
MOST = 6
PARTS_OF_WHOLES = [pair for pairs in PARTS.values() for pair in pairs]


def drawn(variable: Variable, dice: Random) -> int:
    """Return a value of a variable: most often the plain one, or one close to an end."""
    if dice.random() < 0.6:
        return variable.plain
    if variable.truth:
        return dice.randint(0, 1)
    most = variable.least + MOST if variable.most is None else variable.most
    near = dice.choice((variable.least, variable.plain, most))
    return max(variable.least, min(most, near + dice.randint(-2, 2)))


def mended(answer: Answer) -> Answer:
    """Return a round that hangs together: no more is done than there is, a head leads a unit."""
    totals = sorted((one for one in answer if one.endswith("+")), reverse=True)
    for name in totals:
        row, _, column = name.removesuffix("+").partition(".")
        count = answer[f"number of {row}"] = min(1, answer[f"number of {row}"])
        whole = answer.get(f"{row}.tasks_total+", 0)
        answer[name] = min(answer[name], whole) if count else 0
        if f"{row}.{column}" in answer:
            answer[f"{row}.{column}"] = answer[name]
    for name in answer:
        row = name.removeprefix("somebody in ")
        if row != name and not answer[f"number of {row}"]:
            answer[name] = 0
        row, _, column = name.partition(".")
        for part, whole in PARTS_OF_WHOLES:
            if column == part and f"{row}.{whole}" in answer:
                answer[name] = min(answer[name], answer[f"{row}.{whole}"])
    for one in (1, 2, 3):
        for kind in "DHS":
            before, after = f"there is {kind}{one}", f"there is {kind}{one + 1}"
            if after in answer:
                answer[after] = min(answer[after], answer[before])
    if answer.get("A.role") == 0:
        answer["A leads U"] = 1
    if "A.leave_months" in answer:
        answer["A.leave_months"] = min(answer["A.leave_months"], 120 - answer["A.months_worked"])
    if not answer.get("U is below P"):
        answer["U.body"] = 1
    return answer


def rounds(variables: list[Variable], held: list[Term], dice: Random) -> Iterator[Answer]:
    """Yield rounds that can be told."""
    for _ in range(ROUNDS):
        answer = mended({one.name: drawn(one, dice) for one in variables})
        if all(evaluated(one, answer) for one in held):
            yield answer


def encoded(law: Law, judges: Judged) -> tuple[OpenRound, dict[str, Verdicts], list[Term]]:
    rules = {rule.id: rule for rule in law.judging(judges)}
    apart = () if law.apart is None else (law.apart,)
    round_ = OpenRound(judges, law.category, law.on, asked_by(rules.values(), apart))
    encoder, found = Encoder(round_), dict[str, "Verdicts"]()
    for name, rule in rules.items():
        try:
            found[name] = encoder.verdicts(rule)
        except NotEncodedError:
            continue
    held = list(constraints(round_))
    if apart:
        holds = encoder.holds_of_people(apart[0])
        held += [holds.yes if law.apart_holds else holds.no, *constraints(round_)]
    return round_, found, held


def expected(verdicts: Verdicts, answer: Answer) -> Verdict | None:
    """Return the verdict that the formulas have; kept and not applicable are both fine."""
    if evaluated(verdicts.broken, answer):
        return Verdict.BROKEN
    return None if evaluated(verdicts.fine, answer) else Verdict.UNKNOWN


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("judges", KINDS)
def test_formulas_say_what_the_reference_engine_says(day: str, judges: Judged) -> None:
    library = load()
    seen = 0
    for law in laws(library, Choices()):
        if law.on.isoformat() != day:
            continue
        dice = Random(f"{day} {judges} {law.standing}")
        round_, found, held = encoded(law, judges)
        terms = [*held, *(one.broken for one in found.values())]
        terms += [*(one.fine for one in found.values()), round_.size()]
        variables = {k: v for term in terms for k, v in variables_in(term).items()}
        for answer in rounds(list(variables.values()), held, dice):
            witness = witness_of(round_, answer)
            world = world_of(witness, law, library.applies)
            for name, verdicts in found.items():
                if judges == "group" and not witness.records["staff"]:
                    continue
                rule = library.rules[name]
                said = rejudged_by(law.ruleset, world, witness.subject, rule)
                told = None if said in {Verdict.KEPT, Verdict.NOT_APPLICABLE} else said
                assert told is expected(verdicts, answer), (name, witness)
                seen += 1
    assert seen > 0 or (judges == "group" and day < "2023-09-15")
