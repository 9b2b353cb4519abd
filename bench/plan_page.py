"""Times the page of the shipped plan beside folium's of the same layers, all assets in both.

    python bench/plan_page.py --assets FOLDER

It is to be smaller, with its first picture after at most 0.8 of folium's time: the still picture,
which the map takes the place of. FOLDER holds the files that folium's page asks its hosts for
(jQuery, Bootstrap, icons), by their own names; without it folium's page has nothing but Leaflet
in it.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import folium
from page import ROOT, localised, looked_at
from playwright.sync_api import sync_playwright

from zoneplan import analysis, store, webmap

if TYPE_CHECKING:
    from zoneplan.plan import Plan


def main() -> None:
    """Print how large both pages are, and how late their first picture is."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--assets", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    plan = store.read_plan(ROOT / "geodata", as_of=date(2023, 12, 18))
    pages = {
        "zoneplan": webmap.render(plan, analysis.tables_of(plan), (), lang="vi"),
        "folium": by_folium(plan, arguments.assets),
    }
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        seen = looked_at(playwright.chromium, pages, Path(folder), arguments.rounds)
    own, other = seen["zoneplan"], seen["folium"]
    sizes = {name: len(page.encode()) / 1e6 for name, page in pages.items()}
    print(f"load {os.getloadavg()[0]:.1f}")
    for name, each in seen.items():
        print(f"{name}: {sizes[name]:.2f} MB, first picture {each.picture:.0f} ms, ", end="")
        print(f"map {each.map:.0f} ms, its thread works {each.work:.0f} ms")
    print(f"first picture after {own.picture / other.picture:.2f} of folium's time", end="")
    print(", at most 0.8 wanted")
    print(f"map after {own.map / other.map:.2f} of folium's time", end="")
    print(f", with {own.work / other.work:.2f} of its work")


def by_folium(plan: Plan, assets: Path | None) -> str:
    """Return folium's page of all layers, with a tooltip of all attributes."""
    chart = folium.Map((20.85, 106.65), zoom_start=10, tiles=None)
    for name in plan.layers:
        frame = plan.frame(name).to_crs(4326)
        fields = [column for column in frame.columns if column != "geometry"]
        if len(frame):
            frame[fields] = frame[fields].astype(str)
            tooltip = folium.GeoJsonTooltip(fields)
            folium.GeoJson(frame, name=name, tooltip=tooltip).add_to(chart)
    page: str = chart.get_root().render()
    asked = re.findall(r'(?:src|href)="https:[^"]*/([^"/]+)"', page)
    files = [assets / name for name in asked if (assets / name).exists()] if assets else []
    local = "".join(inlined(file) for file in files if not file.name.startswith("leaflet."))
    return localised(page).replace("</head>", f"{local}</head>", 1)


def inlined(file: Path) -> str:
    """Return a script or style sheet as it stands in a page."""
    kind = "script" if file.suffix == ".js" else "style"
    text = file.read_text(encoding="utf-8").replace("</", r"<\/")
    return f"<{kind}>{text}</{kind}>"


if __name__ == "__main__":
    main()
