// @ts-check
// The table as filtered for a spreadsheet or a letter, with day, revision and notice in it.

import { sumText } from "./columns.js";
import { element } from "./dom.js";
import { current, day, number, say } from "./language.js";
import { inert } from "./plain.js";
import { limitsOf } from "./tallybar.js";
import { words } from "./wording.js";

/** @typedef {import("./columns.js").TableColumn} TableColumn */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./table.js").Group} Group */
/** @typedef {{kind: "head" | "row" | "note", cells: string[]}} PrintedRow */
/** @typedef {{plan: Plan, state: State, columns: TableColumn[], groups: Group[]}} Context */

const BYTE_ORDER_MARK = "\ufeff";
const LINE_END = "\r\n";

/**
 * Saves what is shown as CSV: in Vietnamese with semicolons and decimal commas, as an Excel set to
 * Vietnamese reads it, in English with commas and points. Each row carries where it comes from.
 * @param {Context} context
 */
export function saveCsv(context) {
  const address = URL.createObjectURL(new Blob([csv(context)], { type: "text/csv;charset=utf-8" }));
  const link = element("a", { href: address, download: `${fileName(context)}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/**
 * @param {Context} context
 * @returns {string}
 */
export function csv({ plan, state, columns, groups }) {
  const separator = current() === "vi" ? ";" : ",";
  const origin = originOf(plan, state);
  const head = [words(plan, "heading_layer"), ...columns.map(({ title }) => title), ...origin.map(([title]) => title)];
  const rows = groups.flatMap(({ layer, features }) =>
    features.map((feature) => [
      inert(say(layer.title)),
      ...columns.map((column) => cell(column, feature)),
      ...origin.map(([, text]) => inert(text)),
    ]),
  );
  const line = (/** @type {string[]} */ cells) => cells.map((each) => quoted(each, separator)).join(separator) + LINE_END;
  return BYTE_ORDER_MARK + [head.map(inert), ...rows].map(line).join("");
}

/**
 * Copies what is shown as a table for a letter and as columns for a spreadsheet.
 * @param {Context} context
 * @param {HTMLElement} place that tells that it was done
 */
export function copyTable(context, place) {
  const rows = printed(context);
  const text = rows.map(({ cells }) => cells.join("\t")).join("\n");
  const body = rows.map((row) => element("tr", {}, ...cellsOf(row, context.columns)));
  const html = new XMLSerializer().serializeToString(element("table", { border: 1 }, element("tbody", {}, ...body)));
  copy(context.plan, place, { "text/plain": text, "text/html": html });
}

/**
 * The cells of a row of a letter's table; a note is as wide as the table.
 * @param {PrintedRow} row
 * @param {TableColumn[]} columns
 */
function cellsOf({ cells, kind }, columns) {
  if (kind === "note") return [element("td", { colspan: columns.length }, cells[0])];
  return cells.map((text, i) =>
    element(kind === "head" ? "th" : "td", { align: columns[i].decimals === null ? null : "right" }, text),
  );
}

/**
 * Puts a content on the clipboard in some forms, from disk too, and says so.
 * @param {Plan} plan
 * @param {HTMLElement} place
 * @param {Record<string, string>} forms by media type
 */
export function copy(plan, place, forms) {
  const fill = (/** @type {ClipboardEvent} */ event) => {
    event.preventDefault();
    for (const [type, content] of Object.entries(forms)) event.clipboardData?.setData(type, content);
  };
  document.addEventListener("copy", fill, { once: true, capture: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", fill, { capture: true });
  const told = element("span", { class: "copied", role: "status" });
  place.append(told);
  told.textContent = words(plan, done ? "copied" : "not_copied");
  setTimeout(() => told.remove(), 2500);
}

/**
 * Copies the address that leads back to this picture.
 * @param {Plan} plan
 * @param {HTMLElement} place
 */
export function copyLink(plan, place) {
  copy(plan, place, { "text/plain": location.href });
}

/**
 * The table as printed, each row of as many cells: heading, layers with their sums, origin.
 * @param {Context} context
 */
function printed({ plan, state, columns, groups }) {
  const text = (/** @type {TableColumn} */ column, /** @type {Feature} */ feature) =>
    column.decimals === null ? inert(column.text(feature)) : asFigure(column.text(feature));
  const total = (/** @type {Feature[]} */ features) => (/** @type {TableColumn} */ column) =>
    column.key === "name" ? `${words(plan, "total")} (${number(features.length)})` : asFigure(sumText(column, features));
  const note = (/** @type {string} */ told) => ({
    kind: /** @type {const} */ ("note"),
    cells: columns.map((_, i) => (i === 0 ? inert(told) : "")),
  });
  /** @type {PrintedRow[]} */
  const rows = [
    { kind: "head", cells: columns.map(({ title }) => title) },
    ...groups.flatMap(({ layer, features }) => [
      note(say(layer.title)),
      ...features.map((feature) => ({ kind: /** @type {const} */ ("row"), cells: columns.map((column) => text(column, feature)) })),
      { kind: /** @type {const} */ ("row"), cells: columns.map(total(features)) },
    ]),
    ...originOf(plan, state).map(([title, told]) => note(`${title}: ${told}`)),
  ];
  return rows;
}

/** A printed figure with the signs that a spreadsheet reads; nothing for a dash. @param {string} text */
function asFigure(text) {
  return text.replace("−", "-").replace(/^[–+]/, "");
}

/**
 * Where the rows come from, and what they are filtered by.
 * @param {Plan} plan
 * @param {State} state
 * @returns {[string, string][]}
 */
function originOf(plan, state) {
  const limits = limitsOf(plan, state).map(({ says }) => says).join("; ");
  const note = [
    plan.audience === "internal" && words(plan, "internal_only"),
    plan.forced && words(plan, "forced"),
    words(plan, "notice"),
  ].filter(Boolean);
  return [
    [words(plan, "statuses_on"), day(state.date)],
    [words(plan, "as_of"), day(plan.as_of)],
    [words(plan, "filtered_by"), limits || words(plan, "no_filter")],
    [words(plan, "revision"), plan.revision],
    [words(plan, "version"), plan.version],
    [words(plan, "heading_note"), note.join(". ")],
  ];
}

/**
 * A figure as a spreadsheet reads it: without groups, with the language's decimal sign.
 * @param {TableColumn} column
 * @param {Feature} feature
 */
function cell({ decimals, text, value }, feature) {
  if (decimals === null) return inert(text(feature));
  const figure = value(feature);
  if (typeof figure !== "number") return "";
  const plain = String(Number(figure.toFixed(decimals)));
  return current() === "vi" ? plain.replace(".", ",") : plain;
}

/**
 * @param {string} text
 * @param {string} separator
 */
function quoted(text, separator) {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {Context} context */
function fileName({ plan, state }) {
  return `zoneplan-${state.date}-${plan.revision}`;
}
