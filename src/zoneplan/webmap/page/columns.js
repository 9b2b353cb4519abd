// @ts-check
// The columns of the table: what each holds, prints, is sorted by, and gives to a spreadsheet.

import { own } from "./data.js";
import { nameOn } from "./feature.js";
import { printedSum } from "./figures.js";
import { eventOn, statusOn } from "./history.js";
import { day, number, say, signed, stated } from "./language.js";
import { capital, codeTitle, statusTitle, when, words } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */
/**
 * @typedef {object} TableColumn
 * @property {string} key
 * @property {string} title in the language in use, with its unit
 * @property {number | null} decimals of a figure as it is printed; null where it is a text
 * @property {(feature: Feature) => string} text as printed
 * @property {(feature: Feature) => string | number | null} value by which it is sorted
 * @property {boolean} [adds] whether its sum means something
 */

/**
 * The columns in the language in use; in a comparison of two days the earlier status too.
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 * @returns {TableColumn[]}
 */
export function tableColumns(plan, state, shown) {
  const { before, date } = state;
  return [
    { ...texts(plan, "heading_code", ({ code }) => String(code ?? "")), key: "code" },
    { ...texts(plan, "heading_name", (feature) => say(nameOn(feature, date))), key: "name" },
    ...(before === null ? [] : [statusColumn(plan, before, (feature) => statusOn(feature, before), true)]),
    statusColumn(plan, date, (feature) => shown.statusOf(feature), before !== null),
    whenColumn(plan, date),
    area(plan, "declared_area_ha", "heading_declared", { print: stated, decimals: 4, adds: true }),
    area(plan, "estimated_area_ha", "heading_estimated", { print: stated, decimals: 4, adds: true }),
    area(plan, "geodesic_area_ha", "heading_geodesic", { print: (figure) => number(figure, 2), decimals: 2, adds: true }),
    area(plan, "difference_ha", "heading_difference_ha", { print: signed, decimals: 2 }),
    area(plan, "difference_pct", "heading_difference_pct", { print: signed, decimals: 2 }),
    {
      ...texts(plan, "heading_verdict", ({ area: own }) => (own?.verdict ? codeTitle(plan, "verdict", own.verdict) : "")),
      key: "verdict",
    },
    { ...texts(plan, "heading_outline", (feature) => outline(plan, feature)), key: "outline" },
  ];
}

/**
 * The sum of a column as it is printed; empty where a sum means nothing.
 * @param {TableColumn} column
 * @param {Feature[]} features
 */
export function sumText({ adds, decimals, value }, features) {
  if (!adds || decimals === null || features.some(({ layer }) => layer.variants)) return "";
  const sum = printedSum(features.map((feature) => /** @type {number | null} */ (value(feature))), decimals);
  return decimals > 2 ? stated(sum) : number(sum, decimals);
}

/**
 * @param {Plan} plan
 * @param {string} title
 * @param {(feature: Feature) => string} text
 * @returns {Omit<TableColumn, "key">}
 */
function texts(plan, title, text) {
  return { title: words(plan, title), decimals: null, text, value: (feature) => text(feature) || null };
}

/**
 * Sorted by progress.
 * @param {Plan} plan
 * @param {string} date
 * @param {(feature: Feature) => string | null} status
 * @param {boolean} isDated
 * @returns {TableColumn}
 */
function statusColumn(plan, date, status, isDated) {
  const title = words(plan, "heading_status");
  return {
    key: isDated ? `status ${date}` : "status",
    title: isDated ? `${title}, ${day(date)}` : title,
    decimals: null,
    text: (feature) => {
      if (feature.layer.statuses.length === 0) return "";
      const mark = eventOn(feature, date)?.basis === "inferred" ? ` (${words(plan, "inferred")})` : "";
      return `${capital(statusTitle(plan, feature.layer, status(feature)))}${mark}`;
    },
    value: (feature) => {
      const rank = feature.layer.statuses.findIndex(({ code }) => code === status(feature));
      return rank < 0 ? null : rank;
    },
  };
}

/**
 * Since when, or as reported on which day; sorted by the date.
 * @param {Plan} plan
 * @param {string} date
 * @returns {TableColumn}
 */
function whenColumn(plan, date) {
  return {
    key: "when",
    title: words(plan, "heading_date"),
    decimals: null,
    text: (feature) => {
      const event = eventOn(feature, date);
      return event ? when(plan, event) : "";
    },
    value: (feature) => eventOn(feature, date)?.date ?? null,
  };
}

/**
 * @param {Plan} plan
 * @param {"declared_area_ha" | "estimated_area_ha" | "geodesic_area_ha" | "difference_ha" | "difference_pct"} key
 * @param {string} title
 * @param {{print: (figure: number | null | undefined) => string, decimals: number, adds?: boolean}} figure
 * @returns {TableColumn}
 */
function area(plan, key, title, { print, decimals, adds }) {
  const value = (/** @type {Feature} */ { area: own }) => own?.[key] ?? null;
  return { key, title: words(plan, title), decimals, adds, value, text: (feature) => print(value(feature)) };
}

/**
 * What an outline rests on, and how wrong a position may be.
 * @param {Plan} plan
 * @param {Feature} feature
 */
function outline(plan, { isDrawn, values }) {
  if (!isDrawn) return words(plan, "no_outline");
  const basis = own(plan.bases, values.boundary_basis);
  const doubt = values.boundary_uncertainty_m;
  const title = basis ? say(basis.title) : words(plan, "basis_unknown");
  return typeof doubt === "number" ? `${title}, ±\u00a0${stated(doubt)}\u00a0m` : title;
}
