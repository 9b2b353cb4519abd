"""Features by name, and named in one cell of a table."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pandas as pd

from zoneplan import timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

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


def names_of(plan: Plan, layer: Layer) -> pd.DataFrame:
    """Return layer, code, name_vi and name_en of a layer's features, on the frame's index.

    Names are those in use on the plan's day; None where the layer has none.
    """
    frame = plan.frame(layer.name)
    dated = timeline.names_on(plan.tables["names"], plan.as_of)
    rows = pd.DataFrame(
        {"layer": layer.name, "code": frame[layer.key]}, index=frame.index, dtype=object
    )
    for column in ("name_vi", "name_en"):
        rows[column] = rows["code"].map(dated[column]).astype(object)
        if column in frame:
            rows[column] = rows[column].fillna(frame[column])
    return rows
