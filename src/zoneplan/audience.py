"""For whom: a plan without the layers and columns that are not for the public."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas as gpd

    from zoneplan.catalogue import Catalogue, Layer
    from zoneplan.catalogue.model import Role
    from zoneplan.plan import Plan, StoredLayer

_DRAWN: tuple[Role, ...] = ("feature", "line", "backdrop")
_PAPERS = {"decisions": "number", "sources": "id"}


def for_public(plan: Plan) -> Plan:
    """Return the plan without what its catalogue marks as internal, and without its traces.

    Of a layer that is drawn, an internal column is gone, and so is one that the catalogue does
    not know; in a register it is empty. An internal layer is gone with the layers that belong to
    it or hold outlines derived from it, and with all that other tables say of their features; an
    internal register has no row. A claim that asks of anything internal is left out, and so is a
    source or decision that nothing public rests on. What a public text says in its own words
    stays.
    """
    shown = _public_catalogue(plan)
    gone = _codes_gone(plan, shown)
    cut = _Cut(before=plan.catalogue, after=shown, gone=gone)
    layers = {
        name: cut.stored(stored, shown.layers[name])
        for name, stored in plan.layers.items()
        if name in shown.layers
    }
    for name in plan.tables:
        layers[name] = replace(layers[name], frame=cut.asked(layers[name].frame))
    public = replace(
        plan,
        audience="public",
        catalogue=shown,
        layers=layers,
        tables={name: pd.DataFrame(layers[name].frame) for name in plan.tables},
        events=cut.events(plan.events),
        histories={
            name: cut.stored(stored, shown.layers[name.rpartition("/")[2]])
            for name, stored in plan.histories.items()
        },
        settings=replace(
            plan.settings,
            layers={
                name: told for name, told in plan.settings.layers.items() if name in shown.layers
            },
        ),
    )
    return _without_unused_papers(public)


def _public_catalogue(plan: Plan) -> Catalogue:
    catalogue = plan.catalogue
    drawn = catalogue.with_role(*_DRAWN)
    gone = {layer.name for layer in drawn if layer.audience == "internal"}
    while more := {layer.name for layer in drawn if gone & _made_from(plan, layer)} - gone:
        gone |= more
    return replace(
        catalogue,
        layers={
            name: replace(layer, columns=layer.public_columns)
            for name, layer in catalogue.layers.items()
            if name not in gone
        },
    )


def _made_from(plan: Plan, layer: Layer) -> frozenset[str]:
    """Return the layers to which a layer belongs, or from which some of its outlines come."""
    owner = frozenset({layer.of}) if layer.of else frozenset()
    return owner | plan.settings.derived.get(layer.name, frozenset())


def _codes_gone(plan: Plan, shown: Catalogue) -> frozenset[str]:
    """Return the codes that only internal layers hold."""
    codes: dict[bool, set[str]] = {True: set(), False: set()}
    for layer in plan.catalogue.with_role(*_DRAWN):
        if layer.name in plan.layers:
            keys = plan.frame(layer.name)[layer.key].dropna()
            codes[layer.name in shown.layers] |= set(keys)
    return frozenset(codes[False] - codes[True])


class _Cut:
    """What is taken out of the tables of a plan."""

    def __init__(self, *, before: Catalogue, after: Catalogue, gone: frozenset[str]) -> None:
        self._before, self._after, self._gone = before, after, gone

    def stored(self, stored: StoredLayer, layer: Layer) -> StoredLayer:
        """Return a layer as it may be seen, with what the store says of its columns."""
        public = {column.name for column in layer.columns}
        return replace(
            stored,
            frame=self._frame(stored.frame, layer),
            recorded_count=None,
            missing=tuple(name for name in stored.missing if name in public),
            unreadable=tuple(
                value
                for value in stored.unreadable
                if value.column in public and value.code not in self._gone
            ),
        )

    def events(self, events: pd.DataFrame) -> pd.DataFrame:
        """Return the events of the layers that stay."""
        history = self._after.with_role("history")
        kept = events.loc[events["layer"].isin(self._after.layers)]
        return pd.DataFrame(self._values(kept, history[0])) if history else kept

    def _frame(self, frame: gpd.GeoDataFrame, layer: Layer) -> gpd.GeoDataFrame:
        if layer.audience == "internal":
            frame = frame.iloc[:0]
        if "code" in frame:
            frame = frame.loc[~frame["code"].isin(self._gone)]
        cut: gpd.GeoDataFrame = self._values(frame, layer)
        return cut

    def _values(self, frame: Any, layer: Layer) -> Any:  # noqa: ANN401 - with or without geometry
        """Return the rows without values of internal columns, and without codes that are gone."""
        public = {column.name for column in layer.columns}
        known = {column.name for column in self._before.layers[layer.name].columns}
        spared = public | {"geometry", "layer"}
        if layer.role in _DRAWN:
            frame = frame[[name for name in frame if name in spared]]
        else:
            frame = frame[[name for name in frame if name in spared | known]]
            frame = frame.assign(**dict.fromkeys(known - public))
        texts = [name for name in frame if name != "geometry" and frame[name].dtype == object]
        return frame.assign(
            **{name: frame[name].where(~frame[name].isin(self._gone), None) for name in texts}
        ).reset_index(drop=True)

    def asked(self, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Return the rows of a register that ask of nothing internal: the claims that stay."""
        if "where" not in frame or "measure" not in frame:
            return frame
        kept = [not self._is_internal(row) for row in frame.to_dict("records")]
        chosen: gpd.GeoDataFrame = frame.loc[kept].reset_index(drop=True)
        return chosen

    def _is_internal(self, claim: Mapping[Any, Any]) -> bool:
        table = str(claim["table"])
        words = set(re.findall(r"\w+", f"{claim['measure']} {claim['where']}"))
        before, after = self._before.layers.get(table), self._after.layers.get(table)
        if before is None:
            return bool(words & self._gone)
        if after is None or after.audience == "internal":
            return True
        lost = {each.name for each in before.columns} - {each.name for each in after.columns}
        return bool(words & (lost | self._gone))


def _without_unused_papers(plan: Plan) -> Plan:
    """Return the plan with the decisions and sources on which anything in it rests."""
    told = {each.source for each in plan.settings.layers.values() if each.source}
    for register, key in _PAPERS.items():
        if register not in plan.layers:
            continue
        used = _named(plan, register) | (told if register == "sources" else set())
        stored = plan.layers[register]
        frame = stored.frame.loc[stored.frame[key].isin(used)].reset_index(drop=True)
        plan = plan.with_frame(plan.catalogue.layers[register], frame)
    return plan


def _named(plan: Plan, register: str) -> set[Any]:
    """Return the keys of a register that any table of the plan names."""
    frames: Iterable[tuple[Layer, Any]] = [
        *((plan.catalogue.layers[name], stored.frame) for name, stored in plan.layers.items()),
        *((layer, plan.events) for layer in plan.catalogue.with_role("history")),
    ]
    return {
        value
        for layer, frame in frames
        for column in layer.columns
        if column.codes == register and column.name in frame
        for value in frame[column.name].dropna()
    }
