"""One feature with all that the plan holds of it; it notes which papers are named of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.figures.atlas import Block
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zoneplan.catalogue import Column, Layer
    from zoneplan.workflows.entries.teller import Row, Teller

_PAIR = (0.36, 0.64)
_PAPERS = {"source": "sources", "decision": "decisions"}


class Subject:
    """A feature: its row, its state and areas, the papers that were named so far."""

    def __init__(self, teller: Teller, layer: Layer, place: int) -> None:
        self.teller, self.layer = teller, layer
        self.row: Row = teller.frames[layer.name][place]
        self.state: Row = teller.states[layer.name][place] if layer.statuses else {}
        self.area: Row = teller.areas[layer.name][place]
        self.columns = {column.name: column for column in layer.columns}
        self.cited: dict[str, list[str]] = {"decisions": [], "sources": []}
        shape = teller.plan.frame(layer.name).geometry.iloc[place]
        self.has_outline = shape is not None and not shape.is_empty

    @property
    def code(self) -> str:
        """The key of the feature."""
        return str(self.row[self.layer.key])

    @property
    def name(self) -> str:
        """The name in use on the day, the code where it has none."""
        named = self.row | {key: value for key, value in self.state.items() if value}
        return self.teller.voice.each(
            lambda lang: str(named.get(f"name_{lang}") or named.get("name_vi") or self.code)
        )

    @property
    def status(self) -> str:
        """The status on the day; nothing where the layer knows none."""
        if not self.layer.statuses:
            return ""
        return self.teller.status(self.layer.name, self.state.get("status"))

    def told(self, column: Column, value: object) -> tuple[str, str]:
        """Return a column's title and a value of it in words."""
        if column.codes in self.cited:
            self._cite(str(column.codes), value)
        title = self.teller.voice.say(column.title)
        return title, self.teller.value(self.layer.name, column, value)

    def grounded(self, words: str, row: Row, *, basis: str | None = None) -> str:
        """Return words with what they rest on in brackets: basis, source, decision, note."""
        grounds = [basis, row.get("source"), row.get("decision"), self._noted(row.get("note"))]
        for column, kind in _PAPERS.items():
            self._cite(kind, row.get(column))
        told = "; ".join(str(each) for each in grounds if each)
        return f"{words} ({told})" if told else words

    def _noted(self, note: object) -> str:
        return self.teller.voice.say(Text.stored(str(note or "")))

    def block(
        self, key: str, rows: Iterable[tuple[str, ...]], *, note: str = "", empty: str = ""
    ) -> Block:
        """Return a table of labels and what they say, `empty` in its place where it has no row."""
        held = tuple(rows)
        title = self.teller.say("atlas", key)
        return Block(title=title, widths=_PAIR, rows=held, note=note if held else note or empty)

    def _cite(self, kind: str, name: object) -> None:
        if name and str(name) not in self.cited[kind]:
            self.cited[kind].append(str(name))
