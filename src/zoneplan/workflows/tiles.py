"""A layer cut into tiles, so that neighbours are looked at together and memory stays bounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_FEATURES_IN_A_TILE = 20_000
_LITTLE_GAINED = 0.9


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A piece of the plane, half open, and the positions of all features whose box meets it."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    members: NDArray[np.intp]

    def holds(self, at: tuple[float, float]) -> bool:
        """Tell whether a point lies in this tile; of all tiles just one holds it."""
        return bool(np.all(self.low <= at) and np.all(np.asarray(at) < self.high))


def tiles(
    boxes: NDArray[np.float64], *, reach: float, most: int = _FEATURES_IN_A_TILE
) -> Iterator[Tile]:
    """Yield tiles that cover the plane, none with more members than `most` where that can be.

    `boxes` (n × 4: least x and y, greatest x and y; NaN where there is none) meet a tile from as
    far as `reach`.
    """
    there = np.flatnonzero(~np.isnan(boxes).any(axis=1))
    whole = Tile(low=np.full(2, -np.inf), high=np.full(2, np.inf), members=there)
    waiting = [whole]
    while waiting:
        tile = waiting.pop()
        halves = _halves(tile, boxes, reach) if len(tile.members) > most else ()
        if halves:
            waiting += halves
        elif len(tile.members):
            yield tile


def _halves(tile: Tile, boxes: NDArray[np.float64], reach: float) -> tuple[Tile, ...]:
    """Return a tile cut across its longer side; nothing where its features all lie together."""
    own = boxes[tile.members]
    middles = (own[:, :2] + own[:, 2:]) / 2
    axis = int(np.argmax(np.ptp(middles, axis=0)))
    at = float(np.median(middles[:, axis]))
    left, right = own[:, axis] - reach < at, own[:, axis + 2] + reach >= at
    if max(left.sum(), right.sum()) > _LITTLE_GAINED * len(own):
        return ()
    high, low = tile.high.copy(), tile.low.copy()
    high[axis] = low[axis] = at
    return (
        Tile(low=low, high=tile.high, members=tile.members[right]),
        Tile(low=tile.low, high=high, members=tile.members[left]),
    )
