"""Checking the outlines of a big layer of a file: each alone, then each with its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from zoneplan import checks, crs, exchange
from zoneplan.catalogue import Column, Layer, load_catalogue
from zoneplan.errors import IntakeError
from zoneplan.language import Text
from zoneplan.plan import Plan, Settings, StoredLayer, UnreadableValue
from zoneplan.workflows.check import Checked
from zoneplan.workflows.engines import in_threads, untold
from zoneplan.workflows.source import located, no_column
from zoneplan.workflows.tiles import tiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from numpy.typing import NDArray

    from zoneplan.exchange import Batch, BigLayer, Span
    from zoneplan.finding import Finding
    from zoneplan.workflows.source import Source
    from zoneplan.workflows.tiles import Tile

_REACH_M = 2.0
"""A gap is looked for up to 1 m from an outline."""
_KINDS = "none", "points", "lines", "areas"
"""What a row may be, by its dimension from -1."""
_CODE, _UNCERTAINTY = "code", "boundary_uncertainty_m"


class _Seen(NamedTuple):
    """What a batch told: keys, boxes (n × 4), dimensions, what each outline alone breaks."""

    keys: NDArray[np.int64]
    boxes: NDArray[np.float64]
    dimensions: NDArray[np.intp]
    findings: tuple[Finding, ...]


def check_file(
    source: Source,
    *,
    today: date,
    key: str | None = None,
    progress: Callable[[int, int], object] = untold,
) -> Checked:
    """Return what a file's reader has to say and what its outlines break, each place named.

    The plan beside it holds none of the outlines.

    Outlines are taken as they are drawn. `key` is the column that names a feature, else its row
    number does. `progress` is called with how many steps of how many are done. Raises
    `IntakeError` where the layer is in degrees, or what `area_of_layer` raises.
    """
    with exchange.opened_layer(source.path, layer=source.part, crs=source.system) as layer:
        system = located(layer, source)
        if crs.is_geographic(system):
            raise _in_degrees(source.path.name)
        if key is not None and key not in layer.columns:
            raise no_column(source.path.name, key, layer.columns)
        work = _Work(layer=layer, key=key, empty=_plan(layer, source, system, today))
        seen: list[tuple[NDArray[np.int64], NDArray[np.float64]]] = []
        findings, kinds = [*layer.findings], np.zeros(len(_KINDS), dtype=np.int64)
        for number, each in enumerate(in_threads(work.alone, layer.spans), start=1):
            seen.append(each[:2])
            findings += each.findings
            kinds += np.bincount(each.dimensions + 1, minlength=len(_KINDS))
            progress(number, 2 * len(layer.spans))
        found = _together(work, seen, progress)
    return Checked(
        plan=work.empty,
        kinds=dict(zip(_KINDS, kinds.tolist(), strict=True)),
        findings=tuple(sorted((*findings, *found), key=lambda finding: finding.sort_key())),
    )


def _together(
    work: _Work,
    seen: list[tuple[NDArray[np.int64], NDArray[np.float64]]],
    progress: Callable[[int, int], object],
) -> list[Finding]:
    if not seen:
        return []
    keys, boxes = (np.concatenate(each) for each in zip(*seen, strict=True))
    cut = list(tiles(boxes, reach=_REACH_M))
    findings: list[Finding] = []
    for number, found in enumerate(in_threads(partial(work.beside, keys), cut), start=1):
        findings += found
        progress(len(cut) + number, 2 * len(cut))
    return findings


@dataclass(frozen=True, kw_only=True)
class _Work:
    """What is done with the batches and the tiles of a layer."""

    layer: BigLayer
    key: str | None
    empty: Plan

    def alone(self, span: Span) -> _Seen:
        """Return the boxes of a span's features, and what each outline alone breaks."""
        batch = self.layer.reader(span)
        plan = self._plan_of(batch)
        shapes = np.asarray(plan.frame(self.layer.name).geometry, dtype=object)
        return _Seen(
            keys=batch.keys,
            boxes=shapely.bounds(shapes),
            dimensions=shapely.get_dimensions(shapes),
            findings=checks.findings_of(plan, asked_of_it=checks.OUTLINE_CHECKS),
        )

    def beside(self, keys: NDArray[np.int64], tile: Tile) -> list[Finding]:
        """Return what features of a tile break together, where the place lies in the tile.

        Both features of such a place meet the tile, so that no pair is missed, and no other tile
        holds the place, so that none is told twice.
        """
        plan = self._plan_of(self.layer.picker(keys[tile.members]))
        found = checks.findings_of(plan, asked_of_it=checks.NEIGHBOUR_CHECKS)
        return [each for each in found if each.place.at is None or tile.holds(each.place.at)]

    def _plan_of(self, batch: Batch) -> Plan:
        names: Iterable[object] = batch.keys.tolist()
        if self.key is not None:
            names = self.layer.attributes(batch.keys, (self.key,))[self.key]
        codes, shapes = [str(name) for name in names], batch.geometry.shapes()
        frame = gpd.GeoDataFrame(
            {_CODE: pd.Series(codes, dtype=object), _UNCERTAINTY: 0.0},
            geometry=gpd.GeoSeries(shapes, crs=self.empty.settings.crs),
        )
        damaged = np.flatnonzero(shapely.is_missing(shapes) & ~batch.geometry.absent)
        stored = replace(
            self.empty.layers[self.layer.name],
            frame=frame,
            unreadable=tuple(
                UnreadableValue(code=codes[at], column="geometry", value="blob") for at in damaged
            ),
        )
        return replace(self.empty, layers={self.layer.name: stored})


def _plan(layer: BigLayer, source: Source, system: str, today: date) -> Plan:
    """Return a plan of the one layer, without its features."""
    catalogue = load_catalogue()
    common, history = catalogue.texts["common"], catalogue.layers["status_history"].columns
    code = Column(name=_CODE, type="text", title=Text(layer.name, layer.name))
    only = Layer(
        name=layer.name,
        title=Text(layer.name, layer.name),
        role="feature",
        columns=(code,),
        geometry="MultiPolygon",
        file=source.path.name,
        legal_type=layer.name,
    )
    nothing = gpd.GeoDataFrame({_CODE: []}, geometry=[], crs=system)
    return Plan(
        settings=Settings(
            title=Text(layer.name, layer.name), authority=Text("", ""), crs=system, dated=today
        ),
        catalogue=replace(
            catalogue,
            layers={layer.name: only},
            texts={**catalogue.texts, "common": {**common, "notice": common["as_drawn"]}},
        ),
        layers={layer.name: StoredLayer(frame=nothing, stored_crs=system)},
        tables={},
        events=pd.DataFrame(columns=["layer", *(each.name for each in history)], dtype=object),
        as_of=today,
        revision=source.path.name,
    )


def _in_degrees(name: str) -> IntakeError:
    return IntakeError(
        vi=f"{name} tính bằng độ, quy tắc kiểm tra tính bằng mét. Hãy lưu lớp ở VN-2000 (EPSG:9210 "
        "cho Hải Phòng).",
        en=f"{name} counts in degrees, the rules in metres. Save the layer in VN-2000 (EPSG:9210 "
        "for Hải Phòng).",
    )
