"""The sections of a summary: what changed of statuses, features, boundaries, decisions, figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from zoneplan import measure, timeline
from zoneplan.change import GEOMETRY
from zoneplan.language import LANGUAGES, Text, at_precision
from zoneplan.report.cells import (
    area_ha,
    cell,
    dated,
    day_cell,
    figure,
    named,
    names_of,
    plain,
    status_cell,
)
from zoneplan.report.change_words import value_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from zoneplan.catalogue import Layer
    from zoneplan.change import Change
    from zoneplan.plan import Plan

_DECISIONS = "decisions"
_HEADINGS = {
    "from": Text("Từ", "From"),
    "to": Text("Sang", "To"),
    "before_ha": Text("Trước, ha", "Before, ha"),
    "after_ha": Text("Sau, ha", "After, ha"),
    "moved_m": Text("Dịch tối đa, m", "Moved up to, m"),
    "number": Text("Số", "Number"),
    "about": Text("Về việc", "About"),
    "area_ha": Text("Diện tích, ha", "Area, ha"),
    "figure": Text("Số liệu", "Figure"),
    "before": Text("Trước", "Before"),
    "after": Text("Sau", "After"),
}
_ENDED = {
    "revoked_by": Text("bị bãi bỏ bởi", "revoked by"),
    "replaced_by": Text("được thay thế bằng", "replaced by"),
    "in_force_to": Text("có hiệu lực đến", "in force until"),
}


@dataclass(frozen=True, kw_only=True)
class Section:
    """A titled table in finished words; `figures` names the columns aligned to the right.

    `more` says how many rows were cut. `covers` holds what is told here: the number of a change
    and a column of it; `sources` the sources that are named.
    """

    title: Text
    headings: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    figures: tuple[int, ...] = ()
    more: Text | None = None
    covers: frozenset[tuple[int, str]] = frozenset()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Row:
    cells: tuple[Text, ...]
    covers: tuple[tuple[int, str], ...]
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class _States:
    """Two states of a plan, the changes between them, and the statuses that counted in each."""

    before: Plan
    after: Plan
    changes: Sequence[Change]

    @cached_property
    def then(self) -> Mapping[Any, Any]:
        return timeline.status_on(self.before.events, self.before.as_of).to_dict("index")

    @cached_property
    def now(self) -> Mapping[Any, Any]:
        return timeline.status_on(self.after.events, self.after.as_of).to_dict("index")

    def of_features(self) -> Iterator[tuple[int, Layer, Change]]:
        """Return the changes of layers whose features have an area, each with its number."""
        layers = {layer.name: layer for layer in self.after.features}
        for place, change in enumerate(self.changes):
            if change.layer in layers:
                yield place, layers[change.layer], change

    def of_events(self, layer: str, code: str | None) -> tuple[tuple[int, str], ...]:
        """Return all that changed in the status history of one feature."""
        names = {each.name for each in self.after.catalogue.with_role("history")}
        return tuple(
            (place, column)
            for place, change in enumerate(self.changes)
            if change.layer in names and (_row(change).get("layer"), change.code) == (layer, code)
            for column in change.columns
        )


def sections(before: Plan, after: Plan, changes: Sequence[Change]) -> tuple[Section, ...]:
    """Return what changed in sections that are not empty, in the order in which people ask."""
    states = _States(before=before, after=after, changes=changes)
    made = (
        _section(
            states,
            _statuses,
            Text("Tình trạng thay đổi", "Statuses that changed"),
            ("code", "name", "from", "to", "date", "source"),
        ),
        _section(
            states,
            _features,
            Text("Thêm vào sổ hoặc bỏ ra", "Added or removed"),
            ("code", "name", "layer", "change", "area_ha"),
            figures=(4,),
        ),
        _section(
            states,
            _boundaries,
            Text("Ranh giới và diện tích", "Boundaries and hectares"),
            ("code", "name", "before_ha", "after_ha", "difference_ha", "moved_m"),
            figures=(2, 3, 4, 5),
        ),
        _section(
            states,
            _decisions,
            Text("Quyết định", "Decisions"),
            ("number", "date", "about", "change"),
        ),
        _section(
            states,
            _figures,
            Text("Số liệu sửa lại", "Figures corrected"),
            ("code", "figure", "before", "after"),
            figures=(2, 3),
        ),
    )
    return tuple(section for section in made if section.rows)


def _section(
    states: _States,
    make: Callable[[_States], Iterable[_Row]],
    title: Text,
    headings: tuple[str, ...],
    *,
    figures: tuple[int, ...] = (),
) -> Section:
    rows, common = tuple(make(states)), states.after.catalogue.texts["common"]
    return Section(
        title=title,
        headings=tuple(_HEADINGS.get(key) or common[f"heading_{key}"] for key in headings),
        rows=tuple(row.cells for row in rows),
        figures=figures,
        covers=frozenset(part for row in rows for part in row.covers),
        sources=tuple(dict.fromkeys(row.source for row in rows if row.source)),
    )


def _statuses(states: _States) -> Iterator[_Row]:
    """Return the features of both states whose status is another one now."""
    for layer in states.after.features:
        names = names_of(states.after, layer)
        for code in [each for each in names if each in names_of(states.before, layer)]:
            then, now = (known.get((layer.name, code)) for known in (states.then, states.now))
            if (then or {}).get("status") == (now or {}).get("status"):
                continue
            own = [
                (place, "status")
                for place, _, change in states.of_features()
                if (change.layer, change.code) == (layer.name, code)
            ]
            yield _Row(
                cells=(
                    cell(code),
                    names[code],
                    status_cell(states.before, layer, then),
                    status_cell(states.after, layer, now),
                    dated(states.after, now),
                    cell((now or {}).get("source")),
                ),
                covers=(*own, *states.of_events(layer.name, code)),
                source=plain((now or {}).get("source")),
            )


def _features(states: _States) -> Iterator[_Row]:
    """Return the features that only one of the states holds."""
    for place, layer, change in states.of_features():
        if change.kind == "changed":
            continue
        area = area_ha(states.after, _row(change).get(GEOMETRY))
        yield _Row(
            cells=(
                cell(change.code),
                named(states.after, _row(change)),
                layer.title,
                states.after.catalogue.texts["common"][change.kind],
                figure(area),
            ),
            covers=(
                *((place, column) for column in change.columns),
                *states.of_events(layer.name, change.code),
            ),
        )


def _boundaries(states: _States) -> Iterator[_Row]:
    """Return the features of both states whose outline is another one now."""
    for place, _, change in states.of_features():
        if change.kind != "changed" or GEOMETRY not in change.columns:
            continue
        shapes = change.value(GEOMETRY)
        old, new = (area_ha(states.after, shape) for shape in shapes)
        known = [shape for shape in shapes if shape is not None and not shape.is_empty]
        moved = measure.boundary_moved_m(*known) if len(known) == len(shapes) else None
        yield _Row(
            cells=(
                cell(change.code),
                named(states.after, _row(change)),
                figure(old),
                figure(new),
                figure(round((new or 0.0) - (old or 0.0), 2), sign=True),
                figure(moved),
            ),
            covers=((place, GEOMETRY),),
        )


def _decisions(states: _States) -> Iterator[_Row]:
    """Return the decisions that are new in the register, gone from it, or no longer in force."""
    common = states.after.catalogue.texts["common"]
    for place, change in enumerate(states.changes):
        if change.layer != _DECISIONS:
            continue
        row = _row(change)
        ends = [name for name in _ENDED if name in change.columns and plain(row.get(name))]
        if change.kind == "changed" and not ends:
            continue
        told = _ended(row, ends) if change.kind == "changed" else common[change.kind]
        date = at_precision(plain(row.get("date")) or "", plain(row.get("date_precision")))
        yield _Row(
            cells=(cell(change.code), day_cell(date), cell(row.get("about")), told),
            covers=tuple(
                (place, column) for column in (ends if change.kind == "changed" else change.columns)
            ),
        )


def _figures(states: _States) -> Iterator[_Row]:
    """Return each number that was corrected, with its unit."""
    layers = states.after.catalogue.layers
    for place, change in enumerate(states.changes):
        if change.kind != "changed":
            continue
        for column in layers[change.layer].columns:
            if column.type in {"real", "integer"} and column.name in change.columns:
                row = {"layer": change.layer, **_row(change)}
                old, new = (
                    Text(
                        *(
                            value_in_words(states.after, row, column, value, lang)
                            for lang in LANGUAGES
                        )
                    )
                    for value in change.value(column.name)
                )
                yield _Row(
                    cells=(cell(change.code), column.title, old, new),
                    covers=((place, column.name),),
                )


def _row(change: Change) -> Mapping[str, Any]:
    return change.after or change.before or {}


def _ended(row: Mapping[str, Any], ends: Iterable[str]) -> Text:
    told = [
        Text(
            *(
                f"{word} {value}"
                for word, value in zip(_ENDED[name], day_cell(row[name]), strict=True)
            )
        )
        for name in ends
    ]
    return Text(*("; ".join(each.say(lang) for each in told) for lang in LANGUAGES))
