"""Counts and sums over the rows that a relation leads to, as columns of a grouped table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cbccvc_rules.engines.sql.frame import Frame, Spot
from cbccvc_rules.engines.sql.tables import GOVERNED
from cbccvc_rules.engines.sql.terms import (
    Num,
    Tree,
    both,
    case,
    compare,
    either,
    first_told,
    is_null,
    no,
    one_of,
    plus,
    total,
    whole,
)
from cbccvc_rules.engines.totals import EVERYBODY

if TYPE_CHECKING:
    from cbccvc_rules.engines.sql.tables import Layout

CATEGORIES = ("CB", "CC", "VC")


@dataclass(frozen=True, slots=True)
class Belonging:
    """Who of the rows of a frame belongs: `sure` and `maybe` are conditions, None for all, none."""

    sure: Tree | None
    maybe: Tree | None


def belonging(
    record: str, relation: str, frame: Frame, governed: frozenset[str], layout: Layout
) -> Belonging:
    """Return the conditions under which a row is, and may be, of a population."""
    way = (record, relation)
    spot, pairs = frame.spot, Spot(frame.spot.pairs, "")
    listed = compare("=", frame.cell(pairs, "sure"), whole(1)) if way in layout.unsure else None
    if way not in GOVERNED:
        return Belonging(listed, None if listed is None else no(listed))
    standing = frame.cell(spot, "standing")
    kept = one_of(standing, layout.stands(governed))
    open_ = both([is_null(standing), _may_stand(frame, governed, layout)])
    if layout.counted and governed >= EVERYBODY:
        untold = both(
            [
                compare("=", frame.cell(spot, "counted"), whole(1)),
                is_null(frame.cell(spot, "category_told")),
            ]
        )
        kept, open_ = either([kept, untold]), both([open_, no(untold)])
    if listed is None:
        return Belonging(kept, open_)
    return Belonging(
        both([listed, kept]), either([both([listed, open_]), _unlisted(listed, kept, open_)])
    )


def _unlisted(listed: Tree, kept: Tree, open_: Tree) -> Tree:
    return both([no(listed), either([kept, open_])])


def _may_stand(frame: Frame, governed: frozenset[str], layout: Layout) -> Tree:
    """Return whether a person of unknown standing may be one whom the rules govern."""
    told = frame.cell(frame.spot, "category_told")
    starts = [one for one in CATEGORIES if any(two.startswith(one) for two in governed)]
    return either([is_null(told), one_of(told, layout.stands(starts))])


@dataclass(frozen=True, slots=True)
class Counted:
    """The columns of a grouped table that hold a count: its bounds, and whether it has an upper."""

    low: str
    high: str
    endless: str | None

    def read(self, alias: str, unread: Tree, frame: Frame) -> Num:
        """Return the count where the table is joined; no row of it means none."""
        at = Spot(alias, "")
        low = first_told(frame.cell(at, self.low), whole(0))
        high = plus(first_told(frame.cell(at, self.high), whole(0)), unread)
        if self.endless is None:
            return Num(low, high)
        bounded = compare("=", first_told(frame.cell(at, self.endless), whole(0)), whole(0))
        return Num(low, case((bounded, high)))


def counted(who: Belonging, holds: Tree | None, frame: Frame, layout: Layout) -> Counted:
    """Put a count into a frame: of those who belong, those for whom a condition holds."""
    spot = frame.spot
    many = spot.record == "staff" and layout.counted
    persons = frame.cell(spot, "persons") if many else whole(1)
    known = first_told(persons, whole(0)) if many else persons
    inside = both(part for part in (who.sure, holds) if part is not None)
    low = case((inside, known), other=whole(0))
    out = [(no(holds), whole(0))] if holds is not None else []
    within = [(who.sure, known)] if who.sure is not None else []
    beside = [(who.maybe, known)] if who.maybe is not None else []
    rest = known if who.sure is None else whole(0)
    branches = (*out, *within, *beside)
    high = case(*branches, other=rest) if branches else rest
    endless = None
    if many:
        among = [part for part in (who.sure, who.maybe) if part is not None]
        there = [either(among)] if who.sure is not None else []
        nobody_knows = both([*there, is_null(persons)])
        endless = frame.named(total(case(*out, (nobody_knows, whole(1)), other=whole(0))))
    return Counted(frame.named(total(low)), frame.named(total(high)), endless)


@dataclass(frozen=True, slots=True)
class Summed:
    """The columns of a grouped table that hold a sum, and how many rows leave it open."""

    total: str
    open: str

    def read(self, alias: str, unread: Tree, frame: Frame) -> Num:
        """Return the sum where the table is joined; nothing where a row leaves it open."""
        at = Spot(alias, "")
        settled = compare("=", first_told(frame.cell(at, self.open), whole(0)), whole(0))
        known = both([compare("=", unread, whole(0)), settled])
        return Num(case((known, first_told(frame.cell(at, self.total), whole(0)))))


def summed(who: Belonging, holds: Tree | None, item: Num, frame: Frame) -> Summed:
    """Put a sum into a frame: of a number of those who belong and for whom a condition holds."""
    inside = both(part for part in (who.sure, holds) if part is not None)
    value = total(case((inside, item.lo), other=whole(0)))
    out = [(no(holds), whole(0))] if holds is not None else []
    maybe = [(who.maybe, whole(1))] if who.maybe is not None else []
    known = compare("=", item.lo, item.top if item.hi is not None else item.lo)
    settled = both(part for part in (who.sure, holds, known) if part is not None)
    sure = who.sure
    stray = [] if sure is None else [(_is_not(sure), whole(0))]
    left = case(*out, *maybe, *stray, (settled, whole(0)), other=whole(1))
    return Summed(frame.named(value), frame.named(total(left)))


def _is_not(condition: Tree) -> Tree:
    """Return whether a condition is false or not known."""
    return compare("=", case((condition, whole(1)), other=whole(0)), whole(0))


def unread(spot: Spot, relation: str, frame: Frame) -> Tree:
    """Return how many rows beside those listed a relation may lead to; NULL: any number."""
    return frame.cell(spot, f"{relation}_unread")
