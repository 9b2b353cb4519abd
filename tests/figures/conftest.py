import re

import pytest


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
