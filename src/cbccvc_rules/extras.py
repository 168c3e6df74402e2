"""The one place for libraries that most runs do without: loaded when they are first asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


@cache
def workbook_writer() -> ModuleType:
    """Return XlsxWriter; it takes longer to load than a small round to judge."""
    return import_module("xlsxwriter")
