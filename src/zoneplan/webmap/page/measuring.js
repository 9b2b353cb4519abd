// @ts-check
// What is measured: points set one after another, their distance or the area between them.

import * as L from "leaflet";
import { area, length } from "./geodesic.js";
import { number } from "./language.js";

/** @typedef {import("./data.js").LatLng} LatLng */
/** @typedef {"distance" | "area" | "point"} Tool */

const LINE = { color: "#C4420C", weight: 2.5, interactive: false };
const DOT = { radius: 4, color: "#C4420C", weight: 2, fillColor: "#FFFFFF", fillOpacity: 1, interactive: false };
const HECTARE = 10_000;
const SQUARE_KILOMETRE = 1_000_000;

export class Measuring {
  /** @type {Tool | null} */
  tool = null;
  /** @type {LatLng[]} */
  points = [];
  /** Where the next point would be. @type {LatLng | null} */
  next = null;
  #map;
  #drawn;
  #told;

  /**
   * @param {L.Map} map
   * @param {() => void} told called after each change
   */
  constructor(map, told) {
    map.createPane("measuring").style.zIndex = "460";
    this.#map = map;
    this.#told = told;
    this.#drawn = L.layerGroup([], { pane: "measuring" }).addTo(map);
  }

  /** Takes a tool up; the same again, or null, lays it down. @param {Tool | null} tool */
  use(tool) {
    this.tool = tool === this.tool ? null : tool;
    this.clear();
  }

  /** @param {LatLng} point */
  add(point) {
    this.points = this.tool === "point" ? [point] : [...this.points, point];
    this.#redraw();
  }

  undo() {
    this.points = this.points.slice(0, -1);
    this.#redraw();
  }

  clear() {
    [this.points, this.next] = [[], null];
    this.#redraw();
  }

  /** @param {LatLng | null} point */
  toward(point) {
    if (this.tool === "point" || this.points.length === 0) return;
    this.next = point;
    this.#redraw();
  }

  /** The points, the one that would come next included. */
  get #path() {
    return this.next ? [...this.points, this.next] : this.points;
  }

  /** Metres along the points. */
  get length() {
    const path = this.#path;
    return path.slice(1).reduce((sum, point, i) => sum + length(path[i], point), 0);
  }

  /** Metres around them. */
  get perimeter() {
    const path = this.#path;
    return path.length > 1 ? this.length + length(path[path.length - 1], path[0]) : 0;
  }

  /** Square metres between them. */
  get area() {
    return this.#path.length > 2 ? area(this.#path) : 0;
  }

  #redraw() {
    const common = { pane: "measuring", ...LINE };
    const path = this.#path;
    this.#drawn.clearLayers();
    if (this.tool === "area") this.#drawn.addLayer(L.polygon(path, { ...common, fillColor: LINE.color, fillOpacity: 0.12 }));
    else this.#drawn.addLayer(L.polyline(path, common));
    for (const point of this.points) this.#drawn.addLayer(L.circleMarker(point, { ...DOT, pane: "measuring" }));
    this.#map.getContainer().classList.toggle("is-measuring", this.tool !== null);
    this.#told();
  }
}

/** A length in words: metres, from a kilometre on also kilometres. @param {number} metres */
export function lengthText(metres) {
  return metres < 1000 ? `${number(metres, 1)} m` : `${number(metres / 1000, 3)} km`;
}

/** An area in words. @param {number} squareMetres */
export function areaText(squareMetres) {
  const figures = [`${number(squareMetres / HECTARE, 2)} ha`];
  if (squareMetres < HECTARE) figures.push(`${number(squareMetres)} m²`);
  if (squareMetres >= SQUARE_KILOMETRE) figures.push(`${number(squareMetres / SQUARE_KILOMETRE, 3)} km²`);
  return figures.join(" = ");
}
