"""One feature in words: every column with a value, its status, its areas, its outline's trust."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan import measure, timeline
from zoneplan.change import is_empty
from zoneplan.language import Text, day, number
from zoneplan.report.change_words import event_in_words, value_in_words
from zoneplan.report.text import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zoneplan.catalogue import Layer
    from zoneplan.language import Lang
    from zoneplan.plan import Plan


def feature_lines(
    plan: Plan, layer: Layer, code: str, lang: Lang, *, since: str | None, decision: str | None
) -> Lines:
    """Return what a plan says of one feature on its day, a fact a row.

    `since` and `decision` say from which ISO day which decision put the boundary in force.
    """
    frame = plan.frame(layer.name)
    own = frame.loc[frame[layer.key] == code]
    row = own.to_dict("records")[0]
    text = plan.catalogue.texts["common"]
    area = measure.geodesic_area_ha(own.geometry).iloc[0]
    facts = [
        (
            column.title.say(lang),
            Text.stored(
                value_in_words(plan, {"layer": layer.name}, column, row[column.name], lang)
            ).say(lang),
        )
        for column in layer.columns
        if column.name != "status" and not is_empty(row[column.name])
    ]
    if not is_empty(area):
        facts.append((text["geodesic_area"].say(lang), f"{number(area, lang, decimals=2)} ha"))
        held = text["boundary_undated"].say(lang)
        if since:
            held = f"{text['since'].say(lang)} {day(since, lang)}, {decision}"
        facts.append((text["boundary_in_force"].say(lang), held))
    return Lines(
        headings=("", ""),
        rows=(*facts, *_statuses(plan, layer, code, lang)),
        notes=(
            f"{text['as_of'].say(lang)} {day(plan.as_of.isoformat(), lang)}.",
            plan.notice.say(lang),
        ),
    )


def _statuses(plan: Plan, layer: Layer, code: str, lang: Lang) -> Iterator[tuple[str, str]]:
    catalogue = plan.catalogue
    heading = catalogue.text("common", "heading_status", lang)
    now = timeline.status_on(plan.events, plan.as_of)
    if layer.statuses and (layer.name, code) not in now.index:
        yield heading, catalogue.text("common", "status_unknown", lang)
        return
    if not layer.statuses:
        return
    event = now.loc[(layer.name, code), :].to_dict()
    yield (
        heading,
        event_in_words(plan, {str(name): event[name] for name in event}, lang, layer.name),
    )
