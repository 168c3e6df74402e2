"""What stands in a column of people is the same, however it is come by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules.intake.base import Line, is_blank_cell
from cbccvc_rules.intake.shapes import grades
from cbccvc_rules.intake.shapes.grades import cells_under, holds_grades, tells_grades
from cbccvc_rules.intake.shapes.people import People, column, tells_anything, texts_in, told
from cbccvc_rules.model.scale import packaged_labels

CELLS = some.sampled_from(["HTTNV", "httnv ", "Khá", "", " ", None, 1, True, "x", "Lý An", "2"])
ROWS = some.lists(some.lists(CELLS, max_size=3).map(tuple), max_size=9)
LABELS = packaged_labels()


def as_lines(cells: list[tuple[object, ...]]) -> list[Line]:
    return [Line(number, row) for number, row in enumerate(cells, 2)]


@given(ROWS, some.integers(1, 4))
def test_columns_are_alike_whether_cut_at_once_or_one_by_one(
    cells: list[tuple[object, ...]], at: int
) -> None:
    lines = as_lines(cells)
    people = People(lines)
    assert People.of(people) is people
    own = [row[at - 1] if at <= len(row) else None for row in cells]
    assert list(column(at, people)) == list(column(at, lines)) == own
    assert told(at, people) == told(at, lines) == list(dict.fromkeys(own))
    assert texts_in(at, people) == [one for one in told(at, lines) if isinstance(one, str)]
    assert tells_anything(at, people) == any(not is_blank_cell(one) for one in own)
    assert list(cells_under(at, people)) == [one for one in own if not is_blank_cell(one)]


@given(some.lists(CELLS, max_size=12), some.integers(1, 4))
def test_a_column_tells_grades_where_at_least_half_of_it_does(
    cells: list[object], at_once: int
) -> None:
    people = People(as_lines([(cell,) for cell in cells]))
    said = [one for one in cells if not is_blank_cell(one)]
    for holds, known in (
        (tells_grades, LABELS.codes.keys()),
        (holds_grades, LABELS.codes.keys() | LABELS.doubts.keys()),
    ):
        named = [one for one in said if isinstance(one, str) and one.strip().casefold() in known]
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(grades, "_AT_ONCE", at_once)
            assert holds(1, people, LABELS) == (2 * len(named) >= max(1, len(said)))
