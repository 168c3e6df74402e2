"""Rounds drawn at random, as records; and what every rule says of every subject of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from cbccvc_rules.api import library
from cbccvc_rules.engines.kinds import ReferenceEngine
from cbccvc_rules.engines.world import World
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.scale import RATINGS
from cbccvc_rules.packs.inforce import Choices, in_force

if TYPE_CHECKING:
    from collections.abc import Mapping

Record = dict[str, object]
Round = dict[str, list[Record]]

DAYS = st.sampled_from(["2020-12-14", "2022-12-14", "2024-12-14", "2025-12-14"])
GRADE = st.sampled_from(RATINGS)
MONTHS = st.sampled_from(["0", "2,5", "3", "5,5", "6", "9", "12"])
TRUTH = st.booleans()
# Facts whose empty cell means "not known". Other empty cells say something: no such decision,
# no leading post, no group.
FACTS: dict[str, st.SearchStrategy[object]] = {
    "rating": GRADE,
    "months_worked": MONTHS,
    "leave_months": MONTHS,
    "maternity": TRUTH,
    "effectiveness": st.sampled_from(["high", "normal", "low"]),
    "degradation_finding": TRUTH,
    **dict.fromkeys(
        ["general_1", "general_2", "general_3", "general_4", "general_5a"],
        st.sampled_from(["good", "met", "not_met"]),
    ),
}
UNIT_FACTS: dict[str, st.SearchStrategy[object]] = {"rating": GRADE, "corruption_case": TRUTH}
DECISION_FACTS: dict[str, st.SearchStrategy[object]] = {
    "track": st.sampled_from(["party", "administrative"]),
    "issued_on": st.sampled_from(["2023-12-31", "2024-01-01", "2024-06-30", "2025-01-01"]),
    "effective_on": st.sampled_from(["2023-12-31", "2024-01-01", "2024-06-30", "2025-01-01"]),
    "duty_related": TRUTH,
}


@st.composite
def tasks(draw: st.DrawFn) -> Record:
    """Four numbers of tasks that do not contradict each other."""
    total, completed, assured = sorted(draw(st.tuples(*[st.integers(0, 20)] * 3)), reverse=True)
    exceeded = draw(st.integers(0, completed))
    return {
        "tasks_total": total,
        "tasks_completed": completed,
        "tasks_on_time_quality": assured,
        "tasks_exceeded": exceeded,
    }


@st.composite
def units(draw: st.DrawFn) -> list[Record]:
    made: list[Record] = [{"unit_id": "U0", "parent_id": "", "body": True}]
    for number in range(1, draw(st.integers(1, 4))):
        parent = f"U{draw(st.integers(0, number - 1))}"
        made.append({"unit_id": f"U{number}", "parent_id": parent, "body": draw(TRUTH)})
    for unit in made:
        unit.update({name: draw(cell) for name, cell in UNIT_FACTS.items()})
        unit["outstanding_decision"] = draw(st.sampled_from(["", "", "Quyết định 7"]))
        unit["outstanding_share"] = draw(st.sampled_from(["", "25%", "30%"]))
    return made


POINTS = st.sampled_from(["0", "7,5", "10", "20", "29,99", "30", "40"])
CARD_FACTS = dict.fromkeys(["weight", "target", "actual", "points"], POINTS)
KINDS = ["quantity", "quality", "progress", "innovation", "general"]


@st.composite
def scorecards(draw: st.DrawFn, owners: list[tuple[str, str]]) -> list[Record]:
    """Cards of some people and units: no criterion twice, every figure told."""
    return [
        {
            "staff_id": name if column == "staff_id" else "",
            "unit_id": name if column == "unit_id" else "",
            "criterion": f"Tiêu chí {kind}",
            "kind": kind,
            **{figure: draw(cell) for figure, cell in CARD_FACTS.items()},
        }
        for column, name in draw(st.lists(st.sampled_from(owners), max_size=3, unique=True))
        for kind in draw(st.lists(st.sampled_from(KINDS), min_size=1, unique=True))
    ]


@st.composite
def rounds(draw: st.DrawFn, most: int = 8) -> Round:
    """A round in which every fact is told."""
    tree = draw(units())
    unit_ids = [str(unit["unit_id"]) for unit in tree]
    staff: list[Record] = [
        {
            "staff_id": f"S{number}",
            "unit_id": draw(st.sampled_from(unit_ids)),
            "category": draw(st.sampled_from(["VC", "VC", "CC", "CB", "HD"])),
            "role": draw(st.sampled_from(["staff", "staff", "head", "deputy"])),
            "leads": ";".join(draw(st.lists(st.sampled_from(unit_ids), max_size=2, unique=True))),
            "peer_group": draw(st.sampled_from(["", "", "lái xe", "bảo vệ"])),
            "position": draw(st.sampled_from(["Chuyên viên", "Kế toán viên"])),
            "score": draw(st.sampled_from(["", "37,5", "50", "90"])),
            **{name: draw(cell) for name, cell in FACTS.items()},
            **draw(tasks()),
        }
        for number in range(draw(st.integers(1, most)))
    ]
    ids = [str(person["staff_id"]) for person in staff]
    disciplines: list[Record] = [
        {
            "staff_id": draw(st.sampled_from(ids)),
            "violation_id": draw(st.sampled_from(["", "V1", "V2"])),
            "counted_in": draw(st.sampled_from(["", "", "2023"])),
            **{name: draw(cell) for name, cell in DECISION_FACTS.items()},
        }
        for _ in range(draw(st.integers(1, 4)))
    ]
    owners = [("staff_id", one) for one in ids] + [("unit_id", one) for one in unit_ids]
    cards = draw(scorecards(owners)) or [
        {"staff_id": ids[0], "criterion": "Tiêu chí chung", "kind": "general", "points": "7,5"}
    ]
    return {"staff": staff, "units": tree, "disciplines": disciplines, "scorecards": cards}


def a_batch(told: Round, on: str) -> Batch:
    return Batch.from_records(**told, period=on[:4], on=on)


def judged(
    told: Round, on: str = "2024-12-14", readings: Mapping[str, str] | None = None
) -> dict[tuple[str, str], str]:
    """The verdict of every rule of the library on every subject."""
    batch = a_batch(told, on)
    choices = Choices(readings=readings or {})
    ruleset = in_force(library(), batch.on, ("CB", "CC", "VC", "HD"), choices)
    found = ReferenceEngine().judgements(ruleset, World(batch))
    return {(one.rule.id, one.subject.key): one.verdict.value for one in found}
