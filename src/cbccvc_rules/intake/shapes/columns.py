"""Which column of a sheet is which of ours: one reading each, or a question; never a choice."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.category_marks import by_category, category_columns
from cbccvc_rules.intake.shapes.codes import is_code
from cbccvc_rules.intake.shapes.decided import decided_early
from cbccvc_rules.intake.shapes.doubts import (
    more_marks,
    not_understood,
    other_scales,
    other_words,
    without_heading,
)
from cbccvc_rules.intake.shapes.grades import (
    cells_under,
    holds_categories,
    holds_grades,
    holds_numbers,
    tells_grades,
)
from cbccvc_rules.intake.shapes.known import Columns
from cbccvc_rules.intake.shapes.marks import mark_columns
from cbccvc_rules.intake.shapes.months import months_open
from cbccvc_rules.intake.shapes.parts_of_year import parts_open
from cbccvc_rules.intake.shapes.people import People
from cbccvc_rules.intake.shapes.questions import (
    OF_GRADES,
    place_of,
    question,
    which,
    which_marks,
)
from cbccvc_rules.intake.shapes.readings import GRADED, Reading, options, reading_of
from cbccvc_rules.intake.shapes.span import marks_spanned, of_year, totals_else
from cbccvc_rules.intake.shapes.words import (
    STAGE_COLUMNS,
    speaks_of_grade,
    speaks_of_study,
)
from cbccvc_rules.model.chosen import DOWN, NOT_USED
from cbccvc_rules.model.column import kinds_in
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.model.values import shown
from cbccvc_rules.sources import Text, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.marks import Marked
    from cbccvc_rules.intake.shapes.paths import Heading
    from cbccvc_rules.model.column_read import Rule

Found = tuple["Heading", "Reading"]
_SURE = frozenset({"exact", "told", "synonym"})
_NEVER_GRADES = frozenset(
    [
        "staff_id",
        "name",
        "family_name",
        "middle_name",
        "given_name",
        "unit_id",
        "position",
        "category",
        "party_member",
        "peer_group",
    ]
)
_JOINED = frozenset({"name", "family_name", "middle_name", "given_name"})


def columns_of_sheet(
    grid: Grid, table: str, headings: Sequence[Heading], people: Sequence[Line], asked: Asked
) -> Columns:
    """Decide what each column is, with the values of the rows that are people's."""
    made = Columns()
    people = People.of(people)
    claims: dict[str, list[Found]] = defaultdict(list)
    marked: Sequence[Marked] = ()
    if table == "staff":
        marked = mark_columns(headings, people, asked)
    under_marks = {one.at for marks in marked for one in marks.headings}
    study = table == "staff" and any(speaks_of_study(one.text) for one in headings)
    for heading in headings:
        reading = reading_of(table, heading, asked)
        if heading.at in under_marks and reading.rule != "told":
            continue
        valued: Reading | None = reading
        if table == "staff":
            valued = _valued(grid, heading, reading, people, asked, made)
        if valued is not None:
            _take(grid, heading, valued, people, asked, study, claims, made)
    marked = _of_categories(headings, people, asked, marked, claims, made)
    spanned = (marks_spanned(grid, one, asked, made) for one in marked)
    meant = [one for one in spanned if one is not None]
    for marks in of_year(meant, made):
        _take_marks(grid, marks, claims, made)
    if table == "counts":
        totals_else(grid, claims, asked, made)
    _doubt_span(grid, claims, made)
    if table == "staff":
        made.open.extend(parts_open(grid, headings, _grades_found(claims), asked))
    for column, found in claims.items():
        _settle(grid, column, found, claims, meant, made)
    _drop_answered(headings, made)
    if table == "staff" and asked.ids_by_rows:
        made.open.extend(not_understood(grid, people, claims, asked, made))
        made.open.extend(without_heading(grid, headings, people, asked, made))
        made.open.extend(more_marks(grid, people, made, asked))
        made.open.extend(other_words(grid, people, made, asked))
        made.open.extend(months_open(grid, headings, made))
        made.open.extend(other_scales(grid, people, asked, made))
        made.open.extend(decided_early(grid, people, asked, made))
    return made


def _of_categories(
    headings: Sequence[Heading],
    people: Sequence[Line],
    asked: Asked,
    marked: Sequence[Marked],
    claims: Mapping[str, Sequence[Found]],
    made: Columns,
) -> Sequence[Marked]:
    """Take categories that are told by ticks; return the groups of grades, those put together."""
    if not marked and not made.strangers and not asked.chosen.columns:
        return marked
    claimed = claims.get("category")
    marked, told = by_category(marked, people, claimed[0][0].at if claimed else None)
    taken = {one.at for marks in marked for one in marks.headings}
    if told is None and not claimed:
        told = next(category_columns(headings, people, asked, taken), None)
    if told is not None:
        made.categories = told
        made.strangers = [one for one in made.strangers if one not in told.headings]
    return marked


def _grades_found(claims: Mapping[str, Sequence[Found]]) -> list[Heading]:
    """Return the columns of grades of which nobody says what they are."""
    return [
        heading
        for name in sorted(STAGE_COLUMNS.values())
        for heading, reading in claims.get(name, ())
        if reading.rule != "told"
    ]


def _doubt_span(grid: Grid, claims: dict[str, list[Found]], made: Columns) -> None:
    """Ask whose grade it is where others are told apart by what spans them, and this one is not."""
    spanned = any(
        reading.rule == "spanning" for one in GRADED - {"rating"} for _, reading in claims[one]
    )
    for found in [*claims["rating"]] if spanned else ():
        heading, reading = found
        above = heading.above[-1:]
        if reading.rule == "exact" and above and not any(map(speaks_of_grade, above)):
            claims["rating"].remove(found)
            fields = ("rating", "proposed_rating", "self_rating", "party_rating", NOT_USED)
            made.open.append(question(grid, heading, fields))
    for name in [name for name, found in claims.items() if not found]:
        del claims[name]


def _drop_answered(headings: Sequence[Heading], made: Columns) -> None:
    """Drop the questions that other columns answer; the columns asked about are told as unused."""
    settled = {one.place and one.place.column for one in made.open if _answered(one, made)}
    made.open = [one for one in made.open if not _answered(one, made)]
    used = {one.at for one in made.at.values()} | {one.at for one, _ in made.aside}
    made.aside.extend((one, "other") for one in headings if one.at in settled - used)


def _answered(problem: Problem, made: Columns) -> bool:
    """A question whether a column is one that another column surely is, is none."""
    field_ = problem.params.get("settled_by")
    return isinstance(field_, str) and field_ in made.at and made.rules[field_] in _SURE


def _valued(
    grid: Grid,
    heading: Heading,
    reading: Reading,
    people: Sequence[Line],
    asked: Asked,
    made: Columns,
) -> Reading | None:
    """Return what a column is by its values; None: it is asked, as it holds grades by their names.

    `Đơn vị` below `Mức xếp loại` may be what the unit says of people, not where they are.
    """
    if reading.rule == "told" or reading.why is not None or not _NEVER_GRADES & {*reading.fields}:
        return reading
    if not tells_grades(heading.at, people, asked.labels):
        return reading
    if reading.fields == ("party_member",) and any(map(speaks_of_grade, heading.above)):
        return Reading(("party_rating",), "values")
    fields = tuple(dict.fromkeys((*OF_GRADES, *reading.fields, NOT_USED)))
    made.open.append(question(grid, heading, fields, settled=False))
    return None


def _take(
    grid: Grid,
    heading: Heading,
    reading: Reading,
    people: Sequence[Line],
    asked: Asked,
    study: bool,
    claims: dict[str, list[Found]],
    made: Columns,
) -> None:
    """Note what a column claims to be; what its values belie is no claim."""
    fields = reading.fields
    if reading.rule == "told":
        for name in fields:
            if name == NOT_USED:
                made.aside.append((heading, "told"))
                continue
            base, _, detail = name.partition(".")
            if detail == DOWN:
                made.down = True
            elif base == "unit_id":
                made.down = False
            if detail in {"", DOWN}:
                claims[base].append((heading, reading))
        return
    if reading.why is not None:
        if reading.why != "order":
            made.aside.append((heading, reading.why))
        return
    if len(fields) > 1 and fields[0] == "category" and holds_categories(heading.at, people):
        claims["category"].append((heading, Reading(("category",), "values")))
        return
    if len(fields) > 1 or fields == (NOT_USED,):
        made.open.append(question(grid, heading, fields))
        return
    if not fields:
        made.strangers.append(heading)
        return
    (column,) = fields
    if column in GRADED and reading.rule != "exact":
        if reading.rule == "values" and not holds_grades(heading.at, people, asked.labels):
            made.strangers.append(heading)
            return
        if holds_numbers(heading.at, people):
            made.aside.append((heading, "numbers"))
            return
    if column == "track" and not _holds_codes(column, heading.at, people):
        reading = Reading(("form",), "values")
        column = "form"
    if column == "rating" and study:
        made.open.append(question(grid, heading, ("rating", NOT_USED), "study-open"))
        return
    claims[column].append((heading, reading))


def _holds_codes(column: str, at: int, people: Sequence[Line]) -> bool:
    """Return whether a column tells any code of its own; an empty one is believed its heading."""
    kind = kinds_in(TABLES["disciplines"])[column]
    told = list(cells_under(at, people))
    return not told or any(is_code(kind, cell) for cell in told)


def _take_marks(grid: Grid, marks: Marked, claims: dict[str, list[Found]], made: Columns) -> None:
    """Take marks under grades as a grade; counts under grades are none, and a mixture is asked."""
    first = marks.headings[0]
    if marks.kind == "counts":
        made.aside.extend((one, "counts") for one in marks.headings)
    elif marks.kind == "open":
        told = ", ".join(
            f"--map {column_letters(one.at)}={marks.column}.{code}"
            for one, code in zip(marks.headings, marks.codes, strict=True)
        )
        none = ", ".join(options(one, (NOT_USED,)) for one in marks.headings)
        params: dict[str, str | Text] = {"marks": told, "none": none}
        made.open.append(
            Problem("marks-open", place_of(grid, first), params, read=shown(first.text))
        )
    else:
        made.marked[marks.column] = marks
        rule: Rule = "told" if marks.told else "marks"
        claims[marks.column].append((first, Reading((marks.column,), rule)))


_RANKS: Mapping[Rule, int] = {"told": 0, "exact": 1, "marks": 1, "spanning": 1}


def _settle(
    grid: Grid,
    column: str,
    found: Sequence[Found],
    claims: Mapping[str, Sequence[Found]],
    marked: Sequence[Marked],
    made: Columns,
) -> None:
    """Give a column to the one heading that claims it best; two that claim it alike are asked."""
    told = [one for one in found if one[1].rule == "told"]
    best = told or list(found)
    if not told and column not in GRADED:
        rank = min(_RANKS.get(reading.rule, 2) for _, reading in found)
        best = [one for one in found if _RANKS.get(one[1].rule, 2) == rank]
    if len(best) > 1 and column in _JOINED and _one_span([heading for heading, _ in best]):
        made.joined[column] = tuple(heading for heading, _ in best)
        best = best[:1]
    groups = {one.headings[0]: one for one in marked if one.column == column}
    if len(best) > 1:
        headings = [heading for heading, _ in best]
        of_marks = any(one in groups for one in headings)
        made.open.append(
            which_marks(grid, column, headings, groups)
            if of_marks
            else which(grid, column, headings, claims)
        )
        return
    ((heading, reading),) = best
    if heading in groups and reading.rule in {"marks", "told"} and column in made.marked:
        made.marked[column] = groups[heading]
    made.at[column], made.rules[column] = heading, reading.rule
    for other, _ in found:
        if other is not heading and other not in made.joined.get(column, ()):
            made.aside.append((other, "other"))
    if column in made.marked and made.marked[column].headings[0] is not heading:
        del made.marked[column]


def _one_span(headings: Iterable[Heading]) -> bool:
    """Return whether headings are one heading over several columns: a name in two parts."""
    told = list(headings)
    beside = all(right.at == left.at + 1 for left, right in pairwise(told))
    return beside and len({one.path for one in told}) == 1
