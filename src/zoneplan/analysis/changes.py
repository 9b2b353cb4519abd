"""Two states of one plan to what changed between them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from zoneplan.change import GEOMETRY, Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan


def changes_between(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Return every row that was added, changed or removed, in the catalogue's order.

    Rows of tables without a unique key (events, names) are compared whole: one that differs is
    one removed and one added.
    """
    catalogue = after.catalogue
    return tuple(
        change
        for name in catalogue.layers
        if name in before.layers and name in after.layers
        for change in _between(
            catalogue.layers[name], before.layers[name].frame, after.layers[name].frame
        )
    ) + tuple(
        change
        for layer in catalogue.with_role("history")
        for change in _between(layer, before.events, after.events)
    )


def _between(layer: Layer, before: pd.DataFrame, after: pd.DataFrame) -> Iterator[Change]:
    old, new = _rows(before), _rows(after)
    if layer.geometry or layer.unique:
        yield from _by_key(layer, old, new)
    else:
        yield from _by_content(layer, old, new)


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False)]


def _by_key(
    layer: Layer, old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]
) -> Iterator[Change]:
    then = {row.get(layer.key): row for row in old}
    now = {row.get(layer.key): row for row in new}
    for key in dict.fromkeys((*then, *now)):
        change = Change(layer=layer.name, code=key, before=then.get(key), after=now.get(key))
        if change.columns:
            yield change


def _by_content(
    layer: Layer, old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]
) -> Iterator[Change]:
    then = {_content(row): row for row in old}
    now = {_content(row): row for row in new}
    counts = Counter(map(_content, new))
    counts.subtract(Counter(map(_content, old)))
    for content, count in counts.items():
        row = now.get(content) or then[content]
        for _ in range(abs(count)):
            yield Change(
                layer=layer.name,
                code=row.get(layer.key),
                before=row if count < 0 else None,
                after=row if count > 0 else None,
            )


def _content(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(value) for column, value in row.items() if column != GEOMETRY)
