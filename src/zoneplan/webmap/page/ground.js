// @ts-check
// The calm ground under the plan: sea, land with its shore, rivers, quay lines; what was added over it.

import * as L from "leaflet";
import { beyond, shoreOf } from "./beyond.js";
import { crowd } from "./crowd.js";
import { withRole } from "./data.js";
import { element } from "./dom.js";
import { onGlobe } from "./geometry.js";
import { say } from "./language.js";
import { CANVAS_FROM } from "./painted.js";
import { Strokes } from "./strokes.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").LatLng} LatLng */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./state.js").State} State */

const QUAY = { weight: 3, lineCap: /** @type {"butt"} */ ("butt") };
/** So many cells of an added polygon are told beside the pointer. */
const MOST_CELLS = 12;
/** So many signs of a cell. */
const MOST_SIGNS = 120;
/** A layer of another file, laid over the plan: its outlines leave the plan's colours as they are. */
export const ADDED = { color: "#7A1FA2", weight: 1, fill: false };
/** Shallow water along the shore: widths in pixels, outermost first. */
const SHALLOWS = [12, 7, 3];
const SHALLOW = { color: "#FFFFFF", opacity: 0.28, fill: false, lineJoin: /** @type {"round"} */ ("round") };

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
  if (layer.role !== "added" || layer.features.length < CANVAS_FROM) return L.layerGroup(paths(plan, layer, pane));
  return crowd(map, layer.features[0].shapes, pane, ADDED);
}

/**
 * @param {Plan} plan
 * @param {Layer} layer
 * @param {string} pane
 */
function paths({ ground: paint }, layer, pane) {
  const common = { pane, renderer: L.svg({ pane, padding: 0.6 }), interactive: false };
  const shown = layer.features.filter(({ isDrawn }) => isDrawn);
  if (layer.geometry === "LineString") {
    const line = layer.role === "line" ? { ...QUAY, color: paint.quay } : { color: paint.river, weight: 2.5 };
    return shown.map(({ parts }) => L.polyline(parts.flat(), { ...common, ...line }));
  }
  if (layer.role === "added") return shown.map(({ parts }) => L.polygon(parts, { ...common, ...ADDED }));
  const lands = shown.map(({ parts }) => parts);
  const [widest, ...others] = SHALLOWS;
  // Each shore by itself: what is far from it need not be painted with it.
  const shores = lands.flat(2).flatMap(shoreOf).map((run) => L.polyline(run, { ...common, ...SHALLOW, weight: widest }));
  return [
    ...shores,
    ...shores.map((shore) => new Strokes(shore, { ...common, ...SHALLOW }, others)),
    ...lands.map((parts) => L.polygon(parts, { ...common, fillColor: paint.land, fillOpacity: 1, stroke: false })),
    ...shores.map((shore) => new Strokes(shore, { ...common, color: paint.shore }, [1])),
    ...beyond(lands.flat(2), common),
  ];
}
