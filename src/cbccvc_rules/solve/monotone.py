"""Rules that turn around: kept, then broken once one unit alone has a better grade."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.scale import GRADES
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.put import Found
from cbccvc_rules.solve.terms import (
    ONE,
    Term,
    at_most,
    conj,
    disj,
    equal,
    evaluated,
    minus,
    neg,
    number,
    of,
    plus,
    replaced,
)
from cbccvc_rules.solve.witness import Disagreement, Witness, rejudged, witness_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.solve.put import Put
    from cbccvc_rules.solve.rounds import OpenRow


def not_monotone(here: Put) -> Iterator[Found]:
    """Yield the rules that a better grade of a unit alone turns from kept to broken."""
    raised = list(_raised(here))
    for name, verdicts in here.verdicts.items():
        for one in raised:
            after = replaced(verdicts.broken, one.news, {})
            terms = (*one.possible, verdicts.fine, after)
            if after is not verdicts.broken and here.ask(*terms):
                known = here.known.get(Found("not-monotone", (name,)).id)
                yield known or _breach(here, name, one, terms)
                break


@dataclass(frozen=True, slots=True)
class _Raised:
    """One unit given the next better grade: where that is possible, and which variables change."""

    unit: str
    was: str
    becomes: str
    possible: tuple[Term, ...]
    news: Mapping[str, Term]


def _breach(here: Put, name: str, raised: _Raised, terms: Sequence[Term]) -> Found:
    answer = here.answer(*terms)
    news = {key: evaluated(term, answer) for key, term in raised.news.items()}
    before = witness_of(here.round, answer)
    after = witness_of(here.round, {**answer, **news})
    said = rejudged(before, here.law, here.rules[name], here.applies)
    if said is Verdict.BROKEN:
        raise Disagreement(f"{name}: {said.value}: {before.records}")
    here.certain(after, name, Verdict.BROKEN)
    unit = raised.unit if raised.unit in before_units(before) else ""
    return Found("not-monotone", (name,), "", before, (unit, raised.was, raised.becomes))


def before_units(witness: Witness) -> set[str]:
    """Return the ids of the units of a witness."""
    return {str(row["unit_id"]) for row in witness.records["units"]}


def _raised(here: Put) -> Iterator[_Raised]:
    """Yield every way of giving one unit the next better grade."""
    for key in ("U", "V"):
        cell = here.round.rows[key].cells.get("rating")
        if cell is not None and cell.variable is not None:
            told = () if cell.told is None else (of(cell.told),)
            for place, (was, now) in enumerate(pairwise(GRADES)):
                before = equal(of(cell.variable), number(place))
                news = {cell.variable.name: number(place + 1)}
                yield _Raised(key, was, now, (before, *told), news)
    kinds = {key: row for key, row in here.round.rows.items() if key.startswith("C")}
    for was, now in pairwise(GRADES):
        one, other = kinds.get(f"C{was}"), kinds.get(f"C{now}")
        if one is not None and other is not None:
            first, second = one.count.variable, other.count.variable
            if first is not None and second is not None:
                news = {first.name: minus(of(first), ONE), second.name: plus(of(second), ONE)}
                alike = [*_alike(one, other), *_inside_alike(here, one, other)]
                yield _Raised("", was, now, (at_most(ONE, of(first)), *alike), news)


def _inside_alike(here: Put, one: OpenRow, other: OpenRow) -> Iterator[Term]:
    """Yield what makes the people inside two units the same."""
    rows = here.round.rows
    first, second = rows.get(f"M{one.key}"), rows.get(f"M{other.key}")
    if first is not None and second is not None:
        yield equal(first.count, second.count)
        yield from _alike(first, second)


def _alike(one: OpenRow, other: OpenRow) -> Iterator[Term]:
    """Yield what makes the cells of two rows say the same."""
    for name, cell in one.cells.items():
        twin = other.cells.get(name)
        for first, second in (
            ()
            if twin is None
            else (
                (cell.variable, twin.variable),
                (cell.told, twin.told),
            )
        ):
            if first is not None and second is not None:
                same = equal(of(first), of(second))
                both = disj(conj(of(first), of(second)), conj(neg(of(first)), neg(of(second))))
                yield both if first.truth else same
