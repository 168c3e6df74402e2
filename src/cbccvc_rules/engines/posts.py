"""People of one category and post in one kind of body, and how their scorecards divide the weights.

What is compared is the share of the weights that each kind of criterion has; the criteria
themselves follow each person's own work.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from cbccvc_rules.model.values import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Value

Post = tuple[str, str, str]
Division = frozenset[tuple[str, Fraction]]


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

    @cached_property
    def otherwise(self) -> Mapping[str, tuple[Row, ...]]:
        """For each person, the first of their post with each other division of the weights.

        Where the kind of the body is not told, the post is compared inside that body alone; a card
        of which a kind or a weight is not known, with none.
        """
        posts: defaultdict[Post, dict[Division, Row]] = defaultdict(dict)
        known: dict[str, tuple[Post, Division]] = {}
        for person in self._people:
            post, division = self._post(person), _division(self._cards.get(person.key, ()))
            if post is not None and division is not None:
                posts[post].setdefault(division, person)
                known[person.key] = (post, division)
        return {
            key: tuple(row for other, row in posts[post].items() if other != own)
            for key, (post, own) in known.items()
        }

    def _post(self, person: Row) -> Post | None:
        body, position = self._body_of(person.values["unit_id"]), person.values["position"]
        if body is None or not isinstance(position, str):
            return None
        kind, category = body.values["kind"] or f"#{body.key}", person.values["category"]
        return str(kind), str(category), fold(position)


def _division(card: tuple[Row, ...]) -> Division | None:
    """Return the share of each kind of criterion; None where a card does not tell it."""
    sums: defaultdict[str, Fraction] = defaultdict(Fraction)
    for row in card:
        kind, weight = row.values["kind"], row.values["weight"]
        if not isinstance(kind, str) or not isinstance(weight, (int, Fraction)):
            return None
        sums[kind] += weight
    total = sum(sums.values())
    return frozenset((kind, part / total) for kind, part in sums.items() if part) if total else None
