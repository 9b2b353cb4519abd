"""A planning register for an economic-zone authority: layers, checks, analysis, maps."""

__version__ = "0.1.0"
