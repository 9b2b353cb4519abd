// @ts-check
// Rings as the data of a path, written straight from packed points: without an object for each of them.

import { GLOBE, metresAt } from "./geometry.js";
import { walk } from "./walking.js";

/** @typedef {import("./feature.js").Feature} Feature */
/** @typedef {import("./geometry.js").Ring} Ring */
/** @typedef {import("./walking.js").Sight} Sight */
/** On the globe's square. @typedef {{left: number, top: number, right: number, bottom: number}} Box */

/** Numbers are written to so many parts of a pixel. */
const PARTS = 10;
const LEAST_RADIUS_PX = 1;

/** Rings that are drawn together. */
export class Course {
  #rings;

  /** @param {Ring[]} rings */
  constructor(rings) {
    this.#rings = rings;
    this.box = boxOf(rings);
  }

  /**
   * The data of its path.
   * @param {Sight} sight
   * @param {boolean} isWhole whether all of it is in sight
   */
  written(sight, isWhole) {
    const pen = new Writer();
    for (const ring of this.#rings) walk(pen, ring, sight, isWhole);
    return pen.data;
  }
}

/** A circle that is drawn as a course is. */
class Circle {
  /**
   * @param {number} x
   * @param {number} y
   * @param {number} metres
   */
  constructor(x, y, metres) {
    const radius = metres / metresAt(y);
    this.box = { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
  }

  /** @param {Sight} sight */
  written({ globe, left, top }) {
    const [scale, { box }] = [globe / GLOBE, this];
    const radius = Math.max(((box.right - box.left) / 2) * scale, LEAST_RADIUS_PX);
    const [x, y] = [((box.left + box.right) / 2) * scale - left, ((box.top + box.bottom) / 2) * scale - top];
    const half = `a${short(radius)} ${short(radius)} 0 1 0 `;
    return `M${short(x - radius)} ${short(y)}${half}${short(2 * radius)} 0${half}${short(-2 * radius)} 0Z`;
  }
}

/**
 * The outline of a feature; of a symbol a circle as large as the feature, in the middle of its box.
 * @param {Feature} feature
 * @param {import("./sureness.js").Sureness} look
 */
export function courseOf(feature, look) {
  const course = new Course(feature.shapes.ringsOf(feature.index));
  if (look !== "symbol") return course;
  const { left, top, right, bottom } = course.box;
  return new Circle((left + right) / 2, (top + bottom) / 2, feature.radius);
}

/** A pen that writes the data of a path. */
class Writer {
  data = "";

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.data += `M${short(x)} ${short(y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.data += `L${short(x)} ${short(y)}`;
  }

  closePath() {
    this.data += "Z";
  }
}

/** @param {number} pixels */
function short(pixels) {
  return Math.round(pixels * PARTS) / PARTS;
}

/** The box around rings on the globe's square. @param {Ring[]} rings @returns {Box} */
export function boxOf(rings) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { points } of rings) {
    for (let i = 0; i < points.length; i += 2) {
      if (points[i] < box.left) box.left = points[i];
      if (points[i] > box.right) box.right = points[i];
      if (points[i + 1] < box.top) box.top = points[i + 1];
      if (points[i + 1] > box.bottom) box.bottom = points[i + 1];
    }
  }
  return box;
}
