// @ts-check
// All features in one table; what is printed adds up.

import { withRole } from "./data.js";
import { button, element } from "./dom.js";
import { printedSum } from "./figures.js";
import { number, say, signed, stated } from "./language.js";
import { capital, codeTitle, newest, statusTitle, when, words } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./state.js").State} State */

const HEADINGS = [
  "heading_code",
  "heading_name",
  "heading_status",
  "heading_declared",
  "heading_estimated",
  "heading_geodesic",
  "heading_difference_ha",
  "heading_difference_pct",
  "heading_verdict",
];
const FIRST_FIGURE = 3;
const LAST_FIGURE = 7;

/**
 * The table's content in the language in use.
 * @param {Plan} plan
 * @param {State} state
 */
export function tableContent(plan, state) {
  const head = HEADINGS.map((key, i) =>
    element("th", { scope: "col", class: isFigure(i) ? "figure" : null }, words(plan, key)),
  );
  return element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...head)),
    ...withRole(plan, "feature").map((layer) => body(plan, state, layer)),
  );
}

/**
 * @param {Plan} plan
 * @param {State} state
 * @param {Layer} layer
 */
function body(plan, state, layer) {
  const title = element("th", { scope: "rowgroup", colspan: HEADINGS.length }, say(layer.title));
  return element(
    "tbody",
    {},
    element("tr", { class: "group" }, title),
    ...layer.features.map((feature) => row(plan, state, feature)),
    total(plan, layer),
  );
}

/**
 * @param {Plan} plan
 * @param {State} state
 * @param {Feature} feature
 */
function row(plan, state, feature) {
  const { area } = feature;
  const made = cells("tr", [
    String(feature.code ?? ""),
    button({ class: "open" }, () => state.select(feature), say(feature.name)),
    status(plan, feature),
    stated(area?.declared_area_ha),
    stated(area?.estimated_area_ha),
    number(area?.geodesic_area_ha, 2),
    signed(area?.difference_ha),
    signed(area?.difference_pct),
    area?.verdict ? codeTitle(plan, "verdict", area.verdict) : "",
  ]);
  made.classList.toggle("selected", state.selected === feature);
  made.addEventListener("click", ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) state.select(feature);
  });
  return made;
}

/**
 * @param {Plan} plan
 * @param {Layer} layer
 */
function total(plan, { features }) {
  const sum = (/** @type {"declared_area_ha" | "estimated_area_ha" | "geodesic_area_ha"} */ key, /** @type {number} */ decimals) =>
    printedSum(features.map(({ area }) => area?.[key]), decimals);
  const made = cells("tr", [
    "",
    `${words(plan, "total")} (${number(features.length)})`,
    "",
    stated(sum("declared_area_ha", 4)),
    stated(sum("estimated_area_ha", 4)),
    number(sum("geodesic_area_ha", 2), 2),
    "",
    "",
    "",
  ]);
  made.classList.add("total");
  return made;
}

/**
 * @param {"tr"} tag
 * @param {(string | Node)[]} contents
 */
function cells(tag, contents) {
  const made = contents.map((content, i) => element("td", { class: isFigure(i) ? "figure" : null }, content));
  return element(tag, {}, ...made);
}

/** @param {number} index */
function isFigure(index) {
  return index >= FIRST_FIGURE && index <= LAST_FIGURE;
}

/**
 * @param {Plan} plan
 * @param {Feature} feature
 */
function status(plan, feature) {
  if (feature.layer.statuses.length === 0) return "";
  const title = capital(statusTitle(plan, feature.layer, feature.status));
  const event = newest(feature);
  if (!event) return title;
  const mark = event.basis === "inferred" ? ` (${words(plan, "inferred")})` : "";
  return `${title}, ${when(plan, event)}${mark}`;
}
