"""What holds of every round: unknowns are never guessed, and neither order nor names matter."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from cbccvc_rules import check
from cbccvc_rules.api import library
from cbccvc_rules.lang.nodes import Given
from cbccvc_rules.lang.rules import walk
from cbccvc_rules.model.scale import RATINGS
from properties.rounds import (
    CARD_FACTS,
    DAYS,
    DECISION_FACTS,
    FACTS,
    UNIT_FACTS,
    Round,
    a_batch,
    judged,
    rounds,
)
from unit.engines.rounds import a_rule, a_world, people, verdicts

if TYPE_CHECKING:
    from cbccvc_rules.model.finding import Finding

DECIDED = {"kept", "broken", "not_applicable"}

# -------------------------------------------------------------------- what is not known


@st.composite
def with_gaps(draw: st.DrawFn) -> tuple[Round, Round]:
    """A round with every fact told, and the same with some cells left empty."""
    whole = draw(rounds())
    blank = {
        "staff": FACTS,
        "units": UNIT_FACTS,
        "disciplines": DECISION_FACTS,
        "scorecards": CARD_FACTS,
    }
    share = draw(st.integers(1, 6))
    gaps = {
        table: [
            {
                name: "" if name in blank[table] and draw(st.integers(0, share)) == 0 else cell
                for name, cell in row.items()
            }
            for row in rows
        ]
        for table, rows in whole.items()
    }
    return whole, gaps


@given(with_gaps(), DAYS)
def test_a_verdict_reached_without_a_fact_stands_when_the_fact_is_told(
    told: tuple[Round, Round], on: str
) -> None:
    whole, gaps = (judged(one, on) for one in told)
    assert whole.keys() == gaps.keys()
    turned = {
        key: (verdict, whole[key])
        for key, verdict in gaps.items()
        if verdict in DECIDED and verdict != whole[key]
    }
    # A requirement that is met is kept before it is known whether the rule applies; and a rule
    # that asks whether a cell was told has its answer from an empty one. Where tasks stand in for
    # criteria, low effectiveness opens what the task figures alone had closed.
    low = {str(row["staff_id"]) for row in told[0]["staff"] if row["effectiveness"] == "low"}
    wrong = {
        key: pair
        for key, pair in turned.items()
        if pair != ("kept", "not_applicable")
        and key[0] not in asking_what_was_told()
        and not (pair[1] == "unknown" and key[1] in low)
    }
    assert wrong == {}


@cache
def asking_what_was_told() -> frozenset[str]:
    """The rules with `is given` about a column that is left empty here."""
    left_empty = {*FACTS, *UNIT_FACTS, *DECISION_FACTS, *CARD_FACTS}
    return frozenset(
        rule.id
        for rule in library().rules.values()
        for top in rule.nodes()
        for node in walk(top)
        if isinstance(node, Given) and node.item.name in left_empty
    )


def test_most_rules_do_not_ask_whether_a_cell_was_told() -> None:
    assert 3 * len(asking_what_was_told()) < len(library().rules)


@given(rounds(), DAYS)
def test_a_round_in_which_every_fact_is_told_is_decided_in_every_share(
    told: Round, on: str
) -> None:
    for (rule, subject), verdict in judged(told, on).items():
        if rule == "excellent-share":
            unit = next(one for one in told["units"] if one["unit_id"] == subject.split("/")[0])
            decided_without_share = unit["outstanding_decision"] and not unit["outstanding_share"]
            assert verdict in DECIDED or decided_without_share


SHARES = st.builds(
    "count(members where rating = HTXSNV) {} {}% * count(members where {})".format,
    st.sampled_from(["<=", "<", ">", ">=", "=", "!="]),
    st.sampled_from([0, 20, 25, 50, 70, 100]),
    st.sampled_from(["true", "rating != not_rated", "rating = HTTNV", "rating in {HTTNV, HTXSNV}"]),
)
SMALL = st.lists(st.sampled_from([*RATINGS, ""]), min_size=1, max_size=6).filter(
    lambda ratings: ratings.count("") <= 3
)


def completions(ratings: list[str]) -> list[list[str]]:
    """Every way in which the grades that are not told can turn out."""
    choices = [RATINGS if rating == "" else (rating,) for rating in ratings]
    return [list(filled) for filled in product(*choices)]


@given(SHARES, SMALL)
def test_a_count_decides_only_what_every_completion_agrees_on(
    require: str, ratings: list[str]
) -> None:
    rule = a_rule("group", require)
    verdict = verdicts(rule, a_world(*people(*ratings)))["U"]
    outcomes = {verdicts(rule, a_world(*people(*one)))["U"] for one in completions(ratings)}
    assert outcomes <= {"kept", "broken"}
    if verdict != "unknown":
        assert outcomes == {verdict}


@given(st.sampled_from(["<=", "<", ">", ">="]), st.integers(0, 6), SMALL)
def test_a_single_count_decides_all_that_every_completion_agrees_on(
    sign: str, number: int, ratings: list[str]
) -> None:
    rule = a_rule("group", f"count(members where rating = HTXSNV) {sign} {number}")
    verdict = verdicts(rule, a_world(*people(*ratings)))["U"]
    outcomes = {verdicts(rule, a_world(*people(*one)))["U"] for one in completions(ratings)}
    assert {verdict} == (outcomes if len(outcomes) == 1 else {"unknown"})


# -------------------------------------------------------------------- order and names


@st.composite
def shuffled(draw: st.DrawFn) -> tuple[Round, Round]:
    told = draw(rounds())
    return told, {table: draw(st.permutations(rows)) for table, rows in told.items()}


def said(finding: Finding) -> tuple[object, ...]:
    """A finding without the rows it was read from."""
    return (
        finding.fingerprint,
        finding.verdict,
        finding.message,
        finding.remedy,
        tuple(finding.measures.items()),
        finding.conditions,
        [(dict(flip.readings), flip.verdict) for flip in finding.flips],
        {(fact.record, fact.column) for fact in finding.missing},
    )


@given(shuffled(), DAYS)
def test_the_order_of_rows_changes_no_finding(told: tuple[Round, Round], on: str) -> None:
    assume(any(person["category"] == "VC" for person in told[0]["staff"]))
    one, other = (check(a_batch(batch, on)) for batch in told)
    assert [said(finding) for finding in one.findings] == [
        said(finding) for finding in other.findings
    ]
    assert one.counts == other.counts
    assert one.not_checkable == other.not_checkable


def renamed(told: Round) -> Round:
    """The same round with other ids, which sort the other way round."""

    def new(text: object) -> str:
        return ";".join(new_id(part) for part in str(text).split(";"))

    columns = {"staff_id", "unit_id", "parent_id", "leads", "violation_id"}
    return {
        table: [
            {name: new(cell) if name in columns else cell for name, cell in row.items()}
            for row in rows
        ]
        for table, rows in told.items()
    }


def new_id(old: str) -> str:
    return f"mã {99 - int(old[1:])} của {old[0]}" if old else ""


@given(rounds(), DAYS)
def test_other_ids_change_nothing_but_the_ids(told: Round, on: str) -> None:
    expected = {}
    for (rule, subject), verdict in judged(told, on).items():
        key, slash, group = subject.partition("/")
        known = key if key == on[:4] else new_id(key)
        expected[rule, f"{known}{slash}{group}"] = verdict
    assert judged(renamed(told), on) == expected


@given(rounds(most=4), DAYS)
def test_somebody_else_changes_no_finding_about_a_person(told: Round, on: str) -> None:
    personal = {rule.id for rule in library().rules.values() if rule.judges == "staff"}
    alone = {**told, "staff": told["staff"][:1]}
    first = str(told["staff"][0]["staff_id"])
    mine = {key: verdict for key, verdict in judged(told, on).items() if key[1] == first}
    assert {key: mine[key] for key in mine if key[0] in personal} == {
        key: verdict for key, verdict in judged(alone, on).items() if key[1] == first
    }
