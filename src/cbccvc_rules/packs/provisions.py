"""Which provisions an act has and on which days: what a citation of it is held against."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import STEPS, Text, provision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cbccvc_rules.lang.rules import Interval
    from cbccvc_rules.sources import Citation, Steps

# The letters of points, in their order.
_POINTS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"


@dataclass(frozen=True, slots=True)
class CitationFault:
    """What is wrong with a citation, and which of its steps is the first that leads nowhere."""

    code: str
    step: int
    params: Mapping[str, str | Text]


@dataclass(frozen=True, slots=True)
class Provisions:
    """The provisions of an act with their days; one that only contains others has all of theirs.

    An open day is the act's own: whether the act is in force is asked of the act.
    """

    days: Mapping[Steps, tuple[Interval, ...]]

    @classmethod
    def of(cls, listed: Iterable[tuple[Steps, Interval]]) -> Provisions:
        """Return the provisions listed, and those that contain them."""
        own: dict[Steps, list[Interval]] = defaultdict(list)
        below: dict[Steps, list[Interval]] = defaultdict(list)
        for steps, interval in listed:
            own[steps].append(interval)
            for length in range(1, len(steps)):
                below[steps[:length]].append(interval)
        return cls({steps: tuple(found) for steps, found in {**below, **own}.items()})

    def fault(self, citation: Citation, during: Interval | None) -> CitationFault | None:
        """Return why a citation made on the days `during` cannot stand, None where it can."""
        steps = citation.steps
        if not steps:
            return None
        intervals = self.days.get(steps)
        if intervals is None:
            known = self._known(steps)
            close = self._nearest(steps)
            # Of an act that is listed as such alone, nothing is near.
            nearest = _named(close) if close else ""
            params: dict[str, str | Text] = {"act": citation.act, "nearest": nearest}
            params["provision"] = _named(steps)
            return CitationFault("clause-unknown", known, params)
        return None if during is None else _out_of_time(citation, intervals, during)

    def _known(self, steps: Steps) -> int:
        """Return how many steps lead somewhere."""
        return max((n for n in range(len(steps)) if steps[:n] in self.days), default=0)

    def _nearest(self, steps: Steps) -> Steps:
        """Return the provision that shares the longest way, and then is the least far off."""
        known = filter(None, self.days)
        return min(known, key=lambda other: (*_distance(steps, other), str(other)), default=())


def _named(steps: Steps) -> Text:
    return Text(provision(steps, "vi"), provision(steps, "en"))


def _distance(asked: Steps, known: Steps) -> tuple[int, int, int, int]:
    """Return how far apart two ways are: a neighbour is nearer than what contains both."""
    shared = 0
    while shared < min(len(asked), len(known)) and asked[shared] == known[shared]:
        shared += 1
    apart = abs(len(asked) - len(known))
    if shared < min(len(asked), len(known)):
        (step, value), (other_step, other) = asked[shared], known[shared]
        if step == other_step:
            return -shared, 0, abs(_rank(value) - _rank(other)), apart
    return -shared, 1, 0, apart


def _rank(value: int | str) -> int:
    return value if isinstance(value, int) else _POINTS.find(value[:1].lower())


def order(steps: Steps) -> tuple[tuple[int, int, str], ...]:
    """Return what sorts provisions as they stand in their act, forms behind the rest.

    >>> order((("article", 2), ("point", "đ"))) < order((("article", 2), ("point", "e")))
    True
    """
    last = len(STEPS)
    return tuple(
        (last if step == "form" else STEPS.index(step), _rank(value), str(value))
        for step, value in steps
    )


def _out_of_time(
    citation: Citation, intervals: tuple[Interval, ...], during: Interval
) -> CitationFault | None:
    """Return why a provision is not there on all the days on which it is cited.

    A citation that names the act which added the provision is left out of findings before that.
    """
    firsts = [one.first for one in intervals if one.first is not None]
    lasts = [one.last for one in intervals if one.last is not None]
    params: dict[str, str | Text] = {"act": citation.act, "provision": _named(citation.steps)}
    here = len(citation.steps) - 1
    if len(lasts) == len(intervals) and (during.last is None or during.last > max(lasts)):
        params |= {"last": str(max(lasts)), "until": str(during.last or "…")}
        return CitationFault("clause-repealed", here, params)
    early = len(firsts) == len(intervals) and (during.first is None or during.first < min(firsts))
    if early and citation.added_by_act is None:
        params |= {"first": str(min(firsts)), "from": str(during.first or "…")}
        return CitationFault("clause-not-yet", here, params)
    return None
