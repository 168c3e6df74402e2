"""Workbooks made to crash, hang or fill a reader, and what each is refused for.

Run as a program, this reads them all within tight limits and prints what each came to.
"""

from __future__ import annotations

import io
import json
import resource
import struct
import sys
import time
import zipfile
from typing import TYPE_CHECKING

from unit.intake.workbooks import (
    MAIN,
    a_row,
    a_sheet,
    an_open_cell,
    an_open_row,
    contents,
    open_parts,
    parts_of,
    zipped,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DATA_LIMIT = 200_000_000  # bytes that the program may ask for, its own modules included
CPU_SECONDS = 30  # for all of them

A1 = '<c r="A1"><v>1</v></c>'
LAUGHS = "".join(
    f'<!ENTITY l{at} "{f"&l{at - 1};" * 10 if at else "ha" * 10}">' for at in range(10)
)
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def far_cells() -> bytes:
    return zipped(parts_of(f"<sheetData>{FAR}</sheetData>"))


def far_cells_under_a_prefix() -> bytes:
    hidden = FAR.replace("<", "<x:").replace("<x:/", "</x:")
    return zipped(parts_of(f'<sheetData xmlns:x="{MAIN}">{hidden}</sheetData>'))


def far_rows() -> bytes:
    return zipped(parts_of(f"<sheetData>{FAR.replace('XFD', 'A')}</sheetData>"))


def many_far_sheets() -> bytes:
    sheet = f"<sheetData>{FAR.replace('XFD', 'A').replace('1048576', '400000')}</sheetData>"
    return zipped(parts_of(*[sheet] * 200))


def far_empty_texts() -> bytes:
    empty = FAR.replace('"><v>1</v>', '" t="str"><v></v>')
    return zipped(parts_of(f"<sheetData>{empty}</sheetData>"))


def far_cells_in_another_encoding() -> bytes:
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{FAR}</sheetData></worksheet>'
    text = f'<?xml version="1.0" encoding="cp037"?>{sheet}'
    return zipped({**parts_of(""), "xl/worksheets/sheet1.xml": text.encode("cp037")})


def a_bomb() -> bytes:
    return zipped(parts_of("<sheetData/>" + " " * 90_000_000))


def a_bomb_of_shared_texts() -> bytes:
    return a_sheet(A1, strings=f'<sst xmlns="{MAIN}">{"<si/>" * 9_000_000}</sst>')


def bombs_together() -> bytes:
    parts = parts_of(*[a_row(A1)] * 3)
    return zipped({**parts, **{f"xl/media/{at}": b"\1" * 40_000_000 for at in range(3)}})


def a_bomb_that_lies_about_its_size() -> bytes:
    parts = parts_of("")
    path, _ = parts.popitem()
    file = io.BytesIO(zipped(parts))
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open(path, "w") as stream,
    ):
        for _ in range(60):
            stream.write(b" " * 10_000_000)
    data = bytearray(file.getvalue())
    at = data.rfind(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<L", 5_000)
    return bytes(data)


def many_empty_entries() -> bytes:
    return zipped({f"{at}": b"" for at in range(60_000)}, zipfile.ZIP_STORED)


def a_directory_that_claims_to_be_endless() -> bytes:
    data = bytearray(a_sheet(A1))
    data[-10:-6] = struct.pack("<L", 0xFFFF_FFF0)
    return bytes(data)


def entities_in_a_sheet() -> bytes:
    text = f"<!DOCTYPE w [{LAUGHS}]><worksheet>{a_row(A1)}&l9;</worksheet>"
    return zipped({**parts_of(""), "xl/worksheets/sheet1.xml": text})


def entities_in_shared_texts() -> bytes:
    strings = f'<!DOCTYPE w [{LAUGHS}]><sst xmlns="{MAIN}"><si><t>&l9;</t></si></sst>'
    return a_sheet('<c r="A1" t="s"><v>0</v></c>', strings=strings)


def an_entity_from_outside() -> bytes:
    strings = f'<!DOCTYPE w SYSTEM "file:///etc/passwd"><sst xmlns="{MAIN}"/>'
    return a_sheet(A1, strings=strings)


def entities_in_the_index() -> bytes:
    parts = parts_of(a_row(A1))
    return zipped({**parts, "xl/workbook.xml": f"<!DOCTYPE w [{LAUGHS}]><workbook>&l9;</workbook>"})


def one_long_text_everywhere() -> bytes:
    strings = f'<sst xmlns="{MAIN}"><si><t>{"ệ" * 32_000}</t></si></sst>'
    cells = "".join(
        f'<row r="{row}">' + '<c t="s"><v>0</v></c>' * 20 + "</row>" for row in range(1, 5_000)
    )
    return zipped(parts_of(f"<sheetData>{cells}</sheetData>", strings=strings))


def one_text_that_is_too_long() -> bytes:
    strings = f'<sst xmlns="{MAIN}"><si>{"<r><t>ab</t></r>" * 20_000}</si></sst>'
    return a_sheet('<c r="A1" t="s"><v>0</v></c>', strings=strings)


def deep_elements() -> bytes:
    return zipped(parts_of(f"<sheetData>{'<a>' * 300_000}{'</a>' * 300_000}</sheetData>"))


def one_part_for_many_sheets() -> bytes:
    parts = parts_of(*[a_row(A1)] * 200)
    links = str(parts["xl/_rels/workbook.xml.rels"])
    for number in range(2, 201):
        links = links.replace(f"sheet{number}.xml", "sheet1.xml")
    return zipped({**parts, "xl/_rels/workbook.xml.rels": links})


def too_many_sheets() -> bytes:
    return zipped(parts_of(*[a_row(A1)] * 256))


def two_entries_of_one_name() -> bytes:
    parts = parts_of(a_row(A1))
    return zipped({**parts, "XL/worksheets/sheet1.xml": parts["xl/worksheets/sheet1.xml"]})


def another_way_of_packing() -> bytes:
    return zipped(parts_of(a_row(A1)), zipfile.ZIP_BZIP2)


def a_locked_entry() -> bytes:
    data = bytearray(a_sheet(A1))
    at = data.find(b"PK\1\2")
    data[at + 8] |= 1
    return bytes(data)


def cells_out_of_order() -> bytes:
    return a_sheet('<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c>')


def two_cells_for_one_place() -> bytes:
    return a_sheet(A1 + A1)


def a_reference_out_of_bounds() -> bytes:
    return a_sheet('<c r="A9999999"><v>1</v></c>')


def a_column_out_of_bounds() -> bytes:
    return a_sheet('<c r="XFE1"><v>1</v></c>')


def hidden_text() -> bytes:
    return a_sheet('<c r="A1" t="str"><v><![CDATA[VC001]]></v></c><c r="B1"><v>1</v></c>')


def a_text_that_is_nowhere() -> bytes:
    return a_sheet('<c r="A1" t="s"><v>7</v></c>')


ONE = an_open_cell("<text:p>x</text:p>")
EVERY_ROW = {"number_rows_repeated": "1048576"}
LONG = an_open_cell(f"<text:p>{'x' * 30_000}</text:p>", number_columns_repeated="200")


def a_row_that_repeats_to_the_end() -> bytes:
    return zipped(open_parts(an_open_row(ONE, **EVERY_ROW)))


def rows_that_repeat_in_many_sheets() -> bytes:
    return zipped(open_parts(*[an_open_row(ONE, number_rows_repeated="200000")] * 200))


def a_cell_that_repeats_in_rows_that_do() -> bytes:
    cells = an_open_cell("<text:p>x</text:p>", number_columns_repeated="16384")
    return zipped(open_parts(an_open_row(cells, number_rows_repeated="1000")))


def a_long_text_that_repeats() -> bytes:
    return zipped(open_parts(an_open_row(LONG, number_rows_repeated="100")))


def a_far_cell_of_an_open_document() -> bytes:
    blank = an_open_cell(kind="", number_columns_repeated="16383")
    rows = an_open_row(blank, number_rows_repeated="1048575") + an_open_row(blank + ONE)
    return zipped(open_parts(rows))


def hidden_rows_to_the_end_in_many_sheets() -> bytes:
    hidden = an_open_row("", visibility="collapse", **EVERY_ROW)
    return zipped(open_parts(*[hidden] * 200, an_open_row(ONE, **EVERY_ROW)))


def columns_that_repeat_without_end() -> bytes:
    return zipped(
        open_parts(an_open_row(an_open_cell("<text:p/>", number_columns_repeated="9" * 9)))
    )


def spaces_without_end() -> bytes:
    spaces = '<text:p><text:s text:c="99999999"/></text:p>' * 2_000
    return zipped(open_parts(an_open_row(an_open_cell(spaces + "<text:p>x</text:p>"))))


def entities_in_an_open_document() -> bytes:
    return zipped(open_parts(an_open_row(ONE), top=f"<!DOCTYPE w [{LAUGHS}]>"))


def names_with_another_meaning() -> bytes:
    names = ' xmlns:office="o" xmlns:table="t" xmlns:text="x"'
    return zipped(open_parts(an_open_row(ONE), names=names))


def a_book_of_two_kinds() -> bytes:
    return zipped(
        {**open_parts(an_open_row(ONE)), **parts_of(a_row(A1)), "[Content_Types].xml": ""}
    )


def a_locked_open_document() -> bytes:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    return zipped({**open_parts(an_open_row(ONE)), "META-INF/manifest.xml": manifest})


def an_open_bomb() -> bytes:
    return zipped(open_parts(an_open_row(" " * 90_000_000)))


def deep_elements_in_a_cell() -> bytes:
    deep = f"<text:p>{'<text:span>' * 300_000}{'</text:span>' * 300_000}</text:p>"
    return zipped(open_parts(an_open_row(an_open_cell(deep))))


ATTACKS: dict[Callable[[], bytes], str] = {
    far_cells: "sheet-too-sparse",
    far_cells_under_a_prefix: "sheet-too-sparse",
    many_far_sheets: "sheet-too-sparse",
    far_empty_texts: "sheet-too-sparse",
    far_rows: "sheet-too-sparse",
    far_cells_in_another_encoding: "workbook-broken",
    a_bomb: "workbook-bomb",
    a_bomb_of_shared_texts: "workbook-bomb",
    bombs_together: "workbook-bomb",
    a_bomb_that_lies_about_its_size: "workbook-broken",
    many_empty_entries: "workbook-too-large",
    a_directory_that_claims_to_be_endless: "workbook-too-large",
    entities_in_a_sheet: "workbook-entities",
    entities_in_shared_texts: "workbook-entities",
    an_entity_from_outside: "workbook-entities",
    entities_in_the_index: "workbook-entities",
    one_long_text_everywhere: "workbook-too-large",
    one_text_that_is_too_long: "cell-too-long",
    deep_elements: "workbook-bomb",
    one_part_for_many_sheets: "workbook-broken",
    too_many_sheets: "workbook-too-large",
    two_entries_of_one_name: "workbook-broken",
    another_way_of_packing: "workbook-broken",
    a_locked_entry: "workbook-encrypted",
    cells_out_of_order: "workbook-broken",
    two_cells_for_one_place: "workbook-broken",
    a_reference_out_of_bounds: "workbook-broken",
    a_column_out_of_bounds: "workbook-broken",
    hidden_text: "sheet-misread",
    a_text_that_is_nowhere: "workbook-broken",
    a_row_that_repeats_to_the_end: "too-many-rows",
    rows_that_repeat_in_many_sheets: "too-many-rows",
    a_cell_that_repeats_in_rows_that_do: "sheet-too-large",
    a_long_text_that_repeats: "workbook-too-large",
    a_far_cell_of_an_open_document: "sheet-too-sparse",
    hidden_rows_to_the_end_in_many_sheets: "too-many-rows",
    columns_that_repeat_without_end: "workbook-broken",
    spaces_without_end: "cell-too-long",
    entities_in_an_open_document: "workbook-entities",
    names_with_another_meaning: "workbook-broken",
    a_book_of_two_kinds: "workbook-broken",
    a_locked_open_document: "workbook-encrypted",
    an_open_bomb: "workbook-bomb",
    deep_elements_in_a_cell: "workbook-bomb",
}


def outcomes(files: dict[str, bytes]) -> Iterator[tuple[str, list[str], int]]:
    """Yield of each file its name, its problems, and the milliseconds of work."""
    for name, data in files.items():
        start = time.process_time()
        codes = [problem.code for problem in contents(data).problems]
        yield name, codes, round(1000 * (time.process_time() - start))


def main() -> None:
    """Read the files of an archive on standard input, within limits."""
    resource.setrlimit(resource.RLIMIT_DATA, (DATA_LIMIT, DATA_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    with zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for outcome in outcomes(files):
        sys.stdout.write(json.dumps(outcome) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
