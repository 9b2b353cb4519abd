// @ts-check
// The plan's layers on folium's map: ground, features as they stood on a day, selection, tips.

import * as L from "leaflet";
import { nameOn, withRole } from "./data.js";
import { element } from "./dom.js";
import { ground } from "./ground.js";
import { eventOn, statusOn } from "./history.js";
import { say } from "./language.js";
import { Outlined } from "./outlined.js";
import { unmetOn } from "./period.js";
import { bringIntoSight, metresPerPixel } from "./view.js";
import { aimText, capital, statusTitle, when, words } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */

const LOWEST_PANE = 300;
/** A class of the panes that show the day, and of those that show the one before it. */
export const SIDES = { date: "side-date", before: "side-before" };
const MARKS = {
  halo: { color: "#FFFFFF", weight: 7, opacity: 0.9 },
  selected: { color: "#C4420C", weight: 3, opacity: 1 },
  hovered: { color: "#C4420C", weight: 1.6, opacity: 0.9 },
};

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
  ground(map, plan, state, (layer) => pane(map, plan.layers.indexOf(layer)));
  const after = outlines(map, plan, state, "date");
  /** @type {Outlined[]} */
  let before = [];
  const marks = L.layerGroup([], { pane: pane(map, plan.layers.length) }).addTo(map);
  const mark = () => remark(marks, after, state);
  const show = () => {
    const scale = metresPerPixel(map);
    const { date, before: earlier } = state;
    if (earlier !== null && before.length === 0) before = outlines(map, plan, state, "before");
    const isNew = [
      ...after.map((one) => one.show(map, shown.has(one.feature) ? date : null, scale)),
      ...before.map((one) => one.show(map, shown.hadBefore(one.feature) ? earlier : null, scale)),
    ];
    // What is drawn anew comes to lie on top: the order of the document is put back.
    if (isNew.some(Boolean)) for (const one of [...after, ...before]) if (one.isShown) one.toFront();
    mark();
  };
  show();
  state.on("shown", show);
  map.on("zoomend", show);
  // A tip would stay behind when its outline moves away from under the pointer.
  map.on("movestart zoomstart", () => map.eachLayer((layer) => layer.closeTooltip()));
  state.on("hover", mark);
  state.on("selection", () => {
    mark();
    bringIntoSight(map, state.selected);
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
      .filter(({ parts }) => parts.length > 0)
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
 * Marks what is selected and what is pointed at, in the form in which it is drawn.
 * @param {L.LayerGroup} marks
 * @param {Outlined[]} drawn
 * @param {State} state
 */
function remark(marks, drawn, { selected, hovered }) {
  marks.clearLayers();
  const common = { pane: marks.options.pane, fill: false, interactive: false };
  const add = (/** @type {Feature | null} */ feature, /** @type {("halo" | "selected" | "hovered")[]} */ ...kinds) => {
    const found = drawn.find((one) => one.feature === feature && one.isShown);
    for (const kind of found ? kinds : []) marks.addLayer(/** @type {Outlined} */ (found).contour({ ...common, ...MARKS[kind] }));
  };
  if (hovered !== selected) add(hovered, "hovered");
  add(selected, "halo", "selected");
}
