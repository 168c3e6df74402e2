"""Findings as machines get them where nobody is to be named: ids alone, and no cell that names.

Where the id of somebody is a name, a short digest stands for it; the same name has the same one in
every report. What is told of cells follows `errors.discreet`.
"""

from __future__ import annotations

import re
from base64 import b32encode
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from cbccvc_rules.errors import Problem, discreet, is_name, may_name, without_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cbccvc_rules.model.finding import Finding, Subject
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.trace import Fact, Value

T = TypeVar("T")
_LENGTH = 8
_SIGN = re.compile(r"\s")


def without_people(findings: Findings) -> Findings:
    """Return findings in which ids stand alone: no text of a cell that may be somebody's name."""
    told = replace(findings, problems=tuple(discreet(one) for one in findings.problems))
    names = _names_in(told)
    mappings = tuple(_renamed(one, without_names) for one in told.round.mappings)
    told = replace(told, round=replace(told.round, mappings=mappings))
    if not names:
        return told
    stand_ins = {name: stand_in(name) for name in names}
    one_of = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    found = _renamed(told, lambda text: one_of.sub(lambda hit: stand_ins[hit[0]], text))
    params = {"number": str(len(names)), "example": min(stand_ins.values())}
    said = Problem("names-for-ids", None, params, severity="notice")
    return replace(found, problems=(*found.problems, said))


def stand_in(name: str) -> str:
    """Return what stands for a name that is used as an id.

    >>> stand_in("Nguyễn Văn An") == stand_in("Nguyễn Văn An") != stand_in("Nguyễn Văn Anh")
    True
    """
    return f"T-{b32encode(sha256(name.encode()).digest()).decode()[:_LENGTH]}"


def _names_in(findings: Findings) -> frozenset[str]:
    """Return what names somebody among the ids and the texts that findings rest on."""
    people: set[str] = {one.id for one in findings.not_governed}
    texts: set[str] = set(findings.round.unit_names)
    texts.update(name for name in findings.round.unit_names.values() if name is not None)
    for cells in findings.missing:
        people.update(row.id for row in cells.rows)
    for subject in _subjects(findings):
        (people if subject.kind == "staff" else texts).add(subject.id)
    for finding in findings.findings:
        for fact in _facts(finding):
            (people if fact.record == "staff" else texts).add(fact.key)
            texts.update(_texts(fact.value))
            if fact.typed is not None:
                texts.add(fact.typed)
    ids = {one for one in people if may_name(one) and _SIGN.search(one)}
    return frozenset(ids | {one for one in texts if is_name(one)})


def _subjects(findings: Findings) -> Iterator[Subject]:
    yield from (one.subject for one in findings.findings)
    yield from (one.subject for one in findings.hinges)


def _facts(finding: Finding) -> Iterator[Fact]:
    yield from finding.missing
    for whole in finding.trace:
        for step in whole.walk():
            if step.fact is not None:
                yield step.fact


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        yield from value


def _renamed(data: T, said: Callable[[str], str]) -> T:
    """Return data with every text in it said otherwise; what does not change is the same object."""
    made: object = data
    if isinstance(data, str):
        made = said(data)
    elif isinstance(data, tuple):
        items = tuple(_renamed(one, said) for one in data)
        made = data if all(a is b for a, b in zip(items, data, strict=True)) else items
    elif isinstance(data, dict):
        made = {_renamed(key, said): _renamed(value, said) for key, value in data.items()}
    elif is_dataclass(data) and not isinstance(data, type):
        changed = _changed(data, said)
        made = replace(data, **changed) if changed else data
    return made  # type: ignore[return-value]  # each branch keeps the type of what it is given


def _changed(data: object, said: Callable[[str], str]) -> Mapping[str, object]:
    values = {
        one.name: getattr(data, one.name)
        for one in fields(data)  # type: ignore[arg-type]  # asked before
        if one.init and one.name not in _KEPT
    }
    told = {name: _renamed(value, said) for name, value in values.items()}
    return {name: value for name, value in told.items() if value is not values[name]}


_KEPT = frozenset({"fingerprint", "rule", "code", "sha256"})
"""What is not made of what stands in files."""
