// @ts-check
// The state of a feature on a day, from its dated events. Nothing is filled in backwards.

import { withRole } from "./data.js";

/** @typedef {import("./data.js").Event} Event */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {{date: string, changes: {feature: Feature, event: Event}[]}} Step */

const ESTABLISHED = "established";

/**
 * The first day of a date of day, month or year precision, from which it counts.
 * @param {string} iso
 */
export function firstDay(iso) {
  return iso + "0000-01-01".slice(iso.length);
}

/**
 * The last day of a date of day, month or year precision.
 * @param {string} iso
 */
export function lastDay(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  return date ? iso : new Date(Date.UTC(year, month || 12, 0)).toISOString().slice(0, 10);
}

/**
 * The newest event of a feature that counts on a day; of two on one day the later row.
 * @param {Feature} feature
 * @param {string} iso
 * @returns {Event | undefined}
 */
export function eventOn({ history }, iso) {
  return history
    .filter(({ date }) => firstDay(date) <= iso)
    .reduce(
      (/** @type {Event | undefined} */ newest, event) =>
        newest && firstDay(event.date) < firstDay(newest.date) ? newest : event,
      undefined,
    );
}

/**
 * The status of a feature on a day; null where it is not known, as before the first event.
 * @param {Feature} feature
 * @param {string} iso
 */
export function statusOn(feature, iso) {
  return eventOn(feature, iso)?.status ?? null;
}

/**
 * False where a feature is told to be established only later, and nothing is told of it before.
 * @param {Feature} feature
 * @param {string} iso
 */
export function existsOn(feature, iso) {
  const established = feature.cell(ESTABLISHED);
  return typeof established !== "string" || firstDay(established) <= iso || statusOn(feature, iso) !== null;
}

/**
 * The days on which something changed, oldest first, each with its changes.
 * @param {Plan} plan
 * @returns {Step[]}
 */
export function steps(plan) {
  /** @type {Map<string, Step>} */
  const days = new Map();
  for (const feature of withRole(plan, "feature").flatMap(({ features }) => features)) {
    for (const event of feature.history) {
      const date = firstDay(event.date);
      const step = days.get(date) ?? { date, changes: [] };
      step.changes.push({ feature, event });
      days.set(date, step);
    }
  }
  return [...days.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
}
