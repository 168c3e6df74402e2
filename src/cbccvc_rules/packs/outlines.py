"""The packs for a program that cannot read them: what `cbccvc-verify` holds a report against.

Each rule as the steps that its certificates have, written once and meant by number; the figures and
readings of every day, the table of which law applies, and how the cells of each column are read.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from cbccvc_rules.lang.nodes import (
    Field,
    Given,
    Literal,
    Named,
    Node,
    Recorded,
    Sum,
    Tally,
    parts_of,
)
from cbccvc_rules.lang.operators import OPERATORS
from cbccvc_rules.lang.outline import outline, scale_of
from cbccvc_rules.lang.rules import Interval
from cbccvc_rules.lang.show import show, show_row
from cbccvc_rules.model.columns import TABLES, columns_of
from cbccvc_rules.model.finding import SEVERITIES
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.packs.outlined_columns import outlined_column, plain_value
from cbccvc_rules.sources import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.lang.rules import Condition, Rule
    from cbccvc_rules.model.scale import Labels
    from cbccvc_rules.packs.library import Governs, Library

OUTLINES = Path(__file__).parent / "outlines.json"
"""Where those of the packs that come with the library are kept, for whoever verifies a report."""

SCHEMA_VERSION = "1"
# The table of a row of a kind, where it has another name.
_TABLES = {"unit": "units", "discipline": "disciplines", "scorecard": "scorecards"}
# What a certificate has as an inequality; what has no value where a part of it has none.
_COMPARED = frozenset({"equal", "unequal", "less", "at-most", "more", "at-least"})
_STRICT = frozenset({"arithmetic", "rounding", "calendar"})
# What the files of a round choose, as YAML or JSON: names and values; not so within rows and lists.
_CHOICES = r"""(?m)(?:^|[{,])[ "]*(\w+)"?: *(?:\n *- )?["']?([^"'#,}\n]+?)["']?(?=\s*(?:$|[#,}]))"""
_ROWS = r"(?s)\[\s*\{.*\}\s*\]|\[[^\[\]]*\]"
# What is no part of the text of a cell: how a sheet keeps a number as text, signs that nobody sees.
_NOISE = '^\\s*="(.*)"\\s*$|[\u00ad\u200b-\u200f\u202a-\u202e\ufeff]'
# What is told of a provision.
CITED = ("act", "item", "article", "clause", "point", "paragraph", "text")
# What is told of a waiver, and stands in its ledger.
_TERMS = ("from", "to", "ground", "approver", "decision")
# Columns of a person's row that are told by another: of the unit, or of the row itself.
_TOLD_BY = {"regulation_on": (".unit", "own_regulation_on"), "decider": ("", "decided_by")}
Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


def outlines_text(library: Library, labels: Labels) -> str:
    """Return the outlines of a library as JSON; the same packs give the same bytes."""
    steps, cites = _Steps(), _Cites()
    told: dict[str, Json] = {
        "schema_version": SCHEMA_VERSION,
        "packs": {name: pack.digest for name, pack in sorted(library.packs.items())},
        "whom": {name: [*_governs(name, library, steps)] for name in sorted(library.packs)},
        "rules": _rules(library, steps, cites),
        "usual": {
            "occasion": "annual",
            "stage": "decided",
            **{name: spec.default for name, spec in sorted(library.readings.items())},
        },
        "by_pack": _by_pack(library),
        "figures": [*_figures(library)],
        "rated": {**RATING_COLUMNS},
        "signs": {one.key: one.sign for one in OPERATORS if one.key in _COMPARED},
        "strict": [one.key for one in OPERATORS if one.kind in _STRICT or one.key == "in"],
        "tables": {**{one: one for one in (*TABLES, "batch", "group")}, **_TABLES},
        "columns": {
            table: {one.name: outlined_column(one, table, labels) for one in columns_of(table)}
            for table in TABLES
        },
        "steps": list(steps.written),
        "cites": list(cites.written),
        "cited": list(CITED),
        "terms": list(_TERMS),
        "choices": _CHOICES,
        "rows": _ROWS,
        "noise": _NOISE,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


class _Cites:
    """The provisions that rules cite, each written once."""

    def __init__(self) -> None:
        self.written: list[Json] = []
        self._numbers: dict[str, int] = {}

    def of(self, cites: Iterable[Citation]) -> Json:
        """Return the numbers of provisions, before and after they were amended."""
        both = ((one, replace(one, amended_by=None)) for one in cites)
        return [*dict.fromkeys(self._number(one) for pair in both for one in pair)]

    def _number(self, one: Citation) -> int:
        told: list[Json] = [*(getattr(one, name) for name in CITED[:-1]), one.text("vi")]
        key = json.dumps(told, ensure_ascii=False)
        if key not in self._numbers:
            self._numbers[key] = len(self.written)
            self.written.append(told)
        return self._numbers[key]


class _Steps:
    """The steps of all rules, each written once."""

    def __init__(self) -> None:
        self.written: list[Json] = []
        self._numbers: dict[str, int] = {}

    def of(self, node: Node) -> int:
        """Return the number of the step that a node makes."""
        step: dict[str, Json] = {"op": outline(node).op, "name": outline(node).name}
        step["name"] = scale_of(node) or step["name"]
        step["row"] = ""
        parts = parts_of(node)
        match node:
            case Literal(value, _):
                step["value"] = plain_value(value)
            case Field(row, name, _) | Given(Field(row, name, _)) | Recorded(Field(row, name, _)):
                there = show_row(row)
                step |= {"row": there, "column": name}
                if name in _TOLD_BY:
                    way, column = _TOLD_BY[name]
                    step |= {"row": f"{there}{way}".lstrip("."), "column": column}
            case Named(_, _, row, _):
                step["row"] = show_row(row)
            case Tally(_, population) | Sum(_, population):
                step["row"] = show_row(population.base)
                where = population.where
                step["where"] = None if where is None else self.of(where)
                parts = (node.item,) if isinstance(node, Sum) else ()
                shapes = parts if where is None else (where, *parts)
                step["shapes"] = [self.of(one) for one in shapes]
            case _:
                pass
        return self._number({**step, "text": outline(node).text}, parts)

    def labelled(self, op: str, one: Condition) -> int:
        """Return the number of a requirement or an exception."""
        return self._number(
            {"op": op, "name": one.id, "row": "", "text": show(one.node)}, (one.node,)
        )

    def when(self, node: Node) -> int:
        """Return the number of the condition on which a rule applies."""
        return self._number({"op": "when", "name": "", "row": "", "text": show(node)}, (node,))

    def joined(self, op: str, *parts: int, **told: Json) -> int:
        """Return the number of a step that is made of others, in no rule."""
        step = {"op": op, "name": "", "row": "", "text": "", **told}
        return self._kept({**step, "parts": list(parts)})

    def _number(self, step: dict[str, Json], parts: Iterable[Node]) -> int:
        return self._kept({**step, "parts": [self.of(part) for part in parts]})

    def _kept(self, step: dict[str, Json]) -> int:
        key = json.dumps(step, ensure_ascii=False, sort_keys=True)
        if key not in self._numbers:
            self._numbers[key] = len(self.written)
            self.written.append(step)
        return self._numbers[key]


def _rules(library: Library, steps: _Steps, cites: _Cites) -> Json:
    """Return every rule; and what takes the place of two rules where no grade fits, no rule."""
    found = {
        name: _rule(rule, library, steps, cites) for name, rule in sorted(library.rules.items())
    }
    of_grades = [one for one in library.rules.values() if one.criteria_of is not None]
    found["no-grade-fits"] = {
        "pack": "",
        "severity": "notice",
        "judges": "staff",
        **_days(Interval(None)),
        "also": [],
        "criteria_of": "",
        "cites": cites.of(cite for one in of_grades for cite in _cited(one, library)),
        "steps": [],
        "measures": {},
        "gap": {
            show(one.node): steps.labelled(op, one)
            for rule in of_grades
            for op, labelled in (("unless", rule.unless), ("require", rule.require))
            for one in labelled
        },
    }
    return {**found}


def _cited(rule: Rule, library: Library) -> Iterator[Citation]:
    """Yield what a finding of a rule may cite: it, its points, its figures, why its law is used."""
    yield from rule.cites
    for one in rule.require:
        yield from one.cites
    for name in sorted(rule.parameters()):
        figures = (pack.figures.get(name, ()) for pack in library.packs.values())
        for value in (*library.parameters[name].values, *chain.from_iterable(figures)):
            yield from value.cites
    for entry in library.applies.all_entries():
        if entry.who is not None and rule.pack in entry.packs:
            yield from (one for one in entry.basis if isinstance(one, Citation))


def _rule(rule: Rule, library: Library, steps: _Steps, cites: _Cites) -> dict[str, Json]:
    return {
        "pack": rule.pack,
        "severity": rule.severity,
        "judges": rule.judges,
        **_days(_still(rule, library)),
        "also": [*_weaker(rule, library)],
        "criteria_of": rule.criteria_of,
        "cites": cites.of(_cited(rule, library)),
        "steps": [
            steps.when(rule.when),
            *(steps.labelled("unless", one) for one in rule.unless),
            *(steps.labelled("require", one) for one in rule.require),
        ],
        "measures": {name: steps.of(node) for name, node in rule.measures.items()},
    }


def _weaker(rule: Rule, library: Library) -> Iterator[str]:
    """Yield the rules that say the same and that a finding of this one may speak for."""
    for name, one in sorted(library.rules.items()):
        alike = rule.says_same is not None and one.says_same == rule.says_same
        if alike and _rank(one) > _rank(rule):
            yield name


def _rank(rule: Rule) -> tuple[int, str]:
    return (SEVERITIES.index(rule.severity), rule.id)


def _still(rule: Rule, library: Library) -> Interval:
    """Return when a rule is judged: of an act that ended, as long as it is applied to anybody."""
    days = rule.in_force
    for entry in library.applies.all_entries():
        if entry.as_of is not None and rule.pack in entry.packs and entry.as_of in days:
            days = Interval(days.first, entry.interval.last)
    return days


def _days(interval: Interval) -> dict[str, Json]:
    first, last = interval.first, interval.last
    return {
        "from": (date.min if first is None else first).isoformat(),
        "to": (date.max if last is None else last).isoformat(),
    }


def _governs(pack: str, library: Library, steps: _Steps) -> Iterator[Json]:
    """Yield whom a pack governs, as a step on a person's row, for all days that are alike.

    A pack that no law names, a local one, is for everybody whom a law governs.
    """
    entries = library.applies.entries
    named = {name for one in library.applies.all_entries() for name in one.packs}
    first = {one.interval.first or date.min for one in entries}
    after = {one.interval.last + timedelta(days=1) for one in entries if one.interval.last}
    starts = sorted(first | after | {date.min})
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        last = date.max if end is None else end - timedelta(days=1)
        those = [one for one in entries if start in one.interval]
        cases = [*_cases(pack, those, pack not in named, steps)]
        yield {
            "from": start.isoformat(),
            "to": last.isoformat(),
            "certain": all(one.confidence != "uncertain" for one in those if pack in one.packs),
            "step": steps.joined("or", *cases),
        }


def _cases(pack: str, entries: Iterable[Governs], local: bool, steps: _Steps) -> Iterator[int]:
    """Yield a step for each category that a pack governs, or some of."""
    column = steps.joined("field", column="category")
    for one in entries:
        code = steps.joined("literal", value=one.category)
        category, other = steps.joined("equal", column, code), one.fallback
        own = pack in one.packs or (local and bool(one.packs))
        if other is None:
            yield from [category] * own
            continue
        others = other.governs.packs
        theirs = pack in others or (local and bool(others))
        condition = steps.of(other.condition)
        apart = condition if theirs else steps.joined("not", condition)
        if own or theirs:
            yield category if own and theirs else steps.joined("and", category, apart)


def _by_pack(library: Library) -> Json:
    """Return the readings whose default is another one in a pack."""
    found: dict[str, Json] = {name: {} for name in sorted(library.packs)}
    for pack, own in found.items():
        for name, spec in sorted(library.readings.items()):
            if pack in spec.defaults and isinstance(own, dict):
                own[name] = spec.defaults[pack]
    return {**found}


def _figures(library: Library) -> Iterator[Json]:
    """Yield every value of every figure, those that packs put in the place of others last."""
    own = [(name, spec.values) for name, spec in sorted(library.parameters.items())]
    for _, pack in sorted(library.packs.items()):
        own += sorted(pack.figures.items())
    for name, values in own:
        for one in values:
            value = "" if one.value is None else str(one.value)
            yield {"name": name, **_days(one.interval), "value": value}
