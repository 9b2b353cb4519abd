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
    from collections.abc import Callable, Collection, Mapping, Sequence

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
    """Pictures by the section that they stand in, and how many pixels an inch they have."""

    by_section: Mapping[str, list[full.Picture]]
    dpi: int

    @property
    def lowered(self) -> bool:
        """Tell whether there was no room for the full resolution."""
        return self.dpi < _DPI[0]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Drawn figures of a plan, each with the section of a report that it belongs into."""

    plan: Plan
    lang: Lang
    figures: Sequence[tuple[str, Drawing, Figure]] = ()

    @classmethod
    def of(cls, plan: Plan, lang: Lang, *, sections: Collection[str] = ()) -> Drawn:
        """Return the figures that belong into some sections, into all if none is named."""
        drawn = [
            (place, drawing, drawing.figure(Order(lang=lang, paper=Paper(_WIDTH_MM, height))))
            for drawing in the_set(plan)
            for place, height in [_PLACES[drawing.name]]
            if not sections or place in sections
        ]
        return cls(plan=plan, lang=lang, figures=drawn)

    def at(self, dpi: int) -> Pictures:
        """Return them as pictures of so many pixels an inch."""
        by_section: dict[str, list[full.Picture]] = {}
        for place, drawing, figure in self.figures:
            png = figures.png(figure, self.plan, dpi=dpi)
            picture = _picture(self.plan, drawing, figure, png, self.lang)
            by_section.setdefault(place, []).append(picture)
        return Pictures(by_section=by_section, dpi=dpi)


def within(
    drawn: Drawn, written: Callable[[Pictures], bytes], *, max_mb: float | None = None
) -> tuple[bytes, Pictures]:
    """Return the file as it is written with the finest pictures that it has room for, and these.

    The whole file is no more than `max_mb` million bytes. Raises `OutputError` where it is more
    even with the coarsest pictures.
    """
    size = taken = 0.0
    for dpi in _DPI if drawn.figures else _DPI[:1]:
        guess = size * (dpi / _DPI[0]) ** _GROWTH
        if max_mb is not None and guess > _FAR_OVER * max_mb and dpi != _DPI[-1]:
            continue
        pictures = drawn.at(dpi)
        file = written(pictures)
        taken = len(file) / _BYTES_PER_MB
        size = size or taken
        if max_mb is None or taken <= max_mb:
            return file, pictures
    raise _too_large(taken, max_mb or 0, pictured=bool(drawn.figures))


def _too_large(taken: float, max_mb: float, *, pictured: bool) -> OutputError:
    if not pictured:
        return OutputError(
            vi=f"Báo cáo nặng {taken:.2g} MB dù không có hình, quá mức --max-mb {max_mb:g}. "
            "Hãy cho thêm chỗ, hoặc chọn bớt phần bằng --section.",
            en=f"The report takes {taken:.2g} MB without any figure, more than --max-mb "
            f"{max_mb:g}. Give more room, or choose fewer parts with --section.",
        )
    return OutputError(
        vi=f"Báo cáo nặng {taken:.2g} MB ngay cả khi hình ở {_DPI[-1]} dpi, quá mức --max-mb "
        f"{max_mb:g}. Hãy cho thêm chỗ, chọn bớt phần bằng --section, hoặc bỏ hình bằng "
        "--no-figures.",
        en=f"The report takes {taken:.2g} MB even with figures at {_DPI[-1]} dpi, more than "
        f"--max-mb {max_mb:g}. Give more room, choose fewer parts with --section, or leave the "
        "figures out with --no-figures.",
    )


def _picture(plan: Plan, drawing: Drawing, figure: Figure, png: bytes, lang: Lang) -> full.Picture:
    return full.Picture(
        png=png,
        caption=figures.short_caption(plan, drawing.title, lang, drawing.sources),
        alternative=f"{drawing.title.say(lang)}: {figures.described(figure)}",
        width_mm=_WIDTH_MM,
    )
