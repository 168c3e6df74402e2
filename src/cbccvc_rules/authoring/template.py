"""What a workbook to fill holds: its sheets, their columns, and what each column is for.

Sheets, headings, lists and limits are those of the model; which columns are there follows from the
rules that govern the round. How it looks in a spreadsheet is `template_workbook`'s matter.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.authoring.columns_read import columns_of_condition, columns_read
from cbccvc_rules.engines.detail import environment
from cbccvc_rules.engines.reference import truth
from cbccvc_rules.engines.stand_ins import STAND_INS
from cbccvc_rules.engines.world import World
from cbccvc_rules.errors import NoLawError, Problem, UsageError, nearest
from cbccvc_rules.lang.nodes import Given, Literal, Node, parts_of
from cbccvc_rules.lang.rewrite import with_parts
from cbccvc_rules.lang.types import Scalar
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.columns import TABLES, code_titles, columns_of
from cbccvc_rules.model.header import RATING_COLUMNS, Round, Wishes, read_header, the_round
from cbccvc_rules.packs.governing import governing
from cbccvc_rules.packs.inforce import Choices, in_force
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import LANGS, Citation, Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.authoring.columns_read import ColumnKey
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.model.column import Column
    from cbccvc_rules.packs.library import Fallback, Governs, Library

# Every round has these; the other tables are there where a rule reads them.
_ALWAYS = ("staff", "units")
# What people know a row by, though no rule asks for it.
_TO_READ = frozenset(
    {
        ("staff", "name"),
        ("staff", "position"),
        ("units", "name"),
        ("disciplines", "form"),
        ("scorecards", "criterion"),
    }
)
# An act of which a column serves more provisions than this is cited by its articles.
_MOST_PROVISIONS = 6


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column to fill; without what is `needed` nobody is judged, `serves` are provisions."""

    column: Column
    needed: bool
    serves: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """A table to fill, a row a person, unit or decision."""

    table: str
    columns: tuple[TemplateColumn, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A workbook to fill; `wishes` are what is known of its round already."""

    wishes: Wishes
    instruments: tuple[Text, ...]
    sheets: tuple[TemplateSheet, ...]


def template(
    library: Library, wishes: Wishes, categories: Sequence[str] = (), *, everything: bool = False
) -> Template:
    """Return the workbook for a round: with a period, what the rules in force on its day read.

    Without one, what any rule reads. `everything`: every table and column, read or not.

    Raises:
        NoLawError: when no law in the packs governs any of the categories on that day.
        UsageError: for a period, day, stage or category that does not exist.
    """
    header, problems = read_header(None, wishes)
    round_ = the_round(header, wishes) if header.period is not None else None
    if isinstance(round_, list):
        problems.extend(round_)
    problems.extend(_unknown_categories(library, categories))
    if problems:
        raise UsageError(*problems)
    rules: Iterable[Rule] = library.rules.values()
    instruments: tuple[Text, ...] = ()
    entries: list[Governs] = []
    if isinstance(round_, Round):
        entries = _governed(library, round_, categories)
        ruleset = in_force(library, round_.on, [one.standing for one in entries], Choices())
        governed = sorted({one.category for one in entries})
        rules = [one for one in ruleset.rules if _may_apply(one, ruleset, governed, round_)]
        instruments = tuple(_laws(entries))
    read = _by_what_stands_in(columns_read(rules))
    for entry in entries:
        if entry.fallback is not None:
            read.update(_decides(entry.fallback, read))
    judged = ("staff", RATING_COLUMNS[header.stage or "decided"])
    read.setdefault(judged, read.get(("staff", "rating"), ()))
    if judged[1] != "rating":
        read.pop(("staff", "rating"), None)
    tables = [one for one in TABLES if everything or one in _ALWAYS or _reads(read, one)]
    sheets = tuple(_sheet(table, read, judged, everything=everything) for table in tables)
    return Template(wishes, instruments, sheets)


def _unknown_categories(library: Library, categories: Iterable[str]) -> Iterable[Problem]:
    known = sorted({entry.category for entry in library.applies.entries})
    for one in categories:
        if one not in known:
            params = {"known": ", ".join(known), "nearest": nearest(one, known) or ""}
            yield Problem("category-unknown", None, {"category": one, **params})


def _governed(library: Library, round_: Round, asked: Sequence[str]) -> list[Governs]:
    """Return the entries of the table that govern, those of people who stand apart included.

    Of the categories asked for, or of all if none is.

    Raises:
        NoLawError: when there is none; with the reason for each category.
    """
    applies = library.applies
    categories = asked or sorted({entry.category for entry in applies.entries})
    found = {one: governing(applies, one, round_.on) for one in categories}
    entries = [
        one
        for entry in found.values()
        if entry is not None
        for one in (entry, *([entry.fallback.governs] if entry.fallback else ()))
        if one.packs
    ]
    if not entries:
        raise NoLawError(
            *(
                Problem(
                    "no-law",
                    None,
                    {
                        "who": code_titles()[one],
                        "on": round_.on.isoformat(),
                        "reason": (entry and entry.hole) or applies.before,
                    },
                )
                for one, entry in found.items()
            )
        )
    return entries


def _laws(entries: Iterable[Governs]) -> Iterator[Text]:
    """Yield each law once, with those whom it governs before it."""
    governs: dict[Text, list[Text]] = {}
    for entry in entries:
        if entry.instruments is not None:
            governs.setdefault(entry.instruments, []).append(code_titles()[entry.category])
    for law, people in governs.items():
        vi, en = (", ".join(one.in_(lang) for one in people) for lang in LANGS)
        yield Text(f"{vi}: {law.vi}", f"{en}: {law.en}")


def _may_apply(rule: Rule, ruleset: Ruleset, categories: Iterable[str], round_: Round) -> bool:
    """Return whether a rule can apply to anybody of the categories, whatever else is told of them.

    A rule that does not apply to a person of whom the category alone is known applies to none;
    where it asks whether a cell is given, the sheet is there to give it.
    """
    if rule.judges != "staff":
        return True
    people = [
        {"staff_id": one, "unit_id": "-", "category": one, "rating": None} for one in categories
    ]
    batch = Batch.from_records(staff=people, period=round_.period.text, on=round_.on)
    env = environment(rule, ruleset, World(batch))
    when = _given_or_not(rule.when)
    return any(truth(when, row, row, env) is not False for row in env.world.staff)


def _given_or_not(node: Node) -> Node:
    """Return a condition that leaves open whether cells are given."""
    if isinstance(node, Given):
        return Literal(None, Scalar.TRUTH)
    parts = tuple(_given_or_not(part) for part in parts_of(node))
    return with_parts(node, parts) if parts else node


def _decides(
    fallback: Fallback, read: Mapping[ColumnKey, tuple[Citation, ...]]
) -> Mapping[ColumnKey, tuple[Citation, ...]]:
    """Return the columns that decide who stands apart, with what else they serve."""
    cites = [one for one in fallback.governs.basis if isinstance(one, Citation)]
    found = columns_of_condition(fallback.condition, cites)
    return {column: (*read.get(column, ()), *served) for column, served in found.items()}


def _by_what_stands_in(
    read: Mapping[ColumnKey, tuple[Citation, ...]],
) -> dict[ColumnKey, tuple[Citation, ...]]:
    """Ask for the figures of tasks alone: where the criteria are no columns, these stand in.

    Columns of criteria that are there but empty would leave every rule on them undecided.
    """
    found: dict[ColumnKey, tuple[Citation, ...]] = {}
    for (table, name), cites in read.items():
        key = (table, STAND_INS.get(name, name)) if table == "staff" else (table, name)
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *cites)))
    return found


def _reads(read: Iterable[ColumnKey], table: str) -> bool:
    return any(one == table for one, _ in read)


def _sheet(
    table: str,
    read: Mapping[ColumnKey, tuple[Citation, ...]],
    judged: ColumnKey,
    *,
    everything: bool,
) -> TemplateSheet:
    columns: list[TemplateColumn] = []
    for column in columns_of(table):
        key = (table, column.name)
        needed = column.required or key == judged
        if everything or needed or key in read or key in _TO_READ:
            columns.append(TemplateColumn(column, needed, read.get(key, ())))
    return TemplateSheet(table, tuple(columns))


def provisions(cites: Iterable[Citation]) -> tuple[Text, ...]:
    """Return the provisions of each act in one text; very many of them by their articles."""
    acts: dict[Text, list[Citation]] = {}
    for one in cites:
        acts.setdefault(one.act_name, []).append(one)
    return tuple(_of_act(name, found) for name, found in acts.items())


def _of_act(name: Text, cites: Sequence[Citation]) -> Text:
    short = sorted(cites, key=_in_order)
    if len(_listed(short, "vi")) > _MOST_PROVISIONS:
        short = [_shortened(one) for one in short]
    vi, en = "; ".join(_listed(short, "vi")), "; ".join(_listed(short, "en"))
    return Text(f"{name.vi}: {vi}" if vi else name.vi, f"{name.en}: {en}" if en else name.en)


def _listed(cites: Iterable[Citation], lang: Lang) -> list[str]:
    return [said for said in dict.fromkeys(one.provision(lang) for one in cites) if said]


def _in_order(cite: Citation) -> tuple[int, int, int, str, int]:
    numbers = (cite.item or 0, cite.article or 0, cite.clause or 0)
    return (*numbers, cite.point or "", cite.paragraph or 0)


def _shortened(cite: Citation) -> Citation:
    """Return the article alone; of an act of numbered items, the item with its point."""
    if cite.article is None:
        return replace(cite, paragraph=None)
    return replace(cite, clause=None, point=None, paragraph=None)
