"""The crowds of a long list: as many people of one unit and group as stand alike, told as numbers.

Only those of bodies that have to be looked at are rows. Of the others people have to move by their
own rules alone: all who stand alike make one crowd, wherever they are.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.api.mended_units import own_rules
from cbccvc_rules.engines.crowds import CrowdWorld, crowd
from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.lang.nodes import Field
from cbccvc_rules.lang.rules import below
from cbccvc_rules.model.findings import at_least
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.api.listed_law import ListedLaw
    from cbccvc_rules.api.mend_classes import Classes
    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.solve.lawful import Place

_PEOPLE = Text(
    "nó xét mức của đơn vị theo nhiều điều về người của đơn vị",
    "it judges a unit's grade by more than who its people are",
)
_ANYWHERE = "any"
"""Begins the name of a crowd whose people are of any body that is not looked at."""


@dataclass(slots=True)
class Crowds:
    """The crowds by their names, and where each stands; `tokens` are by number."""

    classes: Classes
    tokens: list[Place] = field(default_factory=list)
    world: CrowdWorld = field(init=False)
    places: dict[str, Place] = field(default_factory=dict)
    level: Severity = field(init=False)
    severity: Callable[[Rule, Row], Severity] = field(init=False)
    ranks: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Count the people of each crowd in the database; none is a row."""
        one = self.classes
        known: dict[tuple[object, ...], int] = {}
        kinds: list[int] = []
        told: list[int] = []
        for kind, place in one.places.items():
            key = (place.rating, place.options, place.must_move, place.locked)
            if key not in known:
                known[key] = len(known)
                self.tokens.append(place)
            kinds.append(kind)
            told.append(known[key])
        one.listed.make(
            "CREATE OR REPLACE TABLE mend_tokens AS SELECT CAST(k.kind AS INTEGER) AS kind, "
            "k.alike, k.own, k.locked, CAST(t.token AS INTEGER) AS token "
            "FROM mend_kinds AS k JOIN (SELECT unnest(?::BIGINT[]) AS kind, "
            "unnest(?::BIGINT[]) AS token) AS t ON t.kind = k.kind",
            [kinds, told],
        )
        one.listed.make(
            "CREATE OR REPLACE TABLE mend_odd AS SELECT a.no, k.kind, k.token "
            "FROM staff_alike AS a LEFT JOIN strange AS s ON s.line = a.no "
            "LEFT JOIN mend_locked AS l ON l.no = a.no "
            "JOIN mend_tokens AS k ON k.alike = a.alike AND k.locked = (l.no IS NOT NULL) "
            "AND k.own IS NOT DISTINCT FROM CASE WHEN s.line IS NOT NULL THEN a.no END "
            "WHERE s.line IS NOT NULL OR l.no IS NOT NULL"
        )
        one.listed.make(
            "CREATE OR REPLACE TABLE mend_people AS SELECT s.no, s.unit_no, s.peer_group, "
            "s.standing, COALESCE(o.kind, k.kind) AS kind, COALESCE(o.token, k.token) AS token, "
            "0 AS rank FROM staff_row AS s JOIN staff_alike AS a ON a.no = s.no "
            "LEFT JOIN mend_odd AS o ON o.no = s.no LEFT JOIN mend_tokens AS k "
            "ON k.alike = a.alike AND k.own IS NULL AND NOT k.locked"
        )
        self._count()
        self.level = one.level

    def _count(self) -> None:
        self.classes.listed.make(
            "CREATE OR REPLACE TABLE mend_crowds AS SELECT row_number() OVER (ORDER BY first) AS "
            "crowd, * FROM (SELECT unit_no, peer_group, standing, token, rank, count(*) AS many, "
            "min(no) AS first FROM mend_people GROUP BY ALL)"
        )

    def put_in_order(self, ranks: Mapping[str, int]) -> None:
        """Part the crowds by the place in an order, by rows, of those who have one."""
        self.classes.listed.make(
            "UPDATE mend_people SET rank = told.rank FROM (SELECT unnest(?::INTEGER[]) AS no, "
            "unnest(?::INTEGER[]) AS rank) AS told WHERE told.no = mend_people.no",
            [_whole(ranks), list(ranks.values())],
        )
        self._count()

    @property
    def moving(self) -> list[int]:
        """The tokens of those who have to move."""
        return [token for token, place in enumerate(self.tokens) if place.must_move]

    def look_at(self) -> None:
        """Make rows of the crowds of the bodies in the table `mend_full`."""
        one = self.classes
        self.places, self.ranks = {}, {}
        one.listed.make(
            "CREATE OR REPLACE TABLE mend_looked AS SELECT c.*, f.top IS NOT NULL AS looked "
            "FROM mend_crowds AS c JOIN mend_tops AS t ON t.unit_no = c.unit_no "
            "LEFT JOIN mend_full AS f ON f.top = t.top "
            "WHERE f.top IS NOT NULL OR c.token IN (SELECT unnest(?::INTEGER[]))",
            [self.moving],
        )
        units = tuple(one.law.context.world.units)
        rows: list[Row] = []
        sizes: dict[str, int] = {}
        for number, unit, group, standing, token, many, rank in one.listed.ask(
            "SELECT crowd, unit_no, peer_group, standing, token, many, rank FROM mend_looked "
            "WHERE looked ORDER BY crowd"
        ):
            if not isinstance(unit, int) or not isinstance(standing, int):
                continue
            key, place = str(number), self.tokens[int(str(token))]
            name = None if group is None else str(group)
            rows.append(crowd(key, units[unit], name, one.law.standings[standing], place.rating))
            sizes[key] = int(str(many))
            self.places[key], self.ranks[key] = place, int(str(rank))
        for token, many in one.listed.ask(
            "SELECT token, sum(many) FROM mend_looked WHERE NOT looked GROUP BY 1 ORDER BY 1"
        ):
            key, place = f"{_ANYWHERE}{token}", self.tokens[int(str(token))]
            rows.append(crowd(key, None, None, None, place.rating))
            sizes[key] = int(str(many))
            self.places[key] = place
        batch = one.law.context.batch
        tables = {**batch.tables, "staff": tuple(rows)}
        self.world = CrowdWorld(replace(batch, tables=tables, in_file=None), sizes)
        self.severity = replace(one.law.context, world=self.world).severity

    def place(self, row: Row) -> Place:
        """Return where the people of a crowd stand."""
        return self.places[row.key]

    def numbers(self, crowds: Collection[str]) -> dict[str, list[int]]:
        """Return the rows of the people of some crowds, in order."""
        found: dict[str, list[int]] = {one: [] for one in crowds}
        same = (
            "JOIN mend_people AS p ON p.unit_no = c.unit_no AND p.standing = c.standing "
            "AND p.peer_group IS NOT DISTINCT FROM c.peer_group AND p.token = c.token "
            "AND p.rank = c.rank"
        )
        anywhere = [one.removeprefix(_ANYWHERE) for one in crowds if one.startswith(_ANYWHERE)]
        looked = [one for one in crowds if not one.startswith(_ANYWHERE)]
        for name, where, those in (
            ("CAST(c.crowd AS VARCHAR)", "c.looked AND c.crowd", looked),
            (f"'{_ANYWHERE}' || c.token", "NOT c.looked AND c.token", anywhere),
        ):
            for number, no in self.classes.listed.ask(
                f"SELECT {name}, p.no FROM mend_looked AS c {same} "
                f"WHERE {where} IN (SELECT unnest(?::BIGINT[])) ORDER BY p.no",
                [_whole(those)],
            ):
                found[str(number)].append(int(str(no)))
        return found

    def forget(self) -> None:
        """Make room: nothing is asked of crowds from now on."""
        for name in ("people", "crowds", "looked", "profiles", "alike"):
            self.classes.listed.make(f"DROP TABLE IF EXISTS mend_{name}")

    def kinds(self, numbers: Iterable[int]) -> dict[int, int]:
        """Return the class of people by their rows."""
        rows = self.classes.listed.ask(
            "SELECT no, kind FROM mend_people WHERE no IN (SELECT unnest(?::BIGINT[]))",
            [list(numbers)],
        )
        return {int(str(no)): int(str(kind)) for no, kind in rows}


def peopled(law: ListedLaw, level: Severity) -> Context:
    """Return the context of a list with its people told by their units and standings alone.

    The rules on units' grades, at a severity or above, hang on no more than that.

    Raises:
        UsageError: for rules on units' own grades that look at more of people than that.
    """
    here = law.context
    odd: list[dict[str, str | Text]] = [
        {"rule": rule.id, "reason": _PEOPLE}
        for rule in own_rules(here)
        if at_least(rule.severity, level) and any(map(_is_of_people, below(rule.nodes())))
    ]
    if odd:
        raise UsageError(*(Problem("list-rule", None, one) for one in odd))
    units = tuple(here.world.units)
    rows: list[Row] = []
    sizes: dict[str, int] = {}
    for unit, standing, many in law.listed.ask(
        "SELECT unit_no, standing, count(*) FROM staff_row GROUP BY ALL ORDER BY ALL"
    ):
        key = str(len(rows))
        at = units[unit] if isinstance(unit, int) else None
        stands = law.standings[standing] if isinstance(standing, int) else None
        rows.append(crowd(key, at, None, stands, None))
        sizes[key] = int(str(many))
    batch = replace(here.batch, tables={**here.batch.tables, "staff": tuple(rows)}, in_file=None)
    return replace(here, batch=batch, world=CrowdWorld(batch, sizes))


def _is_of_people(node: Node) -> bool:
    return isinstance(node, Field) and node.row.record == "staff"


def _whole(names: Iterable[str]) -> list[int]:
    return [int(one) for one in names]
