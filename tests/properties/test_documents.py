"""Documents and Parquet files: whatever is in them, a batch or a refusal, never a crash."""

from __future__ import annotations

import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow
import pyarrow.parquet
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules import CbccvcError, check
from cbccvc_rules.api import write_text
from cbccvc_rules.api.reading import grade_labels
from cbccvc_rules.errors import BatchError
from cbccvc_rules.intake.base import TakenFile
from cbccvc_rules.intake.document import JSON, YAML
from cbccvc_rules.intake.read import read_batch
from properties.test_workbooks import changed, changes, told

CLEAN = "Không phát hiện trường hợp nào trái quy định"
ROUND = {
    "period": "2024",
    "staff": [
        {"staff_id": "007", "unit_id": "U", "category": "VC", "rating": "HTTNV", "leads": ["U"]},
        {"staff_id": "B", "unit_id": "U", "category": "VC", "rating": "HTNV", "months_worked": 5.5},
    ],
    "units": [{"unit_id": "U", "body": True, "rating": "HTTNV"}],
    "disciplines": [],
}
AS_JSON = json.dumps(ROUND, ensure_ascii=False, indent=1).encode()
AS_YAML = b"""\
period: 2024
staff:
  - {staff_id: 007, unit_id: U, category: VC, rating: HTTNV, leads: [U]}
  - staff_id: B
    unit_id: "U"
    category: VC
    rating: HTNV
units:
  - {unit_id: U, body: true}
"""


def as_parquet() -> bytes:
    file = io.BytesIO()
    rows = [{"staff_id": "007", "unit_id": "U", "category": "VC", "rating": "HTTNV"}] * 3
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), file)
    return file.getvalue()


AS_PARQUET = as_parquet()
scalars = some.one_of(
    some.none(),
    some.booleans(),
    some.integers(),
    some.floats(allow_nan=False, allow_infinity=False),
    some.text(max_size=8),
    some.sampled_from(
        ["HTTNV", "HTXSNV", "VC", "head", "có", "28,27%", "14/12/2024", "2024-12-14"]
    ),
)
values = some.recursive(
    scalars,
    lambda inner: some.one_of(
        some.lists(inner, max_size=3), some.dictionaries(some.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
keys = some.sampled_from(["staff_id", "unit_id", "category", "rating", "leads", "months_worked"])
rows = some.lists(some.one_of(some.dictionaries(keys, values), values), max_size=4)
tables = some.sampled_from(["staff", "units", "disciplines", "counts", "history", "Danh sách", "x"])


def damaged(name: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        told(Path(folder) / name, data)


@given(changes)
def test_a_damaged_json_file_is_refused_or_judged(how: list[tuple[float, str, bytes]]) -> None:
    damaged("r.json", changed(AS_JSON, how))


@given(changes)
def test_a_damaged_yaml_file_is_refused_or_judged(how: list[tuple[float, str, bytes]]) -> None:
    damaged("r.yaml", changed(AS_YAML, how))


@given(changes)
def test_a_damaged_parquet_file_is_refused_or_judged(how: list[tuple[float, str, bytes]]) -> None:
    damaged("r.parquet", changed(AS_PARQUET, how))


@given(some.binary(max_size=200), some.sampled_from(["r.json", "r.yaml", "r.parquet", "r.csv"]))
def test_any_bytes_are_refused(data: bytes, name: str) -> None:
    with TemporaryDirectory() as folder:
        assert told(Path(folder) / name, data)


@given(some.dictionaries(tables, rows, max_size=3))
def test_what_json_holds_is_read_the_same_as_yaml(round_: dict[str, object]) -> None:
    """JSON in ASCII, without escapes that YAML reads otherwise, is YAML."""
    text = json.dumps(round_)
    if "\\" in text or "\x7f" in text:
        return
    as_json = JSON.read(TakenFile("r", ".json", text.encode()))
    as_yaml = YAML.read(TakenFile("r", ".yaml", text.encode()))
    assert [one.code for one in as_json.problems] == [one.code for one in as_yaml.problems]
    assert [(one.sheet, one.lines) for one in as_json.grids] == [
        (one.sheet, one.lines) for one in as_yaml.grids
    ]


@given(some.dictionaries(tables, rows, max_size=3))
def test_rows_that_were_not_understood_are_never_called_clean(round_: dict[str, object]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "r.json"
        path.write_text(json.dumps({"period": "2024", **round_}), encoding="utf-8")
        try:
            batch = read_batch(path, grade_labels())
            findings = check(batch)
        except CbccvcError as error:
            assert error.problems
            assert isinstance(error, BatchError) or str(error)
            return
        if any(problem.severity == "error" for problem in batch.problems):
            assert findings.fails("violation")
            assert CLEAN not in write_text(findings, "text", lang="vi")
