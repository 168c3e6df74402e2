"""Text to untyped tree: the grammar of the rule language, one function a level.

expression := either ['if' either 'else' expression]
either     := both ('or' both)*            both    := negated ('and' negated)*
negated    := 'not' negated | test
test       := total [sign total | ['not'] 'in' '{' word (',' word)* '}' | 'is' ['not'] told]
total      := product (('+' | '-') product)*
told       := 'given' | 'recorded'
product    := signed (('*' | '/') signed)*  signed  := '-' signed | primary
primary    := number | date | 'true' | 'false' | 'unknown' | '$' word | path | '(' expression ')'
| ('count' | 'any' | 'none') '(' rows ')' | 'sum' '(' total 'of' rows ')'
| ('floor' | 'ceil') '(' expression ')'
| ('in_year' | 'in_next_year') '(' number '-' number ',' expression ')'
rows       := path ['where' expression]    path    := word ('.' word)*
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from cbccvc_rules.lang.operators import CALLS, RESERVED
from cbccvc_rules.lang.syntax import (
    Binary,
    Call,
    Conditional,
    Constant,
    Dollar,
    Fault,
    Membership,
    Path,
    Rows,
    Syntax,
    Told,
    Unary,
    YearDay,
    parts_in,
)
from cbccvc_rules.records import dataclass

MAX_LENGTH = 4_000
MAX_DEPTH = 40

_TOKENS = re.compile(
    r"""(?P<space>\s+)
      | (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})
      | (?P<number>[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?%?)
      | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign><=|>=|!=|[=<>+\-*/(){},.$])""",
    re.VERBOSE,
)
_TRUTHS = {"true": True, "false": False, "unknown": None}
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text."""

    kind: str
    text: str
    offset: int


class SyntaxFaultError(Exception):
    """The text is no expression; the first fault says where and why."""

    def __init__(self, code: str, offset: int, **params: str) -> None:
        """Keep the fault."""
        super().__init__(code, offset)
        self.fault = Fault(code, offset, tuple(params.items()))


def read(text: str) -> Syntax:
    """Parse an expression.

    Raises:
        SyntaxFaultError: with the first fault and its offset.
    """
    if len(text) > MAX_LENGTH:
        raise SyntaxFaultError("expression-too-long", MAX_LENGTH, limit=str(MAX_LENGTH))
    reader = _Reader(_tokens(text), len(text))
    tree = reader.expression()
    if reader.token.kind != "end":
        raise reader.unexpected()
    _refuse_depth(tree)
    return tree


def _refuse_depth(tree: Syntax) -> None:
    """Refuse a tree too deep to be walked; however long, a chain of `and` or `or` is one level."""
    waiting = [(tree, 1)]
    while waiting:
        here, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise SyntaxFaultError("expression-too-deep", here.offset, limit=str(MAX_DEPTH))
        waiting.extend(
            (part, depth if _chained(here, part) else depth + 1) for part in parts_in(here)
        )


def _chained(tree: Syntax, part: Syntax) -> bool:
    if not isinstance(tree, Binary) or not isinstance(part, Binary) or part is not tree.left:
        return False
    return tree.sign == part.sign and tree.sign in {"and", "or"}


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    offset = 0
    while offset < len(text):
        match = _TOKENS.match(text, offset)
        if match is None:
            raise SyntaxFaultError("expression-character", offset, found=text[offset])
        kind = match.lastgroup or ""
        if kind != "space":
            tokens.append(Token(kind, match.group(), offset))
        offset = match.end()
    return tokens


class _Reader:
    """Walks the tokens; every method reads one level of the grammar."""

    def __init__(self, tokens: list[Token], end: int) -> None:
        self._tokens = tokens
        self._end = Token("end", "", end)
        self._index = 0
        self._depth = 0

    @property
    def token(self) -> Token:
        return self._tokens[self._index] if self._index < len(self._tokens) else self._end

    def unexpected(self) -> SyntaxFaultError:
        if self.token.kind == "end":
            return SyntaxFaultError("expression-ends", self.token.offset)
        return SyntaxFaultError("expression-unexpected", self.token.offset, found=self.token.text)

    def expression(self) -> Syntax:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise SyntaxFaultError("expression-too-deep", self.token.offset, limit=str(MAX_DEPTH))
        value = self._either()
        offset = self.token.offset
        if self._took("if"):
            condition = self._either()
            self._need("else")
            value = Conditional(condition, value, self.expression(), offset)
        self._depth -= 1
        return value

    def _either(self) -> Syntax:
        tree = self._both()
        while (sign := self.token).text == "or":
            self._index += 1
            tree = Binary("or", tree, self._both(), sign.offset)
        return tree

    def _both(self) -> Syntax:
        tree = self._negated()
        while (sign := self.token).text == "and":
            self._index += 1
            tree = Binary("and", tree, self._negated(), sign.offset)
        return tree

    def _negated(self) -> Syntax:
        signs: list[Token] = []
        while (sign := self.token).text == "not":
            self._index += 1
            signs.append(sign)
        tree = self._test()
        for sign in reversed(signs):
            tree = Unary("not", tree, sign.offset)
        return tree

    def _test(self) -> Syntax:
        tree = self._total()
        sign = self.token
        if sign.text in _COMPARISONS:
            self._index += 1
            return Binary(sign.text, tree, self._total(), sign.offset)
        if self._took("is"):
            negated = self._took("not")
            told = Told(tree, sign.offset, self._told_word())
            return Unary("not", told, sign.offset) if negated else told
        negated = sign.text == "not"
        if negated:
            self._index += 1
        if self._took("in"):
            member = Membership(tree, self._words(), sign.offset)
            return Unary("not", member, sign.offset) if negated else member
        if negated:
            raise self.unexpected()
        return tree

    def _told_word(self) -> str:
        if self._took("recorded"):
            return "recorded"
        self._need("given")
        return "given"

    def _words(self) -> tuple[Path, ...]:
        self._need("{")
        words = [self._path()]
        while self._took(","):
            words.append(self._path())
        self._need("}")
        return tuple(words)

    def _total(self) -> Syntax:
        tree = self._product()
        while (sign := self.token).text in {"+", "-"}:
            self._index += 1
            tree = Binary(sign.text, tree, self._product(), sign.offset)
        return tree

    def _product(self) -> Syntax:
        tree = self._signed()
        while (sign := self.token).text in {"*", "/"}:
            self._index += 1
            tree = Binary(sign.text, tree, self._signed(), sign.offset)
        return tree

    def _signed(self) -> Syntax:
        signs: list[Token] = []
        while (sign := self.token).text == "-":
            self._index += 1
            signs.append(sign)
        tree = self._primary()
        for sign in reversed(signs):
            tree = Unary("-", tree, sign.offset)
        return tree

    def _primary(self) -> Syntax:
        token = self.token
        if token.kind in {"number", "date"}:
            self._index += 1
            return Constant(_constant(token), token.offset)
        if self._took("$"):
            return Dollar(self._word(), token.offset)
        if self._took("("):
            tree = self.expression()
            self._need(")")
            return tree
        if token.text in _TRUTHS:
            self._index += 1
            return Constant(_TRUTHS[token.text], token.offset)
        if token.text in {"in_year", "in_next_year"}:
            return self._year_day()
        if token.text in CALLS:
            return self._call()
        return self._path()

    def _year_day(self) -> Syntax:
        """Read a day without a year; one that not every year has is no such day."""
        name = self.token
        self._index += 1
        self._need("(")
        start = self.token
        month = self._plain_number()
        self._need("-")
        day = self._plain_number()
        if not is_day_of_every_year(month, day):
            raise SyntaxFaultError("expression-date", start.offset, found=f"{month}-{day}")
        self._need(",")
        item = self.expression()
        self._need(")")
        return YearDay(month, day, item, name.offset, next_year=name.text == "in_next_year")

    def _plain_number(self) -> int:
        token = self.token
        if token.kind != "number" or not token.text.isdigit():
            raise self.unexpected()
        self._index += 1
        return int(token.text)

    def _call(self) -> Syntax:
        name = self.token
        self._index += 1
        self._need("(")
        item: Syntax | None = None
        rows: Rows | None = None
        if name.text in {"floor", "ceil"}:
            item = self.expression()
        else:
            if name.text == "sum":
                item = self._total()
                self._need("of")
            path = self._path()
            rows = Rows(path, self.expression() if self._took("where") else None)
        self._need(")")
        return Call(name.text, item, rows, name.offset)

    def _path(self) -> Path:
        offsets = [self.token.offset]
        words = [self._word()]
        while self._took("."):
            offsets.append(self.token.offset)
            words.append(self._word())
        return Path(tuple(words), tuple(offsets))

    def _word(self) -> str:
        token = self.token
        if token.kind != "word" or token.text in RESERVED:
            raise self.unexpected()
        self._index += 1
        return token.text

    def _took(self, text: str) -> bool:
        if self.token.kind != "end" and self.token.text == text:
            self._index += 1
            return True
        return False

    def _need(self, text: str) -> None:
        if not self._took(text):
            found = self.token.text
            code = "expression-needs" if found else "expression-needs-at-end"
            raise SyntaxFaultError(code, self.token.offset, needed=text, found=found)


def is_day_of_every_year(month: int, day: int) -> bool:
    """Return whether every year has a day; 29 February is one that it has not."""
    common_year = 2023
    try:
        date(common_year, month, day)
    except ValueError:
        return False
    return True


def _constant(token: Token) -> int | Fraction | date:
    if token.kind == "date":
        try:
            return date.fromisoformat(token.text)
        except ValueError:
            raise SyntaxFaultError("expression-date", token.offset, found=token.text) from None
    text = token.text.removesuffix("%")
    upper, _, lower = text.partition("/")
    if lower and int(lower) == 0:
        raise SyntaxFaultError("expression-zero-division", token.offset, found=token.text)
    number = Fraction(upper) / (int(lower) if lower else 1)
    if token.text.endswith("%"):
        number /= 100
    return int(number) if number.denominator == 1 else number
