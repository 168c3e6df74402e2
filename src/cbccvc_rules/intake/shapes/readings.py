"""What one heading may mean, by its words and by those above it; values are not looked at here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cbccvc_rules.intake.shapes.codes import category_called
from cbccvc_rules.intake.shapes.grades import grade_called
from cbccvc_rules.intake.shapes.span_words import says_else
from cbccvc_rules.intake.shapes.words import (
    OPEN,
    ORDER,
    STAGE_COLUMNS,
    SYNONYMS,
    is_family_name,
    is_number_of,
    is_of_body,
    is_share_of,
    speaks_of_before,
    speaks_of_grade,
    speaks_of_merit,
    speaks_of_names,
    speaks_of_part,
    speaks_of_party,
    speaks_of_score,
    stages_in,
    without_year,
    years_in,
)
from cbccvc_rules.model.chosen import NOT_USED, PERIOD
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.headings import column_called, heading_key
from cbccvc_rules.model.sheets import REPORT_HEADING
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import column_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.intake.shapes.asked import Asked
    from cbccvc_rules.intake.shapes.paths import Heading
    from cbccvc_rules.intake.shapes.words import Stage
    from cbccvc_rules.model.chosen import Choice
    from cbccvc_rules.model.column_read import Rule

Why = Literal["other-year", "part-of-year", "own-score", "share", "order", "of-party", "of-report"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a column: the fields it may be, by which rule.

    Several `fields` are a question. No field: it is passed over, `why` says so.
    """

    fields: tuple[str, ...]
    rule: Rule
    why: Why | None = None


_OF_REPORT = frozenset(heading_key(one) for one in (REPORT_HEADING.vi, REPORT_HEADING.en))
NOTHING = Reading((), "exact")
OF_WHOM = ("rating", "proposed_rating", "self_rating", "party_rating", NOT_USED)
"""What a column of grades may be, the first if nothing says otherwise."""
GRADED = frozenset({*STAGE_COLUMNS.values(), "party_rating"})


def reading_of(table: str, heading: Heading, asked: Asked) -> Reading:
    """Return what a heading means; the words of whoever asks are believed first."""
    told = [one.field for one in chosen_for(heading, asked) if _is_of(table, one.field)]
    if told:
        return Reading(tuple(dict.fromkeys(told)), "told")
    key = heading_key(heading.own)
    if key in ORDER:
        return Reading((), "exact", "order")
    if key in _OF_REPORT:
        return Reading((), "exact", "of-report")
    column = column_called(table, heading.own)
    rule: Rule = "exact"
    if column is None:
        column, rule = SYNONYMS.get(table, {}).get(key), "synonym"
    if column is None and (bare := without_year(heading.own)) != key:
        column = column_called(table, bare) or SYNONYMS.get(table, {}).get(bare)
        column = column if column in GRADED else None
    if table == "staff" and column is None:
        if _is_year_of_grades(heading):
            column, rule = "rating", "spanning"
        elif is_family_name(heading.own):
            column, rule = "family_name", "synonym"
    if table == "staff":
        return _of_person(heading, column, rule, asked)
    if table == "counts":
        return _of_totals(heading, column, rule, asked)
    return NOTHING if column is None else Reading((column,), rule)


def _of_totals(heading: Heading, column: str | None, rule: Rule, asked: Asked) -> Reading:
    """Return what a heading means among totals: below a grade may stand a number and a share."""
    if is_share_of(heading.own):
        return Reading((), rule, "share")
    if heading.above and is_number_of(heading.own):
        spanning = heading.above[-1]
        synonyms = SYNONYMS["counts"]
        found = column_called("counts", spanning) or synonyms.get(heading_key(spanning))
        if found is None and category_called(spanning) is not None:
            found = "total"
        if found is not None:
            return Reading((found,), "spanning")
    key = heading_key(heading.own)
    if column is None and heading.above and category_called(heading.own) is not None:
        graded = asked.labels.read(heading.above[-1])
        return Reading((), "spanning") if graded is None else Reading((graded,), "spanning")
    if column is None:
        split, depth = grade_called(heading, asked.labels)
        if split is not None and depth > 1:
            return Reading((split,), "spanning")
        return Reading(OPEN["counts"].get(key, ()), "synonym")
    return Reading((column,), rule)


def _is_of(table: str, field: str) -> bool:
    """Return whether a table can have what a column is said to be."""
    base = field.partition(".")[0]
    if base == PERIOD and table == "staff":
        return True
    return base == NOT_USED or any(one.name == base for one in columns_of(table))


def chosen_for(heading: Heading, asked: Asked) -> list[Choice]:
    """Return what is said of a column, whose choices were led to their columns."""
    letters = column_letters(heading.at)
    return [one for one in asked.chosen.columns if one.letters == letters]


def _of_person(heading: Heading, column: str | None, rule: Rule, asked: Asked) -> Reading:
    """Return what a heading means in a list of people: of which year, and whose grade."""
    graded = column in GRADED
    if column is None:
        column = _grade_by_words(heading)
        graded, rule = column is not None, "values"
    years = frozenset(year for text in heading.path for year in years_in(text))
    if graded or column == "score":
        if years and not any(asked.names_year(year) for year in years):
            return Reading((), rule, "other-year")
        if any(speaks_of_before(text) for text in heading.path):
            return Reading((), rule, "other-year")
        if any(speaks_of_part(text) for text in heading.path):
            return Reading((), rule, "part-of-year")
    if column is None:
        return Reading(_open_for(heading), "synonym")
    if column == "rating" and any(map(speaks_of_merit, heading.above)):
        return Reading(("rating", NOT_USED), "spanning")
    if column == "rating" and heading.above and is_of_body(heading.above[-1]):
        return Reading(("rating", "proposed_rating", NOT_USED), "spanning")
    if graded and column != "party_rating" and any(map(speaks_of_party, heading.above)):
        if stages_in(heading.own) - {"decided"}:
            return Reading((), "spanning", "of-party")
        return Reading(("party_rating",), "spanning")
    stages = _stages_above(heading)
    if column == "score" and stages - {"decided"}:
        return Reading((), rule, "own-score")
    if column == "rating" and not stages and _spanned_else(heading, asked):
        return Reading(OF_WHOM, "spanning")
    if column != "rating" or not stages or stages_in(heading.own):
        return Reading((column,), rule)
    if len(stages) > 1:
        fields = (*(STAGE_COLUMNS[one] for one in sorted(stages)), "party_rating", NOT_USED)
        return Reading(fields, "spanning")
    return Reading((STAGE_COLUMNS[next(iter(stages))],), "spanning")


def _is_year_of_grades(heading: Heading) -> bool:
    """Return whether a heading is a year, and what spans it speaks of grades."""
    if not years_in(heading.own) or not heading.above:
        return False
    return not without_year(heading.own).strip(" .:()") and speaks_of_grade(heading.above[-1])


def _spanned_else(heading: Heading, asked: Asked) -> bool:
    """Return whether what spans a grade says something else, and its own heading not whose it is.

    A heading that was taken from the left may span nothing.
    """
    if heading.spread or stages_in(heading.own):
        return False
    return any(says_else(text, asked) for text in heading.above)


def _open_for(heading: Heading) -> tuple[str, ...]:
    """Return what a heading may be that has more than one reading; none: it means no column."""
    found = OPEN["staff"].get(heading_key(heading.own), ())
    return found or (("name", NOT_USED) if speaks_of_names(heading.own) else ())


def _stages_above(heading: Heading) -> frozenset[Stage]:
    """Return whose grade the nearest heading above that says so speaks of."""
    found = (stages_in(text) for text in reversed(heading.above))
    return next((one for one in found if one), frozenset())


def _grade_by_words(heading: Heading) -> str | None:
    """Return the grade that a heading without a known name may hold: whose it is, it must say."""
    if speaks_of_score(heading.own) or not any(speaks_of_grade(one) for one in heading.path):
        return None
    if any(map(speaks_of_merit, heading.path)):
        return None
    stages = stages_in(heading.own) or _stages_above(heading)
    if any(map(speaks_of_party, heading.path)):
        return "party_rating" if not stages - {"decided"} else None
    return STAGE_COLUMNS[next(iter(stages))] if len(stages) == 1 else None


def options(heading: Heading, fields: Sequence[str]) -> str:
    """Return what to say of a column for each thing that it may be.

    >>> from cbccvc_rules.intake.shapes.paths import Heading
    >>> options(Heading(10, 7, ("Năm",)), ("period", "-"))
    '--map J=period, --map J=-'
    """
    return ", ".join(f"--map {column_letters(heading.at)}={one}" for one in fields)
