"""The coverage matrix as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, get_args

from cbccvc_rules.packs.schema import State
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.authoring.coverage import Coverage, Row, Unlisted
    from cbccvc_rules.packs.library import Clause, Encoded
    from cbccvc_rules.sources import Lang

STATES: tuple[State, ...] = get_args(State)
STATE_NAMES: Mapping[State, Text] = {
    "rule": Text("quy tắc", "rule"),
    "definition": Text("định nghĩa", "definition"),
    "duty": Text("thủ tục phải làm", "duty"),
    "follow-up": Text("hệ quả về sau", "follow-up"),
    "discretion": Text("do cấp có thẩm quyền quyết định", "discretion"),
    "repealed": Text("câu chữ đã thay", "repealed"),
    "out-of-scope": Text("ngoài phạm vi", "out of scope"),
    "text-not-found": Text("không tìm thấy nguyên văn", "text not found"),
}
_HEADS = Text(
    "Điều khoản|Trạng thái|Quy tắc|Ca|Ca nêu đích danh|Nơi mã hóa",
    "Clause|State|Rules|Cases|Cases by name|Encoded in",
)
AWAITS = Text("KHÔNG CÓ QUY TẮC, XEM LÝ DO", "NO RULE, SEE THE REASON")
_UNTIL = Text("đến {0}", "until {0}")
_SINCE = Text("từ {0}", "from {0}")
PARTIAL = Text("chỉ các điều khoản mà các bộ quy tắc dùng", "only the clauses that the packs use")
_CLAUSES = Text("{0} điều khoản", "clauses: {0}")
_WITHOUT = Text("{0} không có quy tắc", "{0} without a rule")
_UNLISTED = Text(
    "{place}: `{rule}` viện dẫn {cited} nhưng danh sách điều khoản không ghi; "
    "hãy thêm `{rule}` vào `encoded: {{rules: […]}}` của điều khoản đó",
    "{place}: `{rule}` cites {cited}, but the list of clauses does not say so; "
    "add `{rule}` to the `encoded: {{rules: […]}}` of that clause",
)


def coverage_text(found: Coverage, states: Sequence[State], lang: Lang) -> str:
    """Return the matrix, a line a clause; with `states`, the clauses in those states alone."""
    parts: list[str] = []
    for name, (act, rows) in found.acts.items():
        kept = [row for row in rows if not states or row.clause.state in states]
        told = summary((row.clause for row in rows), lang)
        partial = f" ({PARTIAL.in_(lang)})" if name in found.partial else ""
        parts.append(f"{act.in_(lang)}{partial}: {told}")
        if kept:
            heads = _HEADS.in_(lang).split("|")
            parts.extend(_aligned([heads, *(_cells(row, lang) for row in kept)]))
        parts.append("")
    return "\n".join(parts)


def summary(clauses: Iterable[Clause], lang: Lang) -> str:
    """Return how many clauses there are in each state."""
    clauses = list(clauses)
    counts = Counter(one.state for one in clauses)
    awaiting = Counter(one.state for one in clauses if one.awaits_rule)
    said = []
    for state in STATES:
        if counts[state]:
            words = f"{STATE_NAMES[state].in_(lang)} {counts[state]}"
            without = _WITHOUT.in_(lang).format(awaiting[state])
            said.append(f"{words} ({without})" if awaiting[state] else words)
    return f"{_CLAUSES.in_(lang).format(len(clauses))} – {', '.join(said)}"


def clause_name(clause: Clause, lang: Lang) -> str:
    """Return the provision, with the days of this text of it where they are its own."""
    first, last = clause.interval.first, clause.interval.last
    days = []
    if first is not None:
        days.append(_SINCE.in_(lang).format(first.isoformat()))
    if last is not None:
        days.append(_UNTIL.in_(lang).format(last.isoformat()))
    named = clause.provision(lang)
    return f"{named} ({' '.join(days)})" if days else named


def _encoded_in(clause: Clause, lang: Lang) -> str:
    """Return the names of what encodes a clause, or that no rule does yet."""
    names = list(_names(clause.encoded))
    if clause.awaits_rule:
        names.insert(0, AWAITS.in_(lang))
    return ", ".join(names) or "–"


def _names(encoded: Encoded) -> Iterator[str]:
    yield from (*encoded.rules, *encoded.definitions)
    yield from (f"${name}" for name in (*encoded.parameters, *encoded.readings))
    yield from encoded.columns
    yield from (f"applies.yaml {category}" for category in encoded.applies)


def _cells(row: Row, lang: Lang) -> list[str]:
    return [
        clause_name(row.clause, lang),
        STATE_NAMES[row.clause.state].in_(lang),
        str(len(row.clause.encoded.rules) + len(row.used_by)),
        str(row.cases),
        str(row.named),
        _encoded_in(row.clause, lang),
    ]


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows with their columns under one another, numbers to the right, the last as it is."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.rjust(width) if 2 <= number <= 4 else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row[:-1], widths, strict=False))
        ]
        yield "  ".join(("", *cells, row[-1]))


def unlisted_line(one: Unlisted, lang: Lang) -> str:
    """Return the line that says which clause does not name a rule that cites it."""
    cited = one.citation.text(lang)
    return _UNLISTED.in_(lang).format(place=one.place, rule=one.rule, cited=cited)


def coverage_json(found: Coverage, states: Sequence[State]) -> str:
    """Return the matrix as JSON, both languages in it."""
    acts = [
        {
            "act": act,
            "title": _both(name),
            "whole": act not in found.partial,
            "states": {state: n for state in STATES if (n := _count(rows, state))},
            "clauses": [_clause(row) for row in rows if not states or row.clause.state in states],
        }
        for act, (name, rows) in found.acts.items()
    ]
    unlisted = [
        {
            "rule": one.rule,
            "act": one.citation.act,
            "provision": dict(one.citation.steps),
            "place": str(one.place),
        }
        for one in found.unlisted
    ]
    whole = {"schema_version": "1", "acts": acts, "unlisted": unlisted}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _count(rows: Iterable[Row], state: State) -> int:
    return sum(row.clause.state == state for row in rows)


def _clause(row: Row) -> dict[str, object]:
    clause = row.clause
    first, last = clause.interval.first, clause.interval.last
    encoded = clause.encoded
    return {
        "provision": dict(clause.steps),
        "text": {"vi": clause.provision("vi"), "en": clause.provision("en")},
        "from": None if first is None else first.isoformat(),
        "to": None if last is None else last.isoformat(),
        "added_by": None if clause.added_by is None else _both(clause.added_by),
        "amended_by": None if clause.amended_by is None else _both(clause.amended_by),
        "gist": _both(clause.gist),
        "confidence": clause.confidence,
        "sources": [_both(source) for source in clause.sources],
        "state": clause.state,
        "reason": _both(clause.reason),
        "encoded": {
            "rules": encoded.rules,
            "definitions": encoded.definitions,
            "parameters": encoded.parameters,
            "readings": encoded.readings,
            "columns": encoded.columns,
            "applies": encoded.applies,
        },
        "used_by": row.used_by,
        "awaits_rule": clause.awaits_rule,
        "cases": row.cases,
        "cases_by_name": row.named,
        "place": str(clause.place),
    }


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}
