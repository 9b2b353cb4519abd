// @ts-check
// Names set across large zones: wide along the longer axis, else level inside.

import { axes, contains } from "./outlines.js";
import { boxAt, joined, nameCandidates, SIZES, underOf, WEIGHTS, widthOf } from "./placing.js";

/** @typedef {import("./placing.js").Box} Box */
/** @typedef {import("./placing.js").Candidate} Candidate */
/** @typedef {import("./placing.js").Point} Point */

const LAST_COST = 1e6;
const SMALL_COST = 2e6;

/**
 * Set wide along the longer axis of an outline, at several distances from its middle, with a
 * smaller line under it.
 * @param {string} text
 * @param {string} under
 * @param {Point[][]} rings
 * @returns {Candidate[]}
 */
export function wideCandidates(text, under, rings) {
  const ring = rings.reduce((one, other) => (other.length > one.length ? other : one), []);
  const { middle, turn, long, short } = axes(ring);
  const letters = [...text];
  const size = Math.max(12, Math.min(20, long / letters.length / 1.2));
  const plain = widthOf(text, size, 600);
  const spacing = Math.min(size * 0.9, (long * 0.74 - plain) / letters.length);
  if (spacing < 0.5 || short < size * 2) return [];
  const length = plain + spacing * letters.length;
  const [dx, dy] = [Math.cos(turn), Math.sin(turn)];
  const steps = [-0.3, -0.22, -0.15, -0.07, 0, 0.07, 0.15, 0.22, 0.3];
  return steps.flatMap((along) =>
    steps.map((across) => {
      const x = middle.x + dx * along * (long - length) - dy * across * short;
      const y = middle.y + dy * along * (long - length) + dx * across * short;
      const spots = letters.map((_, i) => (i + 0.5) / letters.length - 0.5).map((share) => ({
        x: x + dx * share * length,
        y: y + dy * share * length,
      }));
      const [down, width] = [size * 1.15, widthOf(under, SIZES.under, WEIGHTS.under)];
      const count = Math.ceil(width / SIZES.under);
      const below = Array.from({ length: count }, (_, i) => (((i + 0.5) / count) - 0.5) * width).map((away) => ({
        x: x + dx * away - dy * down,
        y: y + dy * away + dx * down,
      }));
      const outside = spots.filter((spot) => !contains(ring, spot)).length;
      return {
        lines: [text],
        x,
        y,
        leading: size,
        kind: "wide",
        anchor: /** @type {"middle"} */ ("middle"),
        turn: (turn * 180) / Math.PI,
        spacing,
        size,
        under,
        cost: outside * 400 + (Math.abs(along) + Math.abs(across)) * 20,
        boxes: [
          ...spots.map((spot) => boxAt(spot.x, spot.y, size, size, "middle")),
          ...below.map((spot) => boxAt(spot.x, spot.y, SIZES.under, SIZES.under, "middle")),
        ],
      };
    }),
  );
}

/**
 * Level and inside a shape that is only in part in view, or too narrow for a name set wide.
 * @param {string} text
 * @param {string} under
 * @param {Point[][]} rings
 * @param {Box} part of the shape that is in view
 * @returns {Candidate[]}
 */
export function levelCandidates(text, under, rings, part) {
  const shares = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
  const spots = shares.flatMap((down) =>
    shares.map((along) => ({
      x: part.left + along * (part.right - part.left),
      y: part.top + down * (part.bottom - part.top),
      cost: LAST_COST + Math.hypot(down - 0.5, along - 0.5),
    })),
  );
  return spots.flatMap(({ x, y, cost }) => {
    const [candidate] = nameCandidates(text, { left: x, right: x, top: y, bottom: y }, "level");
    const line = boxAt(x, underOf(candidate), widthOf(under, SIZES.under, WEIGHTS.under), SIZES.under, "middle");
    const { left, right, top, bottom } = joined([...candidate.boxes, line]);
    const corners = [[left, top], [right, top], [right, bottom], [left, bottom]].map(([cx, cy]) => ({ x: cx, y: cy }));
    const isIn = rings.some((ring) => corners.every((corner) => contains(ring, corner)));
    return isIn ? [{ ...candidate, kind: "wide", cost, under, boxes: [...candidate.boxes, line] }] : [];
  });
}

/**
 * As small as other names, over the middle of a shape that is too small for more, else beside it.
 * @param {string} text
 * @param {string} under
 * @param {Box} part of the shape that is in view
 * @returns {Candidate[]}
 */
export function smallCandidates(text, under, part) {
  return nameCandidates(text, part, "small").map((candidate) => {
    const line = boxAt(candidate.x, underOf(candidate), widthOf(under, SIZES.under, WEIGHTS.under), SIZES.under, candidate.anchor);
    return { ...candidate, kind: "wide", cost: SMALL_COST + candidate.cost, under, boxes: [...candidate.boxes, line] };
  });
}
