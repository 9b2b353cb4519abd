"""Boundary variants side by side: what each is, what it meets, and how each differs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from zoneplan import measure
from zoneplan.analysis.nearness import nearest_table
from zoneplan.analysis.overlay import overlay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

_GRID_M = 0.001
_LEAST_HA = 0.005
"""What is less is printed as 0.00 ha."""
_LINE = 1
_LEAST_SURE_FIRST = ("undecided", "unstated", "extent", "certain")

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What the variants are set against: `about` names it; how near it is may be asked as well."""

    about: str
    features: gpd.GeoDataFrame
    nearness: bool = False


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Variants side by side, in three finished tables.

    `measures`, one row for each measure of each variant: measure, about (what it is set against,
    else None), code, value, unit, plus_minus, told (the nearest), sureness (of what is shared: the
    least sure of its pairs, or of what may meet in the uncertainty). Measures: `total_ha` on the
    ellipsoid, give or take a strip as wide as the uncertainty along the outline; `land_ha` and
    `sea_ha`, give or take what the uncertainty of the shore moves between them; `perimeter_km`,
    `compactness`, `hull_share`, `parts`, `holes`; of each other layer `shared_ha` (`shared_m` of
    lines) counted once, `contained` and `cut` features, and `distance_m` along the geodesic to
    the nearest, 0 within. NaN where it cannot be decided: no outline, no shore, nothing there.

    `met`, the pairs of an overlay that share more than a boundary, with `about`. `differences`
    of each variant from each one named before it, two rows each: code, other_code (the earlier
    one), kind (`gained`, `lost`), area_ha on the ellipsoid, uncertainty_m of both outlines
    together (NaN where one is not stated), sureness (`undecided` where the difference is nowhere
    wider than that, `unstated`, else `certain`; None where there is none), geometry; no rows
    without outlines.
    `without_outline` names what of the other layers has none, so that nothing is decided of it.
    """

    measures: pd.DataFrame
    met: pd.DataFrame
    differences: gpd.GeoDataFrame
    without_outline: tuple[str, ...]


def compared(
    variants: gpd.GeoDataFrame, land: gpd.GeoDataFrame | None, others: Iterable[Beside]
) -> Compared:
    """Return variants side by side, and against land and other layers.

    All have the columns of `features_of`, in one projected system in metres.
    """
    rows = [*_total(variants), *(_shore(variants, land) if land is not None else ())]
    rows += _shape(variants)
    met: list[pd.DataFrame] = []
    nowhere: list[str] = []
    for other in others:
        features = _apart(other.features, variants)
        nowhere += features.loc[features.geometry.isna(), "code"].astype(str).tolist()
        pairs, counts = _met(variants, features)
        met.append(pairs.assign(about=other.about))
        rows += [row | {"about": other.about} for row in counts]
        if other.nearness:
            rows += [row | {"about": other.about} for row in _near(variants, features)]
    columns = ["measure", "about", "code", "value", "unit", "plus_minus", "told", "sureness"]
    return Compared(
        measures=pd.DataFrame(rows, columns=columns).astype(
            {"about": object, "told": object, "sureness": object}
        ),
        met=pd.concat(met, ignore_index=True) if met else pd.DataFrame(),
        differences=_differences(variants),
        without_outline=tuple(nowhere),
    )


def _differences(variants: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    shapes = measure.valid_shapes(variants.geometry)
    doubts = variants["uncertainty_m"].to_numpy(dtype=float)
    codes = variants["code"].to_numpy(dtype=object)
    rows = [
        {"code": codes[at], "other_code": codes[base], "kind": kind, "geometry": shape}
        | {"uncertainty_m": doubts[base] + doubts[at]}
        for base, at in combinations(range(len(shapes)), 2)
        if shapes[base] is not None and shapes[at] is not None
        for kind, shape in (
            ("gained", shapely.difference(shapes[at], shapes[base], grid_size=_GRID_M)),
            ("lost", shapely.difference(shapes[base], shapes[at], grid_size=_GRID_M)),
        )
    ]
    columns = ["code", "other_code", "kind", "uncertainty_m", "geometry"]
    table = gpd.GeoDataFrame(
        pd.DataFrame(rows, columns=columns), geometry="geometry", crs=variants.crs
    )
    table["uncertainty_m"] = table["uncertainty_m"].astype(float)
    table["area_ha"] = measure.geodesic_area_ha(table.geometry).to_numpy()
    table["sureness"] = _sureness(table)
    table["uncertainty_m"] = table["uncertainty_m"].where(np.isfinite(table["uncertainty_m"]))
    return table


def _sureness(table: gpd.GeoDataFrame) -> pd.Series:
    doubt = table["uncertainty_m"].to_numpy(dtype=float)
    wider = measure.wider_than(np.asarray(table.geometry, dtype=object), np.nan_to_num(doubt))
    sure = np.where(~wider, "undecided", np.where(np.isnan(doubt), "unstated", "certain"))
    there = table["area_ha"] >= _LEAST_HA
    return pd.Series(sure, index=table.index, dtype=object).where(there, None)


def _rows(
    variants: gpd.GeoDataFrame, name: str, values: Sequence[float] | NDArray[Any] | pd.Series
) -> Iterator[Row]:
    unit = name.rpartition("_")[2]
    for code, value in zip(variants["code"], values, strict=True):
        yield {
            "measure": name,
            "about": None,
            "code": code,
            "value": float(value),
            "unit": unit if unit in {"ha", "m", "km"} else None,
            "plus_minus": np.nan,
            "told": None,
            "sureness": None,
        }


def _total(variants: gpd.GeoDataFrame) -> Iterator[Row]:
    shapes = gpd.GeoSeries(measure.valid_shapes(variants.geometry), crs=variants.crs)
    doubt = variants["uncertainty_m"].to_numpy(dtype=float)
    strip = np.where(np.isfinite(doubt), shapes.length * doubt / measure.M2_PER_HA, np.nan)
    totals = _rows(variants, "total_ha", measure.geodesic_area_ha(shapes))
    yield from _with(totals, plus_minus=strip)


def _shape(variants: gpd.GeoDataFrame) -> Iterator[Row]:
    """Yield what an outline is by itself, its size apart."""
    shapes = gpd.GeoSeries(measure.valid_shapes(variants.geometry), crs=variants.crs)
    there = shapes.notna().to_numpy()
    edges = gpd.GeoSeries(shapely.boundary(shapes.to_numpy()), crs=variants.crs)
    yield from _rows(variants, "perimeter_km", measure.geodesic_length_m(edges) / 1000)
    yield from _rows(variants, "compactness", measure.compactness(shapes))
    yield from _rows(variants, "hull_share", measure.hull_share(shapes))
    parts, owner = shapely.get_parts(shapes.to_numpy(), return_index=True)
    holes = np.bincount(owner, shapely.get_num_interior_rings(parts), minlength=len(shapes))
    counts = np.bincount(owner, minlength=len(shapes))
    yield from _rows(variants, "parts", np.where(there, counts, np.nan))
    yield from _rows(variants, "holes", np.where(there, holes, np.nan))


def _with(rows: Iterator[Row], **columns: NDArray[Any]) -> Iterator[Row]:
    for at, row in enumerate(rows):
        yield row | {name: values[at] for name, values in columns.items()}


def _shore(variants: gpd.GeoDataFrame, land: gpd.GeoDataFrame) -> Iterator[Row]:
    """Yield what of each variant is land and what is sea, and what the shore's doubt moves."""
    shapes = measure.valid_shapes(variants.geometry)
    ground = shapely.union_all(measure.valid_shapes(land.geometry))
    doubt = float(land["uncertainty_m"].max(skipna=False))
    total, on_land = (
        _ha(each, variants) for each in (shapes, shapely.intersection(shapes, ground))
    )
    strip = np.full(len(shapes), np.nan)
    if np.isfinite(doubt):
        moved = [
            np.abs(_ha(shapely.intersection(shapes, ground.buffer(shift)), variants) - on_land)
            for shift in (-doubt, doubt)
        ]
        strip = np.maximum(*moved)
    yield from _with(_rows(variants, "land_ha", on_land), plus_minus=strip)
    yield from _with(_rows(variants, "sea_ha", total - on_land), plus_minus=strip)


def _ha(shapes: NDArray[np.object_], like: gpd.GeoDataFrame) -> NDArray[np.float64]:
    areas = measure.geodesic_area_ha(gpd.GeoSeries(shapes, crs=like.crs))
    return np.asarray(areas, dtype=np.float64)


def _met(variants: gpd.GeoDataFrame, features: gpd.GeoDataFrame) -> tuple[pd.DataFrame, list[Row]]:
    """Return the pairs that share more than a boundary, and what each variant shares in all."""
    found = overlay(variants, features)
    pairs = pd.DataFrame(found.pairs.loc[found.pairs["relation"] != "touches"])
    shapes = measure.valid_shapes(features.geometry)
    lines = bool((shapely.get_dimensions(shapes) == _LINE).any())
    known = variants.geometry.notna().to_numpy() & bool((~shapely.is_missing(shapes)).any())
    own = [pairs.loc[pairs["code"] == code] for code in variants["code"]]
    shared = (
        [each["shared_m"].sum() for each in own] if lines else found.totals["shared_ha"].to_numpy()
    )
    measures = {
        "shared_m" if lines else "shared_ha": shared,
        "contained": [each["relation"].isin(["contains", "equal"]).sum() for each in own],
        "cut": [each["relation"].isin(["cuts", "within"]).sum() for each in own],
    }
    doubted = set(found.within_doubt["code"])
    sure = [
        "undecided" if code in doubted else _least_sure(each["sureness"]) or at_best
        for code, each, at_best in zip(
            variants["code"], own, _sure_of_nothing(variants, features), strict=True
        )
    ]
    rows = [
        row | {"sureness": sure[at] if name.startswith("shared") else None}
        for name, values in measures.items()
        for at, row in enumerate(_rows(variants, name, np.where(known, values, np.nan)))
    ]
    return pairs.drop(columns="geometry"), rows


def _sure_of_nothing(variants: gpd.GeoDataFrame, features: gpd.GeoDataFrame) -> list[str | None]:
    """Return how sure it is that a variant shares nothing; None where its outlines decide it."""
    others = features.loc[features.geometry.notna(), "uncertainty_m"].astype(float)
    doubt = variants["uncertainty_m"].to_numpy(dtype=float) + others.sum(skipna=False)
    sure = np.select([np.isnan(doubt), np.isinf(doubt)], ["unstated", "undecided"], default="")
    return [str(each) or None for each in sure]


def _least_sure(found: pd.Series) -> str | None:
    """Return the least sure of how sure several overlaps are; None of none."""
    return next((each for each in _LEAST_SURE_FIRST if (found == each).any()), None)


def _apart(features: gpd.GeoDataFrame, variants: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the features that are no variant themselves."""
    keys = [pd.MultiIndex.from_frame(each[["layer", "code"]]) for each in (features, variants)]
    return gpd.GeoDataFrame(features.loc[~keys[0].isin(keys[1])].reset_index(drop=True))


def _near(variants: gpd.GeoDataFrame, features: gpd.GeoDataFrame) -> Iterator[Row]:
    found = nearest_table(variants, features)
    told = found["other_code"].to_numpy(dtype=object)
    doubt = found["uncertainty_m"].to_numpy(dtype=float)
    yield from _with(
        _rows(variants, "distance_m", found["distance_m"]), told=told, plus_minus=doubt
    )
