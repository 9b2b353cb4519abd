"""Explaining a feature's difference of areas, and signing the explanation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan import store
from zoneplan.change import Add
from zoneplan.errors import EditError
from zoneplan.language import normalised

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from zoneplan.change import Reason

_TABLE = "sign_offs"


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signs an explanation, and on which day."""

    by: str
    on: date


def sign_off(
    folder: Path, code: str, explanation: str, signature: Signature, *, today: date, reason: Reason
) -> int:
    """Keep a feature's explanation and who signed it when; return the number of the revision.

    Earlier ones stay in the register. Raises `EditError` where no feature with an area bears the
    code, the explanation or the name is empty, or the day lies ahead.
    """
    plan = store.read_plan(folder, as_of=today, code=code)
    if not any((plan.frame(each.name)[each.key] == code).any() for each in plan.features):
        raise EditError(
            vi=f"Không lớp nào có đối tượng mã {code} để giải trình diện tích. Xem các mã bằng "
            "`zoneplan area`.",
            en=f"No layer holds a feature {code} whose area could be explained. See the codes with "
            "`zoneplan area`.",
        )
    said, name = (normalised(text).strip() for text in (explanation, signature.by))
    if not (said and name):
        raise EditError(
            vi="Giải trình và tên người xác nhận không được để trống.",
            en="Neither the explanation nor the name of who signs it may be empty.",
        )
    if signature.on > today:
        raise EditError(
            vi=f"Ngày xác nhận {signature.on} ở sau hôm nay. Hãy ghi ngày đã ký.",
            en=f"The day of signing, {signature.on}, lies ahead. Give the day it was signed.",
        )
    layer = plan.catalogue.layers[_TABLE]
    row = {"code": code, "explanation": said, "signed_by": name}
    row["signed_on"] = signature.on.isoformat()
    edits = [Add(layer=layer.name, file=layer.file or "", values=row)]
    return store.apply(folder, plan.catalogue, edits, reason)
