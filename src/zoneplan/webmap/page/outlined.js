// @ts-check
// One feature on the map: filled by its status, its outline no surer than it is, and its aims.

import * as L from "leaflet";
import { lineOf, styleOf } from "./data.js";
import { statusOn } from "./history.js";
import { unmetOn } from "./period.js";
import { Strokes } from "./strokes.js";
import { surenessAt } from "./sureness.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").LatLng} LatLng */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./data.js").Style} Style */

const DASHED = { weight: 1.5, opacity: 1, dashArray: "6 4" };
const LINES = {
  solid: { weight: 2.2, opacity: 1 },
  thin: { weight: 1.3, opacity: 0.9 },
  dashed: DASHED,
  none: { weight: 0, opacity: 0 },
};
const SOFT = { stroke: false };
const AIM = { weight: 2.4, opacity: 1, dashArray: "0.5 5", lineCap: /** @type {"round"} */ ("round") };
const WIDE_FILL = 0.42;
/** A soft edge is made of so many bands, or more where it is so wide that they could be told apart. */
const BANDS = 9;
const WIDEST_BAND_PX = 6;
/** How dark all bands together are where they lie on one another. */
const EDGE_OPACITY = 0.4;

export class Outlined {
  #plan;
  #common;
  #ready;
  #radius;
  #paths = L.layerGroup();
  #drawn = "";
  /** @type {import("./sureness.js").Sureness} */
  #look = "sharp";

  /**
   * @param {Plan} plan
   * @param {Feature} feature
   * @param {L.PathOptions} common
   * @param {(path: L.Path) => void} ready told of each path that can be pointed at
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

  /** Its outline alone, in the form in which it is drawn. @param {L.PolylineOptions} options */
  contour(options) {
    return this.#path(this.#look, options);
  }

  /**
   * Draws the feature as it stood on a day, or takes it away; tells whether it was drawn anew.
   * @param {L.Map} map
   * @param {string | null} iso
   * @param {number} metresPerPixel
   */
  show(map, iso, metresPerPixel) {
    if (iso === null) {
      this.#drawn = "";
      this.#paths.remove();
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
    this.#paths.clearLayers();
    for (const path of this.#made(status, look, edge, aims)) this.#paths.addLayer(path);
    this.#paths.addTo(map);
    return true;
  }

  toFront() {
    this.#paths.eachLayer((path) => /** @type {L.Path} */ (path).bringToFront());
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
    const common = this.#common;
    const count = edge > 0 ? Math.max(BANDS, Math.ceil(edge / WIDEST_BAND_PX)) : 0;
    const opacity = 1 - (1 - EDGE_OPACITY) ** (1 / count);
    const shape = this.#fill(look, style);
    const bands = new Strokes(
      shape,
      { ...common, color: style.outline, opacity, className: "band" },
      Array.from({ length: count }, (_, i) => (2 * edge * (i + 1)) / count),
    );
    const rings = aims.map((aim) => {
      const { outline } = styleOf(this.#plan, layer, aim);
      return new Strokes(shape, { ...common, ...AIM, color: outline, className: "aim" }, [AIM.weight]);
    });
    return [shape, ...(count > 0 ? [bands] : []), ...rings];
  }

  /**
   * @param {import("./sureness.js").Sureness} look
   * @param {Style} style
   */
  #fill(look, style) {
    const { layer } = this.feature;
    const line = { sharp: LINES[lineOf(this.#plan, this.feature)], dashed: DASHED, soft: SOFT, symbol: SOFT }[look];
    const path = this.#path(look, {
      ...this.#common,
      ...line,
      color: style.outline,
      // Under a variant lies what is decided, and it must be reached.
      fill: !layer.variants,
      fillColor: `url(#${style.pattern})`,
      // Where no status is told there is nothing to fill with.
      fillOpacity: layer.statuses.length === 0 ? 0 : layer.label === "wide" ? WIDE_FILL : 1,
      className: "feature",
    });
    this.#ready(path);
    return path;
  }

  /**
   * @param {import("./sureness.js").Sureness} look
   * @param {L.PolylineOptions} options
   */
  #path(look, options) {
    const { parts, corners } = this.feature;
    if (look !== "symbol") return L.polygon(parts, options);
    return L.circle(L.latLngBounds(corners).getCenter(), { ...options, radius: this.#radius });
  }
}

/**
 * The features of one day on the map.
 * @typedef {object} Side
 * @property {(shows: (feature: Feature) => boolean, iso: string | null, metresPerPixel: number) => void} show
 * @property {(feature: Feature, options: L.PolylineOptions) => L.Path | null} contour
 */

/** Features that are drawn one by one. @implements {Side} */
export class Drawn {
  #map;
  #outlines;

  /**
   * @param {L.Map} map
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
   * @param {L.PolylineOptions} options
   */
  contour(feature, options) {
    const found = this.#outlines.find((one) => one.feature === feature && one.isShown);
    return found ? found.contour(options) : null;
  }
}
