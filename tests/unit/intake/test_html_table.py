"""Tables of HTML with an ending of Excel are read; pages that hold none are told for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cbccvc_rules import read
from cbccvc_rules.intake.base import Merge, TakenFile
from cbccvc_rules.intake.html_table import MAX_CELLS
from cbccvc_rules.intake.old_letters import TCVN3, bytes_of
from cbccvc_rules.intake.other_kinds import is_page
from cbccvc_rules.intake.workbook_read import read_workbook
from old_text import WRITTEN
from unit.intake.rounds import codes, refused_for

if TYPE_CHECKING:
    from pathlib import Path

HEAD = (
    "<tr><th>Mã số</th><th>Họ và tên</th><th>Loại đối tượng</th><th>Mã đơn vị</th>"
    "<th>Mức xếp loại</th></tr>"
)
ROWS = (
    "<tr><td>A01</td><td>Nguyễn Thị&nbsp;Thắm &amp; Hà</td><td>viên chức</td><td>T1</td>"
    "<td>Hoàn thành<br>tốt nhiệm vụ</td></tr>\n"
    "<tr><td>A02<td>Trần Văn Cúc<td>viên chức<td>T1<td>Hoàn thành nhiệm vụ"
)


def a_page(table: str, head: str = '<meta charset="utf-8">') -> str:
    return f"<!DOCTYPE html>\n<html><head>{head}<title>x</title></head><body><table>{table}</table>"


def cells(page: str | bytes) -> list[list[object]]:
    data = page if isinstance(page, bytes) else page.encode()
    contents = read_workbook(TakenFile("t.xls", ".xls", data))
    assert contents.problems == ()
    return [list(line.cells) for line in contents.grids[0].lines]


def fault(page: str | bytes) -> str:
    data = page if isinstance(page, bytes) else page.encode()
    contents = read_workbook(TakenFile("t.xls", ".xls", data))
    (problem,) = contents.problems
    assert problem.say("vi") != problem.say("en")
    return problem.code


@pytest.mark.parametrize("name", ["danh-sach.xls", "danh-sach.xlsx"])
def test_a_page_reads_as_a_list(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(a_page(HEAD + ROWS), encoding="utf-8")
    first, second = read(tmp_path / name, period="2024").tables["staff"]
    assert (first.key, first.values["name"]) == ("A01", "Nguyễn Thị Thắm & Hà")
    assert (first.values["rating"], second.values["rating"]) == ("HTTNV", "HTNV")
    assert str(second.place("rating")) == f"{name}!E3"


def test_a_page_in_an_old_encoding_reads_as_a_list(tmp_path: Path) -> None:
    data = bytes_of(WRITTEN[TCVN3](a_page(HEAD + ROWS, "").replace("\n", "")))
    assert data is not None
    (tmp_path / "a.xls").write_bytes(data)
    batch = read(tmp_path / "a.xls", period="2024")
    assert batch.tables["staff"][1].values["name"] == "Trần Văn Cúc"
    assert "text-recoded" in codes(batch)


WESTERN = '<meta http-equiv=Content-Type content="text/html; charset=windows-1252">'


def test_a_page_that_excel_saved_as_western_text_has_its_letters_as_references() -> None:
    words = "Họ và tên", "Lê Thị Hường", "Hoàn thành xuất sắc nhiệm vụ", "Phòng Nội vụ"
    table = "".join(f"<tr><td>{one}</td><td>{one}</td></tr>" for one in words)
    page = a_page(table, WESTERN).encode("cp1252", errors="xmlcharrefreplace")
    assert page.count(b"&#") > len(words)
    assert cells(page) == [[one, one] for one in words]


def test_a_page_in_an_old_encoding_that_calls_itself_western_is_told_by_its_words(
    tmp_path: Path,
) -> None:
    data = bytes_of(WRITTEN[TCVN3](a_page(HEAD + ROWS, WESTERN).replace("\n", "")))
    assert data is not None
    (tmp_path / "a.xls").write_bytes(data)
    batch = read(tmp_path / "a.xls", period="2024")
    assert batch.tables["staff"][1].values["name"] == "Trần Văn Cúc"


def test_a_page_that_says_it_is_windows_1258_is_read_so() -> None:
    head = WESTERN.replace("1252", "1258")
    page = a_page("<tr><td>H\u00f4\u0323i<td>2<tr><td>3<td>4", head).encode("cp1258")
    assert cells(page)[0] == ["Hội", "2"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_page_may_be_in_any_form_of_unicode(encoding: str) -> None:
    assert cells(a_page("<tr><td>ă<td>2<tr><td>3<td>4").encode(encoding))[0] == ["ă", "2"]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("<tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e", [["a", "", "b"], ["c", "d", "e"]]),
        ("<tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e", [["a", "b"], ["", "c"], ["d", "e"]]),
        (
            '<tr><td>a<td rowspan="2" colspan="2">b<td>c<tr><td>d<td>e<tr><td>f<td>g<td>h<td>i',
            [["a", "b", "", "c"], ["d", "", "", "e"], ["f", "g", "h", "i"]],
        ),
        ("<tr><td>a<td>b</tr><tr><td>c</tr><tr><td>d<td>e", [["a", "b"], ["c", ""], ["d", "e"]]),
        (
            "<tr><td>a<td><table><tr><td>b<td>c</table><tr><td>d<td>e",
            [["a", "b c"], ["d", "e"]],
        ),
        (
            "<thead><tr><td>a<td>b</thead><tbody><tr><td>c<td><script>x</script>d",
            [["a", "b"], ["c", "d"]],
        ),
        ("<tr><td rowspan=0 colspan=x>a<td>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
        ("<tr><td>a<td>b</table><p>x<table><tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
    ],
)
def test_cells_stand_where_excel_puts_them(table: str, told: list[list[str]]) -> None:
    assert cells(a_page(table)) == told


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><h1>500 Internal Server Error</h1></body></html>",
        "<!DOCTYPE html><html><body>Phiên làm việc đã hết hạn</body></html>",
        "<table></table>",
        a_page("<tr><td>Đăng nhập</td></tr><tr><td>Mật khẩu</td></tr>"),
    ],
)
def test_a_page_without_a_list_is_told_for_what_it_is(page: str, tmp_path: Path) -> None:
    assert fault(page) == "workbook-html"
    (tmp_path / "a.xlsx").write_text(page, encoding="utf-8")
    assert refused_for(tmp_path / "a.xlsx", period="2024") == ["workbook-html"]


def test_no_entity_of_a_page_is_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    found = cells(bomb + "<table><tr><td>&b;<td>1<tr><td>&#86;<td>&lt;2&gt;</table>")
    assert "aaaa" not in str(found)
    assert found[-1] == ["V", "<2>"]


HOSTILE = {
    "wide": a_page("<tr>" + "<td colspan=500>a" * 3_000),
    "many": a_page("<tr><td colspan=500>a<td>b" * (MAX_CELLS // 500)),
    "deep": "<table><tr><td>" * 100_000,
    "long tag": a_page("<tr><td " + "a" * 2_000_000 + ">b"),
    "open tags": "<html>" + "<a" * 1_000_000,
    "open comments": "<html>" + "<!--" * 500_000,
    "attributes": a_page("<tr><td " + "a=b " * 2_000 + ">c") + "<td " * 500_000,
    "signs": "<html>" + "<" * 1_000_000,
    "declarations": "<html>" + "<!a" * 500_000,
    "instructions": "<html>" + "<?a" * 500_000,
    "ends": "<html>" + "</" * 1_000_000,
    "references": a_page("<tr><td>" + "&a" * 1_000_000),
    "spans": a_page("<tr><td rowspan=9999 colspan=499>a" + "<tr><td>b" * 5_000),
    "scripts": "<html>" + "<script>" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_made_to_be_slow_comes_to_an_end(name: str) -> None:
    """Were the time to grow with the square of the length, none of them would."""
    contents = read_workbook(TakenFile("t.xls", ".xls", HOSTILE[name].encode()))
    assert len(contents.problems) + len(contents.grids) == 1


@given(some.text(alphabet="<>/!-&;a= \"'trdhebl?[]", max_size=300))
def test_no_page_stops_the_reader(text: str) -> None:
    contents = read_workbook(TakenFile("t.xls", ".xls", f"<table>{text}".encode()))
    assert len(contents.problems) + len(contents.grids) == 1


def test_a_text_that_begins_like_a_page_is_one() -> None:
    assert is_page(b"\xef\xbb\xbf\n <!DOCTYPE html>")
    assert is_page(b'<?xml version="1.0"?>\n<html xmlns="x">')
    assert not is_page(b"staff_id,name")
    assert not is_page(b'<?xml version="1.0"?><Workbook>')


def test_cells_that_span_others_are_merged_ones() -> None:
    page = a_page("<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d")
    contents = read_workbook(TakenFile("t.xls", ".xls", page.encode()))
    assert contents.grids[0].layout.merges == (Merge(1, 1, 2, 1), Merge(1, 2, 1, 3))


def test_headings_in_two_rows_are_read_as_in_a_workbook(tmp_path: Path) -> None:
    page = a_page(
        "<tr><td rowspan=2>TT<td rowspan=2>Mã số<td rowspan=2>Họ và tên"
        "<td rowspan=2>Loại đối tượng<td rowspan=2>Mã đơn vị<td colspan=2>Kết quả xếp loại"
        "<tr><td>Cá nhân tự đề xuất<td>Mức xếp loại"
        "<tr><td>1<td>A01<td>Lê Hà<td>viên chức<td>T1<td>HTTNV<td>HTNV"
    )
    (tmp_path / "a.xls").write_text(page, encoding="utf-8")
    (row,) = read(tmp_path / "a.xls", period="2024").tables["staff"]
    assert (row.values["self_rating"], row.values["rating"]) == ("HTTNV", "HTNV")


def test_rows_and_columns_that_a_page_hides_are_read_and_known_as_hidden(tmp_path: Path) -> None:
    hidden = ROWS.replace("<tr><td>A02<td>", '<tr style="DISPLAY : none"><td>A02<td hidden>')
    page = a_page(HEAD + hidden)
    contents = read_workbook(TakenFile("t.xls", ".xls", page.encode()))
    (grid,) = contents.grids
    assert grid.layout.hidden_rows == {3}
    assert grid.layout.hidden_columns == {2}
    path = tmp_path / "t.xls"
    path.write_text(page, encoding="utf-8")
    batch = read(path, period="2024")
    assert batch.people == 2
    assert {"rows-hidden", "columns-hidden"} <= set(codes(batch))


def test_a_table_that_a_page_does_not_show_is_hidden_row_by_row() -> None:
    page = a_page(HEAD + ROWS).replace("<table>", '<table style="visibility:hidden">')
    (grid,) = read_workbook(TakenFile("t.xls", ".xls", page.encode())).grids
    assert grid.layout.hidden_rows == {1, 2, 3}


ONE = "<tr><td>Mã số</td><td>Mức</td></tr><tr><td>A01</td><td>HTTNV</td></tr>"


@pytest.mark.parametrize(
    "page",
    [
        f"<table>{ONE}<tr><td>A02</td><td>HT",
        f"<table>{ONE}",
        f"<html><body><table>{ONE}<tr><td>3</td></table><br />Fatal error: Maximum execution time",
        f"<table>{ONE}</table><p>java.lang.Exception: stack trace",
    ],
)
def test_a_page_that_was_cut_off_is_refused(page: str) -> None:
    assert fault(page) == "page-cut"


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>Mã số<td>Mức<tr><td>A01<td>HTTNV",
        f"<table>{ONE}</table><p>Người lập biểu</p>",
    ],
)
def test_a_page_that_closes_nothing_or_ends_with_words_is_whole(page: str) -> None:
    assert cells(page)[:2] == [["Mã số", "Mức"], ["A01", "HTTNV"]]


def test_what_a_cell_hides_is_not_read_and_told() -> None:
    hidden = '<span style="display:none">X<span>Y</span>S</span>'
    table = f"<style>.k {{visibility: hidden}}</style><table><tr><td>HT{hidden}<td>A<tr><td>B"
    table += "<td>C<i class='m k'>D</i>E"
    contents = read_workbook(TakenFile("t.xls", ".xls", table.encode()))
    (grid,) = contents.grids
    assert [list(line.cells) for line in grid.lines] == [["HT", "A"], ["B", "CE"]]
    (note,) = grid.notes
    assert (note.code, note.params["cells"]) == ("cells-hidden-text", "A1, B2")


def test_what_a_class_strikes_or_hides_is_struck_or_hidden() -> None:
    style = (
        "<style><!-- .xl9\n{color:red; text-decoration:line-through;} tr.no {display:none}</style>"
    )
    page = f"{style}<table><tr><td>A<td class='a xl9'>B<tr class=no><td>C<td>D</table>"
    (grid,) = read_workbook(TakenFile("t.xls", ".xls", page.encode())).grids
    assert grid.layout.struck == {(1, 2)}
    assert grid.layout.hidden_rows == {2}


def test_what_is_seen_in_fields_of_a_form_is_read_and_told(tmp_path: Path) -> None:
    fields = (
        '<input value="HTT">',
        "<select><option>HTXS<option selected>HTT</select>",
        "<select><option>HTXS</option><option>HTT</option></select>",
        '<input type="hidden" value="HT">HTT',
    )
    table = "".join(f"<tr><td>{at}</td><td>{one}</td></tr>" for at, one in enumerate(fields))
    assert [row[1] for row in cells(a_page(table))] == ["HTT", "HTT", "HTXS", "HTT"]
    told = read_workbook(TakenFile("t.xls", ".xls", a_page(table).encode())).grids[0].notes
    assert [one.params["cells"] for one in told] == ["B1, B2, B3"]


def test_boxes_that_are_ticked_are_ticks() -> None:
    ticked, plain = "<input type=checkbox checked>", '<input type="radio">'
    table = f"<tr><td>1<td>{ticked}<td>{plain}</tr><tr><td>2<td>{plain}<td>{ticked}</tr>"
    assert cells(a_page(table)) == [["1", "x", ""], ["2", "", "x"]]


def test_words_of_a_table_in_a_cell_stay_apart() -> None:
    inner = "<table><tr><td>Lý</td><td>An</td></tr></table>"
    table = f"<tr><td>1</td><td>{inner}</td></tr><tr><td>2</td><td>x</td></tr>"
    assert cells(a_page(table))[0] == ["1", "Lý An"]


def test_letters_that_were_lost_before_are_told() -> None:
    page = a_page("<tr><td>Xuy\ufffdn<td>2<tr><td>3<td>4")
    (note,) = read_workbook(TakenFile("t.xls", ".xls", page.encode())).grids[0].notes
    assert note.code == "letters-lost"
