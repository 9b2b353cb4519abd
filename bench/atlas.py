"""Measures the peak memory of an atlas of 50 and of 500 sheets of one plan, as whole processes.

Both are of the same plan of 500 invented zones with long names: what grows is the sheets alone.
At most 1.2 times the memory is wanted for ten times the sheets.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely
from run import ROOT

from zoneplan import analysis, store
from zoneplan.figures import Paper
from zoneplan.figures.atlas import bind, sheets_of
from zoneplan.figures.voice import Voice
from zoneplan.workflows.entries import Teller, entry

if TYPE_CHECKING:
    from zoneplan.plan import Plan

LIMIT = 1.2
ZONES, FEW = 500, 50
_ACROSS, _SIDE_M, _STEP_M = 25, 900, 1200
_NAME = "Khu công nghiệp, đô thị, dịch vụ và khu phi thuế quan số {} ven biển phía Nam Hải Phòng"


def main() -> None:
    """Print both peaks and their ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sheets", type=int, help="only make so many and print this peak in MB")
    sheets = parser.parse_args().sheets
    if sheets is not None:
        print(peak_mb(sheets))
        return
    few, all_of_them = (measured_mb(count) for count in (FEW, ZONES))
    print(f"atlas of {FEW} sheets: {few:.0f} MB; of {ZONES}: {all_of_them:.0f} MB at the peak")
    print(f"  {all_of_them / few:.2f} times as much, at most {LIMIT} wanted")


def measured_mb(sheets: int) -> float:
    """Return the peak of a process that makes so many sheets, in megabytes."""
    command = (sys.executable, __file__, "--sheets", str(sheets))
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


def peak_mb(sheets: int) -> float:
    """Make an atlas of so many sheets; return the peak of this process in megabytes."""
    plan = invented(ZONES)
    tables = analysis.tables_of(plan)
    teller = Teller(plan=plan, tables=tables, voice=Voice.of("vi"))
    chosen = sheets_of(plan, layers=["industrial_zones"])[:sheets]
    with tempfile.TemporaryFile() as file:
        bind(file, plan, tables, chosen, partial(entry, teller), paper=Paper(210, 297))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def invented(zones: int) -> Plan:
    """Return the shipped plan with so many zones of the same size in rows, each with an event."""
    plan = store.read_plan(ROOT / "geodata", as_of=date(2026, 1, 1))
    layer = plan.catalogue.layers["industrial_zones"]
    model = plan.frame(layer.name)
    west, south = 585_000, 2_285_000
    places = [divmod(at, _ACROSS) for at in range(zones)]
    corners = [(west + across * _STEP_M, south + up * _STEP_M) for up, across in places]
    shapes = [shapely.box(x, y, x + _SIDE_M, y + _SIDE_M) for x, y in corners]
    codes = [f"Z{at:03}" for at in range(zones)]
    rows = pd.concat([model.iloc[:1]] * zones, ignore_index=True).assign(
        code=codes,
        name_vi=[_NAME.format(at) for at in range(zones)],
        name_en=[f"Zone {at}" for at in range(zones)],
        boundary_uncertainty_m=50.0,
    )
    multi = [shapely.MultiPolygon([shape]) for shape in shapes]
    frame = gpd.GeoDataFrame(rows.drop(columns="geometry"), geometry=multi, crs=model.crs)
    known = list(plan.catalogue.statuses_of(layer.name))
    first = plan.events.loc[plan.events["layer"] == layer.name].iloc[:1]
    events = pd.concat([first] * zones, ignore_index=True).assign(
        code=codes, status=[known[at % len(known)] for at in range(zones)]
    )
    return replace(plan.with_frame(layer, frame), events=events)


if __name__ == "__main__":
    main()
