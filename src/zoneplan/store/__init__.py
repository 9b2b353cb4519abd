"""The only room that opens the plan's files, and the only one that writes any file."""

from zoneplan.store.creating import NewTable, create_geopackage
from zoneplan.store.output import read_bytes, write_all
from zoneplan.store.reading import read_plan
from zoneplan.store.settings import Intake, read_intake, read_settings

__all__ = [
    "Intake",
    "NewTable",
    "create_geopackage",
    "read_bytes",
    "read_intake",
    "read_plan",
    "read_settings",
    "write_all",
]
