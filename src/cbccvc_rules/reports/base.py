"""What every report format does: findings in, the bytes of a file out; never cut short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.sources import Lang


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is written: its language, whether people are named, whether colour is used.

    With `statistics`, text counts what each rule found instead of telling it.
    `folder` is where the files of the round stand, for reports that others open them from;
    `beside` are the names of the reports of single rounds that stand beside one of several;
    `fail_level` and `strict` say what makes the exit code 1, for reports that pass or fail.
    """

    lang: Lang = "vi"
    names: bool | None = None
    colour: bool = False
    tool: str = ""
    version: str = ""
    folder: str = ""
    fail_level: Severity = "violation"
    strict: bool = False
    statistics: bool = False
    beside: tuple[str | None, ...] = ()


class Report(Protocol):
    """Writes findings in one format, as text or as the bytes of a file."""

    def __call__(self, findings: Findings, options: Options) -> str | bytes:
        """Return the report."""
        ...
