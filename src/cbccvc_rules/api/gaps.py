"""Where the criteria of grades leave a gap, or a lower grade than permitted was given.

A grade below the best one permitted is never broken by its own criteria. Where neither completion
nor non-completion fits a person's facts, one notice takes the place of blaming either.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.api.finding import places_in, subject_of
from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.detail import Detail, detail
from cbccvc_rules.explain.message import filled
from cbccvc_rules.explain.phrasebook import text_of
from cbccvc_rules.model.finding import Finding, Verdict, fingerprint
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.grades import LOWEST, SECOND, Trials, Verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.lang.rules import Bindings
    from cbccvc_rules.model.rows import Row

NO_GRADE_FITS = "no-grade-fits"


@dataclass(slots=True)
class Gaps:
    """Settles the judgements of rules that hold the criteria of a grade."""

    context: Context
    verdicts: Verdicts
    trials: Trials = field(init=False)
    bindings: Bindings = field(init=False)
    people: dict[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Try grades as the readings are chosen."""
        self.bindings = self.context.ruleset.bindings
        self.trials = self.verdicts.trials(self.bindings)

    def settled(self, judgement: Judgement) -> Judgement:
        """Return a judgement as kept where a better grade is permitted for certain."""
        rule, row, verdict, _ = judgement
        settled = self.verdicts.settled(rule, row, verdict, self.bindings)
        return judgement if settled is verdict else judgement._replace(verdict=settled)

    def takes(self, judgement: Judgement) -> bool:
        """Take in a broken judgement on either lowest grade where neither fits the facts."""
        if judgement.verdict is not Verdict.BROKEN:
            return False
        if judgement.rule.criteria_of not in {LOWEST, SECOND}:
            return False
        row = judgement.subject
        if not self.trials.no_grade_fits(row):
            return False
        if self.trials.lower_than_permitted(row, SECOND):
            return False
        self.people[row.key] = row
        return True

    def findings(self) -> Iterator[Finding]:
        """Yield one notice a person whose facts fit neither grade."""
        for row in self.people.values():
            yield self._finding(row)

    def _finding(self, row: Row) -> Finding:
        batch, world = self.context.batch, self.context.world
        details = [
            self._unmet(rule_grade, row)
            for rule_grade in (SECOND, LOWEST)
            if self.trials.unmet(row, rule_grade)
        ]
        cites = [cite for one in details for cite in one.cites]
        # Each rule was put to a supposed grade: its condition would show it as what the cell says.
        steps = tuple(step for one in details for step in one.steps if step.op != "when")
        subject = subject_of(details[0].judgement.rule, row, world)
        values = {**row.values, "id": row.key, "name": row.key}
        return Finding(
            rule=NO_GRADE_FITS,
            title=text_of("no_grade_fits", "title"),
            verdict=Verdict.BROKEN,
            severity="notice",
            subject=subject,
            cites=tuple(dict.fromkeys(cites)),
            message=filled(text_of("no_grade_fits", "message"), values),
            remedy=filled(text_of("no_grade_fits", "remedy"), values),
            measures={},
            conditions=tuple(label for one in details for label in one.conditions),
            places=places_in(steps),
            missing=(),
            trace=steps,
            flips=(),
            fingerprint=fingerprint(NO_GRADE_FITS, subject, batch.period.text, batch.occasion),
        )

    def _unmet(self, grade: str, row: Row) -> Detail:
        rule = self.trials.unmet(row, grade)[0]
        supposed = replace(row, values={**row.values, "rating": grade})
        judgement = Judgement(rule, supposed, Verdict.BROKEN)
        return detail(judgement, self.context.ruleset, self.context.world)
