"""Tables and findings as JSON, CSV and lines of text; each says which plan it rests on."""

from zoneplan.report.csv import csv_bytes
from zoneplan.report.json import document, findings_json, layer_rows, manifest, records, table_json
from zoneplan.report.text import Lines, area_lines, finding_lines, layer_lines, status_lines

__all__ = [
    "Lines",
    "area_lines",
    "csv_bytes",
    "document",
    "finding_lines",
    "findings_json",
    "layer_lines",
    "layer_rows",
    "manifest",
    "records",
    "status_lines",
    "table_json",
]
