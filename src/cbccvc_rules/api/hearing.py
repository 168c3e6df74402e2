"""Judgements are heard one by one; what a report says of them is kept until it is asked for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cbccvc_rules.api.finding import finding
from cbccvc_rules.api.gaps import NO_GRADE_FITS, Gaps
from cbccvc_rules.api.hinges import Hinges
from cbccvc_rules.api.merge import merged
from cbccvc_rules.api.unchecked import Unchecked
from cbccvc_rules.engines.detail import detail
from cbccvc_rules.model.finding import Finding, Verdict
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.grades import Verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.api.unchecked import Lacking
    from cbccvc_rules.engines.base import Alikes, Judgement
    from cbccvc_rules.model.findings import Hinge, NotCheckable

OPEN = (Verdict.BROKEN, Verdict.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Heard:
    """What judgements come to: findings, how often each verdict, what could not be checked."""

    findings: tuple[Finding, ...]
    counts: Mapping[Verdict, int]
    not_checkable: tuple[NotCheckable, ...]
    hinges: tuple[Hinge, ...]


class Hearing:
    """Takes judgements in, in any order; the findings on one subject must be heard together."""

    def __init__(
        self,
        context: Context,
        *,
        every_verdict: bool = False,
        verdicts: Verdicts | None = None,
        lacking: Lacking | None = None,
    ) -> None:
        """Hear judgements of a round; with `every_verdict`, kept ones become findings, too.

        `verdicts` has what grades were tried on whom already; `lacking` which columns were found
        to be missing to whom.
        """
        self._context = context
        self._every_verdict = every_verdict
        known = {} if lacking is None else lacking
        self._unchecked = Unchecked(context.ruleset, context.world, known)
        self._gaps = Gaps(context, verdicts or Verdicts(context.ruleset, context.world))
        self._hinges = Hinges(context.ruleset, context.world, self._gaps.verdicts)
        self._counts: Counter[Verdict] = Counter()
        self._found: list[Finding] = []

    def sift(self, judgement: Judgement) -> Judgement | None:
        """Return a judgement as it stands, None where columns not given keep it from being known.

        A grade below the one permitted breaks nothing by its own criteria.
        """
        if judgement.verdict is Verdict.UNKNOWN and self._unchecked.takes(judgement):
            return None
        return self._gaps.settled(judgement) if judgement.verdict in OPEN else judgement

    def take(self, judgement: Judgement, made: dict[str, Finding] | None = None) -> None:
        """Take in a judgement that was sifted.

        `made` has the findings on the subject that are made already, by rule.
        """
        settled = judgement.verdict not in OPEN
        if settled:
            self._hinges.take(judgement)
        if settled and not self._every_verdict:
            self._counts[judgement.verdict] += 1
        elif settled or not self._gaps.takes(judgement):
            found = None if made is None else made.get(judgement.rule.id)
            if found is None:
                found = self._finding(judgement)
                if made is not None:
                    made[judgement.rule.id] = found
            self._found.append(found)

    def _finding(self, judgement: Judgement) -> Finding:
        here = self._context
        seen = detail(judgement, here.ruleset, here.world, self._gaps.verdicts.under)
        severity = here.severity(judgement.rule, judgement.subject)
        return finding(seen, here.batch, here.world, severity)

    def hear(self, alike: Alikes) -> None:
        """Sift a verdict on all whom a rule cannot tell apart, and take it in."""
        _, verdict, subjects, _ = alike
        if verdict in OPEN or self._every_verdict:
            first = next(alike.each())
            if verdict is Verdict.UNKNOWN and self._unchecked.takes(first, len(subjects)):
                return
            for one in alike.each():
                self.take(self._gaps.settled(one) if verdict in OPEN else one)
        else:
            self._hinges.take_alike(alike)
            self._counts[verdict] += len(subjects)

    def stands_for(self, judgement: Judgement, times: int) -> bool:
        """Take in an unknown verdict for many subjects if columns not given keep it so."""
        return self._unchecked.takes(judgement, times)

    def doubt(self, judgement: Judgement) -> None:
        """Look whether another reading would break a rule kept, or one that does not apply."""
        self._hinges.take(judgement)

    def outline(self, judgements: Iterable[Judgement]) -> frozenset[tuple[str, ...]]:
        """Return what findings open judgements would make, without making them."""
        found: set[tuple[str, ...]] = set()
        for one in judgements:
            if self._gaps.takes(one):
                found.add((NO_GRADE_FITS,))
                continue
            severity = self._context.severity(one.rule, one.subject)
            found.add((one.rule.id, one.verdict.value, severity))
        self._gaps.people.clear()
        return frozenset(found)

    def not_checkable(self) -> tuple[NotCheckable, ...]:
        """Return what could not be checked since this was last asked."""
        listed = self._unchecked.listed()
        self._unchecked.clear()
        return listed

    def heard(self) -> Heard:
        """Return what has been heard since this was last asked."""
        rules = self._context.library.rules
        found = merged((*self._found, *self._gaps.findings()), rules)
        self._counts.update(one.verdict for one in found)
        hinges = tuple(self._hinges.found)
        heard = Heard(tuple(found), dict(self._counts), self.not_checkable(), hinges)
        self._found.clear()
        self._counts.clear()
        self._gaps.people.clear()
        self._hinges.found.clear()
        return heard
