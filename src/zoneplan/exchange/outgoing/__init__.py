"""The plan's layers out: from a suffix to the function that renders a format, all in memory.

A plan cut down to what leaves goes in, file names with their bytes come out. Every format says
how far its outlines may be trusted, and from which revision and day they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.exchange.outgoing.drawing import drawing
from zoneplan.exchange.outgoing.geojson import geojson
from zoneplan.exchange.outgoing.geopackage import geopackage
from zoneplan.exchange.outgoing.kml import kml
from zoneplan.exchange.outgoing.shapefile import shapefiles, zipped_shapefiles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zoneplan.language import Lang
    from zoneplan.plan import Plan

    Writer = Callable[[Plan, str, Lang], Mapping[str, bytes]]

__all__ = ["WRITERS"]

WRITERS: Mapping[str, Writer] = {
    ".gpkg": geopackage,
    ".geojson": geojson,
    ".kml": kml,
    ".shp": shapefiles,
    ".zip": zipped_shapefiles,
    ".dxf": drawing,
}
"""From suffix to writer: plan, file name without suffix and language to the files made."""
