"""How sure an outline may look at a scale: as the page decides it in sureness.js."""

from __future__ import annotations

from typing import Literal, NamedTuple

_DASHED_FROM_PX, _SOFT_FROM_PX = 3, 6
_WIDEST_PX, _WIDEST_SHARE = 128, 0.35

Look = Literal["sharp", "dashed", "soft", "symbol"]


class Sureness(NamedTuple):
    """How an outline looks, and the half width of its soft edge in pixels."""

    look: Look
    edge: float


def sureness_at(line: str, uncertainty: float, radius: float, metres_per_pixel: float) -> Sureness:
    """Return how an outline looks whose basis asks for a line.

    `uncertainty`, and the `radius` of the circle of the same area, are metres.
    """
    pixels = uncertainty / metres_per_pixel
    if line == "solid" and pixels < _DASHED_FROM_PX:
        return Sureness("sharp", 0)
    if pixels < _SOFT_FROM_PX:
        is_dashed = line == "dashed" or pixels >= _DASHED_FROM_PX
        return Sureness("dashed" if is_dashed else "sharp", 0)
    edge = min(pixels, _WIDEST_PX, radius / metres_per_pixel * _WIDEST_SHARE)
    return Sureness("symbol" if uncertainty >= radius else "soft", edge)
