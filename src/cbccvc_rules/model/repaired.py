"""The smallest lawful mend of a round: forced changes, choices left to people, and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.finding import Severity, Subject
    from cbccvc_rules.sources import Citation, Text


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule for which something has to change, and what it says of whom as the round stands."""

    rule: str
    subject: Subject
    message: Text
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One person's rating and the one to put in its place.

    `or_else` has another rating that is as lawful: where no grade fits, the authority decides.
    """

    id: str
    name: str | None
    unit: str | None
    before: str
    after: str
    steps: int
    or_else: str | None = None


@dataclass(frozen=True, slots=True)
class ForcedChange:
    """A change that every smallest mend makes, and why."""

    change: Change
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit's grade that its own rules forbid, the highest lower one that they allow, and why."""

    id: str
    name: str | None
    before: str
    after: str
    steps: int
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """Of these people so many at least and at most are among those changed."""

    people: tuple[str, ...]
    least: int
    most: int
    groups: tuple[str, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """So many of people who stand equal before the law; which of them is for people to say.

    `first` is one such pick, by which the mend was tried; it is no proposal. Where limits cross,
    not everything within the bounds may be a mend: it is one of the `ways`, if there are any, or,
    unless the choice is `exact`, some of what lies within.
    """

    number: int
    among: tuple[Change, ...]
    within: tuple[Within, ...]
    grounds: tuple[Ground, ...]
    first: tuple[tuple[str, str], ...]
    exact: bool = True
    ways: tuple[tuple[Within, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Unmended:
    """Somebody or a group whom no change that is allowed here can mend, and why not."""

    subject: Subject
    reason: Text
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class RuleCount:
    """So many findings of one rule."""

    rule: str
    title: Text
    severity: Severity
    number: int


@dataclass(frozen=True, slots=True)
class Again:
    """What the reference engine judged again of a long list with the changes made.

    Of `people` one of each of so many `combinations`, which the rules cannot tell apart; of
    `groups`, each counted once for every rule put to it, one of each of so many `alike`. `left` are
    the groups that are like no other and were not judged again.
    """

    people: int
    combinations: int
    groups: int
    alike: int
    left: int


@dataclass(frozen=True, slots=True)
class Repair:
    """The smallest mend of what is broken at a severity or above.

    `beyond` counts findings that no change of ratings can mend, and `undecided` those that wait for
    a cell; `brings` counts findings of other rules or lower severity that the changes would bring.
    `units` are changed first, where that is asked for; they count neither as people nor in steps.
    `again` tells of a long list, mended in its file, how it was judged again; of any other, whoever
    is reached by a change was.
    """

    level: Severity
    forced: tuple[ForcedChange, ...]
    choices: tuple[Choice, ...]
    unmended: tuple[Unmended, ...]
    beyond: tuple[RuleCount, ...]
    undecided: tuple[RuleCount, ...]
    brings: tuple[RuleCount, ...]
    units: tuple[UnitChange, ...] = ()
    again: Again | None = None

    @property
    def people(self) -> int:
        """How many people's ratings change."""
        return len(self.forced) + sum(choice.number for choice in self.choices)

    @property
    def steps(self) -> int:
        """How many steps of the scale they go, all together."""
        forced = sum(one.change.steps for one in self.forced)
        return forced + sum(
            change.steps
            for choice in self.choices
            for change in choice.among
            if (change.id, change.after) in choice.first
        )

    @property
    def changes(self) -> Mapping[str, str]:
        """One smallest mend: the rating of each who is changed, by id."""
        made = {one.change.id: one.change.after for one in self.forced}
        for choice in self.choices:
            made.update(choice.first)
        return made

    @property
    def nothing(self) -> bool:
        """Whether nothing is to be mended by ratings."""
        return not (self.forced or self.choices or self.unmended or self.units)
