"""Rules that could not be put to some subjects, because columns or tables were not given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.missing import missing_facts
from cbccvc_rules.engines.world import World, column_missing
from cbccvc_rules.model.findings import NotCheckable

if TYPE_CHECKING:
    from cbccvc_rules.engines.base import Judgement
    from cbccvc_rules.lang.rules import Rule, Ruleset


@dataclass(slots=True)
class _Gap:
    rule: Rule
    columns: set[str] = field(default_factory=set)
    subjects: int = 0


@dataclass(slots=True)
class Unchecked:
    """Collects unknown verdicts that no cell could settle, rule by rule."""

    gaps: dict[str, _Gap] = field(default_factory=dict)

    def takes(self, judgement: Judgement, ruleset: Ruleset, world: World) -> bool:
        """Take in a verdict that is unknown solely because columns or tables were not given."""
        rule = judgement.rule
        facts = missing_facts(rule, judgement.subject, environment(rule, ruleset, world))
        if not facts or not all(fact.absent for fact in facts):
            return False
        gap = self.gaps.setdefault(rule.id, _Gap(rule))
        gap.subjects += 1
        gap.columns.update(column_missing(fact, "staff") for fact in facts)
        return True

    def listed(self) -> tuple[NotCheckable, ...]:
        """Return what was taken in, in order of rule."""
        return tuple(
            NotCheckable(
                name, gap.rule.title, gap.rule.severity, tuple(sorted(gap.columns)), gap.subjects
            )
            for name, gap in sorted(self.gaps.items())
        )
