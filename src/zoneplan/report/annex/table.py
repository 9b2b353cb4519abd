"""A coordinate table as CSV: figures for a program, with a point and no thousands separators."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from zoneplan.report.annex.content import DECIMALS
from zoneplan.report.plain import inert

if TYPE_CHECKING:
    from zoneplan.report.annex.content import Annex, Point


def annex_csv(annex: Annex) -> bytes:
    """Return the coordinate table as UTF-8 CSV with byte order mark, titles above the heading."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    for line in (annex.mark, annex.authority, *annex.titles):
        if line:
            writer.writerow([inert(line)])
    writer.writerow([])
    writer.writerow(annex.headings)
    for ring in annex.rings:
        if ring.heading:
            writer.writerow([ring.heading])
        writer.writerows(map(_cells, ring.points))
    for line in (*annex.totals, annex.origin):
        writer.writerow([line])
    return target.getvalue().encode("utf-8-sig")


def _cells(point: Point) -> list[str]:
    figures = (point.x_m, point.y_m, point.edge_m)
    return [point.name, *("" if each is None else f"{each:.{DECIMALS}f}" for each in figures)]
