"""Names on the map in QGIS: which, how short, in what letters, and what is only schematic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zoneplan.store.qgis import elements as qml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from zoneplan.catalogue import Catalogue, Layer
    from zoneplan.language import Lang

_INK = "#2B2B28"
_WHITE = "#FFFFFF"
# The first that a machine has is taken; each holds every Vietnamese letter.
_FAMILIES = ("DejaVu Sans", "Noto Sans", "Segoe UI", "Arial", "Helvetica Neue", "Liberation Sans")
_HALO_MM = 0.5
_NAMES_FROM_SCALE = 25_000
_AROUND, _OVER_POINT, _HORIZONTAL, _CENTRED = 0, 1, 4, 1
_INSIDE = 2
_REGULAR, _BOLD = 50, 75
_LAST_NUMBER = "([0-9]+)[^0-9]*$"


@dataclass(frozen=True, kw_only=True)
class _Look:
    size: float = 7
    bold: bool = False
    italic: bool = False
    colour: str = _INK
    letters_a_line: int = 18
    priority: int = 5
    placement: int = _HORIZONTAL
    distance_mm: float = 0
    keeps_others_off: bool = True


_LOOKS = {
    # Beside the middle: within a zone, QGIS finds no place for the names of the small ones.
    "name": _Look(placement=_AROUND, distance_mm=2),
    "number": _Look(bold=True, priority=8),
    "wide": _Look(size=9, bold=True, letters_a_line=14, priority=2),
}
_BEHIND_ALL_OTHERS = 1


def labelling(catalogue: Catalogue, layer: Layer, lang: Lang) -> Element | None:
    """Return the labels of a layer; None where it has none."""
    place = layer.role == "backdrop" and layer.geometry == "Point"
    if place:
        grey = catalogue.ground["place"]
        look = _Look(size=7.5, italic=True, colour=grey, priority=0, placement=_OVER_POINT)
        return _labelling(named(layer, lang), look, {})
    if layer.label == "none":
        return None
    follows = {}
    if layer.label == "wide" and layer.statuses and layer.has("status"):
        follows["Color"] = _outline_colours(catalogue, layer)
    look = _LOOKS[layer.label]
    if layer.variants:
        look = replace(look, priority=_BEHIND_ALL_OTHERS, keeps_others_off=False)
    return _labelling(expression(catalogue, layer, lang), look, follows)


def named(layer: Layer, lang: Lang) -> str:
    """Return the expression of a feature's name: in the language, else in Vietnamese, its key."""
    order = dict.fromkeys([f"name_{lang}", "name_vi", layer.key])
    held = [qml.column(name) for name in order if layer.has(name)]
    return f"coalesce({', '.join(held)})"


def expression(catalogue: Catalogue, layer: Layer, lang: Lang) -> str:
    """Return the expression of a feature's label.

    A number stands for the name from afar. A name says where its outline is only schematic; a
    number has no room for it, there the line alone tells.
    """
    name = named(layer, lang)
    if layer.label == "wide":
        name = f"upper({name})"
    if layer.has("boundary_basis"):
        sure = [one.code for one in catalogue.boundary_bases.values() if not one.is_schematic]
        remark = qml.literal(f"\n({catalogue.text('common', 'schematic', lang)})")
        name += f" || CASE WHEN {qml.one_of('boundary_basis', sure)} THEN '' ELSE {remark} END"
    if layer.label != "number":
        return name
    number = f"regexp_substr({named(layer, lang)}, {qml.literal(_LAST_NUMBER)})"
    return (
        f"CASE WHEN @map_scale < {_NAMES_FROM_SCALE} OR {number} = '' THEN {name} ELSE {number} END"
    )


def _outline_colours(catalogue: Catalogue, layer: Layer) -> str:
    colours = {
        status.code: qml.literal(qml.colour(status.style.outline))
        for status in catalogue.statuses_of(layer.name).values()
    }
    unknown = qml.literal(qml.colour(catalogue.styles["unknown"].outline))
    return qml.by_code("status", colours, unknown)


def _labelling(expression: str, look: _Look, follows: dict[str, str]) -> Element:
    settings = qml.element(
        "settings",
        _letters(expression, look),
        qml.element("text-format", autoWrapLength=look.letters_a_line, multilineAlign=_CENTRED),
        qml.element(
            "placement",
            placement=look.placement,
            polygonPlacementFlags=_INSIDE,
            priority=look.priority,
            dist=look.distance_mm,
            distUnits="MM",
        ),
        qml.element(
            "rendering", drawLabels=1, obstacle=int(look.keeps_others_off), scaleVisibility=0
        ),
        qml.data_defined("dd_properties", follows),
    )
    return qml.element("labeling", settings, type="simple")


def _letters(expression: str, look: _Look) -> Element:
    halo = qml.element(
        "text-buffer",
        bufferDraw=1,
        bufferSize=_HALO_MM,
        bufferSizeUnits="MM",
        bufferColor=qml.colour(_WHITE),
        bufferOpacity=1,
        bufferJoinStyle=128,
        bufferNoFill=1,
    )
    return qml.element(
        "text-style",
        qml.element("families", *(qml.element("family", name=name) for name in _FAMILIES)),
        halo,
        fieldName=expression,
        isExpression=1,
        fontFamily=_FAMILIES[0],
        fontSize=look.size,
        fontSizeUnit="Point",
        fontWeight=_BOLD if look.bold else _REGULAR,
        fontItalic=int(look.italic),
        textColor=qml.colour(look.colour),
        textOpacity=1,
        allowHtml=0,
    )
