"""What is told of one person: own rows, findings, what would be lawful; others as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.alone import Alone
    from cbccvc_rules.model.answers import Permitted, Quota
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.rows import Row


@dataclass(frozen=True, slots=True)
class Dossier:
    """One person of a round.

    `rows` are the person's own, by table; `findings` have every verdict on the person, without any
    fact or row of somebody else; `shares` are the groups that the person is counted in.
    `permitted` is None for a person whom no law governs.
    """

    alone: Alone
    rows: Mapping[str, tuple[Row, ...]]
    columns: Mapping[str, frozenset[str]]
    findings: Findings
    permitted: Permitted | None
    shares: tuple[Quota, ...]
