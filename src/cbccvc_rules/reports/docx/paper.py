"""A document as offices write them: letterhead, title, headings, lines, tables, signatures.

Whatever is put on it is text and nothing else: no field, no link, no markup, no character that
only steers. The same lines make the same bytes: nothing in the file tells when it was made.
"""

from __future__ import annotations

import re
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from cbccvc_rules.reports.docx.sheet import DEPTHS, LOOKS, sheet, style_name
from cbccvc_rules.reports.docx.words import WORDS
from cbccvc_rules.reports.entries import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from docx.document import Document as Doc
    from docx.oxml.table import CT_Row
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.text.run import CT_R
    from docx.table import Table, _Cell

    from cbccvc_rules.reports.docx.sheet import Kind
    from cbccvc_rules.sources import Lang

_FIGURE = re.compile(r"[\d.,/%–-]+")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def plain(words: str) -> str:
    r"""Return words as they may stand in a document: one line, nothing that only steers.

    >>> plain("a\tb\x1b[1m\u202ec\n")
    'a b�[1m�c'
    """
    return printable(" ".join(words.split()))


class Paper:
    """A document that grows from top to bottom."""

    def __init__(
        self,
        title: str,
        lang: Lang,
        author: str,
        cover: Callable[[str], str] = str,
        *,
        lying: bool = False,
    ) -> None:
        """Begin with an empty sheet; `cover` puts other words for what is not to be told."""
        self._lang: Lang = lang
        self._cover = cover
        self._doc = sheet(self._told(title), lang, author, lying=lying)
        self._wide = 247 if lying else 160
        body = self._doc.element.body
        self._end = body.sectPr
        self._shapes = {kind: _shape(self._doc, kind) for kind in LOOKS}
        self._runs = {bold: _run(bold=bold) for bold in (True, False)}

    def _told(self, words: str) -> str:
        return plain(self._cover(words))

    def letterhead(self, above: str, agency: str) -> None:
        """Put the agency on the left, the motto of the state on the right, and a line for a date.

        What is not known is left open, to be filled in.
        """
        table = self._bare_table(2, (2, 3))
        left, right = table.rows[0].cells
        left_open = WORDS["left_open"].in_(self._lang)
        _centred(left, self._told(above).upper() or left_open, size=12)
        _centred(left, self._told(agency).upper() or left_open, bold=True)
        _centred(left, WORDS["number"].in_(self._lang))
        _centred(right, WORDS["state"].in_(self._lang), bold=True, size=12)
        _centred(right, WORDS["motto"].in_(self._lang), bold=True, underlined=True)
        _centred(right, WORDS["dated"].in_(self._lang), italic=True)

    def new_page(self) -> None:
        """Go on at the head of a page."""
        ending = OxmlElement("w:br")
        ending.set(qn("w:type"), "page")
        self._doc.add_paragraph().add_run()._r.append(ending)

    def title(self, words: str, *below: str) -> None:
        """Put the title in the middle, with lines below it."""
        for at, told in enumerate((words, *below)):
            it = self._doc.add_paragraph(self._told(told), style="Title" if at == 0 else "Subtitle")
            it.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def heading(self, words: str, level: int = 1) -> None:
        """Begin a part."""
        self._doc.add_paragraph(self._told(words), style=f"Heading {level}")

    def line(self, words: str, kind: Kind = "line", lead: str = "") -> None:
        """Put one line, its lead in bold letters."""
        it = deepcopy(self._shapes[kind])
        for bold, told in ((True, lead), (False, words)):
            if told:
                run = deepcopy(self._runs[bold])
                run[-1].text = self._told(told) + (" " if bold and words else "")
                it.append(run)
        self._end.addprevious(it)

    def lines(self, lines: Iterable[tuple[int, str]]) -> None:
        """Put small lines, each with its depth."""
        for depth, words in lines:
            self.line(words, DEPTHS[min(depth, len(DEPTHS) - 1)])

    def table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        widths: Sequence[int],
        total: Sequence[str] = (),
    ) -> None:
        """Put a table with its columns numbered, the sum in its last row.

        `widths` are shares of the width; figures stand in the middle of their cells.
        """
        table = self._doc.add_table(2, len(heads), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _spread(table, widths, self._wide)
        for at, head in enumerate(heads):
            _centred(table.rows[0].cells[at], plain(head), bold=True, size=11, first=True)
            number = f"({at + 1})"
            _centred(table.rows[1].cells[at], number, italic=True, size=10, first=True)
        for row in table.rows:
            _repeated(row._tr)
        pattern = _row_pattern(table)
        for cells in rows:
            table._tbl.append(_filled(pattern, [self._told(cell) for cell in cells], bold=False))
        if total:
            table._tbl.append(_filled(pattern, total, bold=True))
        self._doc.add_paragraph(style=style_name("note"))

    def signatures(self, *signers: str) -> None:
        """Leave room for those who sign, the first on the left."""
        table = self._bare_table(len(signers), (1,) * len(signers))
        for cell, signer in zip(table.rows[0].cells, signers, strict=True):
            _centred(cell, signer, bold=True)
            _centred(cell, WORDS["sign"].in_(self._lang), italic=True, size=11)
            for _ in range(4):
                _centred(cell, "")
        _kept_whole(table)

    def data(self) -> bytes:
        """Return the file, whose bytes hang on its lines alone."""
        made, fixed = BytesIO(), BytesIO()
        self._doc.save(made)
        with ZipFile(made) as old, ZipFile(fixed, "w", ZIP_DEFLATED) as new:
            for name in old.namelist():
                entry = ZipInfo(name, _LONG_AGO)
                entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
                entry.create_system = 3
                new.writestr(entry, old.read(name))
        return fixed.getvalue()

    def _bare_table(self, columns: int, widths: Sequence[int]) -> Table:
        table: Table = self._doc.add_table(1, columns)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _spread(table, widths, self._wide)
        return table


def _shape(doc: Doc, kind: Kind) -> CT_P:
    it = doc.add_paragraph(style=style_name(kind))._p
    it.getparent().remove(it)
    return it


def _run(*, bold: bool, size: int = 0) -> CT_R:
    run: CT_R = OxmlElement("w:r")
    if bold or size:
        how = OxmlElement("w:rPr")
        if bold:
            how.append(OxmlElement("w:b"))
        if size:
            sized = OxmlElement("w:sz")
            sized.set(qn("w:val"), str(2 * size))
            how.append(sized)
        run.append(how)
    text = OxmlElement("w:t")
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    return run


def _centred(
    cell: _Cell,
    words: str,
    *,
    bold: bool = False,
    italic: bool = False,
    underlined: bool = False,
    size: int = 13,
    first: bool = False,
) -> None:
    """Put words in the middle of a cell, below what is there."""
    it = cell.paragraphs[0] if first or not cell.text else cell.add_paragraph()
    it.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = it.add_run(words)
    run.font.bold, run.font.italic, run.font.underline = bold, italic, underlined
    run.font.size = Pt(size)


def _spread(table: Table, widths: Sequence[int], wide: int) -> None:
    """Give the columns their shares of the width between the margins, in millimetres."""
    table.autofit = False
    edges = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "60")
        edge.set(qn("w:type"), "dxa")
        edges.append(edge)
    table._tblPr.append(edges)
    whole = sum(widths)
    for column, width in zip(table.columns, widths, strict=True):
        for cell in column.cells:
            cell.width = Mm(wide * width // whole)
        column.width = Mm(wide * width // whole)


def _repeated(row: CT_Row) -> None:
    """Show a row again at the head of every page."""
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _kept_whole(table: Table) -> None:
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _row_pattern(table: Table) -> CT_Row:
    """Return a row of the table with empty cells."""
    row: CT_Row = deepcopy(table.rows[1]._tr)
    for mark in list(row.iter(qn("w:tblHeader"))):
        mark.getparent().remove(mark)
    for cell in row.iter(qn("w:p")):
        for part in list(cell):
            cell.remove(part)
    return row


def _filled(pattern: CT_Row, cells: Sequence[str], *, bold: bool) -> CT_Row:
    row: CT_Row = deepcopy(pattern)
    for it, words in zip(row.iter(qn("w:p")), cells, strict=True):
        how = OxmlElement("w:pPr")
        side = OxmlElement("w:jc")
        side.set(qn("w:val"), "center" if _FIGURE.fullmatch(words) else "left")
        how.append(side)
        run = _run(bold=bold, size=11)
        run[-1].text = words
        it.extend((how, run))
    return row
