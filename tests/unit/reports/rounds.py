"""A small round with a broken finding, an undecided one and people outside; and its report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cbccvc_rules import Batch, check, read
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.json import json_report
from cbccvc_rules.reports.text import text_report
from golden.outputs import EXAMPLES

if TYPE_CHECKING:
    from cbccvc_rules.model.findings import Findings

Record = dict[str, object]
RULES = (
    "excellent-share",
    "rated-under-six-months",
    "not-rated-on-maternity",
    "disciplined-but-rated",
)


def a_person(staff_id: str, **more: object) -> Record:
    return {
        "staff_id": staff_id,
        "name": f"Họ Tên {staff_id}",
        "category": "VC",
        "unit_id": "U",
        "months_worked": "12",
        "maternity": "không",
        "rating": "HTTNV",
        **more,
    }


def a_round() -> list[Record]:
    """One person rated with 4.5 months, one whose months are empty, one on a labour contract."""
    return [
        a_person("A", months_worked="4,5"),
        a_person("B", months_worked="", unit_id="P"),
        a_person("C", category="HD"),
        *[a_person(f"X{number}", rating="HTXSNV") for number in range(3)],
    ]


UNITS: list[Record] = [{"unit_id": "U", "name": "Sở Y tế"}, {"unit_id": "P", "parent_id": "U"}]


def findings(staff: list[Record] | None = None, **more: object) -> Findings:
    people = a_round() if staff is None else staff
    batch = Batch.from_records(people, UNITS, period="2024", **more)
    return check(batch, select=RULES)


def text(found: Findings | None = None, **options: object) -> str:
    return text_report(found or findings(), Options(**options))


def data(found: Findings | None = None, **options: object) -> dict[str, Any]:
    return json.loads(json_report(found or findings(), Options(**options)))


HOSTILE = (
    "=1+1",
    "@SUM(A1)",
    "a;=1",
    "::error::no%0A",
    "x\r\n::error::forged",
    "##[error]forged",
    "a,b:c%",
    "\x1b[31mred",
    "[a](https://example.org)",
    "{0}",
    "<b>&amp;]]>",
)
"""Ids that would be a formula, a command, markup or a link, were they taken at their word."""


def hostile() -> Findings:
    """A round in which people and units go by such ids, each with a broken rule."""
    people = [a_person(key, months_worked="4,5", unit_id=key, name=key) for key in HOSTILE]
    units = [{"unit_id": key, "name": key} for key in HOSTILE]
    return check(Batch.from_records(people, units, period="2024"), select=RULES)


def an_example(name: str) -> Batch:
    """Read a worked example; the list of an agency by the mapping that was saved for it."""
    folder = EXAMPLES / name
    if (folder / "columns.yaml").exists():
        return read(folder / "danh-sach.xlsx", period="2024", mapping=folder / "columns.yaml")
    return read(folder)
