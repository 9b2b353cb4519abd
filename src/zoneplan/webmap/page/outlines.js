// @ts-check
// Outlines in pixels: how far a label is from one, its axes, what it contains.

/** @typedef {import("./placing.js").Box} Box */
/** @typedef {import("./placing.js").Point} Point */
/** @typedef {{ring: Point[], points: Point[], around: Box}} Outline points along the ring, a few pixels apart, and the box around it */

const STEP_PX = 8;
const MOST_STEPS = 60;

/**
 * The outline of a ring.
 * @param {Point[]} ring
 * @returns {Outline}
 */
export function outlineOf(ring) {
  const points = ring.flatMap((point, i) => {
    const next = ring[(i + 1) % ring.length];
    const length = Math.hypot(next.x - point.x, next.y - point.y);
    const steps = Math.max(1, Math.min(MOST_STEPS, Math.ceil(length / STEP_PX)));
    return Array.from({ length: steps }, (_, step) => ({
      x: point.x + ((next.x - point.x) * step) / steps,
      y: point.y + ((next.y - point.y) * step) / steps,
    }));
  });
  const around = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of ring) {
    around.left = Math.min(around.left, x);
    around.right = Math.max(around.right, x);
    around.top = Math.min(around.top, y);
    around.bottom = Math.max(around.bottom, y);
  }
  return { ring, points, around };
}

/**
 * The distance from boxes to the nearest of some outlines; 0 where they meet.
 * @param {Box[]} boxes
 * @param {Outline[]} outlines
 */
export function distance(boxes, outlines) {
  let least = Infinity;
  for (const box of boxes) {
    const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    for (const { ring, points, around } of outlines) {
      if (apart(box, around) >= least) continue;
      if (contains(ring, middle)) return 0;
      for (const { x, y } of points) {
        const dx = Math.max(box.left - x, 0, x - box.right);
        const dy = Math.max(box.top - y, 0, y - box.bottom);
        least = Math.min(least, Math.hypot(dx, dy));
      }
    }
  }
  return least;
}

/** How far boxes are from each other at least. @param {Box} one @param {Box} other */
function apart(one, other) {
  const dx = Math.max(one.left - other.right, 0, other.left - one.right);
  const dy = Math.max(one.top - other.bottom, 0, other.top - one.bottom);
  return Math.hypot(dx, dy);
}

/**
 * The middle of an outline, the direction of its longer axis (readable from the left), its extents.
 * @param {Point[]} ring
 */
export function axes(ring) {
  const n = ring.length || 1;
  const mean = {
    x: ring.reduce((sum, { x }) => sum + x, 0) / n,
    y: ring.reduce((sum, { y }) => sum + y, 0) / n,
  };
  let [xx, xy, yy] = [0, 0, 0];
  for (const { x, y } of ring) {
    xx += (x - mean.x) ** 2;
    xy += (x - mean.x) * (y - mean.y);
    yy += (y - mean.y) ** 2;
  }
  const turn = Math.atan2(2 * xy, xx - yy) / 2;
  const [dx, dy] = [Math.cos(turn), Math.sin(turn)];
  const along = ring.map(({ x, y }) => (x - mean.x) * dx + (y - mean.y) * dy);
  const across = ring.map(({ x, y }) => (y - mean.y) * dx - (x - mean.x) * dy);
  const [long, short] = [along, across].map((values) => ({
    size: Math.max(...values) - Math.min(...values),
    middle: (Math.max(...values) + Math.min(...values)) / 2,
  }));
  const middle = {
    x: mean.x + dx * long.middle - dy * short.middle,
    y: mean.y + dy * long.middle + dx * short.middle,
  };
  return { middle, turn, long: long.size, short: short.size };
}

/**
 * Tells whether a point is inside a ring.
 * @param {Point[]} ring
 * @param {Point} point
 */
export function contains(ring, point) {
  let isIn = false;
  ring.forEach((one, i) => {
    const other = ring[(i + ring.length - 1) % ring.length];
    if (one.y > point.y === other.y > point.y) return;
    if (point.x < ((other.x - one.x) * (point.y - one.y)) / (other.y - one.y) + one.x) isIn = !isIn;
  });
  return isIn;
}
