"""Boundary variants side by side: in finished words, as lines, as JSON, as CSV."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from zoneplan.language import LANGUAGES, Text, number, stated
from zoneplan.report.csv import spreadsheet
from zoneplan.report.json import records, table_json
from zoneplan.report.text import Lines, closing_notes

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from zoneplan.finding import Finding
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_NONE = Text("–", "–")
_UNDECIDED = Text("không kết luận được", "cannot be decided")
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
        "có thể chỉ do sai số.",
        "A difference nowhere wider than the uncertainties of both outlines together is "
        "undecided: they may be all there is to it.",
    ),
)
_DECIMALS = {"ha": 2, "m": 0, "km": 2}
_RATIOS = ("compactness", "hull_share")


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was compared: the tables of `analysis.compared`, titles, and which are files."""

    plan: Plan
    outlines: pd.DataFrame
    titles: Mapping[str, Text]
    measures: pd.DataFrame
    met: pd.DataFrame
    differences: pd.DataFrame
    files: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    without_outline: tuple[str, ...] = ()

    @property
    def codes(self) -> list[str]:
        """The codes of the variants, in the order in which they were named."""
        return list(self.outlines["code"])


@dataclass(frozen=True, kw_only=True)
class Variant:
    """A variant in finished words: what it is called, what it rests on, how it came about."""

    code: str
    name: Text
    basis: Text
    uncertainty: Text
    schematic: bool
    note: Text


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table in finished words; `group` begins a group of rows."""

    label: Text
    cells: tuple[Text, ...]
    group: bool = False


@dataclass(frozen=True, kw_only=True)
class Change:
    """What one variant gains on the first and loses, in hectares, and how sure that is."""

    code: str
    first: str
    gained: Text
    lost: Text
    gained_sure: Text
    lost_sure: Text
    uncertainty: Text


@dataclass(frozen=True, kw_only=True)
class Content:
    """All that is printed of a comparison."""

    variants: tuple[Variant, ...]
    rows: tuple[Row, ...]
    touched: tuple[Row, ...]
    changes: tuple[Change, ...]
    notes: tuple[Text, ...]


def variants_content(told: Told) -> Content:
    """Return a comparison in finished words, in both languages."""
    return Content(
        variants=tuple(_variants(told)),
        rows=tuple(_rows(told)),
        touched=tuple(_touched(told)),
        changes=tuple(_changes(told)),
        notes=tuple(_notes(told)),
    )


def variant_lines(told: Told, lang: Lang) -> list[Lines]:
    """Return the table of measures, what of other layers lies within, and the differences."""
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
    kinds = [told.plan.catalogue.code_title("variant_kind", kind, lang) for kind in _KINDS]
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
    return [*tables, last]


_KINDS = ("gained", "lost")


def _both_sure(kinds: list[str], change: Change, lang: Lang) -> str:
    said = (change.gained_sure.say(lang), change.lost_sure.say(lang))
    return "; ".join(
        f"{kind.lower()}: {sure}" for kind, sure in zip(kinds, said, strict=True) if sure != "–"
    )


def variants_json(told: Told) -> str:
    """Return the tables as one JSON document; values are not rounded."""
    outlines = told.outlines.assign(
        uncertainty_m=told.outlines["uncertainty_m"].where(
            np.isfinite(told.outlines["uncertainty_m"])
        )
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
    """Return the measures as CSV, each row with the plan's trace and the notice."""
    trace = {key: value for key, value in told.plan.trace().items() if key != "forced"}
    notice = told.plan.notice.say(lang)
    lines: list[list[object]] = [[*told.measures.columns, *trace, "notice"]]
    lines += [[*row.values(), *trace.values(), notice] for row in records(told.measures)]
    return spreadsheet(lines, lang)


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
            uncertainty=_doubt(doubt),
            schematic=basis is None or basis.is_schematic,
            note=_sides(note) if isinstance(note, str) else Text("", ""),
        )


def _doubt(metres: float) -> Text:
    known = np.isfinite(metres)
    return Text(*(f"±{stated(metres, lang)} m" if known else "± ?" for lang in LANGUAGES))


def _sides(note: str) -> Text:
    """Return a note that was written in both languages apart, as derived ones are."""
    vi, sign, en = note.partition(" / ")
    return Text(vi, en) if sign else Text(note, note)


def _held(plan: Plan, row: Mapping[Hashable, Any]) -> Mapping[Hashable, Any]:
    """Return all that the plan holds of a variant; nothing of one from a file."""
    layer = plan.catalogue.layers.get(str(row["layer"]))
    if layer is None or layer.name not in plan.layers:
        return {}
    frame = pd.DataFrame(plan.frame(layer.name))
    found: list[dict[Hashable, Any]] = frame.loc[frame[layer.key] == row["code"]].to_dict("records")
    return found[0] if found else {}


def _rows(told: Told) -> Iterator[Row]:
    catalogue = told.plan.catalogue
    keys = told.measures[["measure", "about"]].drop_duplicates()
    printed = _printed(told.measures)
    about: object = None
    for key in keys.to_dict("records"):
        if isinstance(key["about"], str) and key["about"] != about:
            about = key["about"]
            title = told.titles.get(key["about"], Text(key["about"], key["about"]))
            yield Row(label=title, cells=(Text("", ""),) * len(told.codes), group=True)
        own = told.measures["measure"] == key["measure"]
        own &= told.measures["about"].isna() if about is None else told.measures["about"] == about
        rows = told.measures.loc[own].assign(value=printed.loc[own])
        title = catalogue.codes["variant_measure"][key["measure"]]
        yield Row(label=title, cells=tuple(_cell(row) for row in rows.to_dict("records")))


def _printed(measures: pd.DataFrame) -> pd.Series:
    """Return the values of which land and sea are printed so that they make the printed area."""
    values = measures["value"].copy()
    names = ("total_ha", "land_ha", "sea_ha")
    total, land, sea = (measures.index[measures["measure"] == name] for name in names)
    if len(sea):
        rest = values[total].round(2).to_numpy() - values[land].round(2).to_numpy()
        values[sea] = rest
    return values


def _cell(row: Mapping[Hashable, Any]) -> Text:
    """Return a figure with its give or take, and with what it names."""
    if pd.isna(row["value"]):
        return _UNDECIDED
    decimals = 3 if row["measure"] in _RATIOS else _DECIMALS.get(str(row["unit"]), 0)
    said = []
    for lang in LANGUAGES:
        figure = number(row["value"], lang, decimals=decimals)
        if pd.notna(row["plus_minus"]):
            figure += f" ±{number(row['plus_minus'], lang)}"
        elif row["measure"] == "total_ha":
            figure += " ± ?"
        said.append(f"{figure} ({row['told']})" if isinstance(row["told"], str) else figure)
    return Text(*said)


def _touched(told: Told) -> Iterator[Row]:
    """Yield what of given files lies within each variant, the largest first."""
    if told.met.empty:
        return
    own = told.met.loc[told.met["about"].isin(told.files) & told.met["shared_ha"].notna()]
    for name in told.files:
        rows = own.loc[own["about"] == name]
        order = rows.groupby("other_code")["shared_ha"].max().sort_values(ascending=False)
        yield Row(label=Text(name, name), cells=(Text("", ""),) * len(told.codes), group=True)
        for code in order.index:
            same = rows.loc[rows["other_code"] == code]
            shared = same.set_index("code")["shared_ha"].to_dict()
            first = same.iloc[0]
            label = str(first["other_name_vi"] or code)
            english = str(first["other_name_en"] or label)
            cells = tuple(
                _hectares(shared[each]) if each in shared else _NONE for each in told.codes
            )
            yield Row(label=Text(label, english), cells=cells)


def _changes(told: Told) -> Iterator[Change]:
    for code in told.codes[1:]:
        rows = told.differences.loc[told.differences["code"] == code].set_index("kind")
        if rows.empty:
            none = dict.fromkeys(("gained", "lost", "gained_sure", "lost_sure"), _UNDECIDED)
            yield Change(code=code, first=told.codes[0], uncertainty=Text("± ?", "± ?"), **none)
            continue
        doubt = rows["uncertainty_m"].iloc[0]
        sure = {kind: rows["sureness"][kind] for kind in _KINDS}
        titles = told.plan.catalogue.codes["sureness"]
        yield Change(
            code=code,
            first=told.codes[0],
            gained=_hectares(rows["area_ha"]["gained"], sign="+"),
            lost=_hectares(rows["area_ha"]["lost"], sign="−"),
            gained_sure=titles[sure["gained"]] if isinstance(sure["gained"], str) else _NONE,
            lost_sure=titles[sure["lost"]] if isinstance(sure["lost"], str) else _NONE,
            uncertainty=_doubt(doubt),
        )


def _hectares(value: float, *, sign: str = "") -> Text:
    mark = sign if round(value, 2) else ""
    return Text(*(mark + number(value, lang, decimals=2) for lang in LANGUAGES))


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
        note = f"; {row['note']}" if isinstance(row["note"], str) else ""
        source = row["source"] if isinstance(row["source"], str) else "?"
        when = f", {row['as_of']}" if isinstance(row["as_of"], str) else ""
        area = Text(*(stated(float(row["area_ha"]), lang) for lang in LANGUAGES))
        yield Text(
            f"Diện tích chính thức của {row['code']}: {area.vi} ha ({source}{when}{note}).",
            f"Official area of {row['code']}: {area.en} ha ({source}{when}{note}).",
        )
