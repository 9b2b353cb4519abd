// @ts-check
// Very many features on one canvas: painted from their layers' arrays, found again by their boxes.

import { brushes } from "./brushes.js";
import { Canvas } from "./canvas.js";
import { courseOf } from "./course.js";
import { Courses } from "./courses.js";
import { lineOf, styleOf } from "./data.js";
import { onGlobe } from "./geometry.js";
import { statusOn } from "./history.js";
import { surenessAt } from "./sureness.js";
import { fillBox, inBatches, isSeen, isSmall, trace, traceCircle } from "./tracing.js";

/** @typedef {import("./canvas.js").Place} Place */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./sureness.js").Sureness} Sureness */
/**
 * Features that look alike, but for how unsure their outlines are.
 * @typedef {object} Alike
 * @property {string} pattern of their fill
 * @property {boolean} isFilled
 * @property {string} line
 * @property {Feature[]} features
 */

/** From so many features on they are painted on a canvas instead of drawn one by one. */
export const CANVAS_FROM = 800;
const SOFT_WIDTHS = [1, 0.55, 0.2];
/** So many outlines at once are drawn as hairlines, or they would hide what they enclose. */
const CROWD = 2000;
const HAIRLINE = 0.7;

export class Painted {
  #plan;
  #canvas;
  #features;
  #brushes;
  /** Those that are shown, in order of drawing. @type {Feature[]} */
  #shown = [];
  /** @type {Alike[]} */
  #alike = [];
  #scale = 1;

  /**
   * @param {import("leaflet").Map} map
   * @param {Plan} plan
   * @param {Feature[]} features
   * @param {string} pane
   */
  constructor(map, plan, features, pane) {
    this.#plan = plan;
    this.#features = features;
    this.#brushes = brushes(plan);
    this.#canvas = new Canvas(map, pane, (pen, place) => this.#paint(pen, place));
  }

  /**
   * Shows features as they stood on a day; none without a day.
   * @param {(feature: Feature) => boolean} shows
   * @param {string | null} iso
   * @param {number} metresPerPixel
   */
  show(shows, iso, metresPerPixel) {
    this.#scale = metresPerPixel;
    this.#shown = iso === null ? [] : this.#features.filter(shows);
    this.#alike = this.#sorted(iso ?? "");
    this.#canvas.repaint();
  }

  /**
   * The outline of a feature, as it is painted.
   * @param {Feature} feature
   * @param {import("leaflet").PathOptions} options
   * @param {import("./courses.js").Look} look
   */
  contour(feature, options, look) {
    if (!this.#shown.includes(feature)) return null;
    return new Courses(options, [{ look, of: [courseOf(feature, this.#lookOf(feature).look)] }]);
  }

  /**
   * The uppermost feature at a point of the map.
   * @param {import("leaflet").LatLng} point
   * @returns {Feature | null}
   */
  at({ lat, lng }) {
    const [x, y] = onGlobe(lat, lng);
    for (let i = this.#shown.length - 1; i >= 0; i -= 1) {
      if (this.#shown[i].shapes.holds(this.#shown[i].index, x, y)) return this.#shown[i];
    }
    return null;
  }

  /** @param {Feature} feature */
  #lookOf(feature) {
    const isVague = typeof feature.cell("boundary_uncertainty_m") === "number";
    return surenessAt(this.#plan, feature, isVague ? feature.radius : 0, this.#scale);
  }

  /** What is shown, in order of drawing, with neighbours that look alike together. @param {string} iso */
  #sorted(iso) {
    /** @type {Map<string, Alike>} */
    const found = new Map();
    for (const feature of this.#shown) {
      const { layer } = feature;
      const { pattern } = styleOf(this.#plan, layer, statusOn(feature, iso));
      const line = lineOf(this.#plan, feature);
      const key = `${layer.name},${pattern},${line}`;
      const known = found.get(key);
      if (known) known.features.push(feature);
      else found.set(key, { pattern, line, isFilled: !layer.variants, features: [feature] });
    }
    return [...found.values()];
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Place} place
   */
  #paint(pen, place) {
    for (const { pattern, line, isFilled, features } of this.#alike) {
      const brush = this.#brushes(pen, pattern, { x: -place.left - place.globe / 2, y: -place.top - place.globe / 2 });
      const seen = features.filter(({ shapes, index }) => isSeen(shapes, index, place));
      for (const { look, edge, own } of this.#looks(seen)) {
        const draw = (/** @type {Feature} */ feature) => {
          if (look === "symbol") traceCircle(pen, feature.shapes, feature.index, place, feature.radius / this.#scale);
          else trace(pen, feature.shapes, feature.index, place);
        };
        pen.fillStyle = brush.fill;
        const isBox = (/** @type {Feature} */ { shapes, index }) => isFilled && look !== "symbol" && isSmall(shapes, index, place);
        for (const { shapes, index } of own.filter(isBox)) fillBox(pen, shapes, index, place);
        const rest = own.filter((feature) => !isBox(feature));
        inBatches(pen, rest, draw, () => {
          if (isFilled) {
            pen.fill("evenodd");
          }
          stroke(pen, brush.outline, own.length > CROWD ? HAIRLINE : line === "solid" ? 2.2 : 1.3, look, edge);
        });
      }
    }
  }

  /** @param {Feature[]} features */
  #looks(features) {
    /** @type {Map<string, {look: Sureness, edge: number, own: Feature[]}>} */
    const looks = new Map();
    for (const feature of features) {
      const { look, edge } = this.#lookOf(feature);
      const key = `${look}${Math.round(edge)}`;
      const known = looks.get(key);
      if (known) known.own.push(feature);
      else looks.set(key, { look, edge, own: [feature] });
    }
    return looks.values();
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {string} colour
 * @param {number} width
 * @param {Sureness} look
 * @param {number} edge
 */
function stroke(pen, colour, width, look, edge) {
  pen.strokeStyle = colour;
  pen.setLineDash(look === "dashed" ? [6, 4] : []);
  if (edge === 0) {
    pen.lineWidth = width;
    pen.stroke();
    return;
  }
  pen.globalAlpha = 0.16;
  for (const share of SOFT_WIDTHS) {
    pen.lineWidth = 2 * edge * share;
    pen.stroke();
  }
  pen.globalAlpha = 1;
}
