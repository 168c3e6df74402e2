"""The profiles of Hypothesis: `dev` draws anew each time, `ci` the same examples on every run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from clusters import Cluster, cluster, why_not

if TYPE_CHECKING:
    from collections.abc import Iterator

settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=200, deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    """A PostgreSQL for the whole run, started when first asked for."""
    reason = why_not()
    if reason:
        pytest.skip(reason)
    with cluster() as found:
        yield found
