"""The engines there are: the one list that choices, docs and the conformance tests read."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cbccvc_rules.engines.base import Alikes, Engine, Judgement, subjects
from cbccvc_rules.engines.checked import Checked
from cbccvc_rules.engines.chosen import judgements_on
from cbccvc_rules.engines.crowd import Crowds
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.errors import Problem, UsageError, nearest
from cbccvc_rules.extras import (
    DURABLE,
    POSTGRES,
    SQL,
    durable_rules,
    late,
    postgres_engine,
    sql_engine,
    sql_script,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cbccvc_rules.engines.base import Only, Subjects
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Ruleset
    from cbccvc_rules.sources import Lang, Text


class ReferenceEngine:
    """Evaluates every rule on every subject, one at a time; those alike for the rule, once."""

    def __init__(self) -> None:
        """Leave no rule aside: this engine is the meaning of the language."""
        self.aside: Mapping[str, Text] = {}

    def judgements(self, ruleset: Ruleset, world: World) -> Iterator[Judgement]:
        """Yield the verdicts in order of rule, then of row."""
        for rule, those in groupby(self.alikes(ruleset, world), key=lambda one: one.rule):
            found = {id(one.subject): one for alike in those for one in alike.each()}
            yield from (found[id(row)] for row in subjects(rule, ruleset, world))

    def alikes(self, ruleset: Ruleset, world: World) -> Iterator[Alikes]:
        """Yield the verdicts in order of rule, those on subjects that it cannot tell apart as one.

        Judged is one of these; what holds of it holds of all.
        """
        crowds = Crowds(ruleset.rules, world)
        for rule in ruleset.rules:
            env = environment(rule, ruleset, world)
            if rule.judges == "staff":
                yield from crowds.judged(rule, env)
            else:
                yield from crowds.judged_as_wholes(rule, env, subjects(rule, ruleset, world))

    def judgements_on(
        self, ruleset: Ruleset, world: World, chosen: Subjects, only: Only | None = None
    ) -> Iterator[Judgement]:
        """Yield the verdict of every rule on each of the subjects that it governs, by subject."""
        return judgements_on(ruleset, world, chosen, only)


def _sql() -> Engine:
    room = sql_engine()
    if room is None:
        raise UsageError(Problem("engine-not-installed", None, {"engine": "sql", "install": SQL}))
    engine: Engine = room.engine()
    return engine


def _sql_in(database: str) -> Engine:
    """Return the sql engine that asks the database of the round itself."""
    room = postgres_engine()
    if room is None:
        params = {"engine": "sql", "install": POSTGRES}
        raise UsageError(Problem("engine-not-installed", None, params))
    engine: Engine = room.engine(database)
    return engine


def _durable() -> Engine:
    if durable_rules() is None:
        params = {"engine": "durable", "install": DURABLE}
        raise UsageError(Problem("engine-not-installed", None, params))
    engine: Engine = late("engines.durable").DurableEngine()
    return engine


KINDS: Mapping[str, Callable[[], Engine]] = {
    "reference": ReferenceEngine,
    "sql": _sql,
    "durable": _durable,
}

DIALECTS = ("duckdb", "postgres", "spark", "tsql", "oracle")
"""The dialects that rules can be written in; the last two are never run."""


def script_of(dialect: str) -> Callable[[Ruleset, World, str, Lang], str]:
    """Return what writes the rules on a round as SQL.

    Raises:
        UsageError: for a dialect that does not exist, or where sqlglot is not installed.
    """
    if dialect not in DIALECTS:
        near = nearest(dialect, DIALECTS) or ""
        params = {"dialect": dialect, "known": ", ".join(DIALECTS), "nearest": near}
        raise UsageError(Problem("dialect-unknown", None, params))
    room = sql_script()
    if room is None:
        raise UsageError(Problem("engine-not-installed", None, {"engine": "sql", "install": SQL}))
    written: Callable[[Ruleset, World, str, Lang], str] = room.script
    return written


MANY_PEOPLE = 20_000
"""From so many people on, a database is asked where one is installed."""


def engine_named(name: str, people: int, database: str | None = None) -> Checked | ReferenceEngine:
    """Return an engine; `auto` chooses by the size of the round and by what is installed.

    What another engine than the reference one finds is judged again. `sql`, asked for by name,
    asks the `database` that the round was read from; `auto` makes no tables in a database of the
    user's.

    Raises:
        UsageError: for an engine that does not exist, or whose libraries are not installed.
    """
    named_sql = name == "sql"
    if name == "auto":
        name = "sql" if people >= MANY_PEOPLE and sql_engine() is not None else "reference"
    if name not in KINDS:
        params = {"engine": name, "nearest": nearest(name, KINDS) or ""}
        raise UsageError(Problem("engine-unknown", None, params))
    if named_sql and database is not None:
        return Checked(_sql_in(database), "sql (PostgreSQL)")
    return ReferenceEngine() if name == "reference" else Checked(KINDS[name](), name)
