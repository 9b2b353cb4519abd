"""Areas: the ledger with its totals, the groups, the official areas side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zoneplan.language import printed_sum
from zoneplan.report import ledger
from zoneplan.report.full.model import MOST_DECIMALS, Coded, Section
from zoneplan.report.full.voice import cited, dated, rounded, text
from zoneplan.report.json import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from zoneplan.report.full.model import Cell, Column
    from zoneplan.report.full.voice import Voice
    from zoneplan.report.json import Row

_STATED = ("declared_area_ha", "estimated_area_ha", "declared_land_and_water_ha")
_MEASURED = ("geodesic_area_ha", "grid_area_ha")


def ledger_section(voice: Voice) -> Section:
    """Return each feature's areas, verdict and sign-off; each layer's total closes on the rows.

    Figures are rounded as they are printed, so that a column adds up in every format.
    """
    area = voice.tables.area
    rows = records(area)
    layers = voice.plan.catalogue.layers
    # Variants of one boundary lie over each other: their sum would mean nothing.
    titles = dict.fromkeys(_title(voice, row) for row in rows if not layers[row["layer"]].variants)
    return Section(
        name="ledger",
        chapter=voice.say("chapter_areas"),
        title=voice.say("section_ledger"),
        columns=tuple(_ledger_columns(voice)),
        rows=tuple(_ledger_row(voice, row) for row in rows),
        totals={title: _total(voice, rows, title) for title in titles},
        notes=tuple(ledger.totals_told(voice.plan, voice.tables, voice.lang)),
        cites=cited(area["area_source"], area["boundary_source"]),
    )


def groups_section(voice: Voice) -> Section:
    """Return count and hectares of each group; the groups of a dimension sum to their layer."""
    totals = voice.tables.totals.astype({"group": object})
    column = voice.column
    return Section(
        name="groups",
        chapter=voice.say("chapter_areas"),
        title=voice.say("section_groups"),
        columns=(
            column("layer", groups=True),
            column("dimension"),
            column("group"),
            column("count", figure=True),
            column("declared_area_ha", "declared", figure=True),
            column("estimated_area_ha", "estimated", figure=True),
            column("geodesic_area_ha", "geodesic", decimals=2),
            column("overlap_ha", "overlap", decimals=2),
            column("counted_once_ha", "counted_once", decimals=2),
            column("without_outline"),
            column("without_declared"),
        ),
        rows=tuple(_group_row(voice, row) for row in records(totals)),
        totals={},
    )


def official_section(voice: Voice, table: pd.DataFrame) -> Section:
    """Return the official areas of each feature side by side, with their dates."""
    column = voice.column
    return Section(
        name="official_areas",
        chapter=voice.say("chapter_areas"),
        title=voice.say("section_official_areas"),
        columns=(
            column("code"),
            column("name"),
            column("as_of"),
            column("area_ha", "area", figure=True),
            column("change_ha", figure=True),
            column("is_newest", "newest"),
            column("geodesic_area_ha", "geodesic", decimals=2),
            column("source"),
            column("note"),
        ),
        rows=tuple(
            (
                text(row["code"]),
                voice.named(row["layer"], row["code"]),
                dated(row["as_of"]),
                rounded(row["area_ha"], MOST_DECIMALS),
                rounded(row["change_ha"], MOST_DECIMALS),
                voice.coded("yes_no", "yes" if row["is_newest"] else "no"),
                rounded(row["geodesic_area_ha"], 2),
                text(row["source"]),
                voice.told(row["note"]),
            )
            for row in records(table)
        ),
        totals={},
        notes=() if len(table) else (voice.say("no_official_areas"),),
        cites=cited(table["source"]),
    )


def _ledger_columns(voice: Voice) -> Iterator[Column]:
    column = voice.column
    yield column("layer", groups=True)
    yield from (column("code"), column("name"))
    yield column("declared_area_ha", "declared", figure=True)
    yield column("estimated_area_ha", "estimated", figure=True)
    yield column("declared_land_and_water_ha", "with_water", figure=True)
    yield column("geodesic_area_ha", "geodesic", decimals=2)
    yield column("grid_area_ha", "grid", decimals=2, detail=True)
    yield column("difference_ha", decimals=2)
    yield column("difference_m2", decimals=0, detail=True)
    yield column("difference_pct", decimals=2)
    yield column("tolerance_pct", "tolerance", figure=True, detail=True)
    yield from (column("verdict"), column("reason"))
    yield column("boundary_basis", detail=True)
    yield column("boundary_uncertainty_m", figure=True, detail=True)
    yield from (column("area_source", "source"), column("area_source_kind", detail=True))
    yield column("boundary_source", detail=True)
    yield column("explanation", "explained")
    yield from (column("signed_by"), column("signed_on"))


def _ledger_row(voice: Voice, row: Row) -> tuple[Cell, ...]:
    return (
        voice.layer(row["layer"]),
        text(row["code"]),
        voice.named(row["layer"], row["code"]),
        *(rounded(row[name], MOST_DECIMALS) for name in _STATED),
        *(rounded(row[name], 2) for name in (*_MEASURED, "difference_ha")),
        rounded(row["difference_m2"], 0),
        rounded(row["difference_pct"], 2),
        rounded(row["tolerance_pct"], MOST_DECIMALS),
        voice.coded("verdict", row["verdict"]),
        voice.coded("verdict_reason", row["reason"]),
        voice.coded("boundary_basis", row["boundary_basis"]),
        rounded(row["boundary_uncertainty_m"], MOST_DECIMALS),
        text(row["area_source"]),
        voice.coded("source_kind", row["area_source_kind"]),
        text(row["boundary_source"]),
        text(row["explanation"]),
        text(row["signed_by"]),
        dated(row["signed_on"]),
    )


def _title(voice: Voice, row: Row) -> str:
    layer = voice.layer(row["layer"])
    return layer.title if layer else ""


def _total(voice: Voice, rows: Iterable[Row], title: str) -> tuple[Cell, ...]:
    own = [row for row in rows if _title(voice, row) == title]
    return (
        voice.layer(own[0]["layer"]),
        f"{voice.say('total')}: {title}",
        None,
        *(_sum(own, name, MOST_DECIMALS) for name in _STATED),
        *(_sum(own, name, 2) for name in _MEASURED),
        *[None] * 14,
    )


def _sum(rows: Iterable[Row], name: str, decimals: int) -> float | None:
    """Return the sum of figures as they are printed; None where none is known."""
    known = [float(row[name]) for row in rows if row[name] is not None]
    return printed_sum(known, decimals=decimals) if known else None


def _dimension(voice: Voice, row: Row) -> Coded:
    """Return by what the features of a layer are grouped."""
    layer = voice.plan.catalogue.layers[row["layer"]]
    titles = [each.title.say(voice.lang) for each in layer.columns if each.name == row["by"]]
    whole = voice.say("whole_layer") if row["by"] == "layer" else None
    return Coded(row["by"], whole or next(iter(titles), row["by"]))


def _group(voice: Voice, row: dict[Any, Any]) -> Coded | None:
    title = ledger.group(voice.plan, row, voice.lang)
    return Coded(str(row["group"]), title) if title else None


def _group_row(voice: Voice, row: dict[Any, Any]) -> tuple[Cell, ...]:
    own = records(ledger.members(voice.plan, voice.tables, row))
    measured = _sum(own, "geodesic_area_ha", 2)
    overlap = None if measured is None else round(float(row["overlap_ha"]), 2)
    return (
        voice.layer(row["layer"]),
        _dimension(voice, row),
        _group(voice, row),
        int(row["count"]),
        *(_sum(own, name, MOST_DECIMALS) for name in _STATED[:2]),
        measured,
        overlap,
        None if measured is None or overlap is None else round(measured - overlap, 2),
        ledger.named(row, "without_outline"),
        ledger.named(row, "without_declared"),
    )
