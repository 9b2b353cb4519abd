// @ts-check
// Where the ground ends: what lies beyond the sheet that it was cut from is neither land nor sea.

import { boxOf, Course } from "./course.js";
import { GLOBE, metresAt, onGlobe } from "./geometry.js";

/** @typedef {import("./geometry.js").Ring} Ring */
/** Where a straight edge begins and ends on the globe's square. @typedef {[[number, number], [number, number]]} Edge */

const LONGEST_SHORE_M = 4000;
const BEYOND = "#F0EFEB";
/** The edge of the ground fades out: widths in pixels, outermost first. */
const FADES = [30, 22, 14, 7];
const FADE = { stroke: BEYOND, "stroke-opacity": 0.3, "stroke-linejoin": "miter" };
/** So near to the side of the ground an edge along it lies. */
const NEAR = GLOBE / 36_000;
/** Farther than any map looks. */
const [FAR_EAST, FAR_SOUTH] = onGlobe(-84, 350);
const [END_EAST, END_SOUTH] = onGlobe(-85, 360);

/**
 * A ring without the long straight edges by which the ground was cut out: those are no shore.
 * @param {Ring} ring
 * @returns {Ring[]}
 */
export function shoresOf(ring) {
  const { points } = ring;
  const cuts = cutsOf(ring);
  if (cuts.length === 0) return [ring];
  const once = Array.from(points);
  const twice = once.concat(once);
  return cuts
    .map((cut, i) => twice.slice(2 * (cut + 1), 2 * (cuts[i + 1] ?? cuts[0] + points.length / 2) + 2))
    .filter((run) => run.length > 2)
    .map((run) => ({ points: run, isClosed: false }));
}

/** After which points of a ring an edge is too long for a shore. @param {Ring} ring */
function cutsOf({ points }) {
  /** @type {number[]} */
  const found = [];
  for (let i = 0; i < points.length; i += 2) {
    const next = (i + 2) % points.length;
    if (isCutEdge(points[i], points[i + 1], points[next], points[next + 1])) found.push(i / 2);
  }
  return found;
}

/** The edge after a point. @param {Ring} ring @param {number} at @returns {Edge} */
function edgeOf({ points }, at) {
  const next = (2 * at + 2) % points.length;
  return [[points[2 * at], points[2 * at + 1]], [points[next], points[next + 1]]];
}

/** @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 */
function isCutEdge(x1, y1, x2, y2) {
  return Math.hypot(x2 - x1, y2 - y1) * metresAt((y1 + y2) / 2) > LONGEST_SHORE_M;
}

/** Whether the ground was cut out along straight edges: land goes on where it ends. @param {Ring[]} rings */
export function isCut(rings) {
  return rings.some((ring) => cutsOf(ring).length > 0);
}

/**
 * What hides all beyond the sheet from which the ground was cut; towards a side without a straight
 * edge, as out at sea, the sheet has no end.
 * @param {Ring[]} rings of the land
 * @returns {import("./courses.js").Coat[]}
 */
export function beyond(rings) {
  const edges = rings.flatMap((ring) => cutsOf(ring).map((at) => edgeOf(ring, at)));
  if (edges.length === 0) return [];
  const ends = (/** @type {0 | 1} */ axis, /** @type {number} */ side, /** @type {number} */ without) =>
    edges.some((edge) => edge.every((point) => Math.abs(point[axis] - side) < NEAR)) ? side : without;
  const { left, top, right, bottom } = boxOf(rings);
  const sheet = frame(ends(0, left, -FAR_EAST), ends(1, top, -FAR_SOUTH), ends(0, right, FAR_EAST), ends(1, bottom, FAR_SOUTH));
  return [
    { look: FADE, of: [new Course([sheet])], widths: FADES },
    { look: { fill: BEYOND }, of: [new Course([frame(-END_EAST, -END_SOUTH, END_EAST, END_SOUTH), sheet])] },
  ];
}

/** @param {number} left @param {number} top @param {number} right @param {number} bottom @returns {Ring} */
function frame(left, top, right, bottom) {
  return { points: [left, top, right, top, right, bottom, left, bottom], isClosed: true };
}
