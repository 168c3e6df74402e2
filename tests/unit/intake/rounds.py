"""Builders of small rounds on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.errors import BatchError, Problem
from cbccvc_rules.intake.read import read_batch
from cbccvc_rules.model.scale import Labels

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.model.batch import Batch

STAFF = "staff_id,category,unit_id,rating\nA,VC,U,HTTNV\nB,VC,U,HTNV\n"
UNITS = "unit_id,name\nU,Phòng A\n"
HEADER = 'period: "2024"\n'


def a_folder(path: Path, **files: str | bytes | None) -> Path:
    """Write a round: header, staff and units unless told otherwise (None: leave out).

    `__` in a name stands for a point: `staff__csv`.
    """
    texts = {"batch__yaml": HEADER, "staff__csv": STAFF, "units__csv": UNITS, **files}
    for name, text in texts.items():
        if text is not None:
            data = text if isinstance(text, bytes) else text.encode()
            (path / name.replace("__", ".")).write_bytes(data)
    return path


def read(path: Path, **asked: object) -> Batch:
    return read_batch(path, Labels(), **asked)


def codes(batch: Batch) -> list[str]:
    return [problem.code for problem in batch.problems]


def refused(path: Path, **asked: object) -> list[Problem]:
    """Return the problems for which a round is refused."""
    with pytest.raises(BatchError) as error:
        read(path, **asked)
    return list(error.value.problems)


def refused_for(path: Path, **asked: object) -> list[str]:
    return [problem.code for problem in refused(path, **asked)]
