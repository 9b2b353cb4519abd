"""Status styles as SVG patterns; the legend, the map and the still picture fill with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zoneplan.catalogue import Hatch, Style

_PLAIN_TILE = 8
_DOT_RADIUS = 1.1


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One SVG pattern: a square filled with the style's colour under its hatch.

    `lines` is the data of one stroked path, `dot` the middle and radius of a dot.
    """

    id: str
    size: int
    turn: int
    fill: str
    colour: str
    lines: str
    dot: tuple[float, float] | None


def style_ids(styles: Mapping[str, Style]) -> dict[str, str]:
    """Return the id of each style's pattern: by position, for a name may hold anything."""
    return {name: f"style-{number}" for number, name in enumerate(styles)}


def tiles(styles: Mapping[str, Style]) -> list[Tile]:
    """Return the pattern of each style."""
    ids = style_ids(styles)
    return [_tile(ids[name], style.fill, style.hatch) for name, style in styles.items()]


def _tile(tile_id: str, fill: str, hatch: Hatch) -> Tile:
    size = max(hatch.spacing, 2) if hatch.pattern != "none" else _PLAIN_TILE
    upright, level = f"M{size / 2:g} 0V{size}", f"M0 {size / 2:g}H{size}"
    lines = {
        "slash": upright,
        "backslash": upright,
        "vertical": upright,
        "horizontal": level,
        "cross": upright + level,
        "grid": upright + level,
    }
    turns = {"slash": 45, "backslash": -45, "cross": 45}
    return Tile(
        id=tile_id,
        size=size,
        turn=turns.get(hatch.pattern, 0),
        fill=fill,
        colour=hatch.colour,
        lines=lines.get(hatch.pattern, ""),
        dot=(size / 2, _DOT_RADIUS) if hatch.pattern == "dots" else None,
    )
