// @ts-check
// Names that find no room beside their outlines: set off from them, at the end of a thin line.

import { boxAt, nameCandidates } from "./placing.js";

/** @typedef {import("./placing.js").Box} Box */
/** @typedef {import("./placing.js").Candidate} Candidate */
/** @typedef {import("./placing.js").Point} Point */
/** The two ends of a line: in the outline, at the name. @typedef {[Point, Point]} Lead */

const LENGTHS_PX = [16, 30, 48, 70, 96];
const TURNS = 16;
/** Where a line begins, in shares of the outline's width from its middle. */
const STARTS = [0, -0.25, 0.25];
const STEP_PX = 6;
const LEAD_COST = 1e3;

/**
 * Places around an outline at which its name can stand with a line to it, nearest first.
 * @param {Candidate} name as it would stand beside the outline
 * @param {Box} box of the outline
 * @returns {Candidate[]}
 */
export function leadCandidates(name, box) {
  const [own] = name.boxes;
  const [width, height] = [own.right - own.left, own.bottom - own.top];
  const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  const reach = [(box.right - box.left) / 2, (box.bottom - box.top) / 2];
  const starts = STARTS.map((share) => ({ x: middle.x + share * 2 * reach[0], y: middle.y }));
  return LENGTHS_PX.flatMap((length) => starts.flatMap((start) =>
    Array.from({ length: TURNS }, (_, i) => {
      const turn = (2 * Math.PI * i) / TURNS;
      const [dx, dy] = [Math.cos(turn), Math.sin(turn)];
      const end = { x: middle.x + dx * (reach[0] + length), y: middle.y + dy * (reach[1] + length) };
      const anchor = /** @type {Candidate["anchor"]} */ (Math.abs(dx) < 0.3 ? "middle" : dx > 0 ? "start" : "end");
      const x = end.x + Math.sign(anchor === "middle" ? 0 : dx) * 2;
      const y = end.y + dy * (height / 2);
      /** @type {Lead} */
      const lead = [start, end];
      const cost = LEAD_COST + length + Math.hypot(start.x - end.x, start.y - end.y) / 100;
      return { ...name, x, y, anchor, lead, cost, boxes: [boxAt(x, y, width, height, anchor)] };
    }),
  ));
}

/**
 * Places for the code by which the table lists a feature, where its name finds none: beside its
 * outline, else at the end of a line.
 * @param {string} code
 * @param {Box} box of the outline
 * @returns {Candidate[]}
 */
export function codeCandidates(code, box) {
  const beside = nameCandidates(code, box, "code");
  return [...beside, ...leadCandidates(beside[beside.length - 1], box)];
}

/** The room that a line takes, from end to end. @param {Lead} lead @returns {Box[]} */
export function alongLead([from, to]) {
  const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / STEP_PX));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const share = i / steps;
    return boxAt(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share, STEP_PX, STEP_PX, "middle");
  });
}
