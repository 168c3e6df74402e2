"""The report formats there are: the one list that choices, docs and tests read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.reports.csv import csv_report
from cbccvc_rules.reports.github import github_report
from cbccvc_rules.reports.json import json_report
from cbccvc_rules.reports.junit import junit_report
from cbccvc_rules.reports.sarif import sarif_report
from cbccvc_rules.reports.text import text_report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.reports.base import Report

KINDS: Mapping[str, Report] = {
    "text": text_report,
    "json": json_report,
    "csv": csv_report,
    "github": github_report,
    "junit": junit_report,
    "sarif": sarif_report,
}
