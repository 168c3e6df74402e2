"""The registry of the kinds of file that can be read: one entry a format, and nothing else."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from cbccvc_rules.intake.columnar import PARQUET
from cbccvc_rules.intake.delimited import CSV
from cbccvc_rules.intake.document import JSON, YAML
from cbccvc_rules.intake.workbook import XLSX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.intake.base import FileKind

KINDS: Mapping[str, FileKind] = MappingProxyType(
    {kind.name: kind for kind in (CSV, XLSX, PARQUET, YAML, JSON)}
)


def kind_of(suffix: str) -> FileKind | None:
    """Return the kind of file that an ending stands for, or is taken up by."""
    wanted = suffix.lower()
    return next(
        (kind for kind in KINDS.values() if wanted in (*kind.suffixes, *kind.lookalikes)), None
    )


def suffixes() -> tuple[str, ...]:
    """Return every ending that can be read."""
    return tuple(suffix for kind in KINDS.values() for suffix in kind.suffixes)


def lookalikes() -> tuple[str, ...]:
    """Return every ending that is taken up only to say what is wrong."""
    return tuple(suffix for kind in KINDS.values() for suffix in kind.lookalikes)
