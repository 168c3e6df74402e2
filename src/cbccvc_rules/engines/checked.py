"""A found verdict is judged again by the reference engine before anybody hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from cbccvc_rules.engines.alike import Alike, Seen
from cbccvc_rules.engines.base import Alikes, Engine, Judgement, alikes
from cbccvc_rules.engines.reference import Env, judge
from cbccvc_rules.errors import EngineDisagreement, Problem
from cbccvc_rules.model.finding import Verdict

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from cbccvc_rules.engines.base import Only, Subjects
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule, Ruleset

ONE_IN = 50
"""Of the verdicts that nobody will look at, one in so many is judged again."""

_OPEN = frozenset({Verdict.BROKEN, Verdict.UNKNOWN})


class Checked:
    """Passes on what another engine finds: all that is broken or open, and a sample of the rest.

    `again` and `sampled` count them; people whom a rule cannot tell apart are judged again once.
    The sample hangs on the names of rule and subject alone, so that a round is always judged alike.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        """Take an engine and its name."""
        self.engine = engine
        self.name = name
        self.again = 0
        self.sampled = 0

    def judgements(self, ruleset: Ruleset, world: World) -> Iterator[Judgement]:
        """Yield the verdicts in order of rule, then of row.

        Raises:
            EngineDisagreement: where the reference engine judges otherwise.
        """
        return self._again(self.engine.judgements(ruleset, world), ruleset, world)

    def alikes(self, ruleset: Ruleset, world: World) -> Iterator[Alikes]:
        """Yield the verdicts in order of rule, those on subjects that it cannot tell apart as one.

        Raises:
            EngineDisagreement: where the reference engine judges otherwise.
        """
        return alikes(self.judgements(ruleset, world))

    def judgements_on(
        self, ruleset: Ruleset, world: World, chosen: Subjects, only: Only | None = None
    ) -> Iterator[Judgement]:
        """Yield the verdicts on chosen subjects, by subject.

        Raises:
            EngineDisagreement: where the reference engine judges otherwise.
        """
        found = self.engine.judgements_on(ruleset, world, chosen, only)
        return self._again(found, ruleset, world)

    def _again(
        self, found: Iterator[Judgement], ruleset: Ruleset, world: World
    ) -> Iterator[Judgement]:
        seen = Seen()
        judge_of: dict[str, _Judge] = {}
        for one in found:
            rule = one.rule
            if rule.id not in judge_of:
                env = Env(world, ruleset.bindings.of(rule.pack), ruleset.governs[rule.pack])
                judge_of[rule.id] = _Judge(rule, env, Alike(rule, world, seen))
            again = judge_of[rule.id]
            key = again.told_apart.key(one.subject)
            if one.verdict in _OPEN:
                self.again += 1
                held(self.name, one, again.verdict(one, key))
            elif crc32(f"{rule.id}|{one.subject.key}".encode()) % ONE_IN == 0:
                self.sampled += 1
                held(self.name, one, again.verdict(one, key))
            yield Judgement(rule, one.subject, one.verdict, key)


def held(engine: str, one: Judgement, verdict: Verdict) -> None:
    """Hold a verdict that an engine found against that of the reference engine.

    Raises:
        EngineDisagreement: where it is another one.
    """
    if verdict is one.verdict:
        return
    params = {
        "engine": engine,
        "rule": one.rule.id,
        "subject": one.subject.key,
        "found": one.verdict.value,
        "reference": verdict.value,
    }
    raise EngineDisagreement(Problem("engines-disagree", None, params))


class _Judge:
    """The reference engine on one rule; those alike for the rule are judged once."""

    def __init__(self, rule: Rule, env: Env, told_apart: Alike) -> None:
        self.told_apart = told_apart
        self._rule = rule
        self._env = env
        self._known: dict[Hashable, Verdict] = {}

    def verdict(self, one: Judgement, key: Hashable) -> Verdict:
        """Return the verdict on a subject with a key, None where nobody is alike."""
        if key is None:
            return judge(self._rule, one.subject, self._env)
        if key not in self._known:
            self._known[key] = judge(self._rule, one.subject, self._env)
        return self._known[key]
