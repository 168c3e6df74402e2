"""A round held open: what a change breaks and mends, where its cells stand, how it is undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cbccvc_rules import Batch, BatchError, Session, UsageError, Verdict, check, read
from cbccvc_rules.model.carry import carried
from cbccvc_rules.model.edits import AddRow, RemoveRow, SetCells

UNDER_SIX = "rated-under-six-months"
DISCIPLINED = "disciplined-but-rated"
EXAMPLE = "examples/01-phong-ban-2024"


def a_round(**more: list[dict[str, object]]) -> Batch:
    """Two people of one unit of which nothing is broken under the rules asked for."""
    person = {"unit_id": "U", "category": "VC", "maternity": False, "leave_months": 0}
    staff: list[dict[str, object]] = [
        {"staff_id": "A", **person, "months_worked": "5", "rating": "not_rated"},
        {"staff_id": "B.1", **person, "months_worked": "12", "rating": "HTNV"},
    ]
    units: list[dict[str, object]] = [{"unit_id": "U", "name": "Phòng Một"}]
    tables = {"staff": staff, "units": units, "disciplines": [], **more}
    return Batch.from_records(**tables, period="2024")


def a_session(*rules: str) -> Session:
    return Session(a_round(), select=rules or (UNDER_SIX,))


def test_a_grade_that_the_months_forbid_is_broken_and_another_mends_it() -> None:
    """Điều 2 khoản 3: who worked under six months is not rated, unless on maternity leave."""
    session = a_session()
    (broken,) = session.change("A", rating="HTTNV").broken
    assert (broken.rule, broken.subject.id) == (UNDER_SIX, "A")
    (mended,) = session.change("A", months_worked="6").mended
    assert mended.fingerprint == broken.fingerprint
    assert session.findings.broken == ()


def test_an_emptied_cell_leaves_open_and_a_filled_one_decides() -> None:
    session = a_session()
    session.change("A", rating="HTTNV", months_worked="7")
    (open_,) = session.change("A", months_worked=None).undecided
    assert [fact.column for fact in open_.missing] == ["months_worked"]
    (decided,) = session.change("A", months_worked="7").decided
    assert decided.fingerprint == open_.fingerprint


def test_a_changed_cell_stands_where_it_was_changed() -> None:
    session = a_session()
    (broken,) = session.change("A", rating="HTTNV").broken
    assert "sửa 1: A.rating" in {str(place) for place in broken.places}
    assert "records" in {place.source for place in broken.places}


def test_a_value_is_read_as_a_cell_is_and_its_problem_says_where() -> None:
    session = a_session()
    changes = session.apply(
        SetCells("A", {"Mức xếp loại": "hoàn thành tốt nhiệm vụ"}),
        SetCells("B.1", {"months_worked": "mười hai"}),
    )
    assert [one.rule for one in changes.broken] == [UNDER_SIX]
    (problem,) = changes.problems
    assert problem.code == "cell-not-number"
    assert str(problem.place) == "sửa 2: B.1.months_worked"
    assert session.batch.problems[-1] == problem


def test_a_decision_added_breaks_and_removed_mends() -> None:
    """Điều 2 khoản 5 điểm a: disciplined in the year of the rating, not rated but KHTNV."""
    session = a_session(DISCIPLINED)
    decision = {"track": "administrative", "issued_on": "2024-03-01", "effective_on": "2024-03-01"}
    (broken,) = session.add("disciplines", staff_id="B.1", **decision).broken
    assert broken.subject.id == "B.1"
    (mended,) = session.remove("B.1", table="disciplines").mended
    assert mended.fingerprint == broken.fingerprint


def test_a_person_may_come_and_go() -> None:
    session = a_session()
    told = {"unit_id": "U", "category": "VC", "months_worked": 3, "rating": "HTNV"}
    added = session.add("staff", staff_id="C", maternity=False, leave_months=0, **told)
    assert [one.subject.id for one in added.broken] == ["C"]
    assert session.batch.people == 3
    assert [one.subject.id for one in session.remove("C").mended] == ["C"]
    assert session.batch.people == 2


def test_undo_tells_what_it_turns_back() -> None:
    session = a_session()
    before = session.findings
    (broken,) = session.change("A", rating="HTTNV").broken
    assert session.undo().mended == (broken,)
    assert session.findings == before
    with pytest.raises(UsageError) as none:
        session.undo()
    assert [one.code for one in none.value.problems] == ["nothing-to-undo"]


def test_several_changes_are_one_and_are_undone_as_one() -> None:
    session = a_session(UNDER_SIX, DISCIPLINED)
    decision = {"track": "party", "issued_on": "1/3/2024", "effective_on": "1/3/2024"}
    changes = session.apply(
        SetCells("A", {"rating": "HTTNV"}),
        AddRow("disciplines", {"staff_id": "A", **decision}),
        RemoveRow("B.1"),
    )
    assert {one.rule for one in changes.broken} == {UNDER_SIX, DISCIPLINED}
    assert len(session.undo().mended) == 2
    assert session.batch.people == 2


def test_who_or_what_there_is_not_is_said_at_once_with_what_is_near() -> None:
    session = a_session()
    with pytest.raises(UsageError) as wrong:
        session.apply(
            SetCells("B1", {"rating": "HTNV"}),
            SetCells("A", {"ratng": "HTNV"}),
            AddRow("staf", {"staff_id": "D"}),
        )
    told = [(one.code, one.params["nearest"]) for one in wrong.value.problems]
    assert told == [
        ("edit-row-unknown", "B.1"),
        ("edit-column-unknown", "rating"),
        ("edit-table-unknown", "staff"),
    ]
    assert session.findings.broken == ()


def test_an_id_of_several_rows_asks_which() -> None:
    rows: list[dict[str, object]] = [{"staff_id": "A", "track": "party"} for _ in range(2)]
    session = Session(a_round(disciplines=rows), select=[DISCIPLINED])
    with pytest.raises(UsageError) as several:
        session.change("A", table="disciplines", effective_on="2024-05-01")
    (problem,) = several.value.problems
    assert problem.params["ways"] == "`disciplines:A#1`, `disciplines:A#2`"
    session.change("A#2", table="disciplines", effective_on="2024-05-01")
    assert session.batch.tables["disciplines"][1].values["effective_on"] is not None


def test_a_unit_that_no_row_is_about_cannot_be_changed() -> None:
    batch = Batch.from_records(
        staff=[{"staff_id": "A", "unit_id": "U", "rating": "HTNV", "category": "VC"}], period="2024"
    )
    with pytest.raises(UsageError) as none:
        Session(batch).change("U", rating="HTNV")
    assert [one.code for one in none.value.problems] == ["edit-unit-not-told"]


def test_a_change_that_leaves_nothing_to_judge_changes_nothing() -> None:
    session = a_session()
    before = session.findings
    with pytest.raises(BatchError):
        session.apply(RemoveRow("A"), RemoveRow("B.1"))
    assert session.findings == before
    assert session.batch.people == 2


def test_a_round_that_has_kept_no_tables_cannot_be_held_open() -> None:
    with pytest.raises(UsageError) as gone:
        Session(replace(a_round(), told=None))
    assert [one.code for one in gone.value.problems] == ["round-not-kept"]


def test_the_grades_of_last_year_stay_history() -> None:
    before = [{"staff_id": "A", "unit_id": "U", "category": "VC", "rating": "HTNV"}]
    batch = carried(a_round(), Batch.from_records(staff=before, period="2023"), "dot-2023")
    session = Session(batch)
    session.change("A", rating="KHTNV")
    (row,) = session.batch.tables["history"]
    assert (row.key, row.values["rating"]) == ("A@2023", "HTNV")
    assert session.findings == check(session.batch)


@pytest.mark.parametrize("column", ["unit_id", "category", "role", "peer_group", "rating"])
def test_whatever_a_cell_decides_the_session_finds_what_a_check_finds(column: str) -> None:
    session = Session(read(EXAMPLE))
    session.change("CC007", **{column: None})
    assert session.findings == check(session.batch)


def test_only_those_reached_are_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(read(EXAMPLE))
    judged: list[str] = []
    everybody = session._everybody

    def noted(*args: object) -> object:
        judged.append("everybody")
        return everybody(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(session, "_everybody", noted)
    changes = session.change("CC007", rating="HTTNV")
    assert changes.turned
    turned = {one.finding.rule: one.after for one in changes.turned}
    # The grade is now the one that the person claimed.
    assert turned.pop("own-rating-not-followed") is None
    assert set(turned.values()) == {Verdict.BROKEN}
    assert judged == []
    session.change("SO", parent_id="SO")
    assert judged == ["everybody", "everybody"]
    assert session.findings == check(session.batch)
    assert judged == ["everybody", "everybody"]
