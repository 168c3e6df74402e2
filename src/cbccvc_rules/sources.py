"""Where things come from: a clause of law, a cell of a sheet, a line of YAML; in two languages.

Nothing here judges or reads; every other room points back to these.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Lang = Literal["vi", "en"]
LANGS: tuple[Lang, ...] = ("vi", "en")

Confidence = Literal["certain", "probable", "uncertain"]
CONFIDENCES: tuple[Confidence, ...] = ("certain", "probable", "uncertain")


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Vietnamese and in English."""

    vi: str
    en: str

    def in_(self, lang: Lang) -> str:
        """Return the words in `lang`."""
        return self.vi if lang == "vi" else self.en


def column_letters(column: int) -> str:
    """Return the letters a spreadsheet gives a 1-based column.

    >>> column_letters(1), column_letters(27), column_letters(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the 1-based column that a spreadsheet gives these letters, in capitals.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (1, 27, 16384)
    """
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


# The names of sheets that a spreadsheet writes without quotes.
_BARE_NAME = re.compile(r"[^\W\d]\w*")


ADDRESS = "://"
"""What is in the name of a source that is no file but a database."""
_OWN_NAME = re.compile(r"[a-z][a-z0-9_]*")
RECORDS = "records"
"""What the tables are called that a Python caller hands over; no letters name their columns."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value was written: a cell of a table, or a line and column of a text.

    `row` and `column` count from 1; the row is the one a spreadsheet shows, header included.
    A `heading` (as typed) marks a place in a table.
    """

    source: str
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    heading: str | None = None

    @property
    def cell(self) -> str | None:
        """The cell in spreadsheet notation (`J17`), or None in a text file or without a row."""
        if self.heading is None or self.row is None or self.column is None:
            return None
        if self.source == RECORDS:
            return None
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        if self.cell is None:
            file = self.source if self.sheet is None else f"{self.source}, {self.sheet}"
            # No letters name the columns of a database, or of the tables of a caller; one with our
            # own name (`rating`) is told beside the place of its row.
            own = self.row is not None and _OWN_NAME.fullmatch(self.heading or "") is not None
            of_caller = self.source == RECORDS and not own
            named = of_caller or (ADDRESS in self.source and self.row is not None)
            column = self.heading if named else self.column
            return ":".join(str(part) for part in (file, self.row, column) if part is not None)
        if self.sheet is None:
            return f"{self.source}!{self.cell}"
        quoted = "'" + self.sheet.replace("'", "''") + "'"
        sheet = self.sheet if _BARE_NAME.fullmatch(self.sheet) else quoted
        return f"{self.source}, {sheet}!{self.cell}"


Step = Literal["form", "item", "article", "clause", "point", "paragraph", "sentence"]
STEPS: tuple[Step, ...] = (
    "form",
    "item",
    "article",
    "clause",
    "point",
    "paragraph",
    "sentence",
)
Steps = tuple[tuple[Step, int | str], ...]
"""The way to a provision inside its act, from the whole to the part."""


def provision(steps: Steps, lang: Lang) -> str:
    """Return a provision without its act.

    >>> provision((("article", 2), ("clause", 6), ("sentence", 1)), "vi")
    'Điều 2 khoản 6 câu 1'
    """
    return " ".join(f"{_STEP_WORDS[lang][step]} {value}" for step, value in steps)


@dataclass(frozen=True, slots=True)
class Citation:
    """One provision of one act, with how sure the text is known.

    An `item` is a numbered part of an act that has no articles, such as a directive. `added_on`
    and `amended_on` are the days on which the acts that changed the text took effect.
    """

    act: str
    act_name: Text
    article: int | None = None
    clause: int | None = None
    point: str | None = None
    paragraph: int | None = None
    added_by: Text | None = None
    amended_by: Text | None = None
    confidence: Confidence = "certain"
    note: Text | None = None
    added_by_act: str | None = None
    amended_by_act: str | None = None
    item: int | None = None
    added_on: date | None = None
    amended_on: date | None = None

    def on(self, day: date) -> Citation | None:
        """Return the provision as it stood on a day; None where it was not there yet."""
        if self.added_on is not None and day < self.added_on:
            return None
        if self.amended_on is not None and day < self.amended_on:
            return replace(self, amended_by=None, amended_by_act=None, amended_on=None)
        return self

    @property
    def steps(self) -> Steps:
        """The way to the provision inside its act; empty where the whole act is cited."""
        told: tuple[tuple[Step, int | str | None], ...] = (
            ("item", self.item),
            ("article", self.article),
            ("clause", self.clause),
            ("point", self.point),
            ("paragraph", self.paragraph),
        )
        return tuple((step, value) for step, value in told if value is not None)

    def provision(self, lang: Lang) -> str:
        """Return the provision alone: `Điều 2 khoản 5 điểm a`, `mục 3 điểm b`."""
        return provision(self.steps, lang)

    def pointed(self, lang: Lang) -> str:
        """Return the provision, or the whole act where no provision of it is cited."""
        return self.provision(lang) or self.text(lang)

    def text(self, lang: Lang) -> str:
        """Return the citation as a sentence part, with the acts that added or amended it."""
        act = self.act_name.in_(lang)
        where = self.provision(lang)
        joint = " " if lang == "vi" else " of "
        cited = f"{where}{joint}{act}" if where else act
        if self.item is not None:
            cited = f"{act}, {where}"
        changes = [
            f"{word} {by.in_(lang)}"
            for word, by in zip(_CHANGES[lang], (self.added_by, self.amended_by), strict=True)
            if by is not None
        ]
        return f"{cited} ({'; '.join(changes)})" if changes else cited


def cites_on(cites: Iterable[Citation], day: date) -> tuple[Citation, ...]:
    """Return the provisions as they stood on a day, each once; a later text is never cited."""
    return tuple(dict.fromkeys(cite for one in cites if (cite := one.on(day)) is not None))


_STEP_WORDS: dict[Lang, dict[Step, str]] = {
    "vi": {
        "form": "Mẫu số",
        "item": "mục",
        "article": "Điều",
        "clause": "khoản",
        "point": "điểm",
        "paragraph": "đoạn",
        "sentence": "câu",
    },
    "en": {
        "form": "Form",
        "item": "item",
        "article": "Article",
        "clause": "clause",
        "point": "point",
        "paragraph": "paragraph",
        "sentence": "sentence",
    },
}
_CHANGES: dict[Lang, tuple[str, str]] = {
    "vi": ("bổ sung bởi", "sửa đổi bởi"),
    "en": ("added by", "amended by"),
}


def packaged_rules() -> Path:
    """Return the rules that come with the library: in the wheel, or beside `src` in a checkout."""
    installed = Path(__file__).parent / "rules"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "rules"
