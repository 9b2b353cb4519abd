"""What a plan may contain and how it looks: layers, columns, statuses, colours, texts.

The data are TOML files in `data/`; everything that draws or prints takes them from here.
"""

from zoneplan.catalogue.loading import load_catalogue
from zoneplan.catalogue.model import (
    Audience,
    BoundaryBasis,
    Catalogue,
    Column,
    Hatch,
    Layer,
    Status,
    Style,
)

__all__ = [
    "Audience",
    "BoundaryBasis",
    "Catalogue",
    "Column",
    "Hatch",
    "Layer",
    "Status",
    "Style",
    "load_catalogue",
]
