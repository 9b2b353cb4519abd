"""Times one status change on a layer of 14 and of 1,000,000 features, beside geopandas.

Beside each stands what one would write by hand: read the layer with geopandas, change one value,
write the layer again to another file (writing it in place would lose styles, triggers and log).

Only the ratios mean something: seconds change from machine to machine and from hour to hour.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from zoneplan import gpkg

ROOT = Path(__file__).parents[1]
ZONES = "industrial_zones.gpkg"
BY_HAND = """
import sys, geopandas
frame = geopandas.read_file(sys.argv[1], layer="industrial_zones")
frame.loc[frame["code"] == "DOSON", "status"] = "operating"
frame.to_file(sys.argv[2], layer="industrial_zones", driver="GPKG")
"""
MORE = """
WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
INSERT INTO industrial_zones (geom, code, name_vi, name_en, status)
SELECT geom, 'P' || n, 'Thửa ' || n, 'Plot ' || n, 'filled'
FROM number, (SELECT geom FROM industrial_zones WHERE code = 'DOSON')
"""


def main() -> None:
    """Print the medians of each pair and their ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--features", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small = Path(shutil.copytree(ROOT / "geodata", Path(folder, "small")))
        large = Path(shutil.copytree(ROOT / "geodata", Path(folder, "large")))
        with gpkg.opened_for_writing(large / ZONES) as connection:
            connection.execute(MORE, (arguments.features,))
        ours = {plan: ours_s(plan, arguments.rounds) for plan in (small, large)}
        theirs = {plan: theirs_s(plan, arguments.rounds) for plan in (small, large)}
    for plan, size in ((small, 14), (large, arguments.features)):
        print(f"{size} features: zoneplan {ours[plan]:.2f} s, geopandas {theirs[plan]:.2f} s")
        print(f"  geopandas takes {theirs[plan] / ours[plan]:.1f} times as long")
    print(f"zoneplan, large against small: {ours[large] / ours[small]:.2f} times as long")


def ours_s(plan: Path, rounds: int) -> float:
    """Return the median seconds of one status change by zoneplan, each undone before the next."""
    change = ("status", "set", "DOSON", "operating", "--date", "2025-06", "--source", "heza-2023")
    seconds = []
    for _ in range(rounds):
        seconds.append(run_s((sys.executable, "-m", "zoneplan", *change, "--plan", str(plan))))
        run_s((sys.executable, "-m", "zoneplan", "undo", "DOSON", "--plan", str(plan)))
    return median(seconds)


def theirs_s(plan: Path, rounds: int) -> float:
    """Return the median seconds of the same change by hand."""
    seconds = []
    for _ in range(rounds):
        target = plan / "by_hand.gpkg"
        target.unlink(missing_ok=True)
        seconds.append(run_s((sys.executable, "-c", BY_HAND, str(plan / ZONES), str(target))))
    return median(seconds)


def run_s(command: tuple[str, ...]) -> float:
    """Return the seconds from the start of a process to its end."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
