"""Times an A4 figure at 300 dpi beside a bare plot of the same layers, as whole processes in turns.

`zoneplan figure overview` (checks, tables, labels, legend, grid, notes) against `read_file`,
`GeoDataFrame.plot` and `savefig` of the same layers: at most 3 times as long.

Only the ratio means something: seconds change from machine to machine and from hour to hour.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

from run import ZONEPLAN, run_s

LIMIT = 3
BARE = """
import sys
import geopandas as gpd
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
figure, axes = plt.subplots(figsize=(297 / 25.4, 210 / 25.4))
for file, layer in (
    ("context", "land"), ("context", "rivers"), ("nam_hai_phong", "economic_zones"),
    ("industrial_zones", "industrial_zones"), ("lach_huyen_berths", "berths"),
    ("lach_huyen_berths", "quays"),
):
    frame = gpd.read_file(f"geodata/{file}.gpkg", layer=layer)
    frame[frame.geometry.notna()].plot(ax=axes, edgecolor="black")
figure.savefig(sys.argv[1], dpi=300)
"""


def main() -> None:
    """Print the medians of both, their ratio and the limit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each process runs")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        ours = (*ZONEPLAN, "figure", "overview", "-o", str(Path(folder, "ours.png")))
        bare = (sys.executable, "-c", BARE, str(Path(folder, "bare.png")))
        run_s(ours)  # The first round also fills caches.
        run_s(bare)
        turns = [(run_s(ours), run_s(bare)) for _ in range(rounds)]
    figure, plot = (median(seconds) for seconds in zip(*turns, strict=True))
    print(f"zoneplan figure overview: {figure:.3f} s; bare geopandas plot: {plot:.3f} s")
    print(f"  {figure / plot:.2f} times as long, at most {LIMIT} wanted")


if __name__ == "__main__":
    main()
