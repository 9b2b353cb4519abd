"""Geometries as well-known binary, and their rings read straight out of it.

Source: OGC Simple Feature Access 1.2.1, clause 8.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan.measure.rings import Rings, rings_of
from zoneplan.nesting import COLLECTION, CURVES, holds_curve

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LITTLE_ENDIAN = 1
_ABSENT = -1
_POLYGON, _MULTIPOLYGON = 3, 6
_Z_AND_M = 1000
"""What has heights or measures counts its type on by thousands."""
_TYPE_BYTES = 5
_PART_BYTES = 9
_POINT_BYTES = 16


class _OtherwiseWrittenError(Exception):
    """Something that is not a flat, closed polygon in little-endian order."""


@dataclass(frozen=True)
class Wkb:
    """Geometries in one buffer of bytes: that of row i lies from `starts[i]` to `ends[i]`.

    A row without geometry starts at -1, one whose geometry is unreadable at -2.
    """

    buffer: bytes
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    @property
    def absent(self) -> NDArray[np.bool_]:
        """Which rows have no geometry, not even one that cannot be read."""
        return np.asarray(self.starts == _ABSENT)

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Which rows have no geometry that can be read."""
        return np.asarray(self.starts < 0)

    def shapes(self) -> NDArray[np.object_]:
        """Return the geometries as objects; None where there is none or GEOS cannot read it."""
        spans = zip(self.starts.tolist(), self.ends.tolist(), strict=True)
        pieces = np.array(
            [None if start < 0 else self.buffer[start:end] for start, end in spans], dtype=object
        )
        try:
            shapes: NDArray[np.object_] = shapely.from_wkb(pieces, on_invalid="ignore")
        except NotImplementedError:  # a curve
            shapes = np.array([_shape(piece) for piece in pieces], dtype=object)
        return shapes

    @property
    def curved(self) -> NDArray[np.bool_]:
        """Which rows hold a curve or what may consist of curves, which shapely does not read."""
        content = np.frombuffer(self.buffer, dtype=np.uint8)
        row = np.flatnonzero(~self.missing & (self.ends - self.starts >= _TYPE_BYTES))
        at = self.starts[row]
        kinds = (_items(content, order)[at + 1] for order in ("<u4", ">u4"))
        kind = np.where(content[at] == _LITTLE_ENDIAN, *kinds) % _Z_AND_M
        curved = np.zeros(len(self.starts), dtype=bool)
        curved[row] = np.isin(kind, list(CURVES))
        for each in row[kind == COLLECTION]:
            curved[each] = holds_curve(self.buffer[self.starts[each] : self.ends[each]])
        return curved

    def some(self, rows: NDArray[np.intp]) -> Wkb:
        """Return some of the rows, by position."""
        return Wkb(self.buffer, self.starts[rows], self.ends[rows])

    def rings(self) -> Rings:
        """Return the rings of the areas; `missing` are also those that cannot be read."""
        try:
            return _Walk(self).rings()
        except _OtherwiseWrittenError:
            return rings_of(self.shapes())


def _shape(piece: bytes | None) -> shapely.Geometry | None:
    try:
        return shapely.from_wkb(piece, on_invalid="ignore")
    except NotImplementedError:
        return None


class _Walk:
    """Walks through all geometries at once, one ring of each at a step."""

    def __init__(self, wkb: Wkb) -> None:
        self.wkb = wkb
        self.bytes = np.frombuffer(wkb.buffer, dtype=np.uint8)
        self.found: list[tuple[NDArray[np.int64], ...]] = []

    def rings(self) -> Rings:
        row = np.flatnonzero(self.wkb.starts >= 0)
        at, parts = self._opened(self.wkb.starts[row])
        rings = np.zeros_like(parts)
        while len(row):
            opens = rings == 0
            rings[opens] = self._rings_of_part(at[opens])
            at[opens] += _PART_BYTES
            parts[opens] -= 1
            has_ring = rings > 0
            if has_ring.any():
                self._ring(row[has_ring], at, has_ring, opens[has_ring])
            rings[has_ring] -= 1
            left = (rings > 0) | (parts > 0)
            row, at, parts, rings = row[left], at[left], parts[left], rings[left]
        return self._flat()

    def _opened(self, at: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where the first part of each geometry begins, and how many parts it has."""
        several = self._type(at) == _MULTIPOLYGON
        parts = np.ones(len(at), dtype=np.int64)
        parts[several] = self._number(at[several] + 5)
        if (parts == 0).any():
            raise _OtherwiseWrittenError
        return at + np.where(several, _PART_BYTES, 0), parts

    def _rings_of_part(self, at: NDArray[np.int64]) -> NDArray[np.int64]:
        if (self._type(at) != _POLYGON).any():
            raise _OtherwiseWrittenError
        return self._number(at + 5)

    def _ring(
        self,
        row: NDArray[np.int64],
        cursor: NDArray[np.int64],
        has_ring: NDArray[np.bool_],
        is_shell: NDArray[np.bool_],
    ) -> None:
        """Note one ring of each row, and move the cursors behind it."""
        at = cursor[has_ring]
        size = self._number(at)
        start = at + 4
        end = start + _POINT_BYTES * size
        if (size == 0).any() or (end > self.wkb.ends[row]).any():
            raise _OtherwiseWrittenError
        self.found.append((row, start, size, is_shell.astype(np.int64)))
        cursor[has_ring] = end

    def _flat(self) -> Rings:
        missing = self.wkb.missing
        if not self.found:
            none = np.zeros(0, dtype=np.intp)
            return Rings(
                points=np.zeros((0, 2)), starts=none, owner=none, is_hole=none > 0, missing=missing
            )
        owner, start, size, is_shell = (
            np.concatenate(each) for each in zip(*self.found, strict=True)
        )
        order = np.argsort(owner, kind="stable")
        owner, start, size, is_shell = (each[order] for each in (owner, start, size, is_shell))
        ends = np.cumsum(size)
        first = ends - size
        points = self._points(start, first, size)
        if (points[first] != points[ends - 1]).any():
            raise _OtherwiseWrittenError
        return Rings(
            points=points, starts=first, owner=owner, is_hole=is_shell == 0, missing=missing
        )

    def _points(
        self, start: NDArray[np.int64], first: NDArray[np.int64], size: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Copy rings together, each as one piece, those with the same number of points at once."""
        points = np.empty((size.sum(), 2), dtype="<f8")
        content = points.view(np.uint8).reshape(-1)
        order = np.argsort(size, kind="stable")
        for same in np.split(order, np.flatnonzero(np.diff(size[order])) + 1):
            ring = f"V{_POINT_BYTES * size[same[0]]}"
            read = _items(self.bytes, ring)[start[same]]
            _items(content, ring)[_POINT_BYTES * first[same]] = read
        return points

    def _type(self, at: NDArray[np.int64]) -> NDArray[np.int64]:
        if (at + _PART_BYTES > len(self.bytes)).any() or (self.bytes[at] != _LITTLE_ENDIAN).any():
            raise _OtherwiseWrittenError
        return self._number(at + 1)

    def _number(self, at: NDArray[np.int64]) -> NDArray[np.int64]:
        if (at + 4 > len(self.bytes)).any():
            raise _OtherwiseWrittenError
        return _items(self.bytes, "<u4")[at].astype(np.int64)


def _items(content: NDArray[np.uint8], dtype: str) -> NDArray[np.generic]:
    """Return bytes as items of a type, one beginning at each byte."""
    count = max(len(content) - np.dtype(dtype).itemsize + 1, 0)
    return np.ndarray(count, dtype, content.data, strides=(1,))
