"""A made-up national round: people and units, written as a stream; the same seed, the same files.

`python -m benchmarks.nation FOLDER [--people N] [--units N] [--seed N] [--form parquet|csv]`. The
figures are nobody's: a tree of agencies, offices and schools of a realistic depth, some two in a
hundred of the people rated against a rule. DuckDB makes the rows and writes them as they come, so
that a nation takes no more memory than a province.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import duckdb

PEOPLE, UNITS, SEED = 2_300_000, 90_000, 90
BLOCK = 1_000
"""So many units hang under one top unit: a ministry or a province."""
BODIES = 40
"""So many agencies stand directly under each top unit; every other unit hangs under one of them."""
ONE_IN = 50
"""One person in so many is rated against a rule."""
_MEMORY = "500MB"
_FORMS = {"parquet": "FORMAT parquet, COMPRESSION zstd", "csv": "FORMAT csv, HEADER"}


@dataclass(frozen=True, slots=True)
class Nation:
    """How large a round to make up, and the seed of its dice."""

    people: int = PEOPLE
    units: int = UNITS
    seed: int = SEED

    def dice(self, name: str, sides: int) -> str:
        """Return a throw that hangs on the person, the name of the dice and the seed alone."""
        # No hash of the database: another release may have another one.
        start = sum(ord(one) * 31**place for place, one in enumerate(name)) + self.seed * 7_919
        mixed = f"((p * 2654435761 + {start % 4_294_967_296}) % 4294967296)"
        return f"((({mixed} * 40503) % 4294967291) // 7 % {sides})"

    def units_made(self) -> str:
        """Return the statement whose rows are the units."""
        return f"""
            WITH numbered AS (
                SELECT u, u // {BLOCK} AS top, u % {BLOCK} AS place FROM range({self.units}) AS r(u)
            )
            SELECT
                {_unit("u")} AS unit_id,
                'Đơn vị ' || u AS name,
                CASE WHEN place = 0 THEN NULL WHEN place <= {BODIES} THEN {_unit(f"top * {BLOCK}")}
                     ELSE {_unit(f"top * {BLOCK} + 1 + place % {BODIES}")} END AS parent_id,
                CASE WHEN place <= {BODIES} THEN 'administrative'
                     WHEN place % 3 = 0 THEN 'public_service' END AS kind,
                CASE WHEN u % 9 = 0 THEN 'HTXSNV' WHEN u % 17 = 0 THEN 'HTNV' ELSE 'HTTNV' END
                    AS rating,
                20 AS targets_total,
                CASE WHEN u % 17 = 0 THEN 18 ELSE 20 END AS targets_completed,
                CASE WHEN u % 17 = 0 THEN 15 ELSE 20 END AS targets_on_time_quality,
                CASE WHEN u % 9 = 0 THEN 12 ELSE 6 END AS targets_exceeded,
                false AS corruption_case,
                DATE '2021-03-01' AS own_regulation_on,
                place <= {BODIES} OR place % 3 = 0 AS body
            FROM numbered"""

    def people_made(self) -> str:
        """Return the statement whose rows are the people, unit after unit."""
        return f"""
            WITH placed AS (
                SELECT p, {self._unit_of("p")} AS u, p - {self._first_of("p")} AS place
                FROM range({self.people}) AS r(p)
            ),
            roles AS (
                SELECT *, u % {BLOCK} > {BODIES} AND u % {BLOCK} % 3 = 0 AS school,
                    CASE place WHEN 0 THEN 'head' WHEN 1 THEN 'deputy' ELSE 'staff' END AS role,
                    {self.dice("wrong", ONE_IN)} = 0 AS wrong,
                    10 + {self.dice("tasks", 8)} AS tasks
                FROM placed
            ),
            rated AS (
                SELECT *,
                    CASE WHEN {self.dice("contract", 40)} = 0 AND role = 'staff' THEN 'HD'
                         WHEN school THEN 'VC' ELSE 'CC' END AS category,
                    CASE WHEN wrong AND place % 2 = 0 THEN 'HTXSNV'
                         WHEN role <> 'staff' OR place < 4 THEN 'HTNV'
                         WHEN place % 9 = 5 THEN 'HTXSNV'
                         WHEN place % 7 = 3 THEN 'HTNV' ELSE 'HTTNV' END AS rating
                FROM roles
            )
            SELECT
                {_person("p")} AS staff_id,
                'Nguyễn Văn ' || ['An', 'Bình', 'Dũng', 'Hà', 'Minh', 'Thu'][1 + p % 6] AS name,
                {_unit("u")} AS unit_id,
                CASE role WHEN 'head' THEN 'Trưởng' WHEN 'deputy' THEN 'Phó' ELSE 'Chuyên viên' END
                    AS position,
                category,
                role,
                CASE role WHEN 'deputy' THEN {_unit("u")} END AS leads,
                CASE WHEN role = 'staff' THEN 'specialists' ELSE 'leaders' END AS peer_group,
                {self.dice("party", 3)} = 0 AS party_member,
                CASE WHEN wrong AND place % 2 = 1 THEN 5 ELSE 12 END AS months_worked,
                0 AS leave_months,
                false AS maternity,
                'good' AS general_1, 'good' AS general_2, 'good' AS general_3, 'good' AS general_4,
                CASE WHEN role <> 'staff' THEN 'good' END AS general_5a,
                false AS degradation_finding,
                tasks AS tasks_total,
                tasks AS tasks_completed,
                CASE rating WHEN 'HTNV' THEN tasks - 1
                    ELSE CASE WHEN wrong THEN tasks - 3 ELSE tasks END END AS tasks_on_time_quality,
                CASE rating WHEN 'HTXSNV' THEN tasks // 2 + 1 ELSE 1 END AS tasks_exceeded,
                tasks AS criteria_total,
                tasks AS criteria_completed,
                CASE rating WHEN 'HTNV' THEN 1 ELSE CASE WHEN wrong THEN 3 ELSE 0 END END
                    AS criteria_deficient,
                CASE WHEN rating = 'HTNV' THEN 'normal' ELSE 'high' END AS effectiveness,
                rating AS self_rating,
                rating AS proposed_rating,
                rating,
                DATE '2024-11-20' AS self_report_on,
                DATE '2024-11-28' AS meeting_on,
                'BB-' || {_unit("u")} AS minutes,
                DATE '2024-12-02' AS party_opinion_on,
                DATE '2024-12-10' AS decided_on,
                {_unit("u // " + str(BLOCK) + " * " + str(BLOCK))} AS decided_by,
                'Tổ chức cán bộ' AS proposed_by,
                DATE '2024-12-12' AS notified_on,
                DATE '2024-12-12' AS published_on
            FROM rated"""

    def _unit_of(self, person: str) -> str:
        return f"({person} * {self.units} // {self.people})"

    def _first_of(self, person: str) -> str:
        """Return the first person of the unit of a person."""
        unit = self._unit_of(person)
        return f"(({unit} * {self.people} + {self.units} - 1) // {self.units})"

    def write(self, folder: Path, form: str) -> tuple[Path, Path]:
        """Write both tables; return their files."""
        folder.mkdir(parents=True, exist_ok=True)
        made = {"staff": self.people_made(), "units": self.units_made()}
        paths = {table: folder / f"{table}.{form}" for table in made}
        config = {"memory_limit": _MEMORY, "temp_directory": str(folder)}
        with duckdb.connect(":memory:", config=config) as database:
            for table, rows in made.items():
                database.execute(f"COPY ({rows}) TO '{paths[table]}' ({_FORMS[form]})")
        return paths["staff"], paths["units"]


def _unit(number: str) -> str:
    return f"('DV' || lpad(CAST({number} AS VARCHAR), 7, '0'))"


def _person(number: str) -> str:
    return f"('CB' || lpad(CAST({number} AS VARCHAR), 9, '0'))"


def main() -> None:
    """Write a round as the command line asks."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.nation")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--people", type=int, default=PEOPLE)
    asked.add_argument("--units", type=int, default=UNITS)
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--form", choices=sorted(_FORMS), default="parquet")
    told = asked.parse_args()
    Nation(told.people, told.units, told.seed).write(told.folder, told.form)


if __name__ == "__main__":
    main()
