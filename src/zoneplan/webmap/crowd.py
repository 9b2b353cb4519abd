"""What a page of very many outlines leaves out, and by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.language import Text, number

if TYPE_CHECKING:
    from zoneplan.plan import Plan

MOST_WHOLE = 10_000
"""Of more outlines than these it is told what the page leaves out."""


def left_out(plan: Plan) -> Text | None:
    """Return in one sentence what the page of a plan leaves out, None where it is not crowded."""
    drawn = plan.catalogue.with_role("feature", "added")
    count = sum(len(plan.frame(layer.name)) for layer in drawn if layer.name in plan.layers)
    if count <= MOST_WHOLE:
        return None
    return Text(
        f"Bản đồ có {number(count, 'vi')} hình: tọa độ giữ đến 0,1 m; khi thu nhỏ, ranh giới vẽ "
        "lược các điểm lệch không quá nửa điểm ảnh, hình nhỏ hơn ba điểm ảnh vẽ thành ô không "
        "viền, lớp thêm có hơn 20.000 hình trong khung nhìn vẽ viền mờ; mỗi lần chỉ 150 vùng "
        "lớn nhất có tên, bảng mở dần từng 200 dòng mỗi lớp.",
        f"The map holds {number(count, 'en')} shapes: coordinates are kept to 0.1 m; zoomed out, "
        "outlines are drawn without points that are off by half a pixel at most, shapes below "
        "three pixels as boxes without outline, added layers with more than 20,000 shapes in view "
        "faintly; at most the 150 largest zones in view bear names, and the table opens 200 "
        "rows a layer first.",
    )
