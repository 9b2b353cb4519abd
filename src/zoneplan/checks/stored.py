"""Rules on how a layer is stored: rows, system, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.finding import Place, check
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zoneplan.plan import Plan


@check("layer-empty", "error", vi="Lớp phải có đối tượng.", en="A layer holds features.")
def layer_empty(plan: Plan) -> Iterator[Place]:
    """Find layers with geometry but without a row, save those that may be empty."""
    for name, stored in plan.layers.items():
        layer = plan.catalogue.layers[name]
        exempt = layer.may_be_empty or stored.partial
        if layer.geometry and len(stored.frame) == 0 and not exempt:
            yield Place(
                layer=name,
                message=Text(
                    vi=f"Lớp {name} không có dòng nào. Hãy lấy lại tệp gốc.",
                    en=f"The layer {name} has no row. Get the original file again.",
                ),
            )


@check(
    "row-count-stale",
    "warning",
    vi="Số dòng ghi trong tệp phải đúng với số dòng thật.",
    en="The row count recorded in the file is the true one.",
)
def row_count_stale(plan: Plan) -> Iterator[Place]:
    """Find layers whose recorded row count, which GDAL believes, is not the counted one."""
    for name, stored in plan.layers.items():
        recorded, counted = stored.recorded_count, len(stored.frame)
        if recorded is not None and recorded != counted:
            yield Place(
                layer=name,
                message=Text(
                    vi=f"Lớp {name} có {counted} dòng nhưng tệp ghi {recorded}: chương trình khác "
                    "có thể bỏ sót đối tượng. Hãy lưu lại lớp bằng QGIS.",
                    en=f"The layer {name} has {counted} rows but the file records {recorded}: "
                    "other programs may hide features. Save the layer again from QGIS.",
                ),
            )


@check(
    "crs-missing",
    "error",
    vi="Lớp có hình phải ghi hệ tọa độ.",
    en="A layer with geometry states its coordinate system.",
)
def crs_missing(plan: Plan) -> Iterator[Place]:
    """Find layers without a known system; their outlines are set aside, never guessed."""
    for name, stored in plan.layers.items():
        if plan.catalogue.layers[name].geometry and stored.stored_crs is None:
            yield Place(
                layer=name,
                message=Text(
                    vi=f"Lớp {name} không có hệ tọa độ, nên không vẽ và không tính được. "
                    f"Hãy gán đúng hệ tọa độ trong QGIS ({plan.settings.crs} nếu là VN-2000 "
                    "của đồ án).",
                    en=f"The layer {name} has no coordinate system, so it is neither drawn nor "
                    f"measured. Assign the right one in QGIS ({plan.settings.crs} if it is the "
                    "plan's VN-2000).",
                ),
            )


@check(
    "crs-other",
    "error",
    vi="Mọi lớp phải ở hệ tọa độ của đồ án.",
    en="Every layer is in the plan's coordinate system.",
)
def crs_other(plan: Plan) -> Iterator[Place]:
    """Find layers in another known system; a dropped datum shift would be 224.5 m."""
    for name, stored in plan.layers.items():
        if stored.stored_crs not in {None, plan.settings.crs}:
            yield Place(
                layer=name,
                message=Text(
                    vi=f"Lớp {name} ở {stored.stored_crs}, đồ án dùng {plan.settings.crs}. "
                    f"Hãy xuất lại lớp sang {plan.settings.crs} bằng QGIS.",
                    en=f"The layer {name} is in {stored.stored_crs}, the plan in "
                    f"{plan.settings.crs}. Export it again in {plan.settings.crs} from QGIS.",
                ),
            )


@check(
    "column-missing",
    "error",
    vi="Lớp phải có mọi cột của danh mục.",
    en="A layer has every column of the catalogue.",
)
def column_missing(plan: Plan) -> Iterator[Place]:
    """Find columns that the catalogue asks for and the file lacks."""
    for name, stored in plan.stored():
        for column in stored.missing:
            yield Place(
                layer=name,
                message=Text(
                    vi=f"Lớp {name} thiếu cột {column} (bị xóa hoặc đổi tên?). Hãy thêm lại cột.",
                    en=f"The layer {name} lacks the column {column} (deleted or renamed?). "
                    "Add it again.",
                ),
            )


@check(
    "column-unknown",
    "note",
    vi="Cột ngoài danh mục được giữ và hiện nguyên văn.",
    en="A column outside the catalogue is kept and shown as it is.",
)
def column_unknown(plan: Plan) -> Iterator[Place]:
    """Find columns that the catalogue does not know."""
    for name, stored in plan.layers.items():
        layer = plan.catalogue.layers[name]
        for column in stored.frame.columns.drop("geometry", errors="ignore"):
            if not layer.has(column):
                yield Place(
                    layer=name,
                    message=Text(
                        vi=f"Lớp {name} có cột {column} ngoài danh mục.",
                        en=f"The layer {name} has the column {column}, not in the catalogue.",
                    ),
                )


@check(
    "value-unreadable",
    "error",
    vi="Mọi giá trị phải đọc được theo kiểu của cột.",
    en="Every value reads as its column's type.",
)
def value_unreadable(plan: Plan) -> Iterator[Place]:
    """Find values that are stored but cannot be read as a number or as a geometry."""
    for name, stored in plan.stored():
        for value in stored.unreadable:
            yield Place(
                layer=name,
                code=value.code,
                message=Text(
                    vi=f"{value.code}: không đọc được giá trị {value.value!r} của cột "
                    f"{value.column}. Hãy sửa giá trị này.",
                    en=f"{value.code}: the value {value.value!r} of {value.column} cannot be "
                    "read. Correct it.",
                ),
            )


@check(
    "change-log-missing",
    "warning",
    vi="Mọi thay đổi của lớp phải được ghi nhật ký.",
    en="Every change of a layer is logged.",
)
def change_log_missing(plan: Plan) -> Iterator[Place]:
    """Find layers whose log or triggers are gone, as after `ogr2ogr -overwrite`."""
    for name, stored in plan.stored():
        if "missing" in stored.log_faults:
            yield Place(
                layer=name,
                message=Text(
                    vi=f"Thay đổi của lớp {name} không được ghi nhật ký (lớp đã bị ghi lại bằng "
                    'chương trình khác?). Hãy chạy `zoneplan record -m "…"`: phần đã đổi sẽ được '
                    "tìm ra.",
                    en=f"Changes of the layer {name} are not logged (was it written anew by "
                    'another program?). Run `zoneplan record -m "…"`: what changed meanwhile will '
                    "be found.",
                ),
            )


@check(
    "change-log-columns",
    "warning",
    vi="Nhật ký phải ghi mọi cột của lớp.",
    en="The log covers every column of its layer.",
)
def change_log_columns(plan: Plan) -> Iterator[Place]:
    """Find layers of which a column was added or renamed since their log began."""
    for name, stored in plan.stored():
        if "columns" in stored.log_faults:
            yield Place(
                layer=name,
                message=Text(
                    vi=f"Lớp {name} có cột được thêm hoặc đổi tên mà nhật ký chưa biết. Hãy chạy "
                    '`zoneplan record -m "…"`.',
                    en=f"The layer {name} has a column, added or renamed, that its log does not "
                    'know. Run `zoneplan record -m "…"`.',
                ),
            )
