// @ts-check
// The page's script: takes folium's map and the page's data, and keeps the two in step.

import * as L from "leaflet";
import { begin as takeUp, keepAddress, opening } from "./address.js";
import { basemap } from "./basemap.js";
import { cardPanel } from "./cardpanel.js";
import { draw } from "./chart.js";
import { column } from "./column.js";
import { read } from "./data.js";
import { element, refill } from "./dom.js";
import { copyLink } from "./export.js";
import { fill } from "./filling.js";
import { finder } from "./finder.js";
import { edition, mapButtons, topLine } from "./frame.js";
import { label } from "./labels.js";
import { current, say } from "./language.js";
import { fitForPaper, Paper } from "./paper.js";
import { makeRoom, opener } from "./panels.js";
import { printing } from "./printing.js";
import { pointer, scale } from "./readout.js";
import { ruler } from "./ruler.js";
import { Index } from "./search.js";
import { roving } from "./roving.js";
import { Shown } from "./shown.js";
import { noFilters, State } from "./state.js";
import { swipe } from "./swipe.js";
import { table } from "./table.js";
import { tallyBar } from "./tallybar.js";
import { timeBar } from "./timebar.js";
import { follow, zoomTo, zoomToLayer } from "./view.js";

import { words } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */

// What the tests ask for by name.
export { fromPlan, inPlan, pointIn } from "./coordinates.js";
export { area, length } from "./geodesic.js";
export { existsOn, statusOn, steps } from "./history.js";
export { radiusOf } from "./geometry.js";
export { number } from "./language.js";
export { surenessAt } from "./sureness.js";
export { metresPerPixel } from "./view.js";

/** The page's document. */
export function plan() {
  return read("zoneplan-data");
}

// folium's own script asks for Leaflet by this name.
Object.assign(globalThis, { L });

/** @typedef {{map: L.Map, content: Plan, state: State, shown: Shown, index: Index, parts: Places}} Page */

/**
 * Fills the page around folium's map: first what the first picture shows, then the rest.
 * @param {L.Map} map
 */
export function start(map) {
  const content = plan();
  const state = new State(content.as_of);
  const language = current();
  takeUp(state, opening(content));
  const index = new Index(content);
  const parts = places(map, cardPanel(content, state));
  const shown = new Shown(content, state, index);
  const page = { map, content, state, shown, index, parts };
  document.documentElement.className = "scripted";
  const { begin, home, wanted, hold } = follow(map, content, state);
  // Once the page has its styles, the sheet's would have all of them worked out again.
  const paper = new Paper();
  paper.apply();
  const { bar, mark } = timeBar(content, state);
  parts.foot.before(bar);
  surround(page, home);
  // All around the map has its size: it is drawn once.
  begin();
  draw(map, content, state, shown);
  const overlay = swipe(map, content, state);
  parts.side.before(overlay);
  if (state.selected) state.tell("selection");
  fitForPaper(map, content, state, shown, { paper, overlay, wanted, hold });
  keepAddress(content, state, language, (view) => {
    if (view) map.setView(view.center, view.zoom, { animate: false });
    else home();
  });
  document.querySelector(".still")?.remove();
  fill([
    () => tools(page, paper),
    // They keep clear of the tools.
    () => label(map, content, state, shown),
    mark,
    () => fillColumn(page),
    () => parts.table.append(...table(content, state, shown, opens(page))),
  ]);
}

/**
 * What stands above and below the map, and decides its room.
 * @param {Page} page
 * @param {() => void} home
 */
function surround({ map, content, state, shown, parts }, home) {
  parts.tally.append(...tallyBar(content, state, shown, () => copyLink(content, parts.tally)));
  state.follow(["language"], () => {
    document.title = say(content.title);
    named(map.getContainer(), "main", words(content, "map"));
    named(parts.table, "region", words(content, "table_title"));
    named(parts.tally, "region", words(content, "shown"));
    refill(parts.top, ...topLine(content, state));
    refill(parts.foot, ...foot(map, content));
    refill(parts.buttons, ...mapButtons(map, content, home));
  });
}

/** @param {Page} page */
function fillColumn(page) {
  const { map, content, state, shown, index, parts } = page;
  const search = finder(content, state, shown, index, opens(page));
  parts.column.append(...column(content, state, shown, search, (layer) => {
    makeRoom();
    zoomToLayer(map, layer);
  }));
}

/**
 * What lies over the map.
 * @param {Page} page
 * @param {Paper} paper
 */
function tools({ map, content, state, shown, parts }, paper) {
  map.getContainer().after(roving(map, content, state, shown), ...basemap(map, content, state));
  const measure = ruler(map, content, state);
  const print = printing(map, content, state, shown, paper);
  parts.side.append(measure.tools, print.group);
  parts.side.after(measure.panel, print.panel);
}

/**
 * Says what a part of the page is.
 * @param {HTMLElement} part
 * @param {string} role
 * @param {string} name
 */
function named(part, role, name) {
  part.setAttribute("role", role);
  part.setAttribute("aria-label", name);
}

/**
 * What opens a feature wherever it is hidden, and brings it into sight.
 * @param {Page} page
 * @returns {(feature: Feature) => void}
 */
function opens({ map, state, shown }) {
  return (feature) => {
    if (state.hidden.has(feature.layer.name)) state.show(feature.layer.name, true);
    if (feature.layer.role === "feature") {
      if (!shown.has(feature)) state.filter(noFilters());
      state.select(feature);
    }
    makeRoom();
    zoomTo(map, feature);
  };
}

/** @typedef {Record<"top" | "column" | "tally" | "side" | "buttons" | "card" | "table" | "foot", HTMLElement>} Places */

/**
 * The page's places, in the order in which they are read.
 * @param {L.Map} map
 * @param {HTMLElement} card
 * @returns {Places}
 */
function places(map, card) {
  const stage = map.getContainer();
  const buttons = element("div", { class: "map-buttons" });
  const made = {
    top: element("header", { class: "top" }),
    column: element("aside", { class: "column" }),
    tally: element("section", { class: "tally-bar" }),
    side: element("div", { class: "map-side" }, buttons),
    buttons,
    card,
    table: element("section", { class: "table" }),
    foot: element("footer", { class: "foot" }),
  };
  document.body.prepend(made.top, made.column, made.tally);
  stage.after(made.side, made.card, made.table, made.foot);
  return made;
}

/**
 * @param {L.Map} map
 * @param {Plan} plan
 */
function foot(map, plan) {
  return [
    opener(plan, "controls", "with-column"),
    opener(plan, "table", "with-table"),
    pointer(map, plan),
    edition(plan),
    scale(map, plan),
  ];
}
