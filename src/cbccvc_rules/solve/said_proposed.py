"""Proposed cases in the shape of a pack's case files, each marked as not yet confirmed."""

from __future__ import annotations

import json
import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.exact import show_number
from cbccvc_rules.model.finding import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.solve.propose import Proposed

HEAD = (
    "# Do bộ giải đề xuất: đối chiếu từng ca với văn bản, sửa `origin`, rồi mới đưa vào bộ.\n"
    "# Proposed by the solver: hold each case against the text and mend `origin` before it is used."
)
UNCONFIRMED = "CHƯA ĐỐI CHIẾU / TO BE CONFIRMED"
_BARE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_YAML_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off"})


def said_proposed(rule: Rule, cases: Sequence[Proposed]) -> str:
    """Return the cases of a rule as a case file."""
    return "\n".join((HEAD, f"rule: {rule.id}", "cases:", *_lines(rule, cases))) + "\n"


def _lines(rule: Rule, cases: Sequence[Proposed]) -> Iterator[str]:
    clause = "; ".join(dict.fromkeys(cite.text("vi") for cite in rule.cites))
    gist = f"{{vi: {_text(UNCONFIRMED)}, en: {_text(UNCONFIRMED)}}}"
    for number, case in enumerate(cases, 1):
        on = case.witness.on
        name = f"{number}: {case.cell}, {case.verdict.value}"
        yield f"  - name: {_text(name)}"
        yield f"    on: {on.isoformat()}"
        yield f"    origin: {{clause: {_text(clause)}, gist: {gist}}}"
        for table, rows in _tables(case).items():
            if rows:
                yield f"    {table}:"
                yield from (f"      - {_row(row)}" for row in rows)
            elif table not in {"staff", "units"}:
                yield f"    {table}: []"
        yield "    expect:"
        yield f"      - {_row(_expected(case))}"
        yield ""


def _tables(case: Proposed) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """Return the tables of a case; where nobody is in it, somebody is elsewhere."""
    told = dict(case.witness.records)
    if not told["staff"]:
        told["staff"] = [{"staff_id": "Z1", "unit_id": "Z", "category": case.category}]
        told["units"] = [*told["units"], {"unit_id": "Z"}]
    return told


def _expected(case: Proposed) -> dict[str, object]:
    found: dict[str, object] = {"subject": case.witness.subject, "verdict": case.verdict.value}
    if case.verdict is Verdict.BROKEN and case.failed:
        found["conditions"] = list(case.failed)
    return found


def _row(row: Mapping[str, object]) -> str:
    told = [f"{name}: {_cell(cell)}" for name, cell in row.items() if cell is not None]
    return "{" + ", ".join(told) + "}"


def _cell(cell: object) -> str:
    match cell:
        case bool():
            return "true" if cell else "false"
        case Fraction() | int():
            return show_number(Fraction(cell), "en")
        case date():
            return cell.isoformat()
        case list():
            return f"[{', '.join(str(one) for one in cell)}]"
        case _:
            return _text(str(cell))


def _text(text: str) -> str:
    bare = _BARE.fullmatch(text) is not None and text.lower() not in _YAML_WORDS
    return text if bare else json.dumps(text, ensure_ascii=False)
