// @ts-check
// The features in view as labels meet them: rings and boxes in pixels.

import { joined } from "./placing.js";
import { surenessAt } from "./sureness.js";
import { metresPerPixel } from "./view.js";

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./placing.js").Box} Box */
/** @typedef {import("./placing.js").Point} Point */
/** @typedef {{feature: Feature, rings: Point[][], box: Box, narrow: number}} Pixels */

/** Of more features only the largest are named, and only inside. */
export const MOST_NAMES = 150;
/** In a crowd a name needs at least this room. */
const CROWDED_FROM_PX = 24;
const CIRCLE = 24;

/**
 * The features in view as they are drawn there, in pixels.
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {Feature[]} features
 * @param {Box} view
 * @returns {Pixels[]}
 */
export function shapesIn(map, plan, features, view) {
  const scale = metresPerPixel(map);
  const least = features.length > MOST_NAMES ? CROWDED_FROM_PX : 0;
  return features.flatMap((feature) => {
    if (!feature.isDrawn) return [];
    const outer = boxOf(map, feature);
    if (outer.right - outer.left < least) return [];
    if (outer.right < view.left || outer.left > view.right || outer.bottom < view.top || outer.top > view.bottom) return [];
    const rings = feature.parts.map((part) => part[0].map((point) => map.latLngToLayerPoint(point)));
    const radius = feature.layer.role === "feature" ? feature.radius : 0;
    const isSymbol = radius > 0 && surenessAt(plan, feature, radius, scale).look === "symbol";
    const seen = isSymbol ? [circle(outer, radius / scale)] : rings;
    const points = seen.flat();
    const edges = points.slice(1).map(({ x, y }, i) => Math.hypot(x - points[i].x, y - points[i].y));
    const box = joined(points.map(({ x, y }) => ({ left: x, right: x, top: y, bottom: y })));
    return [{ feature, rings: seen, box, narrow: Math.min(...edges.filter((edge) => edge > 1), Infinity) }];
  });
}

/**
 * The box around a feature.
 * @param {LeafletMap} map
 * @param {Feature} feature
 * @returns {Box}
 */
function boxOf(map, { corners: [southWest, northEast] }) {
  const [{ x: left, y: bottom }, { x: right, y: top }] = [southWest, northEast].map((corner) => map.latLngToLayerPoint(corner));
  return { left, right, top, bottom };
}

/**
 * @param {Box} box
 * @param {number} radius
 * @returns {Point[]}
 */
function circle({ left, right, top, bottom }, radius) {
  return Array.from({ length: CIRCLE }, (_, i) => ({
    x: (left + right) / 2 + radius * Math.cos((2 * Math.PI * i) / CIRCLE),
    y: (top + bottom) / 2 + radius * Math.sin((2 * Math.PI * i) / CIRCLE),
  }));
}
