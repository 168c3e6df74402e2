"""The sheet on which every limit on a share is worked out by formulas, beside what we found."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cbccvc_rules.exact import Range
from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.waived import said_waived
from cbccvc_rules.explain.words import show_as, show_value
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.scale import GRADES, RATINGS
from cbccvc_rules.model.workings import UNREAD
from cbccvc_rules.reports.xlsx.basis import rating_words
from cbccvc_rules.reports.xlsx.pen import address
from cbccvc_rules.reports.xlsx.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.workings import Counted, ShareLimit, Workings
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.xlsx.basis import BasisSheet
    from cbccvc_rules.reports.xlsx.laid import Laid
    from cbccvc_rules.reports.xlsx.pen import Sheet
    from cbccvc_rules.sources import Lang
    from cbccvc_rules.trace import Value

_NUMBER, _GROUP, _UNIT, _AGREES, _FIRST = 1, 2, 3, 4, 5
_WIDTHS = (6, 40, 16, 12, *[12] * 24)
_ACROSS = 14  # columns that a text goes across
_UNLIMITED = 10_000
_VERDICTS = {Verdict.KEPT: "kept", Verdict.BROKEN: "broken", Verdict.UNKNOWN: "unknown"}


def write_limits(
    laid: Laid,
    sheet: Sheet,
    told: Workings,
    basis: BasisSheet,
    findings: Findings,
    options: Options,
) -> None:
    """Write a block for each rule, a row for each group or unit that it limits."""
    pen, lang = laid.pen, options.lang
    pen.widths(sheet, _WIDTHS)
    pen.text(sheet, 1, 1, WORDS["limits"].in_(lang), "title")
    note = WORDS["limits_note"].in_(lang).format(basis=basis.sheet.title)
    pen.wide(sheet, 2, note, "", _WIDTHS[:_ACROSS])
    with_formula = [one for one in told.limits if one.holds is not None]
    row = 4
    if told.limits:
        pen.text(sheet, row, _GROUP, WORDS["agreeing"].in_(lang), "bold")
        counted = (
            f'COUNTIF(${"D"}$6:${"D"}${6 + 5 * len(told.limits) + 5},"{WORDS["yes"].in_(lang)}")'
        )
        pen.formula(sheet, row, _UNIT, counted, len(with_formula))
        of_all = f"{WORDS['of_limits_all'].in_(lang)}: {len(with_formula)}"
        pen.text(sheet, row, _AGREES, of_all)
    else:
        pen.text(sheet, row, _GROUP, WORDS["no_limits"].in_(lang))
    row += 2
    number = 0
    for _, alike in groupby(told.limits, key=_alike):
        block = _Block(laid, sheet, basis, findings, lang, list(alike))
        row, number = block.write(row, number)
    for title in told.not_shown:
        said = f"{WORDS['not_shown'].in_(lang)}: {title.in_(lang)}"
        pen.text(sheet, row, _GROUP, said)
        row += 1
    pen.fit(sheet, [_UNLIMITED, *_WIDTHS[1:]])
    pen.print_wide(sheet)


def _alike(one: ShareLimit) -> tuple[object, ...]:
    """Return what the limits of a block share: the rule, and what is counted."""
    return (one.rule, tuple((count.ratings, count.open) for count in one.counts))


class _Block:
    """The limits of one rule below their headings."""

    def __init__(
        self,
        laid: Laid,
        sheet: Sheet,
        basis: BasisSheet,
        findings: Findings,
        lang: Lang,
        limits: Sequence[ShareLimit],
    ) -> None:
        self.pen = laid.pen
        self.sheet = sheet
        self.basis = basis
        self.lang: Lang = lang
        self.limits = limits
        self.waived = {
            (one.rule, one.subject.id): one.waived for one in findings.findings if one.waived
        }
        self.counts = limits[0].counts
        self.open = any(_is_open(count) for one in limits for count in one.counts)
        self.has_limit = any(one.limit is not None for one in limits)
        self.has_most = any(one.most is not None or one.allowed is not None for one in limits)
        self.columns = list(self._columns())

    def _columns(self) -> Iterator[str]:
        """Yield what the columns are called among ourselves, from the first of the counts on."""
        for number, count in enumerate(self.counts):
            yield f"a{number}"
            if self.open and count.open:
                yield f"b{number}"
        if self.counts and not self.open:
            yield "guard"
        if self.has_limit:
            yield "limit"
        if self.has_most:
            yield from ("most", "difference")
        yield "worked_out"
        for number, count in enumerate(self.counts):
            yield f"e{number}"
            if self.open and count.open:
                yield f"f{number}"
        if self.has_most:
            yield "allowed"
        yield from ("verdict", "set", "waived")

    def at(self, name: str) -> int:
        """Return which column something stands in."""
        return _FIRST + self.columns.index(name)

    def write(self, row: int, number: int) -> tuple[int, int]:
        """Write the block from a row on; return the row after it, and the last number used."""
        one, lang = self.limits[0], self.lang
        cites = "; ".join(cite.text(lang) for cite in one.cites)
        title = f"{one.title.in_(lang)} [{one.rule}]"
        across = _WIDTHS[: min(_ACROSS, _FIRST - 1 + len(self.columns))]
        self.pen.wide(self.sheet, row, f"{title} — {cites}", "bold", across)
        row += 1
        for column, name in ((1, "number"), (2, "group"), (3, "unit"), (4, "agrees")):
            self.pen.text(self.sheet, row, column, WORDS[name].in_(lang), "heading")
        for name in self.columns:
            self.pen.text(self.sheet, row, self.at(name), self._heading(name), "heading")
        for limit in self.limits:
            row, number = row + 1, number + 1
            self._limit(row, number, limit)
        return row + 2, number

    def _heading(self, name: str) -> str:
        kind, lang = name.rstrip("0123456789"), self.lang
        if kind in {"a", "e"}:
            said = self._counted(self.counts[int(name[1:])])
            return said if kind == "a" else WORDS["engine"].in_(lang).format(said)
        if kind in {"b", "f", "guard"}:
            said = WORDS["more"].in_(lang)
            return WORDS["engine"].in_(lang).format(said) if kind == "f" else said
        if kind == "allowed":
            return WORDS["engine"].in_(lang).format(WORDS["most"].in_(lang))
        if kind == "verdict":
            return WORDS["engine"].in_(lang).format(WORDS["verdict"].in_(lang))
        return WORDS[name].in_(lang)

    def _counted(self, count: Counted) -> str:
        if {*RATINGS, UNREAD} <= {*count.ratings}:
            return WORDS["everybody"].in_(self.lang)
        if {*count.ratings} == {*GRADES}:
            return WORDS["rated"].in_(self.lang)
        ratings = ", ".join(rating_words(one, self.lang) for one in reversed(count.ratings))
        return WORDS["counted"].in_(self.lang).format(ratings)

    def _limit(self, row: int, number: int, one: ShareLimit) -> None:
        pen, sheet, lang = self.pen, self.sheet, self.lang
        named = one.name or one.subject
        pen.number(sheet, row, _NUMBER, number, "plain")
        pen.text(sheet, row, _GROUP, named, "plain")
        pen.text(sheet, row, _UNIT, one.unit, "plain")
        if self.has_limit:
            pen.text(sheet, row, self.at("limit"), show_as(one.limit, "percent", lang), "plain")
        self._engine(row, one)
        if one.holds is None:
            why = "" if one.why_not is None else one.why_not.in_(lang)
            pen.text(sheet, row, self.at("worked_out"), why, "plain")
            return
        self._formulas(row, one)

    def _formulas(self, row: int, one: ShareLimit) -> None:
        pen, sheet, lang = self.pen, self.sheet, self.lang
        slots: dict[str, str] = {}
        guarded: dict[int, str] = {}
        same: list[str] = []
        for number, count in enumerate(one.counts):
            low, more = _ends(count.value)
            column = self.at(f"a{number}")
            pen.formula(sheet, row, column, self.basis.count(count.among, count.ratings), low)
            slots[f"a{number}"] = address(row, column)
            same.append(f"{address(row, column)}={address(row, self.at(f'e{number}'))}")
            if f"b{number}" in self.columns:
                column = self.at(f"b{number}")
                pen.formula(sheet, row, column, self.basis.more(count), more)
                slots[f"b{number}"] = address(row, column)
                same.append(f"{address(row, column)}={address(row, self.at(f'f{number}'))}")
            elif count.open:
                guarded[count.among] = self.basis.count(count.among, (UNREAD,))
        if "guard" in self.columns:
            formula = "+".join(guarded.values()) or "0"
            pen.formula(sheet, row, self.at("guard"), formula, 0)
        if one.most is not None and isinstance(one.allowed, int):
            self._most(row, one.most.format(**slots), one.allowed, slots["a0"], one)
            same.append(f"{address(row, self.at('most'))}={address(row, self.at('allowed'))}")
        verdict = WORDS[_VERDICTS.get(one.verdict, "unknown")].in_(lang)
        pen.formula(sheet, row, self.at("worked_out"), self._verdict(row, one, slots), verdict)
        same.append(f"{address(row, self.at('worked_out'))}={address(row, self.at('verdict'))}")
        yes, no = WORDS["yes"].in_(lang), WORDS["no"].in_(lang)
        pen.formula(sheet, row, _AGREES, f'IF(AND({",".join(same)}),"{yes}","{no}")', yes)
        pen.alert(sheet, row, _AGREES, no)
        pen.alert(sheet, row, self.at("worked_out"), WORDS["broken"].in_(lang))

    def _most(self, row: int, formula: str, allowed: int, given: str, one: ShareLimit) -> None:
        column = self.at("most")
        self.pen.formula(self.sheet, row, column, formula, allowed)
        spare = allowed - _ends(one.counts[0].value)[0]
        difference = f"{address(row, column)}-{given}"
        self.pen.formula(self.sheet, row, self.at("difference"), difference, spare)

    def _verdict(self, row: int, one: ShareLimit, slots: dict[str, str]) -> str:
        """Return the formula of the verdict, in words."""
        kept, broken, unknown = (
            f'"{WORDS[name].in_(self.lang)}"' for name in ("kept", "broken", "unknown")
        )
        holds = "" if one.holds is None else one.holds.format(**slots)
        if not one.applies:
            broken = unknown  # nobody knows whether the rule applies at all
        if one.open:
            return f"IF({holds}=1,{kept},IF({holds}=0,{broken},{unknown}))"
        said = f"IF({holds},{kept},{broken})"
        if "guard" in self.columns:
            return f"IF({address(row, self.at('guard'))}>0,{unknown},{said})"
        return said

    def _engine(self, row: int, one: ShareLimit) -> None:
        """Write what was found, as it stood when the report was made."""
        pen, sheet, lang = self.pen, self.sheet, self.lang
        for number, count in enumerate(one.counts):
            low, more = _ends(count.value)
            pen.number(sheet, row, self.at(f"e{number}"), low, "engine")
            if f"f{number}" in self.columns:
                pen.number(sheet, row, self.at(f"f{number}"), more, "engine")
        if self.has_most and isinstance(one.allowed, int):
            pen.number(sheet, row, self.at("allowed"), one.allowed, "engine")
        elif self.has_most:
            pen.text(sheet, row, self.at("allowed"), show_value(one.allowed, lang), "engine")
        verdict = WORDS[_VERDICTS.get(one.verdict, "unknown")].in_(lang)
        pen.text(sheet, row, self.at("verdict"), verdict, "engine")
        sets = ", ".join(str(number) for number in dict.fromkeys(c.among for c in one.counts))
        pen.text(sheet, row, self.at("set"), sets, "plain")
        waived = self.waived.get((one.rule, one.subject))
        if waived is not None:
            said = said_waived(waived, phrasebook(lang))
            pen.text(sheet, row, self.at("waived"), said, "waived")


def _is_open(count: Counted) -> bool:
    return isinstance(count.value, Range)


def _ends(value: Value) -> tuple[int, int]:
    """Return how many there are for certain, and how many more there may be."""
    if isinstance(value, Range) and isinstance(value.lo, int) and isinstance(value.hi, int):
        return value.lo, value.hi - value.lo
    return (value, 0) if isinstance(value, int) else (0, 0)
