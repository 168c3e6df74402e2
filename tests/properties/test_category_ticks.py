"""Categories told by ticks read back equal, or are asked about: never another one."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as some

from cbccvc_rules.errors import BatchError
from unit.intake.shapes.books import NAMES, Shape, chosen, people_of, read_shape

GRADES = ("HTXSNV", "HTTNV", "HTNV", "KHTNV")
CALLED = {"CB": "Cán bộ", "CC": "Công chức", "VC": "Viên chức", "HD": "Hợp đồng"}


@dataclass(frozen=True)
class Ticked:
    """A list: the order of the categories, each person's own with a grade, and how it is told."""

    order: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    above: str | None
    mark: str
    empty: str | None
    spans: bool

    @property
    def shape(self) -> Shape:
        if self.spans:
            wide = [(CALLED[one], list(GRADES)) for one in self.order]
            headings: list[object] = [(self.above, wide)] if self.above else [*wide]
            keys = [(one, grade) for one in self.order for grade in GRADES]
        else:
            names = [CALLED[one] for one in self.order]
            headings = [("Đối tượng", names)] if self.above else [*names]
            keys = [(one, "") for one in self.order]
        rows: list[list[object]] = []
        for at, (category, grade) in enumerate(self.people):
            own = (category, grade if self.spans else "")
            ticks = [self.mark if one == own else self.empty for one in keys]
            rows.append([at + 1, NAMES[at], *ticks, *([] if self.spans else [grade])])
        return Shape(["STT", "Họ và tên", *headings, *([] if self.spans else ["Xếp loại"])], rows)


@some.composite
def ticked(draw: some.DrawFn) -> Ticked:
    order = draw(some.permutations(list(CALLED)))[: draw(some.integers(2, 3))]
    person = some.tuples(some.sampled_from(order), some.sampled_from(GRADES))
    return Ticked(
        tuple(order),
        tuple(draw(some.lists(person, min_size=1, max_size=3))),
        draw(some.sampled_from([None, "Kết quả xếp loại"])),
        draw(some.sampled_from(["x", "X", "✓", "1"])),
        draw(some.sampled_from([None, "-"])),
        draw(some.booleans()),
    )


@settings(max_examples=40, deadline=None)
@given(ticked())
def test_ticks_under_categories_read_back_equal_or_ask(given_: Ticked) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            told = chosen(fill={"unit_id": "Sở A"})
            batch = read_shape(Path(folder), given_.shape, told=told)
        except BatchError:
            return
    for read, meant in zip(people_of(batch, "category", "rating"), given_.people, strict=True):
        assert read == meant
