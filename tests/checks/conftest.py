"""Plans with one fault each, built from rows."""

import dataclasses

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from zoneplan import checks

GOOD = {
    "code": "A",
    "status": "filled",
    "boundary_basis": "surveyed",
    "boundary_uncertainty_m": 0.0,
}
EVENT = {
    "code": "A",
    "date": "2020-01-01",
    "date_precision": "day",
    "status": "filled",
    "date_kind": "since",
    "basis": "sourced",
    "source": "hearsay",
}


@pytest.fixture
def with_rows():
    """Put rows into a layer or table of a plan."""

    def put(plan, name, *rows):
        layer = plan.catalogue.layers[name]
        kinds = {"real": float, "integer": float}
        columns = {
            column.name: pd.Series(
                [row.get(column.name) for row in rows], dtype=kinds.get(column.type, object)
            )
            for column in layer.columns
        }
        shapes = [row.get("geometry") for row in rows]
        return plan.with_frame(layer, gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:9210"))

    return put


@pytest.fixture
def plan_with(plan_of):
    """A plan of industrial zones from rows over a good one, with one event of A unless others."""

    def make(*rows, events=(EVENT,), **more):
        return plan_of(*[{**GOOD, **row} for row in rows], events=events, **more)

    return make


@pytest.fixture
def findings():
    """The findings of one rule in a plan."""

    def of(plan, rule):
        return [finding for finding in checks.findings_of(plan) if finding.rule == rule]

    return of


@pytest.fixture
def box():
    """A rectangle by its offsets in metres from 600000, 2300000."""

    def of(west, south, east, north):
        return shapely.MultiPolygon(
            [shapely.box(600_000 + west, 2_300_000 + south, 600_000 + east, 2_300_000 + north)]
        )

    return of


@pytest.fixture
def told_on():
    """A plan as of another day."""

    def of(plan, day):
        return dataclasses.replace(plan, as_of=day)

    return of
