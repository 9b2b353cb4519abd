// @ts-check
// The marks along the time bar: years, days with events, aims and expectations, the map's own day.

import { element } from "./dom.js";
import { day } from "./language.js";
import { daysBetween } from "./period.js";
import { words } from "./wording.js";

/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./period.js").Period} Period */

const LOWEST_PX = 6;
const HIGHEST_PX = 16;

/**
 * @param {Plan} plan
 * @param {Period} period
 */
export function ticks(plan, period) {
  const years = Number(period.last.slice(0, 4)) - Number(period.first.slice(0, 4)) + 1;
  const labels = Array.from({ length: years }, (_, i) => {
    const year = String(Number(period.first.slice(0, 4)) + i);
    return at(period, `${year}-01-01`, element("span", { class: "time-year" }, year));
  });
  const events = period.steps.map(({ date, changes }) => {
    const mark = at(period, date, element("span", { class: "time-event" }));
    mark.style.height = `${Math.min(HIGHEST_PX, LOWEST_PX + changes.length)}px`;
    return mark;
  });
  const dues = [...new Set(period.dues.map(({ target }) => String(target.due)))].map((due) => {
    const { day: last } = period.dues.find(({ target }) => target.due === due) ?? { day: due };
    return at(period, last, element("span", { class: "time-due" }));
  });
  const own = element("span", { class: "time-own", title: `${words(plan, "as_of")} ${day(plan.as_of)}` });
  const unknown = at(period, period.newest, element("span", { class: "time-unknown" }));
  return [unknown, ...labels, ...dues, ...events, at(period, plan.as_of, own)];
}

/**
 * Sets a mark at its day.
 * @param {Period} period
 * @param {string} iso
 * @param {HTMLElement} mark
 */
function at({ first, last }, iso, mark) {
  mark.style.left = `${(100 * daysBetween(first, iso)) / daysBetween(first, last)}%`;
  return mark;
}
