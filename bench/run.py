"""Times zoneplan as whole processes, each in turns with the bare imports that it rests on.

- `zoneplan --help` against `import click`: at most 3 times as long.
- `zoneplan status` and `area` of `geodata/` against `import geopandas`: no longer is wanted, see
  docs/decisions/0010.
- `zoneplan build` of `geodata/` against `import geopandas, folium, matplotlib.pyplot`: at most
  2.5 times as long.

Modules are compiled beforehand, as an installer does. Only the ratios mean something. In brackets
are the seconds of the processor, which others on the machine disturb less than those of the clock.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
ZONEPLAN = (sys.executable, "-m", "zoneplan")


def main() -> None:
    """Print each pair's medians, their ratio and the limit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9, help="how often each process runs")
    rounds = parser.parse_args().rounds
    drawing = "geopandas, folium, matplotlib.pyplot"
    with tempfile.TemporaryDirectory() as compiled, tempfile.TemporaryDirectory() as maps:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        compare(("--help",), "click", limit=3, rounds=rounds)
        compare(("status",), "geopandas", limit=1, rounds=rounds)
        compare(("area",), "geopandas", limit=1, rounds=rounds)
        compare(("build", "-o", maps), drawing, limit=2.5, rounds=rounds)


def compare(arguments: tuple[str, ...], modules: str, *, limit: float, rounds: int) -> None:
    """Print how long a command takes beside the import of `modules`."""
    command = (*ZONEPLAN, *arguments)
    imports = (sys.executable, "-c", f"import {modules}")
    run_s(command)  # The first round also fills caches.
    run_s(imports)
    turns = [(run_s(command), run_s(imports)) for _ in range(rounds)]
    (ours, our_cpu), (theirs, their_cpu) = (
        [median(seconds) for seconds in zip(*runs, strict=True)]
        for runs in zip(*turns, strict=True)
    )
    print(f"zoneplan {arguments[0]}: {ours:.3f} s ({our_cpu:.3f} s)")
    print(f"  import {modules}: {theirs:.3f} s ({their_cpu:.3f} s)")
    print(f"  {ours / theirs:.2f} times as long, at most {limit} wanted")


def run_s(command: tuple[str, ...]) -> tuple[float, float]:
    """Return the seconds that a process took by the clock, and those of the processor."""
    start, before = time.perf_counter(), os.times()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    after = os.times()
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    return time.perf_counter() - start, cpu


if __name__ == "__main__":
    main()
