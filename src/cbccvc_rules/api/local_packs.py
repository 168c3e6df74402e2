"""Whether the local packs of a round are proved to be as strict as what they extend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.api.proofs_kept import Proof, keep, kept
from cbccvc_rules.errors import Problem
from cbccvc_rules.extras import SOLVE, z3, z3_release
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.tightens import has_claims, tightened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.packs.inforce import Choices
    from cbccvc_rules.packs.library import Library

_proofs: dict[Proof, tuple[str, ...]] = {}
"""The rules that each proof left unproved in this run."""


def with_proofs(
    findings: Findings,
    library: Library,
    locals_: Iterable[str],
    choices: Choices,
    folder: Path | None,
) -> Findings:
    """Return findings that tell which local packs are not proved to be as strict as they must.

    It is asked of the day of the round, under the readings and figures chosen. How it ended is
    looked for in a `folder` first, and kept there.
    """
    day = date.fromisoformat(findings.round.on)
    asking = _Asking(library, day, choices, folder)
    found = tuple(asking.unproved(locals_))
    return replace(findings, problems=(*findings.problems, *found))


@dataclass(frozen=True, slots=True)
class _Asking:
    """What local packs are held against: the law of a day, under some choices."""

    library: Library
    day: date
    choices: Choices
    folder: Path | None

    def unproved(self, locals_: Iterable[str]) -> Iterator[Problem]:
        """Yield a problem for every local pack that is not proved to be as strict as it must be."""
        for local in dict.fromkeys(locals_):
            for parent in self.library.packs[local].uses:
                yield from self._of(local, parent)

    def _of(self, local: str, parent: str) -> Iterator[Problem]:
        params = {"pack": local, "parent": parent, "extra": SOLVE}
        release = z3_release()
        left = None
        if release is not None:
            how = (self.day, self.choices, release)
            left = self._left(Proof.of(self.library, local, parent, *how))
        if left is None and has_claims(self.library, local, parent, self.day, self.choices):
            yield Problem("local-pack-no-solver", None, params, severity="notice")
        elif left:
            told = {**params, "rules": ", ".join(left)}
            yield Problem("local-pack-not-proved", None, told, severity="warning")

    def _left(self, proof: Proof) -> tuple[str, ...] | None:
        """Return the rules that a proof leaves unproved, as it ended before or as it ends now."""
        known = _proofs.get(proof)
        if known is None and self.folder is not None:
            known = kept(proof, self.folder)
        if known is None:
            known = self._asked(proof)
            if known is not None and self.folder is not None:
                keep(proof, known, self.folder)
        if known is not None:
            _proofs[proof] = known
        return known

    def _asked(self, proof: Proof) -> tuple[str, ...] | None:
        """Ask the solver; None where it cannot be loaded."""
        asked = (self.library, proof.local, proof.parent)
        if not has_claims(*asked, self.day, self.choices):
            return ()
        solver = z3()
        if solver is None:
            return None
        done = tightened(solver, *asked, day=self.day, choices=self.choices)
        return tuple(one.rule for one in done.claims if one.ended != "proved")
