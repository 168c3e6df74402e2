"""The report as a workbook: the user's own with the findings in it, and every share worked out."""

from cbccvc_rules.reports.xlsx.book import xlsx_report

__all__ = ["xlsx_report"]
