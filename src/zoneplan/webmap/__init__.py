"""The map page: a plan, its tables and findings to one HTML text that needs no network."""

from zoneplan.webmap.basemap import Basemap, basemap_of
from zoneplan.webmap.comparison import Told, comparison_page
from zoneplan.webmap.crowd import left_out
from zoneplan.webmap.page import render
from zoneplan.webmap.served import Served, served_page, waiting_page
from zoneplan.webmap.summary import summary_page
from zoneplan.webmap.variants import variants_page

__all__ = [
    "Basemap",
    "Served",
    "Told",
    "basemap_of",
    "comparison_page",
    "left_out",
    "render",
    "served_page",
    "summary_page",
    "variants_page",
    "waiting_page",
]
