"""How the page turns WGS 84 into the plan's own coordinates: the parameters, from PROJ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyproj import CRS

from zoneplan import crs

if TYPE_CHECKING:
    from zoneplan.plan import Plan

_TRANSVERSE_MERCATOR = "9807"
_HELMERT = ("x", "y", "z", "rx", "ry", "rz", "s")


def projection(plan: Plan) -> dict[str, object] | None:
    """Return name, ellipsoid, projection and datum shift of the plan's system.

    None where the system is no Transverse Mercator. `shift` holds metres, seconds of arc and
    parts per million from the plan's datum to WGS 84, in the coordinate frame convention.
    """
    system = CRS.from_user_input(plan.settings.crs)
    operation = system.coordinate_operation
    if operation is None or operation.method_code != _TRANSVERSE_MERCATOR:
        return None
    lat0, lon0, scale, east, north = (parameter.value for parameter in operation.params)
    ellipsoid = crs.ellipsoid(plan.settings.crs)
    return {
        "name": system.name,
        "a": ellipsoid.a,
        "f": ellipsoid.f,
        "lat0": lat0,
        "lon0": lon0,
        "scale": scale,
        "east": east,
        "north": north,
        "shift": _shift(plan.settings.crs),
    }


def _shift(system: str) -> list[float]:
    """Return the seven parameters that PROJ uses in the middle of the system's area of use."""
    area = CRS.from_user_input(system).area_of_use
    middle = (0.0, 0.0)
    if area is not None:
        middle = ((area.west + area.east) / 2, (area.south + area.north) / 2)
    transformer = crs.transformer(crs.geographic(system), crs.WGS84)
    transformer.transform(*middle)
    steps = transformer.get_last_used_operation().definition.split(" step ")
    found = next((step for step in steps if "proj=helmert" in step), "")
    given = dict(word.split("=", 1) for word in found.split() if "=" in word)
    sign = -1 if given.get("convention") == "position_vector" else 1
    values = [float(given.get(name, 0)) for name in _HELMERT]
    return [*values[:3], *(sign * turn + 0.0 for turn in values[3:6]), values[6]]
