"""Rules that could not be put to some subjects, because columns or tables were not given."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.missing import columns_missing
from cbccvc_rules.model.findings import NotCheckable
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from cbccvc_rules.engines.base import Judgement
    from cbccvc_rules.engines.reference import Env
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule, Ruleset


@dataclass(slots=True)
class Lack:
    """What one rule could not be put to: columns by what those of a kind have in common.

    And how that was told of so many subjects.
    """

    columns: dict[Hashable, frozenset[str]] = field(default_factory=dict)
    told: dict[tuple[frozenset[str], int], NotCheckable] = field(default_factory=dict)


Lacking = dict[str, Lack]
"""What was not given to some subjects, by rule."""


@dataclass(slots=True)
class _Gap:
    """A rule with what it could not be put to; `known` has the columns missing to those alike."""

    rule: Rule
    env: Env
    known: Lack
    columns: set[str] = field(default_factory=set)
    subjects: int = 0

    def missing(self, judgement: Judgement) -> frozenset[str]:
        """Return the columns that were not given; none where something else is missing, too."""
        key = judgement.alike
        found = self.known.columns.get(key)
        if found is None:
            found = columns_missing(self.rule, judgement.subject, self.env)
            if key is not None:
                self.known.columns[key] = found
        return found

    def told(self) -> NotCheckable:
        """Return what was taken in."""
        key = (frozenset(self.columns), self.subjects)
        if key not in self.known.told:
            rule, columns = self.rule, tuple(sorted(self.columns))
            told = NotCheckable(rule.id, rule.title, rule.severity, columns, self.subjects)
            self.known.told[key] = told
        return self.known.told[key]


def joined(told: Iterable[NotCheckable]) -> Iterator[NotCheckable]:
    """Yield what could not be checked in several parts of a round, in order of rule."""
    by_rule: dict[str, list[NotCheckable]] = {}
    for one in told:
        by_rule.setdefault(one.rule, []).append(one)
    for _, those in sorted(by_rule.items()):
        missing = sorted({column for one in those for column in one.missing})
        subjects = sum(one.subjects for one in those)
        yield replace(those[0], missing=tuple(missing), subjects=subjects)


@dataclass(slots=True)
class Unchecked:
    """Collects unknown verdicts that no cell could settle, rule by rule.

    `known` has what was found of kinds of subjects before.
    """

    ruleset: Ruleset
    world: World
    known: Lacking = field(default_factory=dict)
    gaps: dict[str, _Gap] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def takes(self, judgement: Judgement, times: int = 1) -> bool:
        """Take in a verdict that is unknown solely because columns or tables were not given.

        It stands for as many subjects as it is told `times`.
        """
        rule = judgement.rule
        gap = self.gaps.get(rule.id)
        if gap is None:
            env = environment(rule, self.ruleset, self.world)
            known = self.known.setdefault(rule.id, Lack())
            gap = self.gaps[rule.id] = _Gap(rule, env, known)
        columns = gap.missing(judgement)
        if not columns:
            return False
        self._taken.add(rule.id)
        gap.subjects += times
        gap.columns.update(columns)
        return True

    def listed(self) -> tuple[NotCheckable, ...]:
        """Return what was taken in, in order of rule."""
        return tuple([self.gaps[name].told() for name in sorted(self._taken)])

    def clear(self) -> None:
        """Forget what was taken in, and keep what was learnt of those alike."""
        for name in self._taken:
            self.gaps[name].subjects = 0
            self.gaps[name].columns.clear()
        self._taken.clear()
