"""The map page: a plan, its tables and findings to one HTML text that needs no network."""

from zoneplan.webmap.page import render

__all__ = ["render"]
