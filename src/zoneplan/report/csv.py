"""CSV that a spreadsheet opens in columns, with its figures as figures, and runs nothing in it.

A spreadsheet reads CSV by the customs of its user: set to Vietnamese it takes a comma for the
decimal mark, and so never for the separator. So the language decides: `;` and 2,5 in Vietnamese,
`,` and 2.5 in English.
"""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING

from zoneplan.report.json import layer_rows, records
from zoneplan.report.plain import inert

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_SEPARATORS: dict[Lang, str] = {"vi": ";", "en": ","}


def csv_bytes(plan: Plan, table: pd.DataFrame, lang: Lang) -> bytes:
    """Return a table as UTF-8 CSV with byte order mark; each row carries the plan's trace.

    Beside the table's own columns: when the row's layer was last confirmed, what it lacks, as-of
    date, revision, version and the schematic notice. A text that a spreadsheet would take for a
    formula gets an apostrophe before it.
    """
    told = {row["layer"]: row for row in layer_rows(plan)}
    marks = {"internal_only": plan.audience == "internal", "forced": plan.forced}
    told_first = [plan.catalogue.text("common", key, lang) for key, holds in marks.items() if holds]
    notice = ". ".join([*told_first, plan.notice.say(lang)])
    trace = {key: value for key, value in plan.trace().items() if key != "forced"}
    lines: list[Iterable[object]] = [
        [*table.columns, "layer_confirmed", "layer_lacks", *trace, "notice"]
    ]
    for row in records(table):
        layer = told[row["layer"]]
        lacks = layer["lacks"][lang] if layer["lacks"] else None
        lines.append([*row.values(), layer["confirmed"], lacks, *trace.values(), notice])
    return spreadsheet(lines, lang)


def spreadsheet(lines: Iterable[Iterable[object]], lang: Lang) -> bytes:
    """Return lines of values as UTF-8 CSV with byte order mark, by the customs of a language."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=_SEPARATORS[lang])
    for line in lines:
        writer.writerow([_written(value, lang) for value in line])
    return target.getvalue().encode("utf-8-sig")


def _written(value: object, lang: Lang) -> object:
    if isinstance(value, float):
        figure = str(value).removesuffix(".0")
        return figure.replace(".", ",") if lang == "vi" else figure
    return inert(value)


def frame_csv(frame: pd.DataFrame, lang: Lang, *, is_first: bool) -> bytes:
    """Return the rows of a part of a long table, to be put behind each other; headings first."""
    columns = [_values(frame[name]) for name in frame.columns]
    if is_first:
        columns = [[name, *values] for name, values in zip(frame.columns, columns, strict=True)]
    content = spreadsheet(zip(*columns, strict=True), lang)
    return content if is_first else content.removeprefix(codecs.BOM_UTF8)


def _values(column: pd.Series) -> list[object]:
    missing = column.isna()
    values = zip(column.tolist(), missing, strict=True)
    return [
        None if gone else value.hex() if isinstance(value, bytes) else value
        for value, gone in values
    ]
