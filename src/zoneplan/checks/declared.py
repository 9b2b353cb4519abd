"""Rules on declared figures: areas and quay lengths against what is drawn."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from zoneplan import measure
from zoneplan.checks.geometry import drawn, inside
from zoneplan.checks.wording import figure, listed
from zoneplan.finding import Place, check
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping
    from typing import Any

    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

_LEAST_TOLERANCE_M = 1.0
"""Quay lengths are declared in whole metres."""
_GRID_PCT = 0.2
"""Within 4 degrees of its meridian, TM-3 enlarges no area by more than this."""
_BERTH, _QUAY, _AREA = "berth", "declared_quay_m", "declared_area_ha"
_SOURCES = ["boundary_basis", "area_source", "boundary_source"]
_GROUNDS = [*_SOURCES, "boundary_uncertainty_m", _AREA]


def declared_areas(plan: Plan) -> pd.DataFrame:
    """Return the outlines with a declared area, and whether comparing the two means anything.

    Columns: layer, code, those of `_GROUNDS`, shape, and `dependence`, None where it may.
    """
    parts = [_declared(plan, layer) for layer in plan.features if layer.has(_AREA)]
    return pd.concat([_declared_nothing(), *parts], ignore_index=True)


def differing_areas(plan: Plan) -> list[dict[Hashable, Any]]:
    """Return the independent outlines whose area differs from declared beyond the tolerance.

    Adds to the row of `declared_areas`: basis, geodesic_area_ha, difference_ha, difference_pct,
    uncertain_ha, and `reason` where the outline's uncertainty can explain it.
    """
    areas = declared_areas(plan)
    free = areas.loc[areas["dependence"].isna()]
    bases = free["boundary_basis"].map(plan.catalogue.boundary_bases)
    tolerances = bases.map(lambda basis: basis.tolerance_pct or 0).astype(float)
    shapes = gpd.GeoSeries(free["shape"], crs=plan.settings.crs)
    off_pct = 100 * (measure.grid_area_ha(shapes) / free[_AREA].astype(float) - 1).abs()
    # What agrees by far on the grid agrees on the ellipsoid, which takes longer to measure.
    doubtful = off_pct + _GRID_PCT > tolerances
    rows = free.loc[doubtful].assign(basis=bases[doubtful])
    rows["geodesic_area_ha"] = measure.geodesic_area_ha(shapes.loc[doubtful])
    rows["difference_ha"] = rows["geodesic_area_ha"] - rows[_AREA].astype(float)
    rows["difference_pct"] = 100 * rows["difference_ha"] / rows[_AREA].astype(float)
    doubt = rows["boundary_uncertainty_m"].astype(float)
    rows["uncertain_ha"] = shapes.loc[doubtful].length * doubt / measure.M2_PER_HA
    judged = [(row, measure.area_agreement(row, row["basis"])) for row in rows.to_dict("records")]
    return [{**row, "reason": reason} for row, (verdict, reason) in judged if verdict == "differs"]


@check(
    "area-differs",
    "warning",
    vi="Diện tích công bố phải khớp với diện tích đo, trong dung sai của ranh giới.",
    en="A declared area agrees with the measured one, within the tolerance of the outline.",
    asks=differing_areas,
)
def area_differs(areas: list[dict[Hashable, Any]]) -> Iterator[Place]:
    """Find independent outlines whose area differs by more than their uncertainty explains."""
    for row in areas:
        if row["reason"] is None:
            yield _difference(
                row,
                vi="Hãy xem lại ranh giới hoặc số công bố, và ghi giải trình.",
                en="Look at the outline or the figure again, and explain it.",
            )


@check(
    "area-differs-within-uncertainty",
    "note",
    vi="Chênh lệch diện tích vượt dung sai nhưng sai số của ranh giới đủ giải thích.",
    en="An area differs by more than the tolerance, which the outline's uncertainty can explain.",
    asks=differing_areas,
)
def area_differs_within_uncertainty(areas: list[dict[Hashable, Any]]) -> Iterator[Place]:
    """Find independent outlines whose area differs by no more than their uncertainty explains."""
    for row in areas:
        if row["reason"] is not None:
            doubt = figure(row["boundary_uncertainty_m"])
            yield _difference(
                row,
                vi=f"Sai số ±{doubt.vi} m của ranh giới đủ giải thích; cần ranh giới chính xác "
                "hơn để kết luận.",
                en=f"The outline's ±{doubt.en} m can explain it; a better outline is needed to "
                "decide.",
            )


@check(
    "area-not-independent",
    "note",
    vi="Diện tích công bố được so với ranh giới độc lập.",
    en="A declared area is compared with an independent outline.",
    asks=declared_areas,
)
def area_not_independent(areas: pd.DataFrame) -> Iterator[Place]:
    """Count, by layer, the outlines that prove nothing of the declared area."""
    for layer, own in areas.loc[areas["dependence"].notna()].groupby("layer"):
        codes = listed(own["code"])
        yield Place(
            layer=str(layer),
            message=Text(
                vi="Số ranh giới không độc lập với diện tích công bố (vẽ theo diện tích, cùng "
                f"nguồn hoặc không ghi nguồn), so sánh không chứng minh gì: {codes}. "
                "Hãy nhập ranh giới chính thức khi có.",
                en="Outlines not independent of the declared area (drawn to have it, of one "
                f"source, or of no stated source), so that comparing proves nothing: {codes}. "
                "Bring in official outlines when there are any.",
            ),
        )


@check(
    "quay-length-differs",
    "warning",
    vi="Chiều dài tuyến bến đo trên bản đồ phải khớp với số công bố.",
    en="A quay as drawn is as long as declared.",
)
def quay_length_differs(plan: Plan) -> Iterator[Place]:
    """Find berths whose quay lines differ from declared by more than their ends are uncertain.

    Tolerance: the greatest of 1 m, the per cent of the outline's basis, and two ends each off by
    the berth's uncertainty (times the root of 2).
    """
    for layer in _quay_layers(plan):
        berths = plan.frame(layer.of or "").drop_duplicates("code").set_index("code")
        quays = plan.frame(layer.name)
        lines = quays.loc[drawn(quays) & quays[_BERTH].isin(berths.index)]
        lengths = measure.geodesic_length_m(lines.geometry).groupby(lines[_BERTH]).sum()
        berths = berths.loc[lengths.index].assign(length_m=lengths).dropna(subset=_QUAY)
        doubts = dict(zip(berths.index, measure.uncertainty_m(plan, berths), strict=True))
        for code, row in berths.iterrows():
            tolerance = _quay_tolerance_m(plan, row.to_dict(), doubts[code])
            if abs(row["length_m"] - row[_QUAY]) <= tolerance:
                continue
            drawn_m, told_m = figure(row["length_m"], decimals=1), figure(row[_QUAY], decimals=1)
            within, line = figure(tolerance, decimals=1), lines.loc[lines[_BERTH] == code].geometry
            yield Place(
                layer=layer.of or "",
                code=str(code),
                at=inside(line.iloc[0]),
                where=line.union_all(),
                message=Text(
                    vi=f"{code}: tuyến bến vẽ dài {drawn_m.vi} m, công bố {told_m.vi} m, lệch quá "
                    f"{within.vi} m. Hãy xem lại tuyến bến hoặc số công bố.",
                    en=f"{code}: the quay is drawn {drawn_m.en} m long and declared {told_m.en} m, "
                    f"more than {within.en} m apart. Look at the line or the figure again.",
                ),
            )


def _declared(plan: Plan, layer: Layer) -> pd.DataFrame:
    frame = plan.frame(layer.name)
    own = frame.loc[frame[_AREA].notna() & drawn(frame) & frame.geometry.is_valid]
    rows = pd.DataFrame(own).reindex(columns=_GROUNDS).astype(object)
    grounds = [tuple(row) for row in rows[_SOURCES].itertuples(index=False)]
    why = {
        each: measure.area_dependence(
            dict(zip(_SOURCES, each, strict=True)), plan.catalogue.boundary_bases.get(each[0])
        )
        for each in set(grounds)
    }
    return rows.assign(
        layer=layer.name,
        code=own[layer.key],
        shape=own.geometry.to_numpy(),
        dependence=pd.Series([why[each] for each in grounds], index=rows.index, dtype=object),
    )


def _declared_nothing() -> pd.DataFrame:
    columns = ["layer", "code", *_GROUNDS, "shape", "dependence"]
    return pd.DataFrame({name: pd.Series([], dtype=object) for name in columns})


def _difference(row: Mapping[Hashable, Any], *, vi: str, en: str) -> Place:
    names = (_AREA, "geodesic_area_ha", "difference_ha", "difference_pct")
    declared, measured, difference, share = (figure(row[name], decimals=2) for name in names)
    tolerance = figure(row["basis"].tolerance_pct or 0, decimals=2)
    return Place(
        layer=row["layer"],
        code=row["code"],
        at=inside(row["shape"]),
        message=Text(
            vi=f"{row['code']}: công bố {declared.vi} ha, đo {measured.vi} ha, chênh "
            f"{difference.vi} ha ({share.vi} %; dung sai {tolerance.vi} %). {vi}",
            en=f"{row['code']}: declared {declared.en} ha, measured {measured.en} ha, difference "
            f"{difference.en} ha ({share.en} %; tolerance {tolerance.en} %). {en}",
        ),
    )


def _quay_layers(plan: Plan) -> Iterator[Layer]:
    for layer in plan.catalogue.with_role("line"):
        target = plan.catalogue.layers.get(layer.of or "")
        if layer.name in plan.layers and layer.has(_BERTH) and target and target.has(_QUAY):
            yield layer


def _quay_tolerance_m(plan: Plan, berth: Mapping[Hashable, Any], doubt_m: float) -> float:
    basis = plan.catalogue.boundary_bases.get(berth["boundary_basis"])
    share = (basis.tolerance_pct or 0) / 100 if basis else 0
    return float(max(_LEAST_TOLERANCE_M, share * berth[_QUAY], sqrt(2) * doubt_m))
