// @ts-check
// How sure an outline may look at a scale: never surer than it is.

import { lineOf } from "./data.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {"sharp" | "dashed" | "soft" | "symbol"} Sureness */

/** From this many pixels of uncertainty on, an outline is dashed, whatever it rests on. */
export const DASHED_FROM_PX = 3;
/** From here on its edge is soft: as wide as its uncertainty to either side. */
export const SOFT_FROM_PX = 6;
/** A soft edge is never wider than this, nor than this share of the radius of its area. */
export const WIDEST_PX = 128;
export const WIDEST_SHARE = 0.35;
/** Where the uncertainty reaches this share of the radius, the shape says nothing: a symbol. */
export const SYMBOL_SHARE = 1;

/**
 * How an outline looks where a pixel is so many metres.
 * @param {Plan} plan
 * @param {Feature} feature
 * @param {number} radius metres of the circle of the same area
 * @param {number} metresPerPixel
 * @returns {{look: Sureness, edge: number}} with the half width of its soft edge in pixels
 */
export function surenessAt(plan, feature, radius, metresPerPixel) {
  const metres = feature.cell("boundary_uncertainty_m");
  const uncertainty = typeof metres === "number" ? metres : 0;
  const pixels = uncertainty / metresPerPixel;
  const line = lineOf(plan, feature);
  // A variant is nowhere yet.
  if (feature.layer.variants) return { look: "dashed", edge: 0 };
  if (line === "solid" && pixels < DASHED_FROM_PX) return { look: "sharp", edge: 0 };
  if (pixels < SOFT_FROM_PX) {
    const isDashed = line === "dashed" || pixels >= DASHED_FROM_PX;
    return { look: isDashed ? "dashed" : "sharp", edge: 0 };
  }
  const edge = Math.min(pixels, WIDEST_PX, (radius / metresPerPixel) * WIDEST_SHARE);
  return { look: uncertainty >= radius * SYMBOL_SHARE ? "symbol" : "soft", edge };
}
