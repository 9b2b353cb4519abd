"""What meets what and what is nearest, as lines, as JSON and as GeoJSON."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from zoneplan import measure
from zoneplan.language import number
from zoneplan.report.geojson import collection
from zoneplan.report.json import document, records
from zoneplan.report.text import Lines, closing_notes, headings

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from zoneplan.catalogue import Catalogue
    from zoneplan.language import Lang, Text
    from zoneplan.plan import Overlay, Plan

_NONE = "–"
_NAMED = 12
_KEY, _OTHER_KEY = ["layer", "code"], ["other_layer", "other_code"]
_PAIRS = ("a", "relation", "b", "shared", "pct_a", "pct_b", "uncertainty", "sureness")
_TOTALS = ("a", "b", "count", "shared_once", "pct", "outside", "pct", "counted_twice")
_NEAREST = ("a", "b", "distance", "uncertainty", "sureness", "as_near")


def pair_lines(plan: Plan, pairs: pd.DataFrame, titles: tuple[Text, Text], lang: Lang) -> Lines:
    """Return each pair that meets: relation, what is shared, shares in per cent, how sure.

    `pairs` are those of an overlay, `titles` what the two sides are called.
    """
    catalogue = plan.catalogue
    return Lines(
        title=_title(titles, lang),
        headings=headings(catalogue, _PAIRS, lang),
        rows=tuple(
            (
                row["code"] or _NONE,
                catalogue.code_title("relation", row["relation"], lang),
                _called(row, "other_", lang),
                _shared(row, lang),
                *(_figure(row[name], lang) for name in ("share_pct", "other_share_pct")),
                _figure(row["uncertainty_m"], lang, decimals=0),
                _conclusion(catalogue, row, lang),
            )
            for row in pairs.to_dict("records")
        ),
        figures=(3, 4, 5, 6),
    )


def total_lines(plan: Plan, totals: Iterable[tuple[Text, pd.DataFrame]], lang: Lang) -> Lines:
    """Return of each feature what another layer holds of it, counted once, and what it does not.

    `totals` are those of overlays, each with what the second layer is called. Features that share
    nothing with it are left to the notes.
    """
    rows = tuple(
        (
            row["code"] or _NONE,
            title.say(lang),
            number(row["others"], lang),
            _size(row, "shared", lang),
            _figure(row["shared_pct"], lang),
            _size(row, "outside", lang),
            _figure(100 - row["shared_pct"], lang),
            _size(row, "counted_twice", lang),
        )
        for title, table in totals
        for row in table.loc[table["others"] > 0].to_dict("records")
    )
    heads = headings(plan.catalogue, _TOTALS, lang) if rows else ()
    return Lines(headings=heads, rows=rows, figures=(2, 3, 4, 5, 6, 7))


def overlay_notes(
    plan: Plan,
    title: Text,
    overlay: Overlay,
    lang: Lang,
) -> Iterator[str]:
    """Yield what the tables of an overlay leave out: nothing shared, in doubt, no outline."""
    text = {key: each.say(lang) for key, each in plan.catalogue.texts["common"].items()}
    totals, against = overlay.totals, title.say(lang)
    alone = totals.loc[~_is_met(overlay) & ~totals["geometry_missing"], "code"]
    if len(alone):
        yield f"{against} – {text['none_shared']}: {_listed(alone)}."
    doubted = overlay.within_doubt
    if len(doubted):
        pairs = [
            f"{row['code']} – {row['other_code']} ({number(row['distance_m'], lang)} m "
            f"± {number(row['uncertainty_m'], lang)} m)"
            for row in doubted.to_dict("records")
        ]
        yield f"{against} – {text['apart_in_doubt']}: {_listed(pairs)}."
    for codes, key in (
        (totals.loc[totals["geometry_missing"], "code"], "no_outline_undecided"),
        (totals.loc[totals["mended"], "code"], "outline_mended"),
    ):
        if len(codes):
            yield f"{_listed(codes)}: {text[key]}."
    for codes, key in (
        (overlay.without_outline, "no_outline_undecided"),
        (overlay.mended, "outline_mended"),
    ):
        if len(codes):
            yield f"{against} – {_listed(codes)}: {text[key]}."


def _is_met(overlay: Overlay) -> NDArray[np.bool_]:
    """Tell of each feature whether it stands in a pair, be it with a point or along an edge."""
    keys = [pd.MultiIndex.from_frame(overlay.pairs[names]) for names in (_KEY, _OTHER_KEY)]
    own = pd.MultiIndex.from_frame(overlay.totals[_KEY])
    return np.logical_or(*(own.isin(each) for each in keys))


def nearest_lines(plan: Plan, table: pd.DataFrame, titles: tuple[Text, Text], lang: Lang) -> Lines:
    """Return the nearest of another layer for each feature, with its distance in metres.

    `titles` are what the two sides are called.
    """
    catalogue = plan.catalogue
    columns = len(_NEAREST) if table["ties"].notna().any() else len(_NEAREST) - 1
    return Lines(
        title=_title(titles, lang),
        headings=headings(catalogue, _NEAREST[:columns], lang),
        rows=tuple(
            (
                _called(row, "", lang),
                _called(row, "other_", lang),
                _figure(row["distance_m"], lang, decimals=0),
                _figure(row["uncertainty_m"], lang, decimals=0),
                _apart(catalogue, row, lang),
                row["ties"] or "",
            )[:columns]
            for row in table.to_dict("records")
        ),
        figures=(2, 3),
    )


def notes(plan: Plan, keys: Sequence[str], lang: Lang) -> tuple[str, ...]:
    """Return some of the notes that explain a table, then what every table ends with."""
    text = plan.catalogue.texts["common"]
    return (*(text[key].say(lang) for key in keys), *closing_notes(plan, lang))


def pairs_json(schema: str, plan: Plan, rows: gpd.GeoDataFrame, **more: pd.DataFrame) -> str:
    """Return tables as a JSON document without their geometry; an empty value is null."""
    plain = {name: records(_plain(table)) for name, table in more.items()}
    return document(schema, plan, records(_plain(rows)), **plain)


def pairs_geojson(schema: str, plan: Plan, rows: gpd.GeoDataFrame) -> str:
    """Return a table as GeoJSON in WGS 84, each row with its piece or its line."""
    return collection(schema, plan, records(_plain(rows)), rows.geometry)


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(table.drop(columns="geometry", errors="ignore"))


def _title(titles: tuple[Text, Text], lang: Lang) -> str:
    return " · ".join(
        f"{side}: {title.say(lang)}" for side, title in zip("AB", titles, strict=True)
    )


def _called(row: Mapping[Hashable, Any], side: str, lang: Lang) -> str:
    """Return a feature's code and, where it has one, its name."""
    code = row[f"{side}code"]
    names = (row[f"{side}name_{lang}"], row[f"{side}name_vi"])
    name = next((str(each) for each in names if pd.notna(each)), None)
    if pd.isna(code) or code == row[f"{side}layer"]:
        return name or _NONE
    return str(code) if name is None or name == code else f"{code} {name}"


def _shared(row: Mapping[Hashable, Any], lang: Lang) -> str:
    if pd.notna(row["shared_ha"]):
        return _hectares(row["shared_ha"], lang)
    return _NONE if pd.isna(row["shared_m"]) else f"{number(row['shared_m'], lang)} m"


def _size(row: Mapping[Hashable, Any], name: str, lang: Lang) -> str:
    if pd.notna(row[f"{name}_ha"]):
        return _hectares(row[f"{name}_ha"], lang)
    metres = row[f"{name}_m"]
    return _NONE if pd.isna(metres) else f"{number(metres, lang)} m"


def _hectares(value: float, lang: Lang) -> str:
    if 0 < value < 1:
        return f"{number(value * measure.M2_PER_HA, lang)} m²"
    return f"{number(value, lang, decimals=2)} ha"


def _figure(value: float | None, lang: Lang, *, decimals: int = 2) -> str:
    if value is None or isnan(value):
        return _NONE
    return number(value, lang, decimals=decimals)


def _conclusion(catalogue: Catalogue, row: Mapping[Hashable, Any], lang: Lang) -> str:
    said = [catalogue.code_title("sureness", row["sureness"], lang)]
    if row["legal"]:
        said.insert(0, catalogue.code_title("legal_overlap", row["legal"], lang))
    return "; ".join(said)


def _apart(catalogue: Catalogue, row: Mapping[Hashable, Any], lang: Lang) -> str:
    if pd.isna(row["distance_m"]):
        return catalogue.text("common", "no_outline_undecided", lang)
    if row["sureness"] == "undecided":
        return catalogue.text("common", "may_meet", lang)
    apart = catalogue.text("common", "apart" if row["distance_m"] > 0 else "meet", lang)
    if row["sureness"] == "unstated":
        return f"{apart}, {catalogue.code_title('sureness', 'unstated', lang)}"
    return apart


def _listed(codes: Sequence[object] | pd.Series) -> str:
    shown = ", ".join(str(code) for code in list(codes)[:_NAMED])
    return shown + (f" … +{len(codes) - _NAMED}" if len(codes) > _NAMED else "")
