"""The plan as it was read: named layers and tables, the day asked about, the revision."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from zoneplan import __version__
from zoneplan.language import at_precision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    import geopandas as gpd
    import pandas as pd

    from zoneplan.catalogue import Audience, Catalogue, Layer
    from zoneplan.language import Lang, Text


@dataclass(frozen=True, kw_only=True)
class LayerSettings:
    """What the authority says of one layer as a whole.

    `confirmed` is the ISO day on which `source` confirmed the whole list; `lacks` says what the
    layer is known not to hold.
    """

    confirmed: str | None = None
    source: str | None = None
    lacks: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Settings:
    """A plan's `zoneplan.toml`: whose it is, in which system, which editions are built.

    `dated` is the day of the annexes, stamped into the files made from them; `derived` names for a
    layer those from whose outlines some of its own were made. `window` is where all its outlines
    lie, west, south, east, north in degrees of WGS 84; None where nobody says.
    """

    title: Text
    authority: Text
    crs: str
    dated: date
    editions: tuple[date, ...] = ()
    layers: Mapping[str, LayerSettings] = field(default_factory=dict)
    derived: Mapping[str, frozenset[str]] = field(default_factory=dict)
    window: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class UnreadableValue:
    """A value that was stored but could not be read as its column's type."""

    code: str | None
    column: str
    value: str


@dataclass(frozen=True, kw_only=True)
class StoredLayer:
    """A layer as the store found it.

    `frame` is in the plan's system. A geometry stored in another known system was transformed
    into it (`stored_crs` tells); one in an unknown system was set aside, never guessed.
    `recorded_count` is the number of rows that the file itself claims, which GDAL believes;
    `missing` names the catalogue's columns that the file lacks (empty in the frame). `log_faults`
    says why changes are not logged: `missing` (not at all) or `columns` (not of every column).
    `partial` tells that only some of its rows were read.
    """

    frame: gpd.GeoDataFrame
    stored_crs: str | None
    recorded_count: int | None = None
    missing: tuple[str, ...] = ()
    unreadable: tuple[UnreadableValue, ...] = ()
    log_faults: tuple[str, ...] = ()
    partial: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All that is known on one day. Nothing in it is changed after reading.

    `tables` holds the registers by name; `events` is the status history of all layers, with the
    column `layer`; `histories` holds it as each file keeps it. Dates are ISO texts.
    """

    settings: Settings
    catalogue: Catalogue
    layers: Mapping[str, StoredLayer]
    tables: Mapping[str, pd.DataFrame]
    events: pd.DataFrame
    as_of: date
    revision: str
    histories: Mapping[str, StoredLayer] = field(default_factory=dict)
    forced: bool = False
    audience: Audience = "internal"

    @cached_property
    def features(self) -> tuple[Layer, ...]:
        """The layers whose features have a status and an area, in drawing order."""
        return tuple(
            layer for layer in self.catalogue.with_role("feature") if layer.name in self.layers
        )

    def frame(self, layer: str) -> gpd.GeoDataFrame:
        """Return the features of a layer."""
        return self.layers[layer].frame

    def with_frame(self, layer: Layer, frame: gpd.GeoDataFrame) -> Plan:
        """Return the plan with other rows in one layer or table."""
        stored = replace(self.layers[layer.name], frame=frame, recorded_count=None)
        tables = dict(self.tables)
        if layer.name in tables:
            tables[layer.name] = frame.drop(columns="geometry")
        return replace(self, layers={**self.layers, layer.name: stored}, tables=tables)

    def with_values(self, layer: Layer, code: str, values: Mapping[str, Any]) -> Plan:
        """Return the plan with other values in the row with a key."""
        frame = self.frame(layer.name).copy()
        row = frame.index[frame[layer.key] == code][0]
        for column, value in values.items():
            frame.loc[row, column] = value
        return self.with_frame(layer, frame)

    @cached_property
    def notice(self) -> Text:
        """How far the outlines of the plan may be trusted: none of them, some, or all."""
        frames = [self.frame(each.name) for each in self.features if each.has("boundary_basis")]
        bases = [
            self.catalogue.boundary_bases.get(basis)
            for frame in frames
            for basis in frame.loc[frame.geometry.notna(), "boundary_basis"]
        ]
        sure = [basis is not None and not basis.is_schematic for basis in bases]
        key = "notice" if not any(sure) else "notice_all" if all(sure) else "notice_some"
        return self.catalogue.texts["common"][key]

    def newest_event(self, layer: str) -> str | None:
        """Return the date of a layer's newest event counted on the day, at its precision."""
        return self._newest_events.get(layer)

    @cached_property
    def _newest_events(self) -> dict[str, str]:
        events = self.events.dropna(subset="date")
        counted = events[events["date"] <= self.as_of.isoformat()]
        newest = counted.sort_values("date", kind="stable").drop_duplicates("layer", keep="last")
        return {
            row["layer"]: at_precision(row["date"], row.get("date_precision"))
            for row in newest.to_dict("records")
        }

    def confirmed(self, layer: str) -> LayerSettings:
        """Return what the authority says of a layer as a whole."""
        return self.settings.layers.get(layer, LayerSettings())

    def stored(self) -> Iterator[tuple[str, StoredLayer]]:
        """Return all layers, tables and histories as the store found them, by name."""
        yield from self.layers.items()
        yield from self.histories.items()

    def trace(self) -> dict[str, str | bool]:
        """Return what every output carries: revision, as-of date, version, whether forced."""
        return {
            "revision": self.revision,
            "as_of": self.as_of.isoformat(),
            "version": __version__,
            "forced": self.forced,
        }

    def title(self, lang: Lang) -> str:
        """Return the plan's title in one language."""
        return self.settings.title.say(lang)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The finished tables of single features, one row each.

    `status`: layer, code, name_vi, name_en, status, date, date_precision, date_kind, basis,
    source, decision, note; `area`: layer, code, declared_area_ha, estimated_area_ha,
    geodesic_area_ha, grid_area_ha, difference_ha, difference_pct, verdict, reason and what the
    verdict rests on.
    """

    status: pd.DataFrame
    area: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Ledger(Standing):
    """What there is, and how much: `totals` has layer, by, group, count, sums of area columns."""

    totals: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Stated(Standing):
    """What there is, and what is said of it: what the map page shows.

    `claims` and `targets`: one row a statement, with its verdict.
    """

    claims: pd.DataFrame
    targets: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Tables(Ledger, Stated):
    """All finished tables."""


@dataclass(frozen=True, kw_only=True)
class Overlay:
    """What the features of two layers share: a finished table of pairs, and one of totals.

    `pairs`: layer, code, name_vi, name_en of the first and, with `other_` before, of the second;
    `relation` (equal, contains, within, cuts, touches); `shared_ha` on the ellipsoid, or
    `shared_m` where the two share lines; `share_pct` and `other_share_pct`, the share of either,
    NaN where they only touch;
    `uncertainty_m` of both outlines together (NaN where it is not stated); `sureness` (certain,
    extent, undecided, unstated; see `measure.sureness`); `legal` (`conflict` where both are of
    one legal type and share ground, `conflict_undecided` where that is not sure, `expected` where
    they are of two legal types, else None); the shared piece as geometry, in the plan's system.

    `totals`: one row for each feature of the first layer: `own_ha` or `own_m`, `others` that
    share ground with it, `shared_ha` or `shared_m` **counted once** (the union of all that is
    shared), `shared_pct`, `counted_twice_ha` or `_m` (by how much the pairs exceed the union),
    `outside_ha` or `_m` (what no other holds); `geometry_missing` and `mended` tell of its own
    outline.

    `within_doubt`: the pairs that lie apart by no more than both outlines may be off, so that they
    may as well meet: names as in `pairs`, `distance_m`, `uncertainty_m`, the shortest line.

    `without_outline` names the features of the second that have none, so that nothing can be
    decided of them; `mended` those whose outline crossed itself and counts as what it encloses.
    """

    pairs: gpd.GeoDataFrame
    totals: pd.DataFrame
    within_doubt: gpd.GeoDataFrame
    without_outline: tuple[str, ...]
    mended: tuple[str, ...]
