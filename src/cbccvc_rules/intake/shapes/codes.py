"""Texts that mean a code of a column: a category, or several together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.model.column import kinds_in
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.scale import Labels
from cbccvc_rules.model.values import CellFault

if TYPE_CHECKING:
    from cbccvc_rules.model.column import Kind


def category_called(text: str) -> str | None:
    """Return the category that a text means, whole.

    >>> category_called("Viên chức"), category_called("Viện chức")
    ('VC', None)
    """
    code = code_of(kinds_in(TABLES["counts"])["category"], text)
    return code if isinstance(code, str) else None


_JOINED = re.compile(r"\s*(?:[,;/+&–-]|\bvà\b)\s*")
_IN_SHORT = {
    "cbccvc": ("CB", "CC", "VC"),
    "cbcc": ("CB", "CC"),
    "ccvc": ("CC", "VC"),
    "cbvc": ("CB", "VC"),
}


def categories_called(text: str) -> tuple[str, ...]:
    """Return the categories that a text means together; none where a part of it is no category.

    >>> categories_called("Cán bộ, công chức"), categories_called("CCVC"), categories_called("Nữ")
    (('CB', 'CC'), ('CC', 'VC'), ())
    """
    key = heading_key(text)
    if key in _IN_SHORT:
        return _IN_SHORT[key]
    found = [category_called(one) for one in _JOINED.split(key)]
    return () if None in found else tuple(dict.fromkeys(filter(None, found)))


def is_code(kind: Kind, cell: object) -> bool:
    """Return whether a cell tells one of the codes of a column."""
    return code_of(kind, cell) is not None


def code_of(kind: Kind, cell: object) -> object:
    """Return the code that a cell means, None where it means none."""
    try:
        return kind.value(cell, _NO_LABELS)
    except CellFault:
        return None


_NO_LABELS = Labels()
