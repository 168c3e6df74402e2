"""After any series of edits, a session has found what a fresh check of the same round finds.

The round is kept beside the session as plain records that the test edits itself; so what is
compared is not the session's own idea of the round.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import reject, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from cbccvc_rules import CbccvcError, check
from cbccvc_rules.api.session import Session
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.findings import Findings
from properties.engines import INSTALLED
from properties.rounds import DECISION_FACTS, FACTS, GRADE, UNIT_FACTS, Record, Round, rounds, tasks

if TYPE_CHECKING:
    from cbccvc_rules.model.changes import Changes
    from cbccvc_rules.model.findings import Findings

ON = st.sampled_from(["2022-12-14", "2024-12-14", "2026-12-14"])
# Cells that decide who belongs where, and cells that are not read: as likely as plain facts.
PLACES: dict[str, st.SearchStrategy[object]] = {
    "unit_id": st.sampled_from(["U0", "U1", "U2", "U9"]),
    "category": st.sampled_from(["VC", "CC", "CB", "HD", ""]),
    "role": st.sampled_from(["staff", "head", "deputy", ""]),
    "leads": st.sampled_from(["", "U0", "U1; U2"]),
    "peer_group": st.sampled_from(["", "lái xe", "bảo vệ"]),
    "rating": st.one_of(GRADE, st.sampled_from(["", "khá", "HTTTNV"])),
    "months_worked": st.sampled_from(["3", "9", "13", "", "x"]),
    "degradation_finding": st.sampled_from(["", "x", "không"]),
}
TREE: dict[str, st.SearchStrategy[object]] = {
    "parent_id": st.sampled_from(["", "U0", "U1"]),
    "body": st.booleans(),
    "head_id": st.sampled_from(["", "S0"]),
    "name": st.sampled_from(["", "Phòng Một"]),
    **UNIT_FACTS,
}


@st.composite
def cells(draw: st.DrawFn, columns: dict[str, st.SearchStrategy[object]]) -> Record:
    names = draw(st.lists(st.sampled_from(sorted(columns)), min_size=1, max_size=2, unique=True))
    return {name: draw(columns[name]) for name in names}


def alike(found: Findings) -> Findings:
    """Take away what tells how a round was judged, not what was found."""
    return replace(
        found, judging=replace(found.judging, engine="", asked=False, again=0, sampled=0, aside={})
    )


def said(found: Findings) -> set[tuple[object, ...]]:
    """What was found, without the places of cells, which a round made of records has not."""
    return {
        (one.rule, one.subject, one.verdict, one.severity, one.cites, one.message, one.conditions)
        for one in found.findings
    }


class Edits(RuleBasedStateMachine):
    """Edits a round at random, in the session and in plain records."""

    engine = "reference"

    @initialize(told=rounds(most=6), on=ON)
    def open(self, told: Round, on: str) -> None:
        self.on = on
        self.rounds: list[Round] = [told]
        self.added = 0
        try:
            check(self.fresh(told))
        except CbccvcError:
            reject()
        self.session = Session(self.fresh(told), engine=self.engine)
        self.compare()

    def fresh(self, told: Round) -> Batch:
        # A row that is gone takes no column with it: a table keeps its headings.
        tables = {
            table: [{**self.headings(table, told), **row} for row in rows]
            for table, rows in told.items()
        }
        return Batch.from_records(**tables, period=self.on[:4], on=self.on)

    def headings(self, table: str, told: Round) -> Record:
        """Return every column that the rows of a table have had, empty."""
        return {name: None for one in (*self.rounds, told) for row in one[table] for name in row}

    def do(self, told: Round, edit: object, *args: object, **cells: object) -> None:
        """Make an edit where a check of the round could be made at all."""
        before = self.session.findings
        try:
            expected = check(self.fresh(told))
        except CbccvcError:
            with pytest.raises(CbccvcError):
                edit(*args, **cells)  # type: ignore[operator]
            assert self.session.findings == before
            return
        # One that is not judged before it is edited, and never as a whole, finds the same.
        aside = Session(self.fresh(self.rounds[-1]), engine=self.engine)
        once: Changes = getattr(aside, edit.__name__)(*args, **cells)
        changes: Changes = edit(*args, **cells)  # type: ignore[operator]
        assert what_turned(once) == what_turned(changes)
        self.rounds.append(told)
        now = self.session.findings
        assert said(now) == said(expected)
        self.compare()
        assert what_turned(changes) == differing(before, now)

    def compare(self) -> None:
        assert alike(self.session.findings) == alike(check(self.session.batch))

    def edited(self, table: str, number: int, new: Record | None) -> Round:
        """Return the round with one row of a table set, or taken out."""
        rows = [dict(row) for row in self.rounds[-1][table]]
        rows[number : number + 1] = [] if new is None else [{**rows[number], **new}]
        return {**self.rounds[-1], table: rows}

    @rule(data=st.data(), new=cells({**FACTS, **PLACES}))
    def set_cells_of_a_person(self, data: st.DataObject, new: Record) -> None:
        people = self.rounds[-1]["staff"]
        at = data.draw(st.integers(0, len(people) - 1))
        self.do(
            self.edited("staff", at, new), self.session.change, str(people[at]["staff_id"]), **new
        )

    @rule(data=st.data(), new=cells(TREE))
    def set_cells_of_a_unit(self, data: st.DataObject, new: Record) -> None:
        units = self.rounds[-1]["units"]
        at = data.draw(st.integers(0, len(units) - 1))
        self.do(
            self.edited("units", at, new), self.session.change, str(units[at]["unit_id"]), **new
        )

    @rule(data=st.data(), new=cells(DECISION_FACTS))
    def discipline_somebody(self, data: st.DataObject, new: Record) -> None:
        person = str(data.draw(st.sampled_from(self.rounds[-1]["staff"]))["staff_id"])
        row = {"staff_id": person, **new}
        told = {**self.rounds[-1], "disciplines": [*self.rounds[-1]["disciplines"], row]}
        self.do(told, self.session.add, "disciplines", **row)

    @rule(data=st.data(), done=tasks(), rating=GRADE)
    def add_a_person(self, data: st.DataObject, done: Record, rating: str) -> None:
        self.added += 1
        unit = data.draw(PLACES["unit_id"])
        row = {
            "staff_id": f"N{self.added}",
            "unit_id": unit,
            "category": "VC",
            "rating": rating,
            **done,
        }
        told = {**self.rounds[-1], "staff": [*self.rounds[-1]["staff"], row]}
        self.do(told, self.session.add, "staff", **row)

    @rule(data=st.data())
    def remove_a_person(self, data: st.DataObject) -> None:
        people = self.rounds[-1]["staff"]
        at = data.draw(st.integers(0, len(people) - 1))
        self.do(self.edited("staff", at, None), self.session.remove, str(people[at]["staff_id"]))

    @precondition(lambda self: len(self.rounds) > 1)
    @rule()
    def take_back(self) -> None:
        before = self.session.findings
        self.rounds.pop()
        changes = self.session.undo()
        self.compare()
        assert said(self.session.findings) == said(check(self.fresh(self.rounds[-1])))
        assert what_turned(changes) == differing(before, self.session.findings)


def what_turned(changes: Changes) -> set[tuple[object, ...]]:
    """Return the verdicts that changes turned."""
    return {(one.finding.fingerprint, one.before, one.after) for one in changes.turned}


def differing(before: Findings, after: Findings) -> set[tuple[object, ...]]:
    """Return the verdicts that differ, worked out from two whole reports."""
    olds = {one.fingerprint: one.verdict for one in before.findings}
    news = {one.fingerprint: one.verdict for one in after.findings}
    return {
        (key, olds.get(key), news.get(key))
        for key in olds.keys() | news.keys()
        if olds.get(key) != news.get(key)
    }


class EditsBySql(Edits):
    """The same, with the round opened by the engine that asks a database."""

    engine = "sql"


class EditsByDurable(Edits):
    """The same, with every edit judged by durable_rules first."""

    engine = "durable"


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=8, stateful_step_count=8, deadline=None)
TestEditsBySql = EditsBySql.TestCase
TestEditsBySql.settings = settings(max_examples=2, stateful_step_count=6, deadline=None)
if "durable" in INSTALLED:
    TestEditsByDurable = EditsByDurable.TestCase
    TestEditsByDurable.settings = settings(max_examples=4, stateful_step_count=6, deadline=None)
