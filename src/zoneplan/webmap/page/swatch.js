// @ts-check
// Small samples of fill and line, drawn as on the map.

import { drawing } from "./dom.js";

/** @typedef {import("./data.js").Line} Line */
/** @typedef {import("./data.js").Style} Style */

const DASHES = { solid: null, thin: null, dashed: "5 3", none: "1 4" };
const INK = "#3B4A54";
const LEVEL = { d: "M1 9H27", fill: "none" };
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
  return stroke(INK, WEIGHTS[line], DASHES[line]);
}

/** The sample of a soft edge. */
export function softSample() {
  const widths = [15, 12, 9, 6, 3];
  return sample(...widths.map((width) => drawing("path", { ...LEVEL, stroke: INK, "stroke-width": width, opacity: 0.13 })));
}

/** The sample of a circle that stands for a place. */
export function symbolSample() {
  const circle = { cx: 14, cy: 9, r: 5.5 };
  const widths = [6, 4, 2];
  return sample(
    drawing("circle", { ...circle, fill: INK, opacity: 0.55 }),
    ...widths.map((width) => drawing("circle", { ...circle, fill: "none", stroke: INK, "stroke-width": width, opacity: 0.16 })),
  );
}

/** The sample of an aim or an expectation. */
export function aimSample() {
  return sample(drawing("path", { ...LEVEL, stroke: INK, "stroke-width": 2.4, "stroke-dasharray": "0.5 5", "stroke-linecap": "round" }));
}

/**
 * The sample of a line.
 * @param {string} colour
 * @param {number} width
 * @param {string | null} [dashes]
 */
export function stroke(colour, width, dashes = null) {
  const paint = { stroke: colour, "stroke-width": width, "stroke-dasharray": dashes };
  return sample(drawing("path", { ...LEVEL, ...paint }));
}

/** @param {...SVGElement} inner */
function sample(...inner) {
  const size = { width: 28, height: 18, viewBox: "0 0 28 18" };
  return drawing("svg", { class: "swatch", ...size, "aria-hidden": "true" }, ...inner);
}
