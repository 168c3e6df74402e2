"""The engine on durable_rules, which matches facts over whole numbers with rules given as data.

The library is not to be trusted with more: a field that is missing gives findings out of nowhere,
two ids may be taken for one, a division ends the process, an error in an action is lost. So every
value is worked out before by the code that all engines share, and becomes a whole number; what is
not known goes to the reference engine; every fact has to be seen again, or its verdict does not
count; and nothing is divided, nothing is chained, nothing stays behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cbccvc_rules.engines.base import Judgement, subjects
from cbccvc_rules.engines.chosen import governed_rules
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.matching import APPLIES, MET, Matching
from cbccvc_rules.engines.reference import judge
from cbccvc_rules.extras import durable_rules
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.engines.base import Only, Subjects
    from cbccvc_rules.engines.matching import Part
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Value

Pair = tuple["Rule", "Row"]


class Fired(Protocol):
    """What the library hands to an action: the fact that was matched."""

    m: Matched


class Matched(Protocol):
    """A fact of ours; `n` is the number of its pair."""

    n: int


RULES_AT_ONCE = 60
"""Rules of the library in one ruleset: two or more a rule of law, and one that sees every fact."""
FACTS_AT_ONCE = 400
_SESSION = "s"
_SEEN = ("seen", 0)
_TOO_MANY = Text(
    "có nhiều điều kiện hơn số mà thư viện so khớp được một lần",
    "it has more conditions than the library matches at once",
)


class DurableEngine:
    """Judges by matching; what it cannot judge goes to the reference engine."""

    def __init__(self) -> None:
        """Leave no rule aside yet."""
        self.aside: Mapping[str, Text] = {}

    def judgements(self, ruleset: Ruleset, world: World) -> Iterator[Judgement]:
        """Yield the verdicts in order of rule, then of row."""
        pairs = ((rule, row) for rule in ruleset.rules for row in subjects(rule, ruleset, world))
        return self._judged(list(pairs), ruleset, world)

    def judgements_on(
        self, ruleset: Ruleset, world: World, chosen: Subjects, only: Only | None = None
    ) -> Iterator[Judgement]:
        """Yield the verdict of every rule on each of the subjects that it governs, by subject."""
        pairs = governed_rules(ruleset, world, chosen, only)
        return self._judged(list(pairs), ruleset, world)

    def _judged(self, pairs: Sequence[Pair], ruleset: Ruleset, world: World) -> Iterator[Judgement]:
        envs = {rule.id: environment(rule, ruleset, world) for rule in ruleset.rules}
        rows: dict[str, list[tuple[int, Row]]] = {}
        for number, (rule, row) in enumerate(pairs):
            rows.setdefault(rule.id, []).append((number, row))
        rules = {rule.id: rule for rule, _ in pairs}
        words: dict[Value, int] = {}
        made = [Matching(rules[name], envs[name], put, words) for name, put in rows.items()]
        self.aside = {one.rule.id: _TOO_MANY for one in made if one.too_many}
        matched = [one for one in made if one.rule.id not in self.aside]
        found: dict[int, Verdict] = {}
        for rulesets in _rulesets(matched):
            found.update(_matched(rulesets))
        for number, (rule, row) in enumerate(pairs):
            verdict = found.get(number) or judge(rule, row, envs[rule.id])
            yield Judgement(rule, row, verdict)


def _rulesets(rules: Iterable[Matching]) -> Iterator[list[Matching]]:
    """Part rules into rulesets that the library bears."""
    together: list[Matching] = []
    for one in rules:
        size = sum(len(each.conditions) for each in (*together, one))
        if together and size >= RULES_AT_ONCE:
            yield together
            together = []
        together.append(one)
    if together:
        yield together


def _matched(rules: Sequence[Matching]) -> dict[int, Verdict]:
    """Return the verdicts that the library finds, of the facts that it saw."""
    with _Library(rules) as library:
        found: dict[int, Verdict] = {}
        for facts in _sessions(rules):
            fired = library.fired(facts)
            for fact in facts:
                number, own = fact["n"], rules[fact["kind"] - 1].conditions
                if (_SEEN, number) not in fired:
                    continue
                applies, met = (
                    all((part, number) in fired for part in own if part[0] == name)
                    for name in (APPLIES, MET)
                )
                kept = Verdict.KEPT if met else Verdict.BROKEN
                found[number] = kept if applies else Verdict.NOT_APPLICABLE
        return found


def _sessions(rules: Sequence[Matching]) -> Iterator[list[dict[str, int]]]:
    """Yield the facts to be matched together: those of one unit, so many at once."""
    by_unit: dict[str, list[dict[str, int]]] = {}
    for kind, one in enumerate(rules, 1):
        for number, values in one.facts.items():
            fact = {**values, "n": number, "kind": kind, "z": 0}
            by_unit.setdefault(one.units[number], []).append(fact)
    for facts in by_unit.values():
        for first in range(0, len(facts), FACTS_AT_ONCE):
            yield facts[first : first + FACTS_AT_ONCE]


class _Library:
    """A ruleset of the library with one session at a time, gone when this is left."""

    def __init__(self, rules: Sequence[Matching]) -> None:
        """Register the rules; a thread that the library would start is not started."""
        found = durable_rules()
        if found is None:
            raise ModuleNotFoundError("durable")
        host, self._engine = found
        self._fired: list[tuple[Part, int]] = []
        self._faults: list[Exception] = []
        self._host = type("Host", (host.Host,), {"_run": lambda _: None})()
        definition: dict[str, object] = {
            "seen": {"all": [{"m": {"$gte": {"kind": 1}}}], "run": self._action(_SEEN)}
        }
        for kind, one in enumerate(rules, 1):
            for part, condition in one.conditions.items():
                own = {"$and": [{"kind": kind}, condition]}
                name = f"{part[0]}_{kind}_{part[1]}"
                definition[name] = {"all": [{"m": own}], "run": self._action(part)}
        self._host.register_rulesets({_SESSION: definition})

    def __enter__(self) -> _Library:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.delete_ruleset(self._host.get_ruleset(_SESSION)._handle)

    def _action(self, part: Part) -> Callable[[Fired], None]:
        def append(told: Fired) -> None:
            try:
                self._fired.append((part, int(told.m.n)))
            except Exception as fault:  # the library would lose it without a word
                self._faults.append(fault)

        return append

    def fired(self, facts: Iterable[Mapping[str, int]]) -> frozenset[tuple[Part, int]]:
        """Return which rules fire for which facts; a rule may do so once for each of its branches.

        Ids count from 1 in each session, so that no two have the same hash; one fact always fires,
        for a session in which nothing did may end the process when it is deleted.
        """
        self._fired.clear()
        told = [
            {**fact, "sid": _SESSION, "id": str(number)} for number, fact in enumerate(facts, 1)
        ]
        if not told:
            return frozenset()
        self._host.assert_facts(_SESSION, told)
        self._host.delete_state(_SESSION, _SESSION)
        if self._faults:
            raise self._faults[0]
        return frozenset(self._fired)
