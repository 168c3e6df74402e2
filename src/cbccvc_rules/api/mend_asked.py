"""What a round is judged to be, where it is to be mended: what ratings can mend, and the rest.

People whom no rule tells apart are judged, and heard, once: what holds of one holds of all.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from cbccvc_rules.api.hearing import OPEN, Hearing
from cbccvc_rules.engines.alike import Alike, Seen
from cbccvc_rules.engines.base import Judgement, subjects
from cbccvc_rules.engines.once import Once
from cbccvc_rules.model.finding import SEVERITIES, Verdict
from cbccvc_rules.model.findings import at_least
from cbccvc_rules.model.repaired import RuleCount
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.limits import reads_rating, rule_counts

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from cbccvc_rules.api.audit import Progress
    from cbccvc_rules.api.context import Context
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.solve.counting import Counting

Told = Counter[tuple[str, str]]
"""How often a rule was found, by its name and severity."""


@dataclass(slots=True)
class Asked:
    """What ratings can mend, what they cannot, and what is undecided."""

    here: Context
    level: Severity
    broken: set[tuple[str, str]]
    beyond: Told
    undecided: Told

    def __init__(
        self, here: Context, level: Severity, counting: Counting, progress: Progress | None
    ) -> None:
        """Judge the whole round; limits are judged where they are counted."""
        self.here, self.level = here, level
        self.broken, self.beyond, self.undecided = set(), Counter(), Counter()
        hearing = Hearing(here)
        rules = [rule for rule in here.ruleset.rules if at_least(rule.severity, level)]
        for one, rows in chain(_of_staff(here, rules, progress), _of_others(here, rules, counting)):
            if one.verdict in OPEN:
                self._take(one, rows, hearing)

    def _take(self, judgement: Judgement, rows: Sequence[Row], hearing: Hearing) -> None:
        severity = self.here.severity(judgement.rule, judgement.subject)
        if not at_least(severity, self.level):
            return
        sifted = hearing.sift(judgement)
        if sifted is None:
            return
        rule = sifted.rule
        if sifted.verdict is Verdict.UNKNOWN:
            self.undecided[rule.id, severity] += len(rows)
        elif sifted.verdict is Verdict.BROKEN:
            if mendable(rule):
                self.broken.update((rule.id, row.key) for row in rows)
            else:
                self.beyond[rule.id, severity] += len(rows)


def _of_others(
    here: Context, rules: Sequence[Rule], counting: Counting
) -> Iterator[tuple[Judgement, Sequence[Row]]]:
    """Yield the verdicts on units, groups and the round."""
    once = Once(here.ruleset, here.world)
    for rule in rules:
        if rule.judges != "staff" and rule not in counting.rules:
            for subject in subjects(rule, here.ruleset, here.world):
                yield once.judgement(rule, subject), (subject,)
    for group in counting.found.values():
        one = Judgement(group.rule, group.subject, group.demand.verdict, group.alike)
        yield one, (group.subject,)


def _of_staff(
    here: Context, rules: Sequence[Rule], progress: Progress | None
) -> Iterator[tuple[Judgement, Sequence[Row]]]:
    """Yield the verdicts on people, each with all of whom it holds.

    Rules that look at a unit as such tell far more people apart than the others; those that look
    at who somebody is are put to each.
    """
    once = Once(here.ruleset, here.world)
    kinds: dict[tuple[bool, bool], list[Rule]] = {}
    for rule in rules:
        if rule.judges == "staff":
            told = once.alike(rule)
            kinds.setdefault((told.tells_alike, told.by_unit), []).append(rule)
    done, number = 0, sum(map(len, kinds.values()))
    for (alike, _), those in kinds.items():
        classes = list(_classes(here, those)) if alike else [(row,) for row in here.world.staff]
        for rule in those:
            governed = here.ruleset.governs[rule.pack]
            for rows in classes:
                if here.world.standings.of(rows[0]) in governed:
                    yield once.judgement(rule, rows[0]), rows
            done += 1
            if progress is not None:
                progress(here.judged * done // number, here.judged)


def _classes(here: Context, rules: Sequence[Rule]) -> Iterator[tuple[Row, ...]]:
    """Yield people whom none of the rules tells apart."""
    nodes = chain.from_iterable(rule.nodes() for rule in rules)
    union = Alike(rules[0], here.world, Seen(), nodes)
    found: dict[Hashable, list[Row]] = {}
    for row in here.world.staff:
        key = union.key(row)
        standing = here.world.standings.of(row)
        found.setdefault((standing, (row.key,) if key is None else key), []).append(row)
    yield from map(tuple, found.values())


def mendable(rule: Rule) -> bool:
    """Return whether other ratings of people could keep a rule: it is about grades."""
    if rule.concerns != "grade":
        return False
    return rule_counts(rule) or (
        rule.judges == "staff" and any(reads_rating(node) for node in rule.nodes())
    )


def counted(here: Context, told: Told) -> tuple[RuleCount, ...]:
    """Return how often each rule was found, the most severe first."""
    titles = {rule.id: rule.title for rule in here.ruleset.rules}
    return tuple(
        RuleCount(rule, titles[rule], severity, number)
        for severity in SEVERITIES
        for (rule, at), number in sorted(told.items())
        if at == severity and rule in titles
    )
