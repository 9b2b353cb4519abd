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

/**
 * Fills the page around folium's map.
 * @param {L.Map} map
 */
export function start(map) {
  const content = plan();
  const state = new State(content.as_of);
  const language = current();
  takeUp(state, opening(content));
  const index = new Index(content);
  const shown = new Shown(content, state, index);
  const parts = places(map, cardPanel(content, state));
  document.documentElement.classList.add("scripted");
  const { begin, home, wanted, hold } = follow(map, content, state);
  const open = (/** @type {Feature} */ feature) => reveal(map, state, shown, feature);
  parts.column.append(...column(content, state, shown, finder(content, state, shown, index, open), (layer) => {
    makeRoom();
    zoomToLayer(map, layer);
  }));
  parts.tally.append(...tallyBar(content, state, shown, () => copyLink(content, parts.tally)));
  parts.foot.before(timeBar(content, state));
  parts.table.append(...table(content, state, shown, open));
  state.follow(["language"], () => {
    document.title = say(content.title);
    named(map.getContainer(), "main", words(content, "map"));
    named(parts.table, "region", words(content, "table_title"));
    named(parts.tally, "region", words(content, "shown"));
    refill(parts.top, ...topLine(content, state));
    refill(parts.foot, ...foot(map, content));
    refill(parts.buttons, ...mapButtons(map, content, home));
  });
  // All around the map has its size: it is drawn once.
  begin();
  draw(map, content, state, shown);
  map.getContainer().after(roving(map, content, state, shown), ...basemap(map, content, state));
  const paper = new Paper();
  const overlay = swipe(map, content, state);
  const measure = ruler(map, content, state);
  const print = printing(map, content, state, shown, paper);
  const side = element("div", { class: "map-side" });
  parts.buttons.replaceWith(overlay, side, measure.panel, print.panel);
  side.append(parts.buttons, measure.tools, print.group);
  label(map, content, state, shown);
  fitForPaper(map, content, state, shown, { paper, overlay, wanted, hold });
  if (state.selected) state.tell("selection");
  keepAddress(content, state, language, (view) => {
    if (view) map.setView(view.center, view.zoom, { animate: false });
    else home();
  });
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
 * Opens a feature wherever it is hidden, and brings it into sight.
 * @param {L.Map} map
 * @param {State} state
 * @param {Shown} shown
 * @param {Feature} feature
 */
function reveal(map, state, shown, feature) {
  if (state.hidden.has(feature.layer.name)) state.show(feature.layer.name, true);
  if (feature.layer.role === "feature") {
    if (!shown.has(feature)) state.filter(noFilters());
    state.select(feature);
  }
  makeRoom();
  zoomTo(map, feature);
}

/** @typedef {Record<"top" | "column" | "tally" | "buttons" | "card" | "table" | "foot", HTMLElement>} Places */

/**
 * The page's places, in the order in which they are read.
 * @param {L.Map} map
 * @param {HTMLElement} card
 * @returns {Places}
 */
function places(map, card) {
  const stage = map.getContainer();
  const made = {
    top: element("header", { class: "top" }),
    column: element("aside", { class: "column" }),
    tally: element("section", { class: "tally-bar" }),
    buttons: element("div", { class: "map-buttons" }),
    card,
    table: element("section", { class: "table" }),
    foot: element("footer", { class: "foot" }),
  };
  document.body.prepend(made.top, made.column, made.tally);
  stage.after(made.buttons, made.card, made.table, made.foot);
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
