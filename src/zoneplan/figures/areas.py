"""Area declared against area measured on the map, feature by feature, with the verdict."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import isnan
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Polygon, Rectangle

from zoneplan.figures.design import sizes, widths
from zoneplan.figures.furniture import surround
from zoneplan.figures.page import INK, QUIET, DoesNotFitError, fitted_page
from zoneplan.figures.paper import A4_LANDSCAPE
from zoneplan.figures.rows import Row, Section, draw_sections, rows_that_fit
from zoneplan.figures.typeface import width_mm
from zoneplan.figures.voice import Voice
from zoneplan.language import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from zoneplan.figures.design import Design
    from zoneplan.figures.page import Box, Page
    from zoneplan.figures.paper import Paper
    from zoneplan.figures.voice import Tongue
    from zoneplan.plan import Plan, Tables

_STATED = "#CFCABD"
_COLUMNS = ("declared", "geodesic", "difference_pct", "verdict")
_MARKS_MM = 7.5
_SMALLEST_WHOLE = 0.8
_Area = dict[str, Any]
_DEPENDENT = ("not_independent", "not_declared")


def areas(
    plan: Plan,
    tables: Tables,
    *,
    lang: Tongue = "vi",
    paper: Paper = A4_LANDSCAPE,
    design: Design | None = None,
) -> Figure:
    """Return the sheet of declared against measured areas, a row for each feature with an outline.

    Where the outline was made to have its area the mark is hollow: the two prove nothing of each
    other. Where there are more features than the paper has room for, those with the greatest
    difference stand and the others are counted.
    """
    voice = Voice.of(lang)
    compose = partial(_compose, plan=plan, tables=tables, voice=voice)
    return fitted_page(paper, compose, design=design)


def draw_area(axes: Axes, at: float, row: Mapping[str, Any], *, enlarged: float = 1) -> None:
    """Draw one feature's areas on axes in hectares: a bar as stated, a mark as measured."""
    stated, guessed = _stated(row)
    if stated is not None:
        bar = Rectangle((0, at - 0.3), stated, 0.6, linewidth=widths().axis * enlarged, zorder=2)
        bar.set(facecolor="white" if guessed else _STATED, edgecolor=QUIET, label="stated")
        bar.set_linestyle((0, (3, 1.6)) if guessed else "solid")
        axes.add_patch(bar)
    hollow = row["verdict"] in _DEPENDENT
    axes.plot(
        [row["geodesic_area_ha"]],
        [at],
        marker="D",
        markersize=3.4 * enlarged,
        markerfacecolor="white" if hollow else INK,
        markeredgecolor=INK,
        markeredgewidth=0.8 * enlarged,
        linestyle="none",
        zorder=4,
        clip_on=False,
        label="measured",
    )


def _compose(page: Page, *, plan: Plan, tables: Tables, voice: Voice) -> None:
    text = plan.catalogue.texts["figure"]
    rows = _rows(plan, tables)
    layers = list(dict.fromkeys(row["layer"] for row in rows))
    notes = [text["areas_note"], text["left_out"]]
    room = surround(page.scratch(), plan, voice, title=text["areas_title"], more=notes)
    most = rows_that_fit(replace(room, top=room.top - _MARKS_MM), len(layers))
    if most < len(rows) and page.smaller > _SMALLEST_WHOLE:
        raise DoesNotFitError
    kept = sorted(rows, key=_weight, reverse=True)[:most]
    more = [text["areas_note"]]
    if len(kept) < len(rows):
        count = len(rows) - len(kept)
        more.append(Text(*(each.format(count) for each in text["left_out"])))
    area = surround(page, plan, voice, title=text["areas_title"], more=more)
    _draw_marks(page, area, plan, voice)
    sections = [
        _section(plan, [row for row in rows if row["layer"] == layer and row in kept], layer, voice)
        for layer in layers
    ]
    draw_sections(
        page,
        replace(area, top=area.top - _MARKS_MM),
        [section for section in sections if section.rows],
        voice,
    )


def _rows(plan: Plan, tables: Tables) -> list[_Area]:
    """Return the features with a measured area, with their names, in the order of the plan."""
    shown = [layer.name for layer in plan.features if not layer.variants]
    names = {}
    for name in shown:
        frame, layer = plan.frame(name), plan.catalogue.layers[name]
        for lang in LANGUAGES:
            held = frame.get(f"name_{lang}", frame[layer.key])
            names[lang, name] = dict(zip(frame[layer.key], held, strict=True))
    known = tables.status
    for lang in LANGUAGES:
        for row in known.to_dict("records"):
            names.setdefault((lang, row["layer"]), {})[row["code"]] = row[f"name_{lang}"]
    measured = tables.area.loc[tables.area["geodesic_area_ha"].notna()]
    return [
        {str(key): value for key, value in row.items()}
        | {f"name_{lang}": names[lang, row["layer"]].get(row["code"]) for lang in LANGUAGES}
        for row in measured.to_dict("records")
        if row["layer"] in shown
    ]


def _weight(row: _Area) -> float:
    difference = _known(row["difference_pct"])
    return 0.0 if isnan(difference) else abs(difference)


def _section(plan: Plan, rows: Sequence[_Area], layer: str, voice: Voice) -> Section:
    texts = plan.catalogue.texts["common"]
    amounts = [amount for row in rows for amount in (_stated(row)[0], row["geodesic_area_ha"])]
    return Section(
        title=f"{voice.say(plan.catalogue.layers[layer].title)}, ha",
        columns=tuple(voice.each(texts[f"heading_{key}"].say, between="\n") for key in _COLUMNS),
        rows=[
            Row(
                name=voice.named(row, row["code"]),
                cells=_cells(plan, row, voice),
                draw=partial(_draw, row=row),
            )
            for row in rows
        ],
        most=1.03 * max((amount for amount in amounts if amount), default=0.0),
    )


def _draw(axes: Axes, at: float, enlarged: float, *, row: _Area) -> None:
    draw_area(axes, at, row, enlarged=enlarged)


def _cells(plan: Plan, row: _Area, voice: Voice) -> tuple[str, ...]:
    stated, guessed = _stated(row)
    verdict = str(row["verdict"])
    difference = _known(row["difference_pct"])
    return (
        "–" if stated is None else f"{'≈ ' if guessed else ''}{voice.stated(stated)}",
        voice.number(row["geodesic_area_ha"], decimals=2),
        "–"
        if isnan(difference)
        else f"{difference:+.2f}"[0].replace("-", "−") + voice.number(abs(difference), decimals=2),
        voice.each(lambda lang: plan.catalogue.code_title("verdict", verdict, lang)),
    )


def _stated(row: Mapping[str, Any]) -> tuple[float | None, bool]:
    """Return the area as declared, else as estimated, and whether it is an estimate."""
    declared, estimated = (_known(row[f"{kind}_area_ha"]) for kind in ("declared", "estimated"))
    if isnan(declared):
        return (None, False) if isnan(estimated) else (estimated, True)
    return declared, False


def _known(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _draw_marks(page: Page, area: Box, plan: Plan, voice: Voice) -> None:
    """Draw what bars and marks mean in one line."""
    text, x, y = plan.catalogue.texts["figure"], area.left, area.top - 2
    size = sizes().note
    for key in ("mark_declared", "mark_estimated", "mark_measured", "mark_dependent"):
        words = voice.say(text[key])
        if x > area.left and x + 7.5 + width_mm(words, size) > area.right:
            x, y = area.left, y - _MARKS_MM / 2 - 0.5
        if key in {"mark_declared", "mark_estimated"}:
            box = Rectangle((x, y - 1.3), 6, 2.6, linewidth=widths().axis * page.enlarged)
            guessed = key == "mark_estimated"
            box.set(facecolor="white" if guessed else _STATED, edgecolor=QUIET)
            box.set_linestyle((0, (3, 1.6)) if guessed else "solid")
            page.put(box)
        else:
            corners = [(x + 3, y + 1), (x + 4, y), (x + 3, y - 1), (x + 2, y)]
            mark = Polygon(corners, linewidth=0.8 * page.enlarged, edgecolor=INK)
            mark.set_facecolor(INK if key == "mark_measured" else "white")
            page.put(mark)
        page.write(x + 7.5, y, [words], size=size, verticalalignment="center_baseline")
        x += 7.5 + width_mm(words, size) + 6
