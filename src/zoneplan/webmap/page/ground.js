// @ts-check
// The calm ground under the plan: sea, land with its shore, rivers, quay lines; what was added over it.

import * as L from "leaflet";
import { withRole } from "./data.js";
import { length } from "./geodesic.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").LatLng} LatLng */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./state.js").State} State */

const QUAY = { weight: 3, lineCap: /** @type {"butt"} */ ("butt") };
const LONGEST_SHORE_M = 4000;
/** A layer of another file, laid over the plan: plainly none of the plan's own. */
export const ADDED = { color: "#7A1FA2", weight: 1, fillColor: "#7A1FA2", fillOpacity: 0.18 };
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
    .map((layer) => ({ layer, group: L.layerGroup(paths(plan, layer, paneOf(layer))) }));
  const show = () => {
    for (const { layer, group } of groups) {
      if (state.hidden.has(layer.name)) group.remove();
      else group.addTo(map);
    }
  };
  show();
  state.on("layers", show);
}

/**
 * @param {Plan} plan
 * @param {Layer} layer
 * @param {string} pane
 */
function paths({ ground: paint }, layer, pane) {
  const common = { pane, renderer: L.svg({ pane, padding: 0.6 }), interactive: false };
  const drawn = layer.features.filter(({ isDrawn }) => isDrawn);
  if (layer.geometry === "LineString") {
    const line = layer.role === "line" ? { ...QUAY, color: paint.quay } : { color: paint.river, weight: 2.5 };
    return drawn.map(({ parts }) => L.polyline(parts.flat(), { ...common, ...line }));
  }
  if (layer.role === "added") return drawn.map(({ parts }) => L.polygon(parts, { ...common, ...ADDED }));
  const shore = drawn.flatMap(({ parts }) => parts.flat().flatMap(shoreOf));
  return [
    ...SHALLOWS.map((weight) => L.polyline(shore, { ...common, ...SHALLOW, weight })),
    ...drawn.map(({ parts }) => L.polygon(parts, { ...common, fillColor: paint.land, fillOpacity: 1, stroke: false })),
    L.polyline(shore, { ...common, color: paint.shore, weight: 1 }),
  ];
}

/**
 * A ring without the long straight edges by which the ground was cut out: those are no shore.
 * @param {LatLng[]} ring
 */
function shoreOf(ring) {
  /** @type {LatLng[][]} */
  const runs = [[]];
  ring.forEach((point, i) => {
    if (i > 0 && length(ring[i - 1], point) > LONGEST_SHORE_M) runs.push([]);
    runs[runs.length - 1].push(point);
  });
  return runs.filter((run) => run.length > 1);
}
