"""Whole numbers as a run of signs: one for the smallest, none that JSON or a page must escape.

A number begins with a sign that tells how many follow: the first ten signs stand alone for 0 to 9,
the next 54 have one more sign after them, and so on. The numbers of each length go on where those
of the one before end, so that none can be written in two ways.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

SIGNS = "".join(chr(sign) for sign in range(0x21, 0x7F) if chr(sign) not in '"\\<`{}')
LEADS = (10, 54, 18, 4, 1, 1)
"""How many of the signs begin a number of one sign, of two, …"""

_BASE = len(SIGNS)
_ROOM = np.array(LEADS, dtype=np.int64) * _BASE ** np.arange(len(LEADS), dtype=np.int64)
_ENDS = np.cumsum(_ROOM)
_STARTS = _ENDS - _ROOM
_FIRST_LEADS = np.cumsum(LEADS) - LEADS
_CODES = np.frombuffer(SIGNS.encode(), dtype=np.uint8)
MOST = int(_ENDS[-1]) - 1
"""The largest number that can be written."""


def digits(numbers: Whole) -> str:
    """Return numbers from 0 to `MOST` one after the other as signs."""
    widths = np.searchsorted(_ENDS, numbers, side="right")
    begins = np.cumsum(widths + 1) - widths - 1
    signs = np.zeros(len(numbers) + int(widths.sum()), dtype=np.uint8)
    for width in range(len(LEADS)):
        at = np.flatnonzero(widths == width)
        rest = numbers[at] - _STARTS[width]
        for place in range(width, 0, -1):
            rest, signs[begins[at] + place] = np.divmod(rest, _BASE)
        signs[begins[at]] = rest + _FIRST_LEADS[width]
    return _CODES[signs].tobytes().decode("ascii")


def folded(numbers: Whole) -> Whole:
    """Return numbers of either sign as such from 0 on, which stand for 0, -1, 1, -2 and on."""
    return np.where(numbers < 0, -2 * numbers - 1, 2 * numbers)
