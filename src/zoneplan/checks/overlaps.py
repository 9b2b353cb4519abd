"""Rules on land that two outlines of one legal type both hold: overlaps and slivers."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import shapely

from zoneplan.checks.beside import between
from zoneplan.checks.geometry import inside
from zoneplan.checks.wording import figure
from zoneplan.finding import Place, check
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zoneplan.checks.beside import Between, Overlap


@check(
    "outlines-overlap",
    "error",
    vi="Hai đối tượng cùng loại pháp lý không chồng lên nhau.",
    en="Two features of one legal type do not overlap.",
    asks=between,
)
def outlines_overlap(found: Between) -> Iterator[Place]:
    """Find overlaps wider than the uncertainty of both outlines."""
    for pair in found.overlaps:
        if pair.width_class == "wide":
            yield _common(
                pair,
                vi="rộng hơn sai số của cả hai ranh giới. Hãy sửa một trong hai.",
                en="wider than the uncertainty of both outlines. Correct one of them.",
            )


@check(
    "overlap-sliver",
    "warning",
    vi="Hai ranh giới kề nhau dùng chung một cạnh, không lấn nhau một dải mảnh.",
    en="Two adjacent outlines share one edge, without a sliver that both hold.",
    asks=between,
)
def overlap_sliver(found: Between) -> Iterator[Place]:
    """Find overlaps narrower than 1 m that the uncertainty of the outlines does not explain."""
    for pair in found.overlaps:
        if pair.width_class == "sliver":
            yield _common(
                pair,
                vi="là một dải hẹp hơn 1 m. Hãy bắt dính hai ranh giới vào cạnh chung.",
                en="a sliver narrower than 1 m. Snap both outlines to one edge.",
            )


@check(
    "overlap-within-uncertainty",
    "note",
    vi="Chỗ chồng hẹp hơn sai số của hai ranh giới thì chưa kết luận được.",
    en="An overlap narrower than the uncertainty of both outlines decides nothing.",
    asks=between,
)
def overlap_within_uncertainty(found: Between) -> Iterator[Place]:
    """Find overlaps that the uncertainty of both outlines can explain."""
    for pair in found.overlaps:
        if pair.width_class == "uncertain":
            doubt = Text("chưa ghi", "not stated")
            if isfinite(pair.uncertainty_m):
                doubt = Text(*(f"±{each} m" for each in figure(pair.uncertainty_m)))
            yield _common(
                pair,
                vi=f"hẹp hơn sai số của hai ranh giới cộng lại ({doubt.vi}), nên chưa kết luận "
                "được. Cần ranh giới chính xác hơn.",
                en=f"narrower than both uncertainties together ({doubt.en}), so it decides "
                "nothing. Better outlines are needed.",
            )


def _common(pair: Overlap, *, vi: str, en: str) -> Place:
    one, other = pair.codes
    square_metres = shapely.area(pair.shape)
    in_ha = square_metres >= 10_000  # noqa: PLR2004 - 1 ha
    area = figure(square_metres / 10_000 if in_ha else square_metres, decimals=2)
    unit = "ha" if in_ha else "m²"
    return Place(
        layer=pair.layer,
        code=one,
        at=inside(pair.shape),
        where=pair.shape,
        message=Text(
            vi=f"{one} và {other} chồng nhau {area.vi} {unit}, {vi}",
            en=f"{one} and {other} overlap by {area.en} {unit}, {en}",
        ),
    )
