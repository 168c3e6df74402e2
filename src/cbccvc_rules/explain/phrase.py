"""A step of a trace or an outline as a phrase, by the operator table and the phrasebook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache

from cbccvc_rules.explain.phrasebook import Phrasebook, phrasebook
from cbccvc_rules.explain.words import column_name, is_day, show_as, show_cell, show_code
from cbccvc_rules.lang.operators import BY_KEY
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Lang, Text
from cbccvc_rules.trace import Step, Value

Names = Mapping[str, Text]
_JOINED = frozenset({"and", "or"})
_ROWS = frozenset({"count", "any", "none", "sum"})
_NUMBERS = frozenset({"count", "sum", "add", "subtract", "multiply", "divide", "floor", "ceil"})
_OPPOSITE = {
    "equal": "unequal",
    "unequal": "equal",
    "less": "at-least",
    "at-least": "less",
    "more": "at-most",
    "at-most": "more",
}


_LOWER_OR_HIGHER = {
    "less": "lower_of",
    "at-most": "lower_of",
    "more": "higher_of",
    "at-least": "higher_of",
}


def phrase(step: Step, lang: Lang, names: Names) -> str:
    """Return a value as words; `names` are the titles of parameters and readings."""
    return _Phrases(phrasebook(lang), names).value(step)


def condition(step: Step, lang: Lang, names: Names) -> str:
    """Return what holds or does not as words; `names` are as for `phrase`."""
    return _Phrases(phrasebook(lang), names).truth(step)


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Says steps in one language."""

    book: Phrasebook
    names: Names

    def value(self, step: Step) -> str:
        match step.op:
            case "field":
                return self._field(step)
            case "literal":
                return show_cell(step.value, self.book.lang)
            case "parameter" | "reading":
                return self._titled(step)
            case "let" | "definition" | "exception" if step.says is not None:
                return step.says.in_(self.book.lang)
            case "let" | "definition" | "exception":
                return self.value(step.parts[-1]) if step.parts else step.name
            case "choose" if step.parts[0].value is not None:
                return self.value(step.parts[1])
            case "choose":
                return self._chosen(step)
            case "not" | "and" | "or" | "given" | "recorded" | "in" | "any" | "none":
                return self.truth(step)
            case op if op in _OPPOSITE:
                return self.truth(step)
            case op if op in _ROWS:
                return self._rows(step, self.book.say("operators", op))
            case "in-year" | "in-next-year" as op:
                day = _year_day(step.name, self.book.lang)
                return self.book.say("operators", op).format(self.value(step.parts[0]), name=day)
            case "add" if _meant(step) is not step:
                return self.value(_meant(step))
            case op:
                return self._filled(step, self.book.say("operators", op))

    def truth(self, step: Step) -> str:
        match step.op:
            case "field":
                return self.book.say("conditions", "holds").format(self._column(step))
            case "let" | "definition" | "exception" if step.says is None and step.parts:
                return self.truth(step.parts[-1])
            case "not":
                return self._denied(step.parts[0])
            case "and" | "or":
                return self._joined(step)
            case "choose" if step.parts[0].value is not None:
                return self.truth(step.parts[1])
            case "choose":
                told = (self.truth(part) for part in step.parts)
                return self.book.say("operators", "choose").format(*told)
            case op if op in _OPPOSITE:
                return self._of_a_cell(step) or self._compared(step, op)
            case "in" if _reading_in(step) is not None:
                return self._read_as(step, "read_as")
            case "any" | "none":
                return self._rows(step, self.book.say("operators", step.op))
            case "given" | "recorded":
                return self.book.say("operators", step.op).format(self._column(step.parts[0]))
            case "in":
                return self._filled(step, self.book.say("operators", step.op))
            case _:
                return self.value(step)

    def _chosen(self, step: Step) -> str:
        """Say a choice; of two figures the lower one, where they are compared to choose it."""
        asked, *sides = step.parts
        told = [self.value(side) for side in sides]
        if [self.value(part) for part in asked.parts] == told:
            key = _LOWER_OR_HIGHER.get(asked.op)
            if key is not None:
                return self.book.say("conditions", key).format(*told)
        return self.book.say("operators", "choose").format(self.truth(asked), *told)

    def _denied(self, item: Step) -> str:
        """Say that something does not hold."""
        template = self.book.find("negated", item.op)
        if item.op == "field":
            return self.book.say("conditions", "not_holds").format(self._column(item))
        if item.op in {"given", "recorded"}:
            return self.book.say("negated", item.op).format(self._column(item.parts[0]))
        if _reading_in(item) is not None:
            return self._read_as(item, "not_read_as")
        if item.op in _OPPOSITE and (_is_day(item) or item.op in {"equal", "unequal"}):
            return self._compared(item, _OPPOSITE[item.op])
        if template is None:
            return self.book.say("operators", "not").format(self.truth(item))
        if item.op in _ROWS:
            return self._rows(item, template)
        return self._filled(item, template)

    def _field(self, step: Step, *, quoted: bool = False) -> str:
        record, _, column = step.name.partition(".")
        name = column_name(record, column, self.book.lang)
        if quoted:
            name = f"“{name}”"
        way = step.text.split(".")[-2] if "." in step.text else ""
        words = None if record == "batch" else self.book.find("ways", way)
        return name if words is None else self.book.single["of"].format(name, words)

    def _column(self, step: Step) -> str:
        """Return a column that is itself a condition: its heading stands in quotes."""
        return self._field(step, quoted=True)

    def _titled(self, step: Step) -> str:
        """Return the title of a figure or reading; a figure with its value where it is known."""
        lang = self.book.lang
        title = self.names[step.name].in_(lang) if step.name in self.names else step.name
        if step.op == "reading" or not isinstance(step.value, (int, Fraction)):
            return title
        share = isinstance(step.value, Fraction) and step.value < 1
        return f"{title} ({show_as(step.value, 'percent' if share else '', lang)})"

    def _joined(self, step: Step) -> str:
        joint = self.book.say("operators", step.op)
        words = [(part.op, self.truth(part)) for part in bearing_parts(step)]
        if len(words) == 1:
            return words[0][1]
        return joint.join(f"({word})" if op in _JOINED else word for op, word in words)

    def _of_a_cell(self, step: Step) -> str | None:
        """Say a comparison of a cell with what the rule itself says: the same of everybody."""
        if len(step.parts) != 2 or step.parts[0].op != "field" or step.parts[1].op != "literal":
            return None
        cell, other = step.parts
        sample: Value = None
        if isinstance(cell.value, date):
            sample = date.min
        elif isinstance(cell.value, (int, Fraction)) and not isinstance(cell.value, bool):
            sample = 0
        told = (cell.name, cell.text, sample, other.value, type(other.value))
        return _cell_compared(step.op, step.name, told, self.book.lang)

    def _compared(self, step: Step, op: str) -> str:
        """Say a comparison as days, numbers, grades or readings are compared."""
        if _reading_in(step) is not None:
            return self._read_as(step, "read_as" if op == "equal" else "not_read_as")
        sides = [_meant(part) for part in step.parts]
        if op == "equal" and sides[0].op == "count" and sides[1].value == 0:
            return self._rows(sides[0], self.book.say("negated", "any"))
        kind = "dated" if _is_day(step) else "numbers" if _is_number(step) else ""
        template = self.book.find(kind, op) if kind else None
        if op == "unequal" and isinstance(sides[1].value, str):
            other = self.book.find("codes_not", sides[1].value)
            if other is not None:
                first = self._side(step.parts[0], step)
                return self.book.say("operators", "equal").format(first, other)
        return self._filled(step, template or self.book.say("operators", op))

    def _read_as(self, step: Step, key: str) -> str:
        """Say which alternative of a reading is asked for."""
        reading = _reading_in(step)
        if reading is None:
            return ""
        values = step.name.split(", ") if step.op == "in" else []
        values += [str(part.value) for part in step.parts if part is not reading]
        told = (answer(reading.name, value, self.book.lang, self.names) for value in values)
        return self.book.say("conditions", key).format(self._titled(reading), "” / “".join(told))

    def _filled(self, step: Step, template: str) -> str:
        column, lang = _column_in(step), self.book.lang
        codes = ", ".join(show_code(code, lang, column) for code in step.name.split(", "))
        return template.format(*(self._side(part, step) for part in step.parts), name=codes)

    def _side(self, part: Step, whole: Step) -> str:
        """Return a side, in brackets where it binds more loosely than the arithmetic around it."""
        told = part.op == "literal"
        column = _column_in(whole) if told else ""
        words = show_cell(part.value, self.book.lang, column) if told else self.value(part)
        inner, outer = BY_KEY.get(_meant(part).op), BY_KEY.get(whole.op)
        if inner is None or outer is None or outer.kind != "arithmetic":
            return words
        first = part is whole.parts[0]
        tight = inner.strength > outer.strength or (first and inner.strength == outer.strength)
        return words if tight else f"({words})"

    def _rows(self, step: Step, template: str) -> str:
        rows = self.book.find("rows", step.name) or step.name
        conditions = [part for part in step.parts if part.op == "where"]
        where = ""
        if conditions:
            where = self.book.single["where"].format(self.truth(conditions[0].parts[0]))
        items = [
            self.value(part)
            for part in step.parts
            if part.op not in {"where", "row"} and step.op == "sum"
        ]
        return template.format(*(items[:1] or [""]), rows=rows, where=where)


@lru_cache(maxsize=2048)
def _cell_compared(
    op: str, codes: str, told: tuple[str, str, Value, Value, type], lang: Lang
) -> str:
    """Say a comparison of a cell; of its value nothing is asked but whether it is a number."""
    name, text, sample, other, _ = told
    sides = (Step("field", text, sample, name), Step("literal", "", other))
    return _Phrases(phrasebook(lang), {})._compared(Step(op, "", None, codes, sides), op)


def answer(reading: str, value: str, lang: Lang, names: Names) -> str:
    """Return what an alternative of a reading says; its code where nothing is known of it."""
    said = names.get(f"{reading}={value}")
    return value if said is None else said.in_(lang)


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
    read = False
    for one in step.walk():
        if one.fact is not None:
            return False
        read = read or one.op == "reading"
    return read


def _reading_in(step: Step) -> Step | None:
    """Return the reading that a comparison asks about, None where it asks about something else."""
    if step.op not in {"equal", "unequal", "in"}:
        return None
    return next((part for part in step.parts if part.op == "reading"), None)


def _column_in(step: Step) -> str:
    """Return the column (`unit.kind`) that a step compares with codes, if it does so."""
    return next((side.name for side in map(_meant, step.parts) if side.op == "field"), "")


def _meant(step: Step) -> Step:
    """Return the step whose words are said.

    A let stands for its expression, a choice that is made for one side, a sum with nothing for the
    rest.
    """
    if step.op == "let" and step.says is None and step.parts:
        return _meant(step.parts[-1])
    if step.op == "choose" and step.parts[0].value is not None:
        return _meant(step.parts[1])
    if step.op == "add":
        told = [part for part in step.parts if not _is_nothing(_meant(part))]
        if len(told) == 1:
            return _meant(told[0])
    return step


def _is_nothing(step: Step) -> bool:
    """Return whether a step is the figure 0 as a pack writes it."""
    return step.op == "literal" and step.value == 0 and not isinstance(step.value, bool)


def _is_day(step: Step) -> bool:
    """Return whether days are compared."""
    for side in map(_meant, step.parts):
        record, _, column = side.name.partition(".")
        field = side.op == "field" and is_day(record, column)
        if field or side.op in {"in-year", "in-next-year"} or isinstance(side.value, date):
            return True
    return False


def _year_day(name: str, lang: Lang) -> str:
    """Return a day without a year: 15/12, or 12-15."""
    month, _, day = name.partition("-")
    return f"{day}/{month}" if lang == "vi" else name


def _is_number(step: Step) -> bool:
    """Return whether numbers are compared."""
    return any(
        side.op in _NUMBERS
        or (isinstance(side.value, (int, Fraction)) and not isinstance(side.value, bool))
        for side in map(_meant, step.parts)
    )
