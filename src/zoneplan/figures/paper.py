"""The size of a sheet: by its name, or in millimetres."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMED = {"A4": (210.0, 297.0), "A3": (297.0, 420.0), "A1": (594.0, 841.0), "A0": (841.0, 1189.0)}
_SIDES = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(?:mm)?", re.IGNORECASE)
_LEAST_MM, _MOST_MM = 100.0, 2500.0


@dataclass(frozen=True)
class Paper:
    """A sheet's width and height in millimetres."""

    width_mm: float
    height_mm: float

    @classmethod
    def of(cls, size: str, *, landscape: bool = False) -> Paper:
        """Return the sheet of a name (A4, A3, A1, A0) or of width x height in millimetres.

        Raises `ValueError` for any other text, and for sides under 100 mm or over 2.5 m.
        """
        sides = _SIDES.fullmatch(size.strip())
        wide, high = (float(side) for side in sides.groups()) if sides else _named(size)
        if landscape and wide < high:
            wide, high = high, wide
        if min(wide, high) < _LEAST_MM or max(wide, high) > _MOST_MM:
            raise ValueError(size)
        return cls(wide, high)


def _named(size: str) -> tuple[float, float]:
    try:
        return _NAMED[size.strip().upper()]
    except KeyError as fault:
        raise ValueError(size) from fault


A4_LANDSCAPE = Paper(297, 210)
