// @ts-check
// Shapes as paths on a canvas: no finer than its dots, and few at a time.

import { GLOBE } from "./geometry.js";

/** @typedef {import("./canvas.js").Place} Place */
/** @typedef {import("./geometry.js").Shapes} Shapes */

/** A fill of many shapes at once takes a browser ever longer. */
const MOST_SHAPES = 32;
/** A point that is nearer to the one before is left out: it cannot be seen. */
export const LEAST_DOTS = 0.5;

/**
 * Whether a shape is on a canvas.
 * @param {Shapes} shapes
 * @param {number} index
 * @param {Place} place
 */
export function isSeen({ boxes }, index, { globe, left, top, width, height }) {
  const [at, scale] = [4 * index, globe / GLOBE];
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
 * Adds a shape to the path; one that is smaller than a dot as that dot.
 * @param {CanvasRenderingContext2D} pen
 * @param {Shapes} shapes
 * @param {number} index
 * @param {Place} place
 */
export function trace(pen, shapes, index, { globe, left, top, ratio }) {
  const { points, rings, firsts, boxes } = shapes;
  const [at, scale] = [4 * index, globe / GLOBE];
  const [dot, least] = [1 / ratio, LEAST_DOTS / ratio];
  if ((boxes[at + 2] - boxes[at]) * scale < dot && (boxes[at + 3] - boxes[at + 1]) * scale < dot) {
    pen.rect(boxes[at] * scale - left, boxes[at + 1] * scale - top, dot, dot);
    return;
  }
  for (let ring = firsts[index]; ring < firsts[index + 1]; ring += 1) {
    let x = points[2 * rings[ring]] * scale - left;
    let y = points[2 * rings[ring] + 1] * scale - top;
    pen.moveTo(x, y);
    for (let i = rings[ring] + 1; i < rings[ring + 1]; i += 1) {
      const nextX = points[2 * i] * scale - left;
      const nextY = points[2 * i + 1] * scale - top;
      if (Math.abs(nextX - x) < least && Math.abs(nextY - y) < least) continue;
      pen.lineTo(nextX, nextY);
      [x, y] = [nextX, nextY];
    }
    pen.closePath();
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
