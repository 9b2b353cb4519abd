// @ts-check
// The calm ground under the plan: sea, land with its shore, rivers, quay lines; what was added over it.

import * as L from "leaflet";
import { beyond, shoresOf } from "./beyond.js";
import { Course } from "./course.js";
import { Courses } from "./courses.js";
import { crowd } from "./crowd.js";
import { withRole } from "./data.js";
import { element } from "./dom.js";
import { onGlobe } from "./geometry.js";
import { say } from "./language.js";
import { CANVAS_FROM } from "./painted.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./state.js").State} State */

const QUAY = { "stroke-width": 3, "stroke-linecap": "butt" };
const RIVER = { "stroke-width": 2.5 };
/** So many cells of an added polygon are told beside the pointer. */
const MOST_CELLS = 12;
/** So many signs of a cell. */
const MOST_SIGNS = 120;
/** A layer of another file, laid over the plan: its outlines leave the plan's colours as they are. */
export const ADDED = { color: "#7A1FA2", weight: 1 };
/** Shallow water along the shore: widths in pixels, outermost first. */
const SHALLOWS = [12, 7, 3];
const SHALLOW = { stroke: "#FFFFFF", "stroke-opacity": 0.28 };

/**
 * Draws the layers without a status and keeps them in step with the layer switches.
 * @param {L.Map} map
 * @param {Plan} plan
 * @param {State} state
 * @param {(layer: Layer) => string} paneOf
 */
export function ground(map, plan, state, paneOf) {
  const groups = withRole(plan, "line", "backdrop", "added")
    .filter(({ geometry }) => geometry !== "Point")
    .map((layer) => ({ layer, group: drawn(map, plan, layer, paneOf(layer)) }));
  /** @type {Set<string>} */
  const shown = new Set();
  const show = () => {
    for (const { layer, group } of groups) {
      const isOn = !state.hidden.has(layer.name);
      if (isOn === shown.has(layer.name)) continue;
      if (isOn) group.addTo(map);
      else group.remove();
      if (isOn) shown.add(layer.name);
      else shown.delete(layer.name);
    }
  };
  show();
  state.on("layers", show);
  tell(map, plan, state);
}

/**
 * Tells what an added polygon under the pointer holds, where nothing of the plan is there.
 * @param {L.Map} map
 * @param {Plan} plan
 * @param {State} state
 */
function tell(map, plan, state) {
  const layers = withRole(plan, "added").reverse();
  if (layers.length === 0) return;
  const tooltip = L.tooltip({ opacity: 1 });
  const at = (/** @type {L.LeafletMouseEvent} */ { latlng }) => {
    const [x, y] = onGlobe(latlng.lat, latlng.lng);
    const shown = state.hovered ? [] : layers.filter(({ name }) => !state.hidden.has(name));
    const found = shown.flatMap(({ features }) => features.find(({ shapes, index }) => shapes.holds(index, x, y)) ?? [])[0];
    if (found) tooltip.setLatLng(latlng).setContent(added(found)).addTo(map);
    else tooltip.remove();
  };
  map.on("mousemove", at);
  map.on("click", at);
  map.on("mouseout", () => tooltip.remove());
}

/**
 * An added polygon in words: its file, and what is in its cells.
 * @param {Feature} feature
 */
function added({ layer, values }) {
  const told = Object.entries(values).filter(([, value]) => value !== null).slice(0, MOST_CELLS);
  return element(
    "div",
    { class: "tip" },
    element("strong", {}, cut(say(layer.title))),
    ...told.map(([name, value]) => element("span", {}, cut(`${name}: ${value}`))),
  );
}

/** @param {string} text */
function cut(text) {
  const signs = [...text];
  return signs.length > MOST_SIGNS ? `${signs.slice(0, MOST_SIGNS).join("")}…` : text;
}

/**
 * What is drawn of a layer, to be switched on and off.
 * @param {L.Map} map
 * @param {Plan} plan
 * @param {Layer} layer
 * @param {string} pane
 */
function drawn(map, plan, layer, pane) {
  if (layer.role === "added" && layer.features.length >= CANVAS_FROM) return crowd(map, layer.features[0].shapes, pane, ADDED);
  const shown = layer.features.filter(({ isDrawn }) => isDrawn).map(({ shapes, index }) => shapes.ringsOf(index));
  const isLand = layer.role === "backdrop" && layer.geometry !== "LineString";
  const coats = isLand ? land(plan, shown) : [{ look: lineOf(plan, layer), of: shown.map((rings) => new Course(rings)) }];
  return new Courses({ pane, renderer: L.svg({ pane, padding: 0.6 }) }, coats);
}

/**
 * @param {Plan} plan
 * @param {Layer} layer
 */
function lineOf({ ground: paint }, { role }) {
  if (role === "added") return { stroke: ADDED.color, "stroke-width": ADDED.weight };
  return role === "line" ? { ...QUAY, stroke: paint.quay } : { ...RIVER, stroke: paint.river };
}

/**
 * Land with shallow water along its shores, and what lies beyond it.
 * @param {Plan} plan
 * @param {import("./geometry.js").Ring[][]} lands
 */
function land({ ground: paint }, lands) {
  const rings = lands.flat();
  // Each shore by itself: what is far from it need not be painted with it.
  const shores = rings.flatMap(shoresOf).map((shore) => new Course([shore]));
  const [widest, ...others] = SHALLOWS;
  return [
    { look: SHALLOW, of: shores, widths: [widest] },
    { look: SHALLOW, of: shores, widths: others },
    { look: { fill: paint.land }, of: lands.map((each) => new Course(each)) },
    { look: { stroke: paint.shore }, of: shores },
    ...beyond(rings),
  ];
}
