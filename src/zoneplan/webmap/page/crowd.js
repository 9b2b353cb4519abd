// @ts-check
// An added layer of very many polygons on a canvas of its own, all in one colour.

import { Canvas } from "./canvas.js";
import { boxed, inBatches, isSeen, trace } from "./tracing.js";

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {import("./canvas.js").Place} Place */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {{color: string, weight: number}} Look */

/** Outlines of more polygons at once would hide what they enclose: they are hairlines, then faint. */
const CROWD = 2_000;
const THRONG = 20_000;
const HAIRLINE = 0.5;
const FAINT = 0.18;

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
function paint(pen, place, features, { color, weight }) {
  const seen = features.filter(({ shapes, index }) => isSeen(shapes, index, place));
  pen.strokeStyle = color;
  pen.lineWidth = seen.length > CROWD ? HAIRLINE : weight;
  pen.fillStyle = color;
  pen.globalAlpha = FAINT;
  const rest = seen.filter(({ shapes, index }) => !boxed(pen, shapes, index, place));
  if (seen.length <= THRONG) pen.globalAlpha = 1;
  inBatches(pen, rest, ({ shapes, index }) => trace(pen, shapes, index, place), () => pen.stroke());
}
