"""The people of a long list by classes: whom the rules cannot tell apart, whatever their rating.

One of each class is a row, and the reference engine says where that one stands and what is said of
them; so it is with all of the class. Rows that something is wrong with are a class each.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.api.hearing import OPEN, Hearing
from cbccvc_rules.api.slices import slice_of
from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.checked import held
from cbccvc_rules.engines.crowds import CrowdWorld, crowd
from cbccvc_rules.engines.once import Once
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.lawful import Lawful, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

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
                if verdict in OPEN:
                    found = once.judgement(rule, one.first)
                    held(_ENGINE, Judgement(rule, one.first, verdict), found.verdict)
                    sifted = hearing.sift(found)
                    if sifted is not None and sifted.verdict in OPEN:
                        yield sifted, one.many


@dataclass(slots=True)
class Crowds:
    """The crowds of a long list: as many people of one unit and group as stand alike."""

    classes: Classes
    world: CrowdWorld = field(init=False)
    places: dict[str, Place] = field(default_factory=dict)
    level: Severity = field(init=False)
    severity: Callable[[Rule, Row], Severity] = field(init=False)

    def __post_init__(self) -> None:
        """Count the people of each crowd."""
        one = self.classes
        tokens: dict[tuple[object, ...], int] = {}
        of_token: dict[int, Place] = {}
        kinds: list[int] = []
        told: list[int] = []
        for kind, place in one.places.items():
            key = (place.rating, place.options, place.must_move, place.locked)
            token = tokens.setdefault(key, len(tokens))
            of_token.setdefault(token, place)
            kinds.append(kind)
            told.append(token)
        one.listed.make(
            "CREATE OR REPLACE TABLE mend_people AS SELECT s.no, s.unit_no, s.peer_group, "
            "s.standing, k.kind, t.token FROM staff_row AS s "
            "JOIN staff_alike AS a ON a.no = s.no "
            "LEFT JOIN strange AS x ON x.line = s.no LEFT JOIN mend_locked AS l ON l.no = s.no "
            "JOIN mend_kinds AS k ON k.alike = a.alike "
            "AND k.own IS NOT DISTINCT FROM CASE WHEN x.line IS NOT NULL THEN s.no END "
            "AND k.locked = (l.no IS NOT NULL) "
            "JOIN (SELECT unnest(?::BIGINT[]) AS kind, unnest(?::BIGINT[]) AS token) AS t "
            "ON t.kind = k.kind",
            [kinds, told],
        )
        one.listed.make(
            "CREATE OR REPLACE TABLE mend_crowds AS SELECT row_number() OVER (ORDER BY first) AS "
            "crowd, * FROM (SELECT unit_no, peer_group, standing, token, count(*) AS many, "
            "min(no) AS first FROM mend_people GROUP BY unit_no, peer_group, standing, token)"
        )
        self._made(of_token)

    def _made(self, of_token: Mapping[int, Place]) -> None:
        one = self.classes
        units = tuple(one.law.context.world.units)
        rows: list[Row] = []
        sizes: dict[str, int] = {}
        for number, unit, group, standing, token, many in one.listed.ask(
            "SELECT crowd, unit_no, peer_group, standing, token, many FROM mend_crowds "
            "ORDER BY crowd"
        ):
            if not isinstance(unit, int) or not isinstance(standing, int):
                continue
            key, place = str(number), of_token[int(str(token))]
            name = None if group is None else str(group)
            rows.append(crowd(key, units[unit], name, one.law.standings[standing], place.rating))
            sizes[key] = int(str(many))
            self.places[key] = place
        batch = one.law.context.batch
        tables = {**batch.tables, "staff": tuple(rows)}
        self.world = CrowdWorld(replace(batch, tables=tables, in_file=None), sizes)
        self.level = one.level
        self.severity = replace(one.law.context, world=self.world).severity

    def place(self, row: Row) -> Place:
        """Return where the people of a crowd stand."""
        return self.places[row.key]

    def numbers(self, crowds: Collection[str]) -> dict[str, list[int]]:
        """Return the rows of the people of some crowds, in order."""
        found: dict[str, list[int]] = {one: [] for one in crowds}
        for number, no in self.classes.listed.ask(
            "SELECT c.crowd, p.no FROM mend_crowds AS c JOIN mend_people AS p "
            "ON p.unit_no = c.unit_no AND p.peer_group IS NOT DISTINCT FROM c.peer_group "
            "AND p.standing = c.standing AND p.token = c.token "
            "WHERE c.crowd IN (SELECT unnest(?::BIGINT[])) ORDER BY p.no",
            [[int(one) for one in crowds]],
        ):
            found[str(number)].append(int(str(no)))
        return found

    def kinds(self, numbers: Sequence[int]) -> dict[int, int]:
        """Return the class of people by their rows."""
        rows = self.classes.listed.ask(
            "SELECT no, kind FROM mend_people WHERE no IN (SELECT unnest(?::BIGINT[]))",
            [list(numbers)],
        )
        return {int(str(no)): int(str(kind)) for no, kind in rows}
