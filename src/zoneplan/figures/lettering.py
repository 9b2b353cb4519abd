"""Which names stand on a map, and what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from zoneplan.figures.design import sizes
from zoneplan.figures.lengths import lengths_of
from zoneplan.figures.naming import Name, broken, fitted, number_in, quiet_size
from zoneplan.figures.typeface import literal
from zoneplan.figures.vague import is_vague, symbols

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from zoneplan.figures.content import Group
    from zoneplan.figures.faces import Face
    from zoneplan.figures.ground import Scene
    from zoneplan.figures.view import View
    from zoneplan.figures.voice import Voice
    from zoneplan.plan import Plan

_READABLE_MM = 4.0
_GROUP_MM = 22.0
_MANY = 30


def names_of(scene: Scene, view: View, part: View | None, voice: Voice) -> list[Name]:
    """Return the names on a view, those in the tightest places first, place names last.

    Features too small here for their numbers are named together, where an enlarged part of the
    view shows them at that part's place.
    """
    own = [
        name
        for group in scene.groups
        if not group.layer.variants
        for name in _own_names(scene, group, view, voice)
    ]
    small = [group for group in scene.groups if is_small(group, view)]
    for layer in dict.fromkeys(group.layer.name for group in small):
        held = [group for group in small if group.layer.name == layer]
        shapes = np.concatenate([group.drawn["shape"].to_numpy() for group in held])
        whole = shapely.box(*shapely.total_bounds(view.to_page(shapes)))
        if part is not None:
            whole = extent_on_page(part, view)
        title = voice.say(held[0].layer.title)
        lines = broken(title, size=sizes().name, face="bold", within=_GROUP_MM)
        own.append(Name(lines=lines, shape=whole, face="bold"))
    own = sorted(own, key=lambda name: _room_round(name, own))
    wide = [name for group in scene.groups for name in _wide_names(scene, group, view, voice)]
    lengths = lengths_of(scene, view, voice)
    variants = [
        name
        for group in scene.groups
        if group.layer.variants
        for name in _own_names(scene, group, view, voice)
    ]
    return [*own, *wide, *variants, *lengths, *_places(scene.plan, view, voice)]


def numbers_of(groups: Sequence[Group], view: View) -> list[Name]:
    """Return the number of each feature, within it."""
    return [
        Name(lines=(literal(number_in(name)),), shape=shape, face="bold", inside=True, digits=True)
        for group in groups
        for name, shape in zip(group.drawn["name"], _on_page(group, view), strict=True)
        if not shape.is_empty
    ]


def is_dense(groups: Sequence[Group]) -> bool:
    """Tell whether there are so many names that some must give way to their codes."""
    return sum(len(group.drawn) for group in groups if group.layer.label == "name") > _MANY


def gives_way(scene: Scene) -> bool:
    """Tell whether some names give way to codes: for want of room, or beside what is in focus."""
    aside = any(
        not group.drawn["code"].isin(scene.focus).all()
        for group in scene.groups
        if group.layer.label == "name"
    )
    return is_dense(scene.groups) or (bool(scene.focus) and aside)


def is_small(group: Group, view: View, *, least_mm: float = _READABLE_MM) -> bool:
    """Tell whether the features that are known by numbers are too small here to bear them."""
    if group.layer.label != "number" or group.drawn.empty:
        return False
    sizes = np.sqrt(shapely.area(group.drawn["shape"].to_numpy())) / view.unit
    return bool(np.median(sizes) < least_mm)


def extent_on_page(part: View, view: View) -> shapely.Geometry:
    """Return the ground of a part as a rectangle of the page within another view."""
    ground = part.ground
    box = shapely.box(ground.left, ground.bottom, ground.right, ground.top)
    return view.to_page(np.array([box], dtype=object))[0]


def _own_names(scene: Scene, group: Group, view: View, voice: Voice) -> Iterator[Name]:
    if group.layer.label == "number" and not is_small(group, view):
        yield from numbers_of([group], view)
    if group.layer.label != "name":
        return
    dense = is_dense(scene.groups)
    for code, name, other, shape, mark in _marked(scene, group, view, voice):
        own = code in scene.focus
        aside = dense or (bool(scene.focus) and not own)
        size = sizes().dense_name if aside else sizes().name
        face: Face = "bold" if own else "regular"
        yield Name(
            lines=fitted(name, shape, size=size, face=face),
            size=size,
            face=face,
            shape=shape,
            inside=not scene.strict,
            other=_other(other, size),
            mark=mark,
            covered=group.layer.variants,
            must=not aside,
            short=literal(code) if aside else "",
        )


def _wide_names(scene: Scene, group: Group, view: View, voice: Voice) -> Iterator[Name]:
    if group.layer.label != "wide":
        return
    size = sizes().wide_name
    for _, name, other, shape, mark in _marked(scene, group, view, voice):
        yield Name(
            lines=broken(name.upper(), size=size, face="bold"),
            shape=shape,
            size=size,
            face="bold",
            colour=group.style.outline,
            inside=True,
            covered=True,
            other=_other(other, size),
            mark=mark,
        )


def _marked(
    scene: Scene, group: Group, view: View, voice: Voice
) -> Iterator[tuple[str, str, str, shapely.Geometry, str]]:
    """Yield code, both names, what is seen of its shape, and what this is worth of each feature."""
    word = voice.say(scene.plan.catalogue.texts["common"]["schematic"])
    vague = is_vague(group.drawn, view.scale)
    shapes = _on_page(group, view)
    if scene.strict:
        on_page = view.to_page(symbols(group.drawn["shape"].to_numpy(), view))
        shapes = np.where(vague, _seen(on_page, view), shapes)
    known = group.drawn[["code", "name", "other_name", "area_ha", "estimated"]]
    for (code, name, other, area, guessed), shape, loose in zip(
        known.itertuples(index=False, name=None), shapes, vague, strict=True
    ):
        if shape.is_empty:
            continue
        mark = word if loose else ""
        if loose and scene.strict:
            stated = "–" if np.isnan(area) else voice.stated(area)
            mark = f"{'≈ ' if guessed else ''}{stated} ha"
        yield str(code), name, other, shape, mark


def _room_round(name: Name, names: Sequence[Name]) -> float:
    distances = sorted(
        shapely.distance(name.shape.centroid, [other.shape.centroid for other in names])
    )
    return float(sum(distances[:4]))


def _places(plan: Plan, view: View, voice: Voice) -> Iterator[Name]:
    for layer in plan.catalogue.with_role("backdrop"):
        if layer.geometry != "Point" or layer.name not in plan.layers:
            continue
        frame = plan.frame(layer.name)
        points = view.to_page(np.asarray(frame.geometry.array, dtype=object))
        rows = frame.drop(columns="geometry").to_dict("records")
        known = [voice.names(row, code) for row, code in zip(rows, frame[layer.key], strict=True)]
        look: dict[str, Any] = {
            "face": "oblique",
            "colour": plan.catalogue.ground["place"],
            "size": sizes().place,
        }
        for (name, other), point in zip(known, points, strict=True):
            if point is not None and not point.is_empty:
                lines, below = (literal(name),), _other(other, look["size"])
                yield Name(lines=lines, other=below, shape=point, must=False, **look)


def _other(name: str, size: float) -> tuple[str, ...]:
    """Return the lines of a name in the second language under one of a size; none without it."""
    return broken(name, size=quiet_size(size)) if name else ()


def _on_page(group: Group, view: View) -> NDArray[np.object_]:
    return _seen(view.to_page(group.drawn["shape"].to_numpy()), view)


def _seen(shapes: NDArray[np.object_], view: View) -> NDArray[np.object_]:
    """Return what of some shapes of the page lies within a view's frame; empty where nothing."""
    box = view.box
    frame = shapely.box(box.left, box.bottom, box.right, box.top)
    cut = shapely.clip_by_rect(shapes, box.left, box.bottom, box.right, box.top)
    return np.where(shapely.covered_by(shapes, frame), shapes, cut)
