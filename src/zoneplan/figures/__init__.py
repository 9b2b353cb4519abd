"""Print figures of a plan: drawn without pyplot, without global state, without the disk."""

from matplotlib.figure import Figure

from zoneplan.figures.areas import areas, draw_area
from zoneplan.figures.capital import capital, capital_sources, draw_amount, has_capital
from zoneplan.figures.captions import caption, caption_file, described, short_caption
from zoneplan.figures.design import Design, design_of, packaged_toml
from zoneplan.figures.extent import Wanted, bounds_of
from zoneplan.figures.land import draw_land, land
from zoneplan.figures.mapsheet import map_sheet
from zoneplan.figures.origin import sources_of
from zoneplan.figures.output import pdf, png, refuse_suffix, rendered, svg
from zoneplan.figures.overview import overview
from zoneplan.figures.paper import A4_LANDSCAPE, Paper
from zoneplan.figures.progress import progress
from zoneplan.figures.progress_chart import draw_progress
from zoneplan.figures.voice import Tongue

__all__ = [
    "A4_LANDSCAPE",
    "Design",
    "Figure",
    "Paper",
    "Tongue",
    "Wanted",
    "areas",
    "bounds_of",
    "capital",
    "capital_sources",
    "caption",
    "caption_file",
    "described",
    "design_of",
    "draw_amount",
    "draw_area",
    "draw_land",
    "draw_progress",
    "has_capital",
    "land",
    "map_sheet",
    "overview",
    "packaged_toml",
    "pdf",
    "png",
    "progress",
    "refuse_suffix",
    "rendered",
    "short_caption",
    "sources_of",
    "svg",
]
