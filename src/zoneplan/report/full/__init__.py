"""The whole report: ledger, status, statements, findings and sources, laid out in five formats."""

from zoneplan.report.full.content import Given, report_of
from zoneplan.report.full.model import Picture, Report, Section
from zoneplan.report.full.texts import report_csv, report_json, report_md
from zoneplan.report.full.workbook import report_xlsx

__all__ = [
    "Given",
    "Picture",
    "Report",
    "Section",
    "report_csv",
    "report_json",
    "report_md",
    "report_of",
    "report_xlsx",
]
