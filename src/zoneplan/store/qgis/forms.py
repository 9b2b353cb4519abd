"""The form of a table in QGIS: what a column is called, what may be entered, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan.language import Text
from zoneplan.store.qgis import elements as qml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from xml.etree.ElementTree import Element

    from zoneplan.catalogue import Catalogue, Column, Layer
    from zoneplan.language import Lang

STATUS_HELP = Text(
    vi="Theo dòng mới nhất trong bảng diễn biến tình trạng: khi đổi, hãy thêm ở đó một dòng "
    "có ngày và nguồn.",
    en="Follows the newest row of the status history: with a change, add a row there "
    "with its date and source.",
)
_PARTIAL_DATE = Text(
    vi="Viết năm, năm-tháng hoặc năm-tháng-ngày: 2013, 2013-05, 2013-05-31.",
    en="Write year, year-month or year-month-day: 2013, 2013-05, 2013-05-31.",
)
_KEY = Text(
    vi="Mã không được để trống và không được trùng.",
    en="A code may be neither empty nor used twice.",
)
_PARTIAL_DATE_PATTERN = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
# QGIS's own mark for "no value" in a drop-down.
_NO_VALUE = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"
_NO_VALUE_TITLE = "–"
_SOFT, _HARD = 2, 1
_NOT_NULL, _UNIQUE, _EXPRESSION = 1, 2, 4
_GROUPS = (
    ("card_areas", ("_ha", "area_source", "leasable_source")),
    ("card_outline", ("boundary_basis", "boundary_uncertainty_m", "boundary_source")),
)


@dataclass(frozen=True, kw_only=True)
class Field:
    """A column that a table really has; `known` is None where the catalogue lacks it."""

    name: str
    known: Column | None


def codes_of(catalogue: Catalogue, file: str, layer: Layer, column: Column) -> Mapping[str, Text]:
    """Return the codes that a column may hold, in order; none where it may hold anything.

    A history holds the statuses of the layers beside it, a register those of all layers.
    """
    if column.codes != "statuses":
        return catalogue.codes.get(column.codes or "", {})
    beside = catalogue.tables_of(file) if layer.role == "history" else catalogue.layers.values()
    layers = [layer] if layer.statuses else [one for one in beside if one.statuses]
    return {
        status.code: status.title
        for one in reversed(layers)
        for status in catalogue.statuses_of(one.name).values()
    }


def alias(column: Column, lang: Lang) -> str:
    """Return what a column is called, with its unit."""
    title = column.title.say(lang)
    return f"{title} ({column.unit})" if column.unit else title


def form(
    catalogue: Catalogue, file: str, layer: Layer, fields: Iterable[Field], lang: Lang
) -> list[Element]:
    """Return the parts of a style that make the form of a table."""
    fields = tuple(fields)
    known = [field for field in fields if field.known]
    return [
        qml.element(
            "fieldConfiguration", *(_widget(catalogue, file, layer, one, lang) for one in known)
        ),
        qml.element("aliases", *(_alias(field, lang) for field in known)),
        *_constraints(catalogue, file, layer, known, lang),
        qml.element("editable", *(_editable(layer, field) for field in fields)),
        qml.with_text("editorlayout", "tablayout"),
        qml.element("attributeEditorForm", *_groups(catalogue, fields, lang)),
    ]


def _alias(field: Field, lang: Lang) -> Element:
    title = alias(field.known, lang) if field.known else ""
    return qml.element("alias", field=field.name, name=title)


def _editable(layer: Layer, field: Field) -> Element:
    """Return whether a field may be changed by hand: nothing in a journal may."""
    return qml.element("field", name=field.name, editable=int(layer.role != "journal"))


def _widget(catalogue: Catalogue, file: str, layer: Layer, field: Field, lang: Lang) -> Element:
    kind, settings = _editor(catalogue, file, layer, field.known, lang)
    config = qml.element("config", qml.option(settings))
    editor = qml.element("editWidget", config, type=kind)
    return qml.element("field", editor, name=field.name)


def _editor(
    catalogue: Catalogue, file: str, layer: Layer, column: Column | None, lang: Lang
) -> tuple[str, dict[str, object]]:
    """Return the kind of QGIS's widget for a column, and its settings."""
    codes = codes_of(catalogue, file, layer, column) if column else {}
    if codes:
        # One map for each line, so that two codes of one title both stay.
        lines = [{title.say(lang): code} for code, title in codes.items()]
        return "ValueMap", {"map": [{_NO_VALUE_TITLE: _NO_VALUE}, *lines]}
    if column and column.type == "date":
        return "DateTime", {
            "allow_null": True,
            "calendar_popup": True,
            "display_format": {"vi": "dd/MM/yyyy", "en": "d MMMM yyyy"}[lang],
            "field_format": "yyyy-MM-dd",
            "field_iso_format": False,
        }
    # In a box of several lines, QGIS 3.22 puts the word NULL where there is no value.
    return "TextEdit", {"IsMultiline": False, "UseHtml": False}


def _constraints(
    catalogue: Catalogue, file: str, layer: Layer, fields: Iterable[Field], lang: Lang
) -> tuple[Element, Element]:
    rules, expressions = qml.element("constraints"), qml.element("constraintExpressions")
    for field in fields:
        if field.name == layer.key:
            unique = bool(layer.geometry) or layer.unique
            rules.append(_rule(field, _NOT_NULL | (_UNIQUE if unique else 0)))
            continue
        expression, words = _expression(catalogue, file, layer, field.known)
        if expression:
            rules.append(_rule(field, _EXPRESSION))
            expressions.append(
                qml.element("constraint", field=field.name, exp=expression, desc=words.say(lang))
            )
    return rules, expressions


def _rule(field: Field, kinds: int) -> Element:
    return qml.element(
        "constraint",
        field=field.name,
        constraints=kinds,
        notnull_strength=_HARD if kinds & _NOT_NULL else 0,
        unique_strength=_HARD if kinds & _UNIQUE else 0,
        exp_strength=_SOFT if kinds & _EXPRESSION else 0,
    )


def _expression(
    catalogue: Catalogue, file: str, layer: Layer, column: Column | None
) -> tuple[str, Text]:
    """Return what a column's value should fulfil, empty where anything will do, and its words."""
    nothing = ("", Text("", ""))
    if column is None:
        return nothing
    name = qml.column(column.name)
    if column.type == "partial_date":
        pattern = qml.literal(_PARTIAL_DATE_PATTERN)
        return f"{name} IS NULL OR regexp_match({name}, {pattern}) > 0", _PARTIAL_DATE
    if layer.statuses and column.codes == "statuses":
        codes = codes_of(catalogue, file, layer, column)
        return f"{name} IS NULL OR {qml.one_of(column.name, codes)}", STATUS_HELP
    return nothing


def _groups(catalogue: Catalogue, fields: Iterable[Field], lang: Lang) -> list[Element]:
    """Return the form's fields: the areas and the outline in boxes, the user's own at the end."""
    left = list(fields)
    boxes = []
    for title, ends in _GROUPS:
        held = [field for field in left if field.known and field.name.endswith(ends)]
        left = [field for field in left if field not in held]
        if held:
            boxes.append(_box(catalogue.text("page", title, lang), held))
    return [*map(_place, left), *boxes]


def _box(title: str, fields: Iterable[Field]) -> Element:
    return qml.element(
        "attributeEditorContainer",
        *map(_place, fields),
        name=title,
        groupBox=1,
        showLabel=1,
        columnCount=1,
    )


def _place(field: Field) -> Element:
    return qml.element("attributeEditorField", name=field.name, showLabel=1)
