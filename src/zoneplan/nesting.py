"""What geometries well-known binary holds inside one another, told before GEOS follows them.

GEOS reads a geometry inside a geometry by calling itself, and ends the whole program where a file
nests more of them than its stack holds.

Source: OGC Simple Feature Access 1.2.1, clause 8.2; the flags are those of PostGIS (EWKB).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_NESTED = 100
LEAST_DEEP_BYTES = 900
"""What is no longer than this has no room for the headers of more."""
COLLECTION = 7
CURVES = range(8, 15)
_POINT, _POLYGON = 1, 3
_STRINGS = (2, 8)
_SIMPLE = (_POINT, *_STRINGS, _POLYGON)
_PLAIN = (struct.pack("<BI", 1, 3), struct.pack("<BIIBI", 1, 6, 1, 1, 3))
"""How a polygon, and a multipolygon of one, mostly begin: nothing can nest in these."""
_ORDERS = {0: ">", 1: "<"}
_HAS_Z, _HAS_M, _HAS_SRID = 0x8000_0000, 0x4000_0000, 0x2000_0000
_KIND = 0xFFFF
_THOUSAND = 1000
"""What has heights, measures or both counts its type on by one, two or three thousand."""
_COUNT_BYTES = 4


def nested_too_deeply(wkb: bytes) -> bool:
    """Tell whether more than `MOST_NESTED` geometries lie inside one another."""
    if len(wkb) <= LEAST_DEEP_BYTES or wkb.startswith(_PLAIN):
        return False
    return any(depth > MOST_NESTED for depth, _ in _held(wkb))


def holds_curve(wkb: bytes) -> bool:
    """Tell whether it is, or has anywhere inside, a curve or what may consist of curves."""
    return any(kind in CURVES for _, kind in _held(wkb))


def _held(wkb: bytes) -> Iterator[tuple[int, int]]:
    """Yield depth and type of each geometry in the order of the bytes, as far as they make sense.

    No count is believed: where the bytes end, so does the walk.
    """
    at, order, waiting = 0, "<", [1]
    while waiting:
        if waiting[-1] == 0:
            waiting.pop()
            continue
        waiting[-1] -= 1
        try:
            order = _ORDERS.get(wkb[at], order)
            (word,) = struct.unpack_from(f"{order}I", wkb, at + 1)
            at += 9 if word & _HAS_SRID else 5
            kind, point_bytes = _type(word)
            yield len(waiting), kind
            if kind in _SIMPLE:
                at = _behind(wkb, at, order, kind, point_bytes)
            else:
                waiting.append(*struct.unpack_from(f"{order}I", wkb, at))
                at += _COUNT_BYTES
        except (IndexError, struct.error):
            return


def _type(word: int) -> tuple[int, int]:
    """Return the type of geometry, and how many bytes each of its points has."""
    thousands, kind = divmod(word & _KIND, _THOUSAND)
    has_z, has_m = word & _HAS_Z or thousands in {1, 3}, word & _HAS_M or thousands in {2, 3}
    return kind, 8 * (2 + bool(has_z) + bool(has_m))


def _behind(wkb: bytes, at: int, order: str, kind: int, point_bytes: int) -> int:
    """Return where the points of a point, a line or a polygon end."""
    if kind == _POINT:
        return at + point_bytes
    strings = 1
    if kind == _POLYGON:
        (strings,) = struct.unpack_from(f"{order}I", wkb, at)
        at += _COUNT_BYTES
    for _ in range(strings):
        (points,) = struct.unpack_from(f"{order}I", wkb, at)
        at += _COUNT_BYTES + points * point_bytes
    return at
