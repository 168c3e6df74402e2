"""Exact numbers: read from text, shown as text, and counted with when known only between bounds.

Nothing is ever rounded before it is compared. The one float that is touched here is one that a
Python caller hands over, and it is read by its shortest text.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from numbers import Integral
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from cbccvc_rules.sources import Lang

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Range:
    """A number known only between two bounds, both included; `hi` None: no upper bound."""

    lo: Number
    hi: Number | None

    def __post_init__(self) -> None:
        """Refuse bounds that leave no number between them."""
        if self.hi is not None and self.hi < self.lo:
            message = f"no number lies between {self.lo} and {self.hi}"
            raise ValueError(message)

    def __contains__(self, number: Number) -> bool:
        return self.lo <= number and (self.hi is None or number <= self.hi)


Exact = Number | Range


def _bounds(value: Exact) -> Range:
    return value if isinstance(value, Range) else Range(value, value)


def _tidy(lo: Number, hi: Number | None) -> Exact:
    return lo if lo == hi else Range(lo, hi)


def add(left: Exact, right: Exact) -> Exact:
    """Return the sum, a Range if either side is one.

    >>> add(Range(2, 4), 3)
    Range(lo=5, hi=7)
    """
    if not isinstance(left, Range) and not isinstance(right, Range):
        return left + right
    one, two = _bounds(left), _bounds(right)
    hi = None if one.hi is None or two.hi is None else one.hi + two.hi
    return _tidy(one.lo + two.lo, hi)


def subtract(left: Exact, right: Exact) -> Exact | None:
    """Return the difference; None where it could be as low as one likes."""
    if not isinstance(left, Range) and not isinstance(right, Range):
        return left - right
    one, two = _bounds(left), _bounds(right)
    if two.hi is None:
        return None
    return _tidy(one.lo - two.hi, None if one.hi is None else one.hi - two.lo)


def multiply(left: Exact, right: Exact) -> Exact | None:
    """Return the product; None where it could be as low as one likes.

    >>> multiply(Range(2, 4), Range(-1, 5))
    Range(lo=-4, hi=20)
    """
    if not isinstance(left, Range) and not isinstance(right, Range):
        return left * right
    one, two = _bounds(left), _bounds(right)
    products = [_product(a, b) for a in _ends(one) for b in _ends(two)]
    lowest, highest = min(products), max(products)
    if lowest[0] < 0:
        return None
    return _tidy(lowest[1], None if highest[0] > 0 else highest[1])


# An end of a range: (0, number), or (1, 0) and (-1, 0) for no bound above and below; they sort.
_End = tuple[int, Number]


def _ends(value: Range) -> tuple[_End, _End]:
    return (0, value.lo), ((1, 0) if value.hi is None else (0, value.hi))


def _product(left: _End, right: _End) -> _End:
    if left == (0, 0) or right == (0, 0):
        return (0, 0)  # whatever the other number is, it is a number, and its product with 0 is 0
    if left[0] == 0 and right[0] == 0:
        return (0, left[1] * right[1])
    return (_sign(left) * _sign(right), 0)


def _sign(end: _End) -> int:
    return end[0] or (1 if end[1] > 0 else -1)


def divide(left: Exact, right: Exact) -> Exact | None:
    """Return the quotient; None where the divisor may be 0 or has no upper bound."""
    divisor = _bounds(right)
    if divisor.hi is None or divisor.lo <= 0 <= divisor.hi:
        return None
    inverse = _tidy(Fraction(1) / divisor.hi, Fraction(1) / divisor.lo)
    return multiply(left, inverse)


def ordered(left: Exact, right: Exact) -> bool | None:
    """Return whether left < right for every choice inside the ranges; None where choices differ."""
    if not isinstance(left, Range) and not isinstance(right, Range):
        return left < right
    one, two = _bounds(left), _bounds(right)
    if one.hi is not None and one.hi < two.lo:
        return True
    if two.hi is not None and one.lo >= two.hi:
        return False
    return None


def same(left: object, right: object) -> bool | None:
    """Return whether two values are equal; None where ranges leave it open."""
    if not isinstance(left, Range) and not isinstance(right, Range):
        return left == right
    if not isinstance(left, Exact) or not isinstance(right, Exact):
        return False
    apart = ordered(left, right) is True or ordered(right, left) is True
    return False if apart else None


_LONGEST = 40  # characters; a number cell is never longer, and `1e999999999` fills the memory
_LARGEST_EXPONENT = 30
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)(?:[eE]([+-]?[0-9]{1,3}))?")
_RATIO = re.compile(r"([+-]?[0-9]+) ?/ ?([0-9]+)")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:(?:\.[0-9]{3})+(?:,[0-9]+)?|(?:,[0-9]{3})+(?:\.[0-9]+)?)")
_ONE_GROUP = re.compile(r"[+-]?[0-9]{1,3}[.,][0-9]{3}")


@lru_cache(maxsize=1024)
def read_number(text: str) -> Fraction | None:
    """Read one number exactly: `5`, `5.5`, `5,5`, `20%`, `1/5`, `1E-3`, `1.659.979`.

    A single point or comma is the decimal sign; two or more of one kind, or one of each, can only
    be grouping. None where the text is no number.

    >>> read_number("5,5"), read_number("1.659.979")
    (Fraction(11, 2), Fraction(1659979, 1))
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if text.endswith("%"):
        number = _plain(text[:-1].rstrip())
        return None if number is None else number / 100
    ratio = _RATIO.fullmatch(text)
    if ratio is not None:
        over = int(ratio[2])
        return None if over == 0 else Fraction(int(ratio[1]), over)
    return _plain(text)


def _plain(text: str) -> Fraction | None:
    match = _DECIMAL.fullmatch(text)
    if match is not None:
        exponent = int(match[1] or 0)
        return Fraction(text.replace(",", ".")) if abs(exponent) <= _LARGEST_EXPONENT else None
    if _GROUPED.fullmatch(text) is not None:
        last = max(text.rfind("."), text.rfind(","))
        mixed = "." in text and "," in text
        whole, rest = (text[:last], text[last + 1 :]) if mixed else (text, "0")
        return Fraction(re.sub("[.,]", "", whole) + "." + rest)
    return None


_PRINTED = re.compile(r"([+-]?)([0-9]+)[.,]([0-9]+)( ?%?)")
SURE_DIGITS = 15  # every double keeps so many; what a program prints beyond is none of the user's


def without_noise(text: str) -> str:
    """Return a figure that a program printed with all digits of its double as it was typed.

    4.4 in a spreadsheet is kept, and at times written, as 4.4000000000000004. Both name the same
    double, and the shorter name is meant. Any figure that no program prints so stays as it is.

    >>> without_noise("4.4000000000000004"), without_noise("5.9999999999999999999")
    ('4.4', '5.9999999999999999999')
    """
    match = _PRINTED.fullmatch(text) if SURE_DIGITS < len(text) <= _LONGEST else None
    if match is None:
        return text
    sign, whole, decimals, percent = match.groups()
    written = f"{whole}.{decimals}"
    shortest = repr(float(written))
    digits = shortest.replace(".", "").strip("0")
    if "e" in shortest or len(digits) > SURE_DIGITS or format(float(written), ".17g") != written:
        return text
    return f"{sign}{shortest}{percent}"


def read_whole(text: str) -> int | None:
    """Read a whole number; three-digit groups are understood, `5,0` is 5.

    `1.659` can only be 1659 among whole numbers. `5.000` may be five or five thousand: None.

    >>> read_whole("1.659.979"), read_whole("1,659"), read_whole("5.0"), read_whole("5.000")
    (1659979, 1659, 5, None)
    """
    text = text.strip()
    number = read_number(text)
    if number is None or "%" in text or "/" in text:
        return None
    if _ONE_GROUP.fullmatch(text) is not None:
        grouped = text.lstrip("+-0")[:1] not in {".", ","}
        whole = int(re.sub("[.,]", "", text))
        return whole if grouped and number.denominator != 1 else None
    return number.numerator if number.denominator == 1 else None


_SURELY_WHOLE = 10**15  # a whole float below it is the number that was written


def exact_number(value: object) -> Number | None:
    """Return a number of a Python caller exactly; a float by its shortest text: 0.1 is 1/10.

    None for what is no number: text, truth, NaN. Whole numbers of other libraries are understood.
    """
    match value:
        case bool():
            return None
        case int():
            return int(value)
        case Fraction():
            return value.numerator if value.denominator == 1 else value
        case float() if value.is_integer() and abs(value) < _SURELY_WHOLE:
            return int(value)
        case float():
            return _of_decimal(Decimal(float.__repr__(value)))
        case Decimal():
            return _of_decimal(value)
        case Integral():
            return int(value)
        case _:
            return None


def number_of_sheet(written: bytes) -> Number | None:
    """Return a number as a spreadsheet writes it, by the shortest text of the float that it is.

    >>> number_of_sheet(b"12"), number_of_sheet(b"4.4000000000000004"), number_of_sheet(b"e")
    (12, Fraction(22, 5), None)
    """
    if written.isdigit() and len(written) <= SURE_DIGITS:
        return int(written)
    try:
        return exact_number(float(written))
    except ValueError:
        return None


def _of_decimal(value: Decimal) -> Number | None:
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST_EXPONENT:
        return None
    return exact_number(Fraction(value))


def is_blank(value: object) -> bool:
    """Return whether a value is a blank of a data frame (NaN, NaT): it differs from itself."""
    return isinstance(value, (float, date)) and value != value


_MOST_DECIMALS = 20


def _decimals(value: Number) -> int | None:
    """Return how many decimals write a number in full; None where no few do."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    needed = max(twos, fives)
    return needed if rest == 1 and needed <= _MOST_DECIMALS else None


def _fixed(value: Number, decimals: int, lang: Lang) -> str:
    """Return a number with a given number of decimals, the rest cut off downwards."""
    scaled = floor(Fraction(value) * 10**decimals)
    digits = str(abs(scaled)).rjust(decimals + 1, "0")
    sign = "-" if scaled < 0 else ""
    if decimals == 0:
        return sign + digits
    mark = "," if lang == "vi" else "."
    return f"{sign}{digits[:-decimals]}{mark}{digits[-decimals:]}"


def show_number(value: Exact, lang: Lang) -> str:
    """Return a number in full: decimal comma in Vietnamese, a fraction where no decimal is exact.

    >>> show_number(Fraction(11, 2), "vi"), show_number(Fraction(1, 3), "en")
    ('5,5', '1/3')
    """
    if isinstance(value, Range):
        if value.hi is None:
            return f"≥{show_number(value.lo, lang)}"
        return f"{show_number(value.lo, lang)}–{show_number(value.hi, lang)}"
    decimals = _decimals(value)
    return _fixed(value, decimals, lang) if decimals else str(value)


def show_percent(value: Exact, lang: Lang) -> str:
    """Return a share in percent: in full up to two decimals, else cut downwards and marked ≈.

    >>> show_percent(Fraction(1, 5), "vi"), show_percent(Fraction(1, 3), "vi")
    ('20%', '≈33,3%')
    """
    if isinstance(value, Range):
        if value.hi is None:
            return f"≥{show_percent(value.lo, lang)}"
        return f"{show_percent(value.lo, lang)}–{show_percent(value.hi, lang)}"
    percent = Fraction(value) * 100
    decimals = _decimals(percent)
    if decimals is not None and decimals <= 2:
        return f"{_fixed(percent, decimals, lang)}%"
    return f"≈{_fixed(percent, 1, lang)}%"


def rounded(how: str, value: object) -> Exact | None:
    """Round a number; a range by both its ends, which may then meet."""
    rounding = floor if how == "floor" else ceil
    match value:
        case bool() | None:
            return None
        case int() | Fraction():
            return rounding(value)
        case Range(lo, None):
            return Range(rounding(lo), None)
        case Range(lo, hi) if hi is not None:
            low, high = rounding(lo), rounding(hi)
            return low if low == high else Range(low, high)
        case _:
            return None
