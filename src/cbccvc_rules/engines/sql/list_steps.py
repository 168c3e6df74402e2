"""People for whom a rule takes the same steps: of an unknown verdict, they lack the same columns.

A column that nobody gave leaves a rule unknown for a whole nation. Which columns those are hangs
on which conditions are true, false or unknown, and on which cells are empty; so one of all those
who have the same in both answers for the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cbccvc_rules.engines.sql.frame import over
from cbccvc_rules.engines.sql.terms import case, compare, is_null, no, whole
from cbccvc_rules.lang.nodes import (
    Compare,
    Field,
    Given,
    In,
    Named,
    Recorded,
    Sum,
    Tally,
    parts_of,
)
from cbccvc_rules.lang.types import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.engines.sql.compile import Compiler
    from cbccvc_rules.engines.sql.frame import Frame, Spot
    from cbccvc_rules.engines.sql.terms import Tree
    from cbccvc_rules.lang.nodes import Node


TOLD = "staff_told"
"""Everything that a long list tells of people, read anew whenever it is asked."""
TOLD_BY = {"decider": "decider_is"}
"""Columns of people that may be empty for several reasons, with that which tells them apart."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a rule as columns of a frame; `doubts` are those that tell of other rows.

    Where one of these says 1, something about rows of other tables is not known, and nobody
    answers for anybody else.
    """

    frame: Frame
    columns: tuple[str, ...]
    doubts: tuple[str, ...]


def steps_of(nodes: Iterable[Node], record: str, compiler: Compiler) -> Steps:
    """Return the steps of a rule."""
    taken = _Taken(over(record, TOLD if record == "staff" else None), compiler)
    for node in nodes:
        taken.take(node, taken.frame.spot)
    return Steps(taken.frame, tuple(taken.frame.columns), tuple(dict.fromkeys(taken.doubts)))


class _Taken:
    def __init__(self, frame: Frame, compiler: Compiler) -> None:
        self.frame = frame
        self.compiler = compiler
        self.doubts: list[str] = []

    def take(self, node: Node, this: Spot) -> None:
        """Take in what a condition does at a row."""
        match node:
            case Named(row=row, body=body):
                at = self.compiler.locate(row, this, self.frame)
                if not at.sure:
                    self._flag(is_null(self.frame.cell(at, "no")))
                self.take(body, at)
            case Field(row=row, name=name, type=kind):
                at = self.compiler.locate(row, this, self.frame)
                if not at.sure:
                    self._flag(is_null(self.frame.cell(at, "no")))
                self._flag(is_null(self.frame.cell(at, name)))
                if name in TOLD_BY:  # a person, a body without a head, or other words
                    self.frame.named(self.frame.cell(at, TOLD_BY[name]))
                if kind is Scalar.TRUTH:
                    self._flag(self.compiler.truth(node, this, self.frame))
            case Tally() | Sum():
                found = self.compiler.number(node, this, self.frame)
                for end in (found.lo, found.top):
                    self.frame.named(end)
                self.doubts.append(self._flag(compare("!=", found.lo, found.top)))
            case Compare() | In() | Given() | Recorded():
                self._flag(self.compiler.truth(node, this, self.frame))
                for part in parts_of(node):
                    self.take(part, this)
            case _:
                for part in parts_of(node):
                    self.take(part, this)

    def _flag(self, condition: Tree) -> str:
        return self.frame.named(case((condition, whole(1)), (no(condition), whole(0))))
