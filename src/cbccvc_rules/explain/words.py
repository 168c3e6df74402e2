"""Values and names as words: numbers, days, codes, columns."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cbccvc_rules.exact import Range, show_number, show_percent
from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.model.columns import (
    DERIVED,
    TABLES,
    code_title,
    code_titles,
    column_title,
    columns_of,
)

if TYPE_CHECKING:
    from cbccvc_rules.sources import Lang
    from cbccvc_rules.trace import Value

TABLE_OF_RECORD = {
    "staff": "staff",
    "unit": "units",
    "discipline": "disciplines",
    "history": "history",
    "scorecard": "scorecards",
    "counts": "counts",
}


def show_day(day: date, lang: Lang) -> str:
    """Return a day as the language writes it: 14/12/2024, or 2024-12-14."""
    return day.strftime("%d/%m/%Y") if lang == "vi" else day.isoformat()


def show_value(value: Value, lang: Lang) -> str:
    """Return a value as words; what is not known says so."""
    book = phrasebook(lang)
    match value:
        case None:
            return book.say("values", "unknown")
        case bool():
            return book.say("values", "true" if value else "false")
        case int() | Fraction():
            return show_number(value, lang)
        case Range(lo, None):
            return book.say("values", "at_least").format(lo=show_number(lo, lang))
        case Range(lo, hi):
            bounds = {"lo": show_number(lo, lang), "hi": show_number(hi or 0, lang)}
            return book.say("values", "between").format(**bounds)
        case date():
            return show_day(value, lang)
        case tuple():
            return ", ".join(value)
        case _:
            return show_code(value, lang)


def show_cell(value: Value, lang: Lang, column: str = "") -> str:
    """Return what a cell of a column (`unit.kind`) tells.

    A cell says yes or no, where a condition is true or false.
    """
    if isinstance(value, bool):
        return phrasebook(lang).say("values", "yes" if value else "no")
    if isinstance(value, str):
        return show_code(value, lang, column)
    return show_value(value, lang)


@lru_cache(maxsize=4096)
def show_code(code: str, lang: Lang, column: str = "") -> str:
    """Return the words for a code as its column (`unit.kind`) has it, or the text itself."""
    book = phrasebook(lang)
    for section in ("codes", "occasions", "stages"):
        said = book.find(section, code)
        if said is not None:
            return said
    record, _, name = column.partition(".")
    own = code_title(TABLE_OF_RECORD.get(record, record), name, code)
    title = own or code_titles().get(code)
    return code if title is None else title.in_(lang)


def show_as(value: Value, form: str, lang: Lang) -> str:
    """Return a value in the form a message asks for: percent, date, grade, or plain."""
    if form == "percent" and isinstance(value, (int, Fraction, Range)):
        return show_percent(value, lang)
    return show_cell(value, lang)


# Rows without an id of their own go by their owner's, with the number of the row.
_NUMBERED = frozenset({"discipline", "history", "scorecard", "counts"})
_STANDING_FOR = re.compile(r"(.+)#(\d+):(\w+) ×(\d+|\?)")


def row_name(record: str, key: str, lang: Lang) -> str:
    """Return what a row is called: its id, or whose it is and in which row of the table.

    A row that stands for many people says so.
    """
    book = phrasebook(lang)
    people = _STANDING_FOR.fullmatch(key)
    if people is not None:
        owner, number, rating, size = people.groups()
        grade = book.say("parts", "grade_open") if rating == "total" else show_code(rating, lang)
        template = "some_of_row" if size == "?" else "people_of_row"
        return book.say("parts", template).format(owner, number, grade, size)
    owner, sign, number = key.rpartition("#")
    if record in _NUMBERED and sign:
        return book.say("parts", "numbered_row").format(owner, number)
    return key


def named_row(record: str, key: str, lang: Lang) -> str:
    """Return what kind of row it is and what it is called."""
    name = row_name(record, key, lang)
    if _STANDING_FOR.fullmatch(key):
        return name
    book = phrasebook(lang)
    return book.say("parts", "row").format(book.find("records", record) or record, name)


@cache
def is_day(record: str, column: str) -> bool:
    """Return whether a column holds days."""
    table = TABLE_OF_RECORD.get(record, record)
    if DERIVED.get(table, {}).get(column) is date or (record, column) == ("batch", "on"):
        return True
    return table in TABLES and any(
        one.name == column and one.kind == "date" for one in columns_of(table)
    )


@cache
def column_name(record: str, column: str, lang: Lang) -> str:
    """Return what a column is called: its title, or the words for a derived one."""
    derived = phrasebook(lang).find("derived", f"{record}.{column}")
    if derived is not None:
        return derived
    title = column_title(TABLE_OF_RECORD.get(record, record), column)
    return column if title is None else title.in_(lang)
