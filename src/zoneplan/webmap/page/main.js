// @ts-check
// The page's script: takes folium's map and the page's data, and keeps the two in step.

import * as L from "leaflet";
import { cardPanel } from "./cardpanel.js";
import { draw } from "./chart.js";
import { read } from "./data.js";
import { element } from "./dom.js";
import { edition, mapButtons, opener, topLine } from "./frame.js";
import { label } from "./labels.js";
import { say } from "./language.js";
import { column } from "./legend.js";
import { fitForPaper } from "./paper.js";
import { pointer, scale } from "./readout.js";
import { Shown } from "./shown.js";
import { State } from "./state.js";
import { tableContent } from "./table.js";
import { timeBar } from "./timebar.js";
import { follow, frame } from "./view.js";

/** @typedef {import("./data.js").Plan} Plan */

// What the tests ask for by name.
export { inPlan } from "./coordinates.js";
export { existsOn, statusOn, steps } from "./history.js";

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
  const shown = new Shown(content, state);
  const parts = places(map, cardPanel(content, state));
  document.documentElement.classList.add("scripted");
  map.invalidateSize({ animate: false });
  state.on("selection", () => fill(parts, content, state));
  frame(map, content);
  draw(map, content, state, shown);
  label(map, content, state, shown);
  parts.foot.before(timeBar(content, state));
  const { home, fit } = follow(map, content, state);
  const write = () => {
    document.title = say(content.title);
    parts.top.replaceChildren(...topLine(content, state));
    parts.column.replaceChildren(.../** @type {Node[]} */ (column(content, state).filter(Boolean)));
    parts.foot.replaceChildren(...foot(map, content));
    parts.buttons.replaceChildren(...mapButtons(map, content, home));
    fill(parts, content, state);
  };
  write();
  state.on("language", write);
  fitForPaper(fit);
}

/** @typedef {Record<"top" | "column" | "buttons" | "card" | "table" | "foot", HTMLElement>} Places */

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
    buttons: element("div", { class: "map-buttons" }),
    card,
    table: element("section", { class: "table" }),
    foot: element("footer", { class: "foot" }),
  };
  document.body.prepend(made.top, made.column);
  stage.after(made.buttons, made.card, made.table, made.foot);
  return made;
}

/**
 * @param {L.Map} map
 * @param {Plan} plan
 */
function foot(map, plan) {
  return [
    opener(plan, "legend", "with-column"),
    opener(plan, "table", "with-table"),
    pointer(map, plan),
    edition(plan),
    scale(map, plan),
  ];
}

/**
 * Writes the table for what is selected.
 * @param {Places} parts
 * @param {Plan} plan
 * @param {State} state
 */
function fill({ table }, plan, state) {
  const { scrollTop } = table;
  table.replaceChildren(tableContent(plan, state));
  table.scrollTop = scrollTop;
}
