"""Other formats in: from a file to rows and geometries that fit the catalogue."""

from zoneplan.exchange.conform import conformed, value_of
from zoneplan.exchange.coordinates import coordinates_of, read_coordinates
from zoneplan.exchange.tables import read_table

__all__ = ["conformed", "coordinates_of", "read_coordinates", "read_table", "value_of"]
