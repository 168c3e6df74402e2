"""The yearly tables as rows of words and numbers, ready for whatever format prints them."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.exact import show_percent
from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.words import show_as, show_cell, show_code, show_day, show_value
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.scale import GRADES, NOT_RATED
from cbccvc_rules.model.summary import NO_RATING, POSTS, Group, added, rated
from cbccvc_rules.records import dataclass
from cbccvc_rules.reports.entries import printable
from cbccvc_rules.reports.summary.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.model.summary import NotRatedFor, Post, Summary, SummedRound
    from cbccvc_rules.sources import Lang

Item = str | int
"""What stands in a cell: words, or a number."""

_POST_WORDS: Mapping[Post, str] = {
    "leading": "leading",
    "other": "others",
    "unknown": "post_unknown",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its headings, rows and, where numbers are added up, the row of their sums.

    `name` is what it goes by in `WORDS`; `deep` tells how far in each row's words are set.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Item, ...], ...]
    sums: tuple[Item, ...] | None = None
    deep: tuple[int, ...] = field(default=())


def tables_of(one: Summary, lang: Lang, *, names: bool) -> tuple[Table, ...]:
    """Return every table of a round."""
    return (
        by_unit(one, lang),
        by_post(one, lang),
        in_full(one, lang),
        of_not_rated(one, lang),
        of_limits(one, lang),
        of_not_counted(one, lang, names=names),
        of_sums(one, lang),
    )


def _words(lang: Lang, *names: str) -> tuple[str, ...]:
    return tuple(WORDS[name].in_(lang) for name in names)


def _count_headings(lang: Lang) -> tuple[str, ...]:
    grades = [heading for grade in reversed(GRADES) for heading in (grade, "%")]
    return (
        *_words(lang, "total", "rated"),
        *grades,
        *_words(lang, "not_rated", "untold"),
    )


def _counts(ratings: Mapping[str, int], lang: Lang) -> tuple[Item, ...]:
    """Return the numbers of a row: total, rated, each grade with its share, not rated, untold."""
    base = rated(ratings)
    grades: list[Item] = []
    for grade in reversed(GRADES):
        number = ratings.get(grade, 0)
        grades += [number, show_percent(Fraction(number, base), lang) if base else ""]
    not_rated, untold = ratings.get(NOT_RATED, 0), ratings.get(NO_RATING, 0)
    return (base + not_rated + untold, base, *grades, not_rated, untold)


def unit_words(one: Summary, unit: str | None, lang: Lang) -> str:
    """Return what a unit is called."""
    if unit is None:
        return WORDS["no_unit"].in_(lang)
    name = next((told.name for told in one.units if told.id == unit), None)
    return printable(unit if name is None else f"{name} ({unit})")


def by_unit(one: Summary, lang: Lang) -> Table:
    """Return how many people of each unit have each grade."""
    units = [(told.id, told.depth) for told in one.units]
    if any(group.unit is None for group in one.groups):
        units.append(("", 0))
    rows: list[tuple[Item, ...]] = []
    for number, (unit, _) in enumerate(units, 1):
        ratings = added(group for group in one.groups if (group.unit or "") == unit)
        rows.append((number, unit_words(one, unit or None, lang), *_counts(ratings, lang)))
    sums = ("", WORDS["sum"].in_(lang), *_counts(one.ratings, lang))
    headings = (*_words(lang, "row", "unit"), *_count_headings(lang))
    return Table("units", headings, tuple(rows), sums, tuple(depth for _, depth in units))


def by_agency(rounds: Sequence[SummedRound], lang: Lang) -> Table:
    """Return how many people of each round have each grade."""
    rows: list[tuple[Item, ...]] = []
    whole: Counter[str] = Counter()
    told = [(one.name, one.summary) for one in rounds if one.summary is not None]
    for number, (name, summary) in enumerate(told, 1):
        called = name if summary.agency is None else f"{summary.agency} ({name})"
        whole.update(summary.ratings)
        rows.append((number, printable(called), *_counts(summary.ratings, lang)))
    headings = (*_words(lang, "row", "agency"), *_count_headings(lang))
    sums = ("", WORDS["sum"].in_(lang), *_counts(whole, lang))
    return Table("agencies", headings, tuple(rows), sums)


def category_words(category: str | None, lang: Lang) -> str:
    """Return what a category is called."""
    if category is None:
        return WORDS["no_category"].in_(lang)
    return show_cell(category, lang, "staff.category")


def post_words(post: Post, lang: Lang) -> str:
    """Return what a post is called."""
    return WORDS[_POST_WORDS[post]].in_(lang)


def by_post(one: Summary, lang: Lang) -> Table:
    """Return how many people of each category, leading or not, have each grade."""
    rows: list[tuple[Item, ...]] = []
    for category in dict.fromkeys(group.category for group in _by_category(one.groups)):
        for post in POSTS:
            groups = [
                group for group in one.groups if (group.category, group.post) == (category, post)
            ]
            if groups:
                told = (category_words(category, lang), post_words(post, lang))
                rows.append((len(rows) + 1, *told, *_counts(added(groups), lang)))
    headings = (*_words(lang, "row", "category", "post"), *_count_headings(lang))
    sums = ("", WORDS["sum"].in_(lang), "", *_counts(one.ratings, lang))
    return Table("posts", headings, tuple(rows), sums)


_CATEGORIES = ("CB", "CC", "VC", "HD", "")


def _by_category(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda one: _CATEGORIES.index(one.category or ""))


def in_full(one: Summary, lang: Lang) -> Table:
    """Return how many people of each unit, category and post have each grade."""
    order = {told.id: number for number, told in enumerate(one.units)}
    groups = sorted(one.groups, key=lambda group: order.get(group.unit or "", len(order)))
    rows = [
        (
            number,
            unit_words(one, group.unit, lang),
            category_words(group.category, lang),
            post_words(group.post, lang),
            *_counts(group.ratings, lang),
        )
        for number, group in enumerate(groups, 1)
    ]
    headings = (*_words(lang, "row", "unit", "category", "post"), *_count_headings(lang))
    sums = ("", WORDS["sum"].in_(lang), "", "", *_counts(one.ratings, lang))
    return Table("full", headings, tuple(rows), sums)


def reason_words(one: NotRatedFor, lang: Lang) -> str:
    """Return why somebody is not rated, as far as that is known."""
    if one.rule is None:
        return WORDS["no_reason"].in_(lang)
    cites = "; ".join(cite.text(lang) for cite in one.cites)
    return f"{WORDS[one.standing].in_(lang).format(cites)} [{one.rule}]"


def of_not_rated(one: Summary, lang: Lang) -> Table:
    """Return who is not rated, by unit, category and reason."""
    rows = [
        (
            number,
            unit_words(one, told.unit, lang),
            category_words(told.category, lang),
            reason_words(told, lang),
            told.people,
        )
        for number, told in enumerate(one.not_rated, 1)
    ]
    headings = _words(lang, "row", "unit", "category", "reason", "people")
    people = sum(told.people for told in one.not_rated)
    sums = ("", WORDS["sum"].in_(lang), "", "", people)
    return Table("not_rated", headings, tuple(rows), sums)


_VERDICTS = {Verdict.KEPT: "kept", Verdict.BROKEN: "broken"}


def of_limits(one: Summary, lang: Lang) -> Table:
    """Return each body and group under a limit, with what is given and allowed."""
    rows = [
        (
            number,
            printable(quota.name or quota.group),
            show_value(quota.given, lang),
            show_value(quota.measures.get("base"), lang),
            show_as(quota.share, "percent", lang),
            show_as(quota.measures.get("limit"), "percent", lang),
            show_value(quota.allowed, lang),
            WORDS[_VERDICTS.get(quota.verdict, "unknown")].in_(lang),
            f"{'; '.join(cite.text(lang) for cite in quota.cites)} [{quota.rule}]",
        )
        for number, quota in enumerate(one.limits, 1)
    ]
    headings = _words(
        lang, "row", "group", "given", "base", "percent", "limit", "allowed", "verdict", "cites"
    )
    return Table("limits", headings, tuple(rows))


def of_not_counted(one: Summary, lang: Lang, *, names: bool) -> Table:
    """Return who is counted nowhere, and why."""
    rows = [
        (
            number,
            printable(told.id),
            printable(told.name or "") if names else "",
            unit_words(one, told.unit, lang),
            told.reason.in_(lang),
        )
        for number, told in enumerate(one.not_counted, 1)
    ]
    for problem in one.unusable:
        rows.append((len(rows) + 1, "", "", "", printable(problem.say(lang))))
    headings = _words(lang, "row", "id", "name", "unit", "reason")
    return Table("not_counted", headings, tuple(rows))


def of_sums(one: Summary, lang: Lang) -> Table:
    """Return the sums that were checked, and whether they agree."""
    rows = [
        (
            number,
            WORDS[f"sum_{told.told}"].in_(lang),
            told.one,
            told.other,
            WORDS["yes" if told.agrees else "no"].in_(lang),
        )
        for number, told in enumerate(one.sums, 1)
    ]
    headings = _words(lang, "row", "checked", "one", "other", "agrees")
    return Table("sums", headings, tuple(rows))


def adds_up(one: Summary, lang: Lang) -> str:
    """Return the sentence that says that everybody is told, once."""
    if not one.adds_up:
        return WORDS["adds_up_not"].in_(lang)
    return (
        WORDS["adds_up"]
        .in_(lang)
        .format(
            listed=one.listed, counted=one.counted, left=len(one.not_counted), dropped=one.dropped
        )
    )


def head_lines(one: Summary, lang: Lang) -> Iterator[str]:
    """Yield the title of the tables, what they tell of, and by which laws."""
    book = phrasebook(lang)
    yield WORDS["title"].in_(lang).format(one.period)
    stage = book.say("stages", one.stage)
    on = show_day(date.fromisoformat(one.on), lang)
    yield WORDS["told"].in_(lang).format(stage=stage, on=on)


def grade_legend(lang: Lang) -> str:
    """Return what the codes of the grades stand for."""
    return "; ".join(f"{grade}: {show_code(grade, lang)}" for grade in reversed(GRADES))
