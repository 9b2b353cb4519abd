"""Areas of a big layer, and how much of it lies in which zone, batch by batch."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

import geopandas as gpd
import numpy as np
import pandas as pd

from zoneplan import __version__, crs, exchange, store
from zoneplan.analysis import parcels
from zoneplan.errors import IntakeError, OutputError
from zoneplan.report import geojson
from zoneplan.report.csv import frame_csv
from zoneplan.workflows.against import zones_of
from zoneplan.workflows.engines import in_threads, untold
from zoneplan.workflows.source import located, no_column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from zoneplan.exchange import Batch, BigLayer, Span
    from zoneplan.finding import Finding
    from zoneplan.language import Lang
    from zoneplan.measure import Wkb
    from zoneplan.plan import Plan
    from zoneplan.workflows.against import Against
    from zoneplan.workflows.engines import Engine
    from zoneplan.workflows.source import Source

_CSV, _GEOJSON = ".csv", ".geojson"
_FIRST_FEW = 5


@dataclass(frozen=True, kw_only=True)
class How:
    """Who works, who is told how many of how many batches are done, where the rows go.

    `lang` decides by whose customs the file is written.
    """

    engine: Engine = in_threads
    progress: Callable[[int, int], object] = untold
    target: Path | None = None
    lang: Lang = "vi"


@dataclass(frozen=True, kw_only=True)
class Summed:
    """The finished table of a run, the layer and the plan that it was made from.

    `findings` are what the readers of the files had to say, `without_area` the keys of the first
    few features that have none.
    """

    layer: BigLayer
    table: pd.DataFrame
    findings: tuple[Finding, ...]
    plan: Plan | None = None
    without_area: tuple[int, ...] = ()


def area_of_layer(source: Source, how: How) -> Summed:
    """Return the areas of a layer's features, by the values of a column; rows go to a CSV file.

    Columns of the table: see `analysis.parcels.area_sums`. Raises `IntakeError` where the file
    cannot be read, states no system or lacks the column, `OutputError` where it cannot be written.
    """
    with exchange.opened_layer(source.path, layer=source.part, crs=source.system) as layer:
        _refuse_unfit(layer, source, how)
        work = _Work(
            layer=layer,
            by=source.by,
            keeps_rows=how.target is not None,
            measures_all=True,
            measured=parcels.areas_of,
            sums=parcels.area_sums,
        )
        without: list[Span] = []
        sums = zip(layer.spans, _done(work, how, _plain_rows), strict=True)
        table = parcels.added(_noted(sums, without))
        if crs.is_geographic(str(layer.system)):
            table["grid_area_ha"] = np.nan
        keys = islice(_without_area(layer, without), _FIRST_FEW)
        return Summed(layer=layer, table=table, findings=layer.findings, without_area=tuple(keys))


def _noted(
    sums: Iterable[tuple[Span, pd.DataFrame]], without: list[Span]
) -> Iterator[pd.DataFrame]:
    """Yield the sums, and note the first few spans that have features without an area."""
    for span, part in sums:
        if len(without) < _FIRST_FEW and part["without_area"].any():
            without.append(span)
        yield part


def _without_area(layer: BigLayer, spans: Iterable[Span]) -> Iterator[int]:
    """Yield the keys of features without an area, in order."""
    for span in spans:
        batch = layer.reader(span)
        areas = parcels.areas_of(batch.geometry, str(layer.system))
        yield from batch.keys[parcels.lacks_area(areas)].tolist()


def overlay_of_layer(source: Source, against: Against, how: How) -> Summed:
    """Return how much of a layer lies in each zone, by the values of a column.

    Columns of the table: see `analysis.parcels.zone_table`. A row of the file (CSV, or GeoJSON
    with the ground itself) is a feature and a zone that share ground. Raises what `area_of_layer`
    raises, and `PlanError` where the plan cannot be read or has no such layer.
    """
    with exchange.opened_layer(source.path, layer=source.part, crs=source.system) as layer:
        _refuse_unfit(layer, source, how, written=(_CSV, _GEOJSON))
        zones, plan, found = zones_of(against, layer.system)
        measured = parcels.pieces_of if how.target else parcels.shares_of
        work = _Work(
            layer=layer,
            by=source.by,
            keeps_rows=how.target is not None,
            measures_all=False,
            measured=partial(measured, zones=zones),
            sums=parcels.share_sums,
        )
        sums = parcels.added(
            _done(work, how, partial(_named_rows, zones=zones, plan=plan, lang=how.lang))
        )
        return Summed(
            layer=layer,
            table=parcels.zone_table(sums, zones),
            findings=(*layer.findings, *found),
            plan=plan,
        )


@dataclass(frozen=True, kw_only=True)
class _Work:
    """What is done with a span of a layer, wherever: rows with their attributes, or their sums.

    `measured` gives rows whose index is their position in the batch; `measures_all` tells whether
    each feature has one, so that what they are summed by is best read along with the outlines.
    """

    layer: BigLayer
    by: str | None
    keeps_rows: bool
    measures_all: bool
    measured: Callable[[Wkb, str], pd.DataFrame]
    sums: Callable[[pd.DataFrame], pd.DataFrame]

    def __call__(self, span: Span) -> pd.DataFrame:
        by = () if self.by is None else (self.by,)
        along = self.measures_all and not self.keeps_rows
        batch = self.layer.reader(span, by if along else ())
        rows = self.measured(batch.geometry, str(self.layer.system))
        if along:
            told = pd.DataFrame(batch.told, index=rows.index, dtype=object)
        else:
            told = self._attributes(
                batch, rows.index, self.layer.columns if self.keeps_rows else by
            )
        rows[parcels.GROUP] = parcels.groups(
            [None] * len(rows) if self.by is None else told[self.by]
        )
        return _beside(told, rows) if self.keeps_rows else self.sums(rows)

    def _attributes(
        self, batch: Batch, positions: pd.Index, columns: Sequence[str]
    ) -> pd.DataFrame:
        """Return what the file tells of the rows at some positions."""
        at, back = np.unique(positions, return_inverse=True)
        read = self.layer.attributes(batch.keys[at], columns)
        return pd.DataFrame(read, index=range(len(at)), dtype=object).iloc[back]


def _beside(told: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows behind the attributes of the file; one of the same name gets `_file`."""
    told = told.rename(columns={name: f"{name}_file" for name in rows.columns})
    joined = pd.concat([each.reset_index(drop=True) for each in (told, rows)], axis=1)
    is_spatial = isinstance(rows, gpd.GeoDataFrame)
    return gpd.GeoDataFrame(joined, geometry="geometry") if is_spatial else pd.DataFrame(joined)


def _done(
    work: _Work, how: How, shown: Callable[[pd.DataFrame], pd.DataFrame], plan: Plan | None = None
) -> Iterator[pd.DataFrame]:
    """Yield the sums of each batch in order, and write its rows where they are wanted."""
    spans = work.layer.spans
    with ExitStack() as stack:
        file = stack.enter_context(store.drafted(how.target)) if how.target else None
        write = stack.enter_context(_writer(file, how, plan)) if file else None
        for number, rows in enumerate(how.engine(work, spans), start=1):
            if write is not None:
                write(shown(rows))
            yield work.sums(rows) if work.keeps_rows else rows
            how.progress(number, len(spans))


@contextmanager
def _writer(
    file: BinaryIO, how: How, plan: Plan | None
) -> Iterator[Callable[[pd.DataFrame], object]]:
    """Give what writes rows to a file as its suffix asks, part by part."""
    parts = 0

    def csv(rows: pd.DataFrame) -> None:
        nonlocal parts
        told = pd.DataFrame(rows).drop(columns="geometry", errors="ignore")
        file.write(frame_csv(told, how.lang, is_first=parts == 0))
        parts += 1

    def features(rows: pd.DataFrame) -> None:
        nonlocal parts
        if len(rows):
            between = ",\n" if parts else ""
            file.write((between + geojson.features(gpd.GeoDataFrame(rows))).encode())
            parts += 1

    if _suffix(how) == _CSV:
        yield csv
    else:
        file.write(geojson.head("zoneplan.shares/1", plan).encode())
        yield features
        file.write(geojson.TAIL.encode())


def _suffix(how: How) -> str:
    return how.target.suffix.lower() if how.target else _CSV


def _plain_rows(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.drop(columns=parcels.GROUP).assign(version=__version__)


def _named_rows(
    rows: pd.DataFrame, *, zones: parcels.Zones, plan: Plan | None, lang: Lang
) -> pd.DataFrame:
    """Return rows with the name of each zone, and what the plan says of how far to trust it."""
    told = rows.drop(columns=parcels.GROUP)
    told[parcels.ZONE] = [zones.names[at] for at in rows[parcels.ZONE]]
    trace = (
        {"version": __version__}
        if plan is None
        else {**plan.trace(), "notice": plan.notice.say(lang)}
    )
    return told.assign(**trace)


def _refuse_unfit(
    layer: BigLayer, source: Source, how: How, written: Sequence[str] = (_CSV,)
) -> None:
    """Raise where the layer cannot be worked on: no system, no such column, no such output."""
    name = source.path.name
    located(layer, source)
    if how.engine is not in_threads and not layer.travels:
        raise IntakeError(
            vi=f"Cụm dask chỉ đọc được GeoPackage không mở ở chương trình khác: {name}. Hãy lưu "
            "lớp thành GeoPackage và đóng tệp.",
            en=f"A dask cluster reads a GeoPackage that no other program has open: {name}. Save "
            "the layer as GeoPackage and close the file.",
        )
    if source.by is not None and source.by not in layer.columns:
        raise no_column(name, source.by, layer.columns)
    if _suffix(how) not in written:
        raise OutputError(
            vi=f"Chưa ghi được dạng {_suffix(how)}; hãy chọn {', '.join(written)}.",
            en=f"Cannot write the format {_suffix(how)}; choose {', '.join(written)}.",
        )
