"""A boundary variant that follows from the facts: a part of an outline, cut at a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from zoneplan import measure
from zoneplan.language import BOTH, LANGUAGES, Text, number, stated

if TYPE_CHECKING:
    from zoneplan.catalogue import Catalogue

_GRID_M = 0.001


class Side(NamedTuple):
    """Features, and what they are called: an outline that is cut, or the layer it is cut at."""

    frame: gpd.GeoDataFrame
    title: Text


def part_of(whole: Side, by: Side, *, outside: bool, catalogue: Catalogue) -> dict[str, Any] | None:
    """Return the part of an outline within a layer, or `outside` it, and how sure that is.

    `whole` holds one feature; both are in one projected system. The part is a MultiPolygon with
    corners to the millimetre, None where nothing is left. Pieces so narrow that the layer's
    uncertainty covers them are slivers and left out. It is no surer than the less sure of both
    (`boundary_basis`, `boundary_uncertainty_m` in metres, None where either is not known);
    `boundary_source` is that of the outline, and `note` says in both languages how it was cut.
    """
    shape = measure.valid_shapes(whole.frame.geometry)[0]
    cover = shapely.union_all(measure.valid_shapes(by.frame.geometry))
    cut = shapely.difference if outside else shapely.intersection
    pieces = shapely.get_parts(cut(shape, cover, grid_size=_GRID_M))
    pieces = pieces[shapely.area(pieces) > 0]
    wide = measure.wider_than(pieces, 2 * (_uncertainty_m(by.frame) or 0.0))
    if not wide.any():
        return None
    slivers = gpd.GeoSeries(pieces[~wide], crs=whole.frame.crs)
    both = pd.concat([pd.DataFrame(side.frame) for side in (whole, by)])
    return {
        "boundary_basis": _least_sure(both, catalogue),
        "boundary_uncertainty_m": _uncertainty_m(both),
        "boundary_source": whole.frame.get("boundary_source", pd.Series([None])).iloc[0],
        "note": BOTH.join(_note(whole, by, catalogue, slivers, outside=outside)),
        "geometry": shapely.normalize(shapely.multipolygons(pieces[wide])),
    }


def _least_sure(rows: pd.DataFrame, catalogue: Catalogue) -> str | None:
    """Return the least sure basis of some outlines; the catalogue lists the surest first."""
    known = list(catalogue.boundary_bases)
    bases = list(rows.get("boundary_basis", pd.Series([None])))
    if not set(bases) <= set(known):
        return None
    least: str = max(bases, key=known.index)
    return least


def _uncertainty_m(rows: pd.DataFrame) -> float | None:
    doubts = rows.get("boundary_uncertainty_m", pd.Series([None])).astype(float)
    largest = float(doubts.max(skipna=False))
    return None if np.isnan(largest) else largest


def _note(
    whole: Side, by: Side, catalogue: Catalogue, slivers: gpd.GeoSeries, *, outside: bool
) -> Text:
    doubt, basis = _uncertainty_m(by.frame), _least_sure(pd.DataFrame(by.frame), catalogue)
    sure = catalogue.boundary_bases[basis].title if basis else Text("không rõ", "not known")
    side_vi, side_en = ("ngoài", "outside") if outside else ("trong", "within")
    vi, en = (
        f"({sure.say(lang)}" + (")" if doubt is None else f", ±{stated(doubt, lang)} m)")
        for lang in LANGUAGES
    )
    told = Text(
        vi=f"phần của {whole.title.vi} nằm {side_vi} lớp {by.title.vi} {vi}",
        en=f"the part of {whole.title.en} {side_en} the layer {by.title.en} {en}",
    )
    if slivers.empty:
        return told
    area = float(measure.geodesic_area_ha(slivers).sum())
    vi, en = (number(area, lang, decimals=2) for lang in LANGUAGES)
    return Text(
        vi=f"{told.vi}; bỏ {len(slivers)} mảnh vụn hẹp hơn sai số đó, cộng {vi} ha",
        en=f"{told.en}; {len(slivers)} slivers narrower than that left out, together {en} ha",
    )
