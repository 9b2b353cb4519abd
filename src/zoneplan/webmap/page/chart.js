// @ts-check
// The plan's layers on folium's map: ground, outlines filled by status, selection, tooltips.

import * as L from "leaflet";
import { lineOf, styleOf } from "./data.js";
import { element } from "./dom.js";
import { say } from "./language.js";
import { capital, newest, statusTitle, when } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */

const LOWEST_PANE = 300;
const LINES = {
  solid: { weight: 2.2, opacity: 1 },
  thin: { weight: 1.3, opacity: 0.9 },
  dashed: { weight: 1.5, opacity: 1, dashArray: "6 4" },
  none: { weight: 0, opacity: 0 },
};
const WIDE_FILL = 0.42;
const QUAY = { color: "#26333D", weight: 3, lineCap: /** @type {"butt"} */ ("butt") };

/**
 * Draws the layers and keeps them in step with what is chosen.
 * @param {L.Map} map
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 */
export function draw(map, plan, state, shown) {
  map.getContainer().style.background = plan.ground.sea;
  map.getContainer().style.setProperty("--place", plan.ground.place);
  const drawn = plan.layers.flatMap((layer, index) => paths(plan, state, layer, pane(map, index)));
  const selection = L.layerGroup([], { pane: pane(map, plan.layers.length) }).addTo(map);
  const show = () => {
    for (const { feature, path } of drawn) {
      if (shown.has(feature)) path.addTo(map);
      else path.remove();
    }
  };
  show();
  state.on("shown", show);
  // A tip would stay behind when its outline moves away from under the pointer.
  map.on("movestart zoomstart", () => map.eachLayer((layer) => layer.closeTooltip()));
  state.on("selection", () => mark(map, selection, state.selected));
}

/**
 * Frames the plan's features.
 * @param {L.Map} map
 * @param {Plan} plan
 */
export function frame(map, plan) {
  const bounds = plan.bounds ?? [[-60, -170], [75, 170]];
  // Names stand beside outlines, mostly at their right.
  map.fitBounds(L.latLngBounds(bounds), {
    paddingTopLeft: [32, 28],
    paddingBottomRight: [Math.min(76, map.getSize().x / 14), 28],
    maxZoom: 15,
    animate: false,
  });
}

/**
 * Frames them anew when the room for the map changes, as long as nobody has moved the map.
 * @param {L.Map} map
 * @param {Plan} plan
 * @param {State} state
 * @returns {{home: () => void, fit: () => void}} back to the whole plan; fill the room anew
 */
export function follow(map, plan, state) {
  let [isMoved, isOwnMove] = [false, false];
  const fit = () => {
    if (map.getContainer().clientHeight === 0) return;
    isOwnMove = true;
    map.invalidateSize({ animate: false });
    if (isMoved) bringIntoSight(map, state.selected);
    else frame(map, plan);
    isOwnMove = false;
  };
  map.on("movestart zoomstart", () => (isMoved ||= !isOwnMove));
  new ResizeObserver(fit).observe(map.getContainer());
  const home = () => {
    isMoved = false;
    fit();
  };
  return { home, fit };
}

/**
 * A pane of its own for each layer keeps the order when layers are switched.
 * @param {L.Map} map
 * @param {number} index
 */
function pane(map, index) {
  const name = `layer-${index}`;
  map.createPane(name).style.zIndex = String(LOWEST_PANE + index);
  return name;
}

/**
 * @param {Plan} plan
 * @param {State} state
 * @param {Layer} layer
 * @param {string} paneName
 */
function paths(plan, state, layer, paneName) {
  const renderer = L.svg({ pane: paneName, padding: 0.6 });
  const drawn = layer.features.filter(
    (feature) => feature.parts.length > 0 && layer.geometry !== "Point",
  );
  return drawn.map((feature) => {
    const common = { pane: paneName, renderer, bubblingMouseEvents: false };
    const path = layer.role === "feature"
      ? outlined(plan, state, feature, common)
      : grounded(plan, layer, feature, { ...common, interactive: false });
    return { feature, path };
  });
}

/**
 * @param {Plan} plan
 * @param {Layer} layer
 * @param {Feature} feature
 * @param {L.PathOptions} common
 */
function grounded({ ground }, layer, feature, common) {
  if (layer.geometry === "LineString") {
    const paint = layer.role === "line" ? QUAY : { color: ground.river, weight: 2.5 };
    return L.polyline(feature.parts.flat(), { ...common, ...paint });
  }
  return L.polygon(feature.parts, {
    ...common,
    fillColor: ground.land,
    fillOpacity: 1,
    color: ground.shore,
    weight: 1,
  });
}

/**
 * @param {Plan} plan
 * @param {State} state
 * @param {Feature} feature
 * @param {L.PathOptions} common
 */
function outlined(plan, state, feature, common) {
  const { layer } = feature;
  const style = styleOf(plan, layer, feature.status);
  const line = LINES[lineOf(plan, feature)];
  const polygon = L.polygon(feature.parts, {
    ...common,
    ...line,
    color: style.outline,
    fillColor: `url(#${style.pattern})`,
    fillOpacity: layer.label === "wide" ? WIDE_FILL : 1,
    className: "feature",
  });
  polygon.on("click", () => state.select(feature));
  polygon.on("mouseover", () => polygon.setStyle({ weight: line.weight + 1.2 }));
  polygon.on("mouseout", () => polygon.setStyle({ weight: line.weight }));
  return polygon.bindTooltip(() => tip(plan, feature), { sticky: true, opacity: 1 });
}

/**
 * @param {Plan} plan
 * @param {Feature} feature
 */
function tip(plan, feature) {
  const event = newest(feature);
  const status = capital(statusTitle(plan, feature.layer, feature.status));
  return element(
    "div",
    { class: "tip" },
    element("strong", {}, say(feature.name)),
    feature.layer.statuses.length > 0 &&
      element("span", {}, event ? `${status}, ${when(plan, event)}` : status),
  );
}

/**
 * Marks the selected feature and brings it into sight beside the card.
 * @param {L.Map} map
 * @param {L.LayerGroup} selection
 * @param {Feature | null} feature
 */
function mark(map, selection, feature) {
  selection.clearLayers();
  if (!feature || feature.parts.length === 0) return;
  const common = { ...selection.options, fill: false, interactive: false };
  const halo = L.polygon(feature.parts, { ...common, color: "#FFFFFF", weight: 7, opacity: 0.9 });
  const line = L.polygon(feature.parts, { ...common, color: "#C4420C", weight: 3 });
  selection.addLayer(halo).addLayer(line);
  bringIntoSight(map, feature);
}

/**
 * Moves the map until a feature stands beside the card, or above it on a phone.
 * @param {L.Map} map
 * @param {Feature | null} feature
 */
function bringIntoSight(map, feature) {
  if (!feature || feature.parts.length === 0) return;
  const card = document.querySelector(".card")?.getBoundingClientRect();
  const room = map.getContainer().getBoundingClientRect();
  const beside = card && card.width < room.width * 0.9 ? card.width : 0;
  const below = card && !beside ? Math.max(0, room.bottom - card.top) : 0;
  map.panInside(L.latLngBounds(feature.parts.flat(2)).getCenter(), {
    paddingTopLeft: [60, 60],
    paddingBottomRight: [beside + 60, below + 60],
  });
}
