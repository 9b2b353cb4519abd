"""Print figures of a plan: drawn without pyplot, without global state, without the disk."""

from matplotlib.figure import Figure

from zoneplan.figures.extent import Wanted, bounds_of
from zoneplan.figures.mapsheet import map_sheet
from zoneplan.figures.output import pdf, png, refuse_suffix, rendered, svg
from zoneplan.figures.overview import overview
from zoneplan.figures.paper import A4_LANDSCAPE, Paper
from zoneplan.figures.progress import progress
from zoneplan.figures.progress_chart import draw_progress
from zoneplan.figures.voice import Tongue

__all__ = [
    "A4_LANDSCAPE",
    "Figure",
    "Paper",
    "Tongue",
    "Wanted",
    "bounds_of",
    "draw_progress",
    "map_sheet",
    "overview",
    "pdf",
    "png",
    "progress",
    "refuse_suffix",
    "rendered",
    "svg",
]
