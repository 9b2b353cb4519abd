"""Runs `zoneplan check` on seeded parcels of which a share is spoiled, and says what it missed.

    python bench/check.py --parcels 1000000

A spoiled parcel is found where a finding of a rule on its fault names it; a finding is false where
it names none that is spoiled. Both must be nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
import parcels

RULES = {
    parcels.PUSHED: ("outlines-overlap", "overlap-sliver"),
    parcels.PULLED: ("gap-between-outlines",),
    parcels.CROSSED: ("geometry-invalid",),
}


def main() -> None:
    """Print what was found of what was spoiled, in which time and memory."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--parcels", type=int, default=100_000)
    parser.add_argument("--faults", type=float, default=0.01, help="share of spoiled parcels")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        layer, target = Path(folder, "parcels.gpkg"), Path(folder, "findings.geojson")
        parcels.write(layer, arguments.parcels, faults=arguments.faults)
        wall_s = run_s(layer, target)
        found = json.loads(target.read_bytes())["features"]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s, peak_mb = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(f"{arguments.parcels} parcels: {wall_s:.1f} s, {cpu_s:.1f} s of CPU, {peak_mb:.0f} MB")
    compare([each["properties"] for each in found], seeded(arguments.parcels, arguments.faults))


def run_s(layer: Path, target: Path) -> float:
    """Return the seconds that a check takes whose findings go to a file."""
    command = (sys.executable, "-m", "zoneplan", "check", layer, "--key", "code")
    start = time.perf_counter()
    subprocess.run((*command, "--format", "geojson", "-o", target), check=False)
    return time.perf_counter() - start


def seeded(count: int, faults: float) -> dict[str, int]:
    """Return the kind of fault of each spoiled parcel, by its code."""
    rows = parcels.rows_of(count, faults=faults, kinds=len(parcels.KINDS), seed=parcels.SEED)
    kinds = np.concatenate([row.faults for row in rows])[:count]
    return {parcels.code(at): int(kinds[at]) for at in np.flatnonzero(kinds).tolist()}


def compare(findings: list[dict[str, str]], spoiled: dict[str, int]) -> None:
    """Print how many were found by rule, which spoiled parcels were not, which were not spoiled."""
    named = [(each["rule"], re.findall(r"HP-\d+", each["message_en"])) for each in findings]
    told = {(rule, code) for rule, codes in named for code in codes}
    missed = [
        code
        for code, kind in spoiled.items()
        if not any((rule, code) in told for rule in RULES[kind])
    ]
    false = [codes for _, codes in named if not spoiled.keys() & set(codes)]
    print(dict(Counter(rule for rule, _ in named)))
    print(
        f"{len(spoiled)} spoiled, {len(missed)} missed {missed[:5]}, {len(false)} false {false[:5]}"
    )


if __name__ == "__main__":
    main()
