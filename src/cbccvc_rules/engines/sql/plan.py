"""The rules of a run as statements: first the tables of counts, then a verdict a subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cbccvc_rules.engines.bound import Binder
from cbccvc_rules.engines.sql.compile import Compiler
from cbccvc_rules.engines.sql.frame import over
from cbccvc_rules.engines.sql.needs import Needs
from cbccvc_rules.engines.sql.tables import Numbering, tables_of
from cbccvc_rules.engines.sql.terms import both, case, either, no, one_of, whole
from cbccvc_rules.lang.integers import NotWholeError
from cbccvc_rules.lang.integers import whole as whole_numbers
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlglot import exp

    from cbccvc_rules.engines.sql.frame import Frame
    from cbccvc_rules.engines.sql.tables import Layout, Table
    from cbccvc_rules.engines.sql.terms import Tree
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.nodes import Field, Node
    from cbccvc_rules.lang.rules import Rule, Ruleset

VERDICTS = (Verdict.NOT_APPLICABLE, Verdict.KEPT, Verdict.BROKEN, Verdict.UNKNOWN)
"""The verdicts by the numbers that stand for them in the tables."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule with the figures and readings of the run put in."""

    rule: Rule
    when: Node
    unless: tuple[Node, ...]
    require: tuple[Node, ...]

    def nodes(self) -> tuple[Node, ...]:
        """Return the conditions that decide the verdict."""
        return (self.when, *self.unless, *self.require)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to load, what to make of it, and what to ask.

    `ways` has the columns and relations of the `tables`; `groups` are tables of counts, each after
    those it needs; `verdicts` has a statement for each record that is judged, with the rules whose
    verdicts its columns are; `aside` the rules that these tables cannot judge, and why.
    """

    tables: list[Table]
    ways: Needs
    groups: Mapping[str, exp.Select]
    verdicts: Mapping[str, tuple[tuple[Rule, ...], exp.Select]]
    numbers: Numbering
    aside: Mapping[str, Text]


def asked(ruleset: Ruleset, world: World) -> list[Asked]:
    """Return the rules of a run, bound."""
    binders: dict[str, Binder] = {}
    found = []
    for rule in ruleset.rules:
        if rule.pack not in binders:
            binders[rule.pack] = Binder.of(world, ruleset.bindings.of(rule.pack))
        found.append(asked_by(rule, binders[rule.pack]))
    return found


def asked_by(rule: Rule, binder: Binder) -> Asked:
    """Return a rule, bound."""
    unless = tuple(binder.bound(one.node) for one in rule.unless)
    require = tuple(binder.bound(one.node) for one in rule.require)
    return Asked(rule, binder.bound(rule.when), unless, require)


def needs_of(rules: Iterable[Asked], others: Iterable[Node] = ()) -> Needs:
    """Return what rules, and other expressions, ask of the tables."""
    rules = tuple(rules)
    needs = Needs.of((*others, *(node for one in rules for node in one.nodes())))
    if any(one.rule.judges == "group" for one in rules):
        needs.manys["group", "members"] = "staff"
    return needs


@dataclass(frozen=True, slots=True)
class Compiled:
    """Rules in the frames of the records they judge, with the counts that these need."""

    compiler: Compiler
    frames: Mapping[str, tuple[list[Rule], Frame]]
    aside: Mapping[str, Text]


def compiled(
    rules: Iterable[Asked], ruleset: Ruleset, layout: Layout, *, keeps_truths: bool = True
) -> Compiled:
    """Write rules into frames, a column of verdicts each."""
    compiler = Compiler(layout, keeps_truths)
    frames: dict[str, tuple[list[Rule], Frame]] = {}
    aside: dict[str, Text] = {}
    for one in rules:
        if one.rule.judges == "batch":
            continue
        try:
            ready = whole_rule(one, layout)
        except NotWholeError as error:
            aside[one.rule.id] = error.reason
            continue
        listed, frame = frames.setdefault(one.rule.judges, ([], over(one.rule.judges)))
        compiler.governed = ruleset.governs[one.rule.pack]
        listed.append(one.rule)
        frame.columns[f"v{len(listed)}"] = verdict_of(ready, compiler, frame)
    return Compiled(compiler, frames, aside)


def plan_of(ruleset: Ruleset, world: World, *, keeps_truths: bool = True) -> Plan:
    """Return the statements that judge a round, where a column may be a truth or may not."""
    rules = asked(ruleset, world)
    needs = needs_of(rules)
    numbers = Numbering(world)
    tables, layout = tables_of(world, needs, numbers)
    made = compiled(rules, ruleset, layout, keeps_truths=keeps_truths)
    groups = sorted(made.compiler.grouped.items(), key=lambda item: item[1][0])
    return Plan(
        tables=tables,
        ways=needs,
        groups={name: frame.select(grouped=True) for name, (_, frame) in groups},
        verdicts={
            record: (tuple(listed), frame.select(grouped=False))
            for record, (listed, frame) in made.frames.items()
        },
        numbers=numbers,
        aside=made.aside,
    )


def whole_rule(one: Asked, layout: Layout) -> Asked:
    """Return a rule over whole numbers.

    Raises:
        NotWholeError: for a rule that divides or rounds, or asks for numbers too large to keep.
    """

    def parts(field: Field) -> int:
        if (field.row.record, field.name) in layout.too_large:
            raise NotWholeError(_too_large(field.name))
        return layout.parts.get((field.row.record, field.name), 1)

    def made(nodes: Iterable[Node]) -> tuple[Node, ...]:
        return tuple(whole_numbers(node, parts) for node in nodes)

    return Asked(one.rule, made([one.when])[0], made(one.unless), made(one.require))


def _too_large(column: str) -> Text:
    return Text(
        f"cột `{column}` có số quá lớn hoặc quá nhiều chữ số thập phân",
        f"the column `{column}` has numbers that are too large or have too many decimals",
    )


def verdict_of(one: Asked, compiler: Compiler, frame: Frame) -> Tree:
    """Return the number of the verdict of a rule on a row; NULL where it is not put to it."""
    verdict = answer_of(one, compiler, frame)
    put = _put_to(one.rule, compiler, frame)
    return verdict if put is None else case((put, frame.worked_out(verdict)))


def answer_of(one: Asked, compiler: Compiler, frame: Frame) -> Tree:
    """Return the number of the verdict of a rule on a row that it is put to."""
    spot = frame.spot
    applies = compiler.truth(one.when, spot, frame)
    if one.unless:
        excepted = either(compiler.truth(node, spot, frame) for node in one.unless)
        applies = both([applies, no(excepted)])
    met = both(compiler.truth(node, spot, frame) for node in one.require)
    return case(
        (no(applies), whole(0)),
        (met, whole(1)),
        (both([no(met), applies]), whole(2)),
        other=whole(3),
    )


def _put_to(rule: Rule, compiler: Compiler, frame: Frame) -> Tree | None:
    """Return the condition under which a rule is put to a row, None where to every one."""
    if rule.judges == "staff":
        return one_of(frame.cell(frame.spot, "standing"), compiler.layout.stands(compiler.governed))
    if rule.judges == "group":
        return compiler.has_members(frame)
    return None
