// @ts-check
// Labels on the map: placed greedily, never over each other, drawn as text with a halo.

import { SIDES } from "./chart.js";
import { styleOf } from "./data.js";
import { nameOn } from "./feature.js";
import { drawing } from "./dom.js";
import { statusOn } from "./history.js";
import { say } from "./language.js";
import { alongLead, leadCandidates } from "./leaders.js";
import { drawn } from "./lettering.js";
import { outlineOf } from "./outlines.js";
import { unmetOn } from "./period.js";
import { fits, joined, nameCandidates, pick, placeCandidates } from "./placing.js";
import { MOST_NAMES, shapesIn } from "./shapes.js";
import { HANDLE_PX, lineAt } from "./swipe.js";
import { covered } from "./view.js";
import { aimText, statusTitle } from "./wording.js";
import { levelCandidates, smallCandidates, wideCandidates } from "./zonenames.js";

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
/** @typedef {{of: Feature[], candidates: Candidate[], isFree?: boolean, isSecond?: boolean}} Wanted */
/** @typedef {{date: string, selected: Feature | null, of: (layer: Layer) => Feature[]}} Told */

/** A berth bears its number from this width on. */
export const NUMBER_FROM_PX = 12;
/** What is smaller than this bears no name. */
export const NAME_FROM_PX = 5;
const PANE = "labels";
const INK = [31, 42, 48];
const INK_SHARE = 0.45;

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
  map.on("moveend zoomend resize", redraw);
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
  /** @type {Pick<Candidate, "boxes">[]} */
  const taken = [...controls(map)];
  /** @type {Candidate[]} */
  const found = [];
  /** @type {Set<Feature>} */
  const labelled = new Set();
  for (const wanted of inOrder(plan, told, drawnLayers, view)) {
    const { of, isFree, isSecond } = wanted;
    if (isSecond && labelled.has(of[0])) continue;
    const { candidates } = wanted;
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
  return found;
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

/**
 * What wants a label, most important first: what is selected, numbers, names by size, wide names,
 * places.
 * @param {Plan} plan
 * @param {Told} told
 * @param {{layer: Layer, features: Pixels[]}[]} layers
 * @param {Box} view
 * @returns {Wanted[]}
 */
function inOrder(plan, { date, selected }, layers, view) {
  const withLabel = (/** @type {Layer["label"]} */ kind) =>
    layers.filter(({ layer }) => layer.role === "feature" && layer.label === kind);
  const name = (/** @type {Feature} */ feature) => say(nameOn(feature, date));
  const named = withLabel("name").flatMap(({ features }) => features);
  const isCrowded = named.length > MOST_NAMES;
  const largest = named
    .filter(({ feature, box }) => feature === selected || Math.max(box.right - box.left, box.bottom - box.top) >= NAME_FROM_PX)
    .sort((one, other) => Number(other.feature === selected) - Number(one.feature === selected) || fits(other.box) - fits(one.box))
    .slice(0, MOST_NAMES)
    .map(({ feature, box }) => ({ feature, part: within(box, view) }));
  const names = largest.map(({ feature, part }) => {
    const aims = unmetOn(feature, date).map((target) => aimText(plan, feature, target));
    const candidates = nameCandidates(name(feature), part, "name", aims);
    return { of: [feature], isFree: isCrowded, candidates: isCrowded ? candidates.filter(({ cost }) => cost === 0) : candidates };
  });
  const setOff = (isCrowded ? [] : largest).map(({ feature, part }, i) => {
    const { candidates } = names[i];
    const [name] = candidates.slice(-1);
    return { of: [feature], isSecond: true, get candidates() { return leadCandidates(name, part); } };
  });
  const wides = withLabel("wide")
    .flatMap(({ features }) => features)
    .map((pixels) => ({ of: [pixels.feature], isFree: true, candidates: wide(plan, pixels, date, name(pixels.feature), view) }));
  const places = layers
    .filter(({ layer }) => layer.role === "backdrop" && layer.geometry === "Point")
    .flatMap(({ features }) => features)
    .map(({ feature, rings }) => ({
      of: [feature],
      candidates: placeCandidates(say(feature.name), rings[0]?.[0], String(feature.values.kind ?? "")),
    }));
  const { singles, groups } = numbers(withLabel("number"), name);
  return [...singles, ...names, ...wides, ...groups, ...setOff, ...places];
}

/**
 * A name set wide, with the status on the day under it and in its colour; level where only a part
 * is in view.
 * @param {Plan} plan
 * @param {Pixels} pixels
 * @param {string} iso
 * @param {string} name
 * @param {Box} view
 */
function wide(plan, { feature, rings, box }, iso, name, view) {
  const { layer } = feature;
  const status = statusOn(feature, iso);
  const aims = unmetOn(feature, iso).map((target) => aimText(plan, feature, target));
  const told = layer.statuses.length > 0 ? [statusTitle(plan, layer, status), ...aims].join(" · ") : "";
  const fill = darkened(styleOf(plan, layer, status).outline);
  const part = within(box, view);
  const candidates = [...wideCandidates(name, told, rings), ...levelCandidates(name, told, rings, part), ...smallCandidates(name, told, part)];
  return candidates.map((candidate) => ({ ...candidate, fill }));
}

/**
 * The part of a box that is in view.
 * @param {Box} box
 * @param {Box} view
 * @returns {Box}
 */
function within(box, view) {
  return {
    left: Math.max(box.left, view.left),
    right: Math.min(box.right, view.right),
    top: Math.max(box.top, view.top),
    bottom: Math.min(box.bottom, view.bottom),
  };
}

/** A colour of the catalogue, dark enough to be read. @param {string} hex */
function darkened(hex) {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return `rgb(${parts.map((part, i) => Math.round(part * (1 - INK_SHARE) + INK[i] * INK_SHARE)).join(" ")})`;
}

/**
 * Numbers where there is room for them, and the layer's title beside the whole row.
 * @param {{layer: Layer, features: Pixels[]}[]} layers
 * @param {(feature: Feature) => string} name
 * @returns {{singles: Wanted[], groups: Wanted[]}}
 */
function numbers(layers, name) {
  /** @type {{singles: Wanted[], groups: Wanted[]}} */
  const made = { singles: [], groups: [] };
  for (const { layer, features } of layers) {
    if (features.length === 0) continue;
    const roomy = features.filter(({ narrow }) => narrow >= NUMBER_FROM_PX);
    const title = {
      of: features.map(({ feature }) => feature),
      candidates: nameCandidates(say(layer.title), joined(features.map(({ box }) => box)), "group"),
    };
    const isRoomy = roomy.length === features.length;
    made[isRoomy ? "groups" : "singles"].push(title);
    for (const { feature, box } of isRoomy ? roomy : []) {
      const [inside] = nameCandidates(numberOf(name(feature)), box, "number");
      made.singles.push({ of: [feature], isFree: true, candidates: [inside] });
    }
  }
  return made;
}

/** The number at the end of a name, else the name. @param {string} name */
function numberOf(name) {
  return /(\d+)\D*$/.exec(name)?.[1] ?? name;
}
