"""The catalogue's parts, as frozen dataclasses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from zoneplan.language import Lang, Text, at_precision, day

if TYPE_CHECKING:
    from collections.abc import Mapping

ColumnType = Literal["text", "integer", "real", "date", "partial_date"]
Role = Literal["feature", "line", "backdrop", "added", "history", "register", "journal"]
GeometryType = Literal["MultiPolygon", "LineString", "Point"]
Pattern = Literal["none", "dots", "slash", "backslash", "cross", "horizontal", "vertical", "grid"]
Line = Literal["solid", "thin", "dashed", "none"]
Audience = Literal["public", "internal"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a layer or table; `filter` where the map is filtered by its values."""

    name: str
    type: ColumnType
    title: Text
    unit: str | None = None
    codes: str | None = None
    filter: bool = False
    audience: Audience = "public"


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A layer or table: where it is kept and what it holds.

    `aliases` are words and abbreviations that people use for one of its features.
    Of `variants` at most one comes to be: they are drawn as outlines only, and never summed.
    """

    name: str
    title: Text
    role: Role
    columns: tuple[Column, ...]
    file: str | None = None
    geometry: GeometryType | None = None
    key: str = "code"
    unique: bool = False
    item: Text = field(default=Text("", ""))
    statuses: str | None = None
    legal_type: str | None = None
    label: Literal["name", "number", "wide", "none"] = "none"
    of: str | None = None
    may_be_empty: bool = False
    aliases: tuple[str, ...] = ()
    variants: bool = False
    audience: Audience = "public"

    @property
    def public_columns(self) -> tuple[Column, ...]:
        """The columns that the public may see."""
        return tuple(column for column in self.columns if column.audience == "public")

    def has(self, column: str) -> bool:
        """Tell whether the layer has a column of that name."""
        return any(known.name == column for known in self.columns)


@dataclass(frozen=True, kw_only=True)
class Hatch:
    """A hatch: its pattern, the distance of its lines in CSS pixels, its colour."""

    pattern: Pattern
    spacing: int
    colour: str


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a status looks, on its own fill and over a legal fill."""

    name: str
    fill: str
    outline: str
    hatch: Hatch
    on_legal: Hatch

    @property
    def fills(self) -> bool:
        """Tell whether there is anything within the outline."""
        return self.fill != "none"


@dataclass(frozen=True, kw_only=True)
class TargetLook:
    """How an aim or an expectation looks: its line and hatch, in the colour of the status."""

    line: Line
    pattern: Pattern
    spacing: int


@dataclass(frozen=True, kw_only=True)
class Status:
    """A status: its title, the codes that may follow it, its style, whether a decision makes it.

    `occupancy_pct` is the least and the most per cent let that fit it, where it says so.
    """

    code: str
    title: Text
    next: tuple[str, ...]
    style: Style
    needs_decision: bool = False
    occupancy_pct: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class BoundaryBasis:
    """How an outline came about, and what may be concluded from it.

    `independent` is false where the outline was made to have its area, so that comparing the two
    proves nothing; `tolerance_pct` is the difference up to which the two agree.
    """

    code: str
    title: Text
    line: Line
    independent: bool
    tolerance_pct: float | None

    @property
    def is_schematic(self) -> bool:
        """Tell whether the outline is neither official nor surveyed."""
        return self.line != "solid"


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All that a plan may contain and how it looks, in both languages."""

    layers: Mapping[str, Layer]
    statuses: Mapping[str, Mapping[str, Status]]
    codes: Mapping[str, Mapping[str, Text]]
    boundary_bases: Mapping[str, BoundaryBasis]
    styles: Mapping[str, Style]
    targets: Mapping[str, TargetLook]
    ground: Mapping[str, str]
    legal_fills: Mapping[str, str]
    texts: Mapping[str, Mapping[str, Text]]

    def with_role(self, *roles: Role) -> tuple[Layer, ...]:
        """Return the layers and tables of some roles, in drawing order."""
        return tuple(layer for layer in self.layers.values() if layer.role in roles)

    def files(self) -> tuple[str, ...]:
        """Return the names of the GeoPackages of a plan, each once."""
        return tuple(dict.fromkeys(layer.file for layer in self.layers.values() if layer.file))

    def tables_of(self, file: str) -> tuple[Layer, ...]:
        """Return what one GeoPackage holds; a file with statuses holds their history too."""
        own = [layer for layer in self.layers.values() if layer.file == file]
        if any(layer.statuses for layer in own):
            own += self.with_role("history")
        return tuple(own)

    def contents_of(self, file: str) -> tuple[Layer, ...]:
        """Return what one GeoPackage holds of the plan itself: all but the list of revisions."""
        return tuple(layer for layer in self.tables_of(file) if layer.role != "journal")

    def statuses_of(self, layer: str) -> Mapping[str, Status]:
        """Return the status codes of a layer in the order of progress; none where it has none."""
        return self.statuses.get(self.layers[layer].statuses or "", {})

    def may_follow(self, layer: str, first: str | None, then: str | None) -> bool:
        """Tell whether one status may follow another; seeing the same again is no transition.

        Where either is not known there is no rule to break.
        """
        known = self.statuses_of(layer)
        if first is None or then is None or first == then or first not in known:
            return True
        return then in known[first].next

    def status_title(self, layer: str, code: str | None, lang: Lang) -> str:
        """Return the title of a status, the code itself where the catalogue does not know it."""
        if code is None:
            return self.texts["common"]["status_unknown"].say(lang)
        status = self.statuses_of(layer).get(code)
        return status.title.say(lang) if status else code

    def status_style(self, layer: str, code: str | None) -> Style:
        """Return the style of a status, `unknown` where the catalogue does not know it.

        What is only a variant has the style `variant`, which fills nothing.
        """
        if self.layers[layer].variants:
            return self.styles["variant"]
        status = self.statuses_of(layer).get(code or "")
        return status.style if status else self.styles["unknown"]

    def target_style(self, layer: str, status: str, kind: str | None) -> Style:
        """Return the style of an aim or an expectation of a status: white, hatched, never filled.

        Where the kind is not stated, no more than an expectation is claimed.
        """
        look = self.targets.get(kind or "", self.targets["expected"])
        outline = self.status_style(layer, status).outline
        hatch = Hatch(pattern=look.pattern, spacing=look.spacing, colour=outline)
        return Style(
            name=kind or "expected", fill="#FFFFFF", outline=outline, hatch=hatch, on_legal=hatch
        )

    def code_title(self, list_name: str, code: str, lang: Lang) -> str:
        """Return the title of a coded value, the code itself where the catalogue lacks it."""
        title = self.codes.get(list_name, {}).get(code)
        return title.say(lang) if title else code

    def dated(self, kind: str | None, iso: str, precision: str | None, lang: Lang) -> str:
        """Return since when, or as reported on which day, a status holds, at its precision.

        Where the meaning of the date is not stated, no more than an observation is claimed.
        """
        begun = day(at_precision(iso, precision), lang)
        if lang == "vi" and precision in {"month", "year"}:
            begun = f"{self.code_title('date_precision', precision, lang)} {begun.lstrip('0')}"
        return f"{self.code_title('date_kind', kind or 'observed', lang)} {begun}"

    def text(self, room: str, key: str, lang: Lang) -> str:
        """Return one of the texts that a room prints."""
        return self.texts[room][key].say(lang)
