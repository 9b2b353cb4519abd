"""Boundary variants side by side: in finished words, as lines, as JSON, as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from zoneplan.language import LANGUAGES, Text, stated
from zoneplan.report.compared import Content, Told, Variant
from zoneplan.report.csv import spreadsheet
from zoneplan.report.json import records, table_json
from zoneplan.report.text import Lines, closing_notes
from zoneplan.report.variant_rows import KINDS, changes, doubt_in_words, measure_rows, touched_rows

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from zoneplan.language import Lang
    from zoneplan.plan import Plan
    from zoneplan.report.compared import Change

_VARIANT = Text("Phương án", "Variant")
_NAME = Text("Tên", "Name")
_OUTLINE = Text("Ranh giới", "Outline")
_MADE = Text("Cách lập", "How it was made")
_MEASURE = Text("Chỉ tiêu", "Measure")
_TOUCHED = Text("Nằm trong, ha", "Within, ha")
_DIFFERENCE = Text("Khác với", "Against")
_CERTAINTY = Text("Mức chắc chắn", "How sure")
_NOT_GIVEN = Text(
    "Xã, phường: chưa cho tệp; thêm bằng --with TỆP.",
    "Communes: not given; add them with --with FILE.",
)
_NOTES = (
    Text(
        "±: diện tích – dải rộng bằng sai số dọc ranh giới; đất và mặt nước – phần mà sai số của "
        "bờ có thể chuyển từ bên này sang bên kia; khoảng cách – sai số của cả hai ranh giới.",
        "±: of an area, a strip as wide as the uncertainty along the outline; of land and sea, "
        "what the uncertainty of the shore may move between them; of a distance, that of both "
        "outlines.",
    ),
    Text(
        "Chênh lệch không nơi nào rộng hơn tổng sai số của hai ranh giới thì chưa kết luận được: "
        "có thể chỉ do sai số. Hai ranh giới được coi là độc lập; phương án cắt từ ranh giới "
        "kia thì đoạn chung xê dịch cùng nhau, nên phần chưa chắc ít hơn.",
        "A difference nowhere wider than the uncertainties of both outlines together is "
        "undecided: they may be all there is to it. Both outlines are taken as independent; where "
        "one was cut from the other, their common stretch moves together, so that less is open.",
    ),
)


def variants_content(told: Told) -> Content:
    """Return a comparison in finished words, in both languages."""
    return Content(
        variants=tuple(_variants(told)),
        rows=tuple(measure_rows(told)),
        touched=tuple(touched_rows(told)),
        changes=tuple(changes(told)),
        notes=tuple(_notes(told)),
    )


def variant_lines(told: Told, lang: Lang) -> list[Lines]:
    """Return what the variants are, the measures, what lies within, and the differences."""
    content = variants_content(told)
    codes = tuple(each.code for each in content.variants)
    figures = tuple(range(1, len(codes) + 1))
    tables = [
        Lines(
            headings=(heading.say(lang), *codes),
            rows=tuple(
                (row.label.say(lang), *(cell.say(lang) for cell in row.cells)) for row in rows
            ),
            figures=figures,
        )
        for heading, rows in ((_MEASURE, content.rows), (_TOUCHED, content.touched))
        if rows
    ]
    kinds = [told.plan.catalogue.code_title("variant_kind", kind, lang) for kind in KINDS]
    last = Lines(
        headings=(
            "",
            _DIFFERENCE.say(lang),
            *(f"{kind}, ha" for kind in kinds),
            _CERTAINTY.say(lang),
        ),
        rows=tuple(
            (
                each.code,
                each.first,
                each.gained.say(lang),
                each.lost.say(lang),
                _both_sure(kinds, each, lang),
            )
            for each in content.changes
        ),
        figures=(2, 3),
        notes=(*(note.say(lang) for note in content.notes), *closing_notes(told.plan, lang)),
    )
    return [_variant_lines(content, lang), *tables, last]


def _variant_lines(content: Content, lang: Lang) -> Lines:
    """Return what each variant is called, how sure its outline is, and how it was made."""
    return Lines(
        headings=tuple(each.say(lang) for each in (_VARIANT, _NAME, _OUTLINE, _MADE)),
        rows=tuple(
            (
                each.code,
                each.name.say(lang) or "–",
                f"{each.basis.say(lang)}, {each.uncertainty.say(lang)}",
                each.note.say(lang) or "–",
            )
            for each in content.variants
        ),
    )


def variants_json(told: Told) -> str:
    """Return the tables as one JSON document; values are not rounded."""
    rows = told.outlines.to_dict("records")
    held = pd.DataFrame([_held(told.plan, row) for row in rows], index=told.outlines.index)
    held = held.reindex(columns=["boundary_basis", "note"]).astype(object)
    outlines = told.outlines.assign(
        uncertainty_m=told.outlines["uncertainty_m"].where(
            np.isfinite(told.outlines["uncertainty_m"])
        ),
        boundary_basis=held["boundary_basis"],
        note=held["note"],
    )
    return table_json(
        "zoneplan.variants/1",
        told.plan,
        told.measures,
        variants=records(outlines),
        met=records(told.met),
        differences=records(pd.DataFrame(told.differences).drop(columns="geometry")),
    )


def variants_csv(told: Told, lang: Lang) -> bytes:
    """Return the measures as CSV, each row with its variant, the plan's trace and the notice."""
    variants: dict[object, Variant] = {each.code: each for each in _variants(told)}
    trace = {key: value for key, value in told.plan.trace().items() if key != "forced"}
    notice = told.plan.notice.say(lang)
    lines: list[list[object]] = [[*told.measures.columns, "name", "made", *trace, "notice"]]
    for row in records(told.measures):
        variant = variants[row["code"]]
        named = (variant.name.say(lang), variant.note.say(lang))
        lines.append([*row.values(), *named, *trace.values(), notice])
    return spreadsheet(lines, lang)


def _both_sure(kinds: list[str], change: Change, lang: Lang) -> str:
    said = (change.gained_sure.say(lang), change.lost_sure.say(lang))
    return "; ".join(
        f"{kind.lower()}: {sure}" for kind, sure in zip(kinds, said, strict=True) if sure != "–"
    )


def _variants(told: Told) -> Iterator[Variant]:
    catalogue = told.plan.catalogue
    for row in told.outlines.to_dict("records"):
        held = _held(told.plan, row)
        basis = catalogue.boundary_bases.get(str(held.get("boundary_basis")))
        doubt = row["uncertainty_m"]
        unknown = catalogue.texts["page"]["basis_unknown"]
        note = held.get("note")
        yield Variant(
            code=row["code"],
            name=Text(*(str(row[f"name_{lang}"] or row["name_vi"] or "") for lang in LANGUAGES)),
            basis=basis.title if basis else unknown,
            uncertainty=doubt_in_words(doubt),
            schematic=basis is None or basis.is_schematic,
            note=Text.stored(note) if isinstance(note, str) else Text("", ""),
        )


def _held(plan: Plan, row: Mapping[Hashable, Any]) -> Mapping[Hashable, Any]:
    """Return all that the plan holds of a variant; nothing of one from a file."""
    layer = plan.catalogue.layers.get(str(row["layer"]))
    if layer is None or layer.name not in plan.layers:
        return {}
    frame = pd.DataFrame(plan.frame(layer.name))
    code = str(row["code"]).removeprefix(f"{layer.name}:")
    found: list[dict[Hashable, Any]] = frame.loc[frame[layer.key] == code].to_dict("records")
    return found[0] if found else {}


def _notes(told: Told) -> Iterator[Text]:
    if not told.files:
        yield _NOT_GIVEN
    yield from _NOTES
    if told.without_outline:
        codes = ", ".join(told.without_outline)
        yield Text(
            f"Chưa có ranh giới, nên không kết luận được: {codes}.",
            f"Without outline, so that nothing can be decided: {codes}.",
        )
    yield from _official(told)
    for finding in told.findings:
        yield finding.place.message


def _official(told: Told) -> Iterator[Text]:
    """Yield the official areas of the variants, with what their sources say beside."""
    table = told.plan.tables["official_areas"]
    for row in table.loc[table["code"].isin(told.codes)].to_dict("records"):
        note = Text.stored(f"; {row['note']}" if isinstance(row["note"], str) else "")
        source = row["source"] if isinstance(row["source"], str) else "?"
        when = f", {row['as_of']}" if isinstance(row["as_of"], str) else ""
        area = Text(*(stated(float(row["area_ha"]), lang) for lang in LANGUAGES))
        yield Text(
            f"Diện tích chính thức của {row['code']}: {area.vi} ha ({source}{when}{note.vi}).",
            f"Official area of {row['code']}: {area.en} ha ({source}{when}{note.en}).",
        )
