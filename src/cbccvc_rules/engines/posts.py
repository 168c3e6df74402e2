"""People of one category and post in one kind of body, and how their scorecards divide the weights.

What is compared is the share of the weights that each kind of criterion has; the criteria
themselves follow each person's own work.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from cbccvc_rules.engines.totals import EVERYBODY
from cbccvc_rules.model.rows import Unplaced
from cbccvc_rules.model.values import fold
from cbccvc_rules.trace import Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Value

PostKey = tuple[str, str, str]
Division = frozenset[tuple[str, Fraction]]
_COLUMNS = ("kind", "weight")


@dataclass(slots=True)
class _Post:
    """The first person of each division of the weights; who of the others may have another one."""

    divisions: dict[Division, Row] = field(default_factory=dict)
    open: dict[str, Unplaced] = field(default_factory=dict)


class Posts:
    """The posts of a round; looked at only where a rule asks."""

    def __init__(
        self,
        people: Sequence[Row],
        body_of: Callable[[Value], Row | None],
        cards: Mapping[str, tuple[Row, ...]],
    ) -> None:
        """Keep the people, what tells the body that uses the people of a unit, and the cards."""
        self._people = people
        self._body_of = body_of
        self._cards = cards

    def weighed_unlike(self, people: Iterable[Row]) -> tuple[tuple[Row, ...], tuple[Unplaced, ...]]:
        """Return one person for each division of a post of these people that has several.

        And those of them whose card does not tell all of its division, where there is another.
        """
        rows: dict[str, Row] = {}
        doubtful: list[Unplaced] = []
        for person in people:
            post = self._posts.get(self.key(person))
            if post is None:
                continue
            if len(post.divisions) > 1:
                rows.update((row.key, row) for row in post.divisions.values())
            elif post.divisions and person.key in post.open:
                doubtful.append(post.open[person.key])
        return tuple(rows.values()), tuple(doubtful)

    @cached_property
    def _posts(self) -> Mapping[PostKey | None, _Post]:
        posts: defaultdict[PostKey | None, _Post] = defaultdict(_Post)
        for person in self._people:
            key, card = self.key(person), self._cards.get(person.key, ())
            if key is None or all(row.values["weight"] is None for row in card):
                continue
            cause = _untold(card)
            division = None if cause else _division(card)
            if cause is not None:
                posts[key].open[person.key] = Unplaced(None, person, cause)
            elif division is not None:
                posts[key].divisions.setdefault(division, person)
        return posts

    def key(self, person: Row) -> PostKey | None:
        """Return the post: where the kind of the body is not told, it is one of that body alone.

        Labour contracts are under no instrument and have none.
        """
        body, position = self._body_of(person.values["unit_id"]), person.values["position"]
        category = person.values["category"]
        if body is None or not isinstance(position, str) or category not in EVERYBODY:
            return None
        return str(body.values["kind"] or f"#{body.key}"), str(category), fold(position)


def _untold(card: Iterable[Row]) -> Fact | None:
    """Return the first cell that keeps the division of a card from being known."""
    for row in card:
        for column in _COLUMNS:
            if row.values[column] is None:
                return Fact("scorecard", row.key, column, None, row.place(column))
    return None


def _division(card: Iterable[Row]) -> Division | None:
    """Return the share of each kind of criterion; None where there is nothing to divide."""
    sums: defaultdict[str, Fraction] = defaultdict(Fraction)
    for row in card:
        weight = row.values["weight"]
        sums[str(row.values["kind"])] += weight if isinstance(weight, (int, Fraction)) else 0
    total = sum(sums.values())
    return frozenset((kind, part / total) for kind, part in sums.items() if part) if total else None
