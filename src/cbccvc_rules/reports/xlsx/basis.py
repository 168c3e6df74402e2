"""The sheet that the share limits are counted on: everybody with the rating written and read.

The rating written is taken from its cell, the rating read is looked up by the label: whoever
changes the cell changes the counts.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cbccvc_rules.explain.words import show_cell, show_code, show_value
from cbccvc_rules.model.scale import NOT_RATED
from cbccvc_rules.model.workings import UNREAD
from cbccvc_rules.records import dataclass
from cbccvc_rules.reports.xlsx.marked import spot_name
from cbccvc_rules.reports.xlsx.pen import address, quoted
from cbccvc_rules.reports.xlsx.words import WORDS
from cbccvc_rules.sources import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cbccvc_rules.model.workings import Basis, Counted, Workings
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.xlsx.laid import Laid, Spot
    from cbccvc_rules.reports.xlsx.pen import Sheet
    from cbccvc_rules.sources import Lang

_COLUMNS = {
    "id": 14,
    "name": 26,
    "unit": 14,
    "category": 14,
    "peer_group": 22,
    "cell": 26,
    "written": 26,
    "read": 16,
    "people": 10,
    "sets": 18,
    "maybe": 18,
}
_NAMES = list(_COLUMNS)
_HEADING_ROW = 3
_LONGEST_LABEL = 200
_WILD = frozenset("*?~")
_NO_LABELS = frozenset({"marks", "derived"})
"""How a rating is read where no label of its own stands in a cell: which cell is marked, say."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label as its cell holds it, in one line of the sheet of labels, and the rating it means."""

    words: str
    rating: str


def rating_words(rating: str, lang: Lang) -> str:
    """Return what stands for a rating where it is counted: a grade goes by its code."""
    return show_code(rating, lang) if rating == NOT_RATED else rating


def labels_of(told: Workings, laid: Laid) -> dict[str, Label]:
    """Return the labels that mean one rating wherever they stand, by what they are looked up by."""
    met: dict[str, set[str]] = defaultdict(set)
    words: dict[str, str] = {}
    for one in told.basis:
        label = _label(one, told, laid)
        if label:
            met[label.casefold()].add(one.rating)
            words.setdefault(label.casefold(), label)
    return {
        key: Label(words[key], next(iter(ratings)))
        for key, ratings in met.items()
        if len(ratings) == 1
    }


def _label(one: Basis, told: Workings, laid: Laid) -> str | None:
    """Return what stands in the cell of a rating, spaces as a spreadsheet trims them.

    None where it is no text that can be looked up; empty where nothing stands there.
    """
    spot = _spot(one, told, laid)
    sheet = one.row.sheet
    told_elsewhere = sheet is not None and _NO_LABELS & sheet.reads_by(_column(one, told))
    if spot is None or told_elsewhere:
        return None
    value = spot[0].cell(spot[1], spot[2]).value
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST_LABEL or _WILD & set(value):
        return None
    return " ".join(part for part in value.split(" ") if part)


def _spot(one: Basis, told: Workings, laid: Laid) -> Spot | None:
    table = one.row.table
    if table not in {"staff", "units"}:
        return None
    return laid.rating_of(one.row, _column(one, told))


def _column(one: Basis, told: Workings) -> str:
    return told.rating if one.row.table == "staff" else "rating"


class BasisSheet:
    """The sheet as the formulas see it: its ranges, and counts over them."""

    def __init__(self, sheet: Sheet, told: Workings, lang: Lang) -> None:
        self.sheet = sheet
        self.lang: Lang = lang
        self.first, self.last = _HEADING_ROW + 1, _HEADING_ROW + max(len(told.basis), 1)
        self.many = {
            number for one in told.basis if one.people != 1 for number in (*one.sets, *one.maybe)
        }

    def count(self, among: int, ratings: Iterable[str], column: str = "sets") -> str:
        """Return the formula that counts those of a set who have one of some ratings."""
        wanted = list(ratings)
        head = f'{self._cells(column)},"*;{among};*"'
        if among in self.many:
            parts = [
                f"SUMIFS({self._cells('people')},{head},{self._cells('read')},{self._said(one)})"
                for one in wanted
            ]
        else:
            parts = [f"COUNTIFS({head},{self._cells('read')},{self._said(one)})" for one in wanted]
        return "+".join(parts) or "0"

    def more(self, one: Counted) -> str:
        """Return the formula that counts how many more may count."""
        parts = [
            self.count(one.among, one.open),
            self.count(one.among, (*one.ratings, *one.open), "maybe"),
            str(one.unread),
        ]
        return "+".join(part for part in parts if part != "0") or "0"

    def _cells(self, column: str) -> str:
        letters = column_letters(_NAMES.index(column) + 1)
        return f"{quoted(self.sheet.title)}!${letters}${self.first}:${letters}${self.last}"

    def _said(self, rating: str) -> str:
        words = "~?" if rating == UNREAD else rating_words(rating, self.lang)
        return f'"{words}"'


def write_labels(laid: Laid, sheet: Sheet, labels: Mapping[str, Label], options: Options) -> None:
    """Write which label is read as which rating."""
    pen, lang = laid.pen, options.lang
    pen.widths(sheet, [50, 24])
    for column, name in enumerate(("label", "read"), 1):
        pen.text(sheet, 1, column, WORDS[name].in_(lang), "heading")
    for row, label in enumerate(labels.values(), 2):
        pen.text(sheet, row, 1, label.words, "plain")
        pen.text(sheet, row, 2, rating_words(label.rating, lang), "plain")


def write_basis(
    laid: Laid,
    sheet: Sheet,
    told: Workings,
    labels: Mapping[str, Label],
    of_labels: Sheet,
    options: Options,
) -> None:
    """Write everybody who is counted, or listed and not counted."""
    pen, lang = laid.pen, options.lang
    note = WORDS["basis_note"].in_(lang).format(labels=of_labels.title)
    pen.widths(sheet, list(_COLUMNS.values()))
    pen.wide(sheet, 1, note, "", list(_COLUMNS.values()))
    for column, name in enumerate(_NAMES, 1):
        pen.text(sheet, _HEADING_ROW, column, WORDS[name].in_(lang), "heading")
    area = f"{quoted(of_labels.title)}!$A$2:$B${max(len(labels), 1) + 1}"
    for row, one in enumerate(told.basis, _HEADING_ROW + 1):
        _write(laid, sheet, row, one, options)
        _ratings(laid, sheet, row, (one, told, labels), area, lang)
    sheet.freeze_panes = address(_HEADING_ROW + 1, 3)
    last = address(_HEADING_ROW + max(len(told.basis), 1), len(_NAMES))
    sheet.auto_filter.ref = f"A{_HEADING_ROW}:{last}"
    pen.print_wide(sheet, heading=_HEADING_ROW)


def _write(laid: Laid, sheet: Sheet, row: int, one: Basis, options: Options) -> None:
    pen, values = laid.pen, one.row.values
    named = options.names is not False
    told = {
        "id": one.row.key,
        "name": (values["name"] or "") if named and "name" in values else "",
        "unit": values.get("unit_id") or "",
        "category": show_cell(values["category"], options.lang, "staff.category")
        if values.get("category")
        else "",
        "peer_group": values.get("peer_group") or "",
        "sets": _listed(one.sets),
        "maybe": _listed(one.maybe),
    }
    for name, value in told.items():
        words = value if isinstance(value, str) else show_value(value, options.lang)
        pen.text(sheet, row, _NAMES.index(name) + 1, words, "plain")
    pen.number(sheet, row, _NAMES.index("people") + 1, one.people, "plain")


def _listed(numbers: Sequence[int]) -> str:
    return "".join(f";{number}" for number in numbers) + ";" if numbers else ""


def _ratings(
    laid: Laid,
    sheet: Sheet,
    row: int,
    of: tuple[Basis, Workings, Mapping[str, Label]],
    area: str,
    lang: Lang,
) -> None:
    """Write the rating as it stands in its cell and as it is read, by formulas if possible."""
    one, told, labels = of
    pen = laid.pen
    at, written, read = (_NAMES.index(name) + 1 for name in ("cell", "written", "read"))
    words = rating_words(one.rating, lang)
    spot = _spot(one, told, laid)
    label = _label(one, told, laid)
    if spot is not None:
        cell = pen.text(sheet, row, at, f"{spot[0].title}!{spot_name(spot)}", "plain")
        pen.link(cell, spot[0].title, spot_name(spot))
    known = label is not None and (
        label.casefold() in labels or (not label and one.rating == UNREAD)
    )
    if spot is None or not known:
        pen.text(sheet, row, written, "" if label is None else label, "plain")
        pen.text(sheet, row, read, words, "plain")
        return
    where = f"{quoted(spot[0].title)}!{spot_name(spot)}"
    typed = spot[0].cell(spot[1], spot[2]).value
    pen.formula(sheet, row, written, f'{where}&""', typed if isinstance(typed, str) else "")
    looked = f'IFERROR(VLOOKUP(TRIM({address(row, written)}),{area},2,FALSE),"{UNREAD}")'
    pen.formula(sheet, row, read, looked, words)
