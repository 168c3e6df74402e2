"""The registry of the kinds of file that can be read: one entry a format, and nothing else."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.intake.base import Contents
from cbccvc_rules.intake.columnar import PARQUET
from cbccvc_rules.intake.delimited import CSV
from cbccvc_rules.intake.document import JSON, YAML
from cbccvc_rules.intake.other_kinds import is_page, otherwise
from cbccvc_rules.intake.workbook import XLSX
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.intake.base import FileKind, TakenFile

KINDS: Mapping[str, FileKind] = MappingProxyType(
    {kind.name: kind for kind in (CSV, XLSX, PARQUET, YAML, JSON)}
)


def kind_of(suffix: str) -> FileKind | None:
    """Return the kind of file that an ending stands for, or is taken up by."""
    wanted = suffix.lower()
    return next(
        (kind for kind in KINDS.values() if wanted in (*kind.suffixes, *kind.lookalikes)), None
    )


_PAGES = frozenset({".html", ".htm"})


def kind_given(suffix: str) -> FileKind | None:
    """Return the kind of a file that somebody names: a web page is read as one sent to Excel is.

    Of what lies in a folder, pages are more likely to be reports.
    """
    return XLSX if suffix.lower() in _PAGES else kind_of(suffix)


def read_as(kind: FileKind, file: TakenFile) -> Contents:
    """Read a file as a kind; one that is no table at all is told for what it is."""
    what = otherwise(file.data)
    if what is None and kind is not XLSX and kind is not PARQUET and is_page(file.data):
        what = _PAGE
    if what is not None:
        return Contents(problems=(Problem("file-is-other", Place(file.source), {"what": what}),))
    return kind.read(file)


_PAGE = Text(
    "trang web (HTML), có thể là trang báo lỗi của phần mềm",
    "a web page (HTML), perhaps an error page",
)


def suffixes() -> tuple[str, ...]:
    """Return every ending that can be read."""
    return tuple(suffix for kind in KINDS.values() for suffix in kind.suffixes)


def lookalikes() -> tuple[str, ...]:
    """Return every ending that is taken up only to say what is wrong."""
    return tuple(suffix for kind in KINDS.values() for suffix in kind.lookalikes)
