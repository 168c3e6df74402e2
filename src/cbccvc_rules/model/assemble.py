"""Raw tables become the rows of a batch, checked against each other; nothing is read from a file.

Rows are drafts until they are finished here; every check reports what it finds and goes on.
"""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.alike import alike_in_table, as_one
from cbccvc_rules.model.cards import OWNERS, finished, owned, told_once
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.counted import held_against_history
from cbccvc_rules.model.discipline_forms import with_discipline
from cbccvc_rules.model.figures import sums
from cbccvc_rules.model.identity import doubtful_ids, identified, same_id, with_id
from cbccvc_rules.model.mapping import TableMapping, mapping_of
from cbccvc_rules.model.people import (
    heads_of,
    led_by,
    misplaced,
    settle,
    tell_regulation,
    unled_units,
    unplaced_people,
)
from cbccvc_rules.model.period import Period
from cbccvc_rules.model.references import KnownIds
from cbccvc_rules.model.told_cells import of_columns, told_cells
from cbccvc_rules.model.understand import understand
from cbccvc_rules.model.unit_tree import UnitTree, made_units, told_units
from cbccvc_rules.model.values import fold, shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cbccvc_rules.model.column import Column
    from cbccvc_rules.model.draft import Draft
    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.model.rows import RawTable, Row, Unplaced
    from cbccvc_rules.model.scale import Labels
    from cbccvc_rules.trace import Value

# A table without its key says nothing of anybody.
KEYS: Mapping[str, tuple[str, ...]] = {
    "staff": ("staff_id",),
    "units": ("unit_id",),
    "disciplines": ("staff_id",),
    "counts": ("unit_id",),
    "history": ("staff_id", "period"),
    "scorecards": (),
}
NEED_ROWS = ("staff", "units", "counts")


@dataclass(slots=True)
class Assembled:
    """The rows of a batch; `fatal` problems leave nothing to judge."""

    tables: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    columns: dict[str, frozenset[str]] = field(default_factory=dict)
    unplaced: tuple[Unplaced, ...] = ()
    dropped: int = 0
    mappings: list[TableMapping] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    fatal: list[Problem] = field(default_factory=list)


def assemble(
    raws: Sequence[RawTable], period: Period, labels: Labels, listed: Listed | None = None
) -> Assembled:
    """Put a batch together; of people `listed` in their file the raw table has no rows."""
    labels = replace(labels)  # what it remembers of suggestions is for this batch alone
    made = Assembled()
    usable = {raw.sheet.table: raw for raw in raws if _usable(raw, made, listed)}
    _something_to_judge(raws, usable, made)
    drafts: dict[str, list[Draft]] = {}
    for table, raw in usable.items():
        if listed is not None and table == "staff":
            problems, cells = listed.understood(labels), listed.cells()
        else:
            drafts[table], problems = understand(raw, labels)
            cells = told_cells(raw.rows, drafts[table])
        made.problems.extend(problems)
        made.columns[table] = frozenset(raw.sheet.headings)
        made.mappings.append(mapping_of(raw.sheet, raw.strangers, cells))
        made.mappings.extend(mapping_of(one, (), of_columns({})) for one in raw.sheet.others)
    if listed is not None and "staff" not in usable:
        listed = None
    tree = _units(drafts, listed, period, made)
    if listed is not None:
        people: KnownIds | None = _people_in_file(listed, drafts, tree, period, made)
    else:
        people = _people(drafts.get("staff"), usable.get("staff"), tree, period, made)
    _counts(drafts.get("counts"), tree, period, made)
    _of_people(drafts, people, period, made)
    _cards(drafts.get("scorecards"), people, tree, made)
    made.tables["units"] = tuple(unit.row(key) for key, unit in tree.units.items())
    if "units" in usable:
        made.columns["units"] |= {"body"}
    if "role" in made.columns.get("staff", ()):
        made.columns["staff"] |= {"leads"}
    return made


def _usable(raw: RawTable, made: Assembled, listed: Listed | None) -> bool:
    """Return whether a table can be worked with; a required column that is absent is named."""
    sheet = raw.sheet
    place = Place(sheet.source, sheet=sheet.sheet)
    keys = KEYS[sheet.table]
    if sheet.table == "scorecards" and not sheet.headings.keys() & set(OWNERS):
        keys = OWNERS[:1]
    usable = True
    for column in columns_of(sheet.table):
        if column.name in sheet.headings or not (column.required or column.name in keys):
            continue
        known = ", ".join(f"`{shown(one)}`" for one in raw.strangers)
        params: dict[str, str | Text] = {
            "column": column.name,
            "title": column.title,
            "unknown": known or "—",
            "nearest": _looks_like(column, raw.strangers),
            "how": _how_to_tell(column) if sheet.reads else "",
        }
        made.problems.append(Problem("column-missing", place, params))
        usable = usable and column.name not in keys
    size = listed.size if listed is not None and sheet.table == "staff" else len(raw.rows)
    if usable and not size and sheet.table in NEED_ROWS:
        made.problems.append(Problem("empty-table", place))
        return False
    return usable


def _how_to_tell(column: Column) -> Text:
    """Return what can be said of a file whose headings do not tell a column."""
    name = column.name
    if name == "staff_id":
        return Text(
            f"; `--map CỘT={name}` nếu là cột khác, hoặc `--map CỘT=name` nêu cột họ tên",
            f"; `--map COLUMN={name}` names it, or `--map COLUMN=name` the column of names",
        )
    if name not in _OF_ALL:
        return Text(f"; `--map CỘT={name}` nếu là cột khác", f"; `--map COLUMN={name}` names it")
    return Text(
        f"; `--map CỘT={name}` nếu là cột khác, `--fill {name}=…` nếu mọi dòng như nhau",
        f"; `--map COLUMN={name}` names it, `--fill {name}=…` tells it for every row",
    )


# What may hold for everybody in a list.
_OF_ALL = frozenset({"unit_id", "category", "period"})


def _looks_like(column: Column, strangers: Iterable[str]) -> str:
    """Return the heading, not recognised, that is part of one that means a column, or has it."""
    known = [fold(heading) for heading in column.headings]
    for stranger in strangers:
        told = fold(stranger)
        if any(told in one or one in told for one in known):
            return shown(stranger)
    return ""


def _something_to_judge(
    raws: Sequence[RawTable], usable: Mapping[str, RawTable], made: Assembled
) -> None:
    """Note what leaves nothing to judge: nobody listed. What would be lawful needs no ratings."""
    if usable.keys() & {"counts", "staff"}:
        return
    given = any(raw.sheet.table in {"staff", "counts"} for raw in raws)
    made.fatal.append(Problem("nobody-left" if given else "nobody-listed"))


def _units(
    drafts: Mapping[str, list[Draft]], listed: Listed | None, period: Period, made: Assembled
) -> UnitTree:
    """Return the units told, or else the units that the other tables name."""
    told = drafts.get("units")
    if told is not None:
        tree = told_units(told, period, made.columns["units"])
        made.problems.extend((*tree.problems, *alike_in_table(told)))
        return tree
    made.problems.extend(as_one(drafts.get(one, ()) for one in ("staff", "counts", "scorecards")))
    named = [*drafts.get("staff", ()), *drafts.get("counts", ())]
    ids = [unit for row in named if (unit := row.text("unit_id")) is not None]
    tree = made_units([*(listed.units_named() if listed is not None else ()), *ids])
    if tree.units:
        number = {"units": str(len(tree.units))}
        made.problems.append(Problem("units-not-told", None, number, severity="notice"))
    return tree


def _people(
    drafts: list[Draft] | None,
    raw: RawTable | None,
    tree: UnitTree,
    period: Period,
    made: Assembled,
) -> KnownIds | None:
    """Settle the staff rows; return every id met, those set aside included."""
    if drafts is None or raw is None:
        return None
    found = identified(drafts, "staff_id")
    made.problems.extend(found.problems)
    made.problems.extend(doubtful_ids(found, "staff_id"))
    named = heads_of(tree) | found.kept.keys()
    made.problems.extend(settle(found.kept, made.columns["staff"], tree, period, named))
    made.problems.extend(misplaced(found.aside, tree))
    if {"units", "role"} <= {*made.columns, *made.columns["staff"]}:
        peopled = {person.text("unit_id") for person in found.kept.values()}
        made.problems.extend(unled_units(peopled, led_by(found.kept.values()), tree))
    made.unplaced = unplaced_people(
        found.kept, found.aside, [Place(raw.sheet.source, sheet=raw.sheet.sheet)] * raw.lost, tree
    )
    made.dropped = people_dropped(found.aside) + raw.lost
    made.tables["staff"] = tuple(person.row(key) for key, person in found.kept.items())
    if not found.kept and "counts" not in made.columns:
        made.fatal.append(Problem("nobody-left", Place(raw.sheet.source, sheet=raw.sheet.sheet)))
    return KnownIds(id_ for row in drafts if (id_ := row.text("staff_id")) is not None)


def _people_in_file(
    listed: Listed,
    drafts: Mapping[str, list[Draft]],
    tree: UnitTree,
    period: Period,
    made: Assembled,
) -> KnownIds:
    """Settle the people of a list that stays in its file."""
    settled = listed.settle(tree, period)
    made.problems.extend(settled.problems)
    made.unplaced, made.dropped = settled.unplaced, settled.dropped
    made.tables["staff"] = ()
    if not settled.kept and "counts" not in made.columns:
        sheet = listed.sheet
        made.fatal.append(Problem("nobody-left", Place(sheet.source, sheet=sheet.sheet)))
    asked = (row for table in ("disciplines", "history") for row in drafts.get(table, ()))
    return listed.known(id_ for row in asked if (id_ := row.text("staff_id")) is not None)


def people_dropped(aside: Iterable[Draft]) -> int:
    """Return how many people the rows set aside are of: those that share an id are of one."""
    ids = [row.text("staff_id") for row in aside]
    return len({one for one in ids if one is not None}) + ids.count(None)


def _counts(drafts: list[Draft] | None, tree: UnitTree, period: Period, made: Assembled) -> None:
    if drafts is None:
        return
    known, _, problems = with_id(drafts, "unit_id")
    made.problems.extend(problems)
    placed: list[Draft] = []
    for row in known:
        unit = str(row.values["unit_id"])
        if unit in tree.units:
            placed.append(row)
            continue
        params = {"unit": unit, "nearest": tree.ids.near(unit) or ""}
        made.problems.append(Problem("unit-unknown", row.place("unit_id"), params, read=unit))
    kept = _only_once(placed, ("unit_id", "category", "peer_group"), made)
    for row in kept:
        row.values["year_to"] = tree.working_year(str(row.values["unit_id"]), period)
        tell_regulation(row, tree)
    made.problems.extend(sums(kept))
    made.tables["counts"] = _numbered(kept, "unit_id")


def _only_once(rows: Iterable[Draft], key: tuple[str, ...], made: Assembled) -> list[Draft]:
    """Set aside rows that say twice what can be said once; which of them holds is a question."""
    groups: dict[tuple[Value, ...], list[Draft]] = {}
    for row in rows:
        groups.setdefault(tuple(row.values[column] for column in key), []).append(row)
    kept: list[Draft] = []
    for same in groups.values():
        if len(same) == 1:
            kept.extend(same)
        else:
            name = " / ".join(text for column in key if (text := same[0].quoted(column)))
            made.problems.append(same_id(same, key[0], name))
    return kept


def _of_people(
    drafts: Mapping[str, list[Draft]], people: KnownIds | None, period: Period, made: Assembled
) -> None:
    """Finish the tables whose rows belong to people: disciplines, history."""
    for table in ("disciplines", "history"):
        rows = drafts.get(table)
        if rows is None:
            continue
        if table == "disciplines":
            rows = with_discipline(rows, made.problems)
        for column in KEYS[table]:
            rows, _, problems = with_id(rows, column)
            made.problems.extend(problems)
        if people is not None:
            for row in rows:
                made.problems.extend(_known_person(row, people))
        if table == "history":
            rows = _only_once(rows, ("staff_id", "period"), made)
        for row in rows:
            if table == "disciplines":
                row.values["counted_until"] = _counted_until(row)
            if table == "history":
                row.values["years_before"] = period.years_after(Period(str(row.values["period"])))
        made.tables[table] = _numbered(rows, "staff_id")
    if "disciplines" in made.tables:
        made.tables["disciplines"], problems = held_against_history(
            made.tables["disciplines"], made.tables.get("history", ()), period
        )
        made.problems.extend(problems)


def _cards(
    drafts: list[Draft] | None, people: KnownIds | None, tree: UnitTree, made: Assembled
) -> None:
    """Finish the scorecards, of people and of units."""
    if drafts is None:
        return
    rows, problems = owned(drafts, tree.ids)
    made.problems.extend(problems)
    if people is not None:
        for row in rows:
            made.problems.extend(_known_person(row, people))
    made.problems.extend(told_once(rows))
    made.tables["scorecards"] = finished(rows)


def _known_person(row: Draft, people: KnownIds) -> Iterable[Problem]:
    """Report a row of somebody who is not listed; only a slip in writing is an error."""
    person = row.text("staff_id")
    if person is None or person in people:
        return
    slip = people.slip_of(person)
    yield Problem(
        "staff-unknown",
        row.place("staff_id"),
        {"id": person, "nearest": slip or ""},
        severity="notice" if slip is None else "error",
        read=person,
    )


def _counted_until(row: Draft) -> date | None:
    """Return the last day of the period that a violation was counted in."""
    period = row.text("counted_in")
    return None if period is None else date(Period(period).last_year, 12, 31)


def _numbered(rows: Iterable[Draft], column: str) -> tuple[Row, ...]:
    """Finish rows that have no id of their own: the id is their owner's, with the row number."""
    return tuple(row.row(f"{row.values[column] or ''}#{row.number}") for row in rows)
