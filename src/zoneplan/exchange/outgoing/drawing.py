"""DXF R2010 by ezdxf: closed outlines in metres of VN-2000, each with its name inside it.

A drawing has no attributes that survive a copy, so that an outline is schematic stands in the name
of its drawing layer, in its dashes and in a note under the drawing.
"""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import shapely
from ezdxf import filemanagement, units
from ezdxf._options import options
from ezdxf.enums import TextEntityAlignment

from zoneplan.exchange.outgoing.leaving import (
    is_schematic,
    layers_of,
    name_of,
    one_line,
    rows_of,
    stamps,
    statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ezdxf.document import Drawing
    from ezdxf.entities.dxfgfx import DXFGraphic
    from ezdxf.layouts.layout import Modelspace

    from zoneplan.catalogue import Layer
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_NOT_IN_LAYER_NAMES = re.compile(r'[<>/\\":;?*|=`,]')
_LAYER_LETTERS = 250
_TEXT_LETTERS = 250
"""What R2010 readers take; a longer text is cut."""
_APP = "ZONEPLAN"
_TAGGED = ("code", "boundary_basis", "boundary_uncertainty_m")
_TEXT_OF_SIDE = 1 / 15
_LEAST_TEXT_M, _MOST_TEXT_M = 2.0, 120.0
_DASHES = "DASHED"


def drawing(plan: Plan, stem: str, lang: Lang) -> dict[str, bytes]:
    """Return a drawing with one drawing layer for each layer, status and kind of outline.

    Each ring is a closed polyline that carries code, basis, uncertainty and revision as extended
    data of the application ZONEPLAN. The same content gives the same bytes.
    """
    with _undated():
        document = filemanagement.new("R2010", setup=["linetypes"])
        document.units = units.M
        document.appids.add(_APP)
        for name, text in stamps(plan).items():
            document.header.custom_vars.append(name, _short(text))
        for layer in layers_of(plan):
            for row, shape in rows_of(plan, layer):
                if shape is None or shape.is_empty:
                    continue
                on = _layer_for(document, plan, layer, row, lang)
                _draw(document.modelspace(), plan, row, shape, on)
                _label(document.modelspace(), name_of(layer, row, lang), shape, on)
        _note(document, plan, lang)
        target = io.StringIO()
        document.write(target)
    return {f"{stem}.dxf": target.getvalue().encode(document.output_encoding)}


@contextmanager
def _undated() -> Iterator[None]:
    """Keep the clock and random identifiers out of a drawing."""
    before = options.write_fixed_meta_data_for_testing
    options.write_fixed_meta_data_for_testing = True
    try:
        yield
    finally:
        options.write_fixed_meta_data_for_testing = before


def _draw(
    space: Modelspace, plan: Plan, row: Mapping[str, Any], shape: shapely.Geometry, on: str
) -> None:
    tags = [(1000, _short(f"{name}={row.get(name)}")) for name in _TAGGED if name in row]
    tags.append((1000, f"revision={plan.revision}"))
    for part in shapely.get_parts(shape):
        for entity in _entities(space, part, on):
            entity.set_xdata(_APP, tags)


def _label(space: Modelspace, text: str, shape: shapely.Geometry, on: str) -> None:
    at = shape.representative_point()
    space.add_text(
        _short(text).replace("%%", "% %"), height=_height(shape), dxfattribs={"layer": on}
    ).set_placement((at.x, at.y), align=TextEntityAlignment.MIDDLE_CENTER)


def _entities(space: Modelspace, part: shapely.Geometry, on: str) -> Iterator[DXFGraphic]:
    if part.geom_type == "Point":
        yield space.add_point((part.x, part.y), dxfattribs={"layer": on})
    elif part.geom_type == "LineString":
        yield space.add_lwpolyline(part.coords, dxfattribs={"layer": on})
    else:
        for ring in (part.exterior, *part.interiors):
            yield space.add_lwpolyline(ring.coords[:-1], close=True, dxfattribs={"layer": on})


def _layer_for(
    document: Drawing, plan: Plan, layer: Layer, row: Mapping[str, Any], lang: Lang
) -> str:
    """Return the drawing layer of a feature, made where it is not there yet."""
    unsure = is_schematic(plan, row)
    parts = [layer.title.say(lang)]
    if layer.statuses:
        parts.append(plan.catalogue.status_title(layer.name, row.get("status"), lang))
    if unsure:
        parts.append(plan.catalogue.text("common", "schematic", lang).upper())
    name = _layer_name(" - ".join(parts))
    if name not in document.layers:
        style = plan.catalogue.status_style(layer.name, row.get("status"))
        colour = tuple(int(style.outline[at : at + 2], 16) for at in (1, 3, 5))
        made = document.layers.add(name, linetype=_DASHES if unsure else "CONTINUOUS")
        made.rgb = (colour[0], colour[1], colour[2])
    return name


def _layer_name(text: str) -> str:
    return _NOT_IN_LAYER_NAMES.sub(" ", one_line(text))[:_LAYER_LETTERS].strip() or "0"


def _short(text: str) -> str:
    return one_line(text)[:_TEXT_LETTERS]


def _height(shape: shapely.Geometry) -> float:
    west, south, east, north = shape.bounds
    return float(
        min(max(max(east - west, north - south) * _TEXT_OF_SIDE, _LEAST_TEXT_M), _MOST_TEXT_M)
    )


def _note(document: Drawing, plan: Plan, lang: Lang) -> None:
    """Write the notice under the drawing, sentence by sentence."""
    frames = [plan.frame(layer.name).geometry.dropna().to_numpy() for layer in layers_of(plan)]
    bounds = [shapely.total_bounds(shapes) for shapes in frames if len(shapes)]
    west, south = (min(each[at] for each in bounds) for at in (0, 1)) if bounds else (0.0, 0.0)
    document.layers.add(_APP)
    lines = [plan.settings.crs, *re.split(r"(?<=\.) ", statement(plan, lang))]
    for number, line in enumerate(lines, start=2):
        at = (west, south - number * 2 * _MOST_TEXT_M)
        document.modelspace().add_text(
            _short(line), height=_MOST_TEXT_M, dxfattribs={"layer": _APP, "insert": at}
        )
