"""What a coordinate table says, before it is laid out: all figures from the printed coordinates.

Coordinates are rounded to a centimetre first; edges and areas are those of the rounded outline,
so that whoever computes them from the sheet finds the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from zoneplan import measure, timeline
from zoneplan.change import is_empty
from zoneplan.errors import OutputError
from zoneplan.language import Text, day, number, stated
from zoneplan.report.annex.system import ellipsoid_in_words, system_in_words
from zoneplan.report.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zoneplan.catalogue import Layer
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

DECIMALS = 2
_LEAST_POINTS = 4

MARK = Text(
    vi="SƠ HỌA – không có giá trị pháp lý",
    en="SCHEMATIC – without legal force",
)
TITLE = Text(vi="BẢNG TỌA ĐỘ RANH GIỚI", en="TABLE OF BOUNDARY COORDINATES")
PAGE = Text(vi="Trang", en="Page")
_HEADINGS = (
    Text(vi="Điểm", en="Point"),
    Text(vi="X (m)", en="X (m)"),
    Text(vi="Y (m)", en="Y (m)"),
    Text(vi="Chiều dài cạnh (m)", en="Edge length (m)"),
)
_AXES = Text(vi="X: tọa độ bắc; Y: tọa độ đông.", en="X: northing; Y: easting.")
_PART = Text(vi="Khu", en="Part")
_HOLE = Text(vi="Phần loại trừ", en="Hole")
_OF = Text(vi="của Khu", en="excluded from Part")
_GRID = Text(vi="Tổng diện tích trên mặt chiếu", en="Total area on the projection")
_CURVED = Text(vi="Tổng diện tích trên mặt", en="Total area on the")


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point as printed: X is the northing, Y the easting, in metres; the edge to the next."""

    name: str
    x_m: float
    y_m: float
    edge_m: float | None


@dataclass(frozen=True, kw_only=True)
class Ring:
    """A ring with the sub-heading above it; its last point repeats the first."""

    heading: str | None
    points: tuple[Point, ...]


@dataclass(frozen=True, kw_only=True)
class Annex:
    """A coordinate table in one language; `mark` stands on every page of a schematic one."""

    mark: str | None
    authority: str
    titles: tuple[str, ...]
    headings: tuple[str, ...]
    rings: tuple[Ring, ...]
    totals: tuple[str, ...]
    origin: str
    dated: date
    lang: Lang


def annex_of(
    plan: Plan,
    layer: Layer,
    code: str,
    lang: Lang,
    *,
    schematic: bool = False,
    in_force: tuple[str, str] | None = None,
) -> Annex:
    """Return the coordinate table of one feature.

    `in_force` is the ISO day from which a decision put the boundary in force, and which. Raises
    `OutputError` where the feature has no area, where its outline is damaged, or where that is
    neither official nor surveyed and `schematic` is not asked for.
    """
    frame = plan.frame(layer.name)
    row: dict[str, Any] = {
        str(name): value
        for name, value in frame.loc[frame[layer.key] == code].to_dict("records")[0].items()
    }
    unsure = _is_unsure(plan, row)
    if unsure and not schematic:
        raise _not_sure(plan, row, code)
    shape = printed(row["geometry"], code)
    return Annex(
        mark=MARK.say(lang) if unsure else None,
        authority=one_line(plan.settings.authority.say(lang)),
        titles=(
            TITLE.say(lang),
            f"{_name(plan, row, code, lang)} ({one_line(code)})",
            system_in_words(plan.settings.crs, lang),
            _AXES.say(lang),
            *_trust(plan, layer, row, lang),
            *_since(plan, in_force, lang),
        ),
        headings=tuple(heading.say(lang) for heading in _HEADINGS),
        rings=tuple(_rings(shape, lang)),
        totals=tuple(_totals(shape, plan.settings.crs, lang)),
        origin=origin(plan, lang),
        dated=plan.settings.dated,
        lang=lang,
    )


def _name(plan: Plan, row: dict[str, Any], code: str, lang: Lang) -> str:
    """Return the name in use on the plan's day."""
    dated = timeline.names_on(plan.tables["names"], plan.as_of)
    column = f"name_{lang}"
    names = (dated[column].get(code), row.get(column), row.get("name_vi"), code)
    return one_line(next(str(name) for name in names if not is_empty(name)))


def printed(shape: shapely.Geometry | None, code: str) -> shapely.MultiPolygon:
    """Return an outline in the coordinates that are printed, whole centimetres.

    Raises `OutputError` where it is no area, or crosses itself.
    """
    if shape is None or shape.is_empty or not shape.area:
        raise OutputError(
            vi=f"{code} chưa có ranh giới dạng vùng, nên không có bảng tọa độ. Hãy nhập ranh giới "
            "bằng `zoneplan import`.",
            en=f"{code} has no outline with an area, hence no coordinate table. Bring one in with "
            "`zoneplan import`.",
        )
    rounded = shapely.MultiPolygon([_rounded(part) for part in shapely.get_parts(shape)])
    if not shapely.is_valid(rounded):
        raise OutputError(
            vi=f"Ranh giới của {code}, làm tròn đến xăng-ti-mét, bị lỗi "
            f"({shapely.is_valid_reason(rounded)}). Hãy sửa ranh giới rồi chạy lại.",
            en=f"The outline of {code}, rounded to centimetres, is faulty "
            f"({shapely.is_valid_reason(rounded)}). Correct it, then run this again.",
        )
    return rounded


def _rounded(polygon: shapely.Polygon) -> shapely.Polygon:
    rings = [_steps(ring) for ring in (polygon.exterior, *polygon.interiors)]
    return shapely.Polygon(rings[0], [ring for ring in rings[1:] if len(ring) >= _LEAST_POINTS])


def _steps(ring: shapely.LinearRing) -> Any:  # noqa: ANN401 - an array of points
    """Return a ring's rounded points, those that fall together once."""
    points = shapely.get_coordinates(ring).round(DECIMALS) + 0.0
    return points[np.append(True, (points[1:] != points[:-1]).any(axis=1))]


def _is_unsure(plan: Plan, row: dict[str, Any]) -> bool:
    basis = plan.catalogue.boundary_bases.get(row.get("boundary_basis") or "")
    return basis is None or basis.is_schematic


def _not_sure(plan: Plan, row: dict[str, Any], code: str) -> OutputError:
    basis = row.get("boundary_basis")
    titles = [
        plan.catalogue.code_title("boundary_basis", str(basis), lang) if basis else "?"
        for lang in ("vi", "en")
    ]
    return OutputError(
        vi=f"Ranh giới của {code} có cơ sở là “{titles[0]}”, không phải chính thức hay đo đạc, nên "
        "không in bảng tọa độ. Hãy nhập ranh giới theo quyết định bằng `zoneplan import`, hoặc "
        "thêm --schematic để in bản sơ họa.",
        en=f"The outline of {code} rests on “{titles[1]}”: it is neither official nor surveyed, so "
        "its coordinates are not printed. Bring in the decision's outline with `zoneplan import`, "
        "or print a schematic table with --schematic.",
    )


def _trust(plan: Plan, layer: Layer, row: dict[str, Any], lang: Lang) -> Iterator[str]:
    titles = {column.name: column.title.say(lang) for column in layer.columns}
    basis, doubt = row.get("boundary_basis"), row.get("boundary_uncertainty_m")
    if basis:
        shown = plan.catalogue.code_title("boundary_basis", str(basis), lang)
        yield f"{titles['boundary_basis']}: {one_line(shown)}"
    if not is_empty(doubt):
        yield f"{titles['boundary_uncertainty_m']}: {stated(float(str(doubt)), lang)} m"


def _since(plan: Plan, in_force: tuple[str, str] | None, lang: Lang) -> Iterator[str]:
    if in_force:
        text = plan.catalogue.texts["common"]
        begun, decision = in_force
        held = f"{text['since'].say(lang)} {day(begun, lang)}, {one_line(decision)}"
        yield f"{text['boundary_in_force'].say(lang)}: {held}"


def _rings(shape: shapely.MultiPolygon, lang: Lang) -> Iterator[Ring]:
    first = 1
    parts = list(shape.geoms)
    for at, part in enumerate(parts, start=1):
        several = len(parts) > 1 or len(part.interiors)
        heading = f"{_PART.say(lang)} {at}" if several else None
        yield _ring(part.exterior, heading, first)
        first += len(part.exterior.coords) - 1
        for hole, inner in enumerate(part.interiors, start=1):
            yield _ring(inner, f"{_HOLE.say(lang)} {hole} ({_OF.say(lang)} {at})", first)
            first += len(inner.coords) - 1


def _ring(line: shapely.LinearRing, heading: str | None, first: int) -> Ring:
    points = shapely.get_coordinates(line)
    edges = np.hypot(*np.diff(points, axis=0).T).round(DECIMALS)
    names = [*range(first, first + len(points) - 1), first]
    return Ring(
        heading=heading,
        points=tuple(
            Point(name=str(name), x_m=float(y), y_m=float(x), edge_m=edge)
            for name, (x, y), edge in zip(names, points, [*edges.tolist(), None], strict=True)
        ),
    )


def _totals(shape: shapely.MultiPolygon, crs: str, lang: Lang) -> Iterator[str]:
    series = gpd.GeoSeries([shape], crs=crs)
    curved = f"{_CURVED.say(lang)} {ellipsoid_in_words(crs, lang)}"
    areas = {
        _GRID.say(lang): measure.grid_area_ha(series).iloc[0],
        curved: measure.geodesic_area_ha(series).iloc[0],
    }
    for title, area_ha in areas.items():
        # Two decimals even of square metres: 19.636 alone could be read as less than twenty.
        square_metres = number(area_ha * measure.M2_PER_HA, lang, decimals=2)
        yield f"{title}: {square_metres} m² ({number(area_ha, lang, decimals=4)} ha)"


def origin(plan: Plan, lang: Lang) -> str:
    """Return the day, revision and version that a table is made from."""
    text = plan.catalogue.texts["common"]
    return (
        f"{text['as_of'].say(lang)} {day(plan.as_of.isoformat(), lang)}. "
        f"{text['revision'].say(lang)} {plan.revision}. "
        f"{text['version'].say(lang)} {plan.trace()['version']}."
    )
