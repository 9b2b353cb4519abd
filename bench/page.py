"""Times the map page beside pages of the same parcels by other means, in one run.

    python bench/page.py --parcels 10000

- build, from the layer in memory to the page: `folium.GeoJson`, and `GeoDataFrame.explore` where
  mapclassify is installed, are to take 10, a hand-written page (GeoJSON on Leaflet's canvas) 3
  times as long as zoneplan;
- bytes a parcel, all told: at most 160;
- first picture in Chromium, all assets in the page: 3 and 2 times as late; with 100,000 parcels
  zoneplan itself at most 8 times as late as an empty Leaflet page;
- the longest answer to a move and to a zoom: at most 100 ms, with 100,000 parcels 200 ms;
- JavaScript's heap: at most 100 MB.

Building is timed by the processor, which others on the machine disturb less; what the browser does
by its clock, and beside it what the page's own thread worked up to the first picture. Beyond 20,000
parcels only zoneplan and the empty page are made.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import re
import shutil
import tempfile
import time
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import folium
import geopandas as gpd
import parcels
from playwright.sync_api import sync_playwright

from zoneplan import analysis, store, webmap
from zoneplan.workflows.added import with_added

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserType, Page

    from zoneplan.plan import Plan, Tables

ROOT = Path(__file__).parents[1]
LEAFLET = ROOT / "src/zoneplan/webmap/page/node_modules/leaflet/dist"
MOST_FOR_OTHERS = 20_000
BY_HAND = """
<!DOCTYPE html><meta charset="utf-8"><style>html, body, #map {height: 100%%; margin: 0}</style>
<div id="map"></div><script>
const map = L.map("map", {preferCanvas: true}).setView([20.85, 106.65], 10);
const data = %s;
L.geoJSON(data, {onEachFeature: (f, layer) => layer.bindTooltip(Object.entries(f.properties)
  .map(([name, value]) => `<b>${name}</b> ${value}`).join("<br>"))}).addTo(map);
</script>
"""
DRAWN = """
const wait = setTimeout, held = [];
addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(() =>
  wait(() => { window.drawn = performance.now(); }))));
window.outlined = Infinity;
new MutationObserver((_, watching) => {
  if (!document.querySelector(".still path, .leaflet-pane path")) return;
  watching.disconnect();
  window.outlined = performance.now();
}).observe(document, { subtree: true, childList: true });
window.pictured = () => {
  const [first] = performance.getEntriesByName("first-contentful-paint");
  return first && first.startTime >= outlined ? first.startTime : drawn;
};
window.setTimeout = (action, ...rest) =>
  wait(() => window.drawn && !window.released ? held.push(action) : action(), ...rest);
window.release = () => { window.released = true; held.forEach((action) => action()); };
window.isMade = () => !document.querySelector("[aria-busy]");
window.answer = (move) => new Promise((told) => {
  const chart = Object.values(window).find((each) => each instanceof L.Map) ?? map;
  const begun = performance.now();
  move(chart);
  requestAnimationFrame(() => setTimeout(() => told(performance.now() - begun)));
});
"""
MOVES = (
    "(map) => map.panBy([160, 60], {animate: false})",
    "(map) => map.panBy([500, 300], {animate: false})",
)
ZOOMS = ("(map) => map.zoomIn(1, {animate: false})", "(map) => map.zoomOut(1, {animate: false})")
SETTLED_MS = 1000
WANTED = {"folium.GeoJson": (10, 3), "geopandas.explore": (10, 3), "by hand": (3, 2)}
"""How many times as long a build, and as late a picture, each is to take."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Seen:
    """What a page did in the browser: milliseconds, and megabytes.

    `picture` is when the first outlines are on the screen, `map` when the map is: later where a
    still picture stands for it. `work` is the processor's time of the page's thread up to the map:
    what a page does afterwards is held until that is read.
    """

    picture: float
    map: float
    work: float
    move: float
    zoom: float
    heap: float


def main() -> None:
    """Print what each page takes, its ratio to zoneplan's, and the limit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--parcels", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    count, rounds = arguments.parcels, arguments.rounds
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "parcels.gpkg")
        parcels.write(file, count)
        makers: dict[str, Callable[[Path], str]] = {"zoneplan": by_zoneplan}
        if count <= MOST_FOR_OTHERS:
            makers |= {"folium.GeoJson": by_folium, "by hand": by_hand}
            if find_spec("mapclassify"):
                makers["geopandas.explore"] = by_explore
            else:
                print("geopandas.explore is left out: it needs mapclassify.")
        pages, seconds = built(makers, file, rounds)
        pages["empty Leaflet"] = localised(BY_HAND % "[]")
        seen = looked_at(playwright.chromium, pages, Path(folder), rounds)
    tell(count, pages, seconds, seen)


def by_zoneplan(file: Path) -> str:
    """Return the map page of a layer alone, with its attributes."""
    plan, tables = plan_of(file)
    return webmap.render(plan, tables, (), lang="en")


@cache
def plan_of(file: Path) -> tuple[Plan, Tables]:
    """Return the shipped plan with nothing in it but the layer."""
    plan = store.read_plan(ROOT / "geodata", as_of=date(2023, 12, 18))
    none = {name: table.iloc[:0] for name, table in plan.tables.items()}
    alone, _ = with_added(dataclasses.replace(plan, layers={}, tables=none), [file])
    return alone, analysis.tables_of(alone)


@cache
def frame_of(file: Path) -> gpd.GeoDataFrame:
    """Return the layer as it stands in the file."""
    return gpd.read_file(file)


def by_folium(file: Path) -> str:
    """Return folium's page with a tooltip of all attributes."""
    frame = frame_of(file).to_crs(4326)
    chart = folium.Map((20.85, 106.65), zoom_start=10, tiles=None)
    fields = [name for name in frame.columns if name != "geometry"]
    folium.GeoJson(frame, tooltip=folium.GeoJsonTooltip(fields)).add_to(chart)
    return localised(chart.get_root().render())


def by_explore(file: Path) -> str:
    """Return the page of geopandas, with its own tooltip of all attributes."""
    page: str = frame_of(file).explore(tiles=None).get_root().render()
    return localised(page)


def by_hand(file: Path) -> str:
    """Return a page written by hand: GeoJSON drawn on Leaflet's canvas."""
    return localised(BY_HAND % frame_of(file).to_crs(4326).to_json(drop_id=True))


def localised(page: str) -> str:
    """Return a page with Leaflet in it and without whatever it would fetch."""
    bare = re.sub(r"<(script|link)[^>]*(?:src|href)=[^>]*>(?:</script>)?", "", page)
    code = (LEAFLET / "leaflet.js").read_text(encoding="utf-8")
    style = (LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    head = f"<style>{style}</style><script>{code}</script>"
    return bare.replace("<meta", f"{head}<meta", 1)


def built(
    makers: dict[str, Callable[[Path], str]], file: Path, rounds: int
) -> tuple[dict[str, str], dict[str, float]]:
    """Return each page, and the median of the processor's seconds that it took, in turns."""
    pages: dict[str, str] = {}
    seconds: dict[str, list[float]] = {name: [] for name in makers}
    for make in makers.values():
        make(file)  # The first round reads the layer.
    for _ in range(rounds):
        for name, make in makers.items():
            begun = time.process_time()
            pages[name] = make(file)
            seconds[name].append(time.process_time() - begun)
    return pages, {name: median(taken) for name, taken in seconds.items()}


def looked_at(
    chromium: BrowserType, pages: dict[str, str], folder: Path, rounds: int
) -> dict[str, Seen]:
    """Return what each page does in the browser with the network cut: the median, in turns."""
    browser = chromium.launch(
        executable_path=shutil.which("chromium"),
        args=["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"],
    )
    found: dict[str, list[Seen]] = {name: [] for name in pages}
    for name, text in pages.items():
        Path(folder, f"{name}.html").write_text(text, encoding="utf-8")
    for _ in range(rounds):
        for name in pages:
            context = browser.new_context(
                offline=True, bypass_csp=True, viewport={"width": 1440, "height": 900}
            )
            found[name].append(look(context.new_page(), Path(folder, f"{name}.html")))
            context.close()
    browser.close()
    return {
        name: Seen(**{key: median(getattr(each, key) for each in runs) for key in FIELDS})
        for name, runs in found.items()
    }


FIELDS = tuple(field.name for field in dataclasses.fields(Seen))


def look(page: Page, file: Path) -> Seen:
    """Return what one page does in the browser."""
    page.set_default_timeout(300_000)
    page.add_init_script(DRAWN)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    # A browser has things of its own to do after a tab is opened.
    page.wait_for_timeout(SETTLED_MS)
    page.goto(file.as_uri(), wait_until="commit")
    page.wait_for_timeout(SETTLED_MS)
    page.wait_for_function("window.drawn > 0")
    told = devtools.send("Performance.getMetrics")["metrics"]
    work = 1000 * next(each["value"] for each in told if each["name"] == "TaskDuration")
    page.evaluate("release()")
    page.wait_for_function("isMade()")
    moves, zooms = ([page.evaluate(f"answer({move})") for move in each] for each in (MOVES, ZOOMS))
    devtools.send("HeapProfiler.collectGarbage")
    heap = page.evaluate("performance.memory.usedJSHeapSize / 1e6")
    picture, drawn = page.evaluate("[pictured(), drawn]")
    return Seen(picture=picture, map=drawn, work=work, move=max(moves), zoom=max(zooms), heap=heap)


def tell(
    count: int, pages: dict[str, str], seconds: dict[str, float], seen: dict[str, Seen]
) -> None:
    """Print all figures: zoneplan's own with their limits, then the ratios."""
    own, most_ms = seen["zoneplan"], 100 if count <= MOST_FOR_OTHERS else 200
    size = len(pages["zoneplan"].encode()) / count
    print(f"{count} parcels with attributes, zoneplan (load {os.getloadavg()[0]:.1f}):")
    print(f"  build {seconds['zoneplan']:.2f} s of the processor")
    print(f"  {size:.0f} bytes a parcel, at most 160 wanted")
    print(f"  first picture {own.map:.0f} ms (its thread works {own.work:.0f} ms)")
    print(f"  heap {own.heap:.0f} MB, at most 100 wanted")
    print(f"  move {own.move:.0f} ms, zoom {own.zoom:.0f} ms, at most {most_ms} wanted")
    print(f"  first picture {later(own, seen['empty Leaflet'])} an empty Leaflet page", end="")
    print(", at most 8 wanted" if count > MOST_FOR_OTHERS else "")
    for name, (longest, latest) in WANTED.items():
        if name not in seconds:
            continue
        slower = seconds[name] / seconds["zoneplan"]
        larger = len(pages[name]) / len(pages["zoneplan"])
        print(f"{name}: {larger:.1f} times as large, heap {seen[name].heap:.0f} MB,")
        print(f"  move {seen[name].move:.0f} ms, zoom {seen[name].zoom:.0f} ms")
        print(f"  build {slower:.1f} times as long, at least {longest} wanted")
        print(f"  picture {later(seen[name], own)} zoneplan's, at least {latest} wanted")


def later(one: Seen, other: Seen) -> str:
    """Say how many times as late as another picture one is, and with how much work."""
    times, work = one.map / other.map, one.work / other.work
    return f"{times:.1f} times as late as (with {work:.1f} times the work of)"


if __name__ == "__main__":
    main()
