"""What the cells under headings of grades are: grades in words, marks, or counts of votes."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.exact import exact_number, read_number
from cbccvc_rules.intake.base import is_blank_cell
from cbccvc_rules.intake.shapes.readings import chosen_for
from cbccvc_rules.intake.shapes.words import STAGE_COLUMNS, speaks_of_grade, stages_in
from cbccvc_rules.model.column import kinds_in
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.scale import Labels
from cbccvc_rules.model.values import CellFault, fold, mark_of
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from cbccvc_rules.intake.base import Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.paths import Heading
    from cbccvc_rules.model.column import Kind

MarkKind = Literal["marks", "counts", "open"]
_LETTERS = frozenset("abcde") | {"a+"}


@dataclass(frozen=True, slots=True)
class Marked:
    """Columns side by side, each called after a grade; `codes` are the grades, or their labels.

    `column` is whose grade a mark gives. `told`: whoever asks says so.
    """

    column: str
    headings: tuple[Heading, ...]
    codes: tuple[str, ...]
    kind: MarkKind
    told: bool = False


def cells_under(at: int, people: Iterable[Line]) -> Iterator[object]:
    """Yield what is told in a column."""
    for line in people:
        if at <= len(line.cells) and not is_blank_cell(line.cells[at - 1]):
            yield line.cells[at - 1]


def holds_grades(at: int, people: Sequence[Line], labels: Labels) -> bool:
    """Return whether a column tells grades: at least one, and no more of what is none."""
    return _half(told_in(at, people), labels, labels.doubts.keys())


def tells_grades(at: int, people: Sequence[Line], labels: Labels) -> bool:
    """Return whether a column tells grades by their names; letters and digits may be any order."""
    return _half(told_in(at, people), labels, frozenset())


def _half(told: Counter[object], labels: Labels, doubts: Collection[str]) -> bool:
    """Return whether some of what is told is a grade, and at least half of it."""
    texts = [cell for cell in told if isinstance(cell, str)]
    known = labels.codes.keys()
    grades = sum(
        told[text]
        for text, folded in zip(texts, folded_each(texts), strict=True)
        if folded in known or folded in doubts
    )
    return grades > 0 and 2 * grades >= told.total()


def folded_each(texts: Sequence[str]) -> list[str]:
    r"""Return the folded form of each text; where all are clean, as mostly, in one go.

    >>> folded_each(["Khá", "HTTNV"]), folded_each(["Khá", " HTTNV"])
    (['khá', 'httnv'], ['khá', 'httnv'])
    """
    whole = "\n".join(texts)
    folded = whole.casefold().split("\n")
    clean_already = (
        len(folded) == len(texts)
        and whole.replace("\n", "").isprintable()
        and not any(one in f"\n{whole}\n" for one in ("  ", "\n ", " \n"))
        and unicodedata.is_normalized("NFC", whole)
    )
    return folded if clean_already else [fold(one) for one in texts]


def told_in(at: int, people: Iterable[Line]) -> Counter[object]:
    """Return what is told in a column, and how often; a long one mostly tells a few things.

    Not for numbers: 1 and a tick are one here.
    """
    cells = [line.cells[at - 1] for line in people if at <= len(line.cells)]
    told = Counter(cells)
    for cell in [one for one in told if one is None or (isinstance(one, str) and not one.strip())]:
        del told[cell]
    return told


_OF_FIVE = frozenset({"khá", "trung bình", "trung bình khá", "yếu", "kém"})
_OF_BOTH = frozenset({"tốt"})  # the highest is the same on either


def of_other_scale(at: int, people: Iterable[Line], told: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a column that may be of another scale than ours, as others in it are.

    Where somebody is rated `Khá`, `Tốt` is the second of five; those that are `told` are known.
    """
    known = {heading_key(one) for one in told}
    cells = {line.cells[at - 1] for line in people if at <= len(line.cells)}
    words = {heading_key(cell): cell for cell in cells if isinstance(cell, str)}
    if not words.keys() & _OF_FIVE:
        return ()
    return tuple(words[key] for key in sorted(words.keys() & _OF_BOTH - known))


def holds_numbers(at: int, people: Sequence[Line]) -> bool:
    """Return whether a column tells nothing but numbers of which some are no single digit."""
    large = False
    for cell in cells_under(at, people):
        number = read_number(cell) if isinstance(cell, str) else exact_number(cell)
        if number is None:
            return False
        large = large or number > 4 or number.denominator != 1
    return large


def holds_categories(at: int, people: Sequence[Line]) -> bool:
    """Return whether a column tells nothing but categories of people."""
    told = list(cells_under(at, people))
    return bool(told) and all(
        isinstance(cell, str) and category_called(cell) is not None for cell in told
    )


def category_called(text: str) -> str | None:
    """Return the category that a text means, whole.

    >>> category_called("Viên chức"), category_called("Viện chức")
    ('VC', None)
    """
    code = code_of(kinds_in(TABLES["counts"])["category"], text)
    return code if isinstance(code, str) else None


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


def mark_columns(
    headings: Sequence[Heading], people: Sequence[Line], asked: Asked
) -> tuple[Marked, ...]:
    """Return the groups of columns that are called after grades, each with what stands in them."""
    told = list(_told_marks(headings, asked))
    taken = {one.at for group in told for one in group.headings}
    found: list[Marked] = []
    group: list[tuple[Heading, str]] = []
    for heading in (*headings, None):
        label = None if heading is None or heading.at in taken else _label(heading, asked)
        beside = bool(group) and heading is not None and heading.at == group[-1][0].at + 1
        if group and (label is None or not beside or _begins_anew(group, heading, label)):
            found.extend(_group(group, people) if _is_used(group, asked) else ())
            group = []
        if heading is not None and label is not None:
            group.append((heading, label))
    return (*told, *found)


def _is_used(group: Sequence[tuple[Heading, str]], asked: Asked) -> bool:
    """Return whether whoever asks leaves any of the columns in; what else is said, is told."""
    return any(not chosen_for(heading, asked) for heading, _ in group)


def _begins_anew(group: Sequence[tuple[Heading, str]], heading: Heading | None, label: str) -> bool:
    """Return whether a heading begins another group: its grade is there, or it stands elsewhere."""
    if heading is None or any(label == one for _, one in group):
        return True
    above = group[-1][0].above
    return bool(heading.above) and bool(above) and heading.above != above


def _label(heading: Heading, asked: Asked) -> str | None:
    """Return the grade, or the letter, that a column is called after."""
    if any(one.field != "-" for one in chosen_for(heading, asked)):
        return None
    text = heading.own.strip(" .:")
    code = asked.labels.read(text)
    if code is not None:
        return code
    spoken = any(speaks_of_grade(one) or stages_in(one) for one in heading.above)
    letter = heading_key(text) in _LETTERS and spoken
    return text if letter else None


def _group(group: Sequence[tuple[Heading, str]], people: Sequence[Line]) -> Iterator[Marked]:
    if len(group) < 2:
        return
    headings = tuple(heading for heading, _ in group)
    stages = {stage for one in headings for text in one.above for stage in stages_in(text)}
    column = STAGE_COLUMNS[next(iter(stages))] if len(stages) == 1 else "rating"
    kind = _kind_of(headings, people)
    if len(stages) > 1 and kind == "marks":
        kind = "open"
    yield Marked(column, headings, tuple(code for _, code in group), kind)


def _kind_of(headings: Sequence[Heading], people: Sequence[Line]) -> MarkKind:
    """Return what stands under the grades.

    Marks: nothing but `x`. Counts: numbers, of which some person has two, or one that is not 1.
    A lone 1 a person may be either.
    """
    marks = numbers = others = 0
    counted = False
    for line in people:
        row = [cell for one in headings for cell in cells_under(one.at, (line,))]
        values = [read_number(one) if isinstance(one, str) else exact_number(one) for one in row]
        ticks = [mark_of(one) is not None or one is True for one in row]
        marks += sum(ticks)
        numbers += sum(value is not None for value in values)
        others += sum(not tick and value is None for tick, value in zip(ticks, values, strict=True))
        counted = counted or sum(value not in {None, 0} for value in values) > 1
        counted = counted or any(value not in {None, 0, 1} for value in values)
    if marks and not numbers and not others:
        return "marks"
    if numbers and counted and not marks and not others:
        return "counts"
    return "marks" if not (marks or numbers or others) else "open"


def _told_marks(headings: Sequence[Heading], asked: Asked) -> Iterator[Marked]:
    """Yield the columns that whoever asks says to be marked: `--map E=rating.HTXSNV`."""
    found: dict[str, list[tuple[Heading, str]]] = {}
    for heading in headings:
        for choice in chosen_for(heading, asked):
            column, _, code = choice.field.partition(".")
            if code and column in STAGE_COLUMNS.values():
                found.setdefault(column, []).append((heading, code))
    for column, told in found.items():
        named = tuple(heading for heading, _ in told)
        yield Marked(column, named, tuple(code for _, code in told), "marks", told=True)
