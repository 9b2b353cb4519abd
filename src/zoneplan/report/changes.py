"""Changes as lines: each with when, by whom and why, and what rests on a decision."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import geopandas as gpd

from zoneplan import measure
from zoneplan.change import GEOMETRY, is_empty
from zoneplan.language import day, number, stated
from zoneplan.report.change_words import in_words
from zoneplan.report.text import Lines, headings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zoneplan.change import Change, Dependant, Revision
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_NONE = "–"


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


def local_time(at: str | None, lang: Lang) -> str:
    """Return a moment (UTC) as the clock on the wall where the command runs shows it."""
    if at is None:
        return _NONE
    try:
        here = datetime.fromisoformat(at).replace(tzinfo=UTC).astimezone()
    except ValueError:
        return at
    return f"{day(here.date().isoformat(), lang)} {here:%H:%M}"


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


def _why(plan: Plan, revision: Revision | None, lang: Lang) -> str:
    if revision is None:
        return plan.catalogue.text("common", "unsigned", lang)
    return reason_in_words(plan, revision, lang)


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
