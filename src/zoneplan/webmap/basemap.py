"""An online basemap that a user asks for: where its tiles come from, and how far they may go."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEMPLATE = re.compile(r"(https://(?P<host>[a-z0-9.-]+(?::\d{1,5})?))/[\w./?&=%{}@~+-]*", re.ASCII)
_PLACES = ("{x}", "{y}", "{z}")
_DEEPEST = 17
_MARGIN = 0.25


@dataclass(frozen=True, kw_only=True)
class Basemap:
    """Tiles by an XYZ template; `origin` is all that the page may ask."""

    template: str
    origin: str
    host: str

    def within(self, bounds: Sequence[Sequence[float]]) -> dict[str, object]:
        """Return what the page needs: the template, the extent with a margin, the zoom levels."""
        (south, west), (north, east) = bounds
        high, wide = (max(span, 0.01) for span in (north - south, east - west))
        return {
            "url": self.template,
            "host": self.host,
            "bounds": [
                [round(south - _MARGIN * high, 4), round(west - _MARGIN * wide, 4)],
                [round(north + _MARGIN * high, 4), round(east + _MARGIN * wide, 4)],
            ],
            "zooms": [max(0, math.floor(math.log2(360 / wide)) - 1), _DEEPEST],
        }


def basemap_of(template: str) -> Basemap:
    """Return the basemap of a template such as `https://tiles.example.vn/{z}/{x}/{y}.png`.

    Raises `OutputError` where it is not https, names no host, or lacks a place.
    """
    match = _TEMPLATE.fullmatch(template)
    if match is None or sorted(re.findall(r"\{[^}]*\}?|\}", template)) != sorted(_PLACES):
        raise OutputError(
            vi=f"{template!r} không phải mẫu địa chỉ ô bản đồ dùng được. Hãy viết dạng "
            "https://máy-chủ/{z}/{x}/{y}.png, chữ thường, không có tên đăng nhập.",
            en=f"{template!r} is no usable address of map tiles. Write it as "
            "https://host/{z}/{x}/{y}.png, the host in small letters, without a login.",
        )
    return Basemap(template=template, origin=match[1], host=match["host"])
