// @ts-check
// Sentences about features: what its status is and since when, what a value means.

import { own } from "./data.js";
import { element } from "./dom.js";
import { atPrecision, day, dayInSentence, number, say, stated, stored } from "./language.js";

/** @typedef {import("./data.js").Column} Column */
/** @typedef {import("./data.js").Event} Event */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./data.js").Value} Value */

/** A value of more letters stands below its title. */
const LONG = 48;

/**
 * A text of the page.
 * @param {Plan} plan
 * @param {string} key
 */
export function words(plan, key) {
  return say(plan.texts[key]);
}

/**
 * An aim or an expectation as such, with the time by which it is to be met.
 * @param {Plan} plan
 * @param {Feature} feature
 * @param {import("./data.js").Target} target
 */
export function aimText(plan, { layer }, { kind, due, due_precision, status }) {
  const by = due ? ` ${day(atPrecision(due, due_precision))}` : "";
  return `${capital(codeTitle(plan, "target_kind", kind))}${by}: ${statusTitle(plan, layer, status)}`;
}

/**
 * A text with its places, such as `{day}`, filled.
 * @param {string} text
 * @param {Record<string, string>} values
 */
export function inserted(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/**
 * @param {Plan} plan
 * @param {Layer} layer
 * @param {string | null} status
 */
export function statusTitle(plan, layer, status) {
  if (status === null) return words(plan, "status_unknown");
  const known = layer.statuses.find(({ code }) => code === status);
  return known ? say(known.title) : status;
}

/**
 * Since when, or as reported on which day, an event's status holds.
 * @param {Plan} plan
 * @param {Event} event
 */
export function when(plan, event) {
  const kind = codeTitle(plan, "date_kind", event.date_kind);
  const titles = plan.codes.date_precision ?? {};
  return `${kind} ${dayInSentence(event.date, event.date_precision, titles)}`;
}

/**
 * The title of a coded value; the code itself where the catalogue lacks it.
 * @param {Plan} plan
 * @param {string} list
 * @param {Value | undefined} code
 */
export function codeTitle(plan, list, code) {
  const title = own(own(plan.codes, list), code);
  return title ? say(title) : String(code ?? "");
}

/** A capital at the beginning of a sentence. @param {string} text */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * A value of a column as the card prints it.
 * @param {Plan} plan
 * @param {Column} column
 * @param {Value} value
 */
export function valueText(plan, column, value) {
  if (column.codes === "sources") return String(own(plan.sources, value)?.title ?? value);
  if (column.codes && column.codes !== "decisions") return codeTitle(plan, column.codes, value);
  if (typeof value === "number") {
    const figure = column.type === "integer" ? number(value) : stated(value);
    return column.unit ? `${figure} ${column.unit}` : figure;
  }
  return column.type.endsWith("date") ? day(String(value)) : stored(String(value));
}

/** The mark of what is inferred rather than sourced. @param {Plan} plan */
export function inferred(plan) {
  return element("em", { class: "chip" }, words(plan, "inferred"));
}

/**
 * Titles with their values; empty rows are left out.
 * @param {...([string, string] | null)} rows
 */
export function pairs(...rows) {
  const known = rows.filter((row) => row !== null);
  return element(
    "dl",
    {},
    ...known.map(([title, text]) =>
      element("div", { class: text.length > LONG ? "long" : null }, element("dt", {}, title), element("dd", {}, text))),
  );
}
