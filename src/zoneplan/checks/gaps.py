"""Rules on the land between two outlines of one legal type that all but touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from zoneplan.checks.beside import between
from zoneplan.checks.geometry import inside
from zoneplan.checks.wording import figure
from zoneplan.finding import Place, check
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zoneplan.checks.beside import Between, Gap


@check(
    "gap-between-outlines",
    "warning",
    vi="Hai ranh giới kề nhau dùng chung một cạnh, không hở một khe mảnh.",
    en="Two adjacent outlines share one edge, without a gap between them.",
    asks=between,
)
def gap_between_outlines(found: Between) -> Iterator[Place]:
    """Find gaps narrower than 1 m that the uncertainty of the outlines does not explain."""
    for each in found.gaps:
        if not each.explained:
            yield _told(
                each,
                vi="Hãy bắt dính hai ranh giới vào cạnh chung.",
                en="Snap both outlines to one edge.",
            )


@check(
    "gap-within-uncertainty",
    "note",
    vi="Khe hẹp hơn sai số của hai ranh giới: nếu hai bên kề nhau, hãy vẽ chung một cạnh.",
    en="A gap narrower than both uncertainties: if the two adjoin, they are drawn with one edge.",
    asks=between,
)
def gap_within_uncertainty(found: Between) -> Iterator[Place]:
    """Find gaps narrower than 1 m that the uncertainty of both outlines can explain."""
    for each in found.gaps:
        if each.explained:
            yield _told(
                each,
                vi="Khe này hẹp hơn sai số của hai ranh giới; nếu hai bên kề nhau, hãy bắt dính "
                "vào cạnh chung.",
                en="It is narrower than the uncertainty of both outlines; if they adjoin, snap "
                "them to one edge.",
            )


def _told(each: Gap, *, vi: str, en: str) -> Place:
    one, other = each.codes
    width, length = figure(each.width_m, decimals=2), figure(shapely.length(each.shape))
    return Place(
        layer=each.layer,
        code=one,
        at=inside(each.shape),
        where=each.shape,
        message=Text(
            vi=f"{one} và {other} hở nhau một khe rộng {width.vi} m, dài {length.vi} m. {vi}",
            en=f"Between {one} and {other} is a gap {width.en} m wide and {length.en} m long. {en}",
        ),
    )
