"""The legend: exactly what is drawn, with counts and hectares, and what could not be drawn."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from zoneplan.figures.column import Column, Key
from zoneplan.figures.design import widths
from zoneplan.figures.lettering import gives_way
from zoneplan.figures.marks import EDGES
from zoneplan.figures.page import INK
from zoneplan.figures.vague import draw_soft_swatch, is_vague

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from zoneplan.figures.content import Group
    from zoneplan.figures.ground import Scene
    from zoneplan.figures.voice import Voice


def legend_of(scene: Scene, scale: float | None, voice: Voice, *, summed: bool = True) -> list[Key]:
    """Return the keys of a scene drawn at a scale, in the order in which they are read.

    Counts and hectares stand in them if `summed`: where a map shows what happens to lie round
    one feature, they would tell nothing.
    """
    text = scene.plan.catalogue.texts["figure"]
    keys: list[Key] = []
    for layer in dict.fromkeys(group.layer.name for group in scene.groups):
        keys += _layer_keys(scene, layer, scale, voice, summed=summed)
    if summed and any(len(group.features) for group in scene.groups):
        keys.append(Key(partial(Column.note, words=voice.say(text["areas"]))))
    if scene.focus and not scene.strict:
        keys.append(Key(partial(Column.note, words=voice.say(text["pale"]))))
    if gives_way(scene):
        keys.append(Key(partial(Column.note, words=voice.say(text["codes_for_names"]))))
    return [*keys, *_outline_keys(scene, scale, voice), *_line_keys(scene, voice)]


def _layer_keys(
    scene: Scene, layer: str, scale: float | None, voice: Voice, *, summed: bool
) -> Iterator[Key]:
    own = [(at, group) for at, group in enumerate(scene.groups) if group.layer.name == layer]
    if own[0][1].layer.variants:
        yield from _variant_keys(scene, own, scale, voice)
        return
    figures = _figures([group.features for _, group in own], voice) if summed else None
    title = voice.say(own[0][1].layer.title)
    yield Key(partial(Column.heading, title=title, figures=figures), counts=summed)
    for position, group in own:
        if len(group.drawn):
            draw = partial(_draw_group, scene=scene, group=group, at=position)
            yield Key(partial(draw, scale=scale, voice=voice, summed=summed), counts=summed)
    for _, group in own:
        if len(group.missing):
            yield Key(partial(_write_missing, scene=scene, group=group, voice=voice), counts=True)


def _variant_keys(
    scene: Scene, own: Sequence[tuple[int, Group]], scale: float | None, voice: Voice
) -> Iterator[Key]:
    """Yield the keys of variants: an outline, a count, and no sum."""
    title = voice.say(own[0][1].layer.title)
    yield Key(partial(Column.heading, title=title))
    told = voice.say(scene.plan.catalogue.texts["page"]["variants"])
    for position, group in own:
        draw = partial(_draw_group, scene=scene, group=replace(group, title=told), at=position)
        yield Key(partial(draw, scale=scale, voice=voice, summed=False))
    if scene.has_beneath(own[0][1]):
        along = voice.say(scene.plan.catalogue.texts["figure"]["variants_along"])
        yield Key(partial(Column.note, words=along))


def _draw_group(
    keys: Column,
    *,
    scene: Scene,
    group: Group,
    at: int,
    scale: float | None,
    voice: Voice,
    summed: bool = True,
) -> None:
    figures = _figures([group.drawn], voice) if summed else None
    box = keys.row(group.title, label="legend-status", figures=figures)
    vague = is_vague(group.drawn, scale or np.inf)
    lines_drawn = list(np.where(vague, "thin" if scene.strict else "dashed", group.drawn["line"]))
    usual = max(dict.fromkeys(lines_drawn), key=lines_drawn.count)
    ground = scene.plan.catalogue.ground["land"] if group.light else None
    label = f"legend-{group.layer.name}-{at}"
    keys.swatch(box, group.style, line=usual, label=label, ground=ground)


def _write_missing(keys: Column, *, scene: Scene, group: Group, voice: Voice) -> None:
    """Write the features without outline: they have no swatch."""
    rows = group.missing[["name", "other_name"]].itertuples(index=False)
    names = ", ".join(" / ".join(filter(None, row)) for row in rows)
    why = voice.say(scene.plan.catalogue.texts["figure"]["no_outline"])
    words = f"{names} – {group.title} ({why})" if group.status else f"{names} ({why})"
    keys.row(words, label="legend-missing", figures=_figures([group.missing], voice))


def _outline_keys(scene: Scene, scale: float | None, voice: Voice) -> Iterator[Key]:
    """Yield what the outlines rest on, and how those are drawn that are too vague for the scale."""
    catalogue, text = scene.plan.catalogue, scene.plan.catalogue.texts["figure"]
    loose = [is_vague(group.drawn, scale or np.inf) for group in scene.groups]
    firm = dict.fromkeys(
        basis
        for group, vague in zip(scene.groups, loose, strict=True)
        for basis in group.drawn.loc[~vague, "basis"]
    )
    by_line: dict[str, list[str]] = {}
    for code, basis in catalogue.boundary_bases.items():
        if code in firm:
            by_line.setdefault(basis.line, []).append(voice.say(basis.title))
    some = any(vague.any() for vague in loose)
    if by_line or some:
        yield Key(partial(Column.heading, title=voice.say(text["outlines"])))
    for line, titles in by_line.items():
        look = EDGES[line]() if line in EDGES else {"linewidth": 0.0}
        stroke = partial(
            Column.stroke,
            width=look["linewidth"],
            colour=INK,
            dashes=look.get("linestyle", "solid"),
        )
        yield Key(partial(stroke, words="; ".join(titles)))
    if some:
        words = voice.say(text["symbol" if scene.strict else "vague"])
        yield Key(partial(_draw_vague, words=words, strict=scene.strict))


def _draw_vague(keys: Column, *, words: str, strict: bool) -> None:
    box = keys.row(words, label="legend-vague")
    draw_soft_swatch(keys.page, box, strict=strict)


def _line_keys(scene: Scene, voice: Voice) -> Iterator[Key]:
    plan, ground = scene.plan, scene.plan.catalogue.ground
    for name in scene.lines:
        title = voice.say(plan.catalogue.layers[name].title)
        yield Key(partial(Column.stroke, words=title, width=widths().quay, colour=ground["quay"]))
    for name in scene.rivers:
        title = voice.say(plan.catalogue.layers[name].title)
        yield Key(partial(Column.stroke, words=title, width=widths().river, colour=ground["river"]))


def _figures(features: Sequence[pd.DataFrame], voice: Voice) -> tuple[str, str]:
    """Return count and hectares in words."""
    count = sum(len(rows) for rows in features)
    area = sum(round(value, 4) for rows in features for value in rows["area_ha"].dropna())
    some = any(rows["estimated"].any() for rows in features)
    known = any(rows["area_ha"].notna().any() for rows in features)
    hectares = f"{'≈ ' if some else ''}{voice.stated(area)}" if known else "–"
    return voice.number(count), hectares
