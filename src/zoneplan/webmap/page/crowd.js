// @ts-check
// An added layer of very many polygons on a canvas of its own, all in one colour.

import { Canvas } from "./canvas.js";
import { strew } from "./dust.js";
import { GLOBE } from "./geometry.js";
import { inBatches, isSeen, isSmall, trace } from "./tracing.js";

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {import("./canvas.js").Place} Place */
/** @typedef {import("./geometry.js").Shapes} Shapes */
/** @typedef {{color: string, weight: number}} Look */

/** Outlines of more polygons at once would hide what they enclose: they are hairlines, then faint. */
const CROWD = 2_000;
const THRONG = 20_000;
const HAIRLINE = 0.5;
/** Outlines of this width or less on average grow lighter with it: closer together they hide more. */
const CLEAR_PX = 40;
const LIGHTEST = 0.3;
const FAINT = 0.18;

/**
 * A layer of polygons that can be switched on and off as Leaflet's can.
 * @param {LeafletMap} map
 * @param {Shapes} shapes
 * @param {string} pane
 * @param {Look} look
 */
export function crowd(map, shapes, pane, look) {
  const canvas = new Canvas(map, pane, (pen, place) => paint(pen, place, shapes, look));
  canvas.show(false);
  return { addTo: () => canvas.show(true), remove: () => canvas.show(false) };
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Place} place
 * @param {Shapes} shapes
 * @param {Look} look
 */
function paint(pen, place, shapes, { color, weight }) {
  /** @type {number[]} */
  const small = [];
  /** @type {number[]} */
  const rest = [];
  for (let index = 0; index < shapes.count; index += 1) {
    if (isSeen(shapes, index, place)) (isSmall(shapes, index, place) ? small : rest).push(index);
  }
  if (small.length > 0) strew(pen, shapes, small, place, color, FAINT);
  const count = small.length + rest.length;
  pen.strokeStyle = color;
  pen.lineWidth = count > CROWD ? HAIRLINE : weight;
  pen.globalAlpha = count > THRONG ? FAINT : Math.max(LIGHTEST, Math.min(1, meanWidth(shapes, rest, place) / CLEAR_PX));
  inBatches(pen, rest, (index) => trace(pen, shapes, index, place), () => pen.stroke());
}

/**
 * How wide shapes are on a canvas, on average, in pixels.
 * @param {Shapes} shapes
 * @param {number[]} indices
 * @param {Place} place
 */
function meanWidth({ boxes }, indices, { globe }) {
  const sum = indices.reduce((all, index) => all + boxes[4 * index + 2] - boxes[4 * index], 0);
  return (sum * (globe / GLOBE)) / Math.max(1, indices.length);
}
