// @ts-check
// Labels on the map: placed greedily, never over each other, drawn as text with a halo.

import { SIDES } from "./chart.js";
import { drawing } from "./dom.js";
import { alongLead } from "./leaders.js";
import { drawn } from "./lettering.js";
import { outlineOf } from "./outlines.js";
import { joined, pick } from "./placing.js";
import { shapesIn } from "./shapes.js";
import { HANDLE_PX, lineAt } from "./swipe.js";
import { covered } from "./view.js";
import { inOrder } from "./wanted.js";

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./placing.js").Candidate} Candidate */
/** @typedef {import("./placing.js").Box} Box */
/** @typedef {import("./placing.js").Point} Point */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./shapes.js").Pixels} Pixels */
/** @typedef {import("./outlines.js").Outline} Outline */
/** @typedef {import("./wanted.js").Told} Told */
/** @typedef {import("./wanted.js").Wanted} Wanted */

const PANE = "labels";
/** Names make way for the codes of zones that found no room: for so many, and so often. */
const [MOST_LEFT, MOST_ROUNDS] = [12, 3];

/**
 * Draws labels, anew after each move and whenever what is shown changes.
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 */
export function label(map, plan, state, shown) {
  const [after, before] = /** @type {(keyof typeof SIDES)[]} */ (["date", "before"]).map((side) => canvasOn(map, side));
  const redraw = () => {
    const { selected, date, before: earlier } = state;
    const [left, right] = halves(map, state);
    const later = { selected, date, of: (/** @type {Layer} */ layer) => shown.of(layer) };
    after.replaceChildren(...placed(map, plan, later, right).flatMap(drawn));
    const first = { ...later, date: earlier ?? date, of: (/** @type {Layer} */ layer) => shown.ofBefore(layer) };
    before.replaceChildren(...(earlier === null ? [] : placed(map, plan, first, left).flatMap(drawn)));
  };
  // After a zoom, too, the map tells that it has moved.
  map.on("moveend resize", redraw);
  state.on("shown", redraw);
  state.on("divider", redraw);
  state.on("language", redraw);
  state.on("selection", redraw);
  redraw();
}

/**
 * Where the labels of one of two days are drawn.
 * @param {LeafletMap} map
 * @param {keyof typeof SIDES} side
 */
function canvasOn(map, side) {
  const pane = map.createPane(`${PANE}-${side}`);
  pane.style.zIndex = "450";
  pane.classList.add(SIDES[side]);
  const canvas = drawing("svg", { class: "labels leaflet-zoom-hide", "aria-hidden": "true" });
  pane.append(canvas);
  return canvas;
}

/**
 * The labels that found room.
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {Told} told
 * @param {Box} view
 * @returns {Candidate[]}
 */
function placed(map, plan, told, view) {
  const drawnLayers = plan.layers
    .filter(({ role }) => role !== "added")
    .map((layer) => ({ layer, features: shapesIn(map, plan, told.of(layer), view) }));
  const outlines = drawnLayers
    .filter(({ layer }) => layer.role === "feature" && layer.label !== "wide")
    .flatMap(({ features }) => features)
    .flatMap(({ feature, rings, box }) => rings.map((ring) => ({ feature, box, ...outlineOf(ring) })));
  const { wanted, zones } = inOrder(plan, told, drawnLayers, view);
  const filled = controls(map);
  /** @type {Set<Feature>} */
  const short = new Set();
  for (let round = 1; ; round += 1) {
    const { found, labelled } = roomFor(wanted(short), outlines, filled, view);
    const left = zones.filter((feature) => !labelled.has(feature));
    if (left.length === 0 || left.length > MOST_LEFT || round === MOST_ROUNDS) return found;
    left.forEach((feature) => short.add(feature));
  }
}

/**
 * Places one label after the other where it is free.
 * @param {Wanted[]} wanted
 * @param {(Outline & {feature: Feature, box: Box})[]} outlines
 * @param {Pick<Candidate, "boxes">[]} filled
 * @param {Box} view
 */
function roomFor(wanted, outlines, filled, view) {
  const taken = [...filled];
  /** @type {Candidate[]} */
  const found = [];
  /** @type {Set<Feature>} */
  const labelled = new Set();
  for (const each of wanted) {
    const { of, isFree, isSecond } = each;
    if (isSecond && labelled.has(of[0])) continue;
    const { candidates } = each;
    const own = isFree ? [] : outlines.filter(({ feature }) => of.includes(feature));
    const room = joined(candidates.flatMap(({ boxes }) => boxes));
    const others = isFree ? [] : outlines.filter(({ feature, box }) => touch(box, room) && !of.includes(feature));
    const best = pick(candidates, taken, { own, others }, view);
    if (best) {
      of.forEach((feature) => labelled.add(feature));
      taken.push(best, ...(best.lead ? [{ boxes: alongLead(best.lead) }] : []));
      found.push(best);
    }
  }
  return { found, labelled };
}

/** Whether two boxes meet. @param {Box} one @param {Box} other */
function touch(one, other) {
  return one.left <= other.right && one.right >= other.left && one.top <= other.bottom && one.bottom >= other.top;
}

/**
 * The part of the map that neither card nor sheet covers.
 * @param {LeafletMap} map
 * @returns {Box}
 */
function viewOf(map) {
  const { beside, below } = covered(map);
  const size = map.getSize();
  const { x: left, y: top } = map.containerPointToLayerPoint([0, 0]);
  return { left, top, right: left + size.x - beside, bottom: top + size.y - below };
}

/**
 * The views of the earlier and of the shown day: a name that the line cut would be read as another.
 * @param {LeafletMap} map
 * @param {State} state
 * @returns {[Box, Box]}
 */
function halves(map, state) {
  const view = viewOf(map);
  if (state.before === null) return [view, view];
  const { x: line } = map.containerPointToLayerPoint([lineAt(map, state), 0]);
  return [
    { ...view, right: Math.min(view.right, line) },
    { ...view, left: Math.max(view.left, line) },
  ];
}

/**
 * The room that the map's own buttons take, and the handle of the line between two days.
 * @param {LeafletMap} map
 * @returns {Pick<Candidate, "boxes">[]}
 */
function controls(map) {
  const room = map.getContainer().getBoundingClientRect();
  const boxOf = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ width, /** @type {number} */ height) => {
    const { x: left, y: top } = map.containerPointToLayerPoint([x - room.left, y - room.top]);
    return { boxes: [{ left, top, right: left + width, bottom: top + height }] };
  };
  const side = document.querySelector(".map-side")?.getBoundingClientRect();
  const line = document.querySelector(".swipe-line")?.getBoundingClientRect();
  const middle = line && line.top + line.height / 2;
  return [
    ...(side && side.width > 0 ? [boxOf(side.left, side.top, side.width, side.height)] : []),
    ...(line && line.width > 0 ? [boxOf(line.left - HANDLE_PX / 2, Number(middle) - HANDLE_PX / 2, HANDLE_PX, HANDLE_PX)] : []),
  ];
}
