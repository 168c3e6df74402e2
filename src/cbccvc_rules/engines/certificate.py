"""The trace of one verdict: every node of a rule with its value, its facts and their places.

It asks the reference evaluation for each value, so that what is shown is what was judged.
"""

from __future__ import annotations

from dataclasses import replace
from operator import is_
from typing import TYPE_CHECKING

from cbccvc_rules.engines.questions import said_of
from cbccvc_rules.engines.reference import (
    Env,
    Truth,
    compared,
    conjunction,
    disjunction,
    evaluate,
    locate,
    negation,
    population_rows,
    possibly,
    truth,
)
from cbccvc_rules.engines.tables import ORIGINS
from cbccvc_rules.engines.totals import COUNTED
from cbccvc_rules.exact import Range
from cbccvc_rules.lang.nodes import (
    And,
    Choose,
    Compare,
    Field,
    Follow,
    Given,
    In,
    InYear,
    Literal,
    Named,
    Node,
    Not,
    Or,
    Parameter,
    Population,
    Reading,
    RowNode,
    Sum,
    Tally,
    parts_of,
)
from cbccvc_rules.lang.outline import outline, year_day
from cbccvc_rules.model.people import LOST
from cbccvc_rules.sources import cites_on
from cbccvc_rules.trace import Fact, Step

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cbccvc_rules.engines.members import Members
    from cbccvc_rules.lang.rules import Condition, Rule
    from cbccvc_rules.model.rows import Row

LINK_COLUMNS = {
    "unit": "unit_id",
    "own_body": "unit_id",
    "parent": "parent_id",
    "superior": "parent_id",
    "staff": "staff_id",
}


def certificate(rule: Rule, subject: Row, env: Env) -> tuple[Step, ...]:
    """Return the trace of a rule on a subject: when it applies, exceptions tried, requirements."""
    steps = [_part("when", rule.when, subject, env)]
    steps.extend(_labelled("unless", one, subject, env) for one in rule.unless)
    steps.extend(_labelled("require", one, subject, env) for one in rule.require)
    return tuple(steps)


def _dated(step: Step, day: date) -> Step:
    """Return a step that cites every provision as it stood on the day of the rating act."""
    parts = tuple([_dated(part, day) for part in step.parts]) if step.parts else ()
    if not step.cites and all(map(is_, parts, step.parts)):  # most cite nothing
        return step
    return replace(step, parts=parts, cites=cites_on(step.cites, day))


def _part(op: str, node: Node, subject: Row, env: Env) -> Step:
    below = trace(node, subject, subject, env)
    return Step(op, env.world.forms.text(node), below.value, parts=(below,))


def _labelled(op: str, condition: Condition, subject: Row, env: Env) -> Step:
    below = trace(condition.node, subject, subject, env)
    return Step(
        op=op,
        text=env.world.forms.text(condition.node),
        value=below.value,
        name=condition.id,
        parts=(below,),
        says=condition.says,
        cites=cites_on(condition.cites, env.world.batch.on) if condition.cites else (),
    )


def trace(node: Node, this: Row, subject: Row, env: Env) -> Step:
    """Return one node with its value and what it was made of; of a choice, the side taken."""
    form = env.world.forms.of(node)
    if isinstance(node, _PLAIN):
        parts = tuple([trace(part, this, subject, env) for part in parts_of(node)])
        return Step(form.key, "", _of_parts(node, parts), form.scale, parts)
    if isinstance(node, Named):
        return _named(node, form.text, this, subject, env)
    value, text = evaluate(node, this, subject, env), form.text
    match node:
        case Field(row, name, _):
            fact = fact_of(row, name, this, subject, env)
            return Step("field", text, value, f"{row.record}.{name}", fact=fact)
        case Given(item):
            part = trace(item, this, subject, env)
            return Step("given", text, value, parts=(part,))
        case Parameter(name, _):
            return Step("parameter", text, value, name)
        case Reading(name, _):
            return Step("reading", text, value, name)
        case Literal():
            return Step("literal", text, value)
        case Tally(how, population):
            return _rows_step(how, text, population, this, subject, env, node)
        case Sum(_, population):
            return _rows_step("sum", text, population, this, subject, env, node)
        case In(item, codes, _):
            part = trace(item, this, subject, env)
            return Step("in", text, value, ", ".join(codes), (part,))
        case InYear(item=item):
            part = trace(item, this, subject, env)
            return Step(form.key, text, value, year_day(node), (part,))
        case Choose(condition, chosen, other):
            asked = trace(condition, this, subject, env)
            sides = (chosen, other) if asked.value is None else (chosen if asked.value else other,)
            taken = tuple(trace(side, this, subject, env) for side in sides)
            return Step("choose", text, value, parts=(asked, *taken))
        case _:
            parts = tuple(trace(part, this, subject, env) for part in parts_of(node))
            return Step(form.key, text, value, form.scale, parts)


_PLAIN = (And, Or, Not, Compare)


def _of_parts(node: And | Or | Not | Compare, parts: tuple[Step, ...]) -> Truth:
    """Return the value that a node has by the values of its parts: these are known already."""
    if isinstance(node, Compare):
        left, right = (one.value for one in parts)
        return None if left is None or right is None else compared(node, left, right)
    truths = [one.value if isinstance(one.value, bool) else None for one in parts]
    if isinstance(node, Not):
        return negation(truths[0])
    return conjunction(truths) if isinstance(node, And) else disjunction(truths)


def _named(node: Named, text: str, this: Row, subject: Row, env: Env) -> Step:
    """Trace what a name stands for, at the row that it is asked of."""
    at = locate(node.row, this, subject, env)
    if at is None:
        below, value = _broken_link(node.row, this, subject, env), None
    else:
        below = trace(node.body, at, subject, env)
        value = below.value
    cited = cites_on(node.cites, env.world.batch.on) if node.cites else ()
    return Step(node.kind, text, value, node.name, (below,), says=node.says, cites=cited)


def fact_of(row: RowNode, name: str, this: Row, subject: Row, env: Env) -> Fact:
    """Return the fact a column told; on a row that is not known, the link that is missing."""
    at = locate(row, this, subject, env)
    if at is None:
        return missing_link(row, this, subject, env)
    value = at.values[name]
    if value is None and name in ORIGINS:
        return _origin(row, at, name, env)
    if isinstance(value, Range):  # a stand-in that says too little: the column itself would settle
        return Fact(row.record, at.key, name, value, None, absent=True)
    column = env.world.column_judged(row.record, name)
    if at.table == "counts":
        if value is None and name == "rating":
            return env.world.untold(at)[0]
        told = str(at.values["rating"] or "total") if name == "rating" else name
        absent = name not in COUNTED
        return Fact(row.record, at.key, column, at.values[name], at.place(told), absent)
    absent = at.values[name] is None and env.world.absent(row.record, name)
    stands_in = at.values.get(column) != at.values[name]
    typed = None if stands_in else at.typed.get(column)
    return Fact(row.record, at.key, column, at.values[name], at.place(column), absent, typed)


def facts_open(row: RowNode, name: str, this: Row, subject: Row, env: Env) -> tuple[Fact, ...]:
    """Return the facts that keep a column from being known; of a total, all its empty cells."""
    at = locate(row, this, subject, env)
    untold = () if at is None or name != "rating" else env.world.untold(at)
    return untold or (fact_of(row, name, this, subject, env),)


def _sizes_not_known(
    population: Population, members: Members, subject: Row, env: Env
) -> Iterator[Fact]:
    """Yield the empty cells that would tell how many people the rows of a population stand for."""
    where = population.where
    for row in members.rows:
        if env.world.sizes.get(row.key, 1) is None and (
            where is None or truth(where, row, subject, env) is not False
        ):
            yield from env.world.untold(row)


def _origin(row: RowNode, at: Row, name: str, env: Env) -> Fact:
    """Return the cell that a fact added by the assembly is made from."""
    record, column = ORIGINS[name]
    unit = env.world.units.get(str(at.values[column])) if name == "decider" else None
    if unit is not None:  # a body decides by its head, who is not told
        record, column = "unit", "head_id"
    elif record == row.record:
        absent = env.world.absent(record, column)
        return Fact(record, at.key, column, None, at.place(column), absent)
    unit = unit or env.world.one(at, record)
    if unit is None:
        return Fact(row.record, at.key, LINK_COLUMNS[record], None, at.place(LINK_COLUMNS[record]))
    absent = env.world.absent(record, column)
    return Fact(record, unit.key, column, None, None if absent else unit.place(column), absent)


def missing_link(row: RowNode, this: Row, subject: Row, env: Env) -> Fact:
    """Return the empty cell that keeps a relation from leading anywhere."""
    while isinstance(row, Follow):
        base = locate(row.base, this, subject, env)
        if base is not None:
            column = LINK_COLUMNS[row.relation]
            return Fact(row.base.record, base.key, column, None, base.place(column))
        row = row.base
    return Fact(row.record, subject.key, "", None, None)


def _broken_link(row: RowNode, this: Row, subject: Row, env: Env) -> Step:
    fact = missing_link(row, this, subject, env)
    return Step("field", fact.column, None, f"{fact.record}.{fact.column}", fact=fact)


def _rows_step(
    op: str, text: str, population: Population, this: Row, subject: Row, env: Env, node: Node
) -> Step:
    """Trace a count: the rows taken in, and the rows that a condition could not decide."""
    value = evaluate(node, this, subject, env)
    members = population_rows(population, this, subject, env)
    counted: list[str] = []
    parts: list[Step] = list(not_known(population, members, this, subject, env))
    where = population.where
    said = said_of(population, members, env.world, env.bindings)
    steps = {} if said is None else said.steps
    for row in members.rows:
        below = None if where is None else steps.get(id(row))
        if where is not None and below is None:
            below = _row(row, population, where, subject, env)
            if said is not None:
                said.keep(row, below)
        holds = True if below is None else below.value
        if holds is True:
            counted.append(row.key)
        if below is not None and (holds is not False or op in {"any", "none"}):
            parts.append(below)
        if isinstance(node, Sum) and holds is not False:
            parts.append(_row(row, population, node.item, subject, env))
    return Step(
        op=op,
        text=text,
        value=value,
        name=population.relation,
        parts=(*_dated(outline(node), env.world.batch.on).parts, *parts),
        fact=_leads(population, this, subject, env),
        rows=tuple(counted),
    )


def _leads(population: Population, this: Row, subject: Row, env: Env) -> Fact | None:
    """Return the cell that says whom a person leads: an empty population comes from there."""
    base = locate(population.base, this, subject, env)
    if base is None or population.relation not in {"led_units", "bodies_managed"}:
        return None
    told = base.values["leads"]
    return Fact(population.base.record, base.key, "leads", told, base.place("leads"))


def _row(row: Row, population: Population, where: Node, subject: Row, env: Env) -> Step:
    below = trace(where, row, subject, env)
    return Step("row", population.record, below.value, row.key, (below,))


def not_known(
    population: Population, members: Members, this: Row, subject: Row, env: Env
) -> Iterator[Step]:
    """Yield what keeps a population from being known in full."""
    for one in possibly(population, members, subject, env):
        cause = one.cause
        yield Step("field", cause.column, None, f"{cause.record}.{cause.column}", fact=cause)
    for fact in _sizes_not_known(population, members, subject, env):
        yield Step("field", fact.column, None, f"{fact.record}.{fact.column}", fact=fact)
    if members.unread == 0:
        return
    base = locate(population.base, this, subject, env)
    if base is None:
        yield _broken_link(population.base, this, subject, env)
    elif members.absent is not None:
        record, column = members.absent
        fact = Fact(record, base.key, column, None, None, absent=True)
        yield Step("field", population.relation, None, f"{record}.{column}", fact=fact)
    elif members.unread is None:
        column = "leads"
        absent = env.world.unknown_leads(base)
        fact = Fact(population.base.record, base.key, column, None, base.place(column), absent)
        yield Step("field", column, None, f"{fact.record}.{column}", fact=fact)
    else:
        fact = Fact(population.record, base.key, LOST, None, None)
        yield Step("field", LOST, None, fact.record, fact=fact)
