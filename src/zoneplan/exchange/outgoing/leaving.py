"""What every format that leaves says of itself, and its rows as plain values."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pandas as pd

from zoneplan.language import day

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from zoneplan.catalogue import Layer
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_NOT_FOR_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def layers_of(plan: Plan) -> tuple[Layer, ...]:
    """Return the layers that leave, in drawing order."""
    return tuple(layer for layer in plan.catalogue.layers.values() if layer.name in plan.layers)


def rows_of(plan: Plan, layer: Layer) -> Iterator[tuple[dict[str, Any], Any]]:
    """Return each row's values in the catalogue's columns, None for empty, and its geometry."""
    frame = plan.frame(layer.name)
    table = frame[[column.name for column in layer.columns]].to_dict("records")
    for row, shape in zip(table, frame.geometry, strict=True):
        yield _plain(layer, row), shape


def _plain(layer: Layer, row: Mapping[Hashable, Any]) -> dict[str, Any]:
    kinds = {column.name: column.type for column in layer.columns}
    values = {str(name): None if pd.isna(value) else value for name, value in row.items()}
    return {
        name: int(value) if value is not None and kinds[name] == "integer" else value
        for name, value in values.items()
    }


def stamps(plan: Plan) -> dict[str, str]:
    """Return what a format with room for named texts carries beside its rows."""
    trace = {name: str(value) for name, value in plan.trace().items() if name != "forced"}
    return {
        "notice_vi": plan.notice.vi,
        "notice_en": plan.notice.en,
        "authority": plan.settings.authority.vi,
        "crs": plan.settings.crs,
        **trace,
    }


def statement(plan: Plan, lang: Lang) -> str:
    """Return the same in sentences: notice, whose plan, as-of day, revision, version."""
    text, trace = plan.catalogue.texts["common"], plan.trace()
    return (
        f"{plan.notice.say(lang)} {plan.settings.authority.say(lang)}. "
        f"{text['as_of'].say(lang)} {day(plan.as_of.isoformat(), lang)}. "
        f"{text['revision'].say(lang)} {plan.revision}. "
        f"{text['version'].say(lang)} {trace['version']}."
    )


def is_schematic(plan: Plan, row: Mapping[str, Any]) -> bool:
    """Tell whether a row's outline is neither official nor surveyed, as far as is known."""
    basis = plan.catalogue.boundary_bases.get(row.get("boundary_basis") or "")
    return basis is None or basis.is_schematic


def name_of(layer: Layer, row: Mapping[str, Any], lang: Lang) -> str:
    """Return a feature's name in a language, its key where it has none."""
    return str(row.get(f"name_{lang}") or row.get("name_vi") or row.get(layer.key) or "")


def for_xml(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NOT_FOR_XML.sub("", text)


def one_line(text: str) -> str:
    """Return a text on one line, without control characters."""
    marks = (" " if unicodedata.category(mark) in {"Cc", "Zl", "Zp"} else mark for mark in text)
    return " ".join(for_xml("".join(marks)).split())
