"""The smallest lawful mend of a round: as text, as JSON, and its changes as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.exact import show_number
from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.words import show_code
from cbccvc_rules.reports.csv import csv_table
from cbccvc_rules.reports.discreet import unnamed_rows
from cbccvc_rules.reports.json import citation_json, text_json
from cbccvc_rules.reports.text import cited
from cbccvc_rules.reports.written import answer_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.finding import Subject
    from cbccvc_rules.model.repaired import (
        Again,
        Change,
        Choice,
        ForcedChange,
        Ground,
        Repair,
        RuleCount,
        UnitChange,
        Unmended,
        Within,
    )
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.json import Json

COLUMNS = (
    "kind",
    "choice",
    "number",
    "among",
    "staff_id",
    "name",
    "unit_id",
    "before",
    "after",
    "or_else",
    "steps",
    "rules",
    "cites",
    "reason",
)
"""The headings of the table of changes; new ones come last."""


def repair_text(repair: Repair, options: Options) -> str:
    """Return the mend as lines of text: what is forced, what is left to choose, the rest."""
    book = phrasebook(options.lang)
    level = book.say("severities", repair.level)
    lines = [book.say("repair", "nothing").format(level=level)]
    if not repair.nothing:
        counts = {"people": repair.people, "steps": repair.steps}
        title = "title_part" if repair.unmended else "title"
        last = "level" if repair.level == "violation" else "level_of_all"
        lines = [
            book.say("repair", title if repair.people else "none").format(**counts),
            book.say("repair", last).format(level=level),
        ]
    if repair.units:
        lines += ["", book.say("repair", "units").format(len(repair.units))]
        lines += [line for one in repair.units for line in _unit(one, book)]
    if repair.forced:
        lines += ["", book.say("repair", "forced").format(len(repair.forced))]
        lines += [line for one in repair.forced for line in _forced(one, book, options)]
    for choice in repair.choices:
        lines += ["", *_choice(choice, book, options)]
    if repair.unmended:
        lines += ["", book.say("repair", "unmended")]
        lines += [line for one in repair.unmended for line in _unmended(one, book, options)]
    for key in ("brings", "beyond", "undecided"):
        counted: tuple[RuleCount, ...] = getattr(repair, key)
        if counted:
            most = _SHOWN if key == "undecided" else len(counted)
            lines += ["", book.say("repair", key), *_counted(counted, book, most=most)]
    if repair.again is not None:
        lines += ["", *_again(repair.again, repair, book)]
    elif repair.people:
        lines += ["", book.say("repair", "checked_part" if repair.unmended else "checked")]
    lines += ["", f"{book.say('report', 'disclaimer')}."]
    return "\n".join(lines) + "\n"


def _again(again: Again, repair: Repair, book: Phrasebook) -> Iterator[str]:
    """Yield how a long list was judged again, and how much of it was not."""
    told = {
        name: show_number(number, book.lang)
        for name, number in (
            ("people", again.people),
            ("combinations", again.combinations),
            ("groups", again.groups),
            ("alike", again.alike),
            ("left", again.left),
        )
    }
    yield book.say("repair", "again").format(**told)
    if again.left:
        yield book.say("repair", "again_but").format(**told)
    if repair.people:
        yield book.say("repair", "taken_back_part" if repair.unmended else "taken_back")


def _person(one: Change, options: Options) -> str:
    named = options.names is not False and one.name
    return f"{one.id} {one.name}" if named else one.id


def _change(one: Change, book: Phrasebook, options: Options) -> str:
    after = show_code(one.after, book.lang)
    if one.or_else is not None:
        other = show_code(one.or_else, book.lang)
        after = book.say("repair", "or_else").format(after=after, other=other)
    before = show_code(one.before, book.lang)
    words = {"who": _person(one, options), "before": before, "after": after}
    return book.say("repair", "change").format(**words)


def _forced(one: ForcedChange, book: Phrasebook, options: Options) -> Iterator[str]:
    yield f"  - {_change(one.change, book, options)}"
    yield from _grounds(one.grounds, book, one.change.id)


def _unit(one: UnitChange, book: Phrasebook) -> Iterator[str]:
    before, after = (show_code(grade, book.lang) for grade in (one.before, one.after))
    who = f"{one.id} {one.name}" if one.name else one.id
    words = {"who": who, "before": before, "after": after}
    yield f"  - {book.say('repair', 'change').format(**words)}"
    yield from _grounds(one.grounds, book, one.id)


def _grounds(grounds: Iterable[Ground], book: Phrasebook, of: str = "") -> Iterator[str]:
    """Yield what each ground says, with its provision; of whom, where that is somebody else."""
    for one in grounds:
        said = one.message.in_(book.lang)
        if one.subject.id != of:
            said = book.say("repair", "because").format(subject=one.subject.id, message=said)
        yield f"      {said}"
        yield f"      {'; '.join(cited(cite, book) for cite in one.cites)} [{one.rule}]"


def _choice(choice: Choice, book: Phrasebook, options: Options) -> Iterator[str]:
    among = len({one.id for one in choice.among})
    yield book.say("repair", "choice").format(number=choice.number, among=among)
    yield from _grounds(choice.grounds, book)
    for one in choice.among:
        yield f"  - {_change(one, book, options)}"
    if choice.ways:
        yield f"    {book.say('repair', 'ways').format(number=len(choice.ways))}"
        for way in choice.ways:
            yield f"      - {'; '.join(_so_many(one, book) for one in way)}"
    else:
        for within in choice.within:
            yield f"    {_within(within, book)}"
    if not choice.exact:
        yield f"    {book.say('repair', 'not_exact')}"


def _so_many(one: Within, book: Phrasebook) -> str:
    people = ", ".join(one.people)
    after = "" if one.after is None else f" → {show_code(one.after, book.lang)}"
    if one.most == len(one.people):
        return f"{people}{after}"
    words = {"number": one.most, "people": f"{people}{after}"}
    return book.say("repair", "so_many").format(**words)


def _within(one: Within, book: Phrasebook) -> str:
    number = len(one.people)
    key = "within_least" if one.most == number else "within_between"
    people = ", ".join(one.people)
    if one.groups:
        people = f"{people} ({', '.join(one.groups)})"
    if one.after is not None:
        people = f"{people} → {show_code(one.after, book.lang)}"
    words = {"least": one.least, "most": one.most, "number": number, "people": people}
    return book.say("repair", key).format(**words)


def _unmended(one: Unmended, book: Phrasebook, options: Options) -> Iterator[str]:
    named = options.names is not False and one.subject.name and one.subject.kind != "group"
    who = f"{one.subject.id} {one.subject.name}" if named else one.subject.id
    yield f"  - {who}: {one.reason.in_(book.lang)}"
    yield from _grounds(one.grounds, book, one.subject.id)


_SHOWN = 6
"""Rules that wait for cells are shown in words only so far; one that is not rated has dozens."""


def _counted(counts: Sequence[RuleCount], book: Phrasebook, *, most: int) -> Iterator[str]:
    for one in counts[:most]:
        words = {
            "severity": book.say("severities", one.severity),
            "title": one.title.in_(book.lang),
            "rule": one.rule,
            "number": one.number,
        }
        yield f"  - {book.say('repair', 'rule').format(**words)}"
    if counts[most:]:
        left = sum(one.number for one in counts[most:])
        yield f"  - {book.say('repair', 'more').format(left, len(counts[most:]))}"


def repair_json(repair: Repair, *, named: bool, receipt: Json = None) -> str:
    """Return the same as JSON; people go by their ids unless named."""
    told: dict[str, Json] = {
        "schema_version": "1",
        "receipt": receipt,
        "level": repair.level,
        "people": repair.people,
        "steps": repair.steps,
        "forced": [
            {
                **_change_json(one.change, named=named),
                "grounds": [_ground_json(ground, named=named) for ground in one.grounds],
            }
            for one in repair.forced
        ],
        "choices": [_choice_json(one, named=named) for one in repair.choices],
        "units": [
            {
                "id": one.id,
                "name": one.name,
                "before": one.before,
                "after": one.after,
                "steps": one.steps,
                "grounds": [_ground_json(ground, named=named) for ground in one.grounds],
            }
            for one in repair.units
        ],
        "unmended": [
            {
                "subject": _subject_json(one.subject, named=named),
                "reason": text_json(one.reason),
                "grounds": [_ground_json(ground, named=named) for ground in one.grounds],
            }
            for one in repair.unmended
        ],
        "brings": [_count_json(one) for one in repair.brings],
        "beyond": [_count_json(one) for one in repair.beyond],
        "undecided": [_count_json(one) for one in repair.undecided],
        "again": _again_json(repair.again),
    }
    return answer_json(told, named=named)


def _again_json(again: Again | None) -> Json:
    if again is None:
        return None
    return {
        "people": again.people,
        "combinations": again.combinations,
        "groups": again.groups,
        "alike": again.alike,
        "left": again.left,
    }


def _change_json(one: Change, *, named: bool) -> dict[str, Json]:
    return {
        "id": one.id,
        "name": one.name if named else None,
        "unit": one.unit,
        "before": one.before,
        "after": one.after,
        "or_else": one.or_else,
        "steps": one.steps,
    }


def _choice_json(one: Choice, *, named: bool) -> dict[str, Json]:
    return {
        "number": one.number,
        "among": [_change_json(change, named=named) for change in one.among],
        "within": [_within_json(within) for within in one.within],
        "ways": [[_within_json(within) for within in way] for way in one.ways],
        "exact": one.exact,
        "grounds": [_ground_json(ground, named=named) for ground in one.grounds],
    }


def _within_json(one: Within) -> dict[str, Json]:
    return {
        "people": list(one.people),
        "least": one.least,
        "most": one.most,
        "groups": list(one.groups),
        "after": one.after,
    }


def _subject_json(one: Subject, *, named: bool) -> dict[str, Json]:
    shown = named or one.kind != "staff"
    name = one.name if shown else None
    return {"kind": one.kind, "id": one.id, "name": name, "unit": one.unit}


def _ground_json(one: Ground, *, named: bool) -> dict[str, Json]:
    return {
        "rule": one.rule,
        "subject": _subject_json(one.subject, named=named),
        "message": text_json(one.message),
        "cites": [citation_json(cite) for cite in one.cites],
    }


def _count_json(one: RuleCount) -> dict[str, Json]:
    return {
        "rule": one.rule,
        "title": text_json(one.title),
        "severity": one.severity,
        "number": one.number,
    }


def repair_csv(repair: Repair, options: Options) -> str:
    """Return a table: a row a change that is forced or may be chosen, and whom none can mend."""
    rows = _rows(repair, options)
    return csv_table(COLUMNS, rows if options.names else unnamed_rows(rows))


def _rows(repair: Repair, options: Options) -> Iterator[dict[str, str]]:
    for unit in repair.units:
        yield {
            "kind": "unit",
            "unit_id": unit.id,
            "before": unit.before,
            "after": unit.after,
            "steps": str(unit.steps),
            **_why(unit.grounds, options),
        }
    for one in repair.forced:
        yield {"kind": "forced", **_cells(one.change, options), **_why(one.grounds, options)}
    for number, choice in enumerate(repair.choices, 1):
        for change in choice.among:
            yield {
                "kind": "choice",
                "choice": str(number),
                "number": str(choice.number),
                "among": str(len({other.id for other in choice.among})),
                **_cells(change, options),
                **_why(choice.grounds, options),
            }
    for left in repair.unmended:
        subject = left.subject
        yield {
            "kind": "unmended",
            "staff_id": subject.id if subject.kind == "staff" else "",
            "name": _shown(subject.name, options) if subject.kind == "staff" else "",
            "unit_id": subject.unit or subject.id,
            "reason": left.reason.in_(options.lang),
            **_why(left.grounds, options),
        }


def _shown(name: str | None, options: Options) -> str:
    return "" if name is None or not options.names else name


def _cells(one: Change, options: Options) -> dict[str, str]:
    return {
        "staff_id": one.id,
        "name": _shown(one.name, options),
        "unit_id": one.unit or "",
        "before": one.before,
        "after": one.after,
        "or_else": one.or_else or "",
        "steps": str(one.steps),
    }


def _why(grounds: Sequence[Ground], options: Options) -> dict[str, str]:
    cites = dict.fromkeys(cite.text(options.lang) for one in grounds for cite in one.cites)
    rules = dict.fromkeys(one.rule for one in grounds)
    return {"rules": "; ".join(rules), "cites": "; ".join(cites)}
