"""What is printed of a big layer: its areas by group, and how much of it lies in which zone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

from zoneplan import __version__
from zoneplan.language import number, printed_sum
from zoneplan.report.json import document, finding_rows, records
from zoneplan.report.text import Lines, closing_notes, headings

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd

    from zoneplan.catalogue import Catalogue
    from zoneplan.finding import Finding
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_NONE = "–"
_AREA_KEYS = ("rows", "without_area", "geodesic", "grid")
_SHARE_KEYS = ("zone", "zone_area", "touched", "whole", "inside", "share_of_zone")


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Whence the figures come: file, layer, its system, how many rows, by which column summed.

    `findings` are what the reader of this file, or of the one with the zones, had to say,
    `without_area` the keys of the first few features that have none.
    """

    file: str
    layer: str
    system: str
    rows: int
    by: str | None
    findings: tuple[Finding, ...] = ()
    without_area: tuple[int, ...] = ()

    def row(self) -> dict[str, object]:
        """Return the same for a JSON document."""
        return {**vars(self), "findings": finding_rows(self.findings)}


def area_lines(catalogue: Catalogue, table: pd.DataFrame, origin: Origin, lang: Lang) -> Lines:
    """Return the areas by group; the total is the sum of what is printed."""
    total: dict[Hashable, Any] = {
        name: _total_ha(table[name]) if name.endswith("_ha") else table[name].sum()
        for name in table.columns.drop("group")
    }
    rows = [] if origin.by is None else table.to_dict("records")
    rows.append({"group": catalogue.text("common", "total", lang), **total})
    return Lines(
        headings=(origin.by or "", *_headings(catalogue, _AREA_KEYS, lang)),
        rows=tuple(
            (
                row["group"] or _NONE,
                *(number(row[name], lang) for name in ("features", "without_area")),
                *(_hectares(row, name, lang) for name in ("geodesic_area_ha", "grid_area_ha")),
            )
            for row in rows
        ),
        figures=(1, 2, 3, 4),
        notes=(
            *_lacking(catalogue, total["without_area"], origin, lang),
            *_told(catalogue, origin, lang),
            f"zoneplan {__version__}",
        ),
    )


def _lacking(catalogue: Catalogue, count: int, origin: Origin, lang: Lang) -> tuple[str, ...]:
    """Return how many features have no area, and which are the first."""
    if not origin.without_area:
        return ()
    rows = ", ".join(map(str, origin.without_area))
    text = catalogue.text("common", "parcels_without_area", lang)
    return (text.format(count=number(count, lang), rows=rows),)


def _total_ha(areas: pd.Series) -> float:
    """Return the sum as printed; NaN where no row has an area on that surface."""
    return nan if len(areas) and areas.isna().all() else printed_sum(areas, decimals=2)


def share_lines(
    catalogue: Catalogue, table: pd.DataFrame, origin: Origin, plan: Plan | None, lang: Lang
) -> Lines:
    """Return what of each zone the layer covers, by group, and how far the zones may be trusted."""
    title = _headings(catalogue, _SHARE_KEYS, lang)
    by = () if origin.by is None else (origin.by,)
    rows = (
        (
            row["zone"],
            _hectares(row, "zone_ha", lang),
            *((row["group"] or _NONE,) if by else ()),
            *(number(row[name], lang) for name in ("features", "whole")),
            _hectares(row, "shared_ha", lang),
            number(row["share_pct"], lang, decimals=2),
        )
        for row in table.to_dict("records")
    )
    closing = (f"zoneplan {__version__}",) if plan is None else closing_notes(plan, lang)
    notes = (*_told(catalogue, origin, lang), catalogue.text("common", "parcels_each", lang))
    return Lines(
        headings=(*title[:2], *by, *title[2:]),
        rows=tuple(rows),
        figures=tuple(at + (len(by) if at > 1 else 0) for at in range(1, len(title))),
        notes=(*notes, *closing),
    )


def parcels_json(schema: str, table: pd.DataFrame, origin: Origin, plan: Plan | None) -> str:
    """Return the table as JSON document, `schema` being its name and version."""
    rows = records(table)
    if plan is not None:
        return document(schema, plan, rows, origin=origin.row())
    content = {"schema": schema, "version": __version__, "origin": origin.row(), "rows": rows}
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _headings(catalogue: Catalogue, keys: tuple[str, ...], lang: Lang) -> tuple[str, ...]:
    return headings(catalogue, (f"parcels_{key}" for key in keys), lang)


def _hectares(row: Mapping[Hashable, Any], name: str, lang: Lang) -> str:
    value = row[name]
    return _NONE if value != value else number(value, lang, decimals=2)  # noqa: PLR0124 - NaN


def _told(catalogue: Catalogue, origin: Origin, lang: Lang) -> tuple[str, ...]:
    """Return what was found in the files, then whence the figures come."""
    text = catalogue.text("common", "parcels_origin", lang)
    return (
        *(f"{each.place.layer}: {each.place.message.say(lang)}" for each in origin.findings),
        text.format(
            file=origin.file,
            layer=origin.layer,
            rows=number(origin.rows, lang),
            system=origin.system.split("[", 1)[0],
        ),
    )
