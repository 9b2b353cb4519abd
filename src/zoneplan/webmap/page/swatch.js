// @ts-check
// Small samples of fill and line, drawn as on the map.

import { drawing } from "./dom.js";

/** @typedef {import("./data.js").Line} Line */
/** @typedef {import("./data.js").Style} Style */

const DASHES = { solid: null, thin: null, dashed: "5 3", none: "1 4" };
const WEIGHTS = { solid: 2.2, thin: 1.3, dashed: 1.5, none: 1 };

/** The sample of a status. @param {Style} style */
export function swatch(style) {
  const box = { x: 1, y: 1, width: 26, height: 16, rx: 2 };
  const paint = { fill: `url(#${style.pattern})`, stroke: style.outline, "stroke-width": 1.4 };
  return sample(drawing("rect", { ...box, ...paint }));
}

/** The sample of a plain fill. @param {string} fill @param {string} stroke */
export function patch(fill, stroke) {
  return sample(drawing("rect", { x: 1, y: 1, width: 26, height: 16, rx: 2, fill, stroke }));
}

/** The sample of an outline. @param {Line} line */
export function lineSample(line) {
  return stroke("#3B4A54", WEIGHTS[line], DASHES[line]);
}

/**
 * The sample of a line.
 * @param {string} colour
 * @param {number} width
 * @param {string | null} [dashes]
 */
export function stroke(colour, width, dashes = null) {
  const paint = { stroke: colour, "stroke-width": width, "stroke-dasharray": dashes };
  return sample(drawing("path", { d: "M1 9H27", fill: "none", ...paint }));
}

/** @param {SVGElement} inner */
function sample(inner) {
  const size = { width: 28, height: 18, viewBox: "0 0 28 18" };
  return drawing("svg", { class: "swatch", ...size, "aria-hidden": "true" }, inner);
}
