// @ts-check
// One feature on the map: filled by its status, its outline no surer than it is, and its aims.

import { courseOf } from "./course.js";
import { Courses } from "./courses.js";
import { lineOf, styleOf } from "./data.js";
import { statusOn } from "./history.js";
import { unmetOn } from "./period.js";
import { surenessAt } from "./sureness.js";

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {import("leaflet").PathOptions} PathOptions */
/** @typedef {import("./courses.js").Coat} Coat */
/** @typedef {import("./courses.js").Look} Look */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./data.js").Style} Style */

const DASHED = { "stroke-width": 1.5, "stroke-dasharray": "6 4" };
const LINES = {
  solid: { "stroke-width": 2.2 },
  thin: { "stroke-width": 1.3, "stroke-opacity": 0.9 },
  dashed: DASHED,
  none: { stroke: "none" },
};
const SOFT = { stroke: "none" };
const AIM = { class: "aim", fill: "none", "stroke-width": 2.4, "stroke-dasharray": "0.5 5" };
const WIDE_FILL = 0.42;
/** A soft edge is made of bands that cannot be told apart: one for each pixel, but of so many, or more where it is wide. */
const [LEAST_BANDS, MOST_BANDS] = [3, 9];
const WIDEST_BAND_PX = 6;
/** How dark all bands together are where they lie on one another. */
const EDGE_OPACITY = 0.4;

export class Outlined {
  #plan;
  #common;
  #ready;
  #radius;
  /** @type {Courses | null} */
  #path = null;
  #drawn = "";
  /** @type {import("./sureness.js").Sureness} */
  #look = "sharp";

  /**
   * @param {Plan} plan
   * @param {Feature} feature
   * @param {PathOptions} common
   * @param {(path: Courses) => void} ready told of each path that can be pointed at
   */
  constructor(plan, feature, common, ready) {
    this.feature = feature;
    this.#plan = plan;
    this.#common = common;
    this.#ready = ready;
    this.#radius = feature.radius;
  }

  get isShown() {
    return this.#drawn !== "";
  }

  /** Its outline alone, in the form in which it is drawn. @param {PathOptions} options @param {Look} look */
  contour(options, look) {
    return new Courses(options, [{ look, of: [courseOf(this.feature, this.#look)] }]);
  }

  /**
   * Draws the feature as it stood on a day, or takes it away; tells whether it was drawn anew.
   * @param {LeafletMap} map
   * @param {string | null} iso
   * @param {number} metresPerPixel
   */
  show(map, iso, metresPerPixel) {
    if (iso === null) {
      this.#drawn = "";
      this.#path?.remove();
      return false;
    }
    const { feature } = this;
    const status = statusOn(feature, iso);
    const { look, edge } = surenessAt(this.#plan, feature, this.#radius, metresPerPixel);
    const aims = unmetOn(feature, iso).map((target) => target.status);
    const wanted = [status, look, edge.toFixed(1), ...aims].join();
    if (wanted === this.#drawn) return false;
    this.#drawn = wanted;
    this.#look = look;
    this.#path?.remove();
    this.#path = this.#made(status, look, edge, aims);
    this.#ready(this.#path);
    this.#path.addTo(map);
    return true;
  }

  toFront() {
    this.#path?.bringToFront();
  }

  /**
   * @param {string | null} status
   * @param {import("./sureness.js").Sureness} look
   * @param {number} edge
   * @param {(string | null)[]} aims
   */
  #made(status, look, edge, aims) {
    const { layer } = this.feature;
    const style = styleOf(this.#plan, layer, status);
    const of = [courseOf(this.feature, look)];
    /** @type {Coat[]} */
    const coats = [
      { look: this.#fill(look, style), of },
      ...(edge > 0 ? [bands(edge, style.outline, of)] : []),
      ...aims.map((aim) => ({ look: { ...AIM, stroke: styleOf(this.#plan, layer, aim).outline }, of })),
    ];
    return new Courses({ ...this.#common, interactive: true }, coats);
  }

  /**
   * @param {import("./sureness.js").Sureness} look
   * @param {Style} style
   * @returns {Look}
   */
  #fill(look, style) {
    const { layer } = this.feature;
    const line = { sharp: LINES[lineOf(this.#plan, this.feature)], dashed: DASHED, soft: SOFT, symbol: SOFT }[look];
    return {
      class: "feature leaflet-interactive",
      stroke: style.outline,
      ...line,
      // Under a variant lies what is decided, and it must be reached.
      fill: layer.variants ? "none" : `url(#${style.pattern})`,
      // Where no status is told there is nothing to fill with.
      "fill-opacity": layer.statuses.length === 0 ? 0 : layer.label === "wide" ? WIDE_FILL : 1,
    };
  }
}

/**
 * A soft edge.
 * @param {number} edge its half width in pixels
 * @param {string} stroke
 * @param {Coat["of"]} of
 * @returns {Coat}
 */
function bands(edge, stroke, of) {
  const count = Math.max(LEAST_BANDS, Math.min(MOST_BANDS, Math.round(edge)), Math.ceil(edge / WIDEST_BAND_PX));
  const widths = Array.from({ length: count }, (_, i) => (2 * edge * (i + 1)) / count);
  return { look: { stroke, "stroke-opacity": 1 - (1 - EDGE_OPACITY) ** (1 / count) }, of, widths };
}

/**
 * The features of one day on the map.
 * @typedef {object} Side
 * @property {(shows: (feature: Feature) => boolean, iso: string | null, metresPerPixel: number) => void} show
 * @property {(feature: Feature, options: PathOptions, look: Look) => Courses | null} contour
 */

/** Features that are drawn one by one. @implements {Side} */
export class Drawn {
  #map;
  #outlines;

  /**
   * @param {LeafletMap} map
   * @param {Outlined[]} outlines
   */
  constructor(map, outlines) {
    this.#map = map;
    this.#outlines = outlines;
  }

  /**
   * @param {(feature: Feature) => boolean} shows
   * @param {string | null} iso
   * @param {number} metresPerPixel
   */
  show(shows, iso, metresPerPixel) {
    const isNew = this.#outlines.map((one) => one.show(this.#map, shows(one.feature) ? iso : null, metresPerPixel));
    // What is drawn anew comes to lie on top: the order of the document is put back.
    if (isNew.some(Boolean)) for (const one of this.#outlines) if (one.isShown) one.toFront();
  }

  /**
   * @param {Feature} feature
   * @param {PathOptions} options
   * @param {Look} look
   */
  contour(feature, options, look) {
    const found = this.#outlines.find((one) => one.feature === feature && one.isShown);
    return found ? found.contour(options, look) : null;
  }
}
