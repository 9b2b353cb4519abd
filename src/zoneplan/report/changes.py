"""Changes in words: what each column was and is, how far a boundary moved, who signed it."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import geopandas as gpd

from zoneplan import measure
from zoneplan.change import GEOMETRY, is_empty
from zoneplan.language import day, is_date, number, stated
from zoneplan.report.text import Lines, headings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import shapely

    from zoneplan.catalogue import Column
    from zoneplan.change import Change, Dependant, Revision
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_NONE = "–"
_SHORTEST_MOVE_M = 0.001


def log_lines(
    plan: Plan, revisions: Iterable[Revision], changes: Iterable[Change], lang: Lang
) -> Lines:
    """Return each change with when, by whom and why, in the order given."""
    known = {revision.number: revision for revision in revisions}
    return Lines(
        headings=headings(
            plan.catalogue, ("revision", "date", "by", "code", "change", "why"), lang
        ),
        rows=tuple(
            (
                _NONE if change.revision is None else str(change.revision),
                local_time(change.at, lang),
                known[change.revision].reason.by if change.revision in known else "?",
                change.code or _NONE,
                in_words(plan, change, lang),
                _why(plan, known.get(change.revision or 0), lang),
            )
            for change in changes
        ),
        figures=(0,),
        notes=(*_marks(plan, known.values(), lang), *_log_notes(plan, changes, lang)),
    )


def change_lines(plan: Plan, changes: Iterable[Change], lang: Lang) -> Lines:
    """Return each changed row of a plan and what changed in it."""
    rows = tuple(
        (change.layer, change.code or _NONE, in_words(plan, change, lang)) for change in changes
    )
    nothing = () if rows else (plan.catalogue.text("common", "nothing_changed", lang),)
    return Lines(
        headings=headings(plan.catalogue, ("layer", "code", "change"), lang),
        rows=rows,
        notes=(*nothing, plan.notice.say(lang)),
    )


def dependant_lines(plan: Plan, dependants: Iterable[Dependant], lang: Lang) -> Lines:
    """Return what rests on a decision, and what comes back without it."""
    text = plan.catalogue.texts["common"]
    rows = tuple(
        (
            text[f"rests_{each.what}"].say(lang),
            each.layer,
            each.code,
            _rests(plan, each, each.value, lang),
            _rests(plan, each, each.back, lang),
        )
        for each in dependants
    )
    nothing = () if rows else (text["nothing_rests"].say(lang),)
    return Lines(
        headings=headings(
            plan.catalogue, ("rests", "layer", "code", "brought", "comes_back"), lang
        ),
        rows=rows,
        notes=nothing,
    )


def _rests(plan: Plan, dependant: Dependant, value: Any, lang: Lang) -> str:  # noqa: ANN401
    if is_empty(value):
        return _NONE
    if dependant.what == "status":
        return plan.catalogue.status_title(dependant.layer, str(value), lang)
    if dependant.what == "figure":
        return f"{stated(value, lang)} ha"
    shape = gpd.GeoSeries([value.get(GEOMETRY)], crs=plan.settings.crs)
    basis = plan.catalogue.code_title("boundary_basis", str(value.get("boundary_basis")), lang)
    area = number(measure.geodesic_area_ha(shape).iloc[0], lang, decimals=2)
    return f"{area} ha ({basis})"


def changes_json(plan: Plan, changes: Iterable[Change], **more: object) -> str:
    """Return changes as a JSON document; geometries as GeoJSON in the plan's own system."""
    rows = [
        {
            "layer": change.layer,
            "code": change.code,
            "kind": change.kind,
            "at": change.at,
            "revision": change.revision,
            "changed": {
                column: [_plain(value) for value in change.value(column)]
                for column in change.columns
            },
            **_boundary(plan, change),
        }
        for change in changes
    ]
    content = {
        "schema": "zoneplan.changes/1",
        "crs": plan.settings.crs,
        **plan.trace(),
        "notice": plan.notice._asdict(),
        **more,
        "rows": rows,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def changes_geojson(plan: Plan, changes: Iterable[Change]) -> str:
    """Return the boundaries before and after of all changed features, as GeoJSON in WGS 84."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "layer": change.layer,
                "code": change.code,
                "state": state,
                "kind": change.kind,
                **_boundary(plan, change),
            },
            "geometry": _in_wgs84(plan, shape),
        }
        for change in changes
        for state, shape in zip(("before", "after"), change.value(GEOMETRY), strict=True)
        if shape is not None
    ]
    content = {
        "type": "FeatureCollection",
        "schema": "zoneplan.changes/1",
        "notice": plan.notice._asdict(),
        **plan.trace(),
        "features": features,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def revision_rows(revisions: Iterable[Revision]) -> list[dict[str, object]]:
    """Return revisions as plain rows."""
    return [
        {"number": each.number, "at": each.at, **dataclasses.asdict(each.reason)}
        for each in revisions
    ]


def in_words(plan: Plan, change: Change, lang: Lang) -> str:
    """Return what a change did to a row, column by column, in one language."""
    text = plan.catalogue.texts["common"]
    if change.kind != "changed":
        row = change.after or change.before or {}
        name = row.get(f"name_{lang}")
        facts = _row_in_words(plan, change, lang) if name is None else str(name)
        if plan.catalogue.layers[change.layer].role == "history":
            facts = event_in_words(plan, row, lang)
        return f"{text[change.kind].say(lang)}: {facts}" if facts else text[change.kind].say(lang)
    return "; ".join(_column_in_words(plan, change, name, lang) for name in change.columns)


def event_in_words(
    plan: Plan, event: Mapping[str, Any], lang: Lang, layer: str | None = None
) -> str:
    """Return a status event: which status, since when or as seen when, on what it rests."""
    catalogue = plan.catalogue
    title = _status_title(plan, layer or str(event.get("layer") or ""), event["status"], lang)
    date, precision = event["date"] or "", event["date_precision"]
    since = catalogue.dated(event["date_kind"], date, precision, lang) if is_date(date) else date
    basis = catalogue.code_title("status_basis", str(event["basis"]), lang)
    grounds = [since, basis, event["source"], event["decision"], event["note"]]
    return f"{title} ({'; '.join(str(each) for each in grounds if not is_empty(each))})"


def _row_in_words(plan: Plan, change: Change, lang: Lang) -> str:
    layer, row = plan.catalogue.layers[change.layer], change.after or change.before or {}
    return ", ".join(
        f"{column.title.say(lang)} {value_in_words(plan, row, column, row[column.name], lang)}"
        for column in layer.columns
        if column.name != layer.key and not is_empty(row.get(column.name))
    )


def _column_in_words(plan: Plan, change: Change, name: str, lang: Lang) -> str:
    if name == GEOMETRY:
        return boundary_in_words(plan, change, lang)
    column = next((c for c in plan.catalogue.layers[change.layer].columns if c.name == name), None)
    row = {"layer": change.layer, **(change.after or {})}
    before, after = (value_in_words(plan, row, column, value, lang) for value in change.value(name))
    title = column.title.say(lang) if column else name
    return f"{title}: {before} → {after}"


def boundary_in_words(plan: Plan, change: Change, lang: Lang) -> str:
    """Return how far a boundary moved and what became of its area, in one language."""
    text = plan.catalogue.texts["common"]
    told = _boundary(plan, change)
    area = " → ".join(
        number(told[key], lang, decimals=2) if told.get(key) is not None else _NONE
        for key in ("area_before_ha", "area_after_ha")
    )
    moved = told.get("moved_m")
    if moved is not None and not told["area_before_ha"] and not told["area_after_ha"]:
        return (
            f"{text['boundary'].say(lang)}: {text['moved_up_to'].say(lang)} "
            f"{number(moved, lang, decimals=2)} m"
        )
    if moved is None:
        return f"{text['boundary'].say(lang)}: {area} ha"
    return (
        f"{text['boundary'].say(lang)}: {text['moved_up_to'].say(lang)} "
        f"{number(moved, lang, decimals=2)} m, {area} ha"
    )


def _boundary(plan: Plan, change: Change) -> dict[str, float]:
    """Return a change of geometry in figures: areas on the ellipsoid, the farthest move."""
    before, after = change.value(GEOMETRY)
    if GEOMETRY not in change.columns:
        return {}
    told = {
        key: float(area)
        for key, shape in (("area_before_ha", before), ("area_after_ha", after))
        if shape is not None
        for area in measure.geodesic_area_ha(gpd.GeoSeries([shape], crs=plan.settings.crs))
    }
    if before is not None and after is not None:
        told["moved_m"] = measure.boundary_moved_m(before, after)
    return told


def value_in_words(
    plan: Plan,
    row: Mapping[str, Any],
    column: Column | None,
    value: object,
    lang: Lang,
) -> str:
    """Return a column's value as people read it: title of a code, unit, date of the language."""
    if is_empty(value):
        return _NONE
    if column is None:
        return str(value)
    if column.codes == "statuses":
        return _status_title(plan, str(row.get("layer") or ""), str(value), lang)
    if column.codes:
        return plan.catalogue.code_title(column.codes, str(value), lang)
    if column.type in {"date", "partial_date"} and is_date(str(value)):
        return day(str(value), lang)
    shown = stated(value, lang) if isinstance(value, float) else str(value)
    return f"{shown} {column.unit}" if column.unit else shown


def _status_title(plan: Plan, layer: str, status: str, lang: Lang) -> str:
    """Return a status's title; a history row does not say of which layer it is."""
    layers = [layer] if layer in plan.catalogue.layers else []
    layers += [each.name for each in plan.features if each.statuses]
    for name in layers:
        known = plan.catalogue.statuses_of(name).get(status)
        if known:
            return known.title.say(lang)
    return status


def local_time(at: str | None, lang: Lang) -> str:
    """Return a moment (UTC) as the clock on the wall where the command runs shows it."""
    if at is None:
        return _NONE
    try:
        here = datetime.fromisoformat(at).replace(tzinfo=UTC).astimezone()
    except ValueError:
        return at
    return f"{day(here.date().isoformat(), lang)} {here:%H:%M}"


def _why(plan: Plan, revision: Revision | None, lang: Lang) -> str:
    if revision is None:
        return plan.catalogue.text("common", "unsigned", lang)
    return reason_in_words(plan, revision, lang)


def reason_in_words(plan: Plan, revision: Revision, lang: Lang) -> str:
    """Return what a revision did and why, in one language."""
    reason = revision.reason
    parts = [
        plan.catalogue.code_title("revision_action", reason.action, lang),
        reason.message,
        reason.decision or "",
        plan.catalogue.text("common", "forced_change", lang) if reason.forced else "",
    ]
    return "; ".join(part for part in parts if part)


def _marks(plan: Plan, revisions: Iterable[Revision], lang: Lang) -> Iterator[str]:
    for each in revisions:
        if each.reason.action == "mark":
            action = plan.catalogue.code_title("revision_action", "mark", lang)
            yield f"{each.number} · {local_time(each.at, lang)} · {action}: {each.reason.message}"


def _log_notes(plan: Plan, changes: Iterable[Change], lang: Lang) -> tuple[str, ...]:
    text = plan.catalogue.texts["common"]
    unsigned = sum(change.revision is None for change in changes)
    counted = (f"{text['unsigned_count'].say(lang)}: {number(unsigned, lang)}.",)
    return counted if unsigned else ()


def _in_wgs84(plan: Plan, shape: shapely.Geometry) -> dict[str, Any]:
    moved = measure.in_wgs84(gpd.GeoSeries([shape], crs=plan.settings.crs))[0]
    geometry: dict[str, Any] = moved.__geo_interface__
    return geometry


def _plain(value: object) -> object:
    if is_empty(value):
        return None
    return getattr(value, "__geo_interface__", value)
