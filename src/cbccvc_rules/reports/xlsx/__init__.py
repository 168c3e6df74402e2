"""The report as a workbook: the user's own with the findings in it, and every share worked out."""

from cbccvc_rules.reports.xlsx.book import xlsx_report
from cbccvc_rules.reports.xlsx.several import xlsx_of_many

__all__ = ["xlsx_of_many", "xlsx_report"]
