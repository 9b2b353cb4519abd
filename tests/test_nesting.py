import struct

import pytest
import shapely

from zoneplan import gpkg
from zoneplan.nesting import MOST_NESTED, holds_curve, nested_too_deeply

POINT = shapely.to_wkb(shapely.Point(1, 2), byte_order=1)
HEADER = b"GP\x00\x01" + (9210).to_bytes(4, "little")


def inside(wkb, *, times, order="<", kind=7, before=b""):
    """Bytes inside collections inside each other, each behind a geometry of its own."""
    count = 1 + bool(before)
    return (struct.pack(f"{order}BII", order == "<", kind, count) + before) * times + wkb


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"order": ">"},
        {"kind": 6},
        {"kind": 3007},
        {"kind": 0x8000_0007},
        {"before": POINT},
        {"before": shapely.to_wkb(shapely.Point(1, 2, 3), byte_order=0)},
        {"before": shapely.to_wkb(shapely.set_srid(shapely.Point(1, 2), 9210), include_srid=True)},
        {"before": shapely.to_wkb(shapely.box(0, 0, 1, 1))},
        {"before": shapely.to_wkb(shapely.LineString([(0, 0, 0), (1, 1, 1)]), flavor="iso")},
    ],
    ids=str,
)
def test_what_nests_too_deeply_is_told_however_it_is_written(how):
    assert not nested_too_deeply(inside(POINT, times=MOST_NESTED - 1, **how))
    assert nested_too_deeply(inside(POINT, times=MOST_NESTED, **how))
    blob = HEADER + inside(POINT, times=20_000, **how)
    assert gpkg.decoded([blob])[1].tolist() == [True]
    assert gpkg.wkb_spans(*gpkg.joined([blob]))[1].tolist() == [-2]


def test_many_side_by_side_are_not_deep():
    many = shapely.to_wkb(shapely.GeometryCollection([shapely.MultiPoint([(0, 0)] * 9)] * 999))
    assert not nested_too_deeply(many)
    assert not nested_too_deeply(many[:-5])


def test_a_curve_is_seen_wherever_it_lies():
    arc = struct.pack("<BII6d", 1, 8, 3, 0, 0, 1, 1, 2, 0)
    assert holds_curve(arc)
    assert holds_curve(inside(arc, times=3, before=POINT))
    assert not holds_curve(inside(POINT, times=3, before=POINT))
