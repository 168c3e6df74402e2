"""As what the columns of a round were read, by which rule and how sure: text and JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cbccvc_rules.model.column_read import CERTAINTY_WORDS, RULE_WORDS
from cbccvc_rules.model.columns import TABLE_TITLES, column_title
from cbccvc_rules.model.taken_as import TAKEN_AS
from cbccvc_rules.reports.json import mapping_json, problem_json, source_json
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.column_read import ColumnRead
    from cbccvc_rules.model.mapping import TableMapping
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.sources import Lang

_SHORT = Text(
    "{table} ({where}): đọc được {columns} cột, {probable} cột cần xem lại, {unread} cột không "
    "dùng; chi tiết: cbccvc mapping {name}",
    "{table} ({where}): columns read: {columns}, to be looked at: {probable}, not used: {unread}; "
    "in full: cbccvc mapping {name}",
)
_NOT_USED = Text("không dùng", "not used")
_UNKNOWN = Text("không nhận ra tiêu đề", "the heading is not known")
_NOTES = Text("Ghi chú", "Notes")


def columns_short(batch: Batch, name: str, lang: Lang) -> str:
    """Return a line a table whose columns are not all called by their own names."""
    return "\n".join(
        _SHORT.in_(lang).format(
            table=TABLE_TITLES[one.table].in_(lang),
            where=_where(one),
            columns=sum(read.at is not None for read in one.columns),
            probable=sum(read.certainty == "probable" for read in one.columns),
            unread=len(one.unread),
            name=name,
        )
        for one in batch.mappings
        if any(read.rule != "exact" for read in one.columns)
    )


def _where(one: TableMapping) -> str:
    return one.source if one.sheet is None else f"{one.source}, {one.sheet}"


def columns_text(batch: Batch, lang: Lang) -> str:
    """Return every column of every table, then what was left aside."""
    lines: list[str] = []
    for one in batch.mappings:
        lines.append(f"{TABLE_TITLES[one.table].in_(lang)} ({_where(one)})")
        lines.extend(f"  {line}" for line in _lines(one, lang))
        lines.append("")
    notes = [one.say(lang) for one in batch.problems if one.code in TAKEN_AS and _is_note(one.code)]
    if notes:
        lines += [f"{_NOTES.in_(lang)}:", *(f"  - {note}" for note in notes), ""]
    return "\n".join(lines)


def _is_note(code: str) -> bool:
    return code != "headings-read-as"  # the lines above say it


def _lines(one: TableMapping, lang: Lang) -> Iterator[str]:
    for read in one.columns:
        rule, sure = RULE_WORDS[read.rule].in_(lang), CERTAINTY_WORDS[read.certainty].in_(lang)
        yield f"{_named(read)} → {_title(one.table, read, lang)} [{rule}; {sure}]"
    for heading in one.unread:
        yield f"`{heading}` → {_NOT_USED.in_(lang)} [{_UNKNOWN.in_(lang)}]"


def _named(read: ColumnRead) -> str:
    return f"`{read.heading}`" if read.letters is None else f"{read.letters} `{read.heading}`"


def _title(table: str, read: ColumnRead, lang: Lang) -> str:
    title = column_title(table, read.column)
    name = read.column if title is None else title.in_(lang)
    return f"{name} ({read.field})"


def columns_json(batch: Batch, options: Options) -> str:
    """Return the same as JSON, with what was read by what: no law is needed to read a list."""
    told: dict[str, object] = {
        "schema_version": "1",
        "receipt": {
            "tool": {"name": options.tool, "version": options.version},
            "batch": {
                "period": batch.period.text,
                "occasion": batch.occasion,
                "on": batch.on.isoformat(),
                "stage": batch.stage,
                "masked": batch.unmasked is not None,
                "sources": [{**source_json(one)} for one in batch.sources],
            },
        },
        "mappings": [mapping_json(one) for one in batch.mappings],
        "notes": [problem_json(one) for one in batch.problems if one.code in TAKEN_AS],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
