"""How much of an outcome hangs on the readings chosen: by finding, and by set of readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.finding import Finding, Verdict
    from cbccvc_rules.model.findings import Hinge
    from cbccvc_rules.sources import Text


@dataclass(frozen=True, slots=True)
class Swing:
    """A finding with the readings that its rule takes, as chosen; its flips are its own."""

    finding: Finding
    readings: Mapping[str, str]

    @property
    def firm(self) -> bool:
        """Whether no other choice of these readings gives another verdict."""
        return not self.finding.flips


@dataclass(frozen=True, slots=True)
class Turned:
    """A verdict that another set of readings, or a change in the round, makes another one."""

    finding: Finding
    before: Verdict | None
    after: Verdict | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a round looks like under a set of readings, beside the one chosen.

    `severities` counts what is broken then, by severity, and `unknown` what is left open;
    `turned` are the findings that come, go or change; None: no finding (kept, not applicable).
    """

    readings: Mapping[str, str]
    severities: Mapping[str, int]
    unknown: int
    turned: tuple[Turned, ...]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The findings of a round with what they hang on, and what other readings would make of it.

    `names` gives the titles of readings and of their alternatives (`name=value`).
    """

    chosen: Mapping[str, str]
    swings: tuple[Swing, ...]
    hinges: tuple[Hinge, ...]
    outlooks: tuple[Outlook, ...]
    names: Mapping[str, Text]
