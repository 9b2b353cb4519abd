"""Areas: declared against measured, whether comparing them means anything, and who signed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from zoneplan import measure

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from zoneplan.catalogue import Catalogue, Layer
    from zoneplan.plan import Plan

_BASIS_COLUMNS = ["area_source", "boundary_basis", "boundary_uncertainty_m", "boundary_source"]
AREA_COLUMNS = ["declared_area_ha", "estimated_area_ha", "geodesic_area_ha", "grid_area_ha"]
WITH_WATER = "declared_land_and_water_ha"
_SIGNED = ["explanation", "signed_by", "signed_on"]
_COLUMNS = [
    "layer",
    "code",
    *AREA_COLUMNS,
    "difference_ha",
    "difference_pct",
    "verdict",
    "reason",
    *_BASIS_COLUMNS,
    "difference_m2",
    "tolerance_pct",
    WITH_WATER,
    "area_source_kind",
    *_SIGNED,
]


def area_table(plan: Plan) -> pd.DataFrame:
    """Return one row for each feature: areas in hectares, difference, verdict and its reason.

    The difference is measured on the ellipsoid less declared, in ha and in per cent of declared,
    and in m² where it is below 1 ha. Verdicts: `no_outline`; `not_declared` (an estimate is no
    declaration, and an area with water none of land); `not_independent` where the outline was
    made to have its area or both come from one source, so that the difference proves nothing;
    else `agrees` or `differs`, by `tolerance_pct` of the outline's basis. A strip as wide as the
    outline's uncertainty along it tells whether that can explain a difference.
    `declared_land_and_water_ha` stands beside, never compared. `explanation`, `signed_by` and
    `signed_on` are the feature's newest sign-off by the plan's day.
    """
    parts = [_layer_rows(plan, layer) for layer in plan.features]
    if not parts:
        return pd.DataFrame(columns=_COLUMNS)
    table = pd.concat(parts, ignore_index=True)
    table["area_source_kind"] = table["area_source"].map(_source_kinds(plan)).astype(object)
    signed = _sign_offs(plan)
    for column in _SIGNED:
        table[column] = table["code"].map(signed[column]).astype(object)
    return table[_COLUMNS]


def _layer_rows(plan: Plan, layer: Layer) -> pd.DataFrame:
    frame = plan.frame(layer.name)
    rows = pd.DataFrame(index=frame.index)
    for column in (*AREA_COLUMNS[:2], WITH_WATER, *_BASIS_COLUMNS):
        rows[column] = frame.get(column)
    floats = [*AREA_COLUMNS[:2], WITH_WATER]
    rows[floats] = rows[floats].astype(float)
    rows["layer"], rows["code"] = layer.name, frame[layer.key]
    rows["geodesic_area_ha"] = measure.geodesic_area_ha(frame.geometry)
    rows["grid_area_ha"] = measure.grid_area_ha(frame.geometry)
    rows["difference_ha"] = rows["geodesic_area_ha"] - rows["declared_area_ha"]
    rows["difference_m2"] = (rows["difference_ha"] * measure.M2_PER_HA).where(
        rows["difference_ha"].abs() < 1
    )
    rows["difference_pct"] = (
        100 * rows["difference_ha"] / rows["declared_area_ha"].replace(0, np.nan)
    )
    rows["tolerance_pct"] = _tolerances(rows["boundary_basis"], plan.catalogue)
    rows["uncertain_ha"] = (
        frame.geometry.length * rows["boundary_uncertainty_m"].astype(float) / measure.M2_PER_HA
    )
    judged = [_verdict(row, plan.catalogue) for row in rows.to_dict("records")]
    rows["verdict"] = pd.Series([verdict for verdict, _ in judged], index=rows.index, dtype=object)
    rows["reason"] = pd.Series([reason for _, reason in judged], index=rows.index, dtype=object)
    return rows


def _tolerances(bases: pd.Series, catalogue: Catalogue) -> pd.Series:
    """Return the tolerance of each outline's basis in per cent; NaN where none is to be judged."""
    known = {code: basis.tolerance_pct for code, basis in catalogue.boundary_bases.items()}
    return bases.map(known).astype(float)


def _verdict(row: Mapping[Hashable, Any], catalogue: Catalogue) -> tuple[str, str | None]:
    """Return a feature's verdict and, where it needs one, the code of its reason."""
    if pd.isna(row["geodesic_area_ha"]):
        return "no_outline", None
    if pd.isna(row["declared_area_ha"]):
        return "not_declared", _instead(row)
    basis = catalogue.boundary_bases.get(row["boundary_basis"])
    dependence = measure.area_dependence(row, basis)
    if basis is None or dependence:
        return "not_independent", dependence
    return measure.area_agreement(row, basis)


def _instead(row: Mapping[Hashable, Any]) -> str | None:
    """Return what is known in place of a declared area of land; None where nothing is."""
    if pd.notna(row["estimated_area_ha"]):
        return "estimated"
    return "with_water_only" if pd.notna(row[WITH_WATER]) else None


def _source_kinds(plan: Plan) -> pd.Series:
    """Return the kind of each source (report, press, decision …), by its id."""
    sources = plan.tables["sources"].drop_duplicates("id").set_index("id")
    return sources["kind"].astype(object)


def _sign_offs(plan: Plan) -> pd.DataFrame:
    """Return each feature's newest sign-off by the plan's day; of two on one day the later row."""
    table = plan.tables["sign_offs"][["code", *_SIGNED]]
    signed = table.loc[table["signed_on"].fillna("").astype(str) <= plan.as_of.isoformat()]
    newest = signed.sort_values("signed_on", kind="stable", na_position="first")
    return newest.drop_duplicates("code", keep="last").set_index("code")
