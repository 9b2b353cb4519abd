"""A layer's style as QGIS keeps it: one document for drawing, names and form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan.store.qgis import elements as qml
from zoneplan.store.qgis.forms import form
from zoneplan.store.qgis.labels import labelling, named
from zoneplan.store.qgis.symbols import has_legal_fill, renderer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zoneplan.catalogue import Catalogue, Layer
    from zoneplan.language import Lang
    from zoneplan.store.qgis.forms import Field

# Older than any QGIS that reads these documents, so that each brings them up to its own day.
_VERSION = "3.22.0"
_GEOMETRY_TYPES = {"Point": 0, "LineString": 1, "MultiPolygon": 2, None: 4}


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One of our styles: its name in QGIS, its language, and whether its fills are the legal."""

    name: str
    lang: Lang
    legal: bool = False


VARIANTS = (
    Variant(name="zoneplan", lang="vi"),
    Variant(name="zoneplan (en)", lang="en"),
    Variant(name="zoneplan (legal)", lang="vi", legal=True),
)


def variants_of(catalogue: Catalogue, layer: Layer) -> tuple[Variant, ...]:
    """Return our styles of a layer; the legal one where the law gives its land use a fill."""
    legal = has_legal_fill(catalogue, layer)
    return tuple(variant for variant in VARIANTS if legal or not variant.legal)


def style(
    catalogue: Catalogue, file: str, layer: Layer, fields: Iterable[Field], variant: Variant
) -> str:
    """Return the style of a layer or table; the same catalogue gives the same text."""
    root = qml.element("qgis", version=_VERSION, styleCategories="AllStyleCategories")
    labels = labelling(catalogue, layer, variant.lang) if layer.geometry else None
    if layer.geometry:
        root.append(renderer(catalogue, layer, variant.lang, legal=variant.legal))
    if labels is not None:
        root.append(labels)
    root.set("labelsEnabled", str(int(labels is not None)))
    root.extend(form(catalogue, file, layer, fields, variant.lang))
    root.append(qml.with_text("previewExpression", named(layer, variant.lang)))
    kind = _GEOMETRY_TYPES[layer.geometry]
    root.append(qml.with_text("layerGeometryType", str(kind)))
    return qml.document(root)
