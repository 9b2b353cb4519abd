"""What a report rests on: its day and system, how fresh each layer is, findings, sources."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from zoneplan import timeline
from zoneplan.language import at_precision, number
from zoneplan.report.annex.system import system_in_words
from zoneplan.report.full.model import Day, Section
from zoneplan.report.full.voice import dated, text
from zoneplan.report.json import layer_rows, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zoneplan.finding import Finding
    from zoneplan.report.full.model import Cell
    from zoneplan.report.full.voice import Voice
    from zoneplan.report.json import Row

_ESTIMATE = "estimate"


def about_section(voice: Voice) -> Section:
    """Return what the report is of: authority, day, system, notice, revision and version."""
    plan, lang = voice.plan, voice.lang
    told: list[tuple[str, Cell]] = [
        ("plan", plan.title(lang)),
        ("authority", plan.settings.authority.say(lang)),
        ("as_of", Day(plan.as_of.isoformat())),
        ("crs", system_in_words(plan.settings.crs, lang)),
        ("trust", plan.notice.say(lang)),
        ("measured", voice.say("measured_how")),
        ("revision", f"{plan.revision} · zoneplan {plan.trace()['version']}"),
    ]
    if plan.forced:
        told.insert(0, ("stamp", voice.say("forced")))
    return Section(
        name="about",
        chapter=voice.say("chapter_about"),
        title=voice.say("section_about"),
        columns=(voice.column("item"), voice.column("value")),
        rows=tuple((voice.say(f"about_{key}"), value) for key, value in told),
        totals={},
        pairs=True,
    )


def layers_section(voice: Voice) -> Section:
    """Return each layer: how many features, how fresh, how much inferred, on what outlines rest."""
    column = voice.column
    known = {layer.name for layer in voice.plan.features}
    rows = [row for row in layer_rows(voice.plan) if row["layer"] in known and row["features"]]
    return Section(
        name="layers",
        chapter=voice.say("chapter_about"),
        title=voice.say("section_layers"),
        columns=(
            column("layer"),
            column("features", figure=True),
            column("confirmed"),
            column("source", detail=True),
            column("newest_event"),
            column("statuses_inferred", figure=True),
            column("outlines"),
            column("lacks"),
        ),
        rows=tuple(
            (
                voice.layer(row["layer"]),
                int(row["features"]),
                dated(row["confirmed"]),
                text(row["source"]),
                dated(row["newest_event"]),
                _inferred(voice, row),
                _outlines(voice, row["layer"]),
                row["lacks"][voice.lang] if row["lacks"] else None,
            )
            for row in rows
        ),
        totals={},
        cites=tuple(str(row["source"]) for row in rows if row["source"]),
    )


def findings_section(voice: Voice, findings: Iterable[Finding]) -> Section:
    """Return each finding, worst first, with its place: X the northing, Y the easting."""
    column, found = voice.column, tuple(findings)
    return Section(
        name="findings",
        chapter=voice.say("chapter_findings"),
        title=voice.say("section_findings"),
        columns=(
            column("severity"),
            column("layer"),
            column("code"),
            column("message"),
            column("rule", detail=True),
            column("x_m", decimals=2, detail=True),
            column("y_m", decimals=2, detail=True),
        ),
        rows=tuple(
            (
                voice.coded("severity", each.severity),
                voice.layer(each.place.layer),
                text(each.place.code),
                each.place.message.say(voice.lang),
                each.rule,
                *((None, None) if each.place.at is None else each.place.at[::-1]),
            )
            for each in found
        ),
        totals={},
        notes=() if found else (voice.say("no_findings"),),
    )


def decisions_section(voice: Voice, numbers: Iterable[str]) -> Section:
    """Return the decisions that the report names, as the register has them, oldest first."""
    column = voice.column
    wanted = dict.fromkeys(numbers)
    rows = sorted(
        (row for row in _register(voice, "decisions") if row["number"] in wanted),
        key=lambda row: str(row["date"]),
    )
    return Section(
        name="decisions",
        chapter=voice.say("chapter_sources"),
        title=voice.say("section_decisions"),
        columns=tuple(column(name) for name in ("number", "date", "authority", "about", "source")),
        rows=tuple(
            (
                text(row["number"]),
                _decided(row),
                voice.told(row["authority"]),
                voice.told(row["about"]),
                text(row["source"]),
            )
            for row in rows
        ),
        totals={},
        cites=tuple(str(row["source"]) for row in rows if row["source"]),
    )


def sources_section(voice: Voice, ids: Iterable[str]) -> Section:
    """Return every source that the report cites, with its kind and the rights in it."""
    column = voice.column
    known = {str(row["id"]): row for row in _register(voice, "sources")}
    return Section(
        name="sources",
        chapter=voice.say("chapter_sources"),
        title=voice.say("section_sources"),
        columns=(
            column("id", "source"),
            column("title"),
            column("publisher"),
            column("published"),
            column("kind", "source_kind"),
            column("locator"),
            column("rights"),
        ),
        rows=tuple(_source(voice, each, known.get(each)) for each in dict.fromkeys(ids)),
        totals={},
        notes=(voice.say("rights_empty"),),
    )


def _source(voice: Voice, name: str, row: Row | None) -> tuple[Cell, ...]:
    if row is None:
        return name, voice.say("not_in_register"), None, None, None, None, None
    return (
        name,
        voice.say("estimate_title") if row["kind"] == _ESTIMATE else text(row["title"]),
        text(row["publisher"]),
        dated(row["date"]),
        voice.coded("source_kind", row["kind"]),
        voice.told(row["locator"]),
        voice.told(row["rights"]),
    )


def _register(voice: Voice, name: str) -> list[Row]:
    table = voice.plan.tables.get(name)
    return [] if table is None else records(table.drop(columns="geometry", errors="ignore"))


def _decided(row: Row) -> Day | None:
    return Day(at_precision(row["date"], row["date_precision"])) if row["date"] else None


def _inferred(voice: Voice, row: Row) -> int:
    events = voice.plan.events
    own = events.loc[events["layer"] == row["layer"]]
    now = timeline.status_on(own, voice.plan.as_of)
    return int((now["basis"] == "inferred").sum())


def _outlines(voice: Voice, layer: str) -> str | None:
    """Return how many outlines rest on what, the most common first."""
    return "; ".join(_bases(voice, layer)) or None


def _bases(voice: Voice, layer: str) -> Iterator[str]:
    frame = voice.plan.frame(layer)
    if "boundary_basis" not in frame:
        return
    counted = Counter(str(each) for each in frame["boundary_basis"].dropna())
    for basis, count in counted.most_common():
        title = voice.plan.catalogue.code_title("boundary_basis", basis, voice.lang)
        yield f"{title}: {number(count, voice.lang)}"
