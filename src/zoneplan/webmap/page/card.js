// @ts-check
// The card of one feature: what it is, in which state, how big, by which decision, how sure.

import { lineOf, own, styleOf } from "./data.js";
import { button, element } from "./dom.js";
import { current, number, say, signed, stated } from "./language.js";
import { decisions, sources } from "./papers.js";
import { lineSample, swatch } from "./swatch.js";
import { capital, codeTitle, newest, statusTitle, valueText, when, words } from "./wording.js";

/** @typedef {import("./data.js").Event} Event */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./dom.js").Child} Child */
/** @typedef {import("./state.js").State} State */

/** What the card says in its own words, so not again among the columns. */
const TOLD = new Set([
  "code name_vi name_en status decision declared_area_ha estimated_area_ha area_source",
  "boundary_basis boundary_uncertainty_m boundary_source",
].flatMap((names) => names.split(" ")));

/**
 * The content of a feature's card.
 * @param {Plan} plan
 * @param {State} state
 * @param {Feature} feature
 * @returns {Node[]}
 */
export function cardContent(plan, state, feature) {
  const parts = [
    head(plan, state, feature),
    status(plan, feature),
    section(plan, "card_areas", ...areas(plan, feature)),
    section(plan, "card_history", ...history(plan, feature)),
    section(plan, "card_outline", ...outline(plan, feature)),
    section(plan, "card_decisions", ...decisions(plan, feature)),
    section(plan, "card_more", ...more(plan, feature)),
    section(plan, "sources", ...sources(plan, feature)),
  ];
  return /** @type {Node[]} */ (parts.filter(Boolean));
}

/**
 * @param {Plan} plan
 * @param {State} state
 * @param {Feature} feature
 */
function head(plan, state, feature) {
  const other = current() === "vi" ? "en" : "vi";
  const close = button({ class: "close", "aria-label": words(plan, "close") }, () => state.select(null), "×");
  return element(
    "header",
    {},
    element("p", { class: "kicker" }, `${say(feature.layer.title)} · ${feature.code ?? "?"}`),
    element("h2", {}, say(feature.name)),
    element("p", { class: "other-name", lang: other }, feature.name[other]),
    close,
  );
}

/**
 * @param {Plan} plan
 * @param {Feature} feature
 */
function status(plan, feature) {
  if (feature.layer.statuses.length === 0) return false;
  const event = newest(feature);
  const style = styleOf(plan, feature.layer, feature.status);
  const title = capital(statusTitle(plan, feature.layer, feature.status));
  return element(
    "div",
    { class: "status" },
    swatch(style),
    element(
      "p",
      {},
      element("strong", {}, title),
      event && element("span", { class: "when" }, when(plan, event)),
      event && inferred(plan, event),
    ),
  );
}

/**
 * @param {Plan} plan
 * @param {Event} event
 */
function inferred(plan, event) {
  return event.basis === "inferred" && element("em", { class: "chip" }, words(plan, "inferred"));
}

/**
 * @param {Plan} plan
 * @param {string} key
 * @param {...Child} children
 */
function section(plan, key, ...children) {
  return children.some(Boolean) && element("section", {}, element("h3", {}, words(plan, key)), ...children);
}

/**
 * @param {Plan} plan
 * @param {Feature} feature
 * @returns {Child[]}
 */
function areas(plan, { area }) {
  if (!area) return [];
  const difference = area.difference_ha === null
    ? null
    : `${signed(area.difference_ha)} ha (${signed(area.difference_pct)} %)`;
  const reason = area.reason && codeTitle(plan, "verdict_reason", area.reason);
  const isSound = area.verdict === "agrees" || area.verdict === "differs";
  return [
    pairs(
      [words(plan, "declared"), area.declared_area_ha === null ? words(plan, "not_declared") : `${stated(area.declared_area_ha)} ha`],
      area.estimated_area_ha === null ? null : [words(plan, "estimated_area"), `≈ ${stated(area.estimated_area_ha)} ha`],
      [words(plan, "geodesic_area"), hectares(area.geodesic_area_ha)],
      [words(plan, "grid_area"), hectares(area.grid_area_ha)],
      difference ? [words(plan, "difference"), difference] : null,
    ),
    element(
      "p",
      { class: `verdict ${isSound ? `verdict-${area.verdict}` : "verdict-open"}` },
      element("strong", {}, capital(codeTitle(plan, "verdict", area.verdict))),
      reason ? `: ${reason}` : "",
    ),
  ];
}

/** @param {number | null} value */
function hectares(value) {
  return value === null ? "–" : `${number(value, 2)} ha`;
}

/**
 * @param {Plan} plan
 * @param {Feature} feature
 * @returns {Child[]}
 */
function history(plan, feature) {
  const counted = feature.history.filter(({ date }) => date <= feature.as_of);
  const items = counted.reverse().map((event) =>
    element(
      "li",
      {},
      swatch(styleOf(plan, feature.layer, event.status)),
      element(
        "div",
        {},
        element("strong", {}, capital(statusTitle(plan, feature.layer, event.status))),
        element("span", { class: "when" }, when(plan, event)),
        inferred(plan, event),
        event.note && element("p", { class: "small" }, event.note),
      ),
    ),
  );
  return items.length > 0 ? [element("ol", { class: "history" }, ...items)] : [];
}

/**
 * @param {Plan} plan
 * @param {Feature} feature
 * @returns {Child[]}
 */
function outline(plan, feature) {
  const { boundary_basis: code, boundary_uncertainty_m: uncertainty } = feature.values;
  const basis = own(plan.bases, code);
  const title = basis ? say(basis.title) : words(plan, "basis_unknown");
  const told = feature.parts.length === 0 ? words(plan, "no_outline") : title;
  return [
    element(
      "p",
      { class: "basis" },
      feature.parts.length > 0 && lineSample(lineOf(plan, feature)),
      element("span", {}, capital(told)),
    ),
    typeof uncertainty === "number" && feature.parts.length > 0 &&
      pairs([words(plan, "uncertainty"), `± ${stated(uncertainty)} m`]),
  ];
}

/**
 * The columns of the layer that are not told above, then those that only the file knows.
 * @param {Plan} plan
 * @param {Feature} feature
 * @returns {Child[]}
 */
function more(plan, { layer, values }) {
  const known = layer.columns.filter(({ name, codes }) => !TOLD.has(name) && codes !== "sources");
  const names = new Set(layer.columns.map(({ name }) => name));
  const foreign = Object.entries(values).filter(([name]) => !names.has(name));
  const rows = [
    ...known.map((column) => pair(say(column.title), values[column.name], (value) => valueText(plan, column, value))),
    ...foreign.map(([name, held]) => pair(name, held, (value) => String(value))),
  ].filter((row) => row !== null);
  return rows.length > 0 ? [pairs(...rows)] : [];
}

/**
 * @param {string} title
 * @param {import("./data.js").Value} value
 * @param {(value: import("./data.js").Value) => string} text
 * @returns {[string, string] | null}
 */
function pair(title, value, text) {
  return value === null || value === undefined || value === "" ? null : [title, text(value)];
}

/** @param {...([string, string] | null)} rows */
function pairs(...rows) {
  const known = rows.filter((row) => row !== null);
  return element(
    "dl",
    {},
    ...known.map(([title, text]) => element("div", {}, element("dt", {}, title), element("dd", {}, text))),
  );
}
