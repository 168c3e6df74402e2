"""Groups and units of a long list by how many people of each kind they have, and their own cells.

What a rule finds of one holds of all that have as many of each kind and the same cells: one of them
is put to the reference engine, its people told as numbers. Ratings that none of the counts of a
rule tells apart are one kind.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.api.slices import subject_rows
from cbccvc_rules.engines.alike_groups import AlikeGroups
from cbccvc_rules.engines.crowds import ToldWorld, crowd
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.groups import group_of
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.alike_ratings import counted_as

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

    from cbccvc_rules.api.listed_law import ListedLaw
    from cbccvc_rules.engines.reference import Env
    from cbccvc_rules.engines.sql.list_plan import ListPlan
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.rows import Row

ROOM = 32
"""Bits for how many people a crowd has."""
SUBJECTS: Mapping[str, str] = {
    "group": "SELECT no, unit_no, peer_group FROM group_row",
    "unit": "SELECT no, no AS unit_no, CAST(NULL AS VARCHAR) AS peer_group FROM unit_ways",
}


@dataclass(slots=True)
class Profiles:
    """Tells the groups or units of one rule apart; a token stands for a rating.

    `options` has the ratings that people of each token may be moved to. Of the tables made,
    `mend_kinds_of` has the kind of people of a standing and token, and whether a move would be
    counted; `mend_codes` a number for the cells of each group or unit.
    """

    plan: ListPlan
    law: ListedLaw
    rule: Rule
    ratings: Sequence[str | None]
    options: Sequence[Sequence[str]] = ()
    groups: AlikeGroups = field(init=False)
    sizes: dict[str, int] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the tables of kinds and codes."""
        here = self.law.context
        self.groups = AlikeGroups(self.rule, here.world, here.ruleset.governs[self.rule.pack])
        self._kinds()
        self._coded()

    @property
    def verdict(self) -> str:
        """The column that has the verdicts of the rule."""
        return f"v{self.plan.judged[self.rule.judges].index(self.rule) + 1}"

    def _kinds(self) -> None:
        """Find the kinds of people by standing and token; none of whom the rule does not govern."""
        here = self.law.context
        counted = counted_as(self.rule, environment(self.rule, here.ruleset, here.world))
        known: dict[Hashable, int] = {}
        told: list[tuple[int, int, int, bool]] = []
        for place, standing in enumerate(self.law.standings):
            if standing not in self.groups.governed:
                continue
            for token, rating in enumerate(self.ratings):
                now = counted(crowd("", None, None, standing, rating))
                options = self.options[token] if self.options else ()
                then = {counted(crowd("", None, None, standing, one)) for one in options} - {now}
                own = place * len(self.ratings) + token
                kind = known.setdefault((now, frozenset(then)), own)
                told.append((place, token, kind, bool(then)))
        names = {"standing": "BIGINT", "token": "BIGINT", "kind": "BIGINT", "moving": "BOOLEAN"}
        columns = ", ".join(f"unnest(?::{type_}[]) AS {name}" for name, type_ in names.items())
        self.plan.listed.make(
            f"CREATE OR REPLACE TABLE mend_kinds_of AS SELECT {columns}",
            [[one[at] for one in told] for at in range(len(names))],
        )

    def _coded(self) -> None:
        """Number the combinations of the cells that the rule looks at, but for those of people."""
        listed = self.plan.listed
        units = list(self.plan.world.units.values())
        if self.rule.judges == "unit":
            rows: Iterable[tuple[int, Row]] = enumerate(units)
        elif self.groups.by_unit:
            rows = ((number, group_of(unit, None)) for number, unit in enumerate(units))
        else:
            found = listed.ask("SELECT no FROM group_row")
            rows = subject_rows(self.plan, "group", [int(str(no)) for (no,) in found]).items()
        known: dict[Hashable, int] = {}
        told = [(no, known.setdefault(self.groups.cells(row), len(known))) for no, row in rows]
        at = "unit_no" if self.groups.by_unit else "no"
        listed.make(
            "CREATE OR REPLACE TABLE mend_codes AS SELECT g.no, t.code "
            f"FROM ({SUBJECTS[self.rule.judges]}) AS g JOIN (SELECT unnest(?::BIGINT[]) AS no, "
            f"unnest(?::BIGINT[]) AS code) AS t ON t.no = g.{at}",
            [[no for no, _ in told], [code for _, code in told]],
        )

    def told(self, people: str, codes: Collection[int] = ()) -> str:
        """Return a query of groups and units with their people: a list of kinds and how many.

        `people` is a table of how many there are by unit, peer group, standing and token; nobody
        is told of groups and units with one of the `codes`.
        """
        left_out = ", ".join(map(str, codes)) or "NULL"
        return (
            f"SELECT no, list((kind << {ROOM}) + many ORDER BY kind) AS told, "
            "bool_or(moving) AS moving FROM (SELECT g.no, k.kind, "
            "CAST(sum(c.many) AS BIGINT) AS many, bool_or(k.moving) AS moving "
            f"FROM ({SUBJECTS[self.rule.judges]}) AS g "
            "JOIN unit_reach AS r ON r.from_no = g.unit_no "
            f"JOIN {people} AS c ON c.unit_no = r.at_no "
            "JOIN mend_kinds_of AS k ON k.standing = c.standing AND k.token = c.token "
            "WHERE (g.peer_group IS NULL OR g.peer_group = c.peer_group) AND g.no NOT IN "
            f"(SELECT no FROM mend_codes WHERE code IN ({left_out})) "
            "GROUP BY g.no, k.kind) GROUP BY no"
        )

    def put(self, found: Mapping[int, Sequence[int]]) -> tuple[dict[int, Row], Env]:
        """Return groups or units by their numbers, and the world in which they have such people."""
        here = self.law.context
        rows = subject_rows(self.plan, self.rule.judges, sorted(found))
        told = {
            (rows[no].table, rows[no].key): [self._crowd(one) for one in those]
            for no, those in found.items()
        }
        tables = {**here.batch.tables, "staff": tuple(self.rows.values())}
        batch = replace(here.batch, tables=tables, in_file=None)
        world = ToldWorld(batch, self.sizes, told)
        return rows, environment(self.rule, here.ruleset, world)

    def _crowd(self, number: int) -> Row:
        """Return a row for so many people of a kind; groups share them."""
        if number not in self.rows:
            kind, many = number >> ROOM, number & ((1 << ROOM) - 1)
            place, token = divmod(kind, len(self.ratings))
            key = str(number)
            self.sizes[key] = many
            self.rows[number] = crowd(
                key, None, None, self.law.standings[place], self.ratings[token]
            )
        return self.rows[number]

    def token(self, number: int) -> int:
        """Return the token of a row of `rows`, by its number."""
        return (number >> ROOM) % len(self.ratings)
