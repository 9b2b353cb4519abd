"""The tables of a comparison of variants in finished words: measures, what lies within, changes."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from zoneplan.language import LANGUAGES, Text, number, stated
from zoneplan.report.compared import Change, Row

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from zoneplan.catalogue import Catalogue
    from zoneplan.report.compared import Told

_NONE = Text("–", "–")
_UNDECIDED = Text("không kết luận được", "cannot be decided")
_DECIMALS = {"ha": 2, "m": 0, "km": 2}
_RATIOS = ("compactness", "hull_share")
_DOUBTFUL = ("total_ha", "distance_m")
"""Measures that say so where nobody told how sure they are."""
KINDS = ("gained", "lost")


def measure_rows(told: Told) -> Iterator[Row]:
    """Yield the measures of the variants side by side, a group for each layer they meet."""
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
        cells = tuple(_cell(row, catalogue) for row in rows.to_dict("records"))
        yield Row(label=title, cells=cells)


def touched_rows(told: Told) -> Iterator[Row]:
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
            shared = {
                row["code"]: _sure_hectares(row, told.plan.catalogue)
                for row in same.to_dict("records")
            }
            first = same.iloc[0]
            label = str(first["other_name_vi"] or code)
            english = str(first["other_name_en"] or label)
            cells = tuple(shared.get(each, _NONE) for each in told.codes)
            yield Row(label=Text(label, english), cells=cells)


def changes(told: Told) -> Iterator[Change]:
    """Yield what each gains on each one named before it and loses, and how sure that is."""
    both = told.differences[["code", "other_code"]]
    for first, code in combinations(told.codes, 2):
        own = (both["code"] == code) & (both["other_code"] == first)
        rows = told.differences.loc[own].set_index("kind")
        if rows.empty:
            none = dict.fromkeys(("gained", "lost", "gained_sure", "lost_sure"), _UNDECIDED)
            yield Change(code=code, first=first, uncertainty=Text("± ?", "± ?"), **none)
            continue
        doubt = rows["uncertainty_m"].iloc[0]
        sure = {kind: rows["sureness"][kind] for kind in KINDS}
        titles = told.plan.catalogue.codes["sureness"]
        yield Change(
            code=code,
            first=first,
            gained=_hectares(rows["area_ha"]["gained"], sign="+"),
            lost=_hectares(rows["area_ha"]["lost"], sign="−"),
            gained_sure=titles[sure["gained"]] if isinstance(sure["gained"], str) else _NONE,
            lost_sure=titles[sure["lost"]] if isinstance(sure["lost"], str) else _NONE,
            uncertainty=doubt_in_words(doubt),
        )


def doubt_in_words(metres: float) -> Text:
    """Return how far an outline may be off, in metres; not finite is not known."""
    known = np.isfinite(metres)
    return Text(*(f"±{stated(metres, lang)} m" if known else "± ?" for lang in LANGUAGES))


def _printed(measures: pd.DataFrame) -> pd.Series:
    """Return the values of which land and sea are printed so that they make the printed area."""
    values = measures["value"].copy()
    names = ("total_ha", "land_ha", "sea_ha")
    total, land, sea = (measures.index[measures["measure"] == name] for name in names)
    if len(sea):
        rest = values[total].round(2).to_numpy() - values[land].round(2).to_numpy()
        values[sea] = rest
    return values


def _cell(row: Mapping[Hashable, Any], catalogue: Catalogue) -> Text:
    """Return a figure with its give or take, and with what it names."""
    if pd.isna(row["value"]):
        return _UNDECIDED
    decimals = 3 if row["measure"] in _RATIOS else _DECIMALS.get(str(row["unit"]), 0)
    said = []
    for lang in LANGUAGES:
        figure = number(row["value"], lang, decimals=decimals)
        if pd.notna(row["plus_minus"]):
            figure += f" ±{number(row['plus_minus'], lang)}"
        elif row["measure"] in _DOUBTFUL:
            figure += " ± ?"
        more = row["told"] if isinstance(row["told"], str) else None
        if isinstance(row["sureness"], str):
            more = catalogue.code_title("sureness", row["sureness"], lang)
        said.append(f"{figure} ({more})" if more else figure)
    return Text(*said)


def _sure_hectares(row: Mapping[Hashable, Any], catalogue: Catalogue) -> Text:
    area, sure = _hectares(row["shared_ha"]), catalogue.codes["sureness"][row["sureness"]]
    return Text(*(f"{each} ({how})" for each, how in zip(area, sure, strict=True)))


def _hectares(value: float, *, sign: str = "") -> Text:
    mark = sign if round(value, 2) else ""
    return Text(*(mark + number(value, lang, decimals=2) for lang in LANGUAGES))
