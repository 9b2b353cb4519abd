"""Rules on outlines: flat, without specks and spikes, without overlaps, slivers and gaps."""

import dataclasses

import pytest
import shapely

SPIKE = shapely.MultiPolygon(
    [
        shapely.Polygon(
            [
                (600_000, 2_300_000),
                (600_100, 2_300_000),
                (600_100, 2_300_100),
                (600_051, 2_300_100),
                (600_050, 2_300_200),
                (600_049, 2_300_100),
                (600_000, 2_300_100),
            ]
        )
    ]
)


def test_heights_are_found(plan_with, findings, square):
    plan = plan_with({"geometry": shapely.force_3d(square(), 4)})
    assert findings(plan, "geometry-with-height")
    assert not findings(plan_with({"geometry": square()}), "geometry-with-height")


@pytest.mark.parametrize("case", [(3.0, True), (4.0, False)])
def test_a_speck_is_found_with_its_outline(plan_with, findings, box, square, case):
    side, found = case
    speck = box(500, 0, 500 + side, side)
    both = shapely.MultiPolygon([*square().geoms, *speck.geoms])
    places = [f.place for f in findings(plan_with({"geometry": both}), "geometry-tiny")]
    assert [shapely.Polygon(place.where).area for place in places] == [9.0] * found


def test_a_tiny_hole_is_found(plan_with, findings, box, square):
    holed = shapely.MultiPolygon([shapely.difference(square(), box(50, 50, 51, 51))])
    assert findings(plan_with({"geometry": holed}), "geometry-tiny")


def test_a_short_line_is_found(plan_with, with_rows, findings):
    lines = [shapely.LineString([(0, 0), (length, 0)]) for length in (0.5, 300)]
    rows = [{"code": f"Q{at}", "berth": "B1", "geometry": line} for at, line in enumerate(lines)]
    plan = with_rows(plan_with({}), "quays", *rows)
    assert [f.place.code for f in findings(plan, "geometry-tiny")] == ["Q0"]


def test_a_spike_is_found_at_its_point(plan_with, findings):
    (spike,) = findings(plan_with({"geometry": SPIKE}), "geometry-spiky")
    assert spike.place.at == (600_050, 2_300_200)


def test_a_spike_at_the_first_point_and_a_repeated_vertex_are_seen(plan_with, findings):
    ring = [*SPIKE.geoms[0].exterior.coords][:-1]
    turned = [*ring[4:], *ring[:4]]
    doubled = shapely.MultiPolygon([shapely.Polygon([turned[0], turned[0], *turned[1:]])])
    assert len(findings(plan_with({"geometry": doubled}), "geometry-spiky")) == 1


def pair(plan_with, box, *, shift, doubt=0.0, **second):
    """Two hectares side by side, the second moved by some metres."""
    return plan_with(
        {"geometry": box(0, 0, 100, 100), "boundary_uncertainty_m": doubt},
        {
            "code": "B",
            "geometry": box(100 + shift, 0, 200 + shift, 100),
            "boundary_uncertainty_m": doubt,
            **second,
        },
    )


@pytest.mark.parametrize(
    "case",
    [
        (-20, 0, "outlines-overlap"),
        (-20, 9, "outlines-overlap"),
        (-20, 11, "overlap-within-uncertainty"),
        (-0.5, 0, "overlap-sliver"),
        (-0.5, 1, "overlap-within-uncertainty"),
        (-0.001, 0, None),
        (0, 0, None),
        (0.5, 0, "gap-between-outlines"),
        (0.5, 1, "gap-within-uncertainty"),
        (1.5, 0, None),
    ],
)
def test_two_outlines_side_by_side(plan_with, findings, box, case):
    shift, doubt, rule = case
    plan = pair(plan_with, box, shift=shift, doubt=doubt)
    rules = [
        "outlines-overlap",
        "overlap-sliver",
        "overlap-within-uncertainty",
        "gap-between-outlines",
        "gap-within-uncertainty",
    ]
    assert [each for each in rules if findings(plan, each)] == ([rule] if rule else [])


def test_an_overlap_is_the_common_land_and_both_are_named(plan_with, findings, box):
    (found,) = findings(pair(plan_with, box, shift=-20), "outlines-overlap")
    assert found.place.where.area == pytest.approx(2000)
    assert "A and B overlap by 2,000.00 m²" in found.place.message.en


def test_containment_is_an_overlap(plan_with, findings, box):
    plan = plan_with(
        {"geometry": box(0, 0, 100, 100)}, {"code": "B", "geometry": box(20, 20, 40, 40)}
    )
    assert findings(plan, "outlines-overlap")


def test_one_outline_twice_is_an_overlap(plan_with, findings, square):
    plan = plan_with({"geometry": square()}, {"code": "B", "geometry": square()})
    assert findings(plan, "outlines-overlap")


def test_what_has_ended_takes_no_land(plan_with, findings, box):
    plan = pair(plan_with, box, shift=-20, status="closed")
    assert not findings(plan, "outlines-overlap")


def test_two_legal_types_may_overlap(plan_with, with_rows, findings, square):
    plan = with_rows(
        plan_with({"geometry": square()}), "economic_zones", {"code": "Z", "geometry": square()}
    )
    assert not findings(plan, "outlines-overlap")


def test_a_gap_is_told_with_its_width_and_line(plan_with, findings, box):
    (found,) = findings(pair(plan_with, box, shift=0.5), "gap-between-outlines")
    assert "0.50 m wide" in found.place.message.en
    # The corners beside the gap are near it too.
    assert found.place.where.length == pytest.approx(100, abs=2 * 0.5 + 0.01)


def test_neighbours_that_meet_at_a_corner_leave_no_gap(plan_with, findings, box):
    plan = plan_with(
        {"geometry": box(0, 0, 100, 100)}, {"code": "B", "geometry": box(100.5, 100.5, 200, 200)}
    )
    assert not findings(plan, "gap-between-outlines")


def test_an_outline_of_unstated_uncertainty_decides_nothing_unless_surveyed(
    plan_with, findings, box
):
    rough = {"boundary_uncertainty_m": None, "boundary_basis": "placeholder"}
    plan = plan_with(
        {"geometry": box(0, 0, 100, 100), **rough},
        {"code": "B", "geometry": box(50, 0, 150, 100), **rough},
    )
    (found,) = findings(plan, "overlap-within-uncertainty")
    assert "(not stated)" in found.place.message.en
    surveyed = pair(plan_with, box, shift=-50, doubt=None)
    assert findings(surveyed, "outlines-overlap")


@pytest.mark.parametrize(
    ("window", "found"), [((106, 20, 108, 22), 0), ((106, 20, 106.7, 22), 1), (None, 0)]
)
def test_an_outline_lies_in_the_plans_window(plan_with, findings, square, window, found):
    plan = plan_with({"geometry": square()})
    plan = dataclasses.replace(plan, settings=dataclasses.replace(plan.settings, window=window))
    assert len(findings(plan, "geometry-outside-window")) == found
