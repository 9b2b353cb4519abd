"""Rules on the registers: what they say is said of features that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.checks.wording import listed, the_one
from zoneplan.finding import Place, check
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zoneplan.plan import Plan

_CODE = "code"


@check(
    "register-without-feature",
    "warning",
    vi="Mỗi dòng sổ nói về một đối tượng có thật.",
    en="What a register says is said of a feature that exists.",
)
def register_without_feature(plan: Plan) -> Iterator[Place]:
    """Find rows of names, official areas, targets, sign-offs … whose code no layer bears."""
    if any(stored.partial for stored in plan.layers.values()):
        return
    known = {
        code
        for name, stored in plan.layers.items()
        if plan.catalogue.layers[name].geometry
        for code in stored.frame[plan.catalogue.layers[name].key]
    }
    for layer in plan.catalogue.with_role("register"):
        if layer.key != _CODE or layer.name not in plan.layers:
            continue
        codes = plan.frame(layer.name)[_CODE].dropna()
        lost = list(codes.loc[~codes.isin(known)])
        if lost:
            yield Place(
                layer=layer.name,
                code=the_one(lost),
                message=Text(
                    vi=f"Bảng {layer.name} nhắc mã không lớp nào có: {listed(lost)}. Những dòng "
                    "này không vào bảng nào. Hãy sửa mã.",
                    en=f"The table {layer.name} names codes that no layer has: {listed(lost)}. "
                    "These rows stand beside no feature. Correct the code.",
                ),
            )
