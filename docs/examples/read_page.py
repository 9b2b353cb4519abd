"""Reads the features of a map page without a browser: `python read_page.py maps/index.html`."""

from __future__ import annotations

import json
import re
import sys
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATA = re.compile(r'id="zoneplan-data">(.*?)</script>', re.DOTALL)
_SIGNS = [sign for sign in map(chr, range(0x21, 0x7F)) if sign not in '"\\<`{}']
_LEADS = [10, 54, 18, 4, 1, 1]
_BEGINS_PART, _BEGINS_SHAPE, _CLOSES, _KINDS = 1, 2, 3, 6


def document_of(page: str) -> dict[str, Any]:
    """Return the document that a page holds."""
    found = _DATA.search(page)
    content: dict[str, Any] = json.loads(found[1]) if found else {}
    return content


def features_of(layer: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a layer's features, each with its shape, values, areas and dated events."""
    packed = layer["features"]
    size, history = packed["count"], packed["history"] or {"counts": "", "events": {}}
    counts = list(numbers(history["counts"])) or [0] * size
    events = iter(rows(history["events"], sum(counts)))
    values = rows(packed["values"], size)
    return [
        {
            "code": own.get(layer["key"]),
            "shape": shape,
            "values": own,
            "area": area,
            "history": [next(events) for _ in range(dated)],
        }
        for own, shape, area, dated in zip(
            values, shapes(packed), rows(packed["areas"] or {}, size), counts, strict=True
        )
    ]


def numbers(text: str) -> Iterator[int]:
    """Read the whole numbers of a run of signs."""
    values = map(_SIGNS.index, text)
    for first in values:
        number, least, lead = first, 0, 0
        for following, leads in enumerate(_LEADS):
            if first < lead + leads:
                number = first - lead
                for _ in range(following):
                    number = number * len(_SIGNS) + next(values)
                yield number + least
                break
            lead += leads
            least += leads * len(_SIGNS) ** following


def unfolded(number: int) -> int:
    """Return the number of either sign that a whole number stands for: 0, -1, 1, -2 and on."""
    return -(number // 2) - 1 if number % 2 else number // 2


def rows(columns: dict[str, dict[str, Any]], size: int) -> list[dict[str, Any]]:
    """Return the rows of packed columns without what is empty."""
    cells = {name: column_of(column, size) for name, column in columns.items()}
    return [
        {name: column[row] for name, column in cells.items() if column[row] is not None}
        for row in range(size)
    ]


def column_of(column: dict[str, Any], size: int) -> list[Any]:
    """Return the cells of one column, whichever of the four forms it has."""
    if "each" in column:
        return list(column["each"])
    if "of" in column:
        places = numbers(column["at"]) if "at" in column else [1] * size
        return [column["of"][place - 1] if place else None for place in places]
    if "whole" in column:
        scale = 10 ** column["decimals"]
        wholes = numbers(column["whole"])
        return [unfolded(whole - 1) / scale if whole else None for whole in wholes]
    cells: list[str | None] = []
    before, at = "", 0
    for same, more in zip(numbers(column["shared"]), numbers(column["own"]), strict=True):
        if more:
            before = before[:same] + column["text"][at : at + more - 1]
            at += more - 1
        cells.append(before if more else None)
    return cells


def shapes(packed: dict[str, Any]) -> list[list[list[list[tuple[float, float]]]]]:
    """Return each shape as parts of rings of longitude and latitude; empty where none is drawn."""
    steps = [unfolded(number) for number in numbers(packed["steps"])]
    points = zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)
    found: list[list[list[list[tuple[float, float]]]]] = []
    for head in numbers(packed["rings"]):
        ring = [(lon / 1e6, lat / 1e6) for lon, lat in islice(points, head // _KINDS)]
        if head % _CLOSES == _BEGINS_SHAPE:
            found.append([])
        if ring and head % _CLOSES in {_BEGINS_PART, _BEGINS_SHAPE}:
            found[-1].append([])
        if ring:
            found[-1][-1].append([*ring, ring[0]] if head % _KINDS >= _CLOSES else ring)
    return found


def main() -> None:
    """Print what each layer of a page holds."""
    content = document_of(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for layer in content["layers"]:
        print(layer["name"])
        for feature in features_of(layer):
            points = sum(len(ring) for part in feature["shape"] for ring in part)
            print(f"  {feature['code']}: {points} points, {feature['values']}")


if __name__ == "__main__":
    main()
