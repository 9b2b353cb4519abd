// @ts-check
// The papers behind a feature: decisions and sources, with a link where there is one.

import { own } from "./data.js";
import { element } from "./dom.js";
import { firstDay } from "./history.js";
import { atPrecision, day, say, stored } from "./language.js";
import { words } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./data.js").Value} Value */
/** @typedef {import("./dom.js").Child} Child */

/**
 * The decisions that a feature or its history names.
 * @param {Plan} plan
 * @param {Feature} feature
 * @param {string} date the ISO day that is shown
 * @returns {Child[]}
 */
export function decisions(plan, { history, layer, values }, date) {
  const named = [
    ...layer.columns.filter(({ codes }) => codes === "decisions").map(({ name }) => values[name]),
    ...history.filter((event) => firstDay(event.date) <= date).map((event) => event.decision),
  ];
  const numbers = [...new Set(named.filter((number) => number))];
  const items = numbers.map((number) => {
    const known = own(plan.decisions, number);
    const rest = [text(known?.authority), text(known?.about)].filter(Boolean).join(": ");
    return element("li", {}, ...decision(plan, number), rest && element("span", { class: "small" }, rest));
  });
  return items.length > 0 ? [element("ul", { class: "papers" }, ...items)] : [];
}

/**
 * The number of a decision with its date.
 * @param {Plan} plan
 * @param {Value} number
 * @returns {Child[]}
 */
export function decision(plan, number) {
  const known = own(plan.decisions, number);
  const date = known?.date && day(atPrecision(String(known.date), text(known.date_precision)));
  return [element("strong", {}, String(number)), date ? ` (${date})` : ""];
}

/**
 * A source in one line: its title, with a link where it has one, by whom and when.
 * @param {Plan} plan
 * @param {Value | undefined} id
 * @returns {Child[]}
 */
export function sourceLine(plan, id) {
  if (!id) return [words(plan, "no_source")];
  const known = own(plan.sources, id) ?? {};
  const locator = isLink(known.locator) ? String(known.locator) : null;
  const from = published(known);
  return [titled(String(known.title ?? id), locator), from && `, ${from}`];
}

/** @param {Record<string, Value>} known */
function published(known) {
  return [known.publisher, known.date && day(String(known.date))].filter(Boolean).join(", ");
}

/**
 * The sources of a feature, each once, with what it tells.
 * @param {Plan} plan
 * @param {Feature} feature
 * @param {string} date the ISO day that is shown
 * @returns {Child[]}
 */
export function sources(plan, { history, layer, values }, date) {
  /** @type {Map<string, Set<string>>} */
  const told = new Map();
  const add = (/** @type {Value | undefined} */ id, /** @type {string} */ what) => {
    if (id) told.set(String(id), (told.get(String(id)) ?? new Set()).add(what));
  };
  const counted = history.filter((event) => firstDay(event.date) <= date);
  for (const { source } of counted.reverse()) add(source, words(plan, "heading_status"));
  for (const column of layer.columns) {
    if (column.codes === "sources") add(values[column.name], say(column.title));
  }
  const items = [...told].map(([id, what]) => source(plan, id, [...what].join("; ")));
  return items.length > 0 ? [element("ul", { class: "papers" }, ...items)] : [];
}

/**
 * @param {Plan} plan
 * @param {string} id
 * @param {string} what
 */
function source(plan, id, what) {
  const known = own(plan.sources, id) ?? {};
  const from = published(known);
  return element(
    "li",
    {},
    element("span", { class: "small what" }, what),
    titled(String(known.title ?? id), text(known.locator)),
    from && element("span", { class: "small" }, from),
  );
}

/**
 * A link only where it leads to the web: anything else could run.
 * @param {string} title
 * @param {string | null} locator
 */
function titled(title, locator) {
  if (!locator) return element("span", {}, title);
  if (!isLink(locator)) {
    return element("span", {}, title, element("span", { class: "small" }, locator));
  }
  return element("a", { href: locator, target: "_blank", rel: "noopener noreferrer" }, title);
}

/** @param {Value | undefined} locator */
function isLink(locator) {
  return /^https?:\/\//i.test(String(locator));
}

/** @param {Value | undefined} value */
function text(value) {
  return value === null || value === undefined ? null : stored(String(value));
}
