// @ts-check
// Shapes that are too small for their outlines to be seen: boxes of one colour, set dot by dot. Where
// they meet they add up. To fill each of very many takes a canvas longer than all else.

import { GLOBE } from "./geometry.js";

/** @typedef {import("./canvas.js").Place} Place */
/** @typedef {import("./geometry.js").Shapes} Shapes */

const [DOT, FULL] = [4, 255];

/**
 * Sets the boxes of some shapes on a canvas that is empty.
 * @param {CanvasRenderingContext2D} pen
 * @param {Shapes} shapes
 * @param {number[]} indices
 * @param {Place} place
 * @param {string} colour as #RRGGBB
 * @param {number} opacity
 */
export function strew(pen, { boxes }, indices, { globe, left, top, ratio }, colour, opacity) {
  const { width, height } = pen.canvas;
  const image = pen.createImageData(width, height);
  const { data } = image;
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const scale = (globe / GLOBE) * ratio;
  for (const index of indices) {
    const at = 4 * index;
    const west = boxes[at] * scale - left * ratio;
    const north = boxes[at + 1] * scale - top * ratio;
    const east = Math.max(west + 1, boxes[at + 2] * scale - left * ratio);
    const south = Math.max(north + 1, boxes[at + 3] * scale - top * ratio);
    const [firstX, endX] = [Math.max(0, Math.floor(west)), Math.min(width, Math.ceil(east))];
    for (let y = Math.max(0, Math.floor(north)); y < Math.min(height, south); y += 1) {
      const share = opacity * (Math.min(south, y + 1) - Math.max(north, y));
      for (let x = firstX; x < endX; x += 1) {
        const dot = DOT * (y * width + x);
        data[dot] = red;
        data[dot + 1] = green;
        data[dot + 2] = blue;
        data[dot + 3] += (FULL - data[dot + 3]) * share * (Math.min(east, x + 1) - Math.max(west, x));
      }
    }
  }
  pen.putImageData(image, 0, 0);
}
