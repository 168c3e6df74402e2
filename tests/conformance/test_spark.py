"""The statements on Spark, where it is installed: what the reference engine says."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.engines.sql.engine import SqlEngine
from properties.engines import drawn, said
from sparks import Spark, spark, why_no_spark

if TYPE_CHECKING:
    from collections.abc import Iterator

# Spark and what it finds installed warn of each other.
pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(bool(why_no_spark()), reason=why_no_spark() or "there is Spark"),
]


@pytest.fixture(scope="module")
def session() -> Iterator[Spark]:
    with spark() as found:
        yield found


@pytest.mark.parametrize("seed", range(4_000, 4_003))
def test_spark_says_what_the_reference_engine_says(seed: int, session: Spark) -> None:
    @contextmanager
    def here() -> Iterator[Spark]:
        yield session

    law, world = drawn(seed, bodies=5)
    engine = SqlEngine(here)
    found = [
        (one.rule.id, one.subject.key, one.verdict.value) for one in engine.judgements(law, world)
    ]
    assert found == said("reference", law, world)
    assert not engine.aside
