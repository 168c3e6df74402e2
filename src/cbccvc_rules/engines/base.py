"""What every engine does: put each rule to each of its subjects, and say the verdict."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Judged, Rule, Ruleset
    from cbccvc_rules.model.finding import Verdict
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.sources import Text


class Judgement(NamedTuple):
    """One rule on one subject; `alike` is the same for subjects that the rule cannot tell apart."""

    rule: Rule
    subject: Row
    verdict: Verdict
    alike: Hashable = None


class Alikes(NamedTuple):
    """One verdict of a rule on all those whom it cannot tell apart; `alike` is what they share."""

    rule: Rule
    verdict: Verdict
    subjects: Sequence[Row]
    alike: Hashable = None

    def each(self) -> Iterator[Judgement]:
        """Yield the verdict on each of them."""
        rule, verdict, subjects, alike = self
        return (Judgement(rule, subject, verdict, alike) for subject in subjects)


Subjects = dict["Judged", dict[str, "Row"]]
"""Chosen subjects, by kind and id."""
Only = dict[tuple["Judged", str], set[str]]
"""The rules to be put to some subjects, by the kind and id of each."""


class Engine(Protocol):
    """A way to judge; whichever is taken, the judgements are the same.

    `aside` has the rules that it leaves to the reference engine, each with the reason; it is known
    once the first judgement is.
    """

    aside: Mapping[str, Text]

    def judgements(self, ruleset: Ruleset, world: World) -> Iterator[Judgement]:
        """Yield the verdict of every rule on every subject it governs."""
        ...

    def judgements_on(
        self, ruleset: Ruleset, world: World, chosen: Subjects, only: Only | None = None
    ) -> Iterator[Judgement]:
        """Yield the verdict of every rule on each of the subjects that it governs, by subject.

        Where `only` is told, of the rules that it has for each of them.
        """
        ...


def alikes(judgements: Iterable[Judgement]) -> Iterator[Alikes]:
    """Join the verdicts on those whom a rule cannot tell apart; all of a rule come together."""
    for rule, those in groupby(judgements, key=attrgetter("rule")):
        joined: dict[tuple[Verdict, Hashable], list[Row]] = {}
        for one in those:
            if one.alike is None:
                yield Alikes(rule, one.verdict, (one.subject,))
            else:
                joined.setdefault((one.verdict, one.alike), []).append(one.subject)
        for (verdict, alike), subjects in joined.items():
            yield Alikes(rule, verdict, subjects, alike)


def subjects(rule: Rule, ruleset: Ruleset, world: World) -> Iterator[Row]:
    """Yield the rows that a rule is put to: people and groups where its pack governs, or may."""
    governed = ruleset.governs[rule.pack]
    match rule.judges:
        case "staff":
            yield from world.staff_governed(governed)
        case "unit":
            yield from world.units.values()
        case "group":
            for group in world.groups():
                members = world.many(group, "members", governed)
                if members.rows or members.possible:
                    yield group
        case "batch":
            yield world.root
