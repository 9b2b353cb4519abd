"""What meets what and what is nearest: what the zones hold, cut and touch, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from zoneplan.report import conflicts
from zoneplan.report.full.model import Coded, Section
from zoneplan.report.full.voice import cited, rounded, text
from zoneplan.report.json import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas as gpd

    from zoneplan.language import Text
    from zoneplan.plan import Overlay
    from zoneplan.report.full.model import Cell, Column
    from zoneplan.report.full.voice import Voice
    from zoneplan.report.json import Row

_NOTES = ("counted_once_note", "uncertainty_note", "legal_note", "water_note")


@dataclass(frozen=True, kw_only=True)
class Met:
    """What a layer shares with another one, `name`, called `title`."""

    name: str
    title: Text
    overlay: Overlay


@dataclass(frozen=True, kw_only=True)
class Near:
    """For each feature of a layer the nearest of another one, called `title`."""

    title: Text
    table: gpd.GeoDataFrame


def conflicts_section(voice: Voice, met: Sequence[Met]) -> Section:
    """Return each pair that meets: relation, what is shared, how surely, whether that may be."""
    rows = [(each.title, row) for each in met for row in records(_plain(each.overlay.pairs))]
    told = (
        note
        for each in met
        for note in conflicts.overlay_notes(voice.plan, each.title, each.overlay, voice.lang)
    )
    closing = [voice.say(key) for key in _NOTES] if rows else [voice.say("nothing_met")]
    return Section(
        name="conflicts",
        chapter=voice.say("chapter_touching"),
        title=voice.say("section_conflicts"),
        columns=tuple(_pair_columns(voice)),
        rows=tuple(_pair(voice, title, row) for title, row in rows),
        totals={},
        notes=(*dict.fromkeys(told), *closing),
        cites=tuple(_sources_of_backdrop(voice)) if rows else (),
    )


def shared_section(voice: Voice, met: Sequence[Met]) -> Section:
    """Return of each feature what another layer holds of it, counted once, and what it does not."""
    column = voice.column
    return Section(
        name="shared",
        chapter=voice.say("chapter_touching"),
        title=voice.say("section_shared"),
        columns=(
            column("code"),
            column("name"),
            column("other_layer"),
            column("others", figure=True),
            column("shared_ha", decimals=2),
            column("shared_m", decimals=0),
            column("shared_pct", decimals=2),
            column("outside_ha", decimals=2),
            column("outside_m", decimals=0),
            column("counted_twice_ha", decimals=2),
            column("counted_twice_m", decimals=0),
        ),
        rows=tuple(
            _shared(voice, each, row)
            for each in met
            for row in records(each.overlay.totals)
            if row["others"]
        ),
        totals={},
    )


def nearness_section(voice: Voice, near: Sequence[Near]) -> Section:
    """Return for each feature the nearest of another layer, in metres along the geodesic."""
    column = voice.column
    rows = [(each.title, row) for each in near for row in records(_plain(each.table))]
    return Section(
        name="nearest",
        chapter=voice.say("chapter_touching"),
        title=voice.say("section_nearest"),
        columns=(
            column("other_layer", groups=True),
            column("code"),
            column("name"),
            column("other_code", detail=True),
            column("other_name", "nearest"),
            column("distance_m", "distance", decimals=0),
            column("uncertainty_m", "uncertainty", decimals=0),
            column("sureness"),
            column("ties", "as_near"),
        ),
        rows=tuple(
            (
                Coded(str(row["other_layer"] or ""), title.say(voice.lang)),
                text(row["code"]),
                _name(voice, row, ""),
                text(row["other_code"]),
                _name(voice, row, "other_") or text(row["other_code"]),
                rounded(row["distance_m"], 0),
                rounded(row["uncertainty_m"], 0),
                voice.coded("sureness", row["sureness"]),
                text(row["ties"]),
            )
            for title, row in rows
        ),
        totals={},
        notes=(voice.say("distance_note" if rows else "nothing_near"),),
    )


def _pair_columns(voice: Voice) -> Iterator[Column]:
    column = voice.column
    yield from (column("code"), column("name"), column("relation"))
    yield column("other_layer", detail=True)
    yield column("other_code", detail=True)
    yield column("other_name", "met")
    yield column("shared_ha", decimals=2)
    yield column("shared_m", decimals=0)
    yield column("share_pct", decimals=2)
    yield column("other_share_pct", decimals=2)
    yield column("uncertainty_m", "uncertainty", decimals=0)
    yield from (column("sureness"), column("legal"))


def _pair(voice: Voice, title: Text, row: Row) -> tuple[Cell, ...]:
    other = _name(voice, row, "other_") or text(row["other_code"])
    return (
        text(row["code"]),
        _name(voice, row, ""),
        voice.coded("relation", row["relation"]),
        Coded(str(row["other_layer"]), title.say(voice.lang)),
        text(row["other_code"]),
        other or title.say(voice.lang),
        rounded(row["shared_ha"], 2),
        rounded(row["shared_m"], 0),
        rounded(row["share_pct"], 2),
        rounded(row["other_share_pct"], 2),
        rounded(row["uncertainty_m"], 0),
        voice.coded("sureness", row["sureness"]),
        voice.coded("legal_overlap", row["legal"]),
    )


def _shared(voice: Voice, met: Met, row: Row) -> tuple[Cell, ...]:
    figures = ("shared_ha", "shared_m", "shared_pct", "outside_ha", "outside_m")
    twice = ("counted_twice_ha", "counted_twice_m")
    return (
        text(row["code"]),
        _name(voice, row, ""),
        Coded(met.name, met.title.say(voice.lang)),
        int(row["others"]),
        *(rounded(row[name], 0 if name.endswith("_m") else 2) for name in (*figures, *twice)),
    )


def _sources_of_backdrop(voice: Voice) -> Iterator[str]:
    """Yield the sources of the land from which water is told."""
    for layer in voice.plan.catalogue.with_role("backdrop"):
        if layer.name in voice.plan.layers and layer.has("boundary_source"):
            yield from cited(voice.plan.frame(layer.name)["boundary_source"])


def _name(voice: Voice, row: Row, side: str) -> str | None:
    return text(row[f"{side}name_{voice.lang}"]) or text(row[f"{side}name_vi"])


def _plain(table: gpd.GeoDataFrame) -> pd.DataFrame:
    return pd.DataFrame(table.drop(columns=table.geometry.name))
