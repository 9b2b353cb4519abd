// @ts-check
// Where the ground ends: what lies beyond the sheet that it was cut from is neither land nor sea.

import * as L from "leaflet";
import { length } from "./geodesic.js";
import { Strokes } from "./strokes.js";

/** @typedef {import("./data.js").LatLng} LatLng */

const LONGEST_SHORE_M = 4000;
/** No degree is longer. */
const DEGREE_M = 111_700;
const BEYOND = "#F0EFEB";
/** The edge of the ground fades out: widths in pixels, outermost first. */
const FADES = [30, 22, 14, 7];
const FADE = { color: BEYOND, opacity: 0.3, fill: false, lineJoin: /** @type {"miter"} */ ("miter") };
/** So near to the side of the ground an edge along it lies. */
const NEAR_DEGREES = 0.01;
/** Farther than any map looks. */
const FAR = [84, 350];
/** @type {LatLng[]} */
const EVERYWHERE = [[-85, -360], [-85, 360], [85, 360], [85, -360]];

/**
 * A ring without the long straight edges by which the ground was cut out: those are no shore.
 * @param {LatLng[]} ring
 */
export function shoreOf(ring) {
  /** @type {LatLng[][]} */
  const runs = [[]];
  ring.forEach((point, i) => {
    if (i > 0 && isCutEdge(ring[i - 1], point)) runs.push([]);
    runs[runs.length - 1].push(point);
  });
  return runs.filter((run) => run.length > 1);
}

/** Whether an edge is too long for a shore. @param {LatLng} one @param {LatLng} other */
function isCutEdge(one, other) {
  const degrees = Math.hypot(other[0] - one[0], other[1] - one[1]);
  return degrees * DEGREE_M > LONGEST_SHORE_M && length(one, other) > LONGEST_SHORE_M;
}

/** The long straight edges of the ground. @param {LatLng[][]} rings @returns {[LatLng, LatLng][]} */
function cuts(rings) {
  return rings.flatMap((ring) =>
    ring.slice(1).flatMap((point, i) => (isCutEdge(ring[i], point) ? [/** @type {[LatLng, LatLng]} */ ([ring[i], point])] : [])),
  );
}

/** Whether the ground was cut out along straight edges: land goes on where it ends. @param {LatLng[][]} rings */
export function isCut(rings) {
  return cuts(rings).length > 0;
}

/**
 * What hides all beyond the sheet from which the ground was cut; towards a side without a straight
 * edge, as out at sea, the sheet has no end.
 * @param {LatLng[][]} rings of the land
 * @param {L.PolylineOptions} common
 */
export function beyond(rings, common) {
  const edges = cuts(rings);
  if (edges.length === 0) return [];
  const bounds = L.latLngBounds(rings.flat());
  const ends = (/** @type {0 | 1} */ axis, /** @type {number} */ side, /** @type {number} */ without) =>
    edges.some((edge) => edge.every((point) => Math.abs(point[axis] - side) < NEAR_DEGREES)) ? side : without;
  const [south, north] = [ends(0, bounds.getSouth(), -FAR[0]), ends(0, bounds.getNorth(), FAR[0])];
  const [west, east] = [ends(1, bounds.getWest(), -FAR[1]), ends(1, bounds.getEast(), FAR[1])];
  /** @type {LatLng[]} */
  const sheet = [[south, west], [north, west], [north, east], [south, east]];
  const [widest, ...others] = FADES;
  const side = L.polygon(sheet, { ...common, ...FADE, weight: widest });
  return [
    side,
    new Strokes(side, { ...common, ...FADE }, others),
    L.polygon([EVERYWHERE, sheet], { ...common, fillColor: BEYOND, fillOpacity: 1, stroke: false }),
  ];
}
