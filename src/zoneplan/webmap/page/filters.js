// @ts-check
// The filters: for each column that may be filtered its values with their counts, area, any text.

import { withRole } from "./data.js";
import { element, refill } from "./dom.js";
import { current, number, say } from "./language.js";
import { valueKey } from "./shown.js";
import { capital, valueText, words } from "./wording.js";

/** @typedef {import("./data.js").Column} Column */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */

const MOST_VALUES = 60;

/**
 * The panel of filters, in step with what is chosen.
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 */
export function filters(plan, state, shown) {
  const title = element("summary");
  const [columns, ranges] = [element("div"), element("div", { class: "ranges" })];
  const panel = element("details", { class: "filters" }, title, columns, ranges);
  state.follow(["language"], () => {
    title.replaceChildren(words(plan, "filters"));
    ranges.replaceChildren(...fields(plan, state));
  });
  state.follow(["language", "shown"], () => {
    refill(columns, ...filterColumns(plan).map((column) => group(plan, state, shown, column)));
    for (const input of ranges.querySelectorAll("input")) keep(input, state);
  });
  return panel;
}

/**
 * The columns by whose values the plan is filtered, each once.
 * @param {Plan} plan
 * @returns {Column[]}
 */
export function filterColumns(plan) {
  const columns = withRole(plan, "feature").flatMap((layer) => layer.columns.filter(({ filter }) => filter));
  return [...new Map(columns.map((column) => [column.name, column])).values()];
}

/**
 * What a value of a column is called: its title, the name of the feature whose code it is, itself.
 * @param {Plan} plan
 * @param {Column} column
 * @param {string} value as filters know it
 */
export function valueTitle(plan, column, value) {
  if (value === "") return words(plan, "no_value");
  if (column.codes) return capital(valueText(plan, column, value));
  const named = withRole(plan, "feature").flatMap(({ features }) => features).find(({ code }) => code === value);
  return named ? say(named.name) : value;
}

/**
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 * @param {Column} column
 */
function group(plan, state, shown, column) {
  const has = (/** @type {Feature} */ { layer }) => layer.columns.some(({ name }) => name === column.name);
  const all = withRole(plan, "feature").flatMap(({ features }) => features).filter(has);
  const counts = new Map(all.map((feature) => [valueKey(feature, column.name), 0]));
  for (const feature of shown.but(column.name).filter(has)) {
    const value = valueKey(feature, column.name);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  if (counts.size < 2) return false;
  const named = [...counts].map(([value, count]) => ({ value, count, title: valueTitle(plan, column, value) }));
  named.sort((one, other) => Number(one.value === "") - Number(other.value === "") || compare(one.title, other.title));
  return element(
    "fieldset",
    {},
    element("legend", {}, say(column.title)),
    ...named.slice(0, MOST_VALUES).map((each) => choice(state, column, each)),
    named.length > MOST_VALUES && element("p", { class: "small" }, words(plan, "more_values")),
  );
}

/**
 * @param {State} state
 * @param {Column} column
 * @param {{value: string, count: number, title: string}} one
 */
function choice(state, column, { value, count, title }) {
  const box = element("input", { type: "checkbox", checked: state.isChosen(column.name, value) });
  box.dataset.key = `${column.name}=${value}`;
  box.addEventListener("change", () => state.toggle(column.name, value));
  return element(
    "label",
    { class: count === 0 ? "choice choice-none" : "choice" },
    box,
    element("span", {}, title),
    element("span", { class: "count" }, number(count)),
  );
}

/**
 * The area from and to in hectares, and any text.
 * @param {Plan} plan
 * @param {State} state
 */
function fields(plan, state) {
  const [least, most, text] = ["atLeast", "atMost", "text"].map((name) => {
    const input = element("input", {
      "aria-label": words(plan, { atLeast: "area_from", atMost: "area_to", text: "filter_text" }[name] ?? ""),
      type: name === "text" ? "search" : "text",
      inputmode: name === "text" ? null : "decimal",
      autocomplete: "off",
      maxlength: name === "text" ? 200 : 12,
    });
    input.dataset.filter = name;
    keep(input, state);
    input.addEventListener("change", () => change(input, state));
    return input;
  });
  text.addEventListener("search", () => change(text, state));
  return [
    element("div", { class: "field" }, element("span", {}, capital(words(plan, "stated_ha"))), least, " – ", most, " ha"),
    element("div", { class: "field" }, element("span", {}, words(plan, "filter_text")), text),
  ];
}

/**
 * Writes what is chosen into a field, unless someone is writing there.
 * @param {HTMLInputElement} input
 * @param {State} state
 */
function keep(input, { filters: { atLeast, atMost, text } }) {
  if (document.activeElement === input && input.dataset.filter === "text") return;
  const figure = { atLeast, atMost }[input.dataset.filter ?? ""];
  if (input.dataset.filter === "text") input.value = text;
  else input.value = figure === null || figure === undefined ? "" : written(figure);
}

/**
 * @param {HTMLInputElement} input
 * @param {State} state
 */
function change(input, state) {
  const { value, dataset } = input;
  if (dataset.filter === "text") return state.filter({ text: value.trim() });
  return state.filter({ [dataset.filter ?? ""]: read(value) });
}

/** A number that is not split into groups. @param {number} figure */
function written(figure) {
  return current() === "vi" ? String(figure).replace(".", ",") : String(figure);
}

/**
 * A figure as the language writes it; null where it is none.
 * @param {string} text
 */
function read(text) {
  const bare = text.replace(/\s/g, "");
  const plain = current() === "vi" ? bare.replace(/\./g, "").replace(",", ".") : bare.replace(/,/g, "");
  const figure = Number(plain);
  return plain !== "" && Number.isFinite(figure) && figure >= 0 ? figure : null;
}

/**
 * @param {string} one
 * @param {string} other
 */
function compare(one, other) {
  return one.localeCompare(other, current(), { numeric: true });
}
