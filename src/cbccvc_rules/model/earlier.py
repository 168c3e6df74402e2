"""An earlier report on the same round, and what is otherwise since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.sources import Text


@dataclass(frozen=True, slots=True)
class Known:
    """A broken or undecided finding of an earlier report."""

    rule: str
    title: Text
    verdict: str
    severity: Severity
    subject: str
    facts: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier report: its file, and what it found by the fingerprint."""

    path: str
    period: str
    occasion: str
    findings: Mapping[str, Known]


@dataclass(frozen=True, slots=True)
class Since:
    """What is otherwise than in an earlier report: fingerprints that are new, what is mended.

    A finding is `new` where the earlier report does not have it with the same verdict; it is
    `mended` where no finding has its fingerprint any more.
    """

    path: str
    new: tuple[str, ...]
    mended: tuple[Known, ...]
    same: int
