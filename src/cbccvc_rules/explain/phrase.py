"""A step of a trace or an outline as a phrase, by the operator table and the phrasebook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.explain.phrasebook import Phrasebook, phrasebook
from cbccvc_rules.explain.words import column_name, is_day, show_as, show_code, show_value
from cbccvc_rules.lang.operators import BY_KEY
from cbccvc_rules.sources import Lang, Text

if TYPE_CHECKING:
    from cbccvc_rules.trace import Step

Names = Mapping[str, Text]
_JOINED = frozenset({"and", "or"})
_ROWS = frozenset({"count", "any", "none", "sum"})


def phrase(step: Step, lang: Lang, names: Names) -> str:
    """Return a step as words; `names` are the titles of parameters and readings."""
    book = phrasebook(lang)
    match step.op:
        case "field":
            return _field(step, book, lang)
        case "literal":
            return show_value(step.value, lang)
        case "parameter" | "reading":
            return _titled(step, lang, names)
        case "let" | "definition" | "exception":
            return _named(step, lang, names)
        case "not":
            return _negated(step.parts[0], lang, names)
        case "and" | "or":
            return _joined(step, lang, names)
        case "choose" if step.parts[0].value is not None:
            return phrase(step.parts[1], lang, names)
        case op if op in _ROWS:
            return _rows(step, book.say("operators", op), lang, names)
        case "in-year":
            return book.say("operators", step.op).format(
                phrase(step.parts[0], lang, names), name=_year_day(step.name, lang)
            )
        case op:
            return _filled(step, _words(step, "operators", book) or op, lang, names)


def _words(step: Step, section: str, book: Phrasebook) -> str | None:
    """Return the words for an operator; of two days one is before the other, not below it."""
    if any(_is_day(part) for part in step.parts):
        dated = book.find("dated" if section == "operators" else "negated_dated", step.op)
        if dated is not None:
            return dated
    return book.find(section, step.op)


def _is_day(part: Step) -> bool:
    record, _, column = part.name.partition(".")
    field = part.op == "field" and is_day(record, column)
    return field or part.op == "in-year" or isinstance(part.value, date)


def _year_day(name: str, lang: Lang) -> str:
    """Return a day without a year: 15/12, or 12-15."""
    month, _, day = name.partition("-")
    return f"{day}/{month}" if lang == "vi" else name


def _field(step: Step, book: Phrasebook, lang: Lang) -> str:
    record, _, column = step.name.partition(".")
    name = column_name(record, column, lang)
    way = step.text.split(".")[-2] if "." in step.text else ""
    words = book.find("ways", way)
    return name if words is None else book.single["of"].format(name, words)


def _titled(step: Step, lang: Lang, names: Names) -> str:
    """Return the title of a figure or reading; a figure with its value where it is known."""
    title = names[step.name].in_(lang) if step.name in names else step.name
    if step.op == "reading" or not isinstance(step.value, (int, Fraction)):
        return title
    share = isinstance(step.value, Fraction) and step.value < 1
    return f"{title} ({show_as(step.value, 'percent' if share else '', lang)})"


def _named(step: Step, lang: Lang, names: Names) -> str:
    """A definition says what it means; a let stands for its expression."""
    if step.says is not None:
        return step.says.in_(lang)
    return phrase(step.parts[-1], lang, names) if step.parts else step.name


def _negated(item: Step, lang: Lang, names: Names) -> str:
    book = phrasebook(lang)
    template = _words(item, "negated", book)
    if template is None:
        return book.say("operators", "not").format(phrase(item, lang, names))
    if item.op in _ROWS:
        return _rows(item, template, lang, names)
    return _filled(item, template, lang, names)


def _joined(step: Step, lang: Lang, names: Names) -> str:
    joint = phrasebook(lang).say("operators", step.op)
    words = [(part.op, phrase(part, lang, names)) for part in bearing_parts(step)]
    return joint.join(f"({word})" if op in _JOINED else word for op, word in words)


def bearing_parts(step: Step) -> tuple[Step, ...]:
    """Return the parts of an `and` or `or` that bear on it under the readings chosen.

    An alternative that a reading switches off is no alternative, and a demand that a reading
    alone meets is no demand.
    """
    idle = step.op == "and"
    return tuple(part for part in step.parts if not _settled(part, idle)) or step.parts


def _settled(part: Step, value: bool) -> bool:
    """Return whether a part has a value by the choice of readings alone."""
    if part.value is value and chosen_only(part):
        return True
    joint = "or" if value else "and"
    return part.op == joint and any(_settled(below, value) for below in part.parts)


def chosen_only(step: Step) -> bool:
    """Return whether a step rests on the choice of a reading and on no fact."""
    below = list(step.walk())
    return any(one.op == "reading" for one in below) and not any(one.fact for one in below)


def _filled(step: Step, template: str, lang: Lang, names: Names) -> str:
    codes = ", ".join(show_code(code, lang) for code in step.name.split(", "))
    return template.format(*(_side(part, step, lang, names) for part in step.parts), name=codes)


def _side(part: Step, whole: Step, lang: Lang, names: Names) -> str:
    """Return a side, in brackets where it binds more loosely than the arithmetic around it."""
    words = phrase(part, lang, names)
    inner, outer = BY_KEY.get(_meant(part).op), BY_KEY.get(whole.op)
    if inner is None or outer is None or outer.kind != "arithmetic":
        return words
    first = part is whole.parts[0]
    tight = inner.strength > outer.strength or (first and inner.strength == outer.strength)
    return words if tight else f"({words})"


def _meant(step: Step) -> Step:
    """Return the step whose words are said: a let stands for its expression, a choice for one."""
    while step.says is None and step.op == "let" and step.parts:
        step = step.parts[-1]
    if step.op == "choose" and step.parts[0].value is not None:
        return _meant(step.parts[1])
    return step


def _rows(step: Step, template: str, lang: Lang, names: Names) -> str:
    book = phrasebook(lang)
    rows = book.find("rows", step.name) or step.name
    conditions = [part for part in step.parts if part.op == "where"]
    where = ""
    if conditions:
        where = book.single["where"].format(phrase(conditions[0].parts[0], lang, names))
    items = [
        phrase(part, lang, names)
        for part in step.parts
        if part.op not in {"where", "row"} and step.op == "sum"
    ]
    return template.format(*(items[:1] or [""]), rows=rows, where=where)
