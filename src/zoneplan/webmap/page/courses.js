// @ts-check
// Rings on the map, written straight from packed points: without an object for each of them.

import * as L from "leaflet";
import { drawing } from "./dom.js";
import { GLOBE } from "./geometry.js";
import { walk } from "./walking.js";

/** @typedef {import("./geometry.js").Ring} Ring */
/** @typedef {import("./walking.js").Sight} Sight */
/** @typedef {Record<string, string | number | undefined>} Look */
/** How some courses are painted: with strokes of these widths, if not of one. @typedef {{look: Look, of: Course[], widths?: number[]}} Coat */
/** What draws a course, and for which map it is drawn from end to end. @typedef {{paths: SVGPathElement[], whole: string}} Drawn */

const TILE_PX = 256;
/** A printer sets finer dots than a screen. */
const DOTS_PER_PX = 2;
/** Numbers are written to so many parts of a pixel. */
const PARTS = 10;
/** What holds for all courses unless their coat says otherwise. */
const PLAIN = { fill: "none", "fill-rule": "evenodd", "stroke-linecap": "round", "stroke-linejoin": "round" };

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

/** Courses on the map, in coats of paint that lie on one another. */
export class Courses extends L.Path {
  /** @type {Map<Course, Drawn>} */
  #drawn = new Map();
  #group;
  #reach;
  #done = "";

  /**
   * @param {L.PathOptions} options without a look
   * @param {Coat[]} coats from back to front
   */
  constructor(options, coats) {
    super();
    Object.assign(this.options, { stroke: false, interactive: false }, options);
    this.#group = drawing("g", PLAIN, ...coats.map((coat) => this.#painted(coat)));
    // Farther no stroke reaches from its course, nor the corner where two meet.
    this.#reach = Math.max(...coats.flatMap(({ look, widths }) => widths ?? Number(look["stroke-width"] ?? 1)));
  }

  /** @param {Coat} coat */
  #painted({ look, of, widths }) {
    if (of.length === 1 && !widths) return this.#path(of[0], look);
    const paths = of.flatMap((course) => widths?.map((width) => this.#path(course, { "stroke-width": width })) ?? this.#path(course));
    return drawing("g", look, ...paths);
  }

  /** Draws a course once more. @param {Course} course @param {Look} [look] */
  #path(course, look) {
    const path = drawing("path", look);
    const drawn = this.#drawn.get(course);
    if (drawn) drawn.paths.push(path);
    else this.#drawn.set(course, { paths: [path], whole: "" });
    return path;
  }

  // Leaflet's names for what it makes, places and draws anew.

  _reset() {
    /** @type {{_path?: SVGElement}} */ (/** @type {unknown} */ (this))._path = this.#group;
    this._update();
  }

  _project() {}

  _update() {
    const { _renderer: { _bounds: { min, max } } } = /** @type {{_renderer: {_bounds: {min: L.Point, max: L.Point}}}} */ (/** @type {unknown} */ (this));
    const [zoom, origin, reach] = [this._map.getZoom(), this._map.getPixelOrigin(), this.#reach];
    const map = [zoom, origin].join();
    const state = [map, min, max].join();
    if (state === this.#done) return;
    this.#done = state;
    const globe = TILE_PX * 2 ** zoom;
    const [left, top] = [origin.x - globe / 2, origin.y - globe / 2];
    const [west, north, east, south] = [min.x - reach, min.y - reach, max.x + reach, max.y + reach];
    const sight = { globe, left, top, ratio: DOTS_PER_PX, west, north, east, south };
    for (const [course, drawn] of this.#drawn) draw(course, drawn, sight, map);
  }
}

/**
 * Draws what is in sight of a course; what lies there from end to end already stays.
 * @param {Course} course
 * @param {Drawn} drawn
 * @param {Sight} sight
 * @param {string} map
 */
function draw(course, drawn, sight, map) {
  const scale = sight.globe / GLOBE;
  const [left, right] = [course.box.left * scale - sight.left, course.box.right * scale - sight.left];
  const [top, bottom] = [course.box.top * scale - sight.top, course.box.bottom * scale - sight.top];
  const isWhole = left >= sight.west && right <= sight.east && top >= sight.north && bottom <= sight.south;
  if (isWhole && drawn.whole === map) return;
  drawn.whole = isWhole ? map : "";
  const isSeen = left <= sight.east && right >= sight.west && top <= sight.south && bottom >= sight.north;
  const data = isSeen ? course.written(sight, isWhole) : "";
  for (const path of drawn.paths) path.setAttribute("d", data);
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

/** The box around rings on the globe's square. @param {Ring[]} rings */
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
