"""The texts of a drawing: which outline each names, and in what encoding its font had it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from ezdxf.entities.mtext import MText
from ezdxf.entities.text import Text
from ezdxf.lldxf.encoding import decode_dxf_unicode

from zoneplan.exchange.legacy_text import recognised
from zoneplan.exchange.received import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ezdxf.document import Drawing
    from ezdxf.entities.dxfentity import DXFEntity

    from zoneplan.finding import Finding

_VIETNAMESE = "cp1258"


def is_text(entity: DXFEntity) -> bool:
    """Tell whether an entity is a text, or the attribute of a block."""
    return isinstance(entity, (Text, MText))


def texts_in(
    shapes: list[shapely.Geometry], entities: Iterable[DXFEntity]
) -> tuple[list[str | None], list[tuple[str, tuple[float, float]]]]:
    """Return the text in each outline, lines from top to bottom, and the texts in none.

    A text counts for the smallest outline around its insertion point.
    """
    labels = [_label(each) for each in entities if is_text(each)]
    labels = sorted((each for each in labels if each[0]), key=lambda each: (-each[1][1], each[1]))
    areas = shapely.area(shapes)
    tree = shapely.STRtree(shapes)
    held: dict[int, list[str]] = {}
    loose = []
    for text, at in labels:
        around = tree.query(shapely.Point(at), predicate="intersects")
        if len(around):
            held.setdefault(int(around[np.argmin(areas[around])]), []).append(text)
        else:
            loose.append((text, at))
    return ["\n".join(held[row]) if row in held else None for row in range(len(shapes))], loose


def _label(entity: DXFEntity) -> tuple[str, tuple[float, float]]:
    if isinstance(entity, MText):
        at = entity.dxf.insert
        return decode_dxf_unicode(str(entity.plain_text())).strip(), (float(at.x), float(at.y))
    if isinstance(entity, Text):
        _, first, second = entity.get_placement()
        at = entity.ocs().to_wcs(second or first)
        return decode_dxf_unicode(entity.plain_text()).strip(), (float(at.x), float(at.y))
    return "", (0.0, 0.0)


def as_seen(document: Drawing, texts: list[str | None]) -> list[str | None]:
    """Return the texts as Windows-1252 shows their bytes where these are in an older encoding.

    A Vietnamese Windows calls the code page 1258 although the font is that of TCVN3 or VNI.
    """
    if document.encoding != _VIETNAMESE:
        return texts
    western = [
        None if text is None else text.encode(_VIETNAMESE, "replace").decode("cp1252", "replace")
        for text in texts
    ]
    return western if recognised(western) else texts


def outside(loose: list[tuple[str, tuple[float, float]]], layer: str) -> Iterator[Finding]:
    """Yield a finding on the texts that lie in no outline."""
    if loose:
        text, at = loose[0]
        yield told(
            "texts-outside",
            "note",
            layer,
            at=at,
            vi=f"{len(loose)} dòng chữ nằm ngoài mọi đường bao, ví dụ {text!r}.",
            en=f"{len(loose)} texts lie in no outline, such as {text!r}.",
        )
