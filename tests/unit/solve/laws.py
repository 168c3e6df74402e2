"""Builders for questions about the packs: a law of few rules, and rules changed by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from cbccvc_rules.extras import z3
from cbccvc_rules.lang.nodes import Anchor, Compare, Field, Literal
from cbccvc_rules.packs.inforce import Choices
from cbccvc_rules.packs.load import load
from cbccvc_rules.packs.vocabulary import GRADE
from cbccvc_rules.solve.laws import Law, law_of, stretches
from cbccvc_rules.solve.put import Put, put

if TYPE_CHECKING:
    from types import ModuleType

    from cbccvc_rules.lang.nodes import CompareSign, Node
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.solve.rounds import Judged

DAY = date(2024, 12, 10)


@cache
def the_library() -> Library:
    return load()


def the_solver() -> ModuleType:
    found = z3()
    assert found is not None
    return found


def the_law(*names: str, standing: str = "VC", on: date = DAY, pack: str = "") -> Law:
    """Return the law of a day with these rules alone, or those of a pack."""
    library = the_library()
    interval = next(one for one in stretches(library) if on in one)
    law = law_of(library, standing, interval, on, Choices())
    kept = tuple(rule for rule in law.rules if rule.id in names or rule.pack == pack)
    return replace(law, rules=kept)


def asked(law: Law, judges: Judged = "staff") -> Put:
    return put(the_solver(), law, judges, the_library().applies)


def with_rule(law: Law, rule: Rule) -> Law:
    """Return a law with one more rule, or with another one in the place of one that it has."""
    others = tuple(one for one in law.rules if one.id != rule.id)
    known = tuple(one for one in law.ruleset.law if one.id != rule.id)
    ruleset = replace(law.ruleset, law=(*known, rule))
    return replace(law, rules=(*others, rule), ruleset=ruleset)


def rating(sign: CompareSign, grade: str) -> Node:
    """Return a condition on the rating of the person judged."""
    own = Field(Anchor("this", "staff"), "rating", GRADE)
    return Compare(sign, own, Literal(grade, GRADE), GRADE)
