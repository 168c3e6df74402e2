"""What a change in a round does: the verdicts that it turns, and what could not be read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.model.finding import Finding, Verdict
from cbccvc_rules.model.findings import at_least
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from cbccvc_rules.errors import Problem
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.sensitivity import Turned


@dataclass(frozen=True, slots=True)
class Changes:
    """The verdicts that a change turned; `problems` are those that it brought into the round.

    A finding is of the round in which it stands: of one that is gone, of the round as it was.
    """

    turned: tuple[Turned, ...]
    problems: tuple[Problem, ...] = ()

    def fails(self, level: Severity) -> bool:
        """Return whether a rule at or above a level became broken or undecided, or a row unread."""
        found = (*self.broken, *self.undecided)
        unread = any(problem.severity == "error" for problem in self.problems)
        return unread or any(at_least(one.severity, level) for one in found)

    @property
    def broken(self) -> tuple[Finding, ...]:
        """What became broken."""
        return tuple(one.finding for one in self.turned if one.after is Verdict.BROKEN)

    @property
    def mended(self) -> tuple[Finding, ...]:
        """What was broken and is so no longer, as it was; not what is undecided now."""
        return self._gone(Verdict.BROKEN)

    @property
    def undecided(self) -> tuple[Finding, ...]:
        """What became undecided, for want of a cell."""
        return tuple(one.finding for one in self.turned if one.after is Verdict.UNKNOWN)

    @property
    def decided(self) -> tuple[Finding, ...]:
        """What was undecided, and is neither that nor broken now, as it was."""
        return self._gone(Verdict.UNKNOWN)

    def _gone(self, before: Verdict) -> tuple[Finding, ...]:
        gone = [one for one in self.turned if one.before is before and one.after is None]
        return tuple(one.finding for one in gone)
