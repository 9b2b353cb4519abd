"""Tables and findings as JSON, CSV and lines of text; each says which plan it rests on.

What needs the libraries for office files is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from zoneplan.report.change_documents import changes_geojson, changes_json, revision_rows
from zoneplan.report.change_words import in_words
from zoneplan.report.changes import change_lines, dependant_lines, local_time, log_lines
from zoneplan.report.csv import csv_bytes
from zoneplan.report.feature import feature_lines
from zoneplan.report.json import document, findings_json, layer_rows, manifest, records, table_json
from zoneplan.report.signed import signed
from zoneplan.report.summary import summary
from zoneplan.report.text import Lines, area_lines, finding_lines, layer_lines, status_lines

if TYPE_CHECKING:
    from zoneplan.report.summary_document import summary_docx

__all__ = [
    "Lines",
    "area_lines",
    "change_lines",
    "changes_geojson",
    "changes_json",
    "csv_bytes",
    "dependant_lines",
    "document",
    "feature_lines",
    "finding_lines",
    "findings_json",
    "in_words",
    "layer_lines",
    "layer_rows",
    "local_time",
    "log_lines",
    "manifest",
    "records",
    "revision_rows",
    "signed",
    "status_lines",
    "summary",
    "summary_docx",
    "table_json",
]


def __getattr__(name: str) -> object:
    if name == "summary_docx":
        return import_module("zoneplan.report.summary_document").summary_docx
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
