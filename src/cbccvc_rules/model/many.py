"""Several rounds checked in one run: each with its findings, or why it could not be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from cbccvc_rules.errors import Problem
    from cbccvc_rules.model.findings import Findings


@dataclass(frozen=True, slots=True)
class CheckedRound:
    """One round of several: `name` is the path as it was given, `folder` where its files stand.

    Either it has findings, or the problems for which it was refused.
    """

    name: str
    folder: str
    findings: Findings | None = None
    refused: tuple[Problem, ...] = ()
