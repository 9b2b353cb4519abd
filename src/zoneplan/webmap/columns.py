"""Columns of a table as the page's document holds them: small, and whole to the last digit.

Four forms: `each` cell as it is; the few texts of which a column has many (`of`, and `at` which);
texts that begin as the one before (`shared` signs, then `own` more from `text`); figures as whole
numbers of their last decimal (`whole`, `decimals`). A column without any value is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from zoneplan.webmap.digits import MOST, digits, folded
from zoneplan.webmap.jsontext import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Column = dict[str, Any]

_MOST_DECIMALS = 6
_FEW = 0.5
_LAST_OF_ONE_UNIT = 0xFFFF


def packed_columns(table: pd.DataFrame) -> dict[str, Column]:
    """Return the columns of a table that hold anything, by name."""
    named = {str(name): packed(table[name]) for name in table.columns}
    return {name: column for name, column in named.items() if column is not None}


def packed(cells: pd.Series) -> Column | None:
    """Return a column in the form that fits it, None where all its cells are empty."""
    if cells.dtype.kind == "f":
        return _figures(cells.where(np.isfinite(cells)).to_numpy(dtype=float))
    if pd.api.types.infer_dtype(cells, skipna=True) == "string":
        return _texts(cells.astype(object).where(cells.notna(), None).tolist())
    values = [plain(cell) for cell in cells]
    kinds = {type(value) for value in values} - {type(None)}
    if not kinds:
        return None
    if kinds == {str}:
        return _texts([None if value is None else str(value) for value in values])
    figures = [value for value in values if isinstance(value, (int, float))]
    if kinds <= {int, float} and max(map(abs, figures)) <= MOST:
        return _figures(np.array(values, dtype=float))
    return {"each": values}


def _figures(figures: np.ndarray[Any, np.dtype[np.float64]]) -> Column | None:
    """Return figures in the fewest decimals that hold them to the last bit; NaN is empty."""
    known = ~np.isnan(figures)
    if not known.any():
        return None
    for decimals in range(_MOST_DECIMALS + 1):
        whole = np.rint(figures[known] * 10**decimals)
        if np.abs(whole).max() * 2 + 1 > MOST:
            break
        if (whole / 10**decimals == figures[known]).all():
            numbers = np.zeros(len(figures), dtype=np.int64)
            numbers[known] = folded(whole.astype(np.int64)) + 1
            return {"decimals": decimals, "whole": digits(numbers)}
    return {"each": [None if np.isnan(x) else x for x in figures.tolist()]}


def _texts(texts: Sequence[str | None]) -> Column:
    distinct = list(dict.fromkeys(text for text in texts if text is not None))
    if len(distinct) <= _FEW * len(texts):
        place = {text: number for number, text in enumerate(distinct, start=1)}
        at = np.array([0 if text is None else place[text] for text in texts], dtype=np.int64)
        return {"of": distinct} if (at == 1).all() else {"of": distinct, "at": digits(at)}
    return _fronted(texts) or {"each": list(texts)}


def _fronted(texts: Sequence[str | None]) -> Column | None:
    """Return texts by what each has in common with the one before; 0 more signs is empty.

    None where a text has a sign that is two units to a browser.
    """
    known = [text for text in texts if text is not None]
    signs = np.frombuffer("".join(known).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    if (signs > _LAST_OF_ONE_UNIT).any():
        return None
    lengths = np.array([len(text) for text in known], dtype=np.int64)
    same = _shared(signs, lengths)
    at = np.flatnonzero([text is not None for text in texts])
    shared, own = np.zeros((2, len(texts)), dtype=np.int64)
    shared[at], own[at] = same, lengths - same + 1
    rest = "".join([text[kept:] for text, kept in zip(known, same.tolist(), strict=True)])
    return {"shared": digits(shared), "own": digits(own), "text": rest}


def _shared(signs: NDArray[np.uint32], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many signs each text shares with the one before, from all signs in a run."""
    begins = np.cumsum(lengths) - lengths
    most = np.minimum(lengths[1:], lengths[:-1])
    same = np.zeros(len(lengths), dtype=np.int64)
    alike = np.flatnonzero(most)
    while len(alike):
        place = same[alike + 1]
        alike = alike[signs[begins[alike] + place] == signs[begins[alike + 1] + place]]
        same[alike + 1] += 1
        alike = alike[same[alike + 1] < most[alike]]
    return same
