"""Figures of a plan to files: one by its name, or the set that a proposal needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from zoneplan import analysis, audience, checks, figures, store
from zoneplan.errors import OutputError
from zoneplan.figures import A4_LANDSCAPE, Paper
from zoneplan.language import LANGUAGES, Text
from zoneplan.workflows.build import passed, refuse_plan_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from zoneplan.catalogue import Layer
    from zoneplan.figures import Design, Figure, Tongue
    from zoneplan.plan import Plan, Tables


@dataclass(frozen=True, kw_only=True)
class Order:
    """How a figure is wanted; from `scale` on what only a map can heed.

    Without `paper` each figure has a sheet that suits it, without `design` the packaged one.
    `extent` is a layer, a code or four numbers; `scale` a denominator.
    """

    lang: Tongue = "vi"
    paper: Paper | None = None
    dpi: float = 300
    design: Design | None = None
    scale: float | None = None
    extent: str | None = None
    layers: tuple[str, ...] = ()
    graticule: bool = False
    strict: bool = False

    @property
    def chooses_ground(self) -> bool:
        """Tell whether it says which part of the ground is drawn, as only a map of its own can."""
        return bool(self.scale or self.extent or self.layers)


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A figure by its name, with its title and sources, drawn for an order on a sheet."""

    name: str
    title: Text
    paper: Paper
    draw: Callable[[Order, Paper], Figure]
    sources: tuple[str, ...] = ()

    def figure(self, order: Order) -> Figure:
        """Return the figure on the sheet that is asked for, else on one that suits it."""
        return self.draw(order, order.paper or self.paper)


def figure(
    folder: Path,
    name: str,
    target: Path,
    *,
    as_of: date,
    order: Order,
    public: bool = False,
    forced: bool = False,
) -> Path:
    """Draw one figure and write it in the format of the target's suffix; return the target.

    Raises `FindingsError` where a check finds an error, unless `forced`: then the figure bears a
    stamp. Raises `OutputError` for a suffix other than .png, .svg and .pdf, for a chart with the
    options of a map, and for a figure that the plan has nothing for.
    """
    figures.refuse_suffix(target.suffix)
    refuse_plan_folder(folder, target.parent)
    plan = read_for_print(folder, as_of, public=public, forced=forced)
    drawing = next((each for each in drawings(plan) if each.name == name), None)
    if drawing is None:
        raise OutputError(
            vi=f"Đồ án không có gì để vẽ hình {name!r}. Các hình vẽ được: {_names(plan)}.",
            en=f"The plan has nothing for the figure {name!r}. It has: {_names(plan)}.",
        )
    if order.chooses_ground and name != "map":
        raise OutputError(
            vi=f"Hình {name} không nhận phạm vi, tỷ lệ hay lớp. Hãy bỏ các tùy chọn đó, hoặc vẽ "
            "`zoneplan figure map`.",
            en=f"The figure {name} takes no extent, scale or layers. Leave those options out, or "
            "draw `zoneplan figure map`.",
        )
    rendered = figures.rendered(drawing.figure(order), plan, target.suffix, dpi=order.dpi)
    store.write_all({target: rendered})
    return target


def figure_set(
    folder: Path,
    target: Path,
    *,
    as_of: date,
    order: Order,
    suffix: str = ".png",
    public: bool = False,
    forced: bool = False,
    progress: Callable[[str], object] | None = None,
) -> tuple[Path, ...]:
    """Draw what a proposal needs into a folder, each figure with its caption; return the files.

    Captions are numbered in the order of the set, in both languages. `progress` is called with
    the name of each figure done. Nothing is written unless all is drawn.
    """
    figures.refuse_suffix(suffix)
    refuse_plan_folder(folder, target)
    plan = read_for_print(folder, as_of, public=public, forced=forced)
    outputs: dict[Path, bytes] = {}
    for number, drawing in enumerate(the_set(plan), start=1):
        stem = f"{number}-{drawing.name}"
        drawn = drawing.figure(order)
        outputs[target / f"{stem}{suffix}"] = figures.rendered(drawn, plan, suffix, dpi=order.dpi)
        outputs[target / f"{stem}.txt"] = figures.caption_file(
            plan, drawing.title, number, drawing.sources
        )
        if progress is not None:
            progress(drawing.name)
    store.write_all(outputs)
    return tuple(outputs)


def design_from(file: Path) -> Design:
    """Return the design that a TOML file describes.

    Raises `IntakeError` where it cannot be read, `CatalogueError` where it cannot be used.
    """
    return figures.design_of(store.read_bytes(file), file)


def write_design(target: Path) -> Path:
    """Write the packaged design for an office to change; return the file.

    Raises `OutputError` where the file is there already: it may hold the office's own work.
    """
    if target.exists():
        raise OutputError(
            vi=f"{target} đã có, có thể đã được sửa, nên không ghi đè. Hãy đặt tên khác.",
            en=f"{target} is there already, perhaps with changes, so it was not replaced. Choose "
            "another name.",
        )
    store.write_all({target: figures.packaged_toml()})
    return target


def drawings(plan: Plan) -> list[Drawing]:
    """Return the figures that a plan has something for, in the order of the set."""
    source = _Source(plan)
    texts = plan.catalogue.texts["figure"]
    layers = [layer.name for layer in plan.features if not layer.variants]
    areas = figures.sources_of(plan, layers, ("area_source",), dated=True)
    charts = [
        Drawing(
            name="progress",
            title=texts["progress_title"],
            paper=A4_LANDSCAPE,
            draw=source.progress,
            sources=areas,
        ),
        Drawing(
            name="areas",
            title=texts["areas_title"],
            paper=A4_LANDSCAPE,
            draw=source.areas,
            sources=figures.sources_of(plan, layers, ("area_source", "boundary_source")),
        ),
        Drawing(
            name="land",
            title=texts["land_title"],
            paper=Paper(210, 125),
            draw=source.land,
            sources=areas,
        ),
        Drawing(
            name="capital",
            title=texts["capital_title"],
            paper=Paper(210, 190),
            draw=source.capital,
            sources=figures.capital_sources(plan),
        ),
    ]
    title = plan.settings.title
    maps = [
        Drawing(name=name, title=title, paper=A4_LANDSCAPE, draw=source.map)
        for name in ("map", "overview")
    ]
    return [*maps, *source.maps_of_layers(), *(each for each in charts if source.has(each.name))]


def the_set(plan: Plan) -> list[Drawing]:
    """Return the figures that a proposal needs."""
    return [drawing for drawing in drawings(plan) if drawing.name not in {"map", "overview"}]


def _names(plan: Plan) -> str:
    return ", ".join(drawing.name for drawing in drawings(plan))


def read_for_print(folder: Path, as_of: date, *, public: bool, forced: bool) -> Plan:
    """Return a plan that passed the checks, or is marked as forced, for those who may see it."""
    plan = store.read_plan(folder, as_of=as_of)
    plan = passed(plan, checks.findings_of(plan), folder, forced=forced)
    return audience.for_public(plan) if public else plan


class _Source:
    """A plan with the tables that its figures are drawn from, each reckoned when first needed."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    @cached_property
    def tables(self) -> Tables:
        return analysis.tables_of(self.plan)

    def has(self, name: str) -> bool:
        """Tell whether the plan has something for a chart."""
        plan = self.plan
        if name == "capital":
            return figures.has_capital(plan)
        if name == "land":
            return any(layer.has("economic_zone") for layer in plan.features)
        return any(len(plan.frame(layer.name)) for layer in plan.features)

    def maps_of_layers(self) -> Iterator[Drawing]:
        """Yield a map of the first layer of each kind of lettering: named, numbered, wide."""
        kinds = {"name": ("zones", "map_by_status"), "number": ("port", "map_of_port")}
        kinds["wide"] = ("zone", "map_of_zone")
        drawn = [layer for layer in self.plan.features if len(self.plan.frame(layer.name))]
        for label, (name, key) in kinds.items():
            layer = next(
                (each for each in drawn if each.label == label and not each.variants), None
            )
            if layer is not None and self.plan.frame(layer.name).geometry.notna().any():
                yield self._map_of(layer, name, key)

    def _map_of(self, layer: Layer, name: str, key: str) -> Drawing:
        text = self.plan.catalogue.texts["figure"][key]
        title = Text(*(text.say(lang).format(layer.title.say(lang)) for lang in LANGUAGES))
        layers: tuple[str, ...] = (layer.name,) if name == "zones" else ()
        if name == "zone":
            layers = tuple(each.name for each in self.plan.features)
        bounds = None if name == "zones" else figures.bounds_of(self.plan, layer.name)
        wanted = figures.Wanted(title=title, layers=layers, bounds=bounds)

        def draw(order: Order, paper: Paper) -> Figure:
            return self._drawn(order, paper, wanted)

        sources = figures.sources_of(self.plan, [layer.name], ("boundary_source",), dated=True)
        return Drawing(name=name, title=title, paper=A4_LANDSCAPE, draw=draw, sources=sources)

    def map(self, order: Order, paper: Paper) -> Figure:
        plan = self.plan
        bounds = figures.bounds_of(plan, order.extent) if order.extent else None
        wanted = figures.Wanted(bounds=bounds, scale=order.scale, layers=order.layers)
        return self._drawn(order, paper, wanted)

    def _drawn(self, order: Order, paper: Paper, wanted: figures.Wanted) -> Figure:
        asked = replace(wanted, graticule=order.graticule, strict=order.strict)
        return figures.map_sheet(
            self.plan,
            self.tables,
            lang=order.lang,
            paper=paper,
            wanted=asked,
            design=order.design,
        )

    def progress(self, order: Order, paper: Paper) -> Figure:
        aims = analysis.aims_table(self.plan, self.tables.targets)
        table = analysis.progress_table(self.plan)
        return figures.progress(
            self.plan, table, aims, lang=order.lang, paper=paper, design=order.design
        )

    def areas(self, order: Order, paper: Paper) -> Figure:
        return figures.areas(
            self.plan, self.tables, lang=order.lang, paper=paper, design=order.design
        )

    def land(self, order: Order, paper: Paper) -> Figure:
        table = analysis.land_table(self.plan, self.tables)
        return figures.land(self.plan, table, lang=order.lang, paper=paper, design=order.design)

    def capital(self, order: Order, paper: Paper) -> Figure:
        checked = analysis.indicators_table(self.plan)
        return figures.capital(
            self.plan, checked, lang=order.lang, paper=paper, design=order.design
        )
