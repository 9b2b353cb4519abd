"""Other formats in: from a file to rows and geometries that fit the catalogue.

What needs the libraries for drawings and workbooks is loaded when it is first used: most commands
never do.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from zoneplan.exchange.conform import conformed, is_ambiguous, value_of
from zoneplan.exchange.coordinates import coordinates_of, read_coordinates, refuse_misplaced

if TYPE_CHECKING:
    from zoneplan.exchange.annex import disagreements, outline_of, read_annex
    from zoneplan.exchange.annex.layout import is_header
    from zoneplan.exchange.big import BigLayer, opened_layer
    from zoneplan.exchange.big_table import Batch, Span
    from zoneplan.exchange.features import read_features
    from zoneplan.exchange.fields import fitted, read_field_map
    from zoneplan.exchange.legacy_text import Encoding
    from zoneplan.exchange.shapes import mended
    from zoneplan.exchange.tables import TABLES, read_rows, read_table

__all__ = [
    "TABLES",
    "Batch",
    "BigLayer",
    "Encoding",
    "Span",
    "conformed",
    "coordinates_of",
    "disagreements",
    "fitted",
    "is_ambiguous",
    "is_header",
    "mended",
    "opened_layer",
    "outline_of",
    "read_annex",
    "read_coordinates",
    "read_features",
    "read_field_map",
    "read_rows",
    "read_table",
    "refuse_misplaced",
    "value_of",
]

_LATE = {
    "Batch": "big_table",
    "BigLayer": "big",
    "Encoding": "legacy_text",
    "Span": "big_table",
    "TABLES": "tables",
    "disagreements": "annex",
    "fitted": "fields",
    "is_header": "annex.layout",
    "mended": "shapes",
    "opened_layer": "big",
    "outline_of": "annex",
    "read_annex": "annex",
    "read_features": "features",
    "read_field_map": "fields",
    "read_rows": "tables",
    "read_table": "tables",
}


def __getattr__(name: str) -> object:
    if name not in _LATE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
