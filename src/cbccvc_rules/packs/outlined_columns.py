"""How the cells of each column are read, for a program that cannot read packs.

What a column says is told by expressions and tables alone, so that whoever verifies a report needs
no code for each kind of cell.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.model.column import DENIABLE
from cbccvc_rules.model.figures import PARTS
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.masked import IDS, NAMES
from cbccvc_rules.model.values import NONE_WORDS, TRUTHS, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.model.column import Column
    from cbccvc_rules.model.scale import Labels

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

# How cells of a kind are written in one way, by expressions and what stands for what they find;
# what none of them can be is left empty.
_DAY = r"\d+-(?!02-3|0[469]-31|11-31)(0[1-9]|1[012])-(0[1-9]|[12]\d|3[01])"
_NUMBER = r"-?\d+(\.\d+|/[1-9]\d*)?%?"
_READS: dict[str, list[tuple[str, str]]] = {
    "date": [
        (r"^(\d\d?)([/.-])(\d\d?)\2(\d{4})", r"\4-\3-\1"),
        (r"-(\d)(?=-|\b)", r"-0\1"),
        (rf"^(?!{_DAY}\b).*", ""),
        (r"^(\d+-\d\d-\d\d).*", r"\1"),
    ],
    "number": [(",", "."), (rf"^(?!{_NUMBER}$).*", "")],
    "whole": [(r"[.,](?=\d{3}\b)", ""), (",", "."), (rf"^(?!{_NUMBER}$).*", "")],
    "text": [("^[-–—]$", "")],
    **{key: [(".*", "")] for key in ("grade", "code", "truth")},
}


def _reads(column: Column) -> Iterator[Json]:
    """Yield how the cells of a column are written in one way, each as an expression and its place.

    Of what has a bound, a part of it is told as a share alone: not as 95% of 100, or 12/12 months.
    """
    for pattern, other in _READS.get(column.kind, ()):
        yield [pattern, other]
    if column.most is not None and column.form != "share":
        yield [rf"^.*(%|/{column.most})$", ""]


def outlined_column(column: Column, table: str, labels: Labels) -> Json:
    """Return how the cells of a column are read: its kind, limits, labels, what is masked.

    `pairs` are wholes and their parts, of which it is one.
    """
    pairs = [pair[::-1] for pair in PARTS.get(table, ()) if column.name in pair]
    read: dict[str, Json] = {
        fold(label): code.name
        for code in column.labels
        for label in (code.name, code.title.vi, code.title.en, *code.labels)
    }
    if column.kind == "grade":
        read = {**dict.fromkeys(sorted(labels.not_told)), **labels.codes}
    elif column.kind == "truth":
        read = {**TRUTHS}
    elif column.form in DENIABLE:
        read = dict.fromkeys(sorted(NONE_WORDS), "")
    masked = column.name in IDS or column.form == "actor"
    return {
        "kind": column.kind,
        "form": column.form,
        "labels": read,
        "pairs": [[*pair] for pair in pairs],
        "reads": [*_reads(column)],
        "limits": [plain_value(column.least), plain_value(column.most)],
        "mask": "name" if column.name in NAMES else "id" if masked else "",
        "headings": [*sorted({heading_key(one) for one in column.headings})],
    }


def plain_value(value: object) -> Json:
    """Return a constant of a rule or a bound of a column as JSON has it."""
    match value:
        case None | bool() | int() | str():
            return value
        case Fraction():
            return int(value) if value.denominator == 1 else str(value)
        case date():
            return value.isoformat()
        case _:
            message = f"{value!r} is no constant of a rule"
            raise TypeError(message)
