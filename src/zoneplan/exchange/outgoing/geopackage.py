"""GeoPackage 1.2 by GDAL: the layers as the plan keeps them, in VN-2000."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import fiona
from fiona.errors import FionaError

from zoneplan.errors import OutputError
from zoneplan.exchange.outgoing.leaving import layers_of, rows_of, stamps, statement

if TYPE_CHECKING:
    from zoneplan.catalogue import Layer
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_FIELD_TYPES = {
    "text": "str",
    "partial_date": "str",
    "integer": "int64",
    "real": "float",
    "date": "date",
}


def geopackage(plan: Plan, stem: str, lang: Lang) -> dict[str, bytes]:
    """Return a GeoPackage with one table a layer; its metadata hold notice, revision and day.

    The same content gives the same bytes. Raises `OutputError` where GDAL cannot write it.
    """
    name = f"{stem}.gpkg"
    stamp = f"{plan.settings.dated.isoformat()}T00:00:00.000Z"
    with TemporaryDirectory(prefix="zoneplan-") as folder:
        path = Path(folder) / "layers.gpkg"
        try:
            with fiona.Env(OGR_CURRENT_DATE=stamp):
                for layer in layers_of(plan):
                    _write(path, plan, layer, lang)
        except (OSError, FionaError) as fault:
            raise unwritten(name, fault) from fault
        return {name: path.read_bytes()}


def unwritten(name: str, fault: Exception) -> OutputError:
    """Return the error for a file that GDAL could not write."""
    return OutputError(
        vi=f"Không tạo được {name}: {fault}. Hãy chạy `zoneplan check` rồi thử dạng tệp khác.",
        en=f"Cannot make {name}: {fault}. Run `zoneplan check`, then try another format.",
    )


def _write(path: Path, plan: Plan, layer: Layer, lang: Lang) -> None:
    with fiona.open(
        path,
        "w",
        driver="GPKG",
        layer=layer.name,
        crs=plan.settings.crs,
        schema=_schema(layer),
        VERSION="1.2",
        GEOMETRY_NAME="geom",
        DESCRIPTION=f"{layer.title.vi} / {layer.title.en}. {statement(plan, lang)}",
    ) as file:
        file.update_tags(stamps(plan))
        file.writerecords(
            {"geometry": _interface(shape), "properties": row}
            for row, shape in rows_of(plan, layer)
        )


def _schema(layer: Layer) -> dict[str, Any]:
    fields = {column.name: _FIELD_TYPES[column.type] for column in layer.columns}
    return {"geometry": layer.geometry, "properties": fields}


def _interface(shape: Any) -> Any:  # noqa: ANN401 - shapely and fiona carry no types
    return None if shape is None else shape.__geo_interface__
