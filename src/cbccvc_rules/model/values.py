"""What is written in one cell, or handed over by a Python caller, becomes a value; or a fault.

Pure: knows kinds of value, not tables or files. Empty and `-` mean "not told". Text is put to NFC
here, once; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.exact import (
    Number,
    exact_number,
    is_blank,
    read_number,
    read_whole,
    show_number,
    without_noise,
)
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.trace import Value


NOT_TOLD = frozenset({"", "-", "–", "—"})
# What Excel writes where a formula failed; never a name, an id or a figure.
SPREADSHEET_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
_LONGEST_READ = 120


class CellFault(ValueError):
    """Why a cell cannot be understood: a code of the catalogue and what fills its text."""

    def __init__(
        self,
        code: str,
        expected: Text | None = None,
        params: Mapping[str, str | Text] | None = None,
    ) -> None:
        """Keep the code; `expected` says what would have been understood."""
        super().__init__(code)
        self.code = code
        self.expected = expected
        self.params: Mapping[str, str | Text] = params or {}


@dataclass(frozen=True, slots=True)
class FormulaFault:
    """What stands where no value can be told: the code of the fault, and the text.

    A formula failed or was not worked out; the marks under grades mark no one grade; or a grade is
    struck through.
    """

    code: Literal[
        "cell-formula-failed",
        "cell-formula-uncomputed",
        "cell-marks-several",
        "cell-mark-unknown",
        "cell-struck",
    ]
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number that a spreadsheet shows as something else: 7 as `00007` or `CC007`.

    `day` is the day it counts to, where the sheet counts days otherwise than `day_of_number` does.
    """

    number: Number
    text: str
    day: date | None = None

    def __str__(self) -> str:
        return self.text


class Recoded(str):
    """A text that was put into Unicode; `typed` is what stands in the file."""

    __slots__ = ("typed",)

    def __new__(cls, text: str, typed: str) -> Recoded:
        """Keep both."""
        made = super().__new__(cls, text)
        made.typed = typed
        return made

    typed: str


def clean(text: str) -> str:
    r"""Return a text in NFC, without invisible characters, its white space single and trimmed.

    >>> clean(" Hoàn  thành\n tốt\u200b")
    'Hoàn thành tốt'
    """
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if text.isprintable() and "  " not in text:
        return text.strip()  # of what can be printed a space alone is white
    if not text.isprintable():
        # Zero-width marks from Word and Zalo, control characters, soft hyphens.
        text = "".join(
            one for one in text if one.isspace() or unicodedata.category(one) not in {"Cc", "Cf"}
        )
    return " ".join(text.split())


def fold(text: str) -> str:
    """Return the form in which labels and headings are compared: cleaned, without case."""
    return clean(text).casefold()


def shown(cell: object) -> str:
    """Return what stands in a cell as a message quotes it; long text is cut."""
    text = cell if isinstance(cell, str) else canonical(cell)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_READ else f"{text[:_LONGEST_READ]}…"


def canonical(value: object) -> str:
    """Return the one text that a value has in files: `true`, `5.5`, `2024-12-14`, `A; B`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Fraction)):
        return show_number(value, "en")
    if isinstance(value, (list, tuple)):
        return "; ".join(canonical(item) for item in value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def told(cell: object) -> object | None:
    """Return a cell with its text cleaned, None where nothing is told."""
    if isinstance(cell, str):
        text = clean(cell)
        if text in NOT_TOLD:
            return None
        if text[0] == "#" and text.upper() in SPREADSHEET_ERRORS:
            raise CellFault("cell-formula-failed")
        return text
    if isinstance(cell, FormulaFault):
        raise CellFault(cell.code)
    return None if is_blank(cell) else cell


def is_told(cell: object) -> bool:
    """Return whether a cell tells anything; a failed formula does, though it is a fault."""
    try:
        return told(cell) is not None
    except CellFault:
        return True


A_TEXT = Text("chữ", "text")
A_TRUTH = Text("`có` hoặc `không`", "`có` or `không` (`true` or `false`)")
A_DATE = Text(
    "ngày dạng `31/12/2024` hoặc `2024-12-31`", "a date such as `31/12/2024` or `2024-12-31`"
)
A_NUMBER = Text("một số, ví dụ `5,5`", "a number such as `5.5`")
A_WHOLE = Text("một số nguyên, viết liền không dấu phân cách", "a whole number without separators")
A_LIST = Text("các mã cách nhau bằng dấu `;`", "ids separated by `;`")


def read_text(cell: object) -> str | None:
    """Read a text; a whole number of a Python caller is taken as an id."""
    cell = told(cell)
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, ShownNumber):
        return clean(cell.text)
    number = exact_number(cell)
    if isinstance(number, int):
        return str(number)
    raise CellFault("cell-not-text", A_TEXT)


# A cell that says "there is none" must not count as "there is one".
NONE_WORDS = frozenset({"không", "không có", "chưa", "chưa có", "no", "none", "false"})


def read_reference(cell: object) -> str | None:
    """Read a reference to a document; words that say there is none give None."""
    cell = told(cell)
    text = canonical(cell) if isinstance(cell, date) else read_text(cell)
    return None if text is None or text.casefold() in NONE_WORDS else text


def read_step(cell: object) -> date | None:
    """Read the day of a step; words that say it did not take place give None."""
    cell = told(cell)
    denies = isinstance(cell, str) and cell.casefold() in NONE_WORDS
    return None if denies else read_date(cell)


CROSS = "x"
# Ticks are yes wherever they stand. A cross is yes as well, unless ticks stand in the same column.
TICKS = frozenset("✓✔☑√")
TRUTHS = {
    **dict.fromkeys(("true", "có", "yes", "1", CROSS, *TICKS), True),
    **dict.fromkeys(("false", "không", "no", "0"), False),
}
_DRAWN_AS_PICTURE = "\ufe0f"


def mark_of(cell: object) -> str | None:
    """Return the mark that a cell consists of, `x` or `✓`; None where it holds anything else."""
    word = fold(cell).rstrip(_DRAWN_AS_PICTURE) if isinstance(cell, str) else ""
    if word in TICKS:
        return "✓"
    return CROSS if word == CROSS else None


def read_truth(cell: object) -> bool | None:
    """Read yes or no; `x` and `✓` are marks for yes."""
    cell = told(cell)
    if cell is None or isinstance(cell, bool):
        return cell
    number = cell.number if isinstance(cell, ShownNumber) else exact_number(cell)
    word = canonical(cell if number is None else number).casefold().rstrip(_DRAWN_AS_PICTURE)
    if word not in TRUTHS:
        raise CellFault("cell-not-truth", A_TRUTH)
    return TRUTHS[word]


def read_exact(cell: object) -> Number | None:
    """Read a number exactly."""
    cell = told(cell)
    if cell is None:
        return None
    if isinstance(cell, ShownNumber):
        return cell.number
    number = read_number(without_noise(cell)) if isinstance(cell, str) else exact_number(cell)
    if number is None:
        raise CellFault("cell-not-number", A_NUMBER)
    return number.numerator if number.denominator == 1 else number


def is_percent(cell: object) -> bool:
    """Return whether a number is written in percent."""
    return isinstance(cell, str) and clean(cell).endswith("%")


def is_part_of(cell: object, most: Number) -> bool:
    """Return whether a number is written as so many of all that there are.

    >>> is_part_of("11/12", 12), is_part_of("1/3", 12)
    (True, False)
    """
    if not isinstance(cell, str):
        return False
    _, stroke, whole = clean(cell).partition("/")
    return bool(stroke) and read_whole(whole.strip()) == most


def read_count(cell: object) -> int | None:
    """Read a whole number."""
    cell = told(cell)
    if isinstance(cell, str):
        whole = read_whole(cell)
        if whole is None:
            raise CellFault("cell-not-whole", A_WHOLE)
        return whole
    number = read_exact(cell)
    if number is None or isinstance(number, int):
        return number
    raise CellFault("cell-not-whole", A_WHOLE)


_TIME = r"(?:[T ][0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?)?"
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})" + _TIME)
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})" + _TIME)
_MONTHS = 12
_IN_WORDS = re.compile(r"ngày ([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{4})", re.IGNORECASE)


# A spreadsheet keeps a day as a number; with its format lost, 45640 is left of 14/12/2024. No
# year, and no count of this domain, is as large as the first of these.
_DAY_ZERO = date(1899, 12, 30)
_FIRST_DAY, _LAST_DAY = 18_264, 73_050  # 1 January 1950, 31 December 2099
_DAY_NUMBER = re.compile(r"[0-9]{5}(?:\.[0-9]{1,12})?")


def day_of_number(cell: object) -> date | None:
    """Return the day that a number of a spreadsheet counts to, None where it is no such number.

    >>> day_of_number(45640), day_of_number("31753"), day_of_number(2024)
    (datetime.date(2024, 12, 14), datetime.date(1986, 12, 7), None)
    """
    if isinstance(cell, ShownNumber):
        return cell.day or day_of_number(cell.number)
    if isinstance(cell, str):
        text = clean(cell)
        number: Number | None = Fraction(text) if _DAY_NUMBER.fullmatch(text) else None
    else:
        number = exact_number(cell)
    if number is None or not _FIRST_DAY <= number < _LAST_DAY + 1:
        return None
    return _DAY_ZERO + timedelta(days=int(number))


def read_date(cell: object) -> date | None:
    """Read a day; the day always comes before the month, so `12/14/2024` is no date.

    A time of day beside it is left out.
    """
    cell = told(cell)
    if cell is None:
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    day = day_of_number(cell)
    if day is not None:
        return day
    parts = _date_parts(cell) if isinstance(cell, str) else None
    if parts is None:
        raise CellFault("cell-not-date", A_DATE)
    try:
        return date(*parts)
    except ValueError:
        raise CellFault("cell-no-such-day", A_DATE) from None


def is_month_first(cell: object) -> bool | None:
    """Return whether a date can only be read with the month first; None: with either first.

    >>> is_month_first("12/14/2024"), is_month_first("14/12/2024"), is_month_first("3/5/2024")
    (True, False, None)
    """
    match = _DAY_FIRST.fullmatch(clean(cell)) if isinstance(cell, str) else None
    if match is None or match[1].lstrip("0") == match[3].lstrip("0"):
        return False
    first, second = int(match[1]), int(match[3])
    return None if max(first, second) <= _MONTHS else first <= _MONTHS


def _date_parts(text: str) -> tuple[int, int, int] | None:
    if match := _ISO.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return int(match[4]), int(match[3]), int(match[1])
    if match := _IN_WORDS.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    return None


def read_list(cell: object) -> tuple[str, ...] | None:
    """Read ids separated by `;`, each once, in the order written."""
    cell = told(cell)
    if cell is None:
        return None
    items: list[object] = []
    if isinstance(cell, str):
        items.extend(cell.split(";"))
    elif isinstance(cell, (list, tuple)):
        items.extend(cell)
    else:
        items.append(cell)
    try:
        found = [text for text in (read_text(item) for item in items) if text is not None]
    except CellFault:
        raise CellFault("cell-not-list", A_LIST) from None
    if found or not isinstance(cell, str):
        return tuple(dict.fromkeys(found))
    return None


def as_typed(cell: object) -> str:
    """Return what was written in a cell."""
    if isinstance(cell, Recoded):
        return cell.typed
    return cell if isinstance(cell, str) else canonical(cell)


def same_as_typed(value: Value, cell: object) -> bool:
    """Return whether a cell was written in the canonical text of its value."""
    if isinstance(cell, Recoded):
        return False
    return cell == value or (isinstance(cell, (str, ShownNumber)) and str(cell) == canonical(value))
