// @ts-check
// More strokes along a path that is drawn already, whose course is worked out once for all.

import * as L from "leaflet";
import { drawing } from "./dom.js";

/** Takes its course from another path, which must have come to the map before. */
export class Strokes extends L.Path {
  #along;
  #lines;
  #group;

  /**
   * @param {L.Path} along
   * @param {L.PathOptions} options of all
   * @param {number[]} weights one for each stroke, from back to front
   */
  constructor(along, options, weights) {
    super();
    Object.assign(this.options, options, { interactive: false });
    const { className, color, opacity, dashArray, lineCap, lineJoin } = this.options;
    this.#along = along;
    this.#lines = weights.map((weight) =>
      drawing("path", {
        class: className,
        fill: "none",
        stroke: color,
        "stroke-opacity": opacity,
        "stroke-width": weight,
        "stroke-dasharray": /** @type {string | undefined} */ (dashArray),
        "stroke-linecap": lineCap,
        "stroke-linejoin": lineJoin,
      }),
    );
    this.#group = drawing("g", {}, ...this.#lines);
  }

  // Leaflet's names for what it makes, places and draws anew.

  _reset() {
    /** @type {{_path?: SVGElement}} */ (/** @type {unknown} */ (this))._path = this.#group;
    this._update();
  }

  _project() {}

  _update() {
    const course = this.#along.getElement()?.getAttribute("d") ?? "";
    for (const line of this.#lines) line.setAttribute("d", course);
  }
}
