"""Where a finding on a feature is, when its rule is about no point of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zoneplan.checks.geometry import inside, outlines

if TYPE_CHECKING:
    from collections.abc import Iterable

    import shapely

    from zoneplan.finding import Finding
    from zoneplan.plan import Plan


def located(plan: Plan, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in their order, those that name a feature but no place in its middle.

    A row of a register or a history is where the feature is that bears its code, if only one does.
    """
    found = tuple(findings)
    wanted = {each.place.code for each in found if each.place.code and each.place.at is None}
    shapes: dict[tuple[str, str], shapely.Geometry] = {}
    bearers: dict[str, list[shapely.Geometry]] = {}
    for own in outlines(plan):
        for code, shape in zip(own.codes, own.shapes, strict=True):
            if code in wanted and shape is not None:
                shapes[own.layer.name, code] = shape
                bearers.setdefault(code, []).append(shape)
    return tuple(_placed(each, shapes, bearers) for each in found)


def _placed(
    finding: Finding,
    shapes: dict[tuple[str, str], shapely.Geometry],
    bearers: dict[str, list[shapely.Geometry]],
) -> Finding:
    place = finding.place
    if place.at is not None or place.code is None:
        return finding
    shape = shapes.get((place.layer, place.code))
    if shape is None and len(bearers.get(place.code, ())) == 1:
        shape = bearers[place.code][0]
    at = None if shape is None else inside(shape)
    return finding if at is None else replace(finding, place=replace(place, at=at))
