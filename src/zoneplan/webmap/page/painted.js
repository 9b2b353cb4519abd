// @ts-check
// Very many features on one canvas: painted from typed arrays, found again by their boxes.

import * as L from "leaflet";
import { lineOf, styleOf } from "./data.js";
import { statusOn } from "./history.js";
import { radiusOf } from "./outlined.js";
import { surenessAt } from "./sureness.js";
import { brushes } from "./brushes.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./sureness.js").Sureness} Sureness */
/**
 * @typedef {object} Shapes
 * @property {Feature[]} features
 * @property {Float64Array} points x and y of each point, as shares of the globe's side at zoom 0
 * @property {Uint32Array} rings where each ring begins, and the end
 * @property {Uint32Array} firsts the first ring of each feature, and the end
 * @property {Float64Array} boxes left, top, right, bottom of each feature
 * @property {Float64Array} radii metres of the circle of the same area
 */

/** From so many features on they are painted on a canvas instead of drawn one by one. */
export const CANVAS_FROM = 800;
const TILE_PX = 256;
const PADDING = 0.35;
/** A fill of many shapes at once takes a browser ever longer. */
const MOST_RINGS = 32;
const PAPER_RATIO = 3;
const SOFT_WIDTHS = [1, 0.55, 0.2];

/**
 * The shapes of features in one set of arrays.
 * @param {Feature[]} features
 * @returns {Shapes}
 */
export function shapesOf(features) {
  const rings = features.map(({ parts }) => parts.flat());
  const count = rings.flat().reduce((sum, ring) => sum + ring.length, 0);
  const shapes = {
    features,
    points: new Float64Array(2 * count),
    rings: new Uint32Array(rings.flat().length + 1),
    firsts: new Uint32Array(features.length + 1),
    boxes: new Float64Array(4 * features.length),
    radii: Float64Array.from(features, ({ parts }) => radiusOf(parts)),
  };
  let [point, ring] = [0, 0];
  rings.forEach((own, index) => {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const each of own) {
      shapes.rings[ring] = point;
      ring += 1;
      for (const [lat, lon] of each) {
        const [x, y] = onGlobe(lat, lon);
        shapes.points[2 * point] = x;
        shapes.points[2 * point + 1] = y;
        point += 1;
        [box[0], box[1], box[2], box[3]] = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
      }
    }
    shapes.boxes.set(box, 4 * index);
    shapes.firsts[index + 1] = ring;
  });
  shapes.rings[ring] = point;
  return shapes;
}

/** @param {number} lat @param {number} lon */
function onGlobe(lat, lon) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.atanh(sine) / (2 * Math.PI)];
}

export class Painted {
  #map;
  #plan;
  #canvas;
  #shapes;
  #brushes;
  /** The place in the arrays of those that are shown, in order of drawing. @type {number[]} */
  #shown = [];
  /** @type {string | null} */
  #iso = null;
  #scale = 1;
  /** What is on the canvas now. */
  #done = "";

  /**
   * @param {L.Map} map
   * @param {Plan} plan
   * @param {Feature[]} features
   * @param {string} pane
   */
  constructor(map, plan, features, pane) {
    this.#map = map;
    this.#plan = plan;
    this.#shapes = shapesOf(features);
    this.#canvas = document.createElement("canvas");
    this.#canvas.className = "leaflet-zoom-hide";
    this.#brushes = brushes(plan);
    map.getPane(pane)?.append(this.#canvas);
    map.on("moveend resize", () => this.#paint());
  }

  /**
   * Shows features as they stood on a day; none without a day.
   * @param {(feature: Feature) => boolean} shows
   * @param {string | null} iso
   * @param {number} metresPerPixel
   */
  show(shows, iso, metresPerPixel) {
    const { features } = this.#shapes;
    this.#iso = iso;
    this.#scale = metresPerPixel;
    this.#done = "";
    this.#shown = iso === null ? [] : features.flatMap((feature, index) => (shows(feature) ? [index] : []));
    this.#paint();
  }

  /**
   * The outline of a feature, as it is painted.
   * @param {Feature} feature
   * @param {L.PolylineOptions} options
   */
  contour(feature, options) {
    const index = this.#shapes.features.indexOf(feature);
    if (!this.#shown.includes(index)) return null;
    if (this.#lookOf(index).look !== "symbol") return L.polygon(feature.parts, options);
    const centre = L.latLngBounds(feature.parts.flat(2)).getCenter();
    return L.circle(centre, { ...options, radius: this.#shapes.radii[index] });
  }

  /**
   * The uppermost feature at a point of the map.
   * @param {L.LatLng} point
   * @returns {Feature | null}
   */
  at({ lat, lng }) {
    const [x, y] = onGlobe(lat, lng);
    const { boxes, features } = this.#shapes;
    for (let i = this.#shown.length - 1; i >= 0; i -= 1) {
      const index = this.#shown[i];
      const [left, top, right, bottom] = boxes.subarray(4 * index, 4 * index + 4);
      if (x >= left && x <= right && y >= top && y <= bottom && this.#holds(index, x, y)) return features[index];
    }
    return null;
  }

  /** @param {number} index @param {number} x @param {number} y */
  #holds(index, x, y) {
    const { points, rings, firsts } = this.#shapes;
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

  /** @param {number} index */
  #lookOf(index) {
    const { features, radii } = this.#shapes;
    return surenessAt(this.#plan, features[index], radii[index], this.#scale);
  }

  #paint() {
    const size = this.#map.getSize();
    const corner = this.#map.containerPointToLayerPoint([-size.x * PADDING, -size.y * PADDING]).round();
    const place = [this.#map.getZoom(), size, corner, this.#map.getPixelOrigin()].join();
    if (place === this.#done) return;
    this.#done = place;
    const [width, height] = [size.x, size.y].map((side) => Math.ceil(side * (1 + 2 * PADDING)));
    const isPaper = document.documentElement.classList.contains("on-paper");
    const ratio = isPaper ? PAPER_RATIO : Math.min(2, devicePixelRatio);
    const canvas = this.#canvas;
    if (canvas.width !== width * ratio || canvas.height !== height * ratio) {
      [canvas.width, canvas.height] = [width * ratio, height * ratio];
      [canvas.style.width, canvas.style.height] = [`${width}px`, `${height}px`];
    }
    L.DomUtil.setPosition(canvas, corner);
    const pen = canvas.getContext("2d");
    if (!pen) return;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    if (this.#iso === null) return;
    const globe = TILE_PX * 2 ** this.#map.getZoom();
    const origin = this.#map.getPixelOrigin().add(corner);
    pen.setTransform(ratio, 0, 0, ratio, -origin.x * ratio, -origin.y * ratio);
    const view = [origin.x / globe, origin.y / globe, (origin.x + width) / globe, (origin.y + height) / globe];
    for (const batch of this.#batches(view)) this.#paintBatch(pen, batch, globe, origin);
  }

  /**
   * What is in view, in order of drawing, with neighbours that look alike together.
   * @param {number[]} view
   */
  #batches([left, top, right, bottom]) {
    const { boxes, features } = this.#shapes;
    /** @type {Map<string, {style: string, variants: boolean, line: string, look: Sureness, edge: number, layer: string, indexes: number[]}>} */
    const batches = new Map();
    for (const index of this.#shown) {
      const at = 4 * index;
      if (boxes[at + 2] < left || boxes[at] > right || boxes[at + 3] < top || boxes[at + 1] > bottom) continue;
      const feature = features[index];
      const { layer } = feature;
      const style = styleOf(this.#plan, layer, statusOn(feature, this.#iso ?? ""));
      const { look, edge } = this.#lookOf(index);
      const line = lineOf(this.#plan, feature);
      const key = [layer.name, style.pattern, line, look, Math.round(edge)].join();
      const batch = batches.get(key);
      if (batch) batch.indexes.push(index);
      else batches.set(key, { style: style.pattern, variants: layer.variants, line, look, edge, layer: layer.name, indexes: [index] });
    }
    return batches.values();
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {{style: string, variants: boolean, line: string, look: Sureness, edge: number, indexes: number[]}} batch
   * @param {number} globe pixels
   * @param {L.Point} origin
   */
  #paintBatch(pen, { style, variants, line, look, edge, indexes }, globe, origin) {
    const brush = this.#brushes(pen, style, origin);
    const { firsts } = this.#shapes;
    for (let from = 0; from < indexes.length; ) {
      let [to, rings] = [from, 0];
      while (to < indexes.length && (rings === 0 || rings + firsts[indexes[to] + 1] - firsts[indexes[to]] <= MOST_RINGS)) {
        rings += firsts[indexes[to] + 1] - firsts[indexes[to]];
        to += 1;
      }
      pen.beginPath();
      for (const index of indexes.slice(from, to)) this.#trace(pen, index, look, globe);
      if (!variants) {
        pen.fillStyle = brush.fill;
        pen.fill("evenodd");
      }
      stroke(pen, brush.outline, line, look, edge);
      from = to;
    }
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {number} index
   * @param {Sureness} look
   * @param {number} globe
   */
  #trace(pen, index, look, globe) {
    const { points, rings, firsts, boxes, radii } = this.#shapes;
    if (look === "symbol") {
      const at = 4 * index;
      const [x, y] = [((boxes[at] + boxes[at + 2]) / 2) * globe, ((boxes[at + 1] + boxes[at + 3]) / 2) * globe];
      pen.moveTo(x + radii[index] / this.#scale, y);
      pen.arc(x, y, radii[index] / this.#scale, 0, 2 * Math.PI);
      return;
    }
    for (let ring = firsts[index]; ring < firsts[index + 1]; ring += 1) {
      pen.moveTo(points[2 * rings[ring]] * globe, points[2 * rings[ring] + 1] * globe);
      for (let i = rings[ring] + 1; i < rings[ring + 1]; i += 1) pen.lineTo(points[2 * i] * globe, points[2 * i + 1] * globe);
      pen.closePath();
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {string} colour
 * @param {string} line
 * @param {Sureness} look
 * @param {number} edge
 */
function stroke(pen, colour, line, look, edge) {
  pen.strokeStyle = colour;
  pen.setLineDash(look === "dashed" ? [6, 4] : []);
  if (edge === 0) {
    pen.lineWidth = line === "solid" ? 2.2 : 1.3;
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
