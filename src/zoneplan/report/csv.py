"""CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from zoneplan.report.json import layer_rows, records
from zoneplan.report.plain import inert

if TYPE_CHECKING:
    import pandas as pd

    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_BYTE_ORDER_MARK = "\ufeff"


def csv_bytes(plan: Plan, table: pd.DataFrame, lang: Lang) -> bytes:
    """Return a table as UTF-8 CSV with byte order mark; each row carries the plan's trace.

    Beside the table's own columns: when the row's layer was last confirmed, what it lacks, as-of
    date, revision, version and the schematic notice. A text that a spreadsheet would take for a
    formula gets an apostrophe before it.
    """
    told = {row["layer"]: row for row in layer_rows(plan)}
    stamp = plan.catalogue.text("common", "forced", lang) + ". " if plan.forced else ""
    notice = stamp + plan.notice.say(lang)
    trace = {key: value for key, value in plan.trace().items() if key != "forced"}
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([*table.columns, "layer_confirmed", "layer_lacks", *trace, "notice"])
    for row in records(table):
        layer = told[row["layer"]]
        lacks = layer["lacks"][lang] if layer["lacks"] else None
        values = [*row.values(), layer["confirmed"], lacks, *trace.values(), notice]
        writer.writerow([inert(value) for value in values])
    return (_BYTE_ORDER_MARK + target.getvalue()).encode()
