"""How a layer is drawn in QGIS: fills with their hatch, outlines as sure as their basis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan.store.qgis import elements as qml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from xml.etree.ElementTree import Element

    from zoneplan.catalogue import Catalogue, Hatch, Layer, Style
    from zoneplan.language import Lang

MM_PER_PX = 0.2646
"""A CSS pixel, in which the catalogue counts the distance of hatch lines."""
_MM = "MM"
_ANGLES: Mapping[str, tuple[int, ...]] = {
    "slash": (45,),
    "backslash": (135,),
    "cross": (45, 135),
    "horizontal": (0,),
    "vertical": (90,),
    "grid": (0, 90),
}
_HATCH_MM = 0.2
_DOT_MM = 0.5
_LIGHT = 0.55
_WIDTH_MM = {"solid": 0.4, "thin": 0.2, "dashed": 0.25, "none": 0.0}
_PEN = {"solid": "solid", "thin": "solid", "dashed": "dash", "none": "no"}
_LEAST_SURE = "dashed"
_QUAY_MM, _RIVER_MM, _SHORE_MM = 0.56, 0.53, 0.2


@dataclass(frozen=True, kw_only=True)
class Class:
    """One class of a layer: the code it stands for (none: all others), its title, its symbol."""

    code: str | None
    title: str
    symbol: Element


def renderer(catalogue: Catalogue, layer: Layer, lang: Lang, *, legal: bool) -> Element:
    """Return the renderer of a layer that has geometry.

    With `legal`, the fill is the legal one of the layer's land use and the status is told by the
    hatch over it.
    """
    if layer.geometry == "Point":
        return qml.element("renderer-v2", type="nullSymbol")
    if layer.geometry == "LineString":
        return _single(_line_symbol(catalogue, layer))
    if layer.role == "backdrop":
        return _single(_ground_symbol(catalogue))
    if not (layer.statuses and layer.has("status")):
        style = catalogue.status_style(layer.name, None)
        return _single(_status_symbol(catalogue, layer, style, legal=legal))
    return _categorised("status", classes(catalogue, layer, lang, legal=legal))


def classes(catalogue: Catalogue, layer: Layer, lang: Lang, *, legal: bool) -> list[Class]:
    """Return the classes of a layer in the order of progress, that of unknown codes last."""
    known = [
        (status.code, status.title.say(lang), status.style)
        for status in catalogue.statuses_of(layer.name).values()
    ]
    unknown = catalogue.text("common", "status_unknown", lang)
    return [
        Class(
            code=code,
            title=title,
            symbol=_status_symbol(catalogue, layer, style, legal=legal, name=str(at)),
        )
        for at, (code, title, style) in enumerate(
            [*known, (None, unknown, catalogue.styles["unknown"])]
        )
    ]


def has_legal_fill(catalogue: Catalogue, layer: Layer) -> bool:
    """Tell whether the law gives a fill to what the layer holds."""
    return layer.legal_type in catalogue.legal_fills


def _categorised(column: str, held: Iterable[Class]) -> Element:
    held = list(held)
    categories = [
        qml.element(
            "category",
            symbol=one.symbol.get("name"),
            value=one.code or "",
            label=one.title,
            render="true",
        )
        for one in held
    ]
    return qml.element(
        "renderer-v2",
        qml.element("categories", *categories),
        qml.element("symbols", *(one.symbol for one in held)),
        type="categorizedSymbol",
        attr=column,
    )


def _single(symbol: Element) -> Element:
    return qml.element("renderer-v2", qml.element("symbols", symbol), type="singleSymbol")


def _status_symbol(
    catalogue: Catalogue, layer: Layer, style: Style, *, legal: bool, name: str = "0"
) -> Element:
    fill = catalogue.legal_fills[layer.legal_type or ""] if legal else style.fill
    hatch = style.on_legal if legal else style.hatch
    # What lies wide behind the others is thinned, as on the figure.
    share = _LIGHT if layer.label == "wide" else 1
    return _symbol(
        "fill",
        name,
        *([_fill(fill, share)] if legal or style.fills else []),
        *_hatch(hatch, name),
        _outline(catalogue, layer, style.outline),
    )


def _ground_symbol(catalogue: Catalogue) -> Element:
    shore = _line(catalogue.ground["shore"], _SHORE_MM)
    return _symbol("fill", "0", _fill(catalogue.ground["land"]), shore)


def _line_symbol(catalogue: Catalogue, layer: Layer) -> Element:
    if layer.role == "backdrop":
        return _symbol("line", "0", _line(catalogue.ground["river"], _RIVER_MM, cap="round"))
    return _symbol("line", "0", _line(catalogue.ground["quay"], _QUAY_MM))


def _symbol(kind: str, name: str, *layers: Element) -> Element:
    return qml.element("symbol", *layers, type=kind, name=name, alpha=1, clip_to_extent=1)


def _layer(kind: str, values: Mapping[str, object], *more: Element) -> Element:
    fixed = {"class": kind, "enabled": 1, "locked": 0, "pass": 0}
    return qml.element("layer", qml.properties(values), *more, **fixed)


def _fill(code: str, share: float = 1) -> Element:
    values = {"color": qml.colour(code, share), "style": "solid", "outline_style": "no"}
    return _layer("SimpleFill", values)


def _line(code: str, width_mm: float, *more: Element, cap: str = "flat") -> Element:
    values = {
        "line_color": qml.colour(code),
        "line_width": width_mm,
        "line_width_unit": _MM,
        "capstyle": cap,
        "joinstyle": "round",
    }
    return _layer("SimpleLine", values, *more)


def _outline(catalogue: Catalogue, layer: Layer, code: str) -> Element:
    """Return an outline that is drawn no surer than the basis of each feature.

    Where the basis is not known, and in the legend, it is drawn as the least sure.
    """
    lines = {basis.code: basis.line for basis in catalogue.boundary_bases.values()}
    known = lines if layer.has("boundary_basis") else {}
    widths = {basis: f"{_WIDTH_MM[line]}" for basis, line in known.items()}
    pens = {basis: qml.literal(_PEN[line]) for basis, line in known.items()}
    follows = {
        "outlineWidth": qml.by_code("boundary_basis", widths, f"{_WIDTH_MM[_LEAST_SURE]}"),
        "outlineStyle": qml.by_code("boundary_basis", pens, qml.literal(_PEN[_LEAST_SURE])),
    }
    defined = qml.data_defined("data_defined_properties", follows)
    return _line(code, _WIDTH_MM[_LEAST_SURE], defined)


def _hatch(hatch: Hatch, name: str) -> list[Element]:
    distance = round(max(hatch.spacing, 2) * MM_PER_PX, 3)
    if hatch.pattern == "dots":
        return [_dots(hatch, distance, name)]
    return [_lines(hatch, distance, angle, name) for angle in _ANGLES.get(hatch.pattern, ())]


def _lines(hatch: Hatch, distance: float, angle: int, name: str) -> Element:
    # QGIS writes the inner symbol's name as @symbol@layer; it reads any.
    inner = _symbol("line", f"@{name}@{angle}", _line(hatch.colour, _HATCH_MM))
    values = {
        "angle": angle,
        "distance": distance,
        "distance_unit": _MM,
        "color": qml.colour(hatch.colour),
        "line_width": _HATCH_MM,
        "line_width_unit": _MM,
        "coordinate_reference": "viewport",
    }
    return _layer("LinePatternFill", values, inner)


def _dots(hatch: Hatch, distance: float, name: str) -> Element:
    dot = {
        "name": "circle",
        "color": qml.colour(hatch.colour),
        "outline_style": "no",
        "size": _DOT_MM,
        "size_unit": _MM,
    }
    inner = _symbol("marker", f"@{name}@dots", _layer("SimpleMarker", dot))
    values = {
        "distance_x": distance,
        "distance_y": distance,
        "displacement_x": distance / 2,
        **dict.fromkeys(("distance_x_unit", "distance_y_unit", "displacement_x_unit"), _MM),
        "coordinate_reference": "viewport",
    }
    return _layer("PointPatternFill", values, inner)
