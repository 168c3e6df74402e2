"""A round whose people are in a database: the one door to databases, by an address.

What speaks with the database itself is loaded only when one is named.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules import extras
from cbccvc_rules.errors import BatchError, Problem, UsageError, nearest
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.header import Round, read_header, the_round

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.intake.postgres import Fetched
    from cbccvc_rules.model.header import Wishes
    from cbccvc_rules.model.scale import Labels

SCHEMES = ("postgresql", "postgres")
_ADDRESS = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):/")


def is_address(path: str) -> bool:
    r"""Return whether a text is the address of a database, and no path.

    >>> is_address("postgresql://hr"), is_address("round-2024/"), is_address("C:/rounds/2024")
    (True, False, False)
    """
    found = _ADDRESS.match(path)
    return found is not None and len(found[1]) > 1


def read_database(url: str, asked: Mapping[str, str], wishes: Wishes, labels: Labels) -> Batch:
    """Read a round from a database: for each table, the name of one or a query.

    Raises:
        BatchError: when nothing in it can be judged; with every problem found.
        UsageError: for an address of another kind, and where its library is not installed.
    """
    scheme = url.partition(":")[0]
    if scheme not in SCHEMES or not url.startswith(f"{scheme}://"):
        params = {"scheme": scheme, "nearest": nearest(scheme, SCHEMES) or ""}
        raise UsageError(Problem("database-kind", None, params))
    header, faults = read_header(None, wishes)
    round_ = the_round(header, wishes)
    if not faults and not isinstance(round_, Round):
        faults.extend(round_)
    if not asked:
        faults.append(Problem("database-nothing-asked"))
    if faults or not isinstance(round_, Round):
        raise BatchError(*faults)
    reader = extras.postgres_reader()
    if reader is None:
        raise UsageError(Problem("extra-missing", None, {"extra": extras.POSTGRES}))
    found: Fetched = reader.fetched(url, asked)
    if found.fatal:
        raise BatchError(*found.fatal, *found.problems)
    return Batch.of(
        round_,
        found.tables,
        labels,
        problems=found.problems,
        sources=found.sources,
        database=url,
    )
