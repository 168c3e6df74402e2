"""Whom a round is about and what governs them: people, laws, and the ruleset of the day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.engines.totals import EVERYBODY
from cbccvc_rules.engines.world import World
from cbccvc_rules.errors import BatchError, NoLawError, Problem
from cbccvc_rules.model.findings import NotGoverned
from cbccvc_rules.packs.applies import governing
from cbccvc_rules.packs.inforce import Choices, in_force
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

    `doubtful` tells of each pack for which categories its sources leave uncertain that it applies.
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
        counted = [governing(applies, one, day) for one in sorted(_counted_categories(self.batch))]
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
        certain = any(one.values["category"] not in doubtful for one in people)
        return rule.severity if certain else "notice"

    def decided_elsewhere(self) -> Iterator[Problem]:
        """Yield a notice for each decision dated under another law than the rating act."""
        day, applies = self.batch.on, self.library.applies
        for row, entry in self.people:
            decided = row.values["decided_on"]
            if entry is None or not isinstance(decided, date):
                continue
            if governing(applies, entry.category, decided) is not entry:
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
    world = World(batch)
    counted = _counted_categories(batch)
    if not world.staff and not counted:
        raise BatchError(Problem("nobody-listed"), *batch.problems)
    people = tuple((row, _governs(row, library, batch.on)) for row in world.staff)
    not_governed = tuple(_not_governed(people, library))
    if len(not_governed) == len(people):
        holes = tuple(_not_counted(counted, library, batch.on))
        if len(holes) == len(counted):
            raise NoLawError(*_no_law((*not_governed, *holes), batch))
    listed = {str(row.values["category"]) for row, entry in people if entry}
    categories = sorted(listed | counted)
    ruleset = in_force(library, batch.on, categories, choices)
    doubtful = _doubtful(categories, library, batch.on)
    return Context(batch, library, world, ruleset, people, not_governed, choices, doubtful)


def _doubtful(categories: Iterable[str], library: Library, day: date) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for category in categories:
        entry = governing(library.applies, category, day)
        if entry is not None and entry.confidence == "uncertain":
            for pack in entry.packs:
                found.setdefault(pack, set()).add(category)
    return {pack: frozenset(those) for pack, those in found.items()}


def _counted_categories(batch: Batch) -> set[str]:
    """Return the categories of people told as numbers; a row without one stands for all three."""
    told = {row.values["category"] for row in batch.tables.get("counts", ())}
    named = {str(category) for category in told if category is not None}
    return named | (set(EVERYBODY) if None in told else set())


def _not_counted(categories: Iterable[str], library: Library, day: date) -> Iterator[NotGoverned]:
    """Yield the totals that no law governs, by category."""
    for category in sorted(categories):
        entry = governing(library.applies, category, day)
        reason = library.applies.before if entry is None else entry.hole
        if reason is not None:
            yield NotGoverned("", None, category, reason, outside=False)


def _governs(row: Row, library: Library, day: date) -> Governs | None:
    category = row.values["category"]
    return None if category is None else governing(library.applies, str(category), day)


def _not_governed(
    people: Iterable[tuple[Row, Governs | None]], library: Library
) -> Iterator[NotGoverned]:
    for row, entry in people:
        if entry is not None and entry.packs:
            continue
        category = row.values["category"]
        reason = NO_CATEGORY if category is None else library.applies.before
        if entry is not None and entry.hole is not None:
            reason = entry.hole
        name = row.values["name"]
        yield NotGoverned(
            id=row.key,
            name=None if name is None else str(name),
            category=None if category is None else str(category),
            reason=reason,
            outside=entry is not None and entry.outside,
        )


def _no_law(not_governed: Sequence[NotGoverned], batch: Batch) -> list[Problem]:
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
    return Text(f"{number} người{label}", f"{number} people{label}")


def _who_of_totals(one: NotGoverned) -> Text:
    return Text(
        f"những người kê theo số lượng ({one.category})", f"people told as totals ({one.category})"
    )
