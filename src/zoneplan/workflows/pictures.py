"""The figures of a plan as pictures for a document: at its size, in a resolution that it bears."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan import figures
from zoneplan.errors import OutputError
from zoneplan.figures import Paper
from zoneplan.report import full
from zoneplan.workflows.figure import Order, the_set

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from zoneplan.figures import Figure
    from zoneplan.language import Lang
    from zoneplan.plan import Plan
    from zoneplan.workflows.figure import Drawing

_WIDTH_MM = 160.0
# Where each figure stands in a report, and how high it is across an upright page.
_PLACES: Mapping[str, tuple[str, float]] = {
    "zones": ("status", 205.0),
    "port": ("status", 215.0),
    "zone": ("status", 205.0),
    "progress": ("progress", 180.0),
    "areas": ("ledger", 200.0),
    "land": ("groups", 125.0),
    "capital": ("indicators", 165.0),
}
_DPI = (300, 220, 170, 130, 100, 75)
_BYTES_PER_MB = 1_000_000
_GROWTH, _FAR_OVER = 1.25, 1.4


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """Pictures by the section that they stand in, and how many pixels an inch they have.

    `lowered` tells that there was no room for the full resolution.
    """

    by_section: Mapping[str, list[full.Picture]]
    dpi: int
    lowered: bool


def pictures_of(
    plan: Plan, lang: Lang, *, sections: Collection[str] = (), max_mb: float | None = None
) -> Pictures:
    """Return the figures that belong into some sections of a report, into all if none is named.

    With `max_mb` the resolution is lowered until all pictures together are below so many million
    bytes. Raises `OutputError` where they are not even at the lowest.
    """
    drawn = [
        (place, drawing, drawing.figure(Order(lang=lang, paper=Paper(_WIDTH_MM, height))))
        for drawing in the_set(plan)
        for place, height in [_PLACES[drawing.name]]
        if not sections or place in sections
    ]
    dpi, pngs = _rendered(plan, [figure for _, _, figure in drawn], max_mb)
    by_section: dict[str, list[full.Picture]] = {}
    for (place, drawing, figure), png in zip(drawn, pngs, strict=True):
        by_section.setdefault(place, []).append(_picture(plan, drawing, figure, png, lang))
    return Pictures(by_section=by_section, dpi=dpi, lowered=dpi < _DPI[0])


def _rendered(plan: Plan, drawn: list[Figure], max_mb: float | None) -> tuple[int, list[bytes]]:
    """Return the finest resolution that has room, and the pictures in it."""
    size = taken = 0.0
    for dpi in _DPI:
        guess = size * (dpi / _DPI[0]) ** _GROWTH
        if max_mb is not None and guess > _FAR_OVER * max_mb and dpi != _DPI[-1]:
            continue
        pngs = [figures.png(figure, plan, dpi=dpi) for figure in drawn]
        taken = sum(map(len, pngs)) / _BYTES_PER_MB
        size = size or taken
        if max_mb is None or taken <= max_mb:
            return dpi, pngs
    raise OutputError(
        vi=f"Các hình chiếm {taken:.1f} MB ngay cả ở {_DPI[-1]} dpi, quá mức --max-mb {max_mb:g}. "
        "Hãy cho thêm chỗ, chọn bớt phần bằng --section, hoặc bỏ hình bằng --no-figures.",
        en=f"The figures take {taken:.1f} MB even at {_DPI[-1]} dpi, more than --max-mb "
        f"{max_mb:g}. Give more room, choose fewer parts with --section, or leave them out with "
        "--no-figures.",
    )


def _picture(plan: Plan, drawing: Drawing, figure: Figure, png: bytes, lang: Lang) -> full.Picture:
    return full.Picture(
        png=png,
        caption=figures.short_caption(plan, drawing.title, lang),
        alternative=f"{drawing.title.say(lang)}: {figures.described(figure)}",
        width_mm=_WIDTH_MM,
    )
