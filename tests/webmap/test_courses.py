import pytest

pytestmark = pytest.mark.browser

ZOOMS = [8, 10.5, 12, 14.25, 17]
MIDDLE = "[20.801, 106.905]"
OFF = """(zoom) => {
  const map = map_zoneplan;
  map.setView(MIDDLE, zoom, { animate: false });
  const layers = zoneplan.plan().layers;
  const distance = (p, a, b) => {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy || 1);
    const share = Math.min(1, Math.max(0, along));
    return Math.hypot(a.x + share * dx - p.x, a.y + share * dy - p.y);
  };
  const off = (points, lines) => Math.max(0, ...points.map((p) => Math.min(
    ...lines.flatMap((line) => line.slice(1).map((b, i) => distance(p, line[i], b))))));
  const size = map.getSize();
  const corner = map.containerPointToLayerPoint([0, 0]);
  const isSeen = ({ x, y }) => x > corner.x && x < corner.x + size.x && y > corner.y
    && y < corner.y + size.y;
  const drawn = (path) => path.getAttribute("d").split("M").slice(1).map((part) => {
    const points = part.replace("Z", "").split("L").map((at) => at.split(" ").map(Number));
    return [...points, ...(part.endsWith("Z") ? [points[0]] : [])].map(([x, y]) => ({ x, y }));
  });
  // Farther out berths are circles.
  return ["land", "rivers", "quays", ...(zoom > 12 ? ["berths"] : [])].map((name) => {
    const index = layers.findIndex((layer) => layer.name === name);
    const own = layers[index].features.flatMap(({ parts }) => parts.flat())
      .map((ring) => ring.map((at) => map.project(at).subtract(map.getPixelOrigin())));
    const part = name === "land" ? `[fill="${zoneplan.plan().ground.land}"] >` : "";
    const pane = `.leaflet-layer-${index}${name === "berths" ? "date" : ""}-pane`;
    const paths = document.querySelectorAll(`${pane} ${part} path`);
    const lines = [...paths].flatMap(drawn);
    return {
      seen: own.flat().filter(isSeen).length,
      own: off(own.flat().filter(isSeen), lines),
      drawn: off(lines.flat().filter(isSeen), own),
    };
  });
}""".replace("MIDDLE", MIDDLE)
FILLS = """(zoom) => {
  const map = map_zoneplan;
  map.setView([20.72, 106.79], zoom, { animate: false });
  const layers = zoneplan.plan().layers;
  const land = layers.find(({ name }) => name === "land");
  const paths = [...document.querySelectorAll(`[fill="${zoneplan.plan().ground.land}"] > path`)];
  const [side, globe] = [256 * 2 ** zoom, 360 * 8e6];
  const holds = (x, y) => {
    const { x: px, y: py } = map.getPixelOrigin().add([x, y]);
    const [east, south] = [px, py].map((at) => (at / side - 0.5) * globe);
    return land.features.some(({ shapes, index }) => shapes.holds(index, east, south));
  };
  const found = { in: 0, out: 0, wrong: 0 };
  for (let x = 5; x < map.getSize().x; x += 37) for (let y = 5; y < map.getSize().y; y += 37) {
    const at = map.containerPointToLayerPoint([x, y]);
    const near = [-1, 1].flatMap((dx) => [-1, 1].map((dy) => holds(at.x + dx, at.y + dy)));
    if (new Set(near).size > 1) continue;
    const isIn = paths.some((path) => path.isPointInFill(new DOMPoint(at.x, at.y)));
    found[isIn ? "in" : "out"] += 1;
    found.wrong += isIn === near[0] ? 0 : 1;
  }
  return found;
}"""
CIRCLES = """() => {
  const layers = zoneplan.plan().layers;
  const at = layers.findIndex(({ name }) => name === "industrial_zones");
  const drawn = layers[at].features.filter(({ isDrawn }) => isDrawn);
  return [...document.querySelectorAll(`.leaflet-layer-${at}date-pane path.feature`)]
    .flatMap((path, i) => {
      const radius = Number((path.getAttribute("d").match(/a([\\d.]+)/) ?? [])[1] ?? NaN);
      const { corners, radius: metres } = drawn[i];
      const [low, high] = corners.map((corner) => map_zoneplan.latLngToLayerPoint(corner));
      const { x, y, width, height } = path.getBBox();
      return radius ? [{
        radius: radius - metres / zoneplan.metresPerPixel(map_zoneplan),
        x: x + width / 2 - (low.x + high.x) / 2,
        y: y + height / 2 - (low.y + high.y) / 2,
      }] : [];
    });
}"""
LARGEST = """() => Math.max(...[...document.querySelectorAll(".leaflet-pane > svg path")]
  .flatMap((path) => path.getAttribute("d").match(/-?[\\d.]+/g) ?? []).map(Math.abs))"""


@pytest.mark.parametrize("zoom", ZOOMS)
def test_what_is_drawn_lies_where_leaflet_puts_it(visit, hai_phong_page, zoom):
    page = visit(hai_phong_page)
    found = page.evaluate(OFF, zoom)
    assert sum(layer["seen"] for layer in found) > (600 if zoom == 8 else 1)
    assert all(layer["own"] < 0.5 and layer["drawn"] < 0.5 for layer in found)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_land_that_reaches_out_of_sight_is_filled_as_before(visit, hai_phong_page, zoom):
    found = visit(hai_phong_page).evaluate(FILLS, zoom)
    assert found["wrong"] == 0
    assert found["in"] + found["out"] > 300


def test_no_number_is_large_close_to(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.evaluate(f"map_zoneplan.setView({MIDDLE}, 17, {{ animate: false }})")
    assert page.evaluate(LARGEST) < 3000


def test_what_stays_in_sight_is_not_drawn_anew(visit, hai_phong_page):
    page = visit(hai_phong_page)
    drawn = page.evaluate("""async () => {
      const layers = zoneplan.plan().layers;
      const at = layers.findIndex(({ name }) => name === "quays");
      let count = 0;
      const observer = new MutationObserver((records) => (count += records.length));
      const pane = document.querySelector(`.leaflet-layer-${at}-pane`);
      observer.observe(pane, { attributeFilter: ["d"], subtree: true });
      map_zoneplan.panBy([60, 40], { animate: false });
      await null;
      const [still] = [count];
      map_zoneplan.zoomIn(1, { animate: false });
      await null;
      return [still, count];
    }""")
    assert drawn == [0, 12]


def test_a_symbol_stands_in_the_middle_of_its_zone_and_is_as_large(visit, hai_phong_page):
    found = visit(hai_phong_page).evaluate(CIRCLES)
    assert len(found) > 0
    assert all(abs(off) < 1 for circle in found for off in circle.values())


def test_an_outline_in_focus_tells_its_name(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.locator("path.feature").last.focus()
    assert page.locator(".leaflet-tooltip strong").count() == 1
