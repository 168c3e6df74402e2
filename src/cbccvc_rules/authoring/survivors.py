"""Which mutants the cases kill, which survive, and which survivors are explained."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, UsageError, nearest
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cbccvc_rules.authoring.cases import Case
    from cbccvc_rules.authoring.explained import Explained
    from cbccvc_rules.authoring.mutation import Mutant
    from cbccvc_rules.authoring.trial import Bench
    from cbccvc_rules.packs.library import Library


@dataclass(frozen=True, slots=True)
class Outcome:
    """One mutant with the case that kills it, or the reason why none does, or neither."""

    mutant: Mutant
    killer: Case | None
    explained: Explained | None

    @property
    def unexplained(self) -> bool:
        """Whether it survives and nobody has said why."""
        return self.killer is None and self.explained is None


def of_rules(mutants: Sequence[Mutant], names: Sequence[str], library: Library) -> list[Mutant]:
    """Return the mutants that may turn one of some rules; every one where no rule is named.

    Raises:
        UsageError: with every rule that is not there.
    """
    unknown = [
        Problem("rule-unknown", None, {"rule": name, "nearest": nearest(name, library.rules) or ""})
        for name in names
        if name not in library.rules
    ]
    if unknown:
        raise UsageError(*unknown)
    return [one for one in mutants if not names or set(names) & set(one.rules)]


def drawn(mutants: Sequence[Mutant], number: int | None, seed: int) -> list[Mutant]:
    """Return a sample in the order given; which ones hangs on their names and the seed alone."""
    if number is None:
        return list(mutants)
    by_lot = sorted(mutants, key=lambda one: sha256(f"{seed} {one.id}".encode()).digest())
    chosen = {one.id for one in by_lot[:number]}
    return [one for one in mutants if one.id in chosen]


def outcomes(
    mutants: Sequence[Mutant],
    bench: Bench,
    explained: Mapping[str, Explained],
    progress: Callable[[int, int], None],
) -> list[Outcome]:
    """Put every mutant to its cases."""
    found: list[Outcome] = []
    for number, mutant in enumerate(mutants, 1):
        found.append(Outcome(mutant, bench.killer(mutant), explained.get(mutant.id)))
        progress(number, len(mutants))
    return found


def stale(
    explained: Mapping[str, Explained], mutants: Iterable[Mutant], tried: Iterable[Outcome]
) -> list[Problem]:
    """Return the explanations of mutants that are no more, or that a case kills after all."""
    packs: dict[str, set[str]] = {}
    for mutant in mutants:
        packs.setdefault(mutant.pack, set()).add(mutant.id)
    killers = {one.mutant.id: one.killer for one in tried if one.killer is not None}
    problems: list[Problem] = []
    for name, one in explained.items():
        known = packs.get(one.pack, set())
        killer = killers.get(name)
        if name not in known:
            params = {"mutant": name, "nearest": nearest(name, known) or ""}
            problems.append(Problem("mutant-unknown", one.place, params))
        elif killer is not None:
            params = {"mutant": name, "case": killer.name}
            problems.append(Problem("mutant-killed", one.place, params))
    return problems
