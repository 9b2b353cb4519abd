"""KML in WGS 84, coloured by status as the catalogue has it.

A balloon is HTML to the viewer, so it shows one description in which every text is escaped; the
values themselves follow as extended data, which no balloon shows.
"""

from __future__ import annotations

import html
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import shapely

from zoneplan import measure
from zoneplan.exchange.outgoing.leaving import (
    for_xml,
    is_schematic,
    layers_of,
    name_of,
    one_line,
    rows_of,
    stamps,
    statement,
)
from zoneplan.language import stated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zoneplan.catalogue import Layer, Style
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_NAMESPACE = "http://www.opengis.net/kml/2.2"
_SURE, _UNSURE = ("b0", "2.5"), ("60", "1.2")
"""Opacity of the fill and width of the line, for a sure outline and a schematic one."""
_KINDS = {"schematic": _UNSURE, "sure": _SURE}


def kml(plan: Plan, stem: str, lang: Lang) -> dict[str, bytes]:
    """Return a KML file with one folder a layer."""
    root = ET.Element("kml", xmlns=_NAMESPACE)
    document = ET.SubElement(root, "Document")
    _put(document, "name", plan.title(lang))
    _put(document, "description", html.escape(statement(plan, lang)))
    _put_data(document, stamps(plan))
    for style in plan.catalogue.styles.values():
        for kind, (opacity, width) in _KINDS.items():
            _put_style(document, f"{style.name}-{kind}", style, opacity, width)
    for layer in layers_of(plan):
        _put_layer(document, plan, layer, lang)
    ET.indent(root, " ")
    return {f"{stem}.kml": ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"}


def _put(parent: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = for_xml(text)
    return element


def _put_style(parent: ET.Element, name: str, style: Style, opacity: str, width: str) -> None:
    element = ET.SubElement(parent, "Style", id=name)
    line = ET.SubElement(element, "LineStyle")
    _put(line, "color", _colour(style.outline, "ff"))
    _put(line, "width", width)
    inside = ET.SubElement(element, "PolyStyle")
    if style.fills:
        _put(inside, "color", _colour(style.fill, opacity))
    else:
        _put(inside, "fill", "0")
    _put(ET.SubElement(element, "BalloonStyle"), "text", "$[description]")


def _colour(css: str, opacity: str) -> str:
    """Return a CSS colour as KML writes it: opacity, blue, green, red."""
    red, green, blue = css[1:3], css[3:5], css[5:7]
    return f"{opacity}{blue}{green}{red}".lower()


def _put_layer(parent: ET.Element, plan: Plan, layer: Layer, lang: Lang) -> None:
    folder = ET.SubElement(parent, "Folder")
    _put(folder, "name", layer.title.say(lang))
    shapes = measure.in_wgs84(plan.frame(layer.name).geometry)
    for (row, _), shape in zip(rows_of(plan, layer), shapes, strict=True):
        mark = ET.SubElement(folder, "Placemark")
        unsure = is_schematic(plan, row)
        doubt = f" ({plan.catalogue.text('common', 'schematic', lang)})" if unsure else ""
        _put(mark, "name", one_line(name_of(layer, row, lang)) + doubt)
        _put(mark, "description", _description(plan, layer, row, lang))
        style = plan.catalogue.status_style(layer.name, row.get("status")).name
        _put(mark, "styleUrl", f"#{style}-{'schematic' if unsure else 'sure'}")
        _put_data(mark, {name: str(value) for name, value in row.items() if value is not None})
        if shape is not None and not shape.is_empty:
            _put_shape(mark, shape)


def _description(plan: Plan, layer: Layer, row: Mapping[str, Any], lang: Lang) -> str:
    lines = [("", name_of(layer, row, lang)), *_facts(plan, layer, row, lang)]
    told = [f"{title}: {value}" if title else value for title, value in lines]
    return "<br/>".join(html.escape(one_line(each)) for each in [*told, statement(plan, lang)])


def _facts(plan: Plan, layer: Layer, row: Mapping[str, Any], lang: Lang) -> list[tuple[str, str]]:
    catalogue, titles = plan.catalogue, {each.name: each.title for each in layer.columns}
    shown: dict[str, Callable[[Any], str]] = {
        "status": lambda code: catalogue.status_title(layer.name, code, lang),
        "boundary_basis": lambda code: catalogue.code_title("boundary_basis", code, lang),
        "boundary_uncertainty_m": lambda metres: f"{stated(metres, lang)} m",
    }
    return [
        (titles[name].say(lang), say(row[name]))
        for name, say in shown.items()
        if name in titles and row[name] is not None
    ]


def _put_data(parent: ET.Element, values: Mapping[str, str]) -> None:
    data = ET.SubElement(parent, "ExtendedData")
    for name, value in values.items():
        _put(ET.SubElement(data, "Data", name=name), "value", value)


def _put_shape(parent: ET.Element, shape: shapely.Geometry) -> None:
    parts = shapely.get_parts(shape)
    multi = shape.geom_type.startswith("Multi") and len(parts) > 1
    holder = ET.SubElement(parent, "MultiGeometry") if multi else parent
    for part in parts:
        if part.geom_type == "Polygon":
            _put_polygon(holder, shapely.orient_polygons(part))
        else:
            _put_points(ET.SubElement(holder, part.geom_type), part)


def _put_polygon(parent: ET.Element, polygon: shapely.Polygon) -> None:
    element = ET.SubElement(parent, "Polygon")
    outer = ET.SubElement(element, "outerBoundaryIs")
    _put_points(ET.SubElement(outer, "LinearRing"), polygon.exterior)
    for ring in polygon.interiors:
        inner = ET.SubElement(element, "innerBoundaryIs")
        _put_points(ET.SubElement(inner, "LinearRing"), ring)


def _put_points(parent: ET.Element, line: shapely.Geometry) -> None:
    points = shapely.get_coordinates(line)
    _put(parent, "coordinates", " ".join(f"{x:.9f},{y:.9f}" for x, y in points))
