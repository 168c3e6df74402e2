"""The coverage matrix: every clause of the acts listed, its state, its rules and their cases."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.authoring.columns_read import columns_read
from cbccvc_rules.lang.nodes import Named
from cbccvc_rules.lang.rules import walk
from cbccvc_rules.model.period import Period
from cbccvc_rules.packs.provisions import order
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cbccvc_rules.authoring.cases import Case
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.packs.library import Clause, Library
    from cbccvc_rules.sources import Citation, Place, Step, Steps, Text


@dataclass(frozen=True, slots=True)
class Row:
    """A clause with its rules and their cases.

    Where no rule encodes it, `used_by` are those that use a definition of it, or else a column.
    `cases` are those of all these rules; `named` the cases, of any rule, whose expectation comes
    from this clause.
    """

    clause: Clause
    used_by: tuple[str, ...]
    cases: int
    named: int


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A rule that cites a clause whose entry does not name the rule."""

    rule: str
    citation: Citation
    place: Place


@dataclass(frozen=True, slots=True)
class Coverage:
    """The rows of each act in the order of the act, and the rules that no row names.

    Of `partial` acts only the clauses that the packs use are listed.
    """

    acts: Mapping[str, tuple[Text, tuple[Row, ...]]]
    unlisted: tuple[Unlisted, ...]
    partial: frozenset[str]


def coverage(library: Library, cases: Iterable[Case]) -> Coverage:
    """Return the coverage matrix of every act whose clauses are listed."""
    cases = list(cases)
    by_rule = Counter(case.rule for case in cases)
    named = _named(library, cases)
    reading = {rule.id: _reads(rule) for rule in library.rules.values()}
    acts: dict[str, tuple[Text, tuple[Row, ...]]] = {}
    for act, known in library.acts.items():
        rows = []
        for clause in clauses_of(library, act):
            used_by = _used_by(clause, reading)
            count = sum(by_rule[rule] for rule in (*clause.encoded.rules, *used_by))
            rows.append(Row(clause, used_by, count, named[clause.place]))
        if rows:
            acts[act] = (known.name, tuple(rows))
    partial = frozenset(act for act in acts if not library.acts[act].whole)
    return Coverage(acts, tuple(_unlisted(library)), partial)


def _reads(rule: Rule) -> frozenset[str]:
    """Return the definitions that a rule rests on and the columns that it reads."""
    below = (node for top in rule.nodes() for node in walk(top))
    definitions = (node.name for node in below if isinstance(node, Named))
    columns = (".".join(column) for column in columns_read([rule]))
    return frozenset((*definitions, *columns))


def _used_by(clause: Clause, reading: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    names = clause.encoded.definitions or clause.encoded.columns
    return tuple(
        rule
        for rule, reads in sorted(reading.items())
        if not clause.encoded.rules and not reads.isdisjoint(names)
    )


def clauses_of(library: Library, act: str) -> list[Clause]:
    """Return the clauses of an act in its own order, the older text of one first."""
    return sorted(
        (clause for clause in library.clauses if clause.act == act),
        key=lambda clause: (order(clause.steps), clause.interval.first or date.min),
    )


def _unlisted(library: Library) -> Iterator[Unlisted]:
    """Yield the direct citations whose clauses do not name the rule in turn, each once a rule."""
    for rule in library.rules.values():
        for citation in dict.fromkeys(_cites(rule)):
            clauses = library.meant(citation, rule.in_force)
            if clauses and not any(rule.id in one.encoded.rules for one in clauses):
                yield Unlisted(rule.id, citation, rule.place)


def _cites(rule: Rule) -> Iterator[Citation]:
    yield from rule.cites
    for one in (*rule.unless, *rule.require):
        yield from one.cites


def _named(library: Library, cases: Iterable[Case]) -> Counter[Place]:
    """Count the cases that name each clause as what their expectation comes from."""
    texts: dict[tuple[str, Steps], list[Clause]] = {}
    inside: dict[tuple[str, Steps], list[Clause]] = {}
    for clause in library.clauses:
        texts.setdefault((clause.act, clause.steps), []).append(clause)
        for length in range(1, len(clause.steps)):
            inside.setdefault((clause.act, clause.steps[:length]), []).append(clause)
    found: Counter[Place] = Counter()
    for case in cases:
        cites = library.rules[case.rule].cites
        default = cites[0].act
        names = origins(case.spec.origin.clause or "", default, library.acts)
        clauses = {
            one.place: one for name in names for one in (texts.get(name) or inside.get(name) or ())
        }
        day = _day(case)
        found.update(
            place
            for place, one in clauses.items()
            if len(texts[one.act, one.steps]) == 1 or day is None or day in one.interval
        )
    return found


def _day(case: Case) -> date | None:
    """Return the day that a case is judged on, as a round's header would have it."""
    if case.spec.on is not None:
        return case.spec.on
    period = Period.parse(case.spec.period or "")
    return None if period is None else date(period.last_year, 12, 14)


_WORDS: Mapping[str, Step] = {
    "mục": "item",
    "Điều": "article",
    "khoản": "clause",
    "điểm": "point",
    "đoạn": "paragraph",
    "câu": "sentence",
}
_STEP = re.compile(rf"({'|'.join(_WORDS)}) (\w+)")


def origins(text: str, default: str, acts: Iterable[str]) -> set[tuple[str, Steps]]:
    """Return the clauses that the origin of a case names, each with its act.

    >>> sorted(origins("Điều 2 khoản 3 và khoản 5", "1/LAW", ["1/LAW"]))[1]
    ('1/LAW', (('article', 2), ('clause', 5)))
    """
    known = sorted(acts, key=len, reverse=True)
    found: set[tuple[str, Steps]] = set()
    before: Steps = ()
    act: str | None = default
    for part in re.split(r";| và ", text):
        told: Steps = tuple(
            (_WORDS[word], value if word == "điểm" else _number(value))
            for word, value in _STEP.findall(part)
        )
        if not told:
            continue
        head = _STEP.split(part, maxsplit=1)[0].strip(" ,")
        if told[0][0] in {"article", "item"}:
            whole = told
            if head:
                act = next((name for name in known if name in head), None)
        else:
            kept = [step for step, _ in before]
            cut = kept.index(told[0][0]) if told[0][0] in kept else len(before)
            whole = (*before[:cut], *told)
        before = whole
        if act is not None:
            found.add((act, whole))
    return found


def _number(value: str) -> int | str:
    return int(value) if value.isdecimal() else value
