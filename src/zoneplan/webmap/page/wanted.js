// @ts-check
// What wants a label on the map, and the places where each could stand.

import { styleOf } from "./data.js";
import { nameOn } from "./feature.js";
import { statusOn } from "./history.js";
import { say } from "./language.js";
import { codeCandidates, leadCandidates } from "./leaders.js";
import { unmetOn } from "./period.js";
import { fits, joined, nameCandidates, placeCandidates } from "./placing.js";
import { MOST_NAMES } from "./shapes.js";
import { aimText, statusTitle } from "./wording.js";
import { levelCandidates, smallCandidates, wideCandidates } from "./zonenames.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./placing.js").Box} Box */
/** @typedef {import("./placing.js").Candidate} Candidate */
/** @typedef {import("./shapes.js").Pixels} Pixels */
/** @typedef {{of: Feature[], candidates: Candidate[], isFree?: boolean, isSecond?: boolean}} Wanted */
/** @typedef {{date: string, selected: Feature | null, of: (layer: Layer) => Feature[]}} Told */

/** A berth bears its number from this width on. */
export const NUMBER_FROM_PX = 12;
/** What is smaller than this bears no name. */
export const NAME_FROM_PX = 5;
const INK = [31, 42, 48];
const INK_SHARE = 0.45;

/**
 * What wants a label, most important first: codes of the features for whose names there is no room,
 * what is selected, numbers, names by size, wide names, codes where a name found no room, places.
 * @param {Plan} plan
 * @param {Told} told
 * @param {{layer: Layer, features: Pixels[]}[]} layers
 * @param {Box} view
 * @returns {{wanted: (short: Set<Feature>) => Wanted[], zones: Feature[]}} what, given those for whose
 *   names there is no room; and those that are to bear a name or a code
 */
export function inOrder(plan, { date, selected }, layers, view) {
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
    return { of: [feature], part, isFree: isCrowded, candidates: isCrowded ? candidates.filter(({ cost }) => cost === 0) : candidates };
  });
  const setOff = (isCrowded ? [] : names).map(({ of, part, candidates: beside }) => {
    const [name] = beside.slice(-1);
    return second(of, () => leadCandidates(name, part));
  });
  const coded = (isCrowded ? [] : largest)
    .filter(({ feature }) => feature.code !== null)
    .map(({ feature, part }) => second([feature], () => codeCandidates(String(feature.code), part)));
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
  const wanted = (/** @type {Set<Feature>} */ short) => {
    const isShort = (/** @type {Wanted} */ { of: [feature] }) => short.has(feature);
    const [first, hasRoom] = [coded.filter(isShort), (/** @type {Wanted} */ each) => !isShort(each)];
    return [...first, ...singles, ...names.filter(hasRoom), ...wides, ...groups, ...setOff.filter(hasRoom), ...coded, ...places];
  };
  return { wanted, zones: coded.flatMap(({ of }) => of) };
}

/**
 * What is wanted where a name found no room; its places are worked out when they are asked for.
 * @param {Feature[]} of
 * @param {() => Candidate[]} make
 * @returns {Wanted}
 */
function second(of, make) {
  /** @type {Candidate[] | null} */
  let made = null;
  return { of, isSecond: true, get candidates() { return (made ??= make()); } };
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
