// @ts-check
// How far a feature's outline may be trusted: what it rests on, how wrong it may be, at this scale.

import { lineOf, own } from "./data.js";
import { element } from "./dom.js";
import { number, say, stated } from "./language.js";
import { lineSample } from "./swatch.js";
import { capital, inserted, pairs, words } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./dom.js").Child} Child */
/** @typedef {import("./state.js").State} State */

const EQUATOR_M = 40_075_016.686;
const TILE_PX = 256;
const MM_PER_PX = 25.4 / 96;
const STROKE_MM = 0.5;

/**
 * Basis, uncertainty, and what both mean.
 * @param {Plan} plan
 * @param {State} state
 * @param {Feature} feature
 * @returns {Child[]}
 */
export function outline(plan, state, feature) {
  const isThere = feature.isDrawn;
  const { boundary_basis: code, boundary_uncertainty_m: uncertainty } = feature.values;
  const basis = own(plan.bases, code);
  const title = basis ? say(basis.title) : words(plan, "basis_unknown");
  const line = lineOf(plan, feature);
  return [
    element(
      "p",
      { class: "basis" },
      isThere && lineSample(line),
      element("span", {}, capital(isThere ? title : words(plan, "no_outline"))),
    ),
    isThere && typeof uncertainty === "number" &&
      pairs([words(plan, "uncertainty"), `± ${stated(uncertainty)} m`]),
    isThere && element("p", { class: "small at-scale" }, atScale(plan, state, uncertainty)),
    isThere && line !== "solid" && element("p", { class: "caution" }, words(plan, "outline_no_force")),
  ];
}

/**
 * What the uncertainty comes to on the screen as the map stands.
 * @param {Plan} plan
 * @param {State} state
 * @param {import("./data.js").Value | undefined} uncertainty in metres
 */
export function atScale(plan, { view }, uncertainty) {
  if (typeof uncertainty !== "number") return words(plan, "uncertainty_unknown");
  if (!view) return "";
  const metresPerPixel = (EQUATOR_M * Math.cos((view.center[0] * Math.PI) / 180)) / (TILE_PX * 2 ** view.zoom);
  const millimetres = (uncertainty / metresPerPixel) * MM_PER_PX;
  if (millimetres < STROKE_MM) return words(plan, "at_scale_fine");
  return inserted(words(plan, "at_scale_wrong"), { millimetres: number(millimetres, millimetres < 10 ? 1 : 0) });
}
