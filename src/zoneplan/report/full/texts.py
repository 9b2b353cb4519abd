"""A report as CSV, as JSON and as Markdown."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from zoneplan.language import Text, is_date
from zoneplan.report.csv import spreadsheet
from zoneplan.report.full.model import Coded, Day, day_shown, record, shown
from zoneplan.report.json import document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zoneplan.language import Lang
    from zoneplan.plan import Plan
    from zoneplan.report.full.model import Cell, Report, Section

_ABOUT = "about"
_NOTICE = Text(vi="Lưu ý", en="Notice")
_ORIGIN = Text(vi="Bản số liệu", en="Made from")
_MARKUP = re.compile(r"([\\`*_{}\[\]|~#!])")
_ISO_DAY = len("2023-12-18")
_ISO_MONTH = len("2023-12")


def report_csv(report: Report) -> bytes:
    """Return a report as CSV for a spreadsheet set to the report's language.

    Several sections stand one below another under their titles. A single one is a clean table:
    headings in the first line, no totals, notice and origin in each row.
    """
    tables = [section for section in report.sections if section.name != _ABOUT]
    lines = _clean(tables[0], report) if len(tables) == 1 else _stacked(report)
    return spreadsheet(lines, report.lang)


def report_json(report: Report, plan: Plan) -> bytes:
    """Return a report as JSON document `zoneplan.report/1`: its sections as records.

    Figures are those printed; dates are ISO, coded values are codes.
    """
    sections = [
        {
            "section": section.name,
            "title": section.title,
            "columns": {column.name: column.heading for column in section.columns},
            "records": [record(section, row) for row in section.rows],
            "totals": [record(section, row) for row in section.totals.values()],
            "notes": list(section.notes),
        }
        for section in report.sections
    ]
    more = {"title": report.title, "language": report.lang, "crs": plan.settings.crs}
    return document("zoneplan.report/1", plan, sections, **more).encode()


def report_md(report: Report) -> bytes:
    """Return a report as Markdown with tables as GitHub reads them; plan text is escaped."""
    lines = [f"# {_escaped(report.title)}", ""]
    lines += [f"> {_escaped(line)}\n>" for line in report.heads()]
    for title, sections in report.chapters():
        lines += ["", f"## {_escaped(title)}"]
        for section in sections:
            lines += _markdown(section, report.lang)
    return ("\n".join(lines) + "\n").encode()


def _clean(section: Section, report: Report) -> Iterator[Sequence[object]]:
    order, heads = section.in_order(), report.heads()
    notice, origin = " – ".join(heads[:-1]), heads[-1]
    titles = [_NOTICE.say(report.lang), _ORIGIN.say(report.lang)]
    yield [*(section.columns[at].heading for at in order), *titles]
    for row in section.rows:
        yield [*(_value(row[at], report.lang) for at in order), notice, origin]


def _stacked(report: Report) -> Iterator[Sequence[object]]:
    yield [report.title]
    yield from ([line] for line in report.heads())
    for section in report.sections:
        order = section.in_order()
        yield []
        yield [section.title]
        if not section.pairs:
            yield [section.columns[at].heading for at in order]
        for row in (*section.rows, *section.totals.values()):
            yield [_value(row[at], report.lang) for at in order]
        yield from ([note] for note in section.notes)


def _value(cell: Cell, lang: Lang) -> object:
    """Return a cell as a spreadsheet of the language takes it: a day as a day, a month as text."""
    if isinstance(cell, Coded):
        return cell.title
    if not isinstance(cell, Day):
        return cell
    if lang == "en" and len(cell.iso) == _ISO_MONTH and is_date(cell.iso):
        # `2023-04` alone would become the first of April.
        return f"month {cell.iso}"
    return cell.iso if lang == "en" and len(cell.iso) == _ISO_DAY else day_shown(cell, lang)


def _markdown(section: Section, lang: Lang) -> Iterator[str]:
    columns = [(at, section.columns[at]) for at in section.in_order()]
    yield from ("", f"### {_escaped(section.title)}", "")
    if section.rows:
        yield _row(column.heading for _, column in columns)
        yield _row(("---:" if column.figure else "---" for _, column in columns), escape=False)
    for row in (*section.rows, *section.totals.values()):
        yield _row(shown(row[at], column, lang) for at, column in columns)
    for note in section.notes:
        yield from ("", _escaped(note))


def _row(cells: Iterator[str], *, escape: bool = True) -> str:
    return "| " + " | ".join(_escaped(cell) if escape else cell for cell in cells) + " |"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", html.escape(text, quote=False))
