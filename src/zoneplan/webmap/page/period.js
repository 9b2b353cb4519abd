// @ts-check
// The time that the plan tells of: from its first drawn event to its last target.

import { withRole } from "./data.js";
import { firstDay, lastDay, statusOn, steps } from "./history.js";

/** @typedef {import("./data.js").Event} Event */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./data.js").Target} Target */
/** @typedef {import("./history.js").Step} Step */
/** @typedef {{feature: Feature, target: Target, day: string}} Due a target, and the last day on which it may be met */
/**
 * @typedef {object} Period
 * @property {string} first ISO day
 * @property {string} last ISO day
 * @property {string} newest the day of the newest event: of what came later nothing is told
 * @property {Step[]} steps
 * @property {Due[]} dues
 * @property {string[]} stops the days to go to, in order
 */

const DAY_MS = 86_400_000;

/**
 * The plan's period in whole years; null where nothing drawn has a date.
 * @param {Plan} plan
 * @returns {Period | null}
 */
export function periodOf(plan) {
  const all = steps(plan);
  const drawn = all.find(({ changes }) => changes.some(({ feature }) => feature.isDrawn));
  if (!drawn) return null;
  const known = all.filter(({ date }) => date >= drawn.date);
  const newest = known[known.length - 1].date;
  const dues = dueTargets(plan).filter(({ day }) => day >= drawn.date);
  const ends = [newest, plan.as_of, ...dues.map(({ day }) => day)];
  const first = `${drawn.date.slice(0, 4)}-01-01`;
  const last = `${ends.sort()[ends.length - 1].slice(0, 4)}-12-31`;
  const stops = [first, plan.as_of, last, ...known.map(({ date }) => date), ...dues.map(({ day }) => day)];
  const within = [...new Set(stops)].filter((day) => day >= first).sort();
  return { first, last, newest, steps: known, dues, stops: within };
}

/**
 * Whole days from one ISO day to another.
 * @param {string} from
 * @param {string} to
 */
export function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/**
 * The ISO day so many days after another.
 * @param {string} from
 * @param {number} days
 */
export function dayAfter(from, days) {
  return new Date(Date.parse(from) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The aims and expectations that the day falls in or has passed, and that nothing told by then meets.
 * @param {Feature} feature
 * @param {string} iso
 */
export function unmetOn(feature, iso) {
  const rank = (/** @type {string | null} */ status) =>
    feature.layer.statuses.findIndex(({ code }) => code === status);
  return feature.targets.filter(
    ({ due, status }) => due && firstDay(due) <= iso && rank(statusOn(feature, iso)) < rank(status),
  );
}

/**
 * The features with one status on a day and another on a later one, and those of which something
 * is told by the later one only: they need not have changed.
 * @param {Plan} plan
 * @param {string} before
 * @param {string} date
 */
export function changedBetween(plan, before, date) {
  const different = withRole(plan, "feature")
    .flatMap(({ features }) => features)
    .filter((feature) => statusOn(feature, before) !== statusOn(feature, date));
  return {
    changed: different.filter((feature) => statusOn(feature, before) !== null),
    newlyKnown: different.filter((feature) => statusOn(feature, before) === null),
  };
}

/**
 * @param {Plan} plan
 * @returns {Due[]}
 */
function dueTargets(plan) {
  return withRole(plan, "feature")
    .flatMap(({ features }) => features)
    .flatMap((feature) =>
      feature.targets.flatMap((target) =>
        target.due ? [{ feature, target, day: lastDay(target.due) }] : [],
      ),
    );
}
