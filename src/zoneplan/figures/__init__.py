"""Print figures of a plan: drawn without pyplot, without global state, without the disk."""

from zoneplan.figures.output import png, svg
from zoneplan.figures.overview import overview

__all__ = ["overview", "png", "svg"]
