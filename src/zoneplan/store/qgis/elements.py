"""Elements of a QGIS style document (QML) and QGIS expressions, as QGIS 3.22 and later read them.

QGIS's own source of the format: `QgsXmlUtils` (Option), `QgsPropertyCollection` (data-defined).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, tostring

from zoneplan.errors import CatalogueError
from zoneplan.language import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_OPAQUE = 255
_EXPRESSION = 3


def text(value: object) -> str:
    """Return a value as text that an XML document can hold, in NFC."""
    return _NO_XML.sub("\ufffd", normalised(str(value)))


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """Return an element; an attribute that is a Python keyword is given with a trailing `_`."""
    made = Element(tag, {name.rstrip("_"): text(value) for name, value in attributes.items()})
    made.extend(children)
    return made


def with_text(tag: str, words: str) -> Element:
    """Return an element that holds a text."""
    made = Element(tag)
    made.text = text(words)
    return made


def option(value: object, name: str | None = None) -> Element:
    """Return a value as QGIS keeps it: a map, a list, a switch, a number or a text."""
    named = {} if name is None else {"name": name}
    if isinstance(value, Mapping):
        held = [option(part, str(key)) for key, part in value.items()]
        return element("Option", *held, type="Map", **named)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return element("Option", *map(option, value), type="List", **named)
    if isinstance(value, bool):
        return element("Option", type="bool", value=str(value).lower(), **named)
    if isinstance(value, int | float):
        kind = "int" if isinstance(value, int) else "double"
        return element("Option", type=kind, value=value, **named)
    return element("Option", type="QString", value=value, **named)


def properties(values: Mapping[str, object]) -> Element:
    """Return the properties of a symbol layer, which QGIS keeps as text."""
    return option({key: f"{value}" for key, value in values.items()})


def data_defined(tag: str, expressions: Mapping[str, str]) -> Element:
    """Return properties that follow each feature by an expression."""
    held = {
        key: {"active": True, "expression": expression, "type": _EXPRESSION}
        for key, expression in expressions.items()
    }
    return element(tag, option({"name": "", "properties": held, "type": "collection"}))


def document(root: Element) -> str:
    """Return the document as text; the same elements give the same text."""
    return tostring(root, encoding="unicode")


def colour(code: str, share: float = 1) -> str:
    """Return a colour `#RRGGBB` as QGIS writes it; `share` is its opacity from 0 to 1.

    Raises `CatalogueError` where the catalogue writes a colour in another way.
    """
    if not _COLOUR.fullmatch(code):
        raise CatalogueError(
            vi=f"Danh mục có màu {code!r}, QGIS không đọc được. Hãy ghi dạng #RRGGBB "
            "trong styles.toml.",
            en=f"The catalogue has a colour {code!r}, which QGIS cannot read. Write it as #RRGGBB "
            "in styles.toml.",
        )
    parts = [int(code[at : at + 2], 16) for at in (1, 3, 5)]
    return ",".join(map(str, [*parts, round(share * _OPAQUE)]))


def literal(words: str) -> str:
    """Return a text as a literal of a QGIS expression, whatever it contains."""
    return "'" + text(words).replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n") + "'"


def column(name: str) -> str:
    """Return a column's name as a QGIS expression, whatever it contains."""
    return '"' + text(name).replace('"', '""') + '"'


def one_of(name: str, codes: Iterable[str]) -> str:
    """Return the condition that a column holds one of some codes."""
    held = ", ".join(map(literal, codes))
    return f"{column(name)} IN ({held})" if held else "false"


def by_code(name: str, values: Mapping[str, str], otherwise: str) -> str:
    """Return the expression that gives an expression for each code in a column."""
    cases = " ".join(
        f"WHEN {column(name)} = {literal(code)} THEN {value}" for code, value in values.items()
    )
    return f"CASE {cases} ELSE {otherwise} END" if cases else otherwise
