"""Which column of a sheet is which of ours: one reading each, or a question; never a choice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field
from itertools import pairwise
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.grades import (
    cells_under,
    holds_categories,
    holds_grades,
    holds_numbers,
    is_code,
    mark_columns,
    of_other_scale,
)
from cbccvc_rules.intake.shapes.parts_of_year import parts_open
from cbccvc_rules.intake.shapes.paths import Heading
from cbccvc_rules.intake.shapes.readings import GRADED, Reading, options, reading_of
from cbccvc_rules.intake.shapes.words import (
    STAGE_COLUMNS,
    speaks_of_grade,
    speaks_of_other_grades,
    speaks_of_study,
    stages_in,
)
from cbccvc_rules.model.chosen import DOWN, NOT_USED
from cbccvc_rules.model.column import kinds_in
from cbccvc_rules.model.column_read import ColumnRead
from cbccvc_rules.model.columns import TABLES, column_title
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.grades import Marked
    from cbccvc_rules.model.column_read import Rule

Found = tuple["Heading", "Reading"]
_SURE = frozenset({"exact", "told", "synonym"})
_JOINED = frozenset({"name", "family_name", "given_name"})


@dataclass(slots=True)
class Columns:
    """Where each column of a table stands; `open` are the questions that end the reading.

    `joined` columns are put together from several, `marked` ones told by a mark under each grade.
    `aside` are headings that were understood and are not used, each with the reason.
    """

    at: dict[str, Heading] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    joined: dict[str, tuple[Heading, ...]] = field(default_factory=dict)
    marked: dict[str, Marked] = field(default_factory=dict)
    down: bool | None = None
    strangers: list[Heading] = field(default_factory=list)
    aside: list[tuple[Heading, str]] = field(default_factory=list)
    open: list[Problem] = field(default_factory=list)

    def reads(self) -> tuple[ColumnRead, ...]:
        """Return how each column was found, from left to right."""
        found = [
            ColumnRead(column, shown(one.text), one.at, self.rules[column])
            for column, heading in self.at.items()
            if column not in self.marked
            for one in self.joined.get(column, (heading,))
        ]
        found += [
            ColumnRead(column, shown(heading.text), heading.at, self.rules[column], code)
            for column, marks in self.marked.items()
            for heading, code in zip(marks.headings, marks.codes, strict=True)
        ]
        return tuple(sorted(found, key=lambda one: one.at or 0))


def columns_of_sheet(
    grid: Grid, table: str, headings: Sequence[Heading], people: Sequence[Line], asked: Asked
) -> Columns:
    """Decide what each column is, with the values of the rows that are people's."""
    made = Columns()
    claims: dict[str, list[Found]] = defaultdict(list)
    marked = mark_columns(headings, people, asked) if table == "staff" else ()
    under_marks = {one.at for marks in marked for one in marks.headings}
    study = table == "staff" and any(speaks_of_study(one.text) for one in headings)
    for heading in headings:
        reading = reading_of(table, heading, asked)
        if heading.at in under_marks and reading.rule != "told":
            continue
        _take(grid, heading, reading, people, asked, study, claims, made)
    for marks in marked:
        _take_marks(grid, marks, claims, made)
    _doubt_span(grid, claims, made)
    if table == "staff":
        made.open.extend(parts_open(grid, headings, _grades_found(claims), asked))
    for column, found in claims.items():
        _settle(grid, column, found, claims, made)
    made.open = [one for one in made.open if not _answered(one, made)]
    if table == "staff" and asked.ids_by_rows:
        made.open.extend(_not_understood(grid, people, claims, asked, made))
        made.open.extend(_without_heading(grid, headings, people, asked))
        made.open.extend(_other_scales(grid, people, asked, made))
    return made


def _not_understood(
    grid: Grid,
    people: Sequence[Line],
    claims: Mapping[str, Sequence[Found]],
    asked: Asked,
    made: Columns,
) -> list[Problem]:
    """Ask about columns that hold grades under headings that are not known.

    Any of them may be the grade that is judged where that is not found; beside it, one may be if
    its heading speaks of grades as well.
    """
    judged = RATING_COLUMNS[asked.stage]
    found = judged in made.at or any(_asks_of(one, judged) for one in made.open)
    doubtful = [
        one
        for one in made.strangers
        if holds_grades(one.at, people, asked.labels)
        and not any(map(speaks_of_other_grades, one.path))
        and (not found or (made.rules.get(judged) != "told" and _may_be_graded(one)))
    ]
    if not doubtful:
        return []
    if len(doubtful) > 1 and not found:
        return [_which(grid, judged, doubtful, claims)]
    fields = tuple(dict.fromkeys((judged, *_OF_GRADES, NOT_USED)))
    return [_question(grid, one, fields, settled=False) for one in doubtful]


def _without_heading(
    grid: Grid, headings: Sequence[Heading], people: Sequence[Line], asked: Asked
) -> Iterator[Problem]:
    """Ask about columns that hold grades and have no heading: they may be later ones."""
    known = {one.at for one in headings}
    row = max((one.row for one in headings), default=1)
    last = max((len(line.cells) for line in people), default=0)
    # A row of a text file that is too long has lost its order: it is told, and not read.
    last = max(known, default=0) if grid.sheet is None else last
    for at in range(1, last + 1):
        if at not in known and holds_grades(at, people, asked.labels):
            nameless = Heading(at, row, (f"({column_letters(at)})",))
            yield _question(grid, nameless, (*_OF_GRADES, NOT_USED), settled=False)


def _other_scales(
    grid: Grid, people: Sequence[Line], asked: Asked, made: Columns
) -> Iterator[Problem]:
    """Ask what the words of a grade mean where others beside them are of another scale."""
    for name in sorted(GRADED & made.at.keys() - made.marked.keys()):
        heading = made.at[name]
        for word in of_other_scale(heading.at, people, asked.chosen.labels):
            params = {"label": shown(word), "heading": shown(heading.text)}
            yield Problem("scale-open", _place(grid, heading), params, read=shown(word))


def _may_be_graded(heading: Heading) -> bool:
    spoken = speaks_of_grade(heading.own) or "kết quả" in heading_key(heading.own)
    return spoken and not any(map(stages_in, heading.path))


def _asks_of(problem: Problem, judged: str) -> bool:
    return judged in (problem.params.get("settled_by"), problem.params.get("column"))


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
            made.open.append(_question(grid, heading, fields))
    for name in [name for name, found in claims.items() if not found]:
        del claims[name]


def _answered(problem: Problem, made: Columns) -> bool:
    """A question whether a column is one that another column surely is, is none."""
    field_ = problem.params.get("settled_by")
    return isinstance(field_, str) and field_ in made.at and made.rules[field_] in _SURE


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
        made.open.append(_question(grid, heading, fields))
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
        made.open.append(_question(grid, heading, ("rating", NOT_USED), "study-open"))
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
        made.open.append(Problem("marks-open", _place(grid, first), params, read=shown(first.text)))
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
    if len(best) > 1:
        made.open.append(_which(grid, column, [heading for heading, _ in best], claims))
        return
    ((heading, reading),) = best
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


def _place(grid: Grid, heading: Heading) -> Place:
    return Place(grid.source, heading.row, heading.at, grid.sheet, heading.own)


def _title(name: str) -> Text:
    """Return what a field is called, as an option of a question explains it."""
    if name == NOT_USED:
        return Text("không dùng", "not used")
    if name == "unit_id.down":
        return Text("đơn vị, ghi ở dòng đầu mỗi khối", "the unit, told in the first row of a block")
    if name == "unit_id":
        return Text("đơn vị của từng dòng", "the unit of each row")
    if name == "period":
        return Text("kỳ được xếp loại", "the period that is rated")
    title = column_title("staff", name) or column_title("counts", name)
    return title or Text(name, name)


def _question(
    grid: Grid,
    heading: Heading,
    fields: Sequence[str],
    code: str = "column-open",
    *,
    settled: bool = True,
) -> Problem:
    """Ask what one column is."""
    said = [(f"`--map {column_letters(heading.at)}={name}`", _title(name)) for name in fields]
    params: dict[str, str | Text] = {
        "options": Text(
            "; ".join(f"{option} ({title.vi})" for option, title in said),
            "; ".join(f"{option} ({title.en})" for option, title in said),
        ),
        "settled_by": fields[0] if settled else "",
    }
    return Problem(code, _place(grid, heading), params, read=shown(heading.text))


_OF_GRADES = ("self_rating", "proposed_rating", "rating", "party_rating")


def _which(
    grid: Grid,
    column: str,
    headings: Sequence[Heading],
    claims: Mapping[str, Sequence[Found]],
) -> Problem:
    """Ask which of several columns is one of ours; grades may be somebody else's as well."""
    free = [one for one in _OF_GRADES if not claims.get(one)]
    fields = (column, *(free if column in GRADED else ()), NOT_USED)
    titles = [(name, _title(name)) for name in dict.fromkeys(fields)]
    first = headings[0]
    params: dict[str, str | Text] = {
        "column": column,
        "title": _title(column),
        "others": ", ".join(f"`{shown(one.text)}` ({column_letters(one.at)})" for one in headings),
        "options": ", ".join(f"`--map {column_letters(one.at)}={column}`" for one in headings),
        "fields": Text(
            "; ".join(f"`{name}` ({title.vi})" for name, title in titles),
            "; ".join(f"`{name}` ({title.en})" for name, title in titles),
        ),
    }
    return Problem("columns-open", _place(grid, first), params, read=shown(first.text))
