"""The legend: exactly what is drawn, with counts and hectares, and what could not be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.patches import Rectangle

from zoneplan.figures.ground import QUAY_COLOUR, QUAY_WIDTH, line_layers
from zoneplan.figures.marks import draw_polygons
from zoneplan.figures.page import INK, QUIET
from zoneplan.figures.typeface import line_mm, width_mm, wrapped
from zoneplan.language import number, stated

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from zoneplan.figures.content import Group
    from zoneplan.figures.page import Box, Page
    from zoneplan.figures.typeface import Face
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_SWATCH_MM = (9.0, 4.4)
_TEXT_MM = 11.5
_GAP_MM = 1.0
_COUNT_MM = 21.0
_PT = 7.5


class Legend:
    """A column that is filled from the top: `y` is where the next row begins, in mm."""

    def __init__(self, page: Page, plan: Plan, column: Box, lang: Lang) -> None:
        self.page, self.plan, self.column, self.lang = page, plan, column, lang
        self.y = column.top

    def draw(self, groups: Sequence[Group]) -> None:
        """Draw the whole legend of some groups."""
        text = self.plan.catalogue.texts["figure"]
        look: dict[str, Any] = {"size": 7, "colour": QUIET, "horizontalalignment": "right"}
        for key, x in (("count", self.column.right - _COUNT_MM), ("hectares", self.column.right)):
            self.page.write(x, self.y + line_mm(7), [text[key].say(self.lang)], **look)
        for layer in dict.fromkeys(group.layer.name for group in groups):
            own = [group for group in groups if group.layer.name == layer]
            self._heading(own[0].layer.title.say(self.lang), own)
            for position, group in enumerate(groups):
                if group.layer.name == layer and len(group.drawn):
                    self._status(group, position)
            for group in own:
                self._missing(group)
        self._note(text["areas"].say(self.lang))
        self._outlines(groups)
        self._lines()

    def _heading(self, title: str, groups: Sequence[Group] = ()) -> None:
        self.y -= 1.6 if self.y < self.column.top else 0
        within = self.column.width - (26 if groups else 0)
        words = wrapped(title, 8, within, "bold")
        self.page.write(
            self.column.left, self.y, words, size=8, face="bold", label="legend-heading"
        )
        if groups:
            features = [group.features for group in groups]
            self._figures(features, self.y, bold=True)
        self.y -= line_mm(8) * len(words) + _GAP_MM

    def _status(self, group: Group, position: int) -> None:
        top = self._words(group.title, label="legend-status", figures=[group.drawn])
        width, height = _SWATCH_MM
        left, bottom = self.column.left, top - height + 0.4
        if group.light:
            land = self.plan.catalogue.ground["land"]
            self.page.put(Rectangle((left, bottom), width, height, facecolor=land, zorder=1))
        lines_drawn = list(group.drawn["line"])
        usual = max(dict.fromkeys(lines_drawn), key=lines_drawn.count)
        draw_polygons(
            self.page.axes,
            np.array([shapely.box(left, bottom, left + width, bottom + height)]),
            np.array([usual], dtype=object),
            group.style,
            label=f"legend-{group.layer.name}-{position}",
            unit=1,
            enlarged=self.page.enlarged,
            light=group.light,
        )

    def _missing(self, group: Group) -> None:
        """Write the features without outline: they have no swatch."""
        if len(group.missing) == 0:
            return
        names = ", ".join(group.missing["name"])
        why = self.plan.catalogue.text("figure", "no_outline", self.lang)
        words = f"{names} – {group.title} ({why})" if group.status else f"{names} ({why})"
        self._words(words, label="legend-missing", figures=[group.missing])

    def _outlines(self, groups: Sequence[Group]) -> None:
        bases = self.plan.catalogue.boundary_bases
        drawn = dict.fromkeys(basis for group in groups for basis in group.drawn["basis"])
        by_line: dict[str, list[str]] = {}
        for code, basis in bases.items():
            if code in drawn:
                by_line.setdefault(basis.line, []).append(basis.title.say(self.lang))
        if by_line:
            self._heading(self.plan.catalogue.text("figure", "outlines", self.lang))
        for line, titles in by_line.items():
            width = {"solid": 1.1, "thin": 0.55, "dashed": 0.7}.get(line, 0.0)
            dashes = (0, (4, 2)) if line == "dashed" else "solid"
            self._line_row("; ".join(titles), width=width, colour=INK, linestyle=dashes)

    def _lines(self) -> None:
        catalogue = self.plan.catalogue
        rivers = [
            layer
            for layer in catalogue.with_role("backdrop")
            if layer.geometry == "LineString"
            and layer.name in self.plan.layers
            and len(self.plan.frame(layer.name))
        ]
        quays = [catalogue.layers[name] for name in line_layers(self.plan)]
        for layer in quays:
            self._line_row(layer.title.say(self.lang), width=QUAY_WIDTH, colour=QUAY_COLOUR)
        for layer in rivers:
            colour = catalogue.ground["river"]
            self._line_row(layer.title.say(self.lang), width=1.5, colour=colour)

    def _line_row(
        self, title: str, *, width: float, colour: str, linestyle: object = "solid"
    ) -> None:
        top = self._words(title, label="legend-line")
        y = top - line_mm(_PT) / 2
        left, wide = self.column.left, self.page.enlarged
        stroke = self.page.axes.plot(
            [left, left + _SWATCH_MM[0]], [y, y], color=colour, linewidth=width * wide
        )[0]
        stroke.set_linestyle(linestyle)  # type: ignore[arg-type]

    def _words(self, words: str, *, label: str, figures: Sequence[pd.DataFrame] = ()) -> float:
        """Write a row's words and figures; return where the row began."""
        top = self.y
        taken = self._figures(figures, top) if figures else 0.0
        rows = wrapped(words, _PT, self.column.width - _TEXT_MM - taken - 1.5)
        self.page.write(self.column.left + _TEXT_MM, top, rows, size=_PT, label=label)
        self.y = top - max(line_mm(_PT) * len(rows), _SWATCH_MM[1] if figures else 0) - _GAP_MM
        return top

    def _figures(
        self, features: Sequence[pd.DataFrame], top: float, *, bold: bool = False
    ) -> float:
        """Write count and hectares at the right; return the width that they take."""
        count = sum(len(rows) for rows in features)
        area = sum(round(value, 4) for rows in features for value in rows["area_ha"].dropna())
        some = any(rows["estimated"].any() for rows in features)
        known = any(rows["area_ha"].notna().any() for rows in features)
        hectares = f"{'≈ ' if some else ''}{stated(area, self.lang)}" if known else "–"
        face: Face = "bold" if bold else "regular"
        look: dict[str, Any] = {
            "size": _PT,
            "face": face,
            "horizontalalignment": "right",
            "label": "legend-figures",
        }
        self.page.write(self.column.right, top, [hectares], **look)
        self.page.write(self.column.right - _COUNT_MM, top, [number(count, self.lang)], **look)
        return _COUNT_MM + width_mm(number(count, self.lang), _PT, face)

    def _note(self, words: str) -> None:
        rows = wrapped(words, 7, self.column.width)
        self.page.write(self.column.left, self.y, rows, size=7, colour=QUIET)
        self.y -= line_mm(7) * len(rows)
