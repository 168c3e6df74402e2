"""The sheet that documents are written on: its size, margins, letters, styles and page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from docx import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from cbccvc_rules.records import dataclass
from cbccvc_rules.reports.docx.words import WORDS

if TYPE_CHECKING:
    from docx.document import Document as Doc
    from docx.styles.style import ParagraphStyle

    from cbccvc_rules.sources import Lang

Kind = Literal[
    "line", "entry", "said", "depth0", "depth1", "depth2", "depth3", "depth4", "depth5", "note"
]
DEPTHS: tuple[Kind, ...] = ("depth0", "depth1", "depth2", "depth3", "depth4", "depth5")
"""The kinds of small lines, each set in deeper than the one before."""

FONT = "Times New Roman"
_TAGS = {"vi": "vi-VN", "en": "en-GB"}
# Depth of a small line: how far it is set in, in millimetres.
_STEP_MM = 6


@dataclass(frozen=True, slots=True)
class Look:
    """How lines of a kind look: size in points, space before and after, set in by millimetres."""

    size: int
    before: int = 0
    after: int = 3
    indent: int = 0
    hanging: int = 0
    bold: bool = False
    italic: bool = False
    keep: bool = False


LOOKS: dict[Kind, Look] = {
    "line": Look(13, after=4),
    "entry": Look(13, before=6, after=2, bold=True, keep=True),
    "said": Look(13, after=3),
    **{kind: Look(11, 0, 1, 4 + _STEP_MM * at, 3) for at, kind in enumerate(DEPTHS)},
    "note": Look(11, after=4, italic=True),
}


def sheet(title: str, lang: Lang, author: str, *, lying: bool = False) -> Doc:
    """Return an empty A4 sheet with the margins and letters of official documents.

    For wide tables it is `lying`.
    """
    doc = Document()
    section = doc.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if lying else (Mm(210), Mm(297))
    if lying:
        section.orientation = WD_ORIENTATION.LANDSCAPE
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    section.footer_distance = Mm(10)
    _letters(doc, lang)
    for kind, look in LOOKS.items():
        _styled(doc, kind, look)
    _headings(doc)
    about = doc.core_properties
    about.title, about.author, about.last_modified_by = title, author, author
    about.comments, about.keywords, about.language = "", "", _TAGS[lang]
    for one in list(about._element):
        if one.tag in {qn("dcterms:created"), qn("dcterms:modified")}:
            about._element.remove(one)
    _without_thumbnail(doc)
    _numbered_pages(doc, title, lang)
    return doc


def _letters(doc: Doc, lang: Lang) -> None:
    normal = _paragraph_style(doc, "Normal")
    normal.font.name, normal.font.size = FONT, Pt(13)
    normal.paragraph_format.space_after = Pt(0)
    for style in doc.styles.element.iter(qn("w:rFonts")):
        for name in list(style.attrib):
            del style.attrib[name]
        for part in ("ascii", "hAnsi", "cs", "eastAsia"):
            style.set(qn(f"w:{part}"), FONT)
    for told in doc.styles.element.iter(qn("w:lang")):
        told.set(qn("w:val"), _TAGS[lang])


def _styled(doc: Doc, kind: Kind, look: Look) -> None:
    style = doc.styles.add_style(style_name(kind), WD_STYLE_TYPE.PARAGRAPH)
    assert style.type == WD_STYLE_TYPE.PARAGRAPH
    style = _paragraph_style(doc, style_name(kind))
    style.base_style = doc.styles["Normal"]
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.left_indent, shape.first_line_indent = Mm(look.indent), Mm(-look.hanging)
    shape.keep_with_next = look.keep
    if kind in {"line", "said"}:
        shape.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _headings(doc: Doc) -> None:
    sizes = {"Title": 15, "Subtitle": 13, "Heading 1": 13, "Heading 2": 13, "Heading 3": 13}
    for name, size in sizes.items():
        style = _paragraph_style(doc, name)
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
        style.font.bold = name != "Subtitle"
        style.font.italic = name in {"Subtitle", "Heading 3"}
        shape = style.paragraph_format
        shape.space_before = Pt(14 if name == "Title" else 0 if name == "Subtitle" else 10)
        shape.space_after, shape.keep_with_next = Pt(4), True
        drawn = style.element.pPr
        for line in list(drawn.iter(qn("w:pBdr"))):
            drawn.remove(line)
        for spaced in list(style.element.iter(qn("w:spacing"), qn("w:kern"))):
            if spaced.getparent().tag == qn("w:rPr"):
                spaced.getparent().remove(spaced)


def _paragraph_style(doc: Doc, name: str) -> ParagraphStyle:
    style: ParagraphStyle = doc.styles[name]
    return style


def style_name(kind: Kind) -> str:
    """Return what the style of a kind of lines is called."""
    return f"Cbccvc {kind}"


def _without_thumbnail(doc: Doc) -> None:
    """Drop the picture that the empty document of the library brings along."""
    rels = doc.part.package.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[key]


def _numbered_pages(doc: Doc, title: str, lang: Lang) -> None:
    """Put the title and the number of the page below every page: the only fields there are."""
    it = doc.sections[0].footer.paragraphs[0]
    it.alignment = WD_ALIGN_PARAGRAPH.CENTER
    it.add_run(f"{title} – {WORDS['page'].in_(lang)} ").font.size = Pt(9)
    for at, field in enumerate(("PAGE", "NUMPAGES")):
        if at:
            it.add_run("/").font.size = Pt(9)
        for mark, text in (("begin", ""), ("", field), ("separate", ""), ("", ""), ("end", "")):
            run = it.add_run()
            run.font.size = Pt(9)
            if mark:
                char = OxmlElement("w:fldChar")
                char.set(qn("w:fldCharType"), mark)
                run._r.append(char)
            elif text:
                said = OxmlElement("w:instrText")
                said.text = f" {text} "
                run._r.append(said)
            else:
                run.text = "1"
