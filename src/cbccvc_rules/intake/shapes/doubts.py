"""Columns that may hold another grade than the one found: under any heading, in notes, without one.

A column that says of nobody otherwise than the grade that is judged is only told.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.shapes.grades import (
    AROUND,
    cells_under,
    holds_grades,
    holds_numbers,
    of_other_scale,
    tells_grades,
)
from cbccvc_rules.intake.shapes.paths import Heading
from cbccvc_rules.intake.shapes.people import tells_anything, texts_in
from cbccvc_rules.intake.shapes.questions import OF_GRADES, place_of, question, which
from cbccvc_rules.intake.shapes.readings import GRADED, chosen_for
from cbccvc_rules.intake.shapes.words import (
    speaks_of_grade,
    speaks_of_other_grades,
    speaks_of_quality,
    stages_in,
    years_in,
)
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.columns import column_title
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.scale import NOT_RATED
from cbccvc_rules.model.values import fold, is_told, mark_of, shown
from cbccvc_rules.sources import Place, Text, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.intake.base import Grid, Line
    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.known import Columns
    from cbccvc_rules.intake.shapes.readings import Reading
    from cbccvc_rules.model.scale import Labels


def not_understood(
    grid: Grid,
    people: Sequence[Line],
    claims: Mapping[str, Sequence[tuple[Heading, Reading]]],
    asked: Asked,
    made: Columns,
) -> list[Problem]:
    """Ask about columns that hold grades under headings that are not known.

    Any of them may be the grade that is judged where that is not found; beside it, one may be if
    its heading speaks of grades as well, or if it says otherwise of somebody.
    """
    judged = RATING_COLUMNS[asked.stage]
    found = judged in made.at or any(_asks_of(one, judged) for one in made.open)
    is_told = made.rules.get(judged) == "told"
    doubtful: list[Heading] = []
    others: list[Problem] = []
    for one in made.strangers:
        if _of_others(one, asked):
            continue
        graded = holds_grades(one.at, people, asked.labels)
        called_so = _may_be_graded(one) and not holds_numbers(one.at, people)
        ticked = _ticked(one, people, asked)
        if ticked is not None:
            others.extend(_ticks(grid, one, ticked, people, made, asked, found=found))
        elif not found and called_so and tells_anything(one.at, people):
            doubtful.append(one)  # of another scale, or in other words
        elif graded and (not found or (not is_told and _may_be_graded(one))):
            doubtful.append(one)
        elif found and not is_told:
            where = _says_otherwise(one, people, made, asked)
            others.extend([] if where is None else [_otherwise(grid, one, where, made, asked)])
    if len(doubtful) > 1 and not found:
        return [which(grid, judged, doubtful, claims), *others]
    fields = tuple(dict.fromkeys((judged, *OF_GRADES, NOT_USED)))
    return [*(question(grid, one, fields, settled=False) for one in doubtful), *others]


def _ticked(heading: Heading, people: Sequence[Line], asked: Asked) -> str | None:
    """Return the grade that a column is called after in which nothing but marks stands."""
    code = asked.labels.read(heading.own.strip(AROUND))
    cells = [cell for cell in cells_under(heading.at, people) if is_told(cell)]
    marks = bool(cells) and all(mark_of(one) is not None or one is True for one in cells)
    return code if marks else None


def _ticks(
    grid: Grid,
    heading: Heading,
    code: str,
    people: Sequence[Line],
    made: Columns,
    asked: Asked,
    *,
    found: bool,
) -> Iterator[Problem]:
    """Ask about marks under one grade alone: beside the grade that is judged, if they belie it."""
    judged = RATING_COLUMNS[asked.stage]
    if not found:
        yield question(grid, heading, (f"{judged}.{code}", NOT_USED), settled=False)
        return
    own = _own_grades(people, made, asked)
    line = next(
        (
            line
            for line in people
            if own is not None
            and mark_of(_text(line, heading.at)) is not None
            and own[line.number] != code
        ),
        None,
    )
    if line is not None and made.rules.get(judged) != "told":
        where = line.number, _text(line, heading.at)
        yield _otherwise(grid, heading, where, made, asked, (NOT_USED,))


def _of_others(heading: Heading, asked: Asked) -> bool:
    """Return whether a heading says that what stands below is of others, or of another year."""
    years = {year for text in heading.path for year in years_in(text)}
    of_year = not years or any(asked.names_year(year) for year in years)
    return not of_year or any(map(speaks_of_other_grades, heading.path))


def _otherwise(
    grid: Grid,
    heading: Heading,
    where: tuple[int, str],
    made: Columns,
    asked: Asked,
    fields: Sequence[str] = (),
) -> Problem:
    """Ask about a column that tells another grade, at the first cell that does."""
    judged = RATING_COLUMNS[asked.stage]
    fields = fields or tuple(dict.fromkeys((judged, *OF_GRADES[:2], NOT_USED)))
    open_ = question(grid, heading, fields, "column-otherwise", settled=False)
    row, text = where
    known = None if judged in made.marked else made.at.get(judged)
    title = column_title("staff", judged) or Text(judged, judged)
    params = {
        **open_.params,
        "heading": shown(heading.text),
        "judged": title if known is None else shown(known.text),
    }
    place = Place(grid.source, row, heading.at, grid.sheet, heading.own)
    return replace(open_, place=place, params=params, read=shown(text))


def _says_otherwise(
    heading: Heading, people: Sequence[Line], made: Columns, asked: Asked
) -> tuple[int, str] | None:
    """Return the first row in which a column tells another grade than the one judged, and where.

    It holds hardly anything else, or words that one grade was changed to another.
    """
    labels = asked.labels
    graded = not speaks_of_quality(heading.text) and tells_grades(heading.at, people, labels)
    spoken = _CHANGE.search(_whole(heading.at, people)) is not None
    if not graded and not spoken:
        return None  # one look at the whole column, as most tell nothing of the kind
    own = _own_grades(people, made, asked)
    changed = next(_changes(heading.at, own, people, labels), None) if spoken else None
    if changed is not None or own is None or not graded:
        return changed
    cells = ((line.number, _text(line, heading.at)) for line in people)
    told = ((row, cell, labels.read(cell)) for row, cell in cells if cell)
    return next(
        ((row, cell) for row, cell, code in told if code is not None and code != own[row]), None
    )


def _own_grades(
    people: Sequence[Line], made: Columns, asked: Asked
) -> dict[int, str | None] | None:
    """Return the grades that are judged, by row; None where there is no such column."""
    judged = RATING_COLUMNS[asked.stage]
    marks, heading = made.marked.get(judged), made.at.get(judged)
    if marks is not None:
        pairs = list(zip(marks.headings, marks.codes, strict=True))
        return {
            line.number: next(
                (asked.labels.read(code) for one, code in pairs if _text(line, one.at)), None
            )
            for line in people
        }
    if heading is None:
        return None
    texts = {line.number: _text(line, heading.at) for line in people}
    read = {text: asked.labels.read(text) for text in set(texts.values())}  # a few labels
    return {row: read[text] for row, text in texts.items()}


def _whole(at: int, people: Sequence[Line]) -> str:
    """Return all words of a column, each once."""
    return "\n".join(texts_in(at, people)).casefold()


def _text(line: Line, at: int) -> str:
    cell = line.cells[at - 1] if at <= len(line.cells) else None
    return cell if isinstance(cell, str) else ""


_CHANGE = re.compile(r"\b(?:hạ|giảm|nâng|điều chỉnh|đổi|sửa|xếp lại|chuyển|xuống|còn)\b")
_SHORTEST = 2


def _changes(
    at: int, own: Mapping[int, str | None] | None, people: Sequence[Line], labels: Labels
) -> Iterator[tuple[int, str]]:
    """Yield the rows whose words change a grade to one that is not the row's own."""
    for line in people:
        cell = _text(line, at)
        if len(cell) <= _SHORTEST:
            continue
        to = _changed_to(cell, labels)
        if to is not None and (own is None or own[line.number] != to):
            yield line.number, cell


def _changed_to(text: str, labels: Labels) -> str | None:
    """Return the grade that words say something was changed to: the last that they name."""
    folded = fold(text)
    found = _CHANGE.search(folded)
    if found is None:
        return None
    named = [one[0] for one in _labels_in(labels).finditer(folded, found.end())]
    return labels.codes[named[-1]] if named else None


def grades_named(text: str, labels: Labels) -> list[str]:
    """Return the grades that words name, in their order.

    In a sentence, `tốt` may be said of anything; in a few words it is a grade.
    """
    folded = fold(text)
    found = (one[0] for one in _labels_in(labels).finditer(folded))
    short = len(folded.split()) <= _FEW_WORDS
    return [labels.codes[one] for one in found if short or " " in one or not _VOWEL.search(one)]


_FEW_WORDS = 4
_VOWEL = re.compile("[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]")


def _labels_in(labels: Labels) -> re.Pattern[str]:
    return _pattern(tuple(labels.codes))


@cache
def _pattern(codes: tuple[str, ...]) -> re.Pattern[str]:
    long = sorted((one for one in codes if len(one) >= _SHORTEST), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, long)) + r")(?!\w)")


def without_heading(
    grid: Grid, headings: Sequence[Heading], people: Sequence[Line], asked: Asked, made: Columns
) -> Iterator[Problem]:
    """Ask about columns without a heading that hold grades: they may be later ones."""
    for heading in _nameless(grid, headings, people):
        graded = holds_grades(heading.at, people, asked.labels)
        if graded:
            yield question(grid, heading, (*OF_GRADES, NOT_USED), settled=False)
        elif (where := _says_otherwise(heading, people, made, asked)) is not None:
            yield _otherwise(grid, heading, where, made, asked)


def grades_in_rows(
    grid: Grid, lines: Sequence[Line], asked: Asked
) -> Iterator[tuple[int, Problem | None]]:
    """Yield the rows beside people whose words change somebody's grade, with a question each.

    None where it is answered: what they say is in the cells, or is left out.
    """
    chosen = {one.column for one in asked.chosen.columns if one.is_cell}
    for line in lines:
        for at in range(1, len(line.cells) + 1):
            text = _text(line, at)
            if len(text) <= _SHORTEST or _changed_to(text, asked.labels) is None:
                continue
            cell = f"{column_letters(at)}{line.number}"
            place = Place(grid.source, line.number, at, grid.sheet, text)
            option = {"option": f"--map {cell}={NOT_USED}"}
            question = Problem("row-changes-grade", place, option, read=shown(text))
            yield line.number, None if cell in chosen else question
            break


def more_marks(
    grid: Grid, people: Sequence[Line], made: Columns, asked: Asked
) -> Iterator[Problem]:
    """Ask about marks under another heading beside those of the grades: it may be a grade as well.

    Somebody who is marked there alone would else be taken to have none.
    """
    for column, marks in made.marked.items():
        places = [one.at for one in marks.headings]
        beside = {min(places) - 1, max(places) + 1}
        for heading in made.strangers:
            told = list(cells_under(heading.at, people)) if heading.at in beside else []
            alone = any(
                _text(line, heading.at) and not any(_text(line, at) for at in places)
                for line in people
            )
            if told and alone and all(mark_of(one) is not None for one in told):
                yield question(grid, heading, (f"{column}.{NOT_RATED}", NOT_USED), settled=False)


_PENDING = re.compile(
    r"\b(?:chờ|chưa|đang|không) (?:được )?(?:phê |ký |lãnh đạo |cấp trên )?"
    r"(?:duyệt|chuẩn y|quyết định|thẩm định|xác nhận|xem xét|công nhận|thống nhất|đồng ý)\b|"
    r"\bbị trả lại\b|\btừ chối\b|\bdự kiến\b|\bkhiếu nại\b|\bphúc tra\b"
)
_FORMS = re.compile(
    r"khiển trách|cảnh cáo|cách chức|giáng chức|hạ bậc lương|buộc thôi việc|khai trừ"
)


def other_words(
    grid: Grid, people: Sequence[Line], made: Columns, asked: Asked
) -> Iterator[Problem]:
    """Ask about columns that tell of disciplines, or that grades are not decided yet.

    Disciplines are read from a table of their own. A column of ours, such as that of reasons, may
    well speak of them.
    """
    headings = (*made.strangers, *_nameless(grid, [*made.at.values(), *made.strangers], people))
    for heading in headings:
        if chosen_for(heading, asked):
            continue
        whole = _whole(heading.at, people)
        for code, words in _WORDS.items():
            if words.search(whole) is None:
                continue
            line = next(one for one in people if words.search(_text(one, heading.at).casefold()))
            place = Place(grid.source, line.number, heading.at, grid.sheet, heading.own)
            params = {"heading": shown(heading.text), "letters": column_letters(heading.at)}
            yield Problem(code, place, params, read=shown(_text(line, heading.at)))


_WORDS = {"column-disciplines": _FORMS, "column-pending": _PENDING}


def told_without_heading(
    grid: Grid, headings: Sequence[Heading], people: Sequence[Line]
) -> Iterator[Problem]:
    """Tell of columns of words without a heading, each by the first cell that tells anything."""
    for heading in _nameless(grid, headings, people):
        for line in people:
            text = _text(line, heading.at)
            if any(letter.isalpha() for letter in text):
                place = Place(grid.source, line.number, heading.at, grid.sheet, heading.own)
                params = {"letters": column_letters(heading.at)}
                yield Problem("column-nameless", place, params, severity="notice", read=shown(text))
                break


def _nameless(grid: Grid, headings: Sequence[Heading], people: Sequence[Line]) -> Iterator[Heading]:
    """Yield the columns in which something stands, and no heading above it."""
    known = {one.at for one in headings}
    row = max((one.row for one in headings), default=1)
    last = max([len(line.cells) for line in people], default=0)
    # A row of a text file that is too long has lost its order: it is told, and not read.
    last = max(known, default=0) if grid.sheet is None else last
    for at in range(1, last + 1):
        if at not in known and tells_anything(at, people):
            yield Heading(at, row, (f"({column_letters(at)})",))


def other_scales(
    grid: Grid, people: Sequence[Line], asked: Asked, made: Columns
) -> Iterator[Problem]:
    """Ask what the words of a grade mean where others beside them are of another scale."""
    for name in sorted(GRADED & made.at.keys() - made.marked.keys()):
        heading = made.at[name]
        for word in of_other_scale(heading.at, people, asked.chosen.labels):
            params = {"label": shown(word), "heading": shown(heading.text)}
            yield Problem("scale-open", place_of(grid, heading), params, read=shown(word))


def _may_be_graded(heading: Heading) -> bool:
    spoken = speaks_of_grade(heading.own) or "kết quả" in heading_key(heading.own)
    return spoken and not any(map(stages_in, heading.path))


def _asks_of(problem: Problem, judged: str) -> bool:
    return judged in (problem.params.get("settled_by"), problem.params.get("column"))
