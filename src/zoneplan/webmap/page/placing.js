// @ts-check
// Where a label could stand, and which of these places is the best one that is free.

import { alongLead } from "./leaders.js";
import { distance } from "./outlines.js";

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
 * @property {import("./leaders.js").Lead} [lead] a line from its outline to it
 * @property {number} [aims] how many of the last lines tell of aims
 * @property {string} [under] a smaller line under it
 * @property {string} [fill] its colour
 */

const FONT = '"Segoe UI", system-ui, sans-serif';
export const SIZES = { name: 12, code: 11, number: 11, group: 12, place: 12, level: 15, small: 12, under: 11 };
export const WEIGHTS = { name: 600, code: 600, number: 700, group: 600, place: 400, level: 600, small: 600, under: 400 };
const LONGEST_LINE = { name: 20, code: 20, number: 20, group: 12, level: 24, small: 16 };
/** Digits reach neither above nor below. */
const DIGITS = 0.82;
const LONGEST_AIM = 30;
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
 * @param {Pick<Candidate, "boxes">[]} taken
 * @param {{own: Outline[], others: Outline[]}} outlines
 * @param {Box} view
 */
export function pick(candidates, taken, { own, others }, view) {
  const filled = taken.flatMap(({ boxes }) => boxes);
  const isFilled = (/** @type {Box} */ box) => filled.some((other) => overlap(box, other) > 0);
  let [best, least] = [/** @type {Candidate | null} */ (null), Infinity];
  for (const candidate of candidates) {
    const { boxes, lead } = candidate;
    if (candidate.cost >= least) continue;
    if (boxes.some((box) => !inside(box, view) || isFilled(box))) continue;
    const line = lead ? alongLead(lead) : [];
    if (line.some(isFilled) || (lead && distance(line, others) === 0)) continue;
    const away = lead || own.length === 0 ? 0 : distance(boxes, own);
    // A name closer to another outline would be read as that one's, unless a line says whose it is.
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
 * @param {"name" | "code" | "number" | "group" | "level" | "small"} kind
 * @param {string[]} [aims] told under the name
 * @returns {Candidate[]}
 */
export function nameCandidates(text, box, kind, aims = []) {
  const told = aims.flatMap((aim) => wrapped(aim, LONGEST_AIM));
  const lines = [...wrapped(text, LONGEST_LINE[kind]), ...told];
  const size = SIZES[kind];
  const width = Math.max(...lines.map((line) => widthOf(line, size, WEIGHTS[kind])));
  const leading = size * (kind === "number" ? DIGITS : 1.15);
  const height = lines.length * leading;
  const [cx, cy] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const within = kind !== "group" && box.right - box.left > width * 0.85 && box.bottom - box.top > height;
  const [right, left] = [box.right + GAP, box.left - GAP];
  const [above, below] = [box.top - GAP - height / 2, box.bottom + GAP + height / 2];
  /** @type {[number, number, Candidate["anchor"], number][]} */
  const spots = within || ["number", "level", "small"].includes(kind) ? [[cx, cy, "middle", 0]] : [];
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
    aims: told.length,
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

/** Where the middle of the smaller line under a label is. @param {Pick<Candidate, "y" | "lines" | "leading" | "size">} label */
export function underOf({ y, lines, leading, size }) {
  return y + ((lines.length - 1) / 2) * leading + size * 1.15;
}

/** One box around some. @param {Box[]} boxes @returns {Box} */
export function joined(boxes) {
  const found = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { left, right, top, bottom } of boxes) {
    found.left = Math.min(found.left, left);
    found.right = Math.max(found.right, right);
    found.top = Math.min(found.top, top);
    found.bottom = Math.max(found.bottom, bottom);
  }
  return found;
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
export function widthOf(text, size, weight) {
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
export function boxAt(x, y, width, height, anchor) {
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
