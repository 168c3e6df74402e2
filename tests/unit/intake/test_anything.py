"""Whatever is in a file or a record, the answer is a batch or a refusal, never a crash."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules.errors import BatchError
from cbccvc_rules.intake.read import read_batch
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.scale import Labels

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = [column.name for column in columns_of("staff")]
UNIT_NAMES = [column.name for column in columns_of("units")]
cells = some.one_of(
    some.text(max_size=12),
    some.sampled_from(
        ["A", "U", "", "-", "x", "có", "5,5", "HTTNV", "head", "#N/A", "1e999", "\u0661"]
    ),
    some.sampled_from(
        ["✓", "45640", "95%", "4.4000000000000004", "1.659.979", "Tốt", "Khá", "14/12/2024"]
    ),
    some.integers(),
    some.floats(),
    some.decimals(),
    some.fractions(),
    some.booleans(),
    some.none(),
    some.dates(),
    some.datetimes(),
    some.lists(some.text(max_size=3), max_size=3),
    some.sampled_from([object(), b"x", {}, Decimal("sNaN"), Fraction(1, 3), date.max]),
)
people = some.lists(some.dictionaries(some.sampled_from(NAMES), cells), max_size=4)
units = some.lists(some.dictionaries(some.sampled_from(UNIT_NAMES), cells), max_size=4)


def never_crashes(make: Callable[[], Batch]) -> None:
    try:
        problems = make().problems
    except BatchError as error:
        problems = error.problems
        assert problems
    for problem in problems:
        assert problem.say("vi")
        assert problem.say("en")


@given(people, units, some.sampled_from(["2024", "2023-2024", "1900", "2199"]))
def test_any_record_is_judged_or_refused(staff: list, unit: list, period: str) -> None:
    never_crashes(lambda: Batch.from_records(staff, unit, period=period, on="2024-12-14"))


@given(some.binary(max_size=400), some.binary(max_size=200))
def test_any_bytes_are_judged_or_refused(staff: bytes, header: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder)
        (path / "staff.csv").write_bytes(staff)
        (path / "batch.yaml").write_bytes(header)
        never_crashes(lambda: read_batch(path, Labels(), period="2024"))


@given(some.text(max_size=300), some.text("abpackseriodn :-[]{}'\"\n2024", max_size=60))
def test_any_text_under_the_headings_is_judged_or_refused(rows: str, header: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder)
        top = "staff_id,category,unit_id,rating,months_worked\n"
        (path / "staff.csv").write_text(top + rows, encoding="utf-8", errors="replace")
        (path / "batch.yaml").write_text(header, encoding="utf-8")
        never_crashes(lambda: read_batch(path, Labels(), period="2024"))
