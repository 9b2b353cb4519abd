// @ts-check
// Shapes as paths on a canvas: no finer than its dots, and few at a time.

import { GLOBE } from "./geometry.js";
import { LEAST_DOTS, Run } from "./walking.js";

/** @typedef {import("./canvas.js").Place} Place */
/** @typedef {import("./geometry.js").Shapes} Shapes */

/** A fill of many shapes at once takes a browser ever longer. */
const MOST_SHAPES = 32;
/** What is smaller is a box without outline. */
const SMALL_PX = 3;

/**
 * Whether a shape is on a canvas.
 * @param {Shapes} shapes
 * @param {number} index
 * @param {Place} place
 */
export function isSeen({ boxes }, index, { globe, left, top, width, height }) {
  const at = 4 * index;
  const scale = globe / GLOBE;
  return boxes[at] * scale <= left + width && boxes[at + 2] * scale >= left &&
    boxes[at + 1] * scale <= top + height && boxes[at + 3] * scale >= top;
}

/**
 * Draws things a few at a time: each adds to the path, then the path is painted.
 * @template T
 * @param {CanvasRenderingContext2D} pen
 * @param {T[]} things
 * @param {(thing: T) => void} add
 * @param {() => void} paint
 */
export function inBatches(pen, things, add, paint) {
  for (let from = 0; from < things.length; from += MOST_SHAPES) {
    pen.beginPath();
    for (const thing of things.slice(from, from + MOST_SHAPES)) add(thing);
    paint();
  }
}

/**
 * Whether a shape is too small for its outline to be seen.
 * @param {Shapes} shapes
 * @param {number} index
 * @param {Place} place
 */
export function isSmall({ boxes }, index, { globe }) {
  const at = 4 * index;
  const least = SMALL_PX / (globe / GLOBE);
  return boxes[at + 2] - boxes[at] < least && boxes[at + 3] - boxes[at + 1] < least;
}

/**
 * Fills the box of a shape.
 * @param {CanvasRenderingContext2D} pen
 * @param {Shapes} shapes
 * @param {number} index
 * @param {Place} place
 */
export function fillBox(pen, { boxes }, index, { globe, left, top, ratio }) {
  const at = 4 * index;
  const scale = globe / GLOBE;
  const width = Math.max((boxes[at + 2] - boxes[at]) * scale, 1 / ratio);
  const height = Math.max((boxes[at + 3] - boxes[at + 1]) * scale, 1 / ratio);
  pen.fillRect(boxes[at] * scale - left, boxes[at + 1] * scale - top, width, height);
}

/**
 * Adds a shape to the path.
 * @param {CanvasRenderingContext2D} pen
 * @param {Shapes} shapes
 * @param {number} index
 * @param {Place} place
 */
export function trace(pen, shapes, index, { globe, left, top, ratio }) {
  const { points, rings, firsts } = shapes;
  const scale = globe / GLOBE;
  const least = LEAST_DOTS / ratio;
  for (let ring = firsts[index]; ring < firsts[index + 1]; ring += 1) {
    const first = rings[ring];
    const run = new Run(pen, points[2 * first] * scale - left, points[2 * first + 1] * scale - top, least);
    for (let i = first + 1; i < rings[ring + 1]; i += 1) run.to(points[2 * i] * scale - left, points[2 * i + 1] * scale - top);
    run.close();
  }
}

/**
 * Adds a circle in the middle of a shape to the path.
 * @param {CanvasRenderingContext2D} pen
 * @param {Shapes} shapes
 * @param {number} index
 * @param {Place} place
 * @param {number} radius in pixels
 */
export function traceCircle(pen, { boxes }, index, { globe, left, top }, radius) {
  const [at, scale] = [4 * index, globe / GLOBE];
  const x = ((boxes[at] + boxes[at + 2]) / 2) * scale - left;
  const y = ((boxes[at + 1] + boxes[at + 3]) / 2) * scale - top;
  pen.moveTo(x + radius, y);
  pen.arc(x, y, radius, 0, 2 * Math.PI);
}
