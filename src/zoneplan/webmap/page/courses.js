// @ts-check
// Courses on the map: painted in coats, drawn anew where they come into sight.

import * as L from "leaflet";
import { drawing } from "./dom.js";
import { GLOBE, inDegrees } from "./geometry.js";

/** What is drawn as one: rings or a circle. @typedef {Pick<import("./course.js").Course, "box" | "written">} Course */
/** @typedef {import("./walking.js").Sight} Sight */
/** @typedef {Record<string, string | number | undefined>} Look */
/** How some courses are painted: with strokes of these widths, if not of one. @typedef {{look: Look, of: Course[], widths?: number[]}} Coat */
/** What draws a course, and for which map it is drawn from end to end. @typedef {{paths: SVGPathElement[], whole: string}} Drawn */

const TILE_PX = 256;
/** A printer sets finer dots than a screen. */
const DOTS_PER_PX = 2;
/** What holds for all courses unless their coat says otherwise. */
const PLAIN = { fill: "none", "fill-rule": "evenodd", "stroke-linecap": "round", "stroke-linejoin": "round" };

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

  getElement() {
    return /** @type {SVGPathElement} */ (this.#group.querySelector("path"));
  }

  /** Where its tip stands while no pointer is over it. */
  getCenter() {
    const [{ box }] = this.#drawn.keys();
    return inDegrees((box.left + box.right) / 2, (box.top + box.bottom) / 2);
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
