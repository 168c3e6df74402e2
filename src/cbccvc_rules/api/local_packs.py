"""Whether the local packs of a round are proved to be as strict as what they extend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.extras import SOLVE, z3
from cbccvc_rules.solve.tightens import has_claims, tightened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.solve.tightens import Tightened

Key = tuple[str, str, date]
_proofs: dict[Key, Tightened | None] = {}
"""How each proof ended, by what both packs say and the day; None: there is nothing to prove."""


def with_proofs(findings: Findings, library: Library, locals_: Iterable[str]) -> Findings:
    """Return findings that tell which local packs are not proved to be as strict as they must."""
    day = date.fromisoformat(findings.round.on)
    found = tuple(unproved(library, locals_, day))
    return replace(findings, problems=(*findings.problems, *found))


def unproved(library: Library, locals_: Iterable[str], day: date) -> Iterator[Problem]:
    """Yield a problem for every local pack that is not proved to be as strict as it must be."""
    for local in dict.fromkeys(locals_):
        for parent in library.packs[local].uses:
            yield from _of(library, local, parent, day)


def _of(library: Library, local: str, parent: str, day: date) -> Iterator[Problem]:
    params = {"pack": local, "parent": parent, "extra": SOLVE}
    solver = z3()
    if solver is None:
        if has_claims(library, local, parent, day):
            yield Problem("local-pack-no-solver", None, params, severity="notice")
        return
    done = _proved(solver, library, local, parent, day)
    if done is not None and not done.proved:
        rules = ", ".join(one.rule for one in done.claims if one.ended != "proved")
        told = {**params, "rules": rules}
        yield Problem("local-pack-not-proved", None, told, severity="warning")


def _proved(
    solver: ModuleType, library: Library, local: str, parent: str, day: date
) -> Tightened | None:
    key = (library.packs[local].digest, library.packs[parent].digest, day)
    if key not in _proofs:
        claims = has_claims(library, local, parent, day)
        _proofs[key] = tightened(solver, library, local, parent, day=day) if claims else None
    return _proofs[key]
