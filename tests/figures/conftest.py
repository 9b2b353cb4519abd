import re

import matplotlib as mpl
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg

DPI = 254
"""Ten pixels a millimetre."""


@pytest.fixture(scope="session")
def artists():
    """Find what was drawn under labels that match a pattern."""

    def found(figure, pattern):
        return figure.findobj(lambda artist: re.fullmatch(pattern, str(artist.get_label())))

    return found


@pytest.fixture(scope="session")
def texts(artists):
    """Read what was written under labels that match a pattern."""

    def read(figure, pattern=".*"):
        return [each.get_text() for each in artists(figure, pattern) if hasattr(each, "get_text")]

    return read


@pytest.fixture(scope="session")
def extents(artists):
    """Measure where texts stand on paper: label, words and box in mm from the lower left."""

    def measured(figure, pattern):
        old, figure.dpi = figure.dpi, DPI
        renderer = FigureCanvasAgg(figure).get_renderer()
        with mpl.rc_context({"text.hinting": "none"}):
            found = [
                (text.get_label(), text.get_text(), text.get_window_extent(renderer).extents / 10)
                for text in artists(figure, pattern)
                if hasattr(text, "get_text")
            ]
        figure.dpi = old
        return [(label, words, shapely.box(*sides)) for label, words, sides in found]

    return measured
