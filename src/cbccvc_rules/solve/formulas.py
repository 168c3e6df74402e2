"""The requirement of a rule on one subject as a formula of a spreadsheet, over whole numbers.

Everything but the counts is worked out and put in; fractions are multiplied out, for a spreadsheet
counts with binary ones. What no formula says raises `NoFormulaError`.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING

from cbccvc_rules.engines.reference import evaluate, locate
from cbccvc_rules.lang.nodes import (
    And,
    Arithmetic,
    Choose,
    Compare,
    Named,
    Node,
    Not,
    Or,
    Round,
    Sum,
    Tally,
)
from cbccvc_rules.lang.rules import below
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cbccvc_rules.engines.reference import Env
    from cbccvc_rules.lang.nodes import CompareSign
    from cbccvc_rules.model.rows import Row

NO_FORMULA = Text(
    "giới hạn này không chỉ là phép đếm mức xếp loại, nên không có công thức",
    "this limit is more than a count of ratings, so it has no formula",
)
_TRUE, _FALSE, _OPEN = "TRUE", "FALSE", "0.5"


class NoFormulaError(Exception):
    """Something that is no count of ratings; says what."""

    def __init__(self, why: Text = NO_FORMULA) -> None:
        """Keep why."""
        super().__init__(why.en)
        self.why = why


@dataclass(frozen=True, slots=True)
class Number:
    """A number from `low` to `high`, both over a whole number; `natural`: never below 0."""

    low: str
    high: str
    over: int = 1
    natural: bool = True

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Truth:
    """A condition; where it is `open`, 1 or 0, or 0.5 for what is not known."""

    words: str
    open: bool = False


class Formulas:
    """Writes what a rule says of one subject; `count` gives a slot to each count it meets."""

    def __init__(self, subject: Row, env: Env, count: Callable[[Tally, Row], Number]) -> None:
        """Keep whom it is about."""
        self.subject = subject
        self.env = env
        self.count = count

    def all_of(self, nodes: Sequence[Node]) -> Truth:
        """Return several requirements as one condition."""
        return self._together("AND", nodes, self.subject)

    def truth(self, node: Node, this: Row) -> Truth:
        """Return a condition at a row."""
        if not _counts(node):
            known = evaluate(node, this, self.subject, self.env)
            if known is None:
                return Truth(_OPEN, open=True)
            return Truth(_TRUE if known is True else _FALSE)
        match node:
            case And(parts):
                return self._together("AND", parts, this)
            case Or(parts):
                return self._together("OR", parts, this)
            case Not(item):
                return _not(self.truth(item, this))
            case Named(body=body):
                return self.truth(body, self._at(node, this))
            case Choose(condition, value, other):
                return self._either(
                    self.truth(condition, this), self.truth(value, this), self.truth(other, this)
                )
            case Compare(sign, left, right):
                try:
                    return compared(sign, self.number(left, this), self.number(right, this))
                except _UnknownError:
                    return Truth(_OPEN, open=True)
            case Tally(how=how):
                number = self.count(node, this)
                return compared(">" if how == "any" else "=", number, Number("0", "0"))
            case _:
                raise NoFormulaError

    def number(self, node: Node, this: Row) -> Number:
        """Return a number at a row."""
        if not _counts(node):
            return _literal(evaluate(node, this, self.subject, self.env))
        match node:
            case Tally(how="count"):
                return self.count(node, this)
            case Named(body=body):
                return self.number(body, self._at(node, this))
            case Arithmetic(sign, left, right):
                return _calculated(sign, self.number(left, this), self.number(right, this))
            case Round(how, item):
                return _rounded(how, self.number(item, this))
            case Choose(condition, value, other):
                asked = self.truth(condition, this)
                if asked.words in {_TRUE, _FALSE}:
                    return self.number(value if asked.words == _TRUE else other, this)
                return _chosen(asked, self.number(value, this), self.number(other, this))
            case _:
                raise NoFormulaError

    def _together(self, joint: str, parts: Sequence[Node], this: Row) -> Truth:
        """Join conditions; what counts nothing goes first, for it may settle the whole."""
        ends = _FALSE if joint == "AND" else _TRUE
        made: list[Truth] = []
        for part in sorted(parts, key=_counts):
            made.append(self.truth(part, this))
            if made[-1].words == ends:
                return made[-1]
        return _joined(joint, made)

    def _at(self, node: Named, this: Row) -> Row:
        at = locate(node.row, this, self.subject, self.env)
        if at is None:
            raise NoFormulaError
        return at

    def _either(self, asked: Truth, value: Truth, other: Truth) -> Truth:
        if asked.words in {_TRUE, _FALSE}:
            return value if asked.words == _TRUE else other
        if asked.open or value.open or other.open:
            raise NoFormulaError
        return Truth(f"IF({asked.words},{value.words},{other.words})")


def _counts(node: Node) -> bool:
    """Return whether a node counts anything, so that its value can change with the ratings."""
    return any(isinstance(one, (Tally, Sum)) for one in below([node]))


class _UnknownError(NoFormulaError):
    """A number that is not known."""


def _literal(value: object) -> Number:
    if value is None:
        raise _UnknownError
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)) or value < 0:
        raise NoFormulaError
    whole = Fraction(value)
    return Number(str(whole.numerator), str(whole.numerator), whole.denominator)


def _wrapped(words: str) -> str:
    """Return words that can be multiplied."""
    plain = words.strip("{}").isalnum() or (words.endswith(")") and words.startswith("INT("))
    return words if plain else f"({words})"


def _times(words: str, factor: int) -> str:
    if factor == 1 or words == "0":
        return words
    return str(int(words) * factor) if words.isdigit() else f"{factor}*{_wrapped(words)}"


def _over(number: Number, over: int) -> Number:
    factor = over // number.over
    low, high = _times(number.low, factor), _times(number.high, factor)
    return Number(low, high, over, number.natural)


def _calculated(sign: str, left: Number, right: Number) -> Number:
    match sign:
        case "+" | "-":
            over = left.over * right.over // gcd(left.over, right.over)
            one, two = _over(left, over), _over(right, over)
            if sign == "-":
                low, high = _minus(one.low, two.high), _minus(one.high, two.low)
                return Number(low, high, over, natural=False)
            low, high = _plus(one.low, two.low), _plus(one.high, two.high)
            return Number(low, high, over, left.natural and right.natural)
        case "*" if left.natural and right.natural:
            low, high = _product(left.low, right.low), _product(left.high, right.high)
            return Number(low, high, left.over * right.over)
        case "/" if right.exact and right.low.isdigit() and int(right.low):
            over = left.over * int(right.low)
            common = gcd(right.over, over)
            low, high = (_times(words, right.over // common) for words in (left.low, left.high))
            return Number(low, high, over // common, left.natural)
        case _:
            raise NoFormulaError


def _plus(left: str, right: str) -> str:
    if "0" in {left, right}:
        return right if left == "0" else left
    return f"{left}+{right}"


def _minus(left: str, right: str) -> str:
    if right == "0":
        return left
    return f"{'' if left == '0' else left}-{_wrapped(right)}"


def _product(left: str, right: str) -> str:
    if left.isdigit():
        return _times(right, int(left)) if int(left) else "0"
    if right.isdigit():
        return _times(left, int(right)) if int(right) else "0"
    return f"{_wrapped(left)}*{_wrapped(right)}"


def _rounded(how: str, number: Number) -> Number:
    low, high = (_whole(how, words, number.over) for words in (number.low, number.high))
    return Number(low, high, 1, number.natural)


def _whole(how: str, words: str, over: int) -> str:
    if over == 1:
        return words
    if how == "floor":
        return f"INT({_wrapped(words)}/{over})"
    return f"(-INT(-{_wrapped(words)}/{over}))"


def _chosen(asked: Truth, value: Number, other: Number) -> Number:
    if asked.open:
        raise NoFormulaError
    over = value.over * other.over // gcd(value.over, other.over)
    one, two = _over(value, over), _over(other, over)
    low, high = (
        f"IF({asked.words},{a},{b})" for a, b in ((one.low, two.low), (one.high, two.high))
    )
    return Number(low, high, over, value.natural and other.natural)


_TURNED: dict[str, CompareSign] = {">": "<", ">=": "<="}


def compared(sign: CompareSign, left: Number, right: Number) -> Truth:
    """Return a comparison, multiplied out; open where the numbers leave it so.

    >>> compared("<=", Number("{a0}", "{a0}"), Number("{a1}", "{a1}", 5)).words
    '5*{a0}<={a1}'
    """
    if sign in _TURNED:
        return compared(_TURNED[sign], right, left)
    common = gcd(left.over, right.over)
    low, high = (_times(words, right.over // common) for words in (left.low, left.high))
    least, most = (_times(words, left.over // common) for words in (right.low, right.high))
    if (settled := _settled(sign, left, right)) is not None:
        return settled
    if low == high and least == most:
        return Truth(f"{low}{'<>' if sign == '!=' else sign}{least}")
    if sign in {"=", "!="} and left.natural and most == "0":
        none = _open(f"{high}=0", f"{low}>0")
        return none if sign == "=" else _not(none)
    match sign:
        case "<":
            return _open(f"{high}<{least}", f"{low}>={most}")
        case "<=":
            return _open(f"{high}<={least}", f"{low}>{most}")
        case _:
            same = _open(f"AND({low}={most},{high}={least})", f"OR({high}<{least},{low}>{most})")
            return same if sign == "=" else _not(same)


def _settled(sign: CompareSign, left: Number, right: Number) -> Truth | None:
    """Return a comparison with 0 that holds, or fails, whatever is counted."""
    if sign == "<=" and left.high == "0" and right.natural:
        return Truth(_TRUE)
    if sign == "<" and right.high == "0" and left.natural:
        return Truth(_FALSE)
    return None


def _open(certain: str, excluded: str) -> Truth:
    return Truth(f"IF({certain},1,IF({excluded},0,{_OPEN}))", open=True)


def _not(one: Truth) -> Truth:
    if one.open:
        return Truth(f"1-{_wrapped(one.words)}", open=True)
    if one.words in {_TRUE, _FALSE}:
        return Truth(_FALSE if one.words == _TRUE else _TRUE)
    return Truth(f"NOT({one.words})")


def _joined(joint: str, parts: Sequence[Truth]) -> Truth:
    """Join conditions none of which settles the whole; some may change nothing."""
    drops = _TRUE if joint == "AND" else _FALSE
    kept = list(dict.fromkeys(part for part in parts if part.words != drops))
    if len(kept) < 2:
        return kept[0] if kept else Truth(drops)
    if not any(part.open for part in kept):
        return Truth(f"{joint}({','.join(part.words for part in kept)})")
    known = (part.words if part.open else f"IF({part.words},1,0)" for part in kept)
    return Truth(f"{'MIN' if joint == 'AND' else 'MAX'}({','.join(known)})", open=True)
