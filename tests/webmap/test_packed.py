"""What the page's document packs is read back whole."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from zoneplan.webmap.columns import packed, packed_columns
from zoneplan.webmap.digits import MOST, SIGNS, digits, folded
from zoneplan.webmap.geometry import Outlines, packed_shapes

HALF_A_STEP = 0.5e-6
TEXTS = st.lists(st.one_of(st.none(), st.text(st.characters(codec="utf-8"))), min_size=1)


def whole(*numbers):
    return np.array(numbers, dtype=np.int64)


@given(numbers=st.lists(st.integers(0, MOST)))
def test_digits_are_read_back(reader, numbers):
    assert list(reader.numbers(digits(whole(*numbers)))) == numbers


def test_the_smallest_and_the_largest_of_each_length_are_read_back(reader):
    ends = [0, 9, 10, 4761, 4762, 144_153, 144_154, MOST]
    text = digits(whole(*ends))
    assert (len(text), list(reader.numbers(text))) == (1 + 1 + 2 + 2 + 3 + 3 + 4 + 6, ends)


@given(numbers=st.lists(st.integers(-10_000, 10_000)))
def test_numbers_of_either_sign_are_read_back(reader, numbers):
    assert [reader.unfolded(number) for number in folded(whole(*numbers)).tolist()] == numbers


def test_no_digit_has_a_meaning_in_a_page():
    assert not set(SIGNS) & set('"\\<`{} ')


@given(texts=TEXTS)
def test_texts_are_read_back(reader, texts):
    column = packed(pd.Series(texts, dtype=object)) or {"each": [None] * len(texts)}
    assert reader.column_of(column, len(texts)) == texts


@given(texts=st.lists(st.one_of(st.none(), st.text("ab", max_size=5)), min_size=4, unique=True))
def test_texts_that_begin_alike_are_read_back(reader, texts):
    column = packed(pd.Series(texts, dtype=object))
    assert "shared" in column
    assert reader.column_of(column, len(texts)) == texts


@given(figures=st.lists(st.one_of(st.none(), st.floats(-1e12, 1e12)), min_size=1))
def test_figures_are_read_back_to_the_last_bit(reader, figures):
    column = packed(pd.Series(figures, dtype=float)) or {"each": [None] * len(figures)}
    assert reader.column_of(column, len(figures)) == figures


@pytest.mark.parametrize(
    "cells",
    [[True, False, None], [1, "1", 1.5], [2**70, 1], [3, None, -4], ["A\U0001f600", "A\U0001f601"]],
)
def test_cells_of_any_kind_are_read_back(reader, cells):
    assert reader.column_of(packed(pd.Series(cells, dtype=object)), len(cells)) == cells


def test_an_empty_column_is_left_out():
    table = pd.DataFrame({"note": [None, None], "area": [np.nan, np.inf], "code": ["A", "B"]})
    assert list(packed_columns(table)) == ["code"]


def test_codes_in_order_take_little():
    codes = pd.Series([f"HP-{number:07d}" for number in range(10_000)])
    assert sum(len(part) for part in packed(codes).values()) < 3.2 * 10_000


@pytest.fixture
def shapes():
    with_hole = shapely.box(106, 20, 107, 21).difference(shapely.box(106.2, 20.2, 106.4, 20.4))
    return [
        with_hole,
        None,
        shapely.MultiPolygon([shapely.box(-1, -1, 0, 0), with_hole]),
        shapely.LineString([(106.1234567, 20.7654321), (-179.9, 89.9)]),
        shapely.Polygon(),
        shapely.Point(np.inf, 1),
        shapely.Point(106.1234567, 20.7654321),
    ]


def test_shapes_are_read_back_to_half_a_step(reader, shapes):
    packed_layer = packed_shapes(Outlines.of(gpd.GeoSeries(shapes, crs="EPSG:4326")))
    read = reader.shapes(packed_layer)
    assert [[len(part) for part in shape] for shape in read] == [[2], [], [1, 2], [1], [], [], [1]]
    for shape, parts in zip(shapes, read, strict=True):
        told = [point for part in parts for ring in part for point in ring]
        expected = shapely.get_coordinates(shape if parts else None)
        assert np.abs(np.array(told).reshape(-1, 2) - expected).max(initial=0) <= HALF_A_STEP


@pytest.mark.browser
def test_the_browser_reads_the_same(visit, hai_phong_page, reader):
    page = visit(hai_phong_page)
    told = page.evaluate(
        "zoneplan.plan().layers.map((l) => l.features.map((f) => ({code: f.code ?? undefined,"
        " shape: f.parts.map((p) => p.map((r) => r.map(([lat, lon]) => [lon, lat]))),"
        " values: f.values, area: f.area, history: f.history})))"
    )
    layers = reader.document_of(hai_phong_page)["layers"]
    for layer, features in zip(layers, told, strict=True):
        for feature, expected in zip(features, reader.features_of(layer), strict=True):
            shape = [[[list(at) for at in ring] for ring in part] for part in expected["shape"]]
            assert feature["shape"] == shape
            assert (feature.get("code"), known(feature["values"])) == (
                expected["code"],
                expected["values"],
            )
            assert known(feature["area"]) == expected["area"]
            assert [known(event) for event in feature["history"]] == expected["history"]


@pytest.mark.browser
def test_the_browser_reads_the_same_at_any_latitude(visit, render, plan_of, square, reader):
    sides, northings = (500, 40_000), range(-9_000_000, 9_000_001, 3_000_000)
    places = [(side, northing) for northing in northings for side in sides]
    rows = [
        {"code": f"P{i}", "geometry": square(600_000, northing, side)}
        for i, (side, northing) in enumerate(places)
    ]
    text = render(plan_of(*rows))
    told = visit(text).evaluate(
        "zoneplan.plan().layers.flatMap((l) => l.features.map((f) => f.parts[0][0]))"
    )
    features = [
        each for layer in reader.document_of(text)["layers"] for each in reader.features_of(layer)
    ]
    shells = [each["shape"][0][0] for each in features]
    assert told == [[[lat, lon] for lon, lat in shell] for shell in shells]


def known(row):
    return {name: cell for name, cell in (row or {}).items() if cell is not None}
