"""The map page: a plan, its tables and findings to one HTML text that needs no network."""

from zoneplan.webmap.comparison import Told, comparison_page
from zoneplan.webmap.page import render
from zoneplan.webmap.summary import summary_page

__all__ = ["Told", "comparison_page", "render", "summary_page"]
