// @ts-check
// The plan's layers on folium's map: ground, features as they stood on a day, selection, tips.

import * as L from "leaflet";
import { withRole } from "./data.js";
import { nameOn } from "./feature.js";
import { element } from "./dom.js";
import { ground } from "./ground.js";
import { eventOn, statusOn } from "./history.js";
import { say } from "./language.js";
import { Drawn, Outlined } from "./outlined.js";
import { CANVAS_FROM, Painted } from "./painted.js";
import { changedBetween, unmetOn } from "./period.js";
import { bringIntoSight, metresPerPixel } from "./view.js";
import { aimText, capital, statusTitle, when, words } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./outlined.js").Side} Side */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */

const LOWEST_PANE = 300;
/** A class of the panes that show the day, and of those that show the one before it. */
export const SIDES = { date: "side-date", before: "side-before" };
const MARKS = {
  halo: { stroke: "#FFFFFF", "stroke-width": 7, "stroke-opacity": 0.9 },
  selected: { stroke: "#C4420C", "stroke-width": 3 },
  changed: { stroke: "#C9660B", "stroke-width": 2.4, "stroke-opacity": 0.95, "stroke-dasharray": "2 4" },
  hovered: { stroke: "#C4420C", "stroke-width": 1.6, "stroke-opacity": 0.9 },
};

/**
 * Draws the layers and keeps them in step with what is chosen.
 * @param {L.Map} map
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 */
export function draw(map, plan, state, shown) {
  map.getContainer().style.background = beneath(plan);
  map.getContainer().style.setProperty("--place", plan.ground.place);
  ground(map, plan, state, (layer) => pane(map, plan.layers.indexOf(layer)));
  const after = sideOf(map, plan, state, "date");
  /** @type {Side | null} */
  let before = null;
  const marks = L.layerGroup([], { pane: pane(map, plan.layers.length) }).addTo(map);
  const mark = () => remark(plan, marks, after, state);
  const show = () => {
    const scale = metresPerPixel(map);
    if (state.before !== null) before ??= sideOf(map, plan, state, "before");
    after.show((feature) => shown.has(feature), state.date, scale);
    before?.show((feature) => shown.hadBefore(feature), state.before, scale);
    mark();
  };
  show();
  state.on("shown", show);
  map.on("zoomend", show);
  // A tip would stay behind when its outline moves away from under the pointer.
  map.on("movestart zoomstart", () => map.eachLayer((layer) => layer.closeTooltip()));
  noteFingers(map.getContainer());
  state.on("hover", mark);
  state.on("selection", () => {
    mark();
    bringIntoSight(map, state.selected);
  });
}

/**
 * What lies under everything: the sea, or plain ground where the plan does not say what is land.
 * @param {Plan} plan
 */
export function beneath(plan) {
  const isLandKnown = withRole(plan, "backdrop").some(
    ({ geometry, features }) => geometry === "MultiPolygon" && features.length > 0,
  );
  return isLandKnown ? plan.ground.sea : plan.ground.land;
}

/**
 * Notes whether the map is under a finger: that opens the card, and cannot move off a tip.
 * @param {HTMLElement} stage
 */
function noteFingers(stage) {
  const note = (/** @type {PointerEvent} */ { pointerType }) => stage.classList.toggle("is-touched", pointerType === "touch");
  stage.addEventListener("pointerdown", note);
  stage.addEventListener("pointermove", note);
}

/**
 * One of two days: each feature drawn by itself, or all painted where they are very many.
 * @param {L.Map} map
 * @param {Plan} plan
 * @param {State} state
 * @param {"date" | "before"} side
 * @returns {Side}
 */
function sideOf(map, plan, state, side) {
  const layers = withRole(plan, "feature");
  const features = layers.flatMap((layer) => layer.features).filter(({ isDrawn }) => isDrawn);
  if (features.length < CANVAS_FROM) return new Drawn(map, outlines(map, plan, state, side));
  const name = pane(map, plan.layers.indexOf(layers[0]), side);
  const painted = new Painted(map, plan, features, name);
  if (side === "date") point(map, plan, state, painted);
  return painted;
}

/**
 * Tells which of the painted features is under the pointer.
 * @param {L.Map} map
 * @param {Plan} plan
 * @param {State} state
 * @param {Painted} painted
 */
function point(map, plan, state, painted) {
  const tooltip = L.tooltip({ opacity: 1 });
  const stage = map.getContainer();
  const over = (/** @type {L.LeafletMouseEvent} */ { latlng }) => {
    const feature = painted.at(latlng);
    stage.classList.toggle("is-over", feature !== null);
    state.hover(feature);
    if (feature) tooltip.setLatLng(latlng).setContent(tip(plan, feature, state.date)).addTo(map);
    else tooltip.remove();
  };
  map.on("mousemove", over);
  map.on("mouseout", () => tooltip.remove());
  map.on("click", ({ latlng }) => {
    const feature = painted.at(latlng);
    if (feature) state.select(feature);
  });
}

/**
 * A pane of its own for each layer keeps the order when layers are switched.
 * @param {L.Map} map
 * @param {number} index
 * @param {"date" | "before"} [side]
 */
function pane(map, index, side) {
  const name = `layer-${index}${side ?? ""}`;
  if (map.getPane(name)) return name;
  const made = map.createPane(name);
  made.style.zIndex = String(LOWEST_PANE + index);
  if (side) made.classList.add(SIDES[side]);
  return name;
}

/**
 * What is drawn of the features of every layer at one side.
 * @param {L.Map} map
 * @param {Plan} plan
 * @param {State} state
 * @param {"date" | "before"} side
 */
function outlines(map, plan, state, side) {
  return withRole(plan, "feature").flatMap((layer) => {
    const name = pane(map, plan.layers.indexOf(layer), side);
    const common = { pane: name, renderer: L.svg({ pane: name, padding: 0.6 }), bubblingMouseEvents: false };
    return layer.features
      .filter(({ isDrawn }) => isDrawn)
      .map((feature) => new Outlined(plan, feature, common, (path) => listen(plan, state, path, feature, side)));
  });
}

/**
 * @param {Plan} plan
 * @param {State} state
 * @param {L.Path} path
 * @param {Feature} feature
 * @param {"date" | "before"} side
 */
function listen(plan, state, path, feature, side) {
  path.on("click", () => state.select(feature));
  path.on("mouseover", () => state.hover(feature));
  path.on("mouseout", () => state.hover(null));
  // Leaflet listens for the focus, which puts an outline among the tab stops; `roving` stands for them.
  path.on("add", () => path.getElement()?.setAttribute("tabindex", "-1"));
  path.bindTooltip(() => tip(plan, feature, state[side] ?? state.date), { sticky: true, opacity: 1 });
}

/**
 * @param {Plan} plan
 * @param {Feature} feature
 * @param {string} iso
 */
function tip(plan, feature, iso) {
  const event = eventOn(feature, iso);
  const status = capital(statusTitle(plan, feature.layer, statusOn(feature, iso)));
  const guess = event?.basis === "inferred" ? ` (${words(plan, "inferred")})` : "";
  return element(
    "div",
    { class: "tip" },
    element("strong", {}, say(nameOn(feature, iso))),
    feature.layer.statuses.length > 0 &&
      element("span", {}, event ? `${status}, ${when(plan, event)}${guess}` : status),
    ...unmetOn(feature, iso).map((target) => element("em", {}, aimText(plan, feature, target))),
  );
}

/**
 * Marks what changed between two days, what is selected and what is pointed at, in the form in which it is drawn.
 * @param {Plan} plan
 * @param {L.LayerGroup} marks
 * @param {Side} side
 * @param {State} state
 */
function remark(plan, marks, side, { selected, hovered, before, date }) {
  marks.clearLayers();
  const { pane: name } = marks.options;
  const add = (/** @type {Feature | null} */ feature, /** @type {(keyof typeof MARKS)[]} */ ...kinds) => {
    for (const kind of feature ? kinds : []) {
      const contour = side.contour(/** @type {Feature} */ (feature), { pane: name }, MARKS[kind]);
      if (contour) marks.addLayer(contour);
    }
  };
  if (before !== null) for (const feature of changedBetween(plan, before, date).changed) add(feature, "changed");
  if (hovered !== selected) add(hovered, "hovered");
  add(selected, "halo", "selected");
}
