"""Which system a file states: a real code where its parameters are those of one.

A definition of VN-2000 written by hand may lose the change of datum and still call itself
EPSG:9210 (224.5 m off on the way to WGS 84). So the parameters are compared, and the code's own
definition takes its place.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from pyproj import CRS
from pyproj.database import query_crs_info
from pyproj.enums import PJType
from pyproj.exceptions import CRSError

from zoneplan.crs import VN2000_GEOGRAPHIC
from zoneplan.errors import IntakeError
from zoneplan.exchange.received import told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zoneplan.finding import Finding

_TO_WGS84 = (-191.90441429, -39.30318279, -111.45032835)
"""The translations of EPSG:6960 in metres; the rotations turn with the convention used."""
_SAME_SHIFT_M = 0.01
_SEMI_MAJOR_M = 6_378_137
_INVERSE_FLATTENING = 298.257223563
_SAME_FLATTENING = 1e-6
_TM_PARAMETERS = ("latitude", "longitude", "scale factor", "false easting", "false northing")
_SURE = 70
_WITH_X_FIRST = {"OGC:CRS84": "EPSG:4326"}
"""Systems that differ from a code in the order of axes only, which is x first here always."""


def stated(definition: str | None, layer: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the code of what a file defines (else its WKT), and what the user should know.

    None where the file defines nothing, or a drawing's own axes.
    """
    if not definition:
        return None, ()
    try:
        crs = CRS.from_user_input(definition)
    except CRSError as fault:
        return None, (_not_understood(layer, fault),)
    if crs.is_engineering:
        return None, ()
    code = crs.to_authority(min_confidence=_SURE)
    name = _WITH_X_FIRST.get(":".join(code), ":".join(code)) if code else ""
    if name and CRS.from_user_input(name).equals(crs, ignore_axis_order=True):
        return name, ()
    vietnamese = _vn2000_code(crs)
    if vietnamese is not None:
        return _judged(crs, vietnamese, layer)
    return (name, (_taken_for(layer, crs, name),)) if name else (crs.to_wkt(), ())


def agreed(path: Path, given: str | None, by_user: str | None) -> str | None:
    """Return the system to use; raises `IntakeError` where file and user contradict each other.

    A definition that has VN-2000's projection but no datum may be named by the user.
    """
    if by_user is None:
        return given
    try:
        wanted = CRS.from_user_input(by_user)
    except CRSError as fault:
        raise IntakeError(
            vi=f"Không có hệ tọa độ {by_user}. Hãy ghi mã EPSG, ví dụ EPSG:9210.",
            en=f"There is no coordinate system {by_user}. Give an EPSG code, such as EPSG:9210.",
        ) from fault
    code = wanted.to_authority()
    name = ":".join(code) if code else by_user
    if given is None or CRS.from_user_input(given).equals(wanted, ignore_axis_order=True):
        return name
    if not given.startswith("EPSG:") and _vn2000_code(CRS.from_user_input(given)) == name:
        return name
    said = given if given.startswith("EPSG:") else CRS.from_user_input(given).name
    raise IntakeError(
        vi=f"{path.name} ghi hệ tọa độ {said}, nhưng lệnh nói {name}. Hãy bỏ --crs, "
        "hoặc sửa hệ tọa độ trong tệp nếu tệp ghi sai.",
        en=f"{path.name} states the coordinate system {said}, but the command says {name}. "
        "Leave out --crs, or correct the file's system if that is wrong.",
    )


def required(path: Path, by_user: str | None) -> str:
    """Return the user's system for a drawing, which states none; raises `IntakeError` without."""
    crs = agreed(path, None, by_user)
    if crs is None:
        raise IntakeError(
            vi=f"Bản vẽ {path.name} không ghi hệ tọa độ. Hãy ghi --crs, ví dụ --crs EPSG:9210 "
            "(VN-2000, kinh tuyến trục 105°45', múi 3°).",
            en=f"The drawing {path.name} states no coordinate system. Give --crs, such as "
            "--crs EPSG:9210 (VN-2000, TM-3, 105°45').",
        )
    return crs


@cache
def _vn2000_projections() -> dict[tuple[float, ...], str]:
    """Return the projected systems of VN-2000 by their parameters."""
    found = query_crs_info(auth_name="EPSG", pj_types=PJType.PROJECTED_CRS)
    codes = {f"EPSG:{each.code}" for each in found if each.name.startswith("VN-2000 /")}
    known = {code: _tm_parameters(CRS.from_user_input(code)) for code in sorted(codes)}
    return {numbers: code for code, numbers in known.items() if numbers is not None}


def _tm_parameters(crs: CRS) -> tuple[float, ...] | None:
    """Return latitude, meridian, scale, false easting and northing of a Transverse Mercator."""
    operation = crs.coordinate_operation
    metres = all(axis.unit_conversion_factor == 1 for axis in crs.axis_info)
    if operation is None or operation.method_name != "Transverse Mercator" or not metres:
        return None
    named = {each.name.lower(): each.value * each.unit_conversion_factor for each in _of(operation)}
    picked = [next((v for k, v in named.items() if k.startswith(p)), 0.0) for p in _TM_PARAMETERS]
    return tuple(round(float(value), 9) + 0.0 for value in picked)


def _of(operation: Any) -> Any:  # noqa: ANN401 - pyproj gives its parameters no type
    return operation.params


def _vn2000_code(crs: CRS) -> str | None:
    """Return the code whose projection a definition has, whatever it says of the datum."""
    base = crs.source_crs if crs.is_bound and crs.source_crs is not None else crs
    geographic = base.geodetic_crs
    if geographic is None or not _is_vietnamese_or_unsaid(geographic):
        return None
    if base.is_projected:
        numbers = _tm_parameters(base)
        return None if numbers is None else _vn2000_projections().get(numbers)
    return VN2000_GEOGRAPHIC if _names_vn2000(base) else None


def _names_vn2000(crs: CRS) -> bool:
    datum = crs.datum.name if crs.datum is not None else ""
    text = f"{crs.name} {datum}".lower().replace("_", " ").replace("-", " ")
    return any(name in text for name in ("vn 2000", "vn2000", "vietnam 2000", "viet nam 2000"))


def _is_vietnamese_or_unsaid(geographic: CRS) -> bool:
    """Tell whether a datum is VN-2000, or only the ellipsoid that VN-2000 shares with WGS 84."""
    ellipsoid = geographic.ellipsoid
    return _names_vn2000(geographic) or (
        ellipsoid is not None
        and abs(ellipsoid.semi_major_metre - _SEMI_MAJOR_M) < _SAME_SHIFT_M
        and abs(ellipsoid.inverse_flattening - _INVERSE_FLATTENING) < _SAME_FLATTENING
    )


def _judged(crs: CRS, code: str, layer: str) -> tuple[str, tuple[Finding, ...]]:
    """Return the code, or the file's own definition where that lacks VN-2000's datum."""
    own = CRS.from_user_input(code)
    shift = _shift(crs)
    base = crs.source_crs if crs.is_bound and crs.source_crs is not None else crs
    geographic = base.geodetic_crs
    if shift and not np.allclose(shift[:3], _TO_WGS84, rtol=0, atol=_SAME_SHIFT_M):
        return crs.to_wkt(), (_another_shift(layer, crs, code, shift),)
    if not shift and geographic is not None and not _names_vn2000(geographic):
        return crs.to_wkt(), (_without_shift(layer, crs, code),)
    same = not shift and own.equals(crs, ignore_axis_order=True)
    return code, () if same else (_taken_for(layer, crs, code),)


def _shift(crs: CRS) -> list[float]:
    operation = crs.coordinate_operation
    return list(operation.towgs84) if crs.is_bound and operation is not None else []


def _taken_for(layer: str, crs: CRS, code: str) -> Finding:
    return told(
        "crs-matched",
        "note",
        layer,
        vi=f"Hệ tọa độ tự định nghĩa {crs.name!r} có đúng các tham số của {code}; dùng định nghĩa "
        f"chuẩn của {code}, kể cả phép chuyển sang WGS 84.",
        en=f"The file's own system {crs.name!r} has the parameters of {code}; the definition of "
        f"{code} is used, with its change of datum to WGS 84.",
    )


def _without_shift(layer: str, crs: CRS, code: str) -> Finding:
    return told(
        "crs-without-shift",
        "warning",
        layer,
        vi=f"Hệ tọa độ {crs.name!r} có phép chiếu của {code} nhưng không có phép chuyển hệ quy "
        f"chiếu VN-2000: sang WGS 84 sẽ lệch 224,5 m. Nếu tọa độ là VN-2000, hãy ghi --crs {code}.",
        en=f"The system {crs.name!r} has the projection of {code} but no datum transformation of "
        f"VN-2000: in WGS 84 it lies 224.5 m off. If it is VN-2000, give --crs {code}.",
    )


def _another_shift(layer: str, crs: CRS, code: str, shift: Sequence[float]) -> Finding:
    numbers = ", ".join(f"{value:g}" for value in shift)
    return told(
        "crs-other-shift",
        "warning",
        layer,
        vi=f"Hệ tọa độ {crs.name!r} có phép chiếu của {code} nhưng tham số chuyển sang WGS 84 khác "
        f"({numbers}). Nếu tọa độ là VN-2000, hãy ghi --crs {code}.",
        en=f"The system {crs.name!r} has the projection of {code} but other parameters to WGS 84 "
        f"({numbers}). If it is VN-2000, give --crs {code}.",
    )


def _not_understood(layer: str, fault: CRSError) -> Finding:
    return told(
        "crs-not-understood",
        "warning",
        layer,
        vi=f"Không hiểu hệ tọa độ ghi trong tệp ({fault}), nên coi như không ghi. Hãy ghi --crs.",
        en=f"The system that the file states is not understood ({fault}), so it counts as not "
        "stated. Give --crs.",
    )
