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
const EVERY_YEARS = [1, 2, 5, 10, 20, 50];
/** So many years can be named along the bar of a wide and of a narrow screen. */
const MOST_NAMED = { wide: 24, narrow: 7 };

/**
 * @param {Plan} plan
 * @param {Period} period
 */
export function ticks(plan, period) {
  const [first, last] = [period.first, period.last].map((iso) => Number(iso.slice(0, 4)));
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const some = everyYears(years.length, MOST_NAMED.wide);
  const few = everyYears(years.length, MOST_NAMED.narrow, some);
  const labels = years.map((year) => {
    const name = element("span", year % few === 0 ? {} : { class: "time-year-wide" }, String(year));
    return at(period, `${year}-01-01`, element("span", { class: "time-year" }, year % some === 0 && name));
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
 * Every how many years one is named, so that not more are than have room.
 * @param {number} years
 * @param {number} most
 * @param {number} [among] of which it is a multiple
 */
function everyYears(years, most, among = 1) {
  return EVERY_YEARS.find((every) => every % among === 0 && years / every <= most) ?? years;
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
