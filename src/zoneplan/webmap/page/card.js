// @ts-check
// The card of one feature: what it is, in which state, how big, by which decision, how sure.

import { areas, officialAreas } from "./areas.js";
import { styleOf } from "./data.js";
import { nameOn } from "./feature.js";
import { button, element } from "./dom.js";
import { eventOn } from "./history.js";
import { current, say } from "./language.js";
import { decision, decisions, sources } from "./papers.js";
import { claims, findings, formerNames, inclusion } from "./said.js";
import { swatch } from "./swatch.js";
import { timeline } from "./timeline.js";
import { outline } from "./trust.js";
import { capital, inferred, pairs, statusTitle, valueText, when, words } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./dom.js").Child} Child */
/** @typedef {import("./state.js").State} State */

/** The id of the card's heading, by which the card is named. */
export const HEADING = "card-heading";

/** What the card says in its own words, so not again among the columns. */
const TOLD = new Set([
  "code name_vi name_en status decision declared_area_ha estimated_area_ha area_source",
  "boundary_basis boundary_uncertainty_m boundary_source",
].flatMap((names) => names.split(" ")));

/**
 * The content of a feature's card on the day that is shown.
 * @param {Plan} plan
 * @param {State} state
 * @param {Feature} feature
 * @returns {Node[]}
 */
export function cardContent(plan, state, feature) {
  const { date } = state;
  const parts = [
    head(plan, state, feature),
    status(plan, feature, date),
    section(plan, "card_history", ...timeline(plan, feature, date)),
    section(plan, "card_areas", ...areas(plan, feature)),
    section(plan, "card_official_areas", ...officialAreas(plan, feature, date)),
    section(plan, "card_outline", ...outline(plan, state, feature)),
    section(plan, "card_claims", ...claims(plan, feature, date)),
    section(plan, "card_findings", ...findings(plan, feature)),
    section(plan, "card_decisions", ...decisions(plan, feature, date)),
    section(plan, "card_inclusion", ...inclusion(plan, feature, date)),
    section(plan, "card_names", ...formerNames(plan, feature, date)),
    section(plan, "card_more", ...more(plan, feature)),
    section(plan, "sources", ...sources(plan, feature, date)),
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
  const name = nameOn(feature, state.date);
  const close = button({ class: "close", "aria-label": words(plan, "close") }, () => state.select(null), "×");
  return element(
    "header",
    {},
    element("p", { class: "kicker" }, `${say(feature.layer.title)} · ${feature.code ?? "?"}`),
    element("h2", { id: HEADING, tabindex: -1 }, say(name)),
    name[other] !== say(name) && element("p", { class: "other-name", lang: other }, name[other]),
    close,
  );
}

/**
 * @param {Plan} plan
 * @param {Feature} feature
 * @param {string} date
 */
function status(plan, feature, date) {
  const { layer } = feature;
  if (layer.statuses.length === 0) return false;
  const event = eventOn(feature, date);
  const code = event?.status ?? null;
  return element(
    "div",
    { class: "status" },
    swatch(styleOf(plan, layer, code)),
    element(
      "p",
      {},
      element("strong", {}, capital(statusTitle(plan, layer, code))),
      event && element("span", { class: "when" }, when(plan, event)),
      event?.basis === "inferred" && inferred(plan),
      event?.decision && element("span", { class: "when" }, ...decision(plan, event.decision)),
    ),
  );
}

/**
 * @param {Plan} plan
 * @param {string} key
 * @param {...Child} children
 */
function section(plan, key, ...children) {
  if (!children.some(Boolean)) return false;
  const id = `${HEADING}-${key}`;
  return element("section", { "aria-labelledby": id }, element("h3", { id }, words(plan, key)), ...children);
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
  ];
  return rows.some(Boolean) ? [pairs(...rows)] : [];
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
