"""The report as one page that opens without a network: data, a script and a style, in one file."""

from cbccvc_rules.reports.html.page import html_of_many, html_report

__all__ = ["html_of_many", "html_report"]
