"""The report formats there are: the one list that choices, docs and tests read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.reports.json import json_report
from cbccvc_rules.reports.text import text_report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.reports.base import Report

KINDS: Mapping[str, Report] = {"text": text_report, "json": json_report}
