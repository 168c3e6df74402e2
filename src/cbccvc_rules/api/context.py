"""Whom a round is about and what governs them: people, laws, and the ruleset of the day."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.engines.placing import placed
from cbccvc_rules.engines.totals import EVERYBODY
from cbccvc_rules.engines.world import World
from cbccvc_rules.errors import BatchError, NoLawError, Problem
from cbccvc_rules.model.findings import NotGoverned
from cbccvc_rules.packs.governing import fallbacks, governing
from cbccvc_rules.packs.inforce import Choices, in_force
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.packs.library import Governs, Library

NO_CATEGORY = Text("chưa rõ là cán bộ, công chức hay viên chức", "the category is not known")


@dataclass(frozen=True, slots=True)
class Context:
    """A batch with the laws that govern its people on the day of the rating act.

    `doubtful` tells of each pack for whom its sources leave uncertain that it applies.
    """

    batch: Batch
    library: Library
    world: World
    ruleset: Ruleset
    people: tuple[tuple[Row, Governs | None], ...]
    not_governed: tuple[NotGoverned, ...]
    choices: Choices
    doubtful: Mapping[str, frozenset[str]]

    @property
    def judged(self) -> int:
        """How many people at least one law governs, those told as numbers included."""
        return len(self.people) - len(self.not_governed) + self.world.counted_people

    def instruments(self) -> tuple[Text, ...]:
        """Return the instruments that govern anybody, each once."""
        day, applies = self.batch.on, self.library.applies
        counted = [governing(applies, one, day) for one in sorted(_counted(self.world))]
        named = [
            entry.instruments
            for entry in (*(entry for _, entry in self.people), *counted)
            if entry is not None and entry.packs and entry.instruments is not None
        ]
        return tuple(dict.fromkeys(named))

    def severity(self, rule: Rule, row: Row) -> Severity:
        """Return how severe a broken rule is: a notice where it is doubtful that its law applies.

        Of a group it is doubtful only if it is so of everybody in it.
        """
        doubtful = self.doubtful.get(rule.pack)
        if not doubtful or rule.judges not in {"staff", "group"}:
            return rule.severity
        people: tuple[Row, ...] = (row,)
        if rule.judges == "group":
            people = self.world.many(row, "members", self.ruleset.governs[rule.pack]).rows
        certain = any(self.world.standings.of(one) not in doubtful for one in people)
        return rule.severity if certain else "notice"

    def decided_elsewhere(self) -> Iterator[Problem]:
        """Yield a notice for each decision dated under another law than the rating act."""
        day, applies = self.batch.on, self.library.applies
        for row, entry in self.people:
            decided = row.values["decided_on"]
            if entry is None or not isinstance(decided, date):
                continue
            then = governing(applies, entry.standing, decided)
            if then is None or (then.packs, then.instruments) != (entry.packs, entry.instruments):
                yield Problem(
                    "decided-under-other-law",
                    row.place("decided_on"),
                    {"on": day.isoformat()},
                    severity="notice",
                    read=decided.isoformat(),
                )


def context(batch: Batch, library: Library, choices: Choices) -> Context:
    """Bind a batch to the laws that govern its people.

    Raises:
        BatchError: when nobody is listed.
        NoLawError: when no law in the packs governs anybody in the round.
        UsageError: for unknown packs, rules, readings or figures.
    """
    world = placed(World(batch), fallbacks(library.applies, batch.on))
    counted = _counted(world)
    if not world.staff and not batch.tables.get("counts"):
        raise BatchError(Problem("nobody-listed"), *batch.problems)
    people = tuple((row, which_law(row, library, world)) for row in world.staff)
    not_governed_ = tuple(not_governed(people, world, library))
    if len(not_governed_) == len(people):
        entries = [governing(library.applies, one, batch.on) for one in counted]
        if not any(entry is not None and entry.packs for entry in entries):
            holes = _not_counted(counted, library, world)
            raise NoLawError(*why_no_law((*not_governed_, *holes), batch))
    listed = {one for row, _ in people if (one := world.standings.of(row)) is not None}
    standings = sorted(listed | counted)
    ruleset = in_force(library, batch.on, standings, choices)
    doubtful = doubtful_in(standings, library, batch.on)
    return Context(batch, library, world, ruleset, people, not_governed_, choices, doubtful)


def doubtful_in(standings: Iterable[str], library: Library, day: date) -> dict[str, frozenset[str]]:
    """Return, of each pack of which it is uncertain that it applies, for whom it is."""
    found: dict[str, set[str]] = {}
    for standing in standings:
        entry = governing(library.applies, standing, day)
        if entry is not None and entry.confidence == "uncertain":
            for pack in entry.packs:
                found.setdefault(pack, set()).add(standing)
    return {pack: frozenset(those) for pack, those in found.items()}


def _counted(world: World) -> set[str]:
    """Return where people told as numbers stand; a row without category stands for all three."""
    told = {row.values["category"] for row in world.batch.tables.get("counts", ())}
    whole = {str(one) for one in told if one is not None and one not in world.standings.divided}
    apart = {one for row in world.totals if (one := world.standings.of(row)) is not None}
    return whole | apart | (set(EVERYBODY) if None in told else set())


def _not_counted(counted: Iterable[str], library: Library, world: World) -> Iterator[NotGoverned]:
    """Yield the totals that no law governs, by where their people stand."""
    applies, day = library.applies, world.batch.on
    for standing in sorted(counted):
        entry = governing(applies, standing, day)
        reason = applies.before if entry is None else entry.hole
        if reason is not None:
            yield NotGoverned("", None, standing, reason, outside=False)
    for category in sorted(world.standings.divided):
        entry = governing(applies, category, day)
        rows = [row for row in world.totals if row.values["category"] == category]
        unknown = any(world.standings.of(row) is None for row in rows)
        if unknown and entry is not None and entry.fallback is not None:
            yield NotGoverned("", None, category, entry.fallback.unknown, outside=False)


def which_law(row: Row, library: Library, world: World) -> Governs | None:
    """Return what the table says of a person; of one who stands apart, what it says of those."""
    category = row.values["category"]
    if category is None:
        return None
    standing = world.standings.of(row) or str(category)
    return governing(library.applies, standing, world.batch.on)


def _why_not(row: Row, entry: Governs | None, world: World, library: Library) -> Text | None:
    """Return why no law governs a person; None where one does."""
    if row.values["category"] is None:
        return NO_CATEGORY
    if entry is None:
        return library.applies.before
    if entry.fallback is not None and world.standings.of(row) is None:
        return entry.fallback.unknown
    return entry.hole


def not_governed(
    people: Iterable[tuple[Row, Governs | None]], world: World, library: Library
) -> Iterator[NotGoverned]:
    """Yield those people whom no law governs, and why."""
    for row, entry in people:
        reason = _why_not(row, entry, world, library)
        if reason is None:
            continue
        category, name = row.values["category"], row.values["name"]
        yield NotGoverned(
            id=row.key,
            name=None if name is None else str(name),
            category=None if category is None else str(category),
            reason=reason,
            outside=entry is not None and entry.outside,
        )


def why_no_law(not_governed: Sequence[NotGoverned], batch: Batch) -> list[Problem]:
    """One problem a category and reason; where a category is not known, the cells that say why."""
    reasons = Counter((one.category, one.reason) for one in not_governed if one.id)
    on = batch.on.isoformat()
    problems = [
        Problem("no-law", None, {"who": _who(category, number), "on": on, "reason": reason})
        for (category, reason), number in reasons.items()
    ]
    problems += [
        Problem("no-law", None, {"who": _who_of_totals(one), "on": on, "reason": one.reason})
        for one in not_governed
        if not one.id
    ]
    if any(category is None for category, _ in reasons):
        problems.extend(problem for problem in batch.problems if problem.severity == "error")
    return problems


def _who(category: str | None, number: int) -> Text:
    label = "" if category is None else f" ({category})"
    return Text(f"{number} người{label}", f"any of those listed{label}, {number} in all,")


def _who_of_totals(one: NotGoverned) -> Text:
    return Text(
        f"những người kê theo số lượng ({one.category})", f"people told as totals ({one.category})"
    )
