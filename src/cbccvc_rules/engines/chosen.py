"""Every rule put to chosen subjects alone, and which subjects a change may have reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.engines.base import Judgement
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.recall import recall
from cbccvc_rules.engines.reference import Env
from cbccvc_rules.model.finding import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from cbccvc_rules.engines.base import Only, Subjects
    from cbccvc_rules.engines.reach import Changed
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Judged, Rule, Ruleset
    from cbccvc_rules.model.edits import Touched
    from cbccvc_rules.model.rows import Row

# These decide which people and units belong together; who else is touched then is not looked into.
_STRUCTURE = ("parent_id", "body", "head_id")


def judgements_on(
    ruleset: Ruleset, world: World, chosen: Subjects, only: Only | None = None
) -> Iterator[Judgement]:
    """Yield the verdict of every rule on each of the subjects that it governs, by subject."""
    memory = recall(ruleset, world)
    for row, governed in _governed(ruleset, world, chosen, only):
        not_for: frozenset[str] | None = None
        for rule, env in governed:
            if rule.judges == "staff":
                not_for = memory.not_for(row, env) if not_for is None else not_for
            if not_for and rule.id in not_for:
                yield Judgement(rule, row, Verdict.NOT_APPLICABLE, not_for)
            else:
                yield memory.judgement(rule, row, env)


def governed_rules(
    ruleset: Ruleset, world: World, chosen: Subjects, only: Only | None = None
) -> Iterator[tuple[Rule, Row]]:
    """Yield every rule with each of the chosen subjects that it governs, by subject.

    Where `only` is told, of the rules that it has for each of them.
    """
    for row, governed in _governed(ruleset, world, chosen, only):
        yield from ((rule, row) for rule, _ in governed)


def _governed(
    ruleset: Ruleset, world: World, chosen: Subjects, only: Only | None
) -> Iterator[tuple[Row, list[tuple[Rule, Env]]]]:
    """Yield each subject with the rules that govern it and their environments."""
    envs: dict[str, Env] = {}
    memory = recall(ruleset, world)
    for judges, rows in chosen.items():
        for row in rows.values():
            own: dict[str, Env] = {}
            governs: dict[str, bool] = {}
            found: list[tuple[Rule, Env]] = []
            for rule in memory.rules(judges, None if only is None else only[judges, row.key]):
                pack = rule.pack
                if pack not in governs:
                    if pack not in envs:
                        envs[pack] = environment(rule, ruleset, world)
                    governs[pack] = _governs(rule, row, envs[pack])
                    if governs[pack]:  # what a name stands for is worked out once a subject
                        own[pack] = Env(world, envs[pack].bindings, envs[pack].governed, {})
                if governs[pack]:
                    found.append((rule, own[pack]))
            yield row, found


def found_in(world: World, keys: Iterable[tuple[Judged, str]]) -> Subjects:
    """Return the subjects of a world, of those told by kind and id."""
    asked = set(keys)
    rows: dict[Judged, Mapping[str, Row]] = {
        "staff": world.people,
        "unit": world.units,
        "batch": {world.root.key: world.root},
    }
    if any(judges == "group" for judges, _ in asked):
        rows["group"] = {row.key: row for row in world.groups()}
    found: Subjects = {}
    for judges, key in sorted(asked):
        if key in rows[judges]:
            found.setdefault(judges, {})[key] = rows[judges][key]
    return found


def _governs(rule: Rule, row: Row, env: Env) -> bool:
    if rule.judges == "staff":
        return env.world.standings.of(row) in env.governed
    return rule.judges != "group" or bool(env.world.many(row, "members", env.governed).rows)


def changed_rows(old: World, new: World, touched: Touched) -> Changed | None:
    """Return the rows of either world that the other has not, None where all may have changed.

    A row that was touched has changed, though its cells may say the same: they stand elsewhere.
    """
    if not _alike(old, new):
        return None
    found: Changed = {"unit": _differing(old.units, new.units, touched)}
    if any(_moved(old.units.get(row.key), new.units.get(row.key)) for row in found["unit"]):
        return None
    found["staff"] = _differing(old.people, new.people, touched)
    for record, table in (("discipline", "disciplines"), ("history", "history")):
        found[record] = _differing(_keyed(old, table), _keyed(new, table), touched)
    return found


def _alike(old: World, new: World) -> bool:
    """Return whether two worlds differ in rows of people, units, decisions and history alone."""
    before, after = old.batch, new.batch
    if before.columns != after.columns or before.on != after.on:
        return False
    if before.unplaced or after.unplaced or old.standings != new.standings:
        return False
    for table in ("counts", "scorecards"):
        if _differing(_keyed(old, table), _keyed(new, table), ()):
            return False
    return not before.tables.get("counts") or _where(old) == _where(new)


def _keyed(world: World, table: str) -> dict[str, Row]:
    return {row.key: row for row in world.batch.tables.get(table, ())}


def _where(world: World) -> dict[str, object]:
    return {row.key: row.values["unit_id"] for row in world.staff}


def _moved(old: Row | None, new: Row | None) -> bool:
    if old is None or new is None:
        return True
    return any(old.values[column] != new.values[column] for column in _STRUCTURE)


def _differing(
    old: Mapping[str, Row], new: Mapping[str, Row], touched: Collection[tuple[str, int]]
) -> list[Row]:
    """Return the rows that stand on one side alone, or otherwise on the other."""
    return [*_without(old, new, touched), *_without(new, old, touched)]


def _without(
    rows: Mapping[str, Row], others: Mapping[str, Row], touched: Collection[tuple[str, int]]
) -> Iterator[Row]:
    for key, row in rows.items():
        other = others.get(key)
        if other is None or (row.table, row.number) in touched or not _same(row, other):
            yield row


def _same(row: Row, other: Row) -> bool:
    return row is other or (
        row.values == other.values
        and row.typed == other.typed
        and row.number == other.number
        and row.bad == other.bad
        and row.denied == other.denied
    )
