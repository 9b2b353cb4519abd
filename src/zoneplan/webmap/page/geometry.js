// @ts-check
// The shapes of a layer, held once: whole units of the globe in two flat arrays, as a map paints them.

import { Digits, numbersOf } from "./digits.js";
import { area } from "./geodesic.js";

/** @typedef {import("./data.js").LatLng} LatLng */
/** x and y of points on the globe's square; what closes does not repeat its first. @typedef {{points: ArrayLike<number>, isClosed: boolean}} Ring */

const STEPS_PER_DEGREE = 1e6;
const UNITS_PER_STEP = 8;
/** The globe's side at zoom 0 in the units of `points`: one is less than 2 cm. */
export const GLOBE = 360 * STEPS_PER_DEGREE * UNITS_PER_STEP;
const MOST = 2 ** 31 - 1;
/** So many steps from a latitude two terms of its series are as exact as whole units. */
const REACH = 5000;
const [NEW_PART, NEW_SHAPE, CLOSED, KINDS] = [1, 2, 3, 6];
const RADIAN = Math.PI / 180;
const EQUATOR_M = 2 * Math.PI * 6378137;

/**
 * A point on the globe's square, from its middle.
 * @param {number} lat
 * @param {number} lon
 */
export function onGlobe(lat, lon) {
  return [across(lon), down(lat)];
}

/** How far east of the middle. @param {number} lon */
function across(lon) {
  return (lon / 360) * GLOBE;
}

/** How far south of the middle. @param {number} lat */
function down(lat) {
  const sine = Math.sin(lat * RADIAN);
  return Math.log((1 - sine) / (1 + sine)) * (GLOBE / (4 * Math.PI));
}

/** How far south of the middle latitudes are: most lie close to the one before, which spares the logarithm. */
class Souths {
  #lat = NaN;
  #south = 0;
  #slope = 0;
  #bend = 0;

  /** @param {number} lat in steps */
  of(lat) {
    const off = lat - this.#lat;
    if (off > -REACH && off < REACH) return this.#south + off * (this.#slope + off * this.#bend);
    const [angle, step] = [(lat / STEPS_PER_DEGREE) * RADIAN, RADIAN / STEPS_PER_DEGREE];
    this.#lat = lat;
    this.#south = down(lat / STEPS_PER_DEGREE);
    this.#slope = -UNITS_PER_STEP / Math.cos(angle);
    this.#bend = (this.#slope * Math.tan(angle) * step) / 2;
    return this.#south;
  }
}

/** How many metres a unit of the globe's square is, so far south of its middle. @param {number} y */
export function metresAt(y) {
  return EQUATOR_M / GLOBE / Math.cosh((y / GLOBE) * 2 * Math.PI);
}

/** The whole micro-degree next to a point on the globe's square. @param {number} x @param {number} y @returns {LatLng} */
export function inDegrees(x, y) {
  const lat = Math.atan(Math.sinh((-y / GLOBE) * 2 * Math.PI)) / RADIAN;
  const lon = (x / GLOBE) * 360;
  return [Math.round(lat * STEPS_PER_DEGREE) / STEPS_PER_DEGREE, Math.round(lon * STEPS_PER_DEGREE) / STEPS_PER_DEGREE];
}

export class Shapes {
  /** The first ring of each shape, and the end. */
  firsts;
  /** Where each ring begins among the points, and the end. */
  rings;
  /** What each ring is: whether it begins a part, whether it closes. */
  #isPart;
  #isClosed;
  /** x and y of each point; a ring that closes does not repeat its first. */
  points;
  /** Left, top, right, bottom of each shape. */
  boxes;
  /** @type {Float64Array} */
  #radii;

  /**
   * @param {{count: number, rings: string, steps: string}} packed
   */
  constructor({ count, rings, steps }) {
    const heads = numbersOf(rings);
    this.firsts = new Uint32Array(count + 1);
    this.rings = new Uint32Array(heads.length + 1);
    this.#isPart = new Uint8Array(heads.length);
    this.#isClosed = new Uint8Array(heads.length);
    let shape = 0;
    heads.forEach((head, ring) => {
      this.rings[ring + 1] = this.rings[ring] + Math.floor(head / KINDS);
      this.#isPart[ring] = Number(head % CLOSED >= NEW_PART);
      this.#isClosed[ring] = Number(head % KINDS >= CLOSED);
      if (head % CLOSED === NEW_SHAPE) this.firsts[shape++] = ring;
    });
    this.firsts.fill(heads.length, shape);
    this.points = this.#placed(steps);
    this.boxes = this.#bounded(count);
    this.#radii = new Float64Array(count).fill(-1);
  }

  get count() {
    return this.firsts.length - 1;
  }

  /** Whether a shape is drawn. @param {number} index */
  has(index) {
    return this.rings[this.firsts[index + 1]] > this.rings[this.firsts[index]];
  }

  /** South-west and north-east corner of a shape. @param {number} index @returns {[LatLng, LatLng]} */
  corners(index) {
    const [left, top, right, bottom] = this.boxes.subarray(4 * index, 4 * index + 4);
    return [inDegrees(left, bottom), inDegrees(right, top)];
  }

  /**
   * The parts of a shape as rings of points in degrees; a shell or a hole ends where it began.
   * @param {number} index
   * @returns {LatLng[][][]}
   */
  parts(index) {
    if (!this.has(index)) return [];
    /** @type {LatLng[][][]} */
    const parts = [];
    for (let ring = this.firsts[index]; ring < this.firsts[index + 1]; ring += 1) {
      /** @type {LatLng[]} */
      const points = [];
      for (let i = this.rings[ring]; i < this.rings[ring + 1]; i += 1) points.push(inDegrees(this.points[2 * i], this.points[2 * i + 1]));
      if (this.#isClosed[ring]) points.push(points[0]);
      if (this.#isPart[ring]) parts.push([]);
      parts[parts.length - 1].push(points);
    }
    return parts;
  }

  /** The rings of a shape as they are held. @param {number} index */
  ringsOf(index) {
    const [first, end] = this.firsts.subarray(index, index + 2);
    return Array.from({ length: end - first }, (_, i) => ({
      points: this.points.subarray(2 * this.rings[first + i], 2 * this.rings[first + i + 1]),
      isClosed: this.#isClosed[first + i] === 1,
    }));
  }

  /** The radius in metres of the circle that is as large as a shape. @param {number} index */
  radius(index) {
    if (this.#radii[index] < 0) this.#radii[index] = radiusOf(this.parts(index));
    return this.#radii[index];
  }

  /**
   * Whether a point of the globe's square is in a shape.
   * @param {number} index
   * @param {number} x
   * @param {number} y
   */
  holds(index, x, y) {
    const { boxes, points, rings, firsts } = this;
    const at = 4 * index;
    if (x < boxes[at] || x > boxes[at + 2] || y < boxes[at + 1] || y > boxes[at + 3]) return false;
    let isIn = false;
    for (let ring = firsts[index]; ring < firsts[index + 1]; ring += 1) {
      for (let i = rings[ring], j = rings[ring + 1] - 1; i < rings[ring + 1]; j = i, i += 1) {
        const [y1, y2] = [points[2 * i + 1], points[2 * j + 1]];
        if (y1 > y === y2 > y) continue;
        if (x < ((points[2 * j] - points[2 * i]) * (y - y1)) / (y2 - y1) + points[2 * i]) isIn = !isIn;
      }
    }
    return isIn;
  }

  /** @param {string} text */
  #placed(text) {
    const steps = new Digits(text);
    const points = new Int32Array(2 * this.rings[this.rings.length - 1]);
    const souths = new Souths();
    let lon = 0;
    let lat = 0;
    for (let i = 0; i < points.length; i += 2) {
      lon += steps.nextSigned();
      lat += steps.nextSigned();
      points[i] = lon * UNITS_PER_STEP;
      points[i + 1] = souths.of(lat);
    }
    return points;
  }

  /** @param {number} count */
  #bounded(count) {
    const { points, rings, firsts } = this;
    const boxes = new Int32Array(4 * count);
    for (let index = 0; index < count; index += 1) {
      let left = MOST;
      let top = MOST;
      let right = -MOST;
      let bottom = -MOST;
      const end = 2 * rings[firsts[index + 1]];
      for (let i = 2 * rings[firsts[index]]; i < end; i += 2) {
        const x = points[i];
        const y = points[i + 1];
        if (x < left) left = x;
        if (x > right) right = x;
        if (y < top) top = y;
        if (y > bottom) bottom = y;
      }
      boxes[4 * index] = left;
      boxes[4 * index + 1] = top;
      boxes[4 * index + 2] = right;
      boxes[4 * index + 3] = bottom;
    }
    return boxes;
  }
}

/** The radius in metres of the circle that is as large as a shape. @param {LatLng[][][]} parts */
export function radiusOf(parts) {
  const square = parts.reduce(
    (sum, [shell, ...holes]) => sum + area(shell) - holes.reduce((inner, hole) => inner + area(hole), 0),
    0,
  );
  return Math.sqrt(Math.max(0, square) / Math.PI);
}
