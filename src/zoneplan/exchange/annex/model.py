"""A decision's annex: rings of points with the lengths and areas that it states beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zoneplan.exchange.annex.headings import Datum


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A stated figure, and the worth of its last printed digit."""

    value: float
    step: float


@dataclass(frozen=True, kw_only=True)
class ColumnPair:
    """All points as one pair of columns gives them, n × 2, easting or longitude first.

    `label` are the words over the columns; `crs` is the system that they or the titles name, None
    where they name none. `step` is the worth of the last printed digit, in the columns' unit.
    A point that the pair does not give is NaN.
    """

    label: str
    datum: Datum | None
    crs: str | None
    degrees: bool
    points: NDArray[np.float64]
    step: float


@dataclass(frozen=True, kw_only=True)
class Ring:
    """One ring, not repeated at its end: names and points in the order of the annex.

    `points` are n × 2, easting or longitude first, as stated. `edges_m` holds the stated length
    from each point to the next and round, None where none is stated. `stray` is a closing point
    with the first one's name that lies elsewhere.
    """

    heading: str | None
    code: str | None
    names: tuple[str, ...]
    points: NDArray[np.float64]
    edges_m: tuple[float | None, ...] | None
    edge_step_m: float
    area_m2: Stated | None
    stray: tuple[float, float] | None

    @property
    def title(self) -> str:
        """Return the heading, the code or the first point's name, for a sentence."""
        return self.heading or self.code or f"{self.names[0]}…"


@dataclass(frozen=True, kw_only=True)
class Annex:
    """What an annex states; nothing moved or mended.

    `crs` is the system of the rings' points, None where neither annex nor user names it.
    `named_crs` is what the annex itself names. `unread` are stated areas that could not be read.
    """

    where: str
    rings: tuple[Ring, ...]
    pairs: tuple[ColumnPair, ...]
    names: tuple[str, ...]
    crs: str | None
    named_crs: str | None
    degrees: bool
    step: float
    area_m2: Stated | None
    unread: tuple[str, ...]

    @property
    def points(self) -> NDArray[np.float64]:
        """Return the points of all rings, n × 2, easting or longitude first, as stated."""
        return np.vstack([ring.points for ring in self.rings])

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the features in the annex, in order; none where it has no codes."""
        return tuple(dict.fromkeys(ring.code for ring in self.rings if ring.code))
