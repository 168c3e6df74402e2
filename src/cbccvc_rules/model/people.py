"""The people of a batch: in which unit, in which role, leading what, over which year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.figures import contradictions, too_many_months
from cbccvc_rules.model.period import Period, twelve_months_to
from cbccvc_rules.model.rows import Unplaced
from cbccvc_rules.trace import Fact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from cbccvc_rules.model.draft import Draft
    from cbccvc_rules.model.unit_tree import UnitTree
    from cbccvc_rules.sources import Place

LOST = "(rows)"
"""Stands for the column where whole rows could not be taken apart."""


def heads_of(tree: UnitTree) -> set[str]:
    """Return the ids of the heads that the units name."""
    return {head for unit in tree.units.values() if (head := unit.text("head_id")) is not None}


def settle(
    people: Mapping[str, Draft],
    told: frozenset[str],
    tree: UnitTree,
    period: Period,
    named: Collection[str],
) -> list[Problem]:
    """Check each person against the units, and fill in what the columns leave to a default.

    `named` has the ids by which somebody may be said to have decided.
    """
    problems: list[Problem] = []
    nowhere = tree.year_of_any(period)
    for person in people.values():
        problems.extend(_missing(person, told))
        problems.extend(_place_in_unit(person, tree))
        if "role" in told and person.values["role"] is None and "role" not in person.bad:
            person.values["role"] = "staff"
        problems.extend(_known_led_units(person, tree))
        problems.extend(_leads_without_post(person))
        if person.values["leads"] is None and "leads" not in person.bad:
            person.values["leads"] = _leads_by_role(person)
        problems.extend(contradictions(person))
        problems.extend(too_many_months(person))
        unit = person.text("unit_id")
        last = nowhere if unit is None else tree.working_year(unit, period)
        person.values.update(year_of(last))
        person.values["decider"] = _decider(person, named, tree)
        tell_regulation(person, tree)
    return problems


def tell_regulation(row: Draft, tree: UnitTree) -> None:
    """Tell when the body of a person, or of a total, issued a rating regulation of its own."""
    unit = row.text("unit_id")
    issued, known = (None, False) if unit is None else tree.own_regulation(unit)
    row.values["regulation_on"] = issued
    if not known:
        row.bad.add("regulation_on")


def _missing(person: Draft, told: frozenset[str]) -> Iterable[Problem]:
    """Report the required cells that are empty; a column that is absent is reported once."""
    for column, code in (("unit_id", "unit-missing"), ("category", "category-missing")):
        if column in told and person.values[column] is None and column not in person.bad:
            yield Problem(code, person.place(column), {"id": person.quoted("staff_id")})


def _place_in_unit(person: Draft, tree: UnitTree) -> Iterable[Problem]:
    unit = person.text("unit_id")
    if unit is None or unit in tree.units:
        return
    params = {"unit": unit, "nearest": tree.ids.near(unit) or ""}
    yield Problem("unit-unknown", person.place("unit_id"), params, read=unit)
    person.spoil("unit_id")


def misplaced(aside: Iterable[Draft], tree: UnitTree) -> Iterable[Problem]:
    """Report the units that are not known of rows that were set aside, for they may be mended."""
    for person in aside:
        yield from _place_in_unit(person, tree)


def _known_led_units(person: Draft, tree: UnitTree) -> Iterable[Problem]:
    leads = person.values["leads"]
    if not isinstance(leads, tuple):
        return
    unknown = [unit for unit in leads if unit not in tree.units]
    for unit in unknown:
        code, near = _unknown_led(unit, tree)
        params = {"unit": unit, "nearest": near or ""}
        yield Problem(code, person.place("leads"), params, read=unit)
    if unknown:
        person.spoil("leads")


def _unknown_led(unit: str, tree: UnitTree) -> tuple[str, str | None]:
    """Return what is wrong with a led unit that is not known: several in one, or a slip."""
    parts = [part.strip() for part in unit.replace("|", ",").split(",")]
    if len(parts) == 1:
        return "led-unit-unknown", tree.ids.near(unit)
    known = all(part in tree.units for part in parts)
    return "led-units-joined", "; ".join(parts) if known else None


def _leads_without_post(person: Draft) -> Iterable[Problem]:
    """Say that units led by somebody without a leading post count for nothing.

    A cadre need not be told as head or deputy to answer for a unit.
    """
    values = person.values
    if values["role"] == "staff" and values["leads"] and values["category"] != "CB":
        params = {"id": person.quoted("staff_id")}
        yield Problem("leads-without-post", person.place("leads"), params, severity="notice")


def _leads_by_role(person: Draft) -> tuple[str, ...] | None:
    """A head leads the own unit; others lead none unless told."""
    match person.values["role"]:
        case "head":
            unit = person.text("unit_id")
            return None if unit is None else (unit,)
        case "deputy" | "staff":
            return ()
        case _:
            return None


def led_by(people: Iterable[Draft]) -> set[str]:
    """Return the units that people lead."""
    return {
        unit
        for person in people
        if isinstance(leads := person.values["leads"], tuple)
        for unit in leads
    }


def unled_units(
    peopled: Collection[str | None], led: Collection[str], tree: UnitTree
) -> Iterable[Problem]:
    """Report units that have people and a grade of their own but nobody in charge.

    The cap of a leader and the criteria on the units led cannot be put to anybody there.
    """
    for key, unit in tree.units.items():
        if key in peopled and key not in led and unit.values["rating"] is not None:
            place = unit.place("unit_id")
            yield Problem("unit-led-by-nobody", place, {"unit": key}, severity="notice")


def _decider(person: Draft, known: Collection[str], tree: UnitTree) -> str | None:
    """Return the id of whoever decided; a body decides by its head. Other words name nobody."""
    told = person.text("decided_by")
    if told is None or told in known:
        return told
    unit = tree.units.get(told)
    return None if unit is None else unit.text("head_id")


def year_of(last: date | None) -> dict[str, date | None]:
    """Return what hangs on the last day of a person's working year."""
    first, last = (None, None) if last is None else twelve_months_to(last)
    return {"year_from": first, "year_to": last, "previous_on": _previous_rating(first)}


def _previous_rating(first: date | None) -> date | None:
    """Return the day of the rating of the year before, where no earlier round tells it.

    Calendar years are rated before 15 December (Điều 20 khoản 2); for others no day is in the law,
    and the year before is taken as rated when it was over.
    """
    if first is None:
        return None
    if (first.month, first.day) == (1, 1):
        return date(first.year - 1, 12, 14)
    return date.fromordinal(first.toordinal() - 1)


def unplaced_people(
    people: Mapping[str, Draft], aside: Iterable[Draft], lost: Iterable[Place], tree: UnitTree
) -> tuple[Unplaced, ...]:
    """Return the people who may belong to a unit beyond those whose row says so.

    People below a unit whose parent is not known are among them, since they may belong to any
    body. Labour contracts are never counted in a share.
    """
    found = [Unplaced(None, None, Fact("staff", "", LOST, None, place)) for place in lost]
    for row in aside:
        if row.values["category"] != "HD":
            unit, key = row.text("unit_id"), row.text("staff_id") or f"#{row.number}"
            cause = Fact("staff", key, "staff_id", None, row.place("staff_id"))
            found.append(Unplaced(unit if unit in tree.units else None, row.row(key), cause))
    adrift = {key: root for root in sorted(tree.adrift) for key in tree.below([root])}
    for key, person in people.items():
        unit = person.text("unit_id")
        if person.values["category"] == "HD" or (unit is not None and unit not in adrift):
            continue
        cause = Fact("staff", key, "unit_id", None, person.place("unit_id"))
        if unit is not None:
            root = adrift[unit]
            cause = Fact("unit", root, "parent_id", None, tree.units[root].place("parent_id"))
        found.append(Unplaced(None, person.row(key), cause))
    return tuple(found)
