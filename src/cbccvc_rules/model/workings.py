"""What a share limit is worked out from: who is counted, and the counts put together as formulas.

A formula is text as every spreadsheet reads it, with a slot for each count; nothing here counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.finding import Severity, SubjectKind, Verdict
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.sources import Citation, Text
    from cbccvc_rules.trace import Value

UNREAD = "?"
"""Stands among ratings for those of whom none is known."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One count: those of a set (by its number) who have certain ratings.

    Those with one of the `open` ratings may count, and so may `unread` people whose rows could not
    be taken apart. `value` is what the engine counted.
    """

    among: int
    ratings: tuple[str, ...]
    open: tuple[str, ...]
    unread: int
    value: Value


@dataclass(frozen=True, slots=True)
class ShareLimit:
    """A limit on a share, put to one subject.

    In the formulas, `{a0}` is the first count and `{b0}` how many more it may be. `holds` tells
    whether the limit is kept, as a condition; or, where it is `open`, as 1, 0 or 0.5 for what is
    not known. `applies` is False where it is not known whether the rule applies at all: then it is
    kept or not known. `most` is the greatest number allowed of the first count. A limit without a
    formula says `why_not`.
    """

    rule: str
    title: Text
    severity: Severity
    cites: tuple[Citation, ...]
    kind: SubjectKind
    subject: str
    name: str | None
    unit: str
    counts: tuple[Counted, ...]
    holds: str | None
    open: bool
    applies: bool
    most: str | None
    limit: Value
    allowed: Value
    verdict: Verdict
    why_not: Text | None = None


@dataclass(frozen=True, slots=True)
class Among:
    """A set of people, totals or units by their keys; the `possible` ones may belong to it."""

    members: frozenset[str]
    possible: frozenset[str]


@dataclass(frozen=True, slots=True)
class Basis:
    """Somebody, or something, that is counted: `people` is how many a total stands for, else 1.

    `sets` and `maybe` are the numbers of the sets it belongs to and may belong to.
    """

    row: Row
    rating: str
    people: int
    sets: tuple[int, ...]
    maybe: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Workings:
    """Everything a round was worked out from, to be laid out beside its findings.

    `tables` are the rows as they were understood; `rating` is the column that was judged. A
    `masked` round is shown by its pseudonyms alone. `not_shown` are limits on shares that are no
    counts of ratings.
    """

    tables: Mapping[str, tuple[Row, ...]]
    rating: str
    masked: bool
    basis: tuple[Basis, ...]
    limits: tuple[ShareLimit, ...]
    not_shown: tuple[Text, ...]
