"""What every report format does: findings in, the bytes of a file out; never cut short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.sources import Lang


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is written: its language, whether people are named, whether colour is used."""

    lang: Lang = "vi"
    names: bool | None = None
    colour: bool = False
    tool: str = ""
    version: str = ""


class Report(Protocol):
    """Writes findings in one format; `text` marks formats meant for a terminal."""

    def __call__(self, findings: Findings, options: Options) -> str:
        """Return the report."""
        ...
