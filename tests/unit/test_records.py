"""The house's `dataclass` makes what the standard one makes."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace
from dataclasses import dataclass as standard

import pytest

from cbccvc_rules.records import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    """A record."""

    one: int
    many: tuple[str, ...] = ("a",)
    found: dict[str, int] = field(default_factory=dict, compare=False)
    secret: str = field(default="", repr=False)


@standard(frozen=True, slots=True)
class Theirs:
    """A record."""

    one: int
    many: tuple[str, ...] = ("a",)
    found: dict[str, int] = field(default_factory=dict, compare=False)
    secret: str = field(default="", repr=False)


def test_it_is_compared_by_the_fields_that_count() -> None:
    for kind in (Ours, Theirs):
        assert kind(1, found={"x": 1}) == kind(1)
        assert kind(1) != kind(2)
        assert hash(kind(1, found={"x": 1})) == hash(kind(1))
        assert len({kind(1), kind(1), kind(2)}) == 2
    assert Ours(1) != Theirs(1)


def test_it_shows_the_same() -> None:
    assert repr(Ours(1, secret="x")) == repr(Theirs(1, secret="x")).replace("Theirs", "Ours")


def test_what_is_made_for_each_is_not_shared() -> None:
    one, other = Ours(1), Ours(1)
    assert one.found is not other.found


def test_it_takes_the_same_arguments() -> None:
    for kind in (Ours, Theirs):
        assert kind(one=1, many=()) == kind(1, ())
        with pytest.raises(TypeError):
            kind()  # type: ignore[call-arg]
        with pytest.raises(TypeError):
            kind(1, unknown=2)  # type: ignore[call-arg]


def test_it_refuses_to_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Ours(1).one = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del Ours(1).one
    with pytest.raises((AttributeError, TypeError)):
        Ours(1).other = 2  # type: ignore[attr-defined]


def test_it_is_copied_kept_replaced_and_matched_as_any_other() -> None:
    record = Ours(1, ("b",), {"x": 1}, "y")
    for other in (copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record))):
        assert [getattr(other, one.name) for one in fields(Ours)] == [1, ("b",), {"x": 1}, "y"]
    assert replace(record, one=2) == Ours(2, ("b",), secret="y")
    match record:
        case Ours(one, many):
            assert (one, many) == (1, ("b",))


def test_one_that_may_be_changed_has_no_hash() -> None:
    @dataclass(slots=True)
    class Changing:
        """A record."""

        one: int

    changing = Changing(1)
    changing.one = 2
    assert changing == Changing(2)
    with pytest.raises(TypeError):
        hash(changing)


def test_what_a_class_says_of_itself_stays() -> None:
    @dataclass(frozen=True, slots=True)
    class Saying:
        """A record."""

        one: int

        def __repr__(self) -> str:
            return "said"

        def __post_init__(self) -> None:
            assert self.one > 0

        def _compared(self) -> str:
            return "mine"

    assert repr(Saying(1)) == "said"
    assert Saying(1)._compared() == "mine"
    with pytest.raises(AssertionError):
        Saying(0)
