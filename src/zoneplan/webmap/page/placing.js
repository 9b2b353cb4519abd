// @ts-check
// Where a label could stand, and which of these places is the best one that is free.

import { axes, contains, distance } from "./outlines.js";

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {import("./outlines.js").Outline} Outline */
/**
 * @typedef {object} Candidate
 * @property {string[]} lines
 * @property {number} x
 * @property {number} y middle of the text
 * @property {number} leading
 * @property {string} kind
 * @property {"start" | "middle" | "end"} anchor
 * @property {number} turn in degrees
 * @property {number} spacing
 * @property {number} size
 * @property {number} cost what speaks against it
 * @property {Box[]} boxes the room that it takes
 * @property {Point} [dot]
 */

const FONT = '"Segoe UI", system-ui, sans-serif';
const SIZES = { name: 12, number: 11, group: 12, place: 12 };
const WEIGHTS = { name: 600, number: 700, group: 600, place: 400 };
const LONGEST_LINE = { name: 20, number: 20, group: 12 };
const GAP = 5;
const AWAY_COST = 8;
const pen = document.createElement("canvas").getContext("2d");

/** How large a box is. @param {Box} box */
export function fits(box) {
  return (box.right - box.left) * (box.bottom - box.top);
}

/**
 * The best candidate that overlaps no label, covers no other outline and stands nearest to its own.
 * @param {Candidate[]} candidates
 * @param {Candidate[]} taken
 * @param {{own: Outline[], others: Outline[]}} outlines
 * @param {Box} view
 */
export function pick(candidates, taken, { own, others }, view) {
  const filled = taken.flatMap(({ boxes }) => boxes);
  let [best, least] = [/** @type {Candidate | null} */ (null), Infinity];
  for (const candidate of candidates) {
    const { boxes } = candidate;
    const isBlocked = (/** @type {Box} */ box) =>
      !inside(box, view) || filled.some((other) => overlap(box, other) > 0);
    if (boxes.some(isBlocked)) continue;
    const away = own.length > 0 ? distance(boxes, own) : 0;
    // A name closer to another outline would be read as that one's.
    if (distance(boxes, others) <= away) continue;
    const cost = candidate.cost + away * AWAY_COST;
    if (cost < least) [best, least] = [candidate, cost];
  }
  return best;
}

/**
 * Inside its feature, else beside it.
 * @param {string} text
 * @param {Box} box
 * @param {"name" | "number" | "group"} kind
 * @returns {Candidate[]}
 */
export function nameCandidates(text, box, kind) {
  const lines = wrapped(text, LONGEST_LINE[kind]);
  const size = SIZES[kind];
  const width = Math.max(...lines.map((line) => widthOf(line, size, WEIGHTS[kind])));
  const leading = size * 1.15;
  const height = lines.length * leading;
  const [cx, cy] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const within = box.right - box.left > width * 0.85 && box.bottom - box.top > height;
  const [right, left] = [box.right + GAP, box.left - GAP];
  const [above, below] = [box.top - GAP - height / 2, box.bottom + GAP + height / 2];
  /** @type {[number, number, Candidate["anchor"], number][]} */
  const spots = within || kind === "number" ? [[cx, cy, "middle", 0]] : [];
  spots.push(
    [right, cy, "start", 40],
    [left, cy, "end", 50],
    [cx, below, "middle", 60],
    [cx, above, "middle", 60],
    [right, above + height / 2, "start", 90],
    [right, below - height / 2, "start", 90],
    [left, above + height / 2, "end", 100],
    [left, below - height / 2, "end", 100],
    [box.left, below, "start", 80],
    [box.right, below, "end", 80],
    [box.left, above, "start", 80],
    [box.right, above, "end", 80],
    [cx, below, "start", 85],
    [cx, below, "end", 85],
    [cx, above, "start", 85],
    [cx, above, "end", 85],
    [right, above, "start", 130],
    [right, below, "start", 130],
    [left, above, "end", 140],
    [left, below, "end", 140],
  );
  return spots.map(([x, y, anchor, cost]) => ({
    lines,
    x,
    y,
    leading,
    kind,
    anchor,
    size,
    cost,
    turn: 0,
    spacing: 0,
    boxes: [boxAt(x, y, width, height, anchor)],
  }));
}

/**
 * Beside the dot of a place.
 * @param {string} text
 * @param {Point | undefined} dot
 * @param {string} kind
 * @returns {Candidate[]}
 */
export function placeCandidates(text, dot, kind) {
  if (!dot) return [];
  const box = { left: dot.x - 1, right: dot.x + 1, top: dot.y - 1, bottom: dot.y + 1 };
  const isSea = kind === "sea";
  return nameCandidates(text, box, "name")
    .filter(({ anchor }) => (anchor === "middle") === isSea)
    .slice(0, isSea ? 1 : 4)
    .map((candidate) => ({
      ...candidate,
      kind: isSea ? "sea" : "place",
      dot: isSea ? undefined : { x: dot.x, y: dot.y },
      boxes: [...candidate.boxes, ...(isSea ? [] : [box])],
    }));
}

/**
 * Set wide along the longer axis of an outline, at several distances from its middle.
 * @param {string} text
 * @param {Point[][]} rings
 * @returns {Candidate[]}
 */
export function wideCandidates(text, rings) {
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
        cost: outside * 400 + (Math.abs(along) + Math.abs(across)) * 20,
        boxes: spots.map((spot) => boxAt(spot.x, spot.y, size, size, "middle")),
      };
    }),
  );
}

/**
 * Lines of about one length.
 * @param {string} text
 * @param {number} longest
 */
function wrapped(text, longest) {
  const count = Math.max(1, Math.ceil(text.length / longest));
  const goal = text.length / count;
  /** @type {string[]} */
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1];
    const isFull = line.length > 0 && line.length + word.length / 2 > goal;
    if (isFull && lines.length < count) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}

/**
 * @param {string} text
 * @param {number} size
 * @param {number} weight
 */
function widthOf(text, size, weight) {
  if (!pen) return text.length * size * 0.6;
  pen.font = `${weight} ${size}px ${FONT}`;
  // A printer sets text a little wider than a screen.
  return pen.measureText(text).width * 1.04;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {Candidate["anchor"]} anchor
 * @returns {Box}
 */
function boxAt(x, y, width, height, anchor) {
  const left = x - width * { start: 0, middle: 0.5, end: 1 }[anchor];
  return { left, right: left + width, top: y - height / 2, bottom: y + height / 2 };
}

/** @param {Box} one @param {Box} other */
function overlap(one, other) {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/** @param {Box} box @param {Box} view */
function inside(box, view) {
  return box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
}
