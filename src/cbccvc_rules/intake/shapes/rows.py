"""What each row below the headings is: a person, the head of a group, a total, the foot.

A row is somebody's unless it shows that it is not; what is set aside is told by its number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.exact import exact_number
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.again import looks_like_headings
from cbccvc_rules.intake.shapes.band import is_numbering
from cbccvc_rules.intake.shapes.body import Body, Group
from cbccvc_rules.intake.shapes.group_words import (
    ROMAN,
    category_of_group,
    group_name,
    is_name_like,
    is_unit_name,
    numbered_text,
)
from cbccvc_rules.intake.shapes.words import is_foot, is_nobody, is_page, is_total
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import canonical, mark_of
from cbccvc_rules.sources import column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cbccvc_rules.intake.base import Layout, Line
    from cbccvc_rules.intake.shapes.body import Keys, RowKind


def told_apart(
    lines: Sequence[Line],
    keys: Keys,
    layout: Layout,
    titles: Sequence[Line] = (),
    band: Sequence[Line] = (),
) -> Body:
    """Tell the rows apart; `titles` and the `band` of headings may stand again below."""
    body = Body()
    again_below = _printed_again(lines, titles, band)
    wide = {one.top for one in layout.merges if one.right - one.left > 0}
    numbered = keys.order is not None and any(_is_number(_at(one, keys.order)) for one in lines)
    foot = False
    again = False
    for line in lines:
        if not again and line.number not in again_below and _is_somebodys(line, keys):
            body.people.append(line)
            continue
        kind = _kind(line, keys, numbered=numbered, wide=line.number in wide, foot=foot)
        kind = again_below.get(line.number, kind)
        if line.number in keys.struck and kind == "person":
            kind = "struck"
        if _numbers_columns(line, keys):
            kind = "repeated"
        if kind == "person" and _is_example(line, keys):
            kind = "example"
        if kind in _MAY_BE_GROUPS and (said := _answer(line, keys)) is not None:
            kind = _ANSWERED.get(said, "group")
            body.answered.add(line.number)
        if again and kind != "group" and is_numbering(line):
            kind = "repeated"
        again = kind in {"repeated", "page"}
        foot = (foot and kind != "person") or kind in {"foot", "nobody"}
        _put(body, line, kind, keys)
    _without_empty_tail(body, lines)
    _with_more(body, keys)
    return body


def _is_somebodys(line: Line, keys: Keys) -> bool:
    """Return whether a row has an id, and nothing else that it may be."""
    return (
        _has_id(line, keys)
        and not _is_heading(line, keys)
        and not _numbers_columns(line, keys)
        and line.number not in keys.struck
        and not _is_example(line, keys)
    )


def _is_example(line: Line, keys: Keys) -> bool:
    """Return whether a row says that it shows how to fill in the list: `VD` where numbers stand."""
    for at in (keys.order, keys.id):
        cell = None if at is None else _at(line, at)
        if isinstance(cell, str) and len(cell) <= _LONGEST_EXAMPLE and _EXAMPLE.fullmatch(cell):
            return True
    return False


_LONGEST_EXAMPLE = 12
_EXAMPLE = re.compile(r"\W*(?:vd|v/d|ví dụ|vídụ|mẫu|example|e\.?g|sample)\W*\d?\W*", re.IGNORECASE)


def _printed_again(
    lines: Sequence[Line], titles: Sequence[Line], band: Sequence[Line]
) -> dict[int, RowKind]:
    """Return the rows that are headings word for word, and titles that stand right above such.

    A title that stands elsewhere may well be the head of a group.
    """
    above, headings = ({_bare(line.cells) for line in part} for part in (titles, band))
    firsts = {cells[0] for cells in (*above, *headings) if cells}
    found: dict[int, RowKind] = {}
    below = False
    for line in reversed(lines):
        cells = _bare(line.cells) if line.cells[0] in firsts else ()
        if cells in headings:
            found[line.number] = "repeated"
        elif below and cells in above:
            found[line.number] = "page"
        below = line.number in found
    return found


def heads_and_answers(body: Body) -> set[int]:
    """Return the rows that head a group, or that were asked about and are answered."""
    heads = {group.row for _, group in body.groups} | {group.row for group in body.doubtful}
    heads |= {group.row for group in (*body.rated, *body.struck, *body.examples)}
    return heads | {line.number for line in body.aside.get("told", ())} | body.answered


def beside_people(body: Body) -> list[Line]:
    """Return the rows with words that are nobody's: totals, the foot."""
    return [*body.aside.get("total", ()), *body.aside.get("foot", ())]


def _without_empty_tail(body: Body, lines: Sequence[Line]) -> None:
    """Put rows that head a group of nobody at the end to the foot: there is nothing they head."""
    tail = {group.row for at, group in body.groups if at == len(body.people)}
    if tail and body.people:
        body.groups = [one for one in body.groups if one[1].row not in tail]
        foot = [line for line in lines if line.number in tail]
        body.aside["foot"] = sorted([*body.aside.get("foot", ()), *foot], key=_number)


def _with_more(body: Body, keys: Keys) -> None:
    """Tell further lines of somebody, such as a second post, from the foot."""
    last = body.people[-1].number if body.people else 0
    more = [
        line
        for line in body.aside.get("foot", ())
        if line.number < last and keys.position is not None
        if all(is_blank_cell(cell) or at == keys.position for at, cell in enumerate(line.cells, 1))
    ]
    if more:
        body.aside["foot"] = [line for line in body.aside["foot"] if line not in more]
        body.aside["more"] = more


def _number(line: Line) -> int:
    return line.number


def _has_id(line: Line, keys: Keys) -> bool:
    """Return whether an id stands where ids do; words with spaces may be those of a foot."""
    if keys.id is None:
        return False
    cell = _at(line, keys.id)
    if isinstance(cell, str):
        return bool(cell) and " " not in cell.strip() and bool(cell.strip())
    return cell is not None


def _put(body: Body, line: Line, kind: RowKind, keys: Keys) -> None:
    match kind:
        case "person":
            body.people.append(line)
        case "group":
            body.groups.append((len(body.people), _group(line, keys)))
        case "doubtful":
            body.doubtful.append(_group(line, keys))
        case "rated":
            body.rated.append(_group(line, keys))
        case "struck":
            body.struck.append(_somebody(line, keys))
        case "example":
            body.examples.append(_somebody(line, keys))
        case "nameless":
            body.nameless.append(line)
        case _:
            body.aside.setdefault(kind, []).append(line)


def _somebody(line: Line, keys: Keys) -> Group:
    at = keys.name or keys.id or 1
    return Group(line.number, at, canonical(_at(line, at)))


def _group(line: Line, keys: Keys) -> Group:
    at, text = _words(line, keys)
    first = next(canonical(cell) for cell in line.cells if not is_blank_cell(cell))
    number = first if first != text else numbered_text(text)
    return Group(line.number, at, group_name(text), number, _answer(line, keys))


def _answer(line: Line, keys: Keys) -> str | None:
    """Return what is said of a row by one of its cells."""
    if not keys.answers:
        return None
    cells = (f"{column_letters(at)}{line.number}" for at in range(1, len(line.cells) + 1))
    return next((keys.answers[one] for one in cells if one in keys.answers), None)


def _kind(line: Line, keys: Keys, *, numbered: bool, wide: bool, foot: bool) -> RowKind:
    """Return what a row without an id is; the order of the questions is what tells them apart."""
    told = [(at, cell) for at, cell in enumerate(line.cells, 1) if not is_blank_cell(cell)]
    order = None if keys.order is None else _at(line, keys.order)
    named = keys.name is not None and not is_blank_cell(_at(line, keys.name))
    if _is_heading(line, keys):
        return "repeated"
    if len(told) == 1 and is_page(canonical(told[0][1])):
        return "page"
    if named and _is_rated(line, keys) and not _is_number(order):
        name = canonical(_at(line, keys.name or 0))
        return "rated" if is_total(name) or is_foot(name) or is_nobody(name) else "person"
    if _is_number(order) and named and (not foot or len(told) > 2):
        only = keys.of_people and len(told) == 2 and _is_of_group(canonical(told[1][1]))
        return "doubtful" if only else "person"
    text = _words(line, keys)[1]
    if is_nobody(text):
        return "nobody"
    if is_total(text):
        return "total"
    if (
        foot
        or is_foot(text)
        or any(
            is_foot(canonical(cell))
            for at, cell in told[:3]
            if at not in (keys.position, keys.name)
        )
    ):
        return "foot"
    if keys.of_people and (kind := _head(keys, told, order, numbered=numbered, wide=wide)):
        return kind
    lacks_name = keys.of_people and keys.id is None and keys.name is not None and not named
    return "nameless" if lacks_name else "person"


def _is_rated(line: Line, keys: Keys) -> bool:
    """Return whether a grade stands where grades do; numbers may count those who have it."""
    if not keys.of_people:
        return False
    cells = (_at(line, at) for at in keys.grades)
    marks = (_at(line, at) for at in keys.marked)
    return any(isinstance(one, str) and keys.labels.read(one) is not None for one in cells) or any(
        one is True or mark_of(one) is not None for one in marks
    )


_MAY_BE_GROUPS = frozenset({"group", "doubtful", "rated", "struck", "example"})
_ANSWERED: Mapping[str, RowKind] = {"name": "person", NOT_USED: "told"}


def _head(
    keys: Keys,
    told: Sequence[tuple[int, object]],
    order: object,
    *,
    numbered: bool,
    wide: bool,
) -> Literal["group", "doubtful"] | None:
    """Return whether a row heads a group: numbered otherwise than people are, or one text alone.

    A text alone where people are named may be somebody of whom no more is told; where no head of a
    group would stand, it is something of somebody whose name is missing.
    """
    texts = [at for at, cell in told if isinstance(cell, str) and at != keys.order]
    if isinstance(order, str) and _is_letter(order) and numbered:
        return "group" if len(texts) == 1 else None
    at, text = told[0]
    if len(told) != 1 or not isinstance(text, str):
        return None
    if wide or keys.name is None or at < keys.name or at == keys.order:
        return "group" if wide or at != keys.name else None
    if at > keys.name:
        return None
    if _is_of_group(text) or numbered_text(text):
        return "group"
    return None if is_name_like(text) else "doubtful"


def _is_of_group(text: str) -> bool:
    name = group_name(text)
    return is_unit_name(name) or category_of_group(name) is not None


def _words(line: Line, keys: Keys) -> tuple[int, str]:
    """Return the first words of a row and where they stand, after a number of a group alone."""
    told = [
        (at, canonical(cell)) for at, cell in enumerate(line.cells, 1) if not is_blank_cell(cell)
    ]
    numbered = _is_letter(told[0][1]) or _is_number(told[0][1])
    if len(told) > 1 and told[0][0] == keys.order and numbered:
        return told[1]
    return told[0]


def _at(line: Line, at: int) -> object:
    return line.cells[at - 1] if at <= len(line.cells) else None


def _is_letter(text: str) -> bool:
    bare = text.strip().rstrip(".)")
    return ROMAN.fullmatch(bare) is not None or bare in set("ABCDEFGH")


_WHOLE = re.compile(r"\s*[0-9]{1,6}\s*[.)]?\s*")


def _is_number(cell: object) -> bool:
    if isinstance(cell, str):
        return _WHOLE.fullmatch(cell) is not None
    return cell is not None and not isinstance(cell, bool) and exact_number(cell) is not None


_COMBINED = "\u0300"  # below it a letter is whole by itself, so another one begins another word


def _is_heading(line: Line, keys: Keys) -> bool:
    """Return whether headings stand here again: the same, as on every printed page, or others."""
    return _has_headings(line, keys) or (keys.of_people and looks_like_headings(line))


def _has_headings(line: Line, keys: Keys) -> bool:
    same = 0
    cells = line.cells
    for at, heading in keys.headings.items():
        cell = cells[at - 1] if at <= len(cells) else None
        if isinstance(cell, str) and cell.strip():
            first = cell[0]
            if first.isalpha() and first.casefold() != heading[:1] and first < _COMBINED:
                return False
            if heading_key(cell) != heading:
                return False
            same += 1
    return same > 0


def _bare(cells: tuple[object, ...]) -> tuple[object, ...]:
    """Return the cells of a row up to the last that tells anything."""
    last = len(cells)
    while last and is_blank_cell(cells[last - 1]):
        last -= 1
    return cells[:last]


def _numbers_columns(line: Line, keys: Keys) -> bool:
    """Return whether a row numbers the columns, as it stands again on every printed page."""
    name = None if keys.name is None else _at(line, keys.name)
    if name is None or (isinstance(name, str) and len(name) > 1 and name[0].isalpha()):
        return False
    return is_numbering(line)
