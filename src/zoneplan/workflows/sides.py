"""What is set against what: layers and features of the plan, water, files of other offices."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from zoneplan import analysis, exchange, store
from zoneplan.errors import IntakeError, PlanError
from zoneplan.language import Text
from zoneplan.workflows.placing import in_plan, no_system

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zoneplan.catalogue import Layer
    from zoneplan.finding import Finding
    from zoneplan.plan import Plan

WATER = "water"
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "ma", "mã", "id"),
    "name_vi": ("name_vi", "fullname", "ten", "tên", "name"),
    "name_en": ("name_en",),
    "uncertainty_m": ("boundary_uncertainty_m", "uncertainty_m"),
}
"""Which field of a file tells what, the first that is there."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the user says of files: the system and layer, where a file leaves it open.

    `fields` says which field is the code, name_vi, name_en or uncertainty_m; `uncertainty_m` how
    far an outline may be off where the file does not tell, in metres.
    """

    crs: str | None = None
    part: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    uncertainty_m: float | None = None


@dataclass(frozen=True, kw_only=True)
class Side:
    """Features in the columns of `analysis.features_of`, what they are called, what was found.

    `source` is the layer, the code or the path from which they are.
    """

    name: str
    source: str
    title: Text
    features: gpd.GeoDataFrame
    findings: tuple[Finding, ...] = ()
    is_file: bool = False


def side(plan: Plan, name: str, reading: Reading) -> Side:
    """Return the layer, the feature or the file that a name stands for.

    Raises `PlanError` where it stands for none, `IntakeError` where a file cannot be used.
    """
    layers = {each.name: each for each in _drawn(plan)}
    if name in layers:
        return of_layer(plan, layers[name])
    if name == WATER:
        return water(plan)
    for layer in layers.values():
        if (plan.frame(layer.name)[layer.key] == name).any():
            features = analysis.features_of(plan, layer, codes=[name])
            return Side(name=name, source=name, title=layer.title, features=features)
    path = Path(name)
    if path.suffix or path.exists():
        return _file(plan, path, reading)
    raise PlanError(
        vi=f"{name!r} không phải là lớp, mã của đồ án hay tệp. Các lớp: "
        f"{', '.join([*layers, WATER])}.",
        en=f"{name!r} is no layer, no code of the plan and no file. The layers: "
        f"{', '.join([*layers, WATER])}.",
    )


def of_layer(plan: Plan, layer: Layer) -> Side:
    """Return a whole layer."""
    features = analysis.features_of(plan, layer)
    return Side(name=layer.name, source=layer.name, title=layer.title, features=features)


def water(plan: Plan) -> Side:
    """Return what the plan's backdrop of land does not cover, as far as the backdrop reaches.

    As unsure as the backdrop's shore. Empty where there is no such backdrop.
    """
    grounds = [layer for layer in _drawn(plan) if layer.role == "backdrop"]
    areas = [layer for layer in grounds if layer.geometry == "MultiPolygon"]
    lands = [of_layer(plan, layer).features for layer in areas]
    land = pd.concat(lands, ignore_index=True) if lands else None
    title = plan.catalogue.texts["common"]["water"]
    count = 0 if land is None or land.geometry.isna().all() else 1
    columns = {
        "layer": [WATER] * count,
        "code": [WATER] * count,
        "name_vi": [title.vi] * count,
        "name_en": [title.en] * count,
        "legal_type": [None] * count,
        "uncertainty_m": [] if land is None or not count else [land["uncertainty_m"].max()],
    }
    shapes = [] if land is None or not count else [_outside(land.geometry)]
    return Side(
        name=WATER,
        source=WATER,
        title=title,
        features=gpd.GeoDataFrame(columns, geometry=shapes, crs=plan.settings.crs),
    )


def _outside(land: gpd.GeoSeries) -> shapely.Geometry:
    shapes = gpd.GeoSeries(land).make_valid()
    return shapely.difference(shapely.box(*shapes.total_bounds), shapes.union_all())


def _drawn(plan: Plan) -> Iterator[Layer]:
    for layer in plan.catalogue.with_role("feature", "line", "backdrop"):
        if layer.name in plan.layers:
            yield layer


def _file(plan: Plan, path: Path, reading: Reading) -> Side:
    if path.suffix.lower() in exchange.TABLES:
        frame = _coordinate_table(plan, path, reading)
        findings: tuple[Finding, ...] = ()
    else:
        received = exchange.read_features(path, layer=reading.part, crs=reading.crs)
        if received.crs is None and received.frame.geometry.notna().any():
            raise no_system(path.name, plan)
        _refuse_misplaced(received.frame, path.name, received.crs)
        frame, findings = received.frame, received.findings
    table = _told(frame, path.name, reading)
    shapes = gpd.GeoSeries(in_plan(frame.geometry, plan), crs=plan.settings.crs)
    features = gpd.GeoDataFrame(table, geometry=shapes.to_numpy(), crs=plan.settings.crs)
    return Side(
        name=path.name,
        source=str(path.resolve()),
        title=Text(path.name, path.name),
        features=features,
        findings=findings,
        is_file=True,
    )


def _coordinate_table(plan: Plan, path: Path, reading: Reading) -> gpd.GeoDataFrame:
    lines = exchange.read_rows(path, store.read_bytes(path), sheet=reading.part)
    annex = exchange.read_annex(lines, where=path.name, crs=reading.crs)
    if annex.crs is None:
        raise no_system(path.name, plan)
    codes: tuple[str | None, ...] = annex.codes or (None,)
    shapes = [exchange.outline_of(annex, code=code) for code in codes]
    names = [code or path.stem for code in codes]
    frame = gpd.GeoDataFrame({"code": names}, geometry=shapes, crs=annex.crs)
    _refuse_misplaced(frame, path.name, annex.crs)
    return frame


def _refuse_misplaced(frame: gpd.GeoDataFrame, where: str, system: str | None) -> None:
    points = shapely.get_coordinates(np.asarray(frame.geometry.array, dtype=object))
    if system is not None and len(points):
        exchange.refuse_misplaced(points, where=where, crs=system)


def _told(frame: gpd.GeoDataFrame, where: str, reading: Reading) -> pd.DataFrame:
    """Return what the file tells of its features, in our columns; its row where it has no code."""
    held = {str(name).casefold(): name for name in frame.columns if name != "geometry"}
    named = {column: name for name, column in reading.fields.items()}
    for name in reading.fields:
        if name not in frame.columns:
            raise IntakeError(
                vi=f"{where} không có trường {name!r}; có: {', '.join(map(repr, held.values()))}.",
                en=f"{where} has no field {name!r}; it has {', '.join(map(repr, held.values()))}.",
            )
    columns: dict[str, pd.Series] = {}
    for column, words in _FIELDS.items():
        found = named.get(column) or next((held[word] for word in words if word in held), None)
        columns[column] = (
            pd.Series(np.nan, index=frame.index) if found is None else pd.Series(frame[found])
        )
    rows = pd.Series([f"#{at + 1}" for at in range(len(frame))], dtype=object)
    doubt = pd.to_numeric(columns.pop("uncertainty_m"), errors="coerce").astype(float)
    texts = {
        name: pd.Series([_text(each) for each in values], dtype=object)
        for name, values in columns.items()
    }
    texts["code"] = texts["code"].fillna(rows)
    table = pd.DataFrame({"layer": where, **texts}, index=frame.index)
    table["legal_type"] = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    stated = np.nan if reading.uncertainty_m is None else reading.uncertainty_m
    table["uncertainty_m"] = doubt.where(doubt >= 0).fillna(stated)
    return table


def _text(value: object) -> str | None:
    """Return a value of a file as text, a whole number without decimals; None where it is empty."""
    if value is None or value == "" or value != value:  # noqa: PLR0124 - not a number
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
