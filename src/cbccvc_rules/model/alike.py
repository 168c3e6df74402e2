"""Units written in more than one way: taken as one where no table of units tells them apart.

Case, spaces, the final dot and where the mark of a tone stands make no other unit. Names that
differ in their letters stay two; those that differ in marks or short words alone are told.
"""

from __future__ import annotations

import re
from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.model.headings import bare_letters
from cbccvc_rules.model.values import shown
from cbccvc_rules.model.written_alike import unit_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.errors import ProblemSeverity
    from cbccvc_rules.model.draft import Draft
    from cbccvc_rules.sources import Place

_NAMED = 5
_IN_COLUMNS = ("unit_id",)
_IN_LISTS = ("leads",)


def any_alike(names: Iterable[str]) -> bool:
    """Return whether two of these, each given once, are written as one unit might be."""
    seen: set[str] = set()
    for name in names:
        key = unit_key(name)
        if key in seen:
            return True
        seen.add(key)
    return False


def as_one(tables: Iterable[Sequence[Draft]]) -> Iterator[Problem]:
    """Write every unit that is named in rows in one way: the one met most, and of those the first.

    Each that was written in several ways is told, and so are those that look alike.
    """
    drafts = [draft for table in tables for draft in table]
    met: Counter[str] = Counter()
    places: dict[str, Place | None] = {}
    for draft in drafts:
        for name, column in _named(draft):
            met[name] += 1
            places.setdefault(name, draft.place(column))
    forms: dict[str, list[str]] = {}
    for name in met:
        forms.setdefault(unit_key(name), []).append(name)
    chosen: dict[str, str] = {}
    for names in forms.values():
        best = max(names, key=lambda name: met[name])  # of those that are met alike, the first
        chosen.update((name, best) for name in names if name != best)
    if chosen:
        for draft in drafts:
            _rename(draft, chosen)
    for names in forms.values():
        if len(names) > 1:
            yield _told("units-taken-as-one", names, met, places)
    yield from _doubtful(forms, met, places)


def alike_in_table(units: Iterable[Draft]) -> Iterator[Problem]:
    """Tell of units of a table that are two by it, and written as one might be."""
    forms: dict[str, dict[str, Draft]] = {}
    for unit in units:
        name = unit.text("unit_id")
        if name is not None:
            forms.setdefault(unit_key(name), {}).setdefault(name, unit)
    for found in forms.values():
        if len(found) > 1:
            places = {name: unit.place("unit_id") for name, unit in found.items()}
            yield _told("units-alike", list(found), Counter(found.keys()), places)


def _named(draft: Draft) -> Iterator[tuple[str, str]]:
    for column in _IN_COLUMNS:
        value = draft.values.get(column)
        if isinstance(value, str):
            yield value, column
    for column in _IN_LISTS:
        listed = draft.values.get(column)
        if isinstance(listed, tuple):
            yield from ((str(one), column) for one in listed)


def _rename(draft: Draft, chosen: Mapping[str, str]) -> None:
    for column in _IN_COLUMNS:
        value = draft.values.get(column)
        if isinstance(value, str) and value in chosen:
            draft.typed.setdefault(column, value)
            draft.values[column] = chosen[value]
    for column in _IN_LISTS:
        listed = draft.values.get(column)
        if isinstance(listed, tuple) and any(one in chosen for one in listed):
            draft.values[column] = tuple(chosen.get(str(one), str(one)) for one in listed)


def _doubtful(
    forms: Mapping[str, Sequence[str]], met: Mapping[str, int], places: Mapping[str, Place | None]
) -> Iterator[Problem]:
    """Tell of units that differ in marks, signs and short words alone: they may be one."""
    firsts = [names[0] for names in forms.values()]
    letters = {initials_of(one): bare_letters(in_full(one)) for one in firsts if " " in one}
    bare: dict[str, list[str]] = {}
    for name in firsts:
        key = bare_letters(in_full(name))
        bare.setdefault(letters.get(key, key) if name.isupper() else key, []).append(name)
    for names in bare.values():
        in_short = any(bare_letters(one) != bare_letters(names[0]) for one in names)
        if len(names) > 1 and (in_short or not all(name.isascii() for name in names)):
            yield _told("units-look-alike", names, met, places)


_SHORT = re.compile(r"^\s*(p|tt|vp|bv|tr|k|t|ubnd)(?:\s*\.\s*|\s+)(?=\D)", re.IGNORECASE)
_WORDS = MappingProxyType(
    {
        "p": "phòng",
        "tt": "trung tâm",
        "vp": "văn phòng",
        "bv": "bệnh viện",
        "tr": "trường",
        "k": "khoa",
        "t": "tổ",
        "ubnd": "ủy ban nhân dân",
    }
)
_FEWEST_WORDS = 3


def in_full(name: str) -> str:
    """Return the name of a unit with its first word in full.

    >>> in_full("P. Nội vụ"), in_full("TT Y tế"), in_full("P1")
    ('phòng Nội vụ', 'trung tâm Y tế', 'P1')
    """
    short = _SHORT.match(name)
    return name if short is None else f"{_WORDS[short[1].casefold()]} {name[short.end() :]}"


def initials_of(name: str) -> str:
    """Return the first letters of the words of a name; nothing where they are few.

    >>> initials_of("Phòng Nội vụ"), initials_of("Tổ Toán")
    ('pnv', '')
    """
    words = in_full(name).split()
    return bare_letters("".join(one[0] for one in words)) if len(words) >= _FEWEST_WORDS else ""


def _told(
    code: str,
    names: Sequence[str],
    met: Mapping[str, int],
    places: Mapping[str, Place | None],
) -> Problem:
    told = ", ".join(f"`{shown(one)}` ({met[one]})" for one in names[:_NAMED])
    params = {"names": told + (", …" if len(names) > _NAMED else "")}
    rare = min(names, key=lambda name: met[name])
    severity: ProblemSeverity = "notice" if code == "units-taken-as-one" else "warning"
    return Problem(code, places[rare], params, severity=severity, read=shown(rare))
