"""A mend put into what is told of it: who, from what to what, for which rule, or why not."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.api.finding import subject_of
from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.detail import Detail, environment, outlined
from cbccvc_rules.engines.once import Once
from cbccvc_rules.engines.reference import judge
from cbccvc_rules.explain.message import AS_WRITTEN, asks_for, filled
from cbccvc_rules.explain.phrasebook import text_of
from cbccvc_rules.explain.words import show_code
from cbccvc_rules.model.finding import Subject, Verdict
from cbccvc_rules.model.repaired import (
    Change,
    Choice,
    ForcedChange,
    Ground,
    Repair,
    Unmended,
    Within,
)
from cbccvc_rules.model.scale import RATINGS
from cbccvc_rules.records import dataclass
from cbccvc_rules.solve.grades import LOWEST
from cbccvc_rules.sources import LANGS, Text

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.repaired import RuleCount
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.solve.lawful import Place
    from cbccvc_rules.solve.mend import Mend
    from cbccvc_rules.solve.parts import Limit
    from cbccvc_rules.solve.plan import Bound, Forced, Pick, Short


def described(
    here: Context,
    mend: Mend,
    level: Severity,
    beyond: tuple[RuleCount, ...],
    undecided: tuple[RuleCount, ...],
    groups: Context | None = None,
) -> Repair:
    """Return what is told of a mend; groups and units are looked up in a round of their own."""
    words = _Words(here, mend, groups or here)
    plans = mend.plans
    forced = [change for plan in plans for one in plan.forced for change in words.forced(one)]
    choices = [words.choice(one) for plan in plans for one in plan.picks]
    unmended = [words.stuck(mend.places[id_]) for id_ in mend.stuck]
    unmended += [words.short(one) for plan in plans for one in plan.short]
    unmended += [words.unread(rule, row) for rule, row in mend.unread if words.broken(rule, row)]
    order = {row.key: number for number, row in enumerate(here.world.staff)}
    return Repair(
        level=level,
        forced=tuple(sorted(forced, key=lambda one: order[one.change.id])),
        choices=tuple(sorted(choices, key=lambda one: min(order[two.id] for two in one.among))),
        unmended=tuple(unmended),
        beyond=beyond,
        undecided=undecided,
        brings=(),
    )


@dataclass(slots=True)
class _Words:
    """Says one thing after another of a mend."""

    here: Context
    mend: Mend
    of_groups: Context
    known: dict[tuple[str, str], Ground] = field(default_factory=dict)
    grounds: Grounds = field(init=False)
    group_grounds: Grounds = field(init=False)
    rules: dict[str, int] = field(init=False)
    units: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Look grounds up in the round."""
        self.grounds, self.group_grounds = Grounds(self.here), Grounds(self.of_groups)
        self.rules = {one.id: number for number, one in enumerate(self.here.ruleset.rules)}
        self.units = {unit: number for number, unit in enumerate(self.here.world.units)}

    def forced(self, one: Forced) -> Iterator[ForcedChange]:
        """Yield changes that are forced, each with the person's own rules or the limits."""
        grounds = tuple(self._of_limits(one.limits))
        for id_, rating in one.moves:
            place = self.mend.places[id_]
            yield ForcedChange(self._change(id_, rating), grounds or tuple(self._of_person(place)))

    def choice(self, one: Pick) -> Choice:
        """Return a choice with the limits that demand it."""
        return Choice(
            number=one.number,
            among=tuple(
                self._change(id_, rating) for id_, rating in sorted(one.moves, key=self._at)
            ),
            within=tuple(map(self._within, one.bounds)),
            grounds=tuple(self._of_limits(one.limits)),
            first=one.first,
            exact=one.exact,
            ways=tuple(tuple(map(self._within, way)) for way in one.ways),
        )

    def _within(self, bound: Bound) -> Within:
        groups = tuple(one.subject.key for one in sorted(bound.limits, key=self._in_order))
        return Within(bound.people, bound.least, bound.most, groups, bound.rating)

    def _at(self, move: tuple[str, str]) -> int:
        return self.mend.places[move[0]].row.number

    def stuck(self, place: Place) -> Unmended:
        """Return why a person who has to be changed cannot be."""
        subject = self._subject_of_person(place.row)
        grounds = tuple(self._of_person(place))
        rating = str(place.rating)
        if place.locked:
            return Unmended(subject, _text("locked", rating=_graded(rating)), grounds)
        if place.raising:
            lawful = _listed(place.raising)
            return Unmended(subject, _text("only_higher", ratings=lawful), grounds)
        return Unmended(subject, _text("no_lawful"), grounds)

    def short(self, one: Short) -> Unmended:
        """Return why a limit stays broken."""
        subject = subject_of(one.limit.rule, one.limit.subject, self.here.world)
        grounds = tuple(self._of_limits([one.limit]))
        if one.needed is None or one.movable is None:
            return Unmended(subject, _text("not_together" if one.needed else "nobody"), grounds)
        numbers = {"needed": str(one.needed), "movable": str(one.movable)}
        return Unmended(
            subject, _text("too_few", **{key: Text(n, n) for key, n in numbers.items()}), grounds
        )

    def broken(self, rule: Rule, row: Row) -> bool:
        """Return whether a group breaks a rule as the round stands."""
        env = environment(rule, self.of_groups.ruleset, self.of_groups.world)
        return judge(rule, row, env) is Verdict.BROKEN

    def unread(self, rule: Rule, row: Row) -> Unmended:
        """Return that a rule counts in a way that cannot be solved."""
        subject = subject_of(rule, row, self.here.world)
        return Unmended(subject, _text("not_linear"), tuple(self._grounds([rule], row)))

    def _change(self, id_: str, rating: str) -> Change:
        place = self.mend.places[id_]
        name, unit = place.row.values["name"], place.row.values["unit_id"]
        return Change(
            id=id_,
            name=None if name is None else str(name),
            unit=None if unit is None else str(unit),
            before=str(place.rating),
            after=rating,
            steps=place.steps(rating),
            or_else=LOWEST if place.gap and rating != LOWEST and self._open(rating) else None,
        )

    @staticmethod
    def _open(rating: str) -> bool:
        return RATINGS.index(rating) == 1

    def _subject_of_person(self, row: Row) -> Subject:
        name, unit = row.values["name"], row.values["unit_id"]
        shown = None if name is None else str(name)
        return Subject("staff", row.key, shown, None if unit is None else str(unit))

    def _of_person(self, place: Place) -> Iterator[Ground]:
        yield from self._grounds(place.broken, place.row)

    def _of_limits(self, limits: Iterable[Limit]) -> Iterator[Ground]:
        for limit in sorted(limits, key=self._in_order):
            yield from self._grounds([limit.rule], limit.subject)

    def _in_order(self, limit: Limit) -> tuple[int, int, str]:
        """Return the place of a limit: by its rule, then by the unit, everybody of it first."""
        subject = limit.subject
        unit = subject.key if subject.table != "groups" else str(subject.values["unit_id"])
        return self.rules[limit.rule.id], self.units[unit], subject.key

    def _grounds(self, rules: Sequence[Rule], row: Row) -> Iterator[Ground]:
        for rule in rules:
            key = (rule.id, row.key)
            if key not in self.known:
                grounds = self.grounds if rule.judges == "staff" else self.group_grounds
                self.known[key] = grounds.of(rule, row)
            yield self.known[key]


@dataclass(slots=True)
class Grounds:
    """Says why a rule is broken; of subjects that it cannot tell apart it is looked up once.

    Whatever they are called, the same is said of those of whom the message names the same cells.
    """

    here: Context
    _once: Once = field(init=False)
    _known: dict[tuple[str, Hashable], Detail] = field(default_factory=dict)
    _said: dict[tuple[object, ...], Text] = field(default_factory=dict)
    _named: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Tell subjects apart by what is told of them, too."""
        self._once = Once(self.here.ruleset, self.here.world, telling=True)

    def of(self, rule: Rule, row: Row) -> Ground:
        """Return what a rule that is broken says of a subject, and its provision."""
        alike = self._once.key(rule, row)
        found = None if alike is None else self._known.get((rule.id, alike))
        if found is None:
            judgement = Judgement(rule, row, Verdict.BROKEN)
            found = outlined(judgement, self.here.ruleset, self.here.world)
            if alike is not None:
                self._known[rule.id, alike] = found
        subject = subject_of(rule, row, self.here.world)
        said = self._message(rule, row, alike, found)
        named = subject.id if subject.kind == "staff" else subject.name or subject.id
        return Ground(rule.id, subject, _called(said, subject.id, named), found.cites)

    def _message(self, rule: Rule, row: Row, alike: Hashable, found: Detail) -> Text:
        """Return the message with marks where it says who is meant."""
        if rule.id not in self._named:
            told = {*rule.lets, *rule.measures, *AS_WRITTEN}
            self._named[rule.id] = tuple(sorted(asks_for(rule.message) - told))
        cells = tuple(row.values.get(name) for name in self._named[rule.id])
        key = None if alike is None else (rule.id, alike, cells)
        if key is None or key not in self._said:
            values = {name: found.values[name] for name in (*rule.lets, *rule.measures)}
            values = {**row.values, **values, "id": _ID, "name": _NAME}
            said = filled(rule.message, values)
            if key is None:
                return said
            self._said[key] = said
        return self._said[key]


_ID, _NAME = "\0id\0", "\0name\0"
"""Stand for who is meant: no cell has the character in it."""


def _called(said: Text, id_: str, name: str) -> Text:
    vi, en = (
        " ".join(said.in_(lang).replace(_ID, id_).replace(_NAME, name).split()) for lang in LANGS
    )
    return Text(vi, en)


def _text(key: str, **values: Text) -> Text:
    template = text_of("repair", key)
    vi, en = (
        template.in_(lang).format(**{name: text.in_(lang) for name, text in values.items()})
        for lang in LANGS
    )
    return Text(vi, en)


def _graded(rating: str) -> Text:
    return Text(show_code(rating, "vi"), show_code(rating, "en"))


def _listed(ratings: Iterable[str]) -> Text:
    those = [_graded(one) for one in ratings]
    return Text(", ".join(one.vi for one in those), ", ".join(one.en for one in those))
