"""The whole report: ledger, status, statements, findings and sources, laid out in five formats."""

from zoneplan.report.full.content import Given, report_of
from zoneplan.report.full.document import report_docx
from zoneplan.report.full.model import Picture, Report, Section
from zoneplan.report.full.template import (
    Template,
    default_template,
    own_template,
    template_docx,
)
from zoneplan.report.full.texts import report_csv, report_json, report_md
from zoneplan.report.full.touching import Met, Near
from zoneplan.report.full.workbook import report_xlsx

__all__ = [
    "Given",
    "Met",
    "Near",
    "Picture",
    "Report",
    "Section",
    "Template",
    "default_template",
    "own_template",
    "report_csv",
    "report_docx",
    "report_json",
    "report_md",
    "report_of",
    "report_xlsx",
    "template_docx",
]
