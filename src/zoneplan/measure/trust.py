"""How far an outline may be trusted, and what comparing it with a declared area proves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from zoneplan.catalogue import BoundaryBasis
    from zoneplan.plan import Plan


def uncertainty_m(plan: Plan, frame: gpd.GeoDataFrame) -> NDArray[np.float64]:
    """Return how far each outline may be off, in metres.

    Where it is not stated: nothing for a surveyed or official outline, any distance for another.
    """
    columns = ["boundary_basis", "boundary_uncertainty_m"]
    told = pd.DataFrame(frame).reindex(columns=columns)
    known = plan.catalogue.boundary_bases.values()
    sure = told["boundary_basis"].isin([basis.code for basis in known if not basis.is_schematic])
    stated = told["boundary_uncertainty_m"].astype(float).clip(lower=0)
    doubt = stated.fillna(sure.map({True: 0.0, False: np.inf}))
    return np.asarray(doubt, dtype=np.float64)


def area_dependence(row: Mapping[Hashable, Any], basis: BoundaryBasis | None) -> str | None:
    """Return why comparing a declared area with an outline proves nothing; None where it may.

    `row` gives area_source and boundary_source. Codes of `verdict_reason`: `basis_unknown`,
    `made_to_area`, `unsourced`, `same_source`.
    """
    if basis is None:
        return "basis_unknown"
    if not basis.independent:
        return "made_to_area"
    if pd.isna(row["area_source"]) or pd.isna(row["boundary_source"]):
        return "unsourced"
    return "same_source" if row["area_source"] == row["boundary_source"] else None


def area_agreement(row: Mapping[Hashable, Any], basis: BoundaryBasis) -> tuple[str, str | None]:
    """Return whether an independent outline `agrees` with the declared area or `differs`.

    By the tolerance of the outline's basis; the reason is `outline_uncertainty` where a strip as
    wide as the uncertainty along the outline (`uncertain_ha`) can explain the difference.
    """
    if abs(row["difference_pct"]) <= (basis.tolerance_pct or 0):
        return "agrees", None
    explained = abs(row["difference_ha"]) <= row["uncertain_ha"]
    return "differs", "outline_uncertainty" if explained else None
