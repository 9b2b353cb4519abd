// @ts-check
// Keeps the address in step with the picture, and the picture with the address.

import { read, written } from "./fragment.js";

/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./fragment.js").Picture} Picture */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Topic} Topic */
/** @typedef {import("./state.js").View} View */

const REST_MS = 250;
/** What one goes back over; moving the map or the day only changes where one is. @type {Topic[]} */
const STEPS = ["layers", "selection", "filters"];
/** @type {Topic[]} */
const MOVES = ["language", "date", "view"];

/** What the address says when the page opens. @param {Plan} plan */
export function opening(plan) {
  return read(plan, location.hash.slice(1));
}

/**
 * Takes over what a picture says, before anything is drawn.
 * @param {State} state
 * @param {Picture} picture
 */
export function begin(state, { language, ...chosen }) {
  if (language) state.speak(language);
  Object.assign(state, chosen);
}

/**
 * From now on the address follows what is chosen, and what is chosen follows the address: a link
 * that is followed, a step back. The fragment alone is replaced, which every browser allows from
 * disk, and which asks for nothing.
 * @param {Plan} plan
 * @param {State} state
 * @param {import("./language.js").Lang} own the language in which the page opens
 * @param {(view: View | null) => void} look shows a view, or the whole plan
 */
export function keepAddress(plan, state, own, look) {
  let [known, isStep] = [location.hash.slice(1), false];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rest;
  const write = () => {
    const fragment = written(plan, state, own);
    if (fragment === known) return;
    known = fragment;
    if (isStep) location.assign(`#${fragment}`);
    else location.replace(`#${fragment}`);
    isStep = false;
  };
  const later = (/** @type {boolean} */ steps) => {
    isStep ||= steps;
    clearTimeout(rest);
    rest = setTimeout(write, REST_MS);
  };
  for (const topic of STEPS) state.on(topic, () => later(true));
  for (const topic of MOVES) state.on(topic, () => later(false));
  window.addEventListener("hashchange", () => {
    const fragment = location.hash.slice(1);
    if (fragment === known) return;
    known = fragment;
    const { language, view, ...chosen } = read(plan, fragment);
    Object.assign(state, chosen, { view });
    for (const topic of /** @type {Topic[]} */ (["date", "filters", "layers", "selection"])) state.tell(topic);
    state.speak(language ?? own);
    look(view);
    clearTimeout(rest);
    isStep = false;
  });
}
