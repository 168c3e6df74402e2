"""The people of a long list by classes: whom the rules cannot tell apart, whatever their rating.

One of each class is a row, and the reference engine says where that one stands and what is said of
them; so it is with all of the class. Rows that something is wrong with are a class each.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.api.hearing import OPEN, Hearing
from cbccvc_rules.api.slices import slice_of
from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.checked import held
from cbccvc_rules.engines.once import Once
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.lawful import Lawful, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.api.listed_law import ListedLaw
    from cbccvc_rules.engines.sql.list_plan import ListPlan
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.model.rows import Row

_ENGINE = "sql"


@dataclass(frozen=True, slots=True)
class PersonClass:
    """People alike: how many, and one of them."""

    many: int
    first: Row
    locked: bool


@dataclass(slots=True)
class Classes:
    """The classes of a long list by number, where each stands, and the crowds they make up."""

    law: ListedLaw
    plan: ListPlan
    listed: Listed
    level: Severity
    may_raise: bool
    classes: dict[int, PersonClass] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    here: Context = field(init=False)

    def find(self, locked: Collection[int]) -> None:
        """Find the classes, and where each stands."""
        listed = self.listed
        listed.make(
            "CREATE OR REPLACE TABLE mend_locked AS SELECT unnest(?::BIGINT[]) AS no",
            [sorted(locked)],
        )
        # What a cell that cannot be read leaves open is its own; so is each such row.
        listed.make(
            "CREATE OR REPLACE TABLE mend_kinds AS SELECT row_number() OVER (ORDER BY first) AS "
            "kind, * FROM (SELECT a.alike, CASE WHEN s.line IS NOT NULL THEN a.no END AS own, "
            "l.no IS NOT NULL AS locked, count(*) AS many, min(a.no) AS first "
            "FROM staff_alike AS a LEFT JOIN strange AS s ON s.line = a.no "
            "LEFT JOIN mend_locked AS l ON l.no = a.no GROUP BY ALL)"
        )
        rows = listed.ask("SELECT kind, many, first, locked FROM mend_kinds ORDER BY kind")
        told = [
            (int(str(one)), int(str(many)), int(str(no)), bool(lock))
            for one, many, no, lock in rows
        ]
        numbers = sorted({no for _, _, no, _ in told})
        self.here = slice_of(self.law.context, listed, numbers, self.law.apart)
        people = {row.number: row for row in self.here.world.staff}
        self.classes = {kind: PersonClass(many, people[no], lock) for kind, many, no, lock in told}
        self._place()

    def lawful_in(self, here: Context) -> Lawful:
        """Return what says of each of some people where they stand."""
        return Lawful(here.ruleset, here.world, here.severity, self.level, may_raise=self.may_raise)

    def _place(self) -> None:
        lawful = self.lawful_in(self.here)
        for kind, one in self.classes.items():
            place = lawful.place(one.first)
            if one.locked:
                place = Place(place.row, place.rating, place.broken, (), locked=True)
            self.places[kind] = place

    def heard(self, rules: Collection[Rule]) -> Iterator[tuple[Judgement, int]]:
        """Yield what is broken or open of the rules on people, and of how many it holds.

        Every rule is put to one of each class again, whatever the database found.

        Raises:
            EngineDisagreement: where the reference engine finds otherwise of one of a class.
        """
        of_staff = [rule for rule in self.plan.judged.get("staff", ()) if rule in rules]
        once = Once(self.here.ruleset, self.here.world)
        numbers = sorted({one.first.number for one in self.classes.values()})
        verdicts = self.plan.verdicts("staff", numbers)
        hearing = Hearing(self.here)
        for one in self.classes.values():
            for rule in of_staff:
                verdict = verdicts[one.first.number].get(rule.id)
                if verdict is None:
                    continue
                found = once.judgement(rule, one.first)
                held(_ENGINE, Judgement(rule, one.first, verdict), found.verdict)
                if verdict in OPEN:
                    sifted = hearing.sift(found)
                    if sifted is not None and sifted.verdict in OPEN:
                        yield sifted, one.many
