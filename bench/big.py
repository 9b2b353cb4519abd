"""Times big layers beside geopandas, DuckDB and SedonaDB: each a process of its own, in one run.

    pip install --group bench
    python bench/big.py area zones --parcels 100000

What the other tools need is in the dependency group `bench`; a tool that fails is left out. Only
the ratios mean something, here in brackets: seconds of the clock, then of the processor, which
others on the machine disturb less. `area`
sums the geodesic area by land use, `rows` writes it for each parcel with its attributes, `zones`
lays the 14 zones over the parcels, `polygons` a layer of 10,000 polygons (mostly border pairs),
both from file to sums and in memory; `overlaps` finds what parcels of one layer have in common,
corners that were pushed over among them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import parcels

ROOT = Path(__file__).parents[1]
TIMED = """
import json, resource, sys, time
from pathlib import Path
FILE, OTHER = sys.argv[1:3]
clocks = time.perf_counter, time.process_time
begun = [clock() for clock in clocks]
def begin():
    begun[:] = [clock() for clock in clocks]
{body}
seconds, cpu = (clock() - start for clock, start in zip(clocks, begun))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(dict(seconds=seconds, cpu=cpu, peak_mb=peak, figure=float(figure))))
"""
OURS = """
from datetime import date
from zoneplan.workflows import parcels
from zoneplan.workflows.against import Against
from zoneplan.workflows.source import Source
source = Source(path=Path(FILE), by="land_use")
zones = Against(named=OTHER, folder=Path("geodata"), as_of=date(2023, 12, 18))
"""
BY_HAND = """
import geopandas, pyproj
geod = pyproj.Geod(ellps="WGS84")
frame = geopandas.read_file(FILE)
"""
DUCKDB = """
import duckdb, duckdb_extension_spatial
[extension] = Path(duckdb_extension_spatial.__path__[0]).rglob("*.duckdb_extension")
connection = duckdb.connect(config={"allow_unsigned_extensions": "true"})
connection.execute(f"LOAD '{extension}'")
area = ("ST_Area_Spheroid(ST_FlipCoordinates("
        "ST_Transform(geom, 'EPSG:9210', 'EPSG:4756', always_xy := true))) / 1e4")
"""
SEDONADB = """
import sedonadb
connection = sedonadb.connect()
def shared():
    one, other = geometry("parcels"), geometry("zones")
    query = f'''SELECT z.code, p.land_use,
                      sum(ST_Area(ST_Intersection(p.{one}, z.{other}))) / 1e4 AS ha
               FROM parcels p JOIN zones z ON ST_Intersects(p.{one}, z.{other})
               GROUP BY z.code, p.land_use'''
    return connection.sql(query).to_pandas()["ha"].sum()
def geometry(view):
    names = connection.view(view).schema.names
    return next(name for name in names if name in ("geom", "geometry", "wkb_geometry"))
"""
IN_MEMORY = """
import geopandas, numpy, shapely
frame = geopandas.read_file(FILE)
zones = geopandas.read_file(OTHER)[["code", "geometry"]]
shapes = frame.geometry.to_numpy()
begin()
"""
SHARED = """
shared = geopandas.overlay(frame, zones, how="intersection")
sums = shared.assign(ha=shared.area / 1e4).groupby(["code_2", "land_use"])["ha"].sum()
figure = sums.sum()
"""
OVERLAY = {
    "zoneplan": OURS
    + "figure = parcels.overlay_of_layer(source, zones, parcels.How()).table['shared_ha'].sum()",
    "geopandas": IN_MEMORY.replace("begin()", "") + SHARED,
    "sedonadb": SEDONADB
    + """
connection.read_pyogrio(FILE).to_view("parcels")
connection.read_pyogrio(OTHER).to_view("zones")
figure = shared()
""",
}
KERNEL = {
    "zoneplan": """
from zoneplan import measure
from zoneplan.workflows.engines import in_threads
"""
    + IN_MEMORY
    + """
uses = frame["land_use"].to_numpy()
laid = measure.Laid(measure.valid_shapes(zones.geometry))
def lay(at):
    found = laid.areas(shapes[at], "EPSG:9210")
    return geopandas.pd.DataFrame(dict(
        use=uses[at][found.first], zone=found.second, ha=found.shared_m2 / 1e4))
cuts = numpy.linspace(0, len(shapes), 1 + 2 * -(-len(shapes) // 131072)).astype(int)
parts = in_threads(lay, list(map(slice, cuts, cuts[1:])))
figure = geopandas.pd.concat(parts).groupby(["zone", "use"])["ha"].sum().sum()
""",
    "geopandas": IN_MEMORY + SHARED,
    "sedonadb": SEDONADB
    + IN_MEMORY.replace("begin()", "")
    + """
connection.create_data_frame(frame).to_view("parcels")
connection.create_data_frame(zones).to_view("zones")
begin()
figure = shared()
""",
}
CASES = {
    "area": {
        "zoneplan": OURS
        + "figure = parcels.area_of_layer(source, parcels.How()).table['geodesic_area_ha'].sum()",
        "geopandas": BY_HAND
        + """
degrees = frame.geometry.to_crs(4756)
frame["ha"] = [abs(geod.geometry_area_perimeter(shape)[0]) / 1e4 for shape in degrees]
figure = frame.groupby("land_use")["ha"].sum().sum()
""",
        "duckdb": DUCKDB
        + """
parcels = connection.sql(f"FROM ST_Read('{FILE}')")
figure = parcels.aggregate(f"land_use, sum({area}) AS ha").df()["ha"].sum()
""",
    },
    "rows": {
        "zoneplan": OURS
        + """
how = parcels.How(target=Path(FILE + ".csv"), lang="en")
figure = parcels.area_of_layer(source, how).table["geodesic_area_ha"].sum()
""",
        "geopandas": BY_HAND
        + """
degrees = frame.geometry.to_crs(4756)
frame["ha"] = [abs(geod.geometry_area_perimeter(shape)[0]) / 1e4 for shape in degrees]
frame.drop(columns="geometry").to_csv(FILE + ".csv")
figure = frame["ha"].sum()
""",
        "duckdb": DUCKDB
        + """
rows = connection.sql(f"FROM ST_Read('{FILE}')").project(f"* EXCLUDE geom, {area} AS ha")
rows.write_csv(FILE + ".csv")
figure = connection.read_csv(FILE + ".csv").sum("ha").fetchone()[0]
""",
    },
    "zones": OVERLAY,
    "zones-in-memory": KERNEL,
    "polygons": OVERLAY,
    "polygons-in-memory": KERNEL,
    "overlaps": {
        "zoneplan": """
from zoneplan.checks.neighbours import pairs_across, unshared_edges
"""
        + IN_MEMORY
        + """
first, second = pairs_across(shapes, unshared_edges(shapes))
areas = shapely.area(shapely.intersection(shapes[first], shapes[second]))
figure = areas.sum() / 1e4
""",
        "geopandas": IN_MEMORY
        + """
pairs = frame.sjoin(frame, predicate="overlaps")
pairs = pairs[pairs.index < pairs["index_right"]]
one, other = shapes[pairs.index], shapes[pairs["index_right"]]
figure = shapely.area(shapely.intersection(one, other)).sum() / 1e4
""",
    },
}


def main() -> None:
    """Print the medians of each case, their ratios and the peak of memory."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("cases", nargs="*", default=list(CASES))
    parser.add_argument("--parcels", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", help="these tools only")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        layer = Path(folder, "parcels.gpkg")
        parcels.write(layer, arguments.parcels)
        polygons, spoiled = Path(folder, "polygons.gpkg"), Path(folder, "spoiled.gpkg")
        parcels.write(polygons, 10_000, seed=11)
        parcels.write(spoiled, arguments.parcels, faults=0.01, kinds=2)
        for case in arguments.cases:
            zones = ROOT / "geodata" / "industrial_zones.gpkg"
            other = polygons if case.startswith("polygons") else zones
            file = spoiled if case == "overlaps" else layer
            tools = [name for name in CASES[case] if not arguments.only or name in arguments.only]
            compare(case, tools, (file, other), rounds=arguments.rounds)


def compare(case: str, tools: list[str], files: tuple[Path, Path], *, rounds: int) -> None:
    """Print what each tool takes, in turns, and how many times as long as zoneplan."""
    print(f"{case}, {files[0].stat().st_size / 1e6:.0f} MB:")
    found: dict[str, list[dict[str, float]]] = {tool: [] for tool in tools}
    for _ in range(rounds):
        for tool in tools:
            found[tool] += [each for each in [run(tool, CASES[case][tool], files)] if each]
    ours = found.get("zoneplan", [])
    for tool, runs in found.items():
        if not runs:
            continue
        told = [f"{max(each['peak_mb'] for each in runs):.0f} MB", f"{runs[0]['figure']:.6f} ha"]
        for name in ("seconds", "cpu"):
            taken = median(each[name] for each in runs)
            ratio = taken / median(each[name] for each in ours) if ours else float("nan")
            told.append(f"{name} {taken:.2f} ({ratio:.1f})")
        print(f"  {tool}:", *told)


def run(tool: str, body: str, files: tuple[Path, Path]) -> dict[str, float] | None:
    """Return the seconds, the peak of memory and the figure of a process; None where it fails."""
    code = TIMED.format(body=body)
    paths = {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        (sys.executable, "-c", code, *map(str, files)),
        cwd=ROOT,
        env=os.environ | paths,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"  {tool} left out:", *done.stderr.strip().splitlines()[-1:], f"({done.returncode})")
        return None
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    main()
