"""All data of the page as one document, `zoneplan.page/2`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from zoneplan.webmap.crowd import left_out
from zoneplan.webmap.features import layer_rows, outlines_of, records
from zoneplan.webmap.geometry import bounds
from zoneplan.webmap.hatch import style_ids
from zoneplan.webmap.projection import projection
from zoneplan.webmap.statements import statements

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zoneplan.finding import Finding
    from zoneplan.language import Text
    from zoneplan.plan import Plan, Stated
    from zoneplan.webmap.basemap import Basemap
    from zoneplan.webmap.geometry import Outlines

SCHEMA = "zoneplan.page/2"


def document(
    plan: Plan, tables: Stated, findings: Sequence[Finding], basemap: Basemap | None = None
) -> dict[str, Any]:
    """Return the page's document; areas in hectares, dates ISO, geometry in micro-degrees."""
    catalogue, outlines = plan.catalogue, outlines_of(plan)
    frame = _bounds(plan, outlines)
    return {
        "schema": SCHEMA,
        **plan.trace(),
        "audience": plan.audience,
        "title": plan.settings.title._asdict(),
        "authority": plan.settings.authority._asdict(),
        "texts": _texts(_said(plan)),
        "codes": {name: _texts(titles) for name, titles in catalogue.codes.items()},
        "bases": {
            code: {"title": basis.title._asdict(), "line": basis.line}
            for code, basis in catalogue.boundary_bases.items()
        },
        "ground": dict(catalogue.ground),
        "styles": _styles(plan),
        "projection": projection(plan),
        "bounds": frame,
        "basemap": basemap.within(frame) if basemap and frame else None,
        "left_out": told._asdict() if (told := left_out(plan)) else None,
        "layers": layer_rows(plan, tables, outlines),
        "sources": _register(plan, "sources"),
        "decisions": _register(plan, "decisions"),
        **statements(plan, tables),
        "findings": [_finding(finding) for finding in sorted(findings, key=_worst_first)],
    }


def _said(plan: Plan) -> dict[str, Text]:
    """Return what the page says in words of its own: not what is said on internal pages only."""
    texts = {**plan.catalogue.texts["common"], **plan.catalogue.texts["page"]}
    if plan.audience == "public":
        del texts["internal_only"]
    return {**texts, "notice": plan.notice}


def _texts(texts: Mapping[str, Text]) -> dict[str, dict[str, str]]:
    return {key: text._asdict() for key, text in texts.items()}


def _styles(plan: Plan) -> dict[str, dict[str, str]]:
    ids = style_ids(plan.catalogue.styles)
    return {
        name: {"fill": style.fill, "outline": style.outline, "pattern": ids[name]}
        for name, style in plan.catalogue.styles.items()
    }


def _bounds(plan: Plan, outlines: Mapping[str, Outlines]) -> list[list[float]] | None:
    """Return the frame of the features, else of whatever is drawn."""
    for roles in (("feature",), ("line", "backdrop"), ("added",)):
        names = [layer.name for layer in plan.catalogue.with_role(*roles)]
        found = bounds([outlines[name] for name in names if name in outlines])
        if found:
            return found
    return None


def _register(plan: Plan, name: str) -> dict[str, Any]:
    """Return the rows of a register by their key."""
    rows = records(plan.tables.get(name, pd.DataFrame()))
    key = plan.catalogue.layers[name].key
    return {str(row[key]): row for row in rows if row.get(key) is not None}


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "layer": place.layer,
        "code": place.code,
        "message": place.message._asdict(),
    }


def _worst_first(finding: Finding) -> tuple[int, str, str, str]:
    return finding.sort_key()
