"""The area ledger in lines: each feature, each group, the official areas side by side."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

import pandas as pd

from zoneplan.language import Text, day, is_date, number, printed_sum, stated
from zoneplan.report.text import Lines, closing_notes, headings

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from zoneplan.catalogue import Catalogue, Layer
    from zoneplan.language import Lang
    from zoneplan.plan import Ledger, Plan

_NONE = "–"
_MEASURED = ("geodesic_area_ha", "grid_area_ha")
_STATED = ("declared_area_ha", "estimated_area_ha", "declared_land_and_water_ha")
_LEDGER = (
    *("code", "declared", "estimated", "with_water", "geodesic", "grid", "difference"),
    *("difference_pct", "tolerance", "verdict", "source", "explanation"),
)
_GROUPS = (
    *("dimension", "group", "count", "declared", "estimated", "geodesic", "overlap"),
    *("counted_once", "without_outline", "without_declared"),
)


def ledger_lines(
    plan: Plan, ledger: Ledger, lang: Lang, *, held: Sequence[Mapping[str, Any]] = ()
) -> Lines:
    """Return each feature's areas in hectares, verdict, reason and sign-off, and layer totals.

    A difference below 1 ha is printed in m². Each printed total is the sum of the printed rows;
    what it does not cover and what it counts twice is told below. `held` names the outlines that
    are not those of the file: code, since, decision, is_drawn.
    """
    catalogue = plan.catalogue
    rows: list[tuple[str, ...]] = []
    for layer in plan.features:
        own = ledger.area.loc[ledger.area["layer"] == layer.name]
        if not own.empty:
            rows += [_ledger_row(catalogue, row, lang) for row in own.to_dict("records")]
        if not own.empty and not layer.variants:
            rows.append(_total(catalogue, layer, own, lang))
    return Lines(
        headings=headings(catalogue, _LEDGER, lang),
        rows=tuple(rows),
        figures=tuple(range(1, 9)),
        notes=(
            *_in_force_told(plan, held, lang),
            *totals_told(plan, ledger, lang),
            *closing_notes(plan, lang),
        ),
    )


def group_lines(plan: Plan, ledger: Ledger, lang: Lang) -> Lines:
    """Return count and hectares of each group; groups of one dimension sum to the layer's row.

    Each figure is the sum of the features' printed figures. What a group's outlines cover twice
    is told, and what is left when it is counted once.
    """
    rows = [
        _group_row(plan, ledger, row, lang)
        for row in ledger.totals.astype({"group": object}).to_dict("records")
    ]
    return Lines(
        headings=headings(plan.catalogue, _GROUPS, lang),
        rows=tuple(rows),
        figures=tuple(range(2, 8)),
        notes=closing_notes(plan, lang),
    )


def official_area_lines(plan: Plan, table: pd.DataFrame, lang: Lang) -> Lines:
    """Return the official areas of each feature side by side with their dates, in hectares."""
    catalogue = plan.catalogue
    keys = ("code", "as_of", "area", "change_ha", "newest", "geodesic", "source", "note")
    rows = [
        (
            row["code"] or _NONE,
            _day(row["as_of"], lang),
            stated(row["area_ha"], lang),
            signed(row["change_ha"], lang),
            catalogue.code_title("yes_no", "yes" if row["is_newest"] else "no", lang),
            _figure(row["geodesic_area_ha"], lang),
            _text(row["source"]),
            Text.stored(_text(row["note"])).say(lang),
        )
        for row in table.to_dict("records")
    ]
    return Lines(
        headings=headings(catalogue, keys, lang),
        rows=tuple(rows),
        figures=(2, 3, 5),
        notes=closing_notes(plan, lang),
    )


def signed(value: float, lang: Lang) -> str:
    """Return a difference as a source would state it, with its sign."""
    if isnan(value):
        return _NONE
    return ("+" if value > 0 else "") + stated(value, lang)


def _ledger_row(catalogue: Catalogue, row: Mapping[Hashable, Any], lang: Lang) -> tuple[str, ...]:
    return (
        row["code"] or _NONE,
        *(stated(row[name], lang) for name in _STATED),
        *(_figure(row[name], lang) for name in _MEASURED),
        _difference(row, lang),
        _figure(row["difference_pct"], lang),
        stated(row["tolerance_pct"], lang),
        _verdict(catalogue, row, lang),
        _source(catalogue, row, lang),
        _sign_off(row, lang),
    )


def _difference(row: Mapping[Hashable, Any], lang: Lang) -> str:
    if pd.notna(row["difference_m2"]):
        return f"{number(row['difference_m2'], lang)} m²"
    return _NONE if pd.isna(row["difference_ha"]) else f"{_figure(row['difference_ha'], lang)} ha"


def _verdict(catalogue: Catalogue, row: Mapping[Hashable, Any], lang: Lang) -> str:
    verdict = catalogue.code_title("verdict", str(row["verdict"]), lang)
    if pd.isna(row["reason"]):
        return verdict
    return f"{verdict}: {catalogue.code_title('verdict_reason', str(row['reason']), lang)}"


def _source(catalogue: Catalogue, row: Mapping[Hashable, Any], lang: Lang) -> str:
    if pd.isna(row["area_source"]):
        return _NONE
    if pd.isna(row["area_source_kind"]):
        return str(row["area_source"])
    kind = catalogue.code_title("source_kind", str(row["area_source_kind"]), lang)
    return f"{row['area_source']} ({kind})"


def _sign_off(row: Mapping[Hashable, Any], lang: Lang) -> str:
    by = [str(row["signed_by"])] if pd.notna(row["signed_by"]) else []
    on = [_day(row["signed_on"], lang)] if pd.notna(row["signed_on"]) else []
    said = "" if pd.isna(row["explanation"]) else str(row["explanation"])
    who = ", ".join(by + on)
    return f"{said} ({who})".strip() if who else said


def _total(catalogue: Catalogue, layer: Layer, own: pd.DataFrame, lang: Lang) -> tuple[str, ...]:
    return (
        f"{catalogue.text('common', 'total', lang)}: {layer.title.say(lang)}",
        *(_sum_stated(own[name], lang) for name in _STATED),
        *(_figure(printed_sum(own[name], decimals=2), lang) for name in _MEASURED),
        *([""] * 6),
    )


def _sum_stated(values: pd.Series, lang: Lang) -> str:
    """Return the sum of stated figures as printed; a dash where none is stated."""
    return _NONE if values.isna().all() else stated(printed_sum(values, decimals=4), lang)


def _in_force_told(plan: Plan, held: Sequence[Mapping[str, Any]], lang: Lang) -> Iterator[str]:
    text = {key: each.say(lang) for key, each in plan.catalogue.texts["common"].items()}
    for each in held:
        since = text["boundary_undated"]
        if each["since"]:
            since = f"{text['since']} {day(each['since'], lang)}, {each['decision']}"
        told = f"{text['measured_in_force']} ({since})" if each["is_drawn"] else None
        yield f"{each['code']}: {told or text['none_in_force']}."


def totals_told(plan: Plan, ledger: Ledger, lang: Lang) -> Iterator[str]:
    """Yield what each layer's total does not cover and what it counts twice."""
    text = {key: each.say(lang) for key, each in plan.catalogue.texts["common"].items()}
    whole = ledger.totals.loc[ledger.totals["by"] == "layer"]
    for row in whole.to_dict("records"):
        title = plan.catalogue.layers[row["layer"]].title.say(lang)
        if row["without_outline"]:
            hectares = f"{stated(row['without_outline_ha'], lang)} ha, {text['stated_ha']}"
            yield (
                f"{title}. {text['not_covered_outline']}: {row['without_outline']} "
                f"({row['without_outline_codes']}); {hectares}."
            )
        if row["without_declared"]:
            hectares = f"{_figure(row['without_declared_ha'], lang)} ha, {text['measured_ha']}"
            yield (
                f"{title}. {text['not_covered_declared']}: {row['without_declared']} "
                f"({row['without_declared_codes']}); {hectares}."
            )
        yield f"{title}. {text['overlap_told']}: {_overlap(text, row, lang)}."
    if (ledger.area["declared_land_and_water_ha"].notna()).any():
        yield text["land_and_water_apart"]


def _overlap(text: Mapping[str, str], row: Mapping[Hashable, Any], lang: Lang) -> str:
    if not row["overlap_ha"]:
        return text["no_overlap"]
    once = _figure(row["counted_once_ha"], lang)
    return f"{_small(row['overlap_ha'], lang)}; {text['union_told']} {once} ha"


def _small(hectares: float, lang: Lang) -> str:
    """Return hectares, below 1 ha as m²."""
    if hectares < 1:
        return f"{number(hectares * 10_000, lang)} m²"
    return f"{_figure(hectares, lang)} ha"


def _group_row(
    plan: Plan, ledger: Ledger, row: Mapping[Hashable, Any], lang: Lang
) -> tuple[str, ...]:
    own = members(plan, ledger, row)
    measured = printed_sum(own["geodesic_area_ha"], decimals=2)
    overlap = round(float(row["overlap_ha"]), 2)
    return (
        _dimension(plan, row, lang),
        group(plan, row, lang),
        number(row["count"], lang),
        *(_sum_stated(own[name], lang) for name in _STATED[:2]),
        _figure(measured, lang),
        _figure(overlap, lang),
        _figure(measured - overlap, lang),
        named(row, "without_outline"),
        named(row, "without_declared"),
    )


def members(plan: Plan, ledger: Ledger, row: Mapping[Hashable, Any]) -> pd.DataFrame:
    """Return the area rows of a group; the tables hold features in the order of the frame."""
    rows = ledger.area.loc[ledger.area["layer"] == row["layer"]]
    own: pd.DataFrame = rows.reset_index(drop=True)
    by = row["by"]
    if by == "layer":
        return own
    if by == "status":
        known = ledger.status.loc[ledger.status["layer"] == row["layer"]]
        keys = own["code"].map(known.drop_duplicates("code").set_index("code")["status"])
    else:
        keys = plan.frame(str(row["layer"]))[str(by)].reset_index(drop=True)
    chosen = keys == row["group"] if isinstance(row["group"], str) else keys.isna()
    return pd.DataFrame(own.loc[chosen])


def _dimension(plan: Plan, row: Mapping[Hashable, Any], lang: Lang) -> str:
    layer = plan.catalogue.layers[str(row["layer"])]
    if row["by"] == "layer":
        return f"{plan.catalogue.text('common', 'total', lang)}: {layer.title.say(lang)}"
    titles = [column.title.say(lang) for column in layer.columns if column.name == row["by"]]
    return f"{layer.title.say(lang)}: {titles[0] if titles else row['by']}"


def group(plan: Plan, row: Mapping[Hashable, Any], lang: Lang) -> str:
    """Return the title of a row's group; empty for a layer's total."""
    if row["by"] == "layer":
        return ""
    group = row["group"] if isinstance(row["group"], str) else None
    if row["by"] == "status":
        return plan.catalogue.status_title(str(row["layer"]), group, lang)
    return _NONE if group is None else plan.catalogue.code_title(str(row["by"]), group, lang)


def named(row: Mapping[Hashable, Any], what: str) -> str:
    """Return how many features of a group lack something, and which."""
    return f"{row[what]} ({row[f'{what}_codes']})" if row[what] else "0"


def _figure(value: float, lang: Lang) -> str:
    return _NONE if isnan(value) else number(value, lang, decimals=2)


def _day(iso: object, lang: Lang) -> str:
    if not isinstance(iso, str):
        return _NONE
    return day(iso, lang) if is_date(iso) else iso


def _text(value: object) -> str:
    return value if isinstance(value, str) else _NONE
