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
    from collections.abc import Callable, Iterable, Iterator, Mapping

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
    found = _renamed(told, _with_stand_ins(names))
    params = {"number": str(len(names)), "example": min(map(stand_in, names))}
    said = Problem("names-for-ids", None, params, severity="notice")
    return replace(found, problems=(*found.problems, said))


def unnamed(told: T) -> T:
    """Return an answer as data of JSON in which nobody is named: stand-ins for names.

    >>> unnamed({"staff": [{"id": "Lê Thị Hoa", "unit": "Phòng Nội vụ"}, {"id": "CC01"}]})
    {'staff': [{'id': 'T-S3V7YKUO', 'unit': 'Phòng Nội vụ'}, {'id': 'CC01'}]}
    """
    names = frozenset(_names_told(told))
    return _renamed(told, _with_stand_ins(names)) if names else told


def unnamed_rows(rows: Iterable[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """Yield the rows of a table in which nobody is named."""
    listed = [dict(row) for row in rows]
    yield from unnamed(listed)


def _names_told(told: object, under: str = "", *, staff: bool = False) -> Iterator[str]:
    """Yield what names somebody; an id of a person need not look like a full name for that."""
    if isinstance(told, str):
        an_id = staff and may_name(told) and _SIGN.search(told) is not None
        if an_id or is_name(told):
            yield told
    elif isinstance(told, list | tuple):
        for one in told:
            yield from _names_told(one, under, staff=under == "people")
    elif isinstance(told, dict):
        kind = told.get("record", told.get("kind"))
        person = kind in {"staff", None} and under not in _OF_UNITS
        for key, value in told.items():
            if key not in _OF_NOBODY:
                whose = key == "staff_id" or (key == "id" and person)
                yield from _names_told(value, key, staff=whose)


_OF_UNITS = frozenset({"units", "groups"})
"""Under what an answer lists what is no person."""

_OF_NOBODY = frozenset({"receipt", "tool", "rounds", "cites", "title", "path", "source"})
"""Under what an answer says by what it was made, and by which law."""


def _with_stand_ins(names: frozenset[str]) -> Callable[[str], str]:
    """Return how a text is said with stand-ins for names; the longest first."""
    stand_ins = {name: stand_in(name) for name in names}
    one_of = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    return lambda text: one_of.sub(lambda hit: stand_ins[hit[0]], text)


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
    elif isinstance(data, list):
        made = [_renamed(one, said) for one in data]
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
