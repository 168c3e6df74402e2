"""The draw: the same for any order of rows, in proportion to tickets, to be redone by hand."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbccvc_rules import Batch, UsageError, check
from cbccvc_rules.api.sample import Judged, sample, weights_of
from cbccvc_rules.model.sample import TICKETS, lot, numbered
from unit.reports.rounds import RULES, a_person, a_round

if TYPE_CHECKING:
    from cbccvc_rules.model.sample import Sample

Record = dict[str, object]
MANY = [*a_round(), *[a_person(f"Y{at}") for at in range(12)]]


def judged(people: list[Record], name: str = "r") -> Judged:
    batch = Batch.from_records(people, [{"unit_id": "U"}, {"unit_id": "P"}], period="2024")
    return Judged(name, batch, check(batch, select=RULES))


def ids(found: Sample) -> list[str]:
    return [one.id for one in found.drawn]


def by_hand(seed: str, key: str, tickets: int) -> tuple[str, int]:
    """Work a person's number out anew, with nothing of the library."""
    texts = [f"{seed}|{key}|{ticket}" for ticket in range(1, tickets + 1)]
    numbers = [sha256(text.encode("utf-8")).hexdigest() for text in texts]
    return min(numbers), numbers.index(min(numbers)) + 1


def test_every_number_can_be_worked_out_by_hand() -> None:
    found = sample([judged(MANY)], size=100, seed="xổ số 12345")
    assert len(found.drawn) == found.people == 17
    for one in found.drawn:
        assert (one.number, one.ticket) == by_hand("xổ số 12345", one.id, one.tickets)
    assert [one.number for one in found.drawn] == sorted(one.number for one in found.drawn)


def test_tickets_are_one_and_more_for_each_finding_on_the_person() -> None:
    found = sample([judged(MANY)], size=100, seed="s")
    tickets = {one.id: (one.tickets, dict(one.counts)) for one in found.drawn}
    assert tickets["A"] == (1 + 8, {"violation": 1})
    assert tickets["B"] == (1 + 2, {"unknown": 1})
    assert tickets["Y3"] == (1, {})
    assert found.tickets == sum(one.tickets for one in found.drawn)


def test_people_under_no_law_take_no_part_and_are_counted() -> None:
    found = sample([judged(MANY)], size=100, seed="s")
    assert "C" not in ids(found)
    assert found.rounds[0].left_out == 1


@pytest.mark.parametrize("seed", [None, "s"])
def test_the_order_of_rows_has_no_say(seed: str | None) -> None:
    first = sample([judged(MANY)], size=5, seed=seed)
    for turn in range(4):
        people = list(MANY)
        Random(turn).shuffle(people)
        again = sample([judged(people)], size=5, seed=seed)
        assert (again.seed, ids(again)) == (first.seed, ids(first))


def test_the_order_of_rounds_has_no_say() -> None:
    one, other = judged(MANY, "a"), judged(MANY[:8], "b")
    for seed in (None, "s"):
        there = sample([one, other], size=6, seed=seed)
        back = sample([other, one], size=6, seed=seed)
        assert [(p.round, p.id) for p in there.drawn] == [(p.round, p.id) for p in back.drawn]


def test_of_several_rounds_the_tickets_are_numbered_by_round_and_id() -> None:
    rounds = [judged(MANY, "so/a.csv"), judged(MANY, "so/b.csv")]
    found = sample(rounds, size=100, seed="s")
    for one in found.drawn:
        name = one.round.removeprefix("so/")
        assert (one.number, one.ticket) == by_hand("s", f"{name}|{one.id}", one.tickets)
    assert found.people == 34


def test_rounds_whose_files_are_called_alike_go_by_their_paths() -> None:
    rounds = [judged(MANY, "a/list.csv"), judged(MANY, "b/list.csv")]
    keys = {one.key for one in sample(rounds, size=100, seed="s").drawn}
    assert "a/list.csv|A" in keys
    assert "b/list.csv|A" in keys


def test_more_people_in_the_round_move_nobody_else() -> None:
    few = sample([judged(MANY)], size=100, seed="s")
    more = sample([judged([*MANY, a_person("Z1")])], size=100, seed="s")
    assert [one for one in ids(more) if one != "Z1"] == ids(few)


def test_another_seed_draws_others() -> None:
    drawn = {tuple(ids(sample([judged(MANY)], size=4, seed=str(seed)))) for seed in range(8)}
    assert len(drawn) > 6


def test_a_larger_sample_begins_with_the_smaller() -> None:
    small, large = (sample([judged(MANY)], size=size, seed="s") for size in (3, 9))
    assert ids(large)[:3] == ids(small)


def test_who_is_drawn_first_follows_the_tickets() -> None:
    """Of 4,000 seeds the first of two people is drawn about as often as the tickets say."""
    weights = {"a": 1, "b": 3}
    first = Counter(
        min(weights, key=lambda one: lot(str(seed), one, weights[one])) for seed in range(4_000)
    )
    # Three standard deviations of a binomial of 4,000 by 1/4 are 82.
    assert abs(first["a"] - 1_000) < 82


def test_without_a_ticket_nobody_is_drawn() -> None:
    found = sample([judged(MANY)], size=100, seed="s", weights={"person": 0})
    assert sorted(ids(found)) == ["A", "B"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"size": 0}, "sample-size"),
        ({"seed": " "}, "sample-seed-empty"),
        ({"weights": {"violations": 2}}, "sample-weight-unknown"),
        ({"weights": {"violation": "2.5"}}, "sample-weight-no-number"),
        ({"weights": {"violation": "-1"}}, "sample-weight-no-number"),
        ({"weights": {"violation": 1001}}, "sample-weight-no-number"),
    ],
)
def test_what_cannot_be_drawn_is_refused(asked: dict[str, object], code: str) -> None:
    with pytest.raises(UsageError) as caught:
        sample([judged(MANY)], **asked)  # type: ignore[arg-type]
    assert [problem.code for problem in caught.value.problems] == [code]


def test_weights_that_are_not_asked_for_stay() -> None:
    assert weights_of({"violation": "5"}) == {**TICKETS, "violation": 5}


@given(st.text(min_size=1), st.text(min_size=1), st.integers(1, 30))
@settings(max_examples=50)
def test_the_lot_is_the_lowest_of_the_tickets(seed: str, key: str, tickets: int) -> None:
    try:
        f"{seed}{key}".encode()
    except UnicodeEncodeError:
        return
    number, ticket = lot(seed, key, tickets)
    assert number == numbered(seed, key, ticket)
    assert all(number <= numbered(seed, key, one) for one in range(1, tickets + 1))
