"""What a workbook to fill says to whoever fills it: notes of columns, items of lists, the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.authoring.template import provisions
from cbccvc_rules.model.column import A_PERIOD, SHARE, Kind
from cbccvc_rules.model.columns import TABLE_TITLES
from cbccvc_rules.model.sheets import SHEET_TITLES
from cbccvc_rules.model.values import A_DATE, A_LIST, A_NUMBER, A_TEXT, A_WHOLE
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.authoring.template import Template, TemplateColumn
    from cbccvc_rules.model.column import Column
    from cbccvc_rules.model.scale import Labels
    from cbccvc_rules.sources import Lang

_TRUTHS = (Text("có", "yes"), Text("không", "no"))
_ONE_OF_LIST = Text("chọn trong danh sách", "choose from the list")
_NEEDED = Text("Bắt buộc.", "Required.")
_SERVES = Text("Dùng để xét:", "Used to judge:")
_TITLE = Text(
    "Sổ số liệu để kiểm tra kết quả đánh giá, xếp loại chất lượng",
    "Figures for checking the results of assessment and rating",
)
_PERIOD = Text("Kỳ xếp loại: {0}", "Period: {0}")
_LAWS = Text("Văn bản áp dụng với {0}", "Law that applies to {0}")
_STEPS = (
    Text(
        "Trang `{batch}`: ghi kỳ xếp loại, nếu chưa có; các ô khác chỉ sửa khi cần.",
        "Sheet `{batch}`: the period, if it is not there yet; change the others only if needed.",
    ),
    Text(
        "Trang `{units}`: mỗi cơ quan, đơn vị, phòng, tổ một dòng; điền trang này trước.",
        "Sheet `{units}`: one row an agency, unit, room or team; fill it in first.",
    ),
    Text(
        "Trang `{staff}`: mỗi người được xếp loại một dòng.",
        "Sheet `{staff}`: one row a rated person.",
    ),
)
# What the other tables say, and what it means to leave them without a row.
_TABLES: Mapping[str, Text] = {
    "disciplines": Text(
        "mỗi quyết định kỷ luật một dòng. Không có dòng nào nghĩa là không ai bị kỷ luật; "
        "nếu chưa rõ thì xóa cả trang.",
        "one row a disciplinary decision. No row means that nobody is disciplined; "
        "if that is not known, delete the sheet.",
    ),
    "counts": Text(
        "chỉ dùng khi không có danh sách người mà chỉ có số lượng theo mức; "
        "không dùng thì để trống.",
        "only where there are numbers by grade and no list of people; else leave it empty.",
    ),
    "history": Text(
        "mỗi người mỗi năm trước một dòng. Không có số liệu thì xóa cả trang.",
        "one row a person and earlier year. Where it is not known, delete the sheet.",
    ),
    "scorecards": Text(
        "mỗi tiêu chí chấm điểm một dòng. Không chấm điểm thì xóa cả trang.",
        "one row a scored criterion. Where nothing is scored, delete the sheet.",
    ),
}
_RULES = (
    Text(
        "Cột có tiêu đề nền đậm là bắt buộc. "
        "Ghi chú ở ô tiêu đề cho biết ghi gì và dùng cho điều khoản nào.",
        "Headings on dark ground are required. "
        "The note on a heading says what goes there, and which provisions ask for it.",
    ),
    Text(
        "Ô trống nghĩa là chưa có thông tin, không phải “không” và không phải 0.",
        "An empty cell means not told; neither no nor 0.",
    ),
    Text(
        "Cột nào không có số liệu cho ai cả thì xóa cột đó: "
        "quy tắc cần cột ấy được ghi là chưa kiểm tra được.",
        "Delete a column that is known of nobody: "
        "the rules that need it are then listed as not checkable.",
    ),
    Text(
        "Không đổi tên trang và tiêu đề cột. Đổi thứ tự cột, thêm cột riêng đều được; "
        "cột lạ được nêu tên và bỏ qua.",
        "Keep the names of sheets and columns. Columns may be moved and added; "
        "unknown ones are named and passed over.",
    ),
    Text(
        "Lưu tệp ở dạng .xlsx rồi chạy `cbccvc check TÊN-TỆP.xlsx`. "
        "Báo cáo nêu ô nào còn thiếu, ô nào ghi chưa đúng.",
        "Save the file as .xlsx and run `cbccvc check FILE.xlsx`. "
        "The report names the cells that are still missing or not understood.",
    ),
)
_SHEET = Text("Trang `{sheet}`: {says}", "Sheet `{sheet}`: {says}")
COLUMNS_HEADINGS = (
    Text("Trang", "Sheet"),
    Text("Cột", "Column"),
    Text("Ghi gì", "What stands there"),
    Text("Cách ghi", "How it is written"),
    Text("Bắt buộc", "Required"),
    Text("Dùng để xét", "Used to judge"),
)


def list_items(column: Column, labels: Labels, lang: Lang) -> tuple[str, ...]:
    """Return what a cell of the column may be chosen from; nothing where it is free.

    Every item is read back as what it says: a grade goes by its name where that is a label.
    """
    match column.kind:
        case "truth":
            return tuple(word.in_(lang) for word in _TRUTHS)
        case "code":
            return tuple(code.title.in_(lang) for code in column.labels)
        case "grade":
            *grades, beside = column.codes
            return tuple(_grade(code, labels, lang) for code in (*reversed(grades), beside))
        case _:
            return ()


def _grade(code: str, labels: Labels, lang: Lang) -> str:
    name = labels.names[code].in_(lang) if code in labels.names else code
    return name if labels.read(name) == code else code


def how_written(column: Column) -> Text:
    """Return what may be written in a cell of a column."""
    match column.kind, column.form:
        case (("truth" | "code" | "grade"), _):
            return _ONE_OF_LIST
        case _, "period":
            return A_PERIOD
        case _, "share":
            return SHARE
        case (("number" | "whole"), _):
            limits = Kind(column.kind, least=column.least, most=column.most).expected
            kind = A_WHOLE if column.kind == "whole" else A_NUMBER
            return Text(f"{limits.vi}; {kind.vi}", f"{limits.en}; {kind.en}")
        case "date", _:
            return A_DATE
        case "list", _:
            return A_LIST
        case _:
            return A_TEXT


def column_note(one: TemplateColumn, lang: Lang) -> str:
    """Return the note on a heading: what stands there, how, and which provisions ask for it."""
    says = one.column.says.in_(lang)
    lines = [f"{says[:1].upper()}{says[1:]}.", f"{_cased(how_written(one.column).in_(lang))}."]
    if one.needed:
        lines.append(_NEEDED.in_(lang))
    serves = [f"- {text.in_(lang)}" for text in provisions(one.serves)]
    return "\n".join((*lines, *([_SERVES.in_(lang)] if serves else ()), *serves))


def _cased(words: str) -> str:
    return words[:1].upper() + words[1:]


def guide_lines(template: Template, lang: Lang) -> Iterator[str]:
    """Yield the lines of the guide, its title first."""
    yield _TITLE.in_(lang)
    if template.wishes.period is not None:
        yield _PERIOD.in_(lang).format(template.wishes.period)
    for law in template.instruments:
        yield _LAWS.in_(lang).format(law.in_(lang))
    yield ""
    titles = {name: title.in_(lang) for name, title in SHEET_TITLES.items()}
    tables = [sheet.table for sheet in template.sheets]
    others = [
        _SHEET.in_(lang).format(sheet=titles[table], says=_TABLES[table].in_(lang))
        for table in tables
        if table in _TABLES
    ]
    steps = [step.in_(lang).format(**titles) for step in _STEPS]
    for number, line in enumerate((*steps, *others, *(one.in_(lang) for one in _RULES)), 1):
        yield f"{number}. {line}"


def guide_rows(template: Template, lang: Lang) -> Iterator[tuple[str, ...]]:
    """Yield a row a column of the workbook, as `COLUMNS_HEADINGS` names its cells."""
    for sheet in template.sheets:
        for one in sheet.columns:
            yield (
                TABLE_TITLES[sheet.table].in_(lang),
                one.column.title.in_(lang),
                one.column.says.in_(lang),
                how_written(one.column).in_(lang),
                "x" if one.needed else "",
                "\n".join(text.in_(lang) for text in provisions(one.serves)),
            )
