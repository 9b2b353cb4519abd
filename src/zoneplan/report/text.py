"""Lines for a terminal: a title, headings and rows of text, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from zoneplan import timeline
from zoneplan.language import Lang, day, number, printed_sum, stated
from zoneplan.report.json import layer_rows

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from zoneplan.catalogue import Catalogue
    from zoneplan.finding import Finding
    from zoneplan.plan import Plan, Tables

_NONE = "–"
_AREA_HEADINGS = (
    "code",
    "declared",
    "estimated",
    "geodesic",
    "grid",
    "difference_ha",
    "difference_pct",
    "verdict",
)


@dataclass(frozen=True, kw_only=True)
class Lines:
    """A table ready to print: `figures` names the columns that are aligned to the right.

    `title` stands above it where several tables follow each other.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    title: str = ""


def status_lines(plan: Plan, table: pd.DataFrame, lang: Lang) -> Lines:
    """Return each feature's status, since when or as reported when, and its source."""
    catalogue = plan.catalogue
    return Lines(
        headings=headings(catalogue, ("code", "name", "status", "date", "source"), lang),
        rows=tuple(
            (
                row["code"] or _NONE,
                row[f"name_{lang}"] or _NONE,
                catalogue.status_title(row["layer"], row["status"], lang),
                _since(catalogue, row, lang),
                row["source"] or _NONE,
            )
            for row in table.to_dict("records")
        ),
        notes=closing_notes(plan, lang),
    )


def area_lines(plan: Plan, tables: Tables, lang: Lang) -> Lines:
    """Return each feature's areas in hectares with the verdict, and the total of each layer.

    Measured areas are printed to 0.01 ha and their total is the sum of what is printed.
    """
    catalogue = plan.catalogue
    rows: list[tuple[str, ...]] = []
    for layer in plan.features:
        own = tables.area.loc[tables.area["layer"] == layer.name]
        if own.empty:
            continue
        rows += [_area_row(catalogue, row, lang) for row in own.to_dict("records")]
        if layer.variants:
            continue
        rows.append(
            (
                f"{catalogue.text('common', 'total', lang)}: {layer.title.say(lang)}",
                stated(own["declared_area_ha"].sum(), lang),
                stated(own["estimated_area_ha"].sum(), lang),
                *(
                    number(printed_sum(own[name], decimals=2), lang, decimals=2)
                    for name in ("geodesic_area_ha", "grid_area_ha")
                ),
                "",
                "",
                "",
            )
        )
    return Lines(
        headings=headings(catalogue, _AREA_HEADINGS, lang),
        rows=tuple(rows),
        figures=(1, 2, 3, 4, 5, 6),
        notes=closing_notes(plan, lang),
    )


def layer_lines(plan: Plan, lang: Lang) -> Lines:
    """Return each layer with its file, number of rows, system, and how fresh it is."""
    catalogue = plan.catalogue
    keys = ("layer", "file", "features", "crs", "confirmed", "newest_event")
    return Lines(
        headings=headings(catalogue, keys, lang),
        rows=tuple(
            (
                row["layer"],
                row["file"],
                number(row["features"], lang),
                row["crs"] or _NONE,
                *(day(row[key], lang) if row[key] else _NONE for key in keys[-2:]),
            )
            for row in layer_rows(plan)
        ),
        figures=(2,),
        notes=closing_notes(plan, lang),
    )


def finding_lines(
    plan: Plan, findings: Iterable[Finding], lang: Lang, kinds: Mapping[str, int] | None = None
) -> Lines:
    """Return each finding with its severity, rule and message; `kinds` as in `looked_at`."""
    catalogue = plan.catalogue
    rows = tuple(
        (
            catalogue.code_title("severity", finding.severity, lang),
            finding.rule,
            finding.place.layer,
            finding.place.message.say(lang),
        )
        for finding in findings
    )
    nothing = () if rows else (catalogue.text("common", "no_findings", lang),)
    seen = () if kinds is None else (looked_at(catalogue, kinds, lang),)
    return Lines(
        headings=headings(catalogue, ("severity", "rule", "layer", "message"), lang),
        rows=rows,
        notes=(*nothing, *seen, *closing_notes(plan, lang)),
    )


def looked_at(catalogue: Catalogue, kinds: Mapping[str, int], lang: Lang) -> str:
    """Return how many rows of a file were looked at: `areas`, `lines`, `points` or `none`."""
    told = {name: number(count, lang) for name, count in kinds.items()}
    rows = number(sum(kinds.values()), lang)
    return catalogue.text("common", "looked_at", lang).format(rows=rows, **told)


def _area_row(catalogue: Catalogue, row: Mapping[Hashable, Any], lang: Lang) -> tuple[str, ...]:
    verdict = catalogue.code_title("verdict", str(row["verdict"]), lang)
    return (
        row["code"] or _NONE,
        *(stated(row[name], lang) for name in ("declared_area_ha", "estimated_area_ha")),
        *(
            _NONE if pd.isna(row[name]) else number(row[name], lang, decimals=2)
            for name in ("geodesic_area_ha", "grid_area_ha", "difference_ha", "difference_pct")
        ),
        verdict,
    )


def _since(catalogue: Catalogue, row: Mapping[Hashable, Any], lang: Lang) -> str:
    if row["date"] is None:
        return _NONE
    since = catalogue.dated(row["date_kind"], row["date"], row["date_precision"], lang)
    inferred = row["basis"] != "sourced"
    return f"{since} ({catalogue.text('common', 'inferred', lang)})" if inferred else since


def headings(catalogue: Catalogue, keys: Iterable[str], lang: Lang) -> tuple[str, ...]:
    """Return the headings of some columns in one language."""
    return tuple(catalogue.text("common", f"heading_{key}", lang) for key in keys)


def closing_notes(plan: Plan, lang: Lang) -> tuple[str, ...]:
    """Return what every table ends with: the day, how fresh each layer is, notice, revision."""
    text = plan.catalogue.texts["common"]
    notes = [f"{text['as_of'].say(lang)} {day(plan.as_of.isoformat(), lang)}."]
    for layer in plan.features:
        told = timeline.freshness(plan, layer.name).say(lang)
        if told:
            notes.append(f"{layer.title.say(lang)}: {told}.")
    notes.append(plan.notice.say(lang))
    if plan.forced:
        notes.append(text["forced"].say(lang))
    trace = plan.trace()
    notes.append(f"{text['revision'].say(lang)} {trace['revision']} · zoneplan {trace['version']}")
    return tuple(notes)
