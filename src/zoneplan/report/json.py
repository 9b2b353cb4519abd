"""JSON documents: a named version, the plan's trace, what is known of each layer, rows."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zoneplan.finding import Finding
    from zoneplan.plan import Plan, Tables

Row = dict[str, Any]


def document(schema: str, plan: Plan, rows: list[Row], **more: object) -> str:
    """Return a JSON document of rows, `schema` being its name and version."""
    content = {
        "schema": schema,
        **plan.trace(),
        "notice": plan.notice._asdict(),
        "layers": [
            {key: row[key] for key in ("layer", "confirmed", "source", "newest_event", "lacks")}
            for row in layer_rows(plan)
            if plan.catalogue.layers[row["layer"]].role == "feature"
        ],
        **more,
        "rows": rows,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def table_json(schema: str, plan: Plan, table: pd.DataFrame, **more: object) -> str:
    """Return a table as JSON document; an empty value is null."""
    return document(schema, plan, records(table), **more)


def records(table: pd.DataFrame) -> list[Row]:
    """Return a table's rows as plain values, None for what is empty."""
    return [
        {str(key): None if pd.isna(value) else value for key, value in row.items()}
        for row in table.to_dict("records")
    ]


def layer_rows(plan: Plan) -> list[Row]:
    """Return one row for each layer and table: where it is kept, how many, how fresh, its gaps."""
    rows = []
    for layer in plan.catalogue.layers.values():
        stored, told = plan.layers.get(layer.name), plan.confirmed(layer.name)
        if stored is None:
            continue
        rows.append(
            {
                "layer": layer.name,
                "title": layer.title._asdict(),
                "file": layer.file,
                "geometry": layer.geometry,
                "crs": stored.stored_crs,
                "features": len(stored.frame),
                "confirmed": told.confirmed,
                "source": told.source,
                "newest_event": plan.newest_event(layer.name),
                "lacks": told.lacks._asdict() if told.lacks else None,
            }
        )
    return rows


def findings_json(plan: Plan, findings: Iterable[Finding]) -> str:
    """Return findings as JSON document."""
    return document("zoneplan.findings/1", plan, finding_rows(findings))


def finding_rows(findings: Iterable[Finding]) -> list[Row]:
    """Return findings as rows; `place` is X (northing) and Y (easting) in metres."""
    return [
        {
            "rule": finding.rule,
            "severity": finding.severity,
            "layer": finding.place.layer,
            "code": finding.place.code,
            "message": finding.place.message._asdict(),
            "place": None
            if finding.place.at is None
            else dict(zip("yx", finding.place.at, strict=True)),
        }
        for finding in findings
    ]


def manifest(plan: Plan, outputs: Mapping[str, bytes], printed: Mapping[str, Tables]) -> str:
    """Return the list of outputs, each with its hash and the totals that it prints.

    `printed` gives the tables from which each output was made.
    """
    return document(
        "zoneplan.manifest/1",
        plan,
        audience=plan.audience,
        rows=[
            {
                "file": name,
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "figures": records(printed[name].totals) if name in printed else [],
            }
            for name, content in outputs.items()
        ],
    )
