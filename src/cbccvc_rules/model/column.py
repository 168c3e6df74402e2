"""What a column of a table is: its kind, its names, its limits; and how its cells are read.

The tables themselves are the models next door. Headings, templates, the vocabulary of the rules
and the docs are all derived from `columns_of`.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from inspect import get_annotations
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.exact import Number, show_number
from cbccvc_rules.model.period import canonical_period
from cbccvc_rules.model.scale import GRADES, NOT_RATED, RATINGS, Labels
from cbccvc_rules.model.values import (
    CellFault,
    fold,
    is_part_of,
    is_percent,
    read_count,
    read_date,
    read_exact,
    read_list,
    read_reference,
    read_step,
    read_text,
    read_truth,
)
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cbccvc_rules.trace import Value


KindName = Literal["truth", "number", "whole", "date", "text", "code", "grade", "list"]


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a closed list: its title, and the labels that mean just this code."""

    name: str
    title: Text
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """The kind of a column; each cell is read through it.

    A `reference`, or an `actor` (who did it), must not count as given when it says that there is
    none; a `step` is a day of which the same may be said; a `period` is a text in the form of one.
    Ordered codes stand from low to high.
    """

    name: KindName
    codes: tuple[Code, ...] = ()
    ordered: bool = False
    least: Number | None = None
    most: Number | None = None
    form: Literal["plain", "reference", "actor", "step", "period", "share"] = "plain"

    def value(self, cell: object, labels: Labels) -> Value:
        """Read one cell."""
        if self.name == "grade":
            return read_grade(cell, labels)
        if self.name == "code":
            return self._code(cell)
        value = self._reader(cell)
        if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
            self._within(value)
            of_most = self.most is not None and is_part_of(cell, self.most)
            if self.form != "share" and self.most is not None and (is_percent(cell) or of_most):
                raise CellFault("cell-not-number", self.expected)  # 95% of 100, 12/12 months?
        return value

    @cached_property
    def _reader(self) -> Callable[[object], Value]:
        if self.name == "text":
            return _TEXT_READERS[self.form]
        return read_step if self.form == "step" else _READERS[self.name]

    def _within(self, number: Number) -> None:
        low = self.least is not None and number < self.least
        high = self.most is not None and number > self.most
        if self.form == "share" and high:
            raise CellFault("cell-share", SHARE)
        if low or high:
            limits = SHARE if self.form == "share" else self.expected
            raise CellFault("cell-out-of-range", limits)

    @cached_property
    def expected(self) -> Text:
        """The limits of a number, as a message says them."""
        least = show_number(self.least or 0, "en")
        if self.most is None:
            return Text(f"số từ {least} trở lên", f"a number of {least} or more")
        most = show_number(self.most, "en")
        return Text(f"số từ {least} đến {most}", f"a number from {least} to {most}")

    def _code(self, cell: object) -> str | None:
        text = read_text(cell)
        if text is None:
            return None
        code = self._labels.get(fold(text))
        if code is None:
            raise CellFault("cell-code-unknown", self._known)
        return code

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return {
            fold(label): code.name
            for code in self.codes
            for label in (code.name, code.title.vi, code.title.en, *code.labels)
        }

    @cached_property
    def _known(self) -> Text:
        vi = ", ".join(f"`{code.name}` ({code.title.vi})" for code in self.codes)
        en = ", ".join(f"`{code.name}` ({code.title.en})" for code in self.codes)
        return Text(f"một trong các giá trị {vi}", f"one of {en}")


def read_grade(cell: object, labels: Labels) -> str | None:
    """Read a grade by its label, whole; what is not in the table is a fault with suggestions."""
    text = read_text(cell)
    if text is None or labels.means_not_told(text):
        return None
    grade = labels.read(text)
    if grade is not None:
        return grade
    doubt = labels.doubt(text)
    close = " / ".join(labels.suggest(text))
    if doubt is not None:
        params: dict[str, str | Text] = {"nearest": close, "reason": _clause(doubt.reason)}
        raise CellFault("grade-label-doubtful", None, params)
    raise CellFault("grade-label-unknown", A_GRADE, {"nearest": close})


def _clause(sentence: Text) -> Text:
    """Return a sentence as a part of another one."""
    vi, en = sentence.vi.rstrip("."), sentence.en.rstrip(".")
    return Text(vi[:1].lower() + vi[1:], en[:1].lower() + en[1:])


def read_period(cell: object) -> str | None:
    """Read a period, in its canonical text."""
    text = read_text(cell)
    if text is None:
        return None
    period = canonical_period(text)
    if period is None:
        raise CellFault("cell-not-period", A_PERIOD)
    return period


A_GRADE = Text(
    "một trong các mức " + ", ".join((*reversed(GRADES), NOT_RATED)),
    "one of " + ", ".join((*reversed(GRADES), NOT_RATED)),
)
A_PERIOD = Text("`2024`, hoặc `2023-2024` cho năm học", "`2024`, or `2023-2024` for a school year")
SHARE = Text(
    "tỷ lệ từ 0% đến 100%, viết như `25%` hoặc `0,25`",
    "a share from 0% to 100%, written as `25%` or `0.25`",
)
DENIABLE = frozenset({"reference", "actor", "step"})
_READERS: Mapping[str, Callable[[object], Value]] = {
    "truth": read_truth,
    "number": read_exact,
    "whole": read_count,
    "date": read_date,
    "list": read_list,
}
_TEXT_READERS: Mapping[str, Callable[[object], Value]] = {
    "plain": read_text,
    "reference": read_reference,
    "actor": read_reference,
    "period": read_period,
}


@dataclass(frozen=True, slots=True)
class About:
    """What people call a column, and one line on what stands in it.

    Each of `aliases` must mean exactly this column wherever it is found as a heading.
    """

    title: Text
    says: Text
    aliases: tuple[str, ...] = ()
    required: bool = False


def about(
    title: tuple[str, str], says: tuple[str, str], *aliases: str, required: bool = False
) -> About:
    """Describe a column: (vi, en) title, (vi, en) line, further headings met in real files."""
    return About(Text(*title), Text(*says), aliases, required)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, as everything outside this room sees it."""

    name: str
    kind: KindName
    codes: tuple[str, ...]
    ordered: bool
    required: bool
    title: Text
    says: Text
    aliases: tuple[str, ...]
    labels: tuple[Code, ...]
    least: Number | None
    most: Number | None
    form: str

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that means this column: its name, its titles, its aliases."""
        return (self.name, self.title.vi, self.title.en, *self.aliases)


class Table:
    """What one row of a table is: the columns that a class of this kind annotates, with defaults.

    Rows of files are read by the kinds of these; a row of Python is a pydantic model made of them
    (`forms`), and pydantic is not loaded before there is one.
    """


def told_of(model: type) -> Mapping[str, tuple[object, ...]]:
    """Return what is said of each field of a model beside its type, in order."""
    return {
        name: getattr(hint, "__metadata__", ())
        for one in reversed(model.__mro__)
        for name, hint in get_annotations(one).items()
    }


def kinds_in(model: type) -> Mapping[str, Kind]:
    """Return the kind of each field of a model that is read as a cell, in order."""
    return {
        name: item
        for name, told in told_of(model).items()
        for item in told
        if isinstance(item, Kind)
    }


def said_of(told: tuple[object, ...]) -> About:
    """Return what people call a field, of all that is said of it."""
    return next(item for item in told if isinstance(item, About))


def columns_in(model: type[Table]) -> tuple[Column, ...]:
    """Return the columns of a model, in order."""
    found: list[Column] = []
    kinds = kinds_in(model)
    for name, told in told_of(model).items():
        kind, said = kinds[name], said_of(told)
        found.append(
            Column(
                name=name,
                kind=kind.name,
                codes=tuple(code.name for code in kind.codes) or _grade_codes(kind),
                ordered=kind.ordered,
                required=said.required,
                title=said.title,
                says=said.says,
                aliases=said.aliases,
                labels=kind.codes,
                least=kind.least,
                most=kind.most,
                form=kind.form,
            )
        )
    return tuple(found)


def _grade_codes(kind: Kind) -> tuple[str, ...]:
    return RATINGS if kind.name == "grade" else ()
