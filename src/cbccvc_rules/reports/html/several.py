"""What the page shows of several rounds: the rows of all, each with the round it is of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.model.distribution import Distribution
from cbccvc_rules.model.ranking import ranking
from cbccvc_rules.reports.entries import printable, problem_entry
from cbccvc_rules.reports.html.charts import grades_data, shares_data
from cbccvc_rules.reports.html.data import (
    BLOCK,
    Gathered,
    indented,
    made,
    more_parts,
    name_of_unit,
)
from cbccvc_rules.reports.html.places import Places, PlacesOfRound, in_round, round_and_unit
from cbccvc_rules.reports.ranking import ranking_lines
from cbccvc_rules.reports.scope import scope_lines, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.many import CheckedRound
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.html.packing import Json


def page_data_of_many(
    rounds: Sequence[CheckedRound], sums: Iterable[str], options: Options
) -> tuple[Json, list[Json]]:
    """Return what the page needs at once, and the details of its rows in blocks.

    A round that could not be checked has a row for each reason.
    """
    options = replace(options, names=options.names is not False)
    book, lang = phrasebook(options.lang), options.lang
    page, units = Gathered(), Places()
    for at, one in enumerate(rounds):
        own = PlacesOfRound(units, at)
        if one.findings is None:
            page.tell((problem_entry(problem, book) for problem in one.refused), options, own, at)
        else:
            page.take(one.findings, replace(options, folder=one.folder), own, at)
    counted = _counted(rounds)
    head: dict[str, Json] = {
        **made(options),
        "rounds": [_round(one, book) for one in rounds],
        "sum": indented([*sums, book.say("report", "disclaimer") + "."]),
        "more": [
            *_ranked(rounds, book),
            *(part for one in rounds for part in _more(one, book)),
        ],
        "rows": page.rows,
        "block": BLOCK,
        "grades": grades_data(counted, units, lang),
        "shares": shares_data(counted, units, page.rules, lang),
        "units": [_unit(place, rounds) for place in units.listed],
        **page.tables(lang),
    }
    return head, page.blocks()


def _round(one: CheckedRound, book: Phrasebook) -> Json:
    """Return what a round is called, its scope and its sum; or why it could not be checked."""
    if one.findings is None:
        refused = [problem.say(book.lang) for problem in one.refused]
        lines = [f"{book.say('report', 'many_refused')}:", *(f"  - {line}" for line in refused)]
        return [printable(one.name), False, 0, indented(lines)]
    told = [*scope_lines(one.findings, book), *summary(one.findings, book)][:-1]
    return [printable(one.name), True, one.findings.judged, indented(told)]


def _ranked(rounds: Sequence[CheckedRound], book: Phrasebook) -> Iterator[Json]:
    """Yield agencies and units in order of what is broken, where there are several."""
    if sum(one.findings is not None for one in rounds) > 1:
        *ranks, how = ranking_lines(ranking(rounds), book)
        heads = [at for at, line in enumerate(ranks) if not line.startswith(" ")]
        for at, after in zip(heads, [*heads[1:], len(ranks)], strict=True):
            yield indented([*ranks[at:after], f"  {how}"])


def _more(one: CheckedRound, book: Phrasebook) -> Iterator[Json]:
    """Yield the parts beside the findings of a round, headed by its name."""
    if one.findings is not None:
        yield from more_parts(one.findings, book, f"{one.name} – ")


def _counted(rounds: Sequence[CheckedRound]) -> Distribution | None:
    """Return the grades and shares of all rounds as of one; None where they were not counted."""
    told = [
        (at, one.name, one.findings.distribution)
        for at, one in enumerate(rounds)
        if one.findings is not None and one.findings.distribution is not None
    ]
    if not told:
        return None
    return Distribution(
        tuple(replace(of, unit=in_round(at, of.unit)) for at, _, its in told for of in its.grades),
        tuple(
            replace(of, unit=in_round(at, of.unit), name=f"{name}: {of.name or of.group}")
            for at, name, its in told
            for of in its.shares
        ),
    )


def _unit(place: str | None, rounds: Sequence[CheckedRound]) -> Json:
    at, unit = round_and_unit(place)
    findings = rounds[at].findings
    return [*name_of_unit(unit, findings), at]
