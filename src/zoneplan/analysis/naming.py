"""Features named in one cell of a table."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

_NAMED = 20


def named(codes: Sequence[object] | pd.Series) -> str | None:
    """Return codes in one text, the first twenty and how many more; None where there are none."""
    shown = ", ".join(code if isinstance(code, str) else "?" for code in islice(codes, _NAMED))
    more = f" … +{len(codes) - _NAMED}" if len(codes) > _NAMED else ""
    return shown + more or None


def named_by(groups: Iterable[tuple[object, object]]) -> str | None:
    """Return codes in one text by what each falls under: `construction: LH03, LH04; …`.

    `groups` are pairs of group and code; None where there are none.
    """
    under: dict[str, list[object]] = {}
    for group, code in groups:
        under.setdefault(group if isinstance(group, str) else "?", []).append(code)
    return "; ".join(f"{group}: {named(codes)}" for group, codes in under.items()) or None
