"""What is written plainly is scanned by rows: with the same result, or left to the slower scan."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules.intake import workbook_copy, workbook_read
from cbccvc_rules.intake.base import Contents, TakenFile
from cbccvc_rules.intake.package import RefusedError
from cbccvc_rules.intake.sheet_frame import plain_frame
from cbccvc_rules.intake.sheet_scan import Budget, Scan
from cbccvc_rules.intake.texts_plain import plain_texts
from cbccvc_rules.intake.workbook_index import scan
from cbccvc_rules.intake.workbook_read import read_workbook
from cbccvc_rules.intake.workbook_shared import IdFormat, SharedTexts, Styles
from unit.intake.workbooks import MAIN, a_workbook, parts_of, zipped

FORMATS = Styles({3: IdFormat("CC", 3)})


def a_sheet(rows: str, more: str = "") -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{more}</worksheet>'.encode()


def scans(data: bytes, sizes: list[int]) -> tuple[Scan, Scan] | None:
    """Return the sheet as scanned by rows and by elements; None where it is not plain."""
    fast, slow = Scan(sizes, FORMATS, Budget()), Scan(sizes, FORMATS, Budget())
    frame = plain_frame(data, fast)
    if frame is None:
        return None
    scan(frame, fast)
    scan(data, slow)
    return fast, slow


def alike(fast: Scan, slow: Scan) -> bool:
    names = ("told", "odd", "ids", "height", "width", "hidden_rows", "hidden_columns", "budget")
    same = all(getattr(fast, name) == getattr(slow, name) for name in names)
    return same and fast.layout() == slow.layout()


texts = some.text(some.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
cells = some.one_of(
    texts, some.integers(-9999, 9999), some.none(), some.dates(date(1990, 1, 1), date(2099, 1, 1))
)


@given(some.lists(some.lists(cells, max_size=5), max_size=5))
def test_what_spreadsheets_write_is_scanned_alike(table: list[list[object]]) -> None:
    with zipfile.ZipFile(io.BytesIO(a_workbook(S=table))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        shared = SharedTexts()
        if "xl/sharedStrings.xml" in archive.namelist():
            data = archive.read("xl/sharedStrings.xml")
            scan(data, shared)
            plain = plain_texts(data)
            assert plain is None or plain[0] == shared.sizes
    both = scans(sheet, shared.sizes)
    assert both is None or alike(*both)


@pytest.mark.parametrize(
    ("rows", "more"),
    [
        ('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1"><v>5</v></c></row>', ""),
        (
            '<row r="2" hidden="1" spans="1:2"><c r="A2" s="1"/><c r="B2" s="3"><v>7</v></c></row>',
            "",
        ),
        ('<row r="1"><c r="A1" t="s"><v>1</v></c></row><row r="4"/><row r="9"></row>', ""),
        ('<row r="1"><c r="A1" t="n"><v>1.5E-3</v></c><c r="XFD1"/></row>', ""),
        ("", '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
    ],
)
def test_a_plain_sheet_is_scanned_alike(rows: str, more: str) -> None:
    both = scans(a_sheet(rows, more), [3, 0])
    assert both is not None
    assert alike(*both)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A2"><v>1</v></c></row>',  # in another row than its own
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="2"/><row r="1"/>',
        '<row r="1048577"/>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',  # a text there is not
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="1"> <c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v></v></c></row>',
        '<row r="1"><c r="A1"><v>&#49;</v></c></row>',
        "<row><c><v>1</v></c></row>",
        '<row r="1"><c r="A1"><v>1</v></c>',
        "<!-- --><row/>",
        '<row r="1" r="2"/>',
        '<row r="1" spans="1" spans="2"/>',
        '<row r="1" a="\1"/>',  # no XML
        '<row r="1" 1a="1"/>',
        '<row r="1"><c r="A1" s="01"><v>1</v></c></row>',
    ],
)
def test_whatever_is_written_otherwise_is_left_to_the_slower_scan(rows: str) -> None:
    fresh = Scan([3, 0], FORMATS, Budget())
    assert plain_frame(a_sheet(rows), fresh) is None
    assert (fresh.told, fresh.height, fresh.budget) == ({}, 0, Budget())


def test_cells_beside_the_rows_are_left_to_the_slower_scan() -> None:
    for more in ('<c r="A9"><v>1</v></c>', '<x:row xmlns:x="a"/>', "<sheetData></sheetData>"):
        assert plain_frame(a_sheet("", more), Scan([], Styles(), Budget())) is None


def test_too_many_cells_are_refused_as_ever() -> None:
    data = a_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>')
    with pytest.raises(RefusedError):
        plain_frame(data, Scan([], Styles(), Budget(cells=1)))
    texts_of = a_sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    with pytest.raises(RefusedError):
        plain_frame(texts_of, Scan([9], Styles(), Budget(text_bytes=8)))


@pytest.mark.parametrize(
    "text",
    [
        "<si><r><t>a</t></r></si>",
        "<si><t>a&amp;b</t></si>",
        "<si><t>a\x01</t></si>",
        "<si><t>a]]>b</t></si>",
        "<si/>",
        "<!DOCTYPE x><si><t>a</t></si>",
        "<si><t>a</t></si> ",
    ],
)
def test_texts_that_are_not_plain_are_left_to_the_slower_way(text: str) -> None:
    assert plain_texts(f'<sst xmlns="{MAIN}">{text}</sst>'.encode()) is None


def test_plain_texts_have_the_sizes_of_their_bytes() -> None:
    told = f'<sst xmlns="{MAIN}"><si><t>ấ</t></si><si><t xml:space="preserve"> a</t></si></sst>'
    assert plain_texts(told.encode()) == ([3, 2], ["ấ", " a"])
    assert plain_texts(b"\xff") is None
    assert plain_texts(b"") is None


@pytest.mark.parametrize("text", [" a", "a ", "a_x000D_b", "a\rb"])
def test_texts_that_readers_may_differ_about_are_not_taken_from_the_plain_way(text: str) -> None:
    plain = plain_texts(f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'.encode())
    assert plain is not None
    assert plain[1] is None


numbers = some.one_of(
    some.integers(-(10**17), 10**17),
    some.floats(allow_nan=False, allow_infinity=False),
    some.decimals(allow_nan=False, allow_infinity=False, places=4).map(float),
)


def read_both_ways(data: bytes) -> tuple[Contents, Contents]:
    """Read a workbook as ever, and with every sheet left to the slower way."""
    file = TakenFile("t.xlsx", ".xlsx", data)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(workbook_copy, "plain_frame", lambda *_: None)
        slow = read_workbook(file)
    return read_workbook(file), slow


@given(some.lists(some.lists(some.one_of(cells, numbers), max_size=6), max_size=6))
def test_cells_are_read_alike_either_way(table: list[list[object]]) -> None:
    fast, slow = read_both_ways(a_workbook(S=table))
    assert fast == slow


FORMATS_OF_ALL_KINDS = (
    *("0", "0.00", "#,##0", "0%", "dd/mm/yyyy", "d/m/yyyy", "dd-mm-yy", "yyyy-mm-dd"),
    "mm/dd/yyyy",
    *(
        "[$-42A]dd/mm/yyyy;@",
        "hh:mm",
        "[h]:mm",
        "dd/mm/yyyy hh:mm",
        "General",
        "@",
        '"CC"000',
        "000",
    ),
    *("0.00E+00", '#,##0 "đ"', "mmm-yy", "# ?/?", "_(* #,##0_)", 'd "tháng" m'),
)


@pytest.mark.parametrize("shown", FORMATS_OF_ALL_KINDS)
def test_numbers_of_every_format_are_read_alike_either_way(shown: str) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet, style = book.add_worksheet("S"), book.add_format({"num_format": shown})
        for row, number in enumerate((0, 1, 7, 59, 60, 61, 45640, 45640.5, -3, 1e20, 4.4, 2958466)):
            sheet.write_string(row, 0, f"t{row}")
            sheet.write_number(row, 1, number, style)
            sheet.write_blank(row, 3, None, style)
    fast, slow = read_both_ways(file.getvalue())
    assert fast == slow


@pytest.mark.parametrize("number", range(60))
def test_built_in_formats_are_read_alike_either_way(number: int) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet, style = book.add_worksheet("S"), book.add_format()
        style.set_num_format(number)
        for row, value in enumerate((1, 45640, 45640.25)):
            sheet.write_number(row, 0, value, style)
    fast, slow = read_both_ways(file.getvalue())
    assert fast == slow


def test_a_plain_list_is_not_given_to_the_other_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(workbook_read, "CalamineWorkbook", opened)
    rows = [["Mã số", "Điểm"], ["001", 9.5], [" x", date(2024, 12, 14)]]
    contents = read_workbook(TakenFile("t.xlsx", ".xlsx", a_workbook(S=rows)))
    assert contents.problems == ()
    assert contents.grids[0].lines[2].cells == (" x", date(2024, 12, 14))


FORMULA = "<f>A1&amp;&quot;Phòng&quot;</f>"
SHARED_FORMULA = '<f t="shared" ref="A1:A9" si="0">SUM(A1:B2)</f>'
WRITTEN_OTHERWISE = (
    f'<c r="A1" t="str">{FORMULA}<v>Hoàn thành tốt</v></c>',
    f'<c r="A1" t="str">{FORMULA}<v> a </v></c>'
    '<c r="B1" t="str"><v xml:space="preserve"> b</v></c>',
    f'<c r="A1" t="str">{FORMULA}<v></v></c><c r="B1"><v>1</v></c>',
    f'<c r="A1" t="str">{FORMULA}<v></v></c>',
    f'<c r="A1">{SHARED_FORMULA}<v>45640</v></c><c r="C1"><f t="shared" si="0"/><v>-2.5</v></c>',
    f'<c r="A1" s="1">{SHARED_FORMULA}<v>7</v></c><c r="B1" s="2"><v>45640</v></c>',
    f'<c r="A1" s="2">{FORMULA}<v>45640</v></c><c r="B1" s="0">{FORMULA}<v>0.5</v></c>',
    '<c r="A1" t="inlineStr"><is><t>Lê &amp; Lý &lt;3</t></is></c><c r="C1" s="1"/>',
    '<c r="B1" t="inlineStr"><is><t xml:space="preserve"> a\nb </t></is></c>',
    '<c r="A1" t="inlineStr"><is><t></t></is></c><c r="B1" t="s"><v>0</v></c>',
    '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><f>A1</f><v>0</v></c>',
    '<c r="A1" t="e"><f>NA()</f><v>#N/A</v></c><c r="C1" t="inlineStr"><is><t>x</t></is></c>',
    '<c r="A1" t="e"><v>#DIV/0!</v></c>',
    '<c r="A1" s="4" t="inlineStr"><is><t>Hä vµ tªn</t></is></c><c r="B1" s="4"><v>1</v></c>',
    '<c r="A1" s="4" t="s"><v>1</v></c><c r="B1" s="1" t="b"><v>1</v></c>',
    '<c r="A1" t="inlineStr"><is><t>a>b s="9" r="C1"</t></is></c><c r="B1" s="1"><v>7</v></c>',
)
LEFT_OVER = (
    f'<c r="A1" s="3">{FORMULA}<v>0.5</v></c>',
    '<c r="A1" t="inlineStr"><is><t> a</t></is></c>',
    '<c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c>',
    '<c r="A1" t="str"><v>a_x000D_b</v></c>',
    '<c r="A1" t="str"><v>a&#10;b</v></c>',
    '<c r="A1" t="str"><v>a\rb</v></c>',
    '<c r="A1" t="str"><v><![CDATA[a]]></v></c>',
    '<c r="A1"><f>A2</f></c>',
    '<c r="A1"><f>A2</f><v></v></c>',
    f'<c r="A1" t="str"><v>{"x" * 40_000}</v></c>',
    '<c r="A1" s="3"><v>45640</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c>',
    '<c r="A2" t="str"><v>a</v></c>',
    '<c r="B1" t="str"><v>a</v></c><c r="A1"><v>1</v></c>',
)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="00000"/>'
    '<numFmt numFmtId="165" formatCode="h:mm"/></numFmts><fonts><font/><font>'
    '<name val=".VnTime"/></font></fonts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/>'
    '<xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>'
)
STRINGS = f'<sst xmlns="{MAIN}"><si><t>một</t></si><si><t>hai</t></si></sst>'


def a_book(rows: str, styles: str = STYLES) -> bytes:
    return zipped(parts_of(f"<sheetData>{rows}</sheetData>", strings=STRINGS, styles=styles))


def in_rows(cells: str, count: int = 3) -> str:
    """Return rows of the same shape, one below the other."""
    made = ""
    for number in range(1, count + 1):
        told = re.sub(r'(<c r="[A-Z]+)1"', rf'\g<1>{number}"', cells)
        made += f'<row r="{number}" spans="1:3">{told}</row>'
    return made


@pytest.mark.parametrize("cells", [*WRITTEN_OTHERWISE, *LEFT_OVER])
@pytest.mark.parametrize("fonts", [True, False])
def test_formulas_and_texts_in_cells_are_read_alike_either_way(cells: str, *, fonts: bool) -> None:
    styles = STYLES if fonts else STYLES.replace(".VnTime", "Arial")
    fast, slow = read_both_ways(a_book(in_rows(cells), styles))
    assert fast == slow


@pytest.mark.parametrize("cells", WRITTEN_OTHERWISE)
def test_formulas_and_texts_in_cells_are_read_by_rows(
    monkeypatch: pytest.MonkeyPatch, cells: str
) -> None:
    def opened(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(workbook_read, "CalamineWorkbook", opened)
    contents = read_workbook(TakenFile("t.xlsx", ".xlsx", a_book(in_rows(cells))))
    assert contents.problems == ()


@given(
    some.lists(some.lists(some.sampled_from(WRITTEN_OTHERWISE + LEFT_OVER), max_size=3), max_size=4)
)
def test_rows_of_every_shape_are_read_alike_either_way(table: list[list[str]]) -> None:
    rows = "".join(
        f'<row r="{number}">{moved(cells, number)}</row>' for number, cells in enumerate(table, 1)
    )
    fast, slow = read_both_ways(a_book(rows))
    assert fast == slow


def moved(parts: list[str], number: int) -> str:
    """Return cells of one row that stand beside each other, three columns for each part."""
    made = ""
    for at, cells in enumerate(parts):
        for column, one in enumerate("ABC"):
            letter = chr(ord("A") + 3 * at + column)
            cells = cells.replace(f'<c r="{one}1"', f'<c R="{letter}{number}"')
        made += cells.replace("<c R=", "<c r=")
    return made


@given(some.lists(some.lists(some.one_of(cells, numbers), max_size=6), max_size=6))
def test_what_openpyxl_writes_is_read_alike_either_way(table: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    for row in table:
        book.active.append([None if one == "" else one for one in row])
    file = io.BytesIO()
    book.save(file)
    fast, slow = read_both_ways(file.getvalue())
    assert fast == slow


@pytest.mark.parametrize(
    ("text", "by_rows"),
    [
        ("<t>Tổ chức &amp; Cán bộ</t>", True),
        ("<r><rPr><b/></rPr><t>Hoàn thành</t></r><r><t xml:space='preserve'> tốt</t></r>", True),
        ("<t>a&#10;b</t>", True),
        ("<t>x</t><rPh><t>y</t></rPh>", True),
        ("<r><t>Hoàn thành</t></r><r><t> tốt</t></r>", False),
        ("<t>a_x000D_b</t>", False),
        ("<t>a&#13;b</t>", False),
    ],
)
def test_shared_texts_that_are_not_plain_are_read_alike_either_way(
    monkeypatch: pytest.MonkeyPatch, text: str, *, by_rows: bool
) -> None:
    strings = f'<sst xmlns="{MAIN}"><si>{text}</si><si><t>hai</t></si></sst>'
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    book = zipped(parts_of(f"<sheetData>{in_rows(cells)}</sheetData>", strings=strings))
    fast, slow = read_both_ways(book)
    assert fast == slow
    assert fast.problems == ()
    asked: list[object] = []
    monkeypatch.setattr(workbook_read, "CalamineWorkbook", asked)
    assert (read_workbook(TakenFile("t.xlsx", ".xlsx", book)).problems == ()) is by_rows
