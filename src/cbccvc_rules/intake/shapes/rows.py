"""What each row below the headings is: a person, the head of a group, a total, the foot.

A row is somebody's unless it shows that it is not; what is set aside is told by its number.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.again import (
    is_heading,
    numbers_columns,
    printed_again,
)
from cbccvc_rules.intake.shapes.band import is_numbering
from cbccvc_rules.intake.shapes.blocks import heads_more, numbers_those_below, under_titles
from cbccvc_rules.intake.shapes.body import Body
from cbccvc_rules.intake.shapes.group_words import (
    group_name,
    is_name_like,
    is_of_bodies,
    numbered_text,
)
from cbccvc_rules.intake.shapes.no_names import (
    NoNames,
    is_count,
    is_rated,
    stranger,
    why_no_name,
)
from cbccvc_rules.intake.shapes.people import People
from cbccvc_rules.intake.shapes.plain_rows import PlainRows
from cbccvc_rules.intake.shapes.row_cells import (
    answer_of,
    cell_at,
    group_of,
    headings_of,
    is_letter,
    is_number,
    is_of_group,
    somebody,
    unit_of,
    words_of,
)
from cbccvc_rules.intake.shapes.tables_below import are_figures, tables_below
from cbccvc_rules.intake.shapes.words import is_foot, is_nobody, is_page, is_total
from cbccvc_rules.model.chosen import NOT_USED, PERIOD
from cbccvc_rules.model.values import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

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
    again_below = printed_again(lines, titles, band)
    wide = {one.top for one in layout.merges if one.right - one.left > 0}
    numbered = _are_numbered(lines, keys)
    no_names = NoNames.of(lines, keys)
    plain = PlainRows(keys, no_names).numbers(lines)
    others = _of_other_tables(
        [one for one in lines if one.number not in again_below], keys, body, plain
    )
    foot = again = bodies = False
    for line, below in zip_longest(lines, lines[1:]):
        if line.number in others:
            _put(body, line, others[line.number], keys)
            continue
        first = not again and line.number not in again_below
        if first and line.number in plain:
            body.people.append(line)
            continue
        somebodys = first and _is_somebodys(line, keys)
        if somebodys and (not no_names.may_be(line) or no_names.instead(line) is None):
            body.people.append(line)
            continue
        kind = _kind(line, keys, numbered=numbered, wide=line.number in wide, foot=foot)
        if kind == "foot" and foot and heads_more(line, below, keys, wide, again_below):
            kind = "group"
        if kind in _OF_NOBODY and no_names.tells_unit_alone(line):
            kind = "unit"
        kind = again_below.get(line.number, kind)
        if kind == "person" and not (bodies and no_names.is_unit(line)):
            kind = no_names.instead(line) or kind
        if kind in {"doubtful", "strange"} and numbers_those_below(line, below, keys):
            kind = "group"
        if line.number in keys.struck and kind == "person":
            kind = "struck"
        if numbers_columns(line, keys):
            kind = "repeated"
        if kind == "person" and _is_example(line, keys):
            kind = "example"
        if kind in _MAY_BE_GROUPS and (said := answer_of(line, keys)) is not None:
            kind = _ANSWERED.get(said, "group")
            body.answered.add(line.number)
        if again and kind != "group" and is_numbering(line):
            kind = "repeated"
        if kind == "group":
            bodies, foot = _heads_bodies(line, keys), False
            if is_rated(line, keys):
                body.aside.setdefault("own-grade", []).append(line)
        again = kind in {"repeated", "page"}
        foot = (foot and kind != "person") or kind in {"foot", "nobody"}
        _put(body, line, kind, keys)
    return _finished(body, titles, lines, keys)


def _finished(body: Body, titles: Sequence[Line], lines: Sequence[Line], keys: Keys) -> Body:
    """Put right what can be told only when all rows are; no more people are added."""
    under_titles(body, titles, lines, keys)
    _without_empty_tail(body, lines)
    _with_more(body, keys)
    body.people = People(body.people)
    return body


def _are_numbered(lines: Sequence[Line], keys: Keys) -> bool:
    return keys.order is not None and any(is_number(cell_at(one, keys.order)) for one in lines)


def _of_other_tables(
    lines: Sequence[Line], keys: Keys, body: Body, plain: Collection[int]
) -> dict[int, RowKind]:
    """Return the rows of other tables below, unless whoever asks says that they are no such.

    A row that is plainly somebody's heads no table; but somebody may say otherwise of any.
    """
    kinds: dict[int, RowKind] = {}
    for rows in tables_below(lines, keys, () if keys.answers else plain):
        said = answer_of(rows[0], keys)
        kind: RowKind = "figures" if are_figures(rows, keys) else "table"
        if said is not None:
            body.answered.add(rows[0].number)
            kind = "told"
        elif kind == "table":
            body.tables.append(headings_of(rows[0]))
        if said in {None, NOT_USED}:
            kinds.update((line.number, kind) for line in rows)
    return kinds


def _heads_bodies(line: Line, keys: Keys) -> bool:
    """Return whether a head says that bodies stand below, and is asked about or leaves them out."""
    open_ = keys.heads_used and answer_of(line, keys) in {None, PERIOD}
    return open_ and is_of_bodies(group_name(words_of(line, keys)[1]))


def _is_somebodys(line: Line, keys: Keys) -> bool:
    """Return whether a row has an id, and nothing else that it may be."""
    return (
        _has_id(line, keys)
        and not _adds_up(line, keys)
        and not is_heading(line, keys)
        and not numbers_columns(line, keys)
        and line.number not in keys.struck
        and not _is_example(line, keys)
    )


def _adds_up(line: Line, keys: Keys) -> bool:
    """Return whether a row names nobody and begins as totals and feet do: a number may be a sum."""
    if not keys.of_people:
        return is_total(canonical(cell_at(line, keys.id or 1)))
    if keys.name is None or not is_blank_cell(cell_at(line, keys.name)):
        return False
    text = words_of(line, keys)[1]
    return is_total(text) or is_foot(text) or NoNames.counts_a_grade(line, keys)


def _is_example(line: Line, keys: Keys) -> bool:
    """Return whether a row says that it shows how to fill in the list: `VD` where numbers stand."""
    for at in (keys.order, keys.id):
        cell = None if at is None else cell_at(line, at)
        if isinstance(cell, str) and len(cell) <= _LONGEST_EXAMPLE and _EXAMPLE.fullmatch(cell):
            return True
    return False


_LONGEST_EXAMPLE = 12
_EXAMPLE = re.compile(r"\W*(?:vd|v/d|ví dụ|vídụ|mẫu|example|e\.?g|sample)\W*\d?\W*", re.IGNORECASE)


def heads_and_answers(body: Body) -> set[int]:
    """Return the rows that head a group, or that were asked about and are answered."""
    heads = {group.row for _, group in body.groups} | {group.row for group in body.doubtful}
    open_ = (
        *body.rated,
        *body.struck,
        *body.examples,
        *body.strange,
        *body.together,
        *body.unnumbered,
    )
    heads |= {group.row for group in open_}
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
    cell = cell_at(line, keys.id)
    if isinstance(cell, str):
        return bool(cell) and " " not in cell.strip() and bool(cell.strip())
    return cell is not None


def _put(body: Body, line: Line, kind: RowKind, keys: Keys) -> None:
    match kind:
        case "person":
            body.people.append(line)
        case "group":
            body.groups.append((len(body.people), group_of(line, keys)))
        case "doubtful":
            body.doubtful.append(group_of(line, keys))
        case "rated":
            body.rated.append(group_of(line, keys))
        case "struck":
            body.struck.append(somebody(line, keys))
        case "example":
            body.examples.append(somebody(line, keys))
        case "strange":
            body.strange.append(stranger(line, keys))
        case "unnumbered":
            body.unnumbered.append(somebody(line, keys))
        case "together":
            body.together.append(somebody(line, keys))
        case "unit":
            body.units.append(unit_of(line, keys))
        case "nameless":
            body.nameless.append(line)
        case _:
            body.aside.setdefault(kind, []).append(line)


def _kind(line: Line, keys: Keys, *, numbered: bool, wide: bool, foot: bool) -> RowKind:
    """Return what a row without an id is; the order of the questions is what tells them apart."""
    told = [(at, cell) for at, cell in enumerate(line.cells, 1) if not is_blank_cell(cell)]
    order = None if keys.order is None else cell_at(line, keys.order)
    named = keys.name is not None and not is_blank_cell(cell_at(line, keys.name))
    if is_heading(line, keys):
        return "repeated"
    if len(told) == 1 and is_page(canonical(told[0][1])):
        return "page"
    lettered = keys.of_people and isinstance(order, str) and is_letter(order)
    if named and lettered and is_of_group(canonical(cell_at(line, keys.name or 0))):
        return "group"  # whatever else is told of it, such as how many it has
    if named and is_rated(line, keys) and not is_number(order):
        name = canonical(cell_at(line, keys.name or 0))
        return "rated" if is_total(name) or is_foot(name) or is_nobody(name) else "person"
    if is_number(order) and named and (not foot or len(told) > 2):
        only = keys.of_people and len(told) == 2 and is_of_group(canonical(told[1][1]))
        return "doubtful" if only else "person"
    text = words_of(line, keys)[1]
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


_OF_NOBODY = frozenset({"group", "nameless"})
_MAY_BE_GROUPS = frozenset(
    {
        "group",
        "doubtful",
        "rated",
        "struck",
        "example",
        "strange",
        "together",
        "unnumbered",
        "figures",
        "vacant",
    }
)
_ANSWERED: Mapping[str, RowKind] = {"name": "person", NOT_USED: "told"}


def _head(
    keys: Keys,
    told: Sequence[tuple[int, object]],
    order: object,
    *,
    numbered: bool,
    wide: bool,
) -> Literal["group", "doubtful", "figures"] | None:
    """Return whether a row heads a group: numbered otherwise than people are, or one text alone.

    A text alone where people are named may be somebody of whom no more is told; where no head of a
    group would stand, it is something of somebody whose name is missing.
    """
    texts = [at for at, cell in told if isinstance(cell, str) and at != keys.order]
    if isinstance(order, str) and is_letter(order) and numbered:
        others = [cell for at, cell in told if at not in {keys.order, keys.name}]
        return "group" if len(texts) == 1 or all(map(is_count, others)) else None
    at, text = told[0]
    if len(told) != 1 or not isinstance(text, str):
        return None
    if wide or keys.name is None or at < keys.name or at == keys.order:
        return "group" if wide or at != keys.name else None
    if at > keys.name:
        return None
    if is_of_group(text) or numbered_text(text):
        return "group"
    if why_no_name(text, keys.labels) in {"grade", "word", "note"}:
        return "figures"
    return None if is_name_like(text) else "doubtful"
