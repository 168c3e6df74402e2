"""The certificate of an evaluation: every fact used, with its place, and what was made of it.

Plain data. An engine writes it, the explanation turns it into sentences, a report prints it as
JSON; none of them needs another's tree to read it.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING

from cbccvc_rules.exact import Range
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.sources import Citation, Place, Text

Value = None | bool | int | Fraction | str | date | tuple[str, ...] | Range


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one row: what was told, and where.

    `told` is False when the value is missing; `absent` when the whole column or table is. `typed`
    is what was written where that is not the value's own text.
    """

    record: str
    key: str
    column: str
    value: Value
    place: Place | None
    absent: bool = False
    typed: str | None = None

    @property
    def told(self) -> bool:
        """Whether the value is known."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Step:
    """One node of an expression with its value.

    `op` is the operator's name in the table of the language, `name` what it names (a column, a
    parameter, a definition), `text` the expression of a leaf or of a whole condition as the pack
    writes it. Of a choice that is made, only the side taken is a part. `rows` are the keys of
    the rows that a count took in. A step of a rule that has not been evaluated has no value.
    """

    op: str
    text: str
    value: Value = None
    name: str = ""
    parts: tuple[Step, ...] = ()
    fact: Fact | None = None
    rows: tuple[str, ...] = ()
    says: Text | None = None
    cites: tuple[Citation, ...] = ()

    def walk(self) -> list[Step]:
        """Return this step and every step below it, outermost first."""
        found, left = [], [self]
        while left:
            one = left.pop()
            found.append(one)
            if one.parts:
                left.extend(one.parts[::-1])
        return found


def facts(step: Step) -> tuple[Fact, ...]:
    """Return the facts below a step, each once, in the order met."""
    found = {
        (fact.record, fact.key, fact.column): fact
        for fact in (below.fact for below in step.walk())
        if fact is not None
    }
    return tuple(found.values())


def facts_digest(steps: Iterable[Step]) -> str:
    """Return a digest of the facts that steps took in and of the rows that they counted.

    It is the same whatever file and cell a fact stands in, and in whatever order facts are met.
    """
    lines: set[str] = set()
    for step in (below for top in steps for below in top.walk()):
        if (fact := step.fact) is not None:
            told = fact.typed if fact.value is None else shown(fact.value)
            lines.add("\t".join(("fact", fact.record, fact.key, fact.column, told or "")))
        if step.rows:
            lines.add("\t".join(("rows", step.op, step.name, shown(step.value), *step.rows)))
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()


def shown(value: Value) -> str:
    """Return a value exactly, as text that is the same on every machine; unknown as `?`.

    >>> shown(Fraction(1, 3)), shown(Range(2, None)), shown(("a", "b")), shown(True)
    ('1/3', '2..', 'a+b', 'true')
    """
    match value:
        case None:
            return "?"
        case bool():
            return "true" if value else "false"
        case Range(lo, hi):
            return f"{lo}..{'' if hi is None else hi}"
        case tuple():
            return "+".join(value)
        case _:
            return str(value)
