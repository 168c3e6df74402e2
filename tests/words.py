"""What a Word document says, read back by python-docx; and what its file holds."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from docx import Document
from docx.text.paragraph import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.table import Table


def lines(document: bytes) -> list[str]:
    """Return the paragraphs of a document and the rows of its tables, from top to bottom."""
    return [line for line in _lines(Document(BytesIO(document)).iter_inner_content()) if line]


def _lines(content: Iterator[Paragraph | Table]) -> Iterator[str]:
    for one in content:
        if isinstance(one, Paragraph):
            yield one.text
            continue
        for row in one.rows:
            yield " | ".join(" / ".join(p.text for p in cell.paragraphs) for cell in row.cells)


def headings(document: bytes, level: int) -> list[str]:
    """Return the headings of a level."""
    name = f"Heading {level}"
    return [one.text for one in Document(BytesIO(document)).paragraphs if one.style.name == name]


def parts(document: bytes) -> dict[str, str]:
    """Return every part of the file that is text."""
    with ZipFile(BytesIO(document)) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        return {name: package.read(name).decode("utf-8") for name in names}
