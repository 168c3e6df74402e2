"""A library bound to a day: the rules in force, the figures of that day, the readings chosen."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, UsageError, nearest
from cbccvc_rules.lang.rules import DatedValue, Interval, Ruleset
from cbccvc_rules.lang.types import Coded
from cbccvc_rules.packs.figure import not_a_figure, read_figure
from cbccvc_rules.packs.governing import governing
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from cbccvc_rules.packs.library import Governs, Library
    from cbccvc_rules.sources import Place


@dataclass(frozen=True, slots=True)
class Choices:
    """What a round or its reader chooses: packs added or left out (`-name`), readings, figures.

    `places` leads from (`packs`, `readings` or `parameters`, name) to where the round says so.
    """

    packs: tuple[str, ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)


def in_force(library: Library, day: date, standings: Iterable[str], choices: Choices) -> Ruleset:
    """Bind a library to a day for the categories met, or the standings of those in them.

    Raises:
        UsageError: with every unknown pack, rule, reading, alternative or figure.
    """
    problems = [
        *_choice_problems(library, choices),
        *_unknown("rule-unknown", "rule", (*choices.select, *choices.ignore), library.rules),
    ]
    entries = [
        entry for one in standings if (entry := governing(library.applies, one, day)) is not None
    ]
    governs = _governs(library, entries, choices)
    parameters = _figures(library, day, choices, governs, problems)
    if problems:
        raise UsageError(*sorted(problems, key=_in_order))
    defaults = {name: spec.default for name, spec in library.readings.items()}
    bound = Ruleset(
        on=day,
        rules=(),
        law=(),
        parameters=parameters,
        specs=library.parameters,
        readings={**defaults, **choices.readings},
        choices=library.readings,
        governs=governs,
        own=_own(library, governs, choices),
        days=_days(entries, day),
        because=_because(entries),
    )
    law = tuple(
        rule
        for _, rule in sorted(library.rules.items())
        if rule.pack in governs and bound.has_in_force(rule)
    )
    rules = tuple(
        rule
        for rule in law
        if (not choices.select or rule.id in choices.select) and rule.id not in choices.ignore
    )
    return replace(bound, rules=rules, law=law)


def _own(library: Library, packs: Iterable[str], choices: Choices) -> dict[str, dict[str, str]]:
    """Return, by pack, the readings that nobody chose and whose default is another one there."""
    found: dict[str, dict[str, str]] = {}
    for name, spec in library.readings.items():
        for pack, value in spec.defaults.items():
            if pack in packs and name not in choices.readings:
                found.setdefault(pack, {})[name] = value
    return found


def _in_order(problem: Problem) -> tuple[bool, int, int]:
    """Sort by line and column; what is written nowhere was asked for, and goes last."""
    place = problem.place
    if place is None:
        return True, 0, 0
    return False, place.row or 0, place.column or 0


def _governs(
    library: Library, entries: Iterable[Governs], choices: Choices
) -> dict[str, frozenset[str]]:
    """Return which categories, or standings, each pack governs.

    A pack that is added or on by default governs everybody whom a law governs, and nobody whom no
    law does (labour contracts, or a day outside every law).
    """
    left_out = {name[1:] for name in choices.packs if name.startswith("-")}
    added = [name for name in choices.packs if not name.startswith("-")]
    governs: dict[str, set[str]] = {}
    for entry in entries:
        for name in entry.packs:
            governs.setdefault(name, set()).add(entry.standing)
    lawful = set().union(*governs.values()) if governs else set()
    for name, pack in library.packs.items():
        if lawful and (pack.by_default or name in added):
            governs.setdefault(name, set()).update(lawful)
    return {name: frozenset(governed) for name, governed in governs.items() if name not in left_out}


def _days(entries: Iterable[Governs], day: date) -> dict[str, frozenset[date]]:
    """Return the days as of which packs are taken, where an entry tells another than the day."""
    taken: dict[str, set[date]] = {}
    for entry in entries:
        for pack in entry.packs:
            taken.setdefault(pack, set()).add(entry.as_of or day)
    return {pack: frozenset(days) for pack, days in taken.items() if days != {day}}


def _unknown(code: str, kind: str, names: Iterable[str], known: Iterable[str]) -> list[Problem]:
    known = list(known)
    return [
        Problem(code, None, {kind: name, "nearest": nearest(name, known) or ""})
        for name in names
        if name not in known
    ]


def _because(entries: Iterable[Governs]) -> dict[str, dict[str, Citation]]:
    """Return, by pack and standing, the provision that makes a pack govern only some people.

    It is the first one on which the table of laws rests that.
    """
    found: dict[str, dict[str, Citation]] = {}
    for entry in entries:
        cite = next((basis for basis in entry.basis if isinstance(basis, Citation)), None)
        if entry.who is not None and cite is not None:
            for pack in entry.packs:
                found.setdefault(pack, {})[entry.standing] = cite
    return found


def _choice_problems(library: Library, choices: Choices) -> Iterator[Problem]:
    """Yield every unknown name and alternative, at its place where the round itself chose it."""
    for code, kind, names, known in (
        ("pack-unknown", "packs", choices.packs, library.packs),
        ("reading-unknown", "readings", choices.readings, library.readings),
        ("parameter-unknown", "parameters", choices.parameters, library.parameters),
    ):
        for name in names:
            place = choices.places.get((kind, name))
            found = _unknown(code, kind.removesuffix("s"), [name.removeprefix("-")], known)
            yield from (replace(one, place=place) for one in found)
    for name, value in choices.readings.items():
        spec = library.readings.get(name)
        if spec is not None and value not in spec.alternatives:
            params = {
                "reading": name,
                "known": ", ".join(spec.alternatives),
                "nearest": nearest(value, spec.alternatives) or "",
            }
            place = choices.places.get(("readings", name))
            yield Problem("reading-alternative", place, params, read=value)


def _figures(
    library: Library,
    day: date,
    choices: Choices,
    governs: Iterable[str],
    problems: list[Problem],
) -> dict[str, DatedValue]:
    """Return the figure of each parameter: chosen by hand, else by a pack for it, else its own."""
    figures: dict[str, DatedValue] = {}
    for name, spec in library.parameters.items():
        dated = _of_packs(library, name, day, governs, problems) or spec.on(day)
        if name in choices.parameters:
            told = choices.parameters[name]
            codes = spec.type.codes if isinstance(spec.type, Coded) else ()
            value = read_figure(told, spec.unit, codes)
            if value is None:
                place = choices.places.get(("parameters", name))
                problems.append(not_a_figure(told, name, spec.unit, codes, place))
            dated = DatedValue(Interval(day, day), value, (), "assumption")
        if dated is not None:
            figures[name] = dated
    return figures


def _of_packs(
    library: Library, name: str, day: date, governs: Iterable[str], problems: list[Problem]
) -> DatedValue | None:
    """Return the figure that a pack puts in the place of a parameter's own on a day."""
    told = {
        pack: dated
        for pack in sorted(governs)
        for dated in library.packs[pack].figures.get(name, ())
        if day in dated.interval
    }
    if len(told) > 1:
        params = {"parameter": name, "packs": ", ".join(told)}
        problems.append(Problem("figure-twice", None, params))
    return next(iter(told.values()), None)
