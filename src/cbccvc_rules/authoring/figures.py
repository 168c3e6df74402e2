"""Days and dated figures a little off: a rule in force a day longer or shorter, a figure by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.authoring.mutants import PERCENT
from cbccvc_rules.engines.reference import Env, truth
from cbccvc_rules.engines.world import World
from cbccvc_rules.lang.nodes import Parameter
from cbccvc_rules.lang.rules import Bindings, Interval, walk
from cbccvc_rules.lang.types import Coded
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.packs.inforce import Choices, in_force
from cbccvc_rules.packs.vocabulary import VOCABULARY
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.lang.rules import DatedValue, ParameterSpec, ParameterValue, Rule
    from cbccvc_rules.marked import Marked
    from cbccvc_rules.packs.files import PackFiles
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.sources import Citation, Place

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moved:
    """A rule whose first or last day is another one."""

    rule: Rule
    end: Literal["from", "to"]
    was: str
    becomes: str
    place: Place


@dataclass(frozen=True, slots=True)
class Refigured:
    """A parameter with another figure, or with one from another day."""

    spec: ParameterSpec


@dataclass(frozen=True, slots=True)
class OtherFigure:
    """A parameter one of whose dated values is a little off, and the rules that may turn by it."""

    kind: Literal["figure", "day"]
    spec: ParameterSpec
    part: str
    was: str
    becomes: str
    place: Place
    cites: tuple[Citation, ...]
    rules: tuple[str, ...]


def days_of_rules(library: Library, files: Sequence[PackFiles]) -> Iterator[Moved]:
    """Yield every rule in force a day longer or shorter, where that day could be one of its own.

    A day on which no law governs anybody the rule may speak of changes nothing: the table of
    which law applies has already answered.
    """
    for pack in files:
        for marked in pack.rule_files():
            rule = library.rules.get(_stem(marked))
            if rule is None:
                continue
            for end, moved, day in _moved_ends(rule.in_force):
                if may_speak(rule, day, library):
                    path = ("in_force", end)
                    old = rule.in_force.first if end == "from" else rule.in_force.last
                    new = moved.first if end == "from" else moved.last
                    yield Moved(
                        replace(rule, in_force=moved), end, str(old), str(new), marked.place(path)
                    )


def _stem(marked: Marked) -> str:
    return marked.source.rsplit("/", 1)[-1].removesuffix(".yaml")


def _moved_ends(
    days: Interval,
) -> Iterator[tuple[Literal["from", "to"], Interval, date]]:
    """Yield an interval with one end moved by a day: which end, the other interval, that day."""
    if days.first is not None:
        yield "from", Interval(days.first - DAY, days.last), days.first - DAY
        yield "from", Interval(days.first + DAY, days.last), days.first
    if days.last is not None:
        yield "to", Interval(days.first, days.last - DAY), days.last
        yield "to", Interval(days.first, days.last + DAY), days.last + DAY


def may_speak(rule: Rule, day: date, library: Library) -> bool:
    """Return whether a rule could apply to anybody governed by its pack on a day.

    A rule on people is tried on somebody of whom only the category is known: where its condition
    is false even so, no fact could make it true.
    """
    categories = _categories()
    ruleset = in_force(library, day, categories, Choices())
    governed = ruleset.governs.get(rule.pack, frozenset())
    if rule.judges != "staff":
        return bool(governed)
    env = Env(_bare_world(day), Bindings({}, ruleset.readings), governed)
    people = (row for row in env.world.staff if row.key in governed)
    return any(truth(rule.when, row, row, env) is not False for row in people)


def _bare_world(day: date) -> World:
    """Return one person of each category, of whom nothing else is told."""
    staff = [
        {"staff_id": name, "category": name, "unit_id": "U", "rating": ""} for name in _categories()
    ]
    return World(Batch.from_records(staff=staff, period=str(day.year), on=day))


def _categories() -> tuple[str, ...]:
    kind = VOCABULARY["staff"].columns["category"]
    return kind.words if isinstance(kind, Coded) else ()


def figures_of_parameters(library: Library, files: Sequence[PackFiles]) -> Iterator[OtherFigure]:
    """Yield every parameter with a figure one more or less, or a value from another day.

    A figure is changed only where a rule that uses it is in force; a value begins a day earlier
    or later only where it follows another one: a gap or an overlap would not load.
    """
    for pack in files:
        marked = pack.files.get("parameters.yaml")
        if marked is None:
            continue
        for spec in library.parameters.values():
            if spec.pack == pack.folder.name:
                users = _users(spec.name, library)
                yield from _other_values(spec, users, marked)
                yield from _other_days(spec, users, marked, library)


def _users(name: str, library: Library) -> list[Rule]:
    """Return the rules whose verdict or measures rest on a parameter."""
    return [
        rule
        for _, rule in sorted(library.rules.items())
        if any(
            isinstance(node, Parameter) and node.name == name
            for top in (*rule.nodes(), *rule.measures.values())
            for node in walk(top)
        )
    ]


def _other_values(
    spec: ParameterSpec, users: Sequence[Rule], marked: Marked
) -> Iterator[OtherFigure]:
    for number, dated in enumerate(spec.values):
        rules = tuple(rule.id for rule in users if rule.in_force.meets(dated.interval))
        for value in beside(dated.value, spec):
            yield OtherFigure(
                kind="figure",
                spec=_with(spec, number, replace(dated, value=value)),
                part=str(dated.interval.first),
                was=_shown(dated.value, spec.unit),
                becomes=_shown(value, spec.unit),
                place=marked.place(("parameters", spec.name, "values", number, "value")),
                cites=dated.cites,
                rules=rules,
            )


def beside(value: ParameterValue, spec: ParameterSpec) -> Sequence[ParameterValue]:
    """Return the figures next to one: a percent, one, or one grade away, where there are any."""
    if isinstance(value, str):
        codes = spec.type.codes if isinstance(spec.type, Coded) else ()
        rank = codes.index(value) if value in codes else None
        return (
            () if rank is None else (*codes[max(rank - 1, 0) : rank], *codes[rank + 1 : rank + 2])
        )
    if value is None:
        return ()
    step = PERCENT if spec.unit == "share" else Fraction(1)
    most = 1 if spec.unit == "share" else None
    return [
        int(other) if other.denominator == 1 else other
        for other in (value - step, value + step)
        if other >= 0 and (most is None or other <= most)
    ]


def _apart(codes: Sequence[str], rank: int, code: str) -> int:
    return abs(rank - codes.index(code)) if code in codes else 0


def _other_days(
    spec: ParameterSpec, users: Sequence[Rule], marked: Marked, library: Library
) -> Iterator[OtherFigure]:
    """Yield a parameter whose value changes a day earlier and a day later."""
    for number, dated in enumerate(spec.values):
        first = dated.interval.first
        before = next(
            (
                row
                for row, one in enumerate(spec.values)
                if first and one.interval.last == first - DAY
            ),
            None,
        )
        if first is None or before is None or spec.values[before].value == dated.value:
            continue
        for moved, day in ((first - DAY, first - DAY), (first + DAY, first)):
            rules = [one for one in users if day in one.in_force and may_speak(one, day, library)]
            if rules:
                earlier = spec.values[before]
                ended = replace(earlier, interval=Interval(earlier.interval.first, moved - DAY))
                begun = replace(dated, interval=Interval(moved, dated.interval.last))
                yield OtherFigure(
                    kind="day",
                    spec=_with(_with(spec, before, ended), number, begun),
                    part=f"{first}.from",
                    was=str(first),
                    becomes=str(moved),
                    place=marked.place(("parameters", spec.name, "values", number, "from")),
                    cites=dated.cites,
                    rules=tuple(rule.id for rule in rules),
                )


def _ending_on(spec: ParameterSpec, day: date) -> int | None:
    return next((row for row, one in enumerate(spec.values) if one.interval.last == day), None)


def _with(spec: ParameterSpec, number: int, dated: DatedValue) -> ParameterSpec:
    values = (*spec.values[:number], dated, *spec.values[number + 1 :])
    return replace(spec, values=values)


def _shown(value: ParameterValue, unit: str) -> str:
    """Write a figure as a parameters file does."""
    if unit == "share" and isinstance(value, (int, Fraction)):
        return f"{100 * Fraction(value)}%"
    return str(value)
