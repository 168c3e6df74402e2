"""What a file that does not have its shape most likely means, so that the rest is checked, too.

Its faults are told all the same: what is mended here is never used but to look for more of them. A
mistyped key or word is taken as the nearest one that is known, what means nothing is passed over,
and a named entry that cannot be mended is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from cbccvc_rules.errors import nearest
from cbccvc_rules.marked import entries
from cbccvc_rules.packs.shape import known_keys, literals, path_of, plain_faults, shaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

    from cbccvc_rules.errors import Problem
    from cbccvc_rules.marked import Data, Marked

Model = TypeVar("Model", bound=BaseModel)
LeftOut = dict[str, "Data"]
_ROUNDS = 5  # a mended key may show a fault below it, and so on
_ACT = re.compile(r"^act:(.*)$", re.MULTILINE)
_KEY = re.compile(r"^[ \t]*(?:- )?([^\s:#{\[][^:#{\[\n]*?)[ \t]*:(?=\s|$)", re.MULTILINE)


def mended(
    marked: Marked, model: type[Model], problems: list[Problem], within: str = ""
) -> tuple[Model | None, LeftOut]:
    """Return a file as a model, mended where it has to be, with the entries of `within` left out.

    None where it cannot be mended; the faults go to `problems`. A mended `marked` is changed in
    place, so that the parts of the model are found in it.
    """
    found = shaped(marked, model, problems)
    left_out: LeftOut = {}
    for _ in range(_ROUNDS):
        if found is not None or marked.data is None:
            break
        try:
            found = model.model_validate(marked.data)
        except ValidationError as invalid:
            faults = plain_faults(invalid, marked)
            if not (_reworded(faults, marked, model) or _cut(faults, marked, within, left_out)):
                break
    return found, left_out


def _reworded(faults: Sequence[ErrorDetails], marked: Marked, model: type[BaseModel]) -> bool:
    """Take mistyped keys and words as the nearest known ones; return whether anything changed."""
    changed = False
    for fault in faults:
        path = path_of(fault, marked)
        above = marked.at(path[:-1])
        if not path or not isinstance(above, dict):
            continue
        key = str(path[-1])
        if fault["type"] == "extra_forbidden" and key in above:
            value = above.pop(key)
            near = nearest(key, [one for one in known_keys(model, path) if one not in above])
            if near is not None:
                above[near] = value
                marked.rename(path, (*path[:-1], near))
            changed = True
        elif fault["type"] == "literal_error" and isinstance(above[key], str):
            near = nearest(str(above[key]), literals(fault))
            if near is not None:
                above[key] = near
                changed = True
    return changed


def _cut(faults: Sequence[ErrorDetails], marked: Marked, within: str, left_out: LeftOut) -> bool:
    """Leave out the named entries that have a fault; return whether there was one."""
    listed = marked.at((within,))
    if not isinstance(listed, dict):
        return False
    cut = False
    for fault in faults:
        path = path_of(fault, marked)
        if len(path) > 1 and path[0] == within and path[1] in listed:
            left_out[str(path[1])] = listed.pop(str(path[1]))
            cut = True
    return cut


def act_meant(marked: Marked) -> str:
    """Return the act that a list of clauses is of, as far as the file tells."""
    told = entries(marked.data).get("act")
    found = _ACT.search(marked.text)
    return told if isinstance(told, str) else found[1].strip() if found else ""


def names_meant(marked: Marked, key: str) -> set[str]:
    """Return the names that a file gives or meant to give; of one that is no YAML, every key."""
    if marked.data is None:
        return {found.strip("'\"") for found in _KEY.findall(marked.text)}
    return set(entries(entries(marked.data).get(key)))
