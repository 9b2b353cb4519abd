"""The atlas: a sheet for each feature and for each two neighbouring berths, as one PDF."""

from zoneplan.figures.atlas.binding import bind
from zoneplan.figures.atlas.entry import Block, Entry
from zoneplan.figures.atlas.sheets import Sheet, sheets_of

__all__ = ["Block", "Entry", "Sheet", "bind", "sheets_of"]
