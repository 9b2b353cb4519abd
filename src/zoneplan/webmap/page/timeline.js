// @ts-check
// A feature's status through time: what happened, how surely it is known, what was aimed at.

import { own, styleOf } from "./data.js";
import { drawing, element } from "./dom.js";
import { firstDay, lastDay } from "./history.js";
import { day, dayInSentence, stored } from "./language.js";
import { swatch } from "./swatch.js";
import { capital, codeTitle, inferred, inserted, statusTitle, when, words } from "./wording.js";

/** @typedef {import("./data.js").Event} Event */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./data.js").Target} Target */
/** @typedef {import("./dom.js").Child} Child */

const WIDTH = 340;
/** The room of a year in digits. */
const YEAR_PX = 26;
const INSET = 10;
const BAR = { top: 5, height: 14 };
const AIMS = 29;
const AXIS = 52;
const QUIET = "#5b6870";
const MOST_YEARS = 8;

/**
 * A strip of the time line, then each event and each aim in words, newest first.
 * @param {Plan} plan
 * @param {Feature} feature
 * @param {string} date the ISO day that is shown: what came later is not told
 * @returns {Child[]}
 */
export function timeline(plan, feature, date) {
  const events = feature.history.filter((event) => firstDay(event.date) <= date);
  const targets = feature.targets.filter((target) => said(plan, target) <= date);
  if (events.length + targets.length === 0) return [];
  const told = [
    ...targets.map((target) => ({ at: target.due ? lastDay(target.due) : "9999", item: aim(plan, feature, target, date) })),
    ...events.map((event) => ({ at: firstDay(event.date), item: happened(plan, feature, event) })),
  ].sort((one, other) => (one.at < other.at ? 1 : -1));
  return [strip(plan, feature, events, targets, date), element("ol", { class: "history" }, ...told.map(({ item }) => item))];
}

/**
 * The day on which an aim was stated.
 * @param {Plan} plan
 * @param {Target} target
 */
function said(plan, { source }) {
  const published = own(plan.sources, source)?.date;
  return typeof published === "string" ? firstDay(published) : "";
}

/**
 * @param {Plan} plan
 * @param {Feature} feature
 * @param {Event} event
 */
function happened(plan, feature, event) {
  return element(
    "li",
    { class: "event" },
    swatch(styleOf(plan, feature.layer, event.status)),
    element(
      "div",
      {},
      element("strong", {}, capital(statusTitle(plan, feature.layer, event.status))),
      element("span", { class: `when ${event.date_kind === "since" ? "is-since" : "is-observed"}` }, when(plan, event)),
      event.basis === "inferred" && inferred(plan),
      event.note && element("p", { class: "small" }, stored(event.note)),
    ),
  );
}

/**
 * An aim or an expectation: never filled, and no fact. What came of it is told from the plan's day on.
 * @param {Plan} plan
 * @param {Feature} feature
 * @param {Target} target
 * @param {string} date
 */
function aim(plan, feature, target, date) {
  const due = target.due
    ? inserted(words(plan, "due_by"), { day: dayInSentence(target.due, target.due_precision, plan.codes.date_precision ?? {}) })
    : words(plan, "no_due");
  return element(
    "li",
    { class: "event aim" },
    drawing("svg", { class: "swatch", width: 28, height: 18, viewBox: "0 0 28 18", "aria-hidden": "true" }, diamond(14, 9, 7)),
    element(
      "div",
      {},
      element("em", { class: "chip chip-aim" }, codeTitle(plan, "target_kind", target.kind)),
      " ",
      element("span", { class: "aimed" }, statusTitle(plan, feature.layer, target.status)),
      element("span", { class: "when" }, due),
      target.quote_vi && element("q", { class: "small", lang: "vi" }, target.quote_vi),
      date >= plan.as_of && element("p", { class: "small" }, outcome(plan, target)),
    ),
  );
}

/**
 * @param {Plan} plan
 * @param {Target} target
 */
function outcome(plan, { verdict, event_date: met }) {
  const told = capital(codeTitle(plan, "target_verdict", verdict));
  return met ? `${told} (${day(met)})` : told;
}

/**
 * The strip: a bar by status, its beginnings, and the aims as open marks. The list says it in words.
 * @param {Plan} plan
 * @param {Feature} feature
 * @param {Event[]} events
 * @param {Target[]} targets
 * @param {string} date
 */
function strip(plan, feature, events, targets, date) {
  const dues = targets.map(({ due }) => due).filter((due) => due !== null);
  const days = [date, ...events.map((event) => firstDay(event.date)), ...dues.map(lastDay)].sort();
  const [from, to] = [Number(days[0].slice(0, 4)), Number(days[days.length - 1].slice(0, 4)) + 1];
  const x = (/** @type {string} */ iso) => INSET + ((yearOf(iso) - from) / (to - from)) * (WIDTH - 2 * INSET);
  const parts = [
    ...years(from, to).flatMap((year) => tick(x(`${year}-01-01`), year < to ? String(year) : "")),
    drawing("path", { d: `M${INSET} ${AXIS - 12}H${WIDTH - INSET}`, stroke: "#b9c1c5" }),
    ...events.flatMap((event, at) => {
      const end = at + 1 < events.length ? firstDay(events[at + 1].date) : date;
      return bar(plan, feature, event, x(firstDay(event.date)), x(end));
    }),
    ...targets.filter(({ due }) => due).flatMap((target) => {
      const [first, last] = [firstDay(String(target.due)), lastDay(String(target.due))].map(x);
      return [
        drawing("path", { d: `M${first} ${AIMS}H${last}`, stroke: QUIET, "stroke-width": 1.4, "stroke-dasharray": "3 2" }),
        diamond(last, AIMS, 5),
      ];
    }),
    drawing("path", { d: `M${x(date)} 1V${AXIS - 12}`, stroke: "#1f2a30", "stroke-width": 1.2 }),
  ];
  return drawing(
    "svg",
    { class: "lifeline", viewBox: `0 0 ${WIDTH} ${AXIS}`, width: WIDTH, height: AXIS, "aria-hidden": "true" },
    ...parts,
  );
}

/**
 * The bar of one status. It begins with a stroke where the day is known, with a dot where the
 * status was only seen then, and is lower where it is inferred.
 * @param {Plan} plan
 * @param {Feature} feature
 * @param {Event} event
 * @param {number} from
 * @param {number} to
 */
function bar(plan, feature, event, from, to) {
  const style = styleOf(plan, feature.layer, event.status);
  const isInferred = event.basis === "inferred";
  const inset = isInferred ? 3 : 0;
  const shape = { x: from, y: BAR.top + inset, width: Math.max(2, to - from), height: BAR.height - 2 * inset };
  const paint = { fill: `url(#${style.pattern})`, stroke: style.outline, "stroke-dasharray": isInferred ? "3 2" : null };
  const middle = BAR.top + BAR.height / 2;
  return [
    drawing("rect", { ...shape, ...paint }),
    event.date_kind === "since"
      ? drawing("path", { d: `M${from} ${BAR.top - 3}V${BAR.top + BAR.height + 3}`, stroke: style.outline, "stroke-width": 2 })
      : drawing("circle", { cx: from, cy: middle, r: 3.5, fill: "#ffffff", stroke: style.outline, "stroke-width": 1.6 }),
  ];
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function diamond(x, y, r) {
  const d = `M${x - r} ${y}L${x} ${y - r}L${x + r} ${y}L${x} ${y + r}Z`;
  return drawing("path", { d, fill: "#ffffff", stroke: QUIET, "stroke-width": 1.5, "stroke-dasharray": "2.5 1.5" });
}

/**
 * @param {number} x
 * @param {string} label
 */
function tick(x, label) {
  return [
    drawing("path", { d: `M${x} ${AXIS - 15}v5`, stroke: "#b9c1c5" }),
    drawing("text", { x: Math.max(x, YEAR_PX / 2), y: AXIS - 1, "text-anchor": "middle", fill: QUIET, "font-size": 9.5 }, label),
  ];
}

/**
 * @param {number} from
 * @param {number} to
 */
function years(from, to) {
  const step = Math.max(1, Math.ceil((to - from) / MOST_YEARS));
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
}

/** An ISO day as a year and its part. @param {string} iso */
function yearOf(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  return year + (month - 1) / 12 + (date - 1) / 366;
}
