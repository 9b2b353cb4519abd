// @ts-check
// An added layer of very many polygons on a canvas of its own, all in one colour.

import { Canvas } from "./canvas.js";
import { boxed, inBatches, isSeen, trace } from "./tracing.js";

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {import("./canvas.js").Place} Place */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {{color: string, weight: number, fillColor: string, fillOpacity: number}} Look */

/** Outlines of more polygons at once would hide what they enclose: they are hairlines, then none. */
const CROWD = 2_000;
const THRONG = 20_000;
const HAIRLINE = 0.5;

/**
 * A layer of polygons that can be switched on and off as Leaflet's can.
 * @param {LeafletMap} map
 * @param {Feature[]} features
 * @param {string} pane
 * @param {Look} look
 */
export function crowd(map, features, pane, look) {
  const canvas = new Canvas(map, pane, (pen, place) => paint(pen, place, features, look));
  canvas.show(false);
  return { addTo: () => canvas.show(true), remove: () => canvas.show(false) };
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Place} place
 * @param {Feature[]} features
 * @param {Look} look
 */
function paint(pen, place, features, { color, weight, fillColor, fillOpacity }) {
  const seen = features.filter(({ shapes, index }) => isSeen(shapes, index, place));
  pen.strokeStyle = color;
  pen.lineWidth = seen.length > CROWD ? HAIRLINE : weight;
  pen.fillStyle = fillColor;
  pen.globalAlpha = fillOpacity;
  const rest = seen.filter(({ shapes, index }) => !boxed(pen, shapes, index, place));
  inBatches(pen, rest, ({ shapes, index }) => trace(pen, shapes, index, place), () => {
    pen.globalAlpha = fillOpacity;
    pen.fill("evenodd");
    pen.globalAlpha = 1;
    if (seen.length <= THRONG) pen.stroke();
  });
}
