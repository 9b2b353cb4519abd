// @ts-check
// The left column: whose plan it is, the legend that is also the layer switch, what was found.

import { styleOf, withRole } from "./data.js";
import { button, element } from "./dom.js";
import { printedSum, statedArea } from "./figures.js";
import { number, say, stated } from "./language.js";
import { lineSample, patch, stroke, swatch } from "./swatch.js";
import { capital, codeTitle, statusTitle, words } from "./wording.js";

/** @typedef {import("./dom.js").Child} Child */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Line} Line */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./state.js").State} State */

/**
 * The column's content in the language in use.
 * @param {Plan} plan
 * @param {State} state
 * @returns {Child[]}
 */
export function column(plan, state) {
  return [
    element("p", { class: "authority" }, say(plan.authority)),
    element("p", { class: "units" }, words(plan, "legend_units")),
    ...withRole(plan, "feature").map((layer) => featureLayer(plan, state, layer)),
    ground(plan, state),
    outlines(plan),
    element("p", { class: "small hectares" }, words(plan, "legend_hectares")),
    findings(plan),
  ];
}

/**
 * @param {Plan} plan
 * @param {State} state
 * @param {Layer} layer
 */
function featureLayer(plan, state, layer) {
  const { features } = layer;
  return element(
    "section",
    { class: "layer" },
    element(
      "div",
      { class: "row layer-head" },
      toggle(state, layer),
      element("span", { class: "count" }, number(features.length)),
      element("span", { class: "hectares" }, hectares(features)),
    ),
    layer.statuses.length > 0 && element("ul", { class: "statuses" }, ...statuses(plan, layer)),
    ...features.filter(({ parts }) => parts.length === 0).map((feature) => unplaced(plan, state, feature)),
    fresh(layer),
  );
}

/**
 * @param {State} state
 * @param {Layer} layer
 */
function toggle(state, layer) {
  const box = element("input", { type: "checkbox", checked: !state.hidden.has(layer.name) });
  box.dataset.layer = layer.name;
  box.addEventListener("change", () => state.show(layer.name, box.checked));
  return element("label", { class: "toggle" }, box, element("span", {}, say(layer.title)));
}

/**
 * One row for each status in use, in the order of progress.
 * @param {Plan} plan
 * @param {Layer} layer
 */
function statuses(plan, layer) {
  const known = layer.statuses.map(({ code }) => code);
  const used = [...new Set(layer.features.map(({ status }) => status))];
  const rank = (/** @type {string | null} */ code) => {
    const at = known.indexOf(code ?? "");
    return at < 0 ? known.length : at;
  };
  return used
    .sort((one, other) => rank(one) - rank(other))
    .map((status) => {
      const group = layer.features.filter((feature) => feature.status === status);
      return element(
        "li",
        { class: "row" },
        swatch(styleOf(plan, layer, status)),
        element("span", { class: "title" }, capital(statusTitle(plan, layer, status))),
        element("span", { class: "count" }, number(group.length)),
        element("span", { class: "hectares" }, hectares(group)),
      );
    });
}

/** The sum of stated areas; ≈ where one of them is only estimated. @param {Feature[]} features */
function hectares(features) {
  const guessed = features.some(
    (feature) => statedArea(feature) !== null && typeof feature.area?.declared_area_ha !== "number",
  );
  return `${guessed ? "≈\u00a0" : ""}${stated(printedSum(features.map(statedArea), 4))}`;
}

/**
 * A feature that cannot be drawn can still be opened.
 * @param {Plan} plan
 * @param {State} state
 * @param {Feature} feature
 */
function unplaced(plan, state, feature) {
  return button(
    { class: "unplaced" },
    () => state.select(feature),
    element("span", {}, say(feature.name)),
    element("em", {}, words(plan, "no_outline")),
  );
}

/**
 * When the layer was last confirmed, its newest event, what is inferred, what it lacks.
 * @param {Layer} layer
 */
function fresh({ freshness }) {
  return element("p", { class: "small fresh" }, capital(say(freshness)));
}

/**
 * @param {Plan} plan
 * @param {State} state
 */
function ground(plan, state) {
  const rows = withRole(plan, "line", "backdrop").map((layer) =>
    element("div", { class: "row ground-row" }, toggle(state, layer), sampleOf(plan, layer)),
  );
  return rows.length > 0 && element("section", { class: "layer ground" }, heading(plan, "ground"), ...rows);
}

/**
 * @param {Plan} plan
 * @param {Layer} layer
 */
function sampleOf(plan, layer) {
  if (layer.role === "line") return stroke("#26333D", 3);
  if (layer.geometry === "LineString") return stroke(plan.ground.river, 3);
  return layer.geometry === "Point" ? false : patch(plan.ground.land, plan.ground.shore);
}

/** What the outlines in use rest on. @param {Plan} plan */
function outlines(plan) {
  const drawn = withRole(plan, "feature").flatMap(({ features }) => features);
  const used = new Set(drawn.map(({ values }) => values.boundary_basis));
  const bases = Object.entries(plan.bases).filter(([code, { line }]) => used.has(code) && line !== "none");
  if (bases.length === 0) return false;
  const rows = bases.map(([, { title, line }]) =>
    element("li", { class: "row" }, lineSample(line), element("span", { class: "title" }, capital(say(title)))),
  );
  const odd = drawn.some((feature) => !Object.hasOwn(plan.bases, String(feature.values.boundary_basis)) && feature.parts.length > 0);
  if (odd) rows.push(element("li", { class: "row" }, lineSample("dashed"), words(plan, "basis_unknown")));
  return element("section", { class: "layer outlines" }, heading(plan, "outlines"), element("ul", {}, ...rows));
}

/** @param {Plan} plan */
function findings(plan) {
  const { length } = plan.findings;
  const rows = plan.findings.map(({ severity, code, message }) =>
    element(
      "li",
      { class: "finding" },
      element("b", { class: "severity" }, codeTitle(plan, "severity", severity)),
      ` ${code === null ? "" : `${code}: `}${say(message)}`,
    ),
  );
  return element(
    "details",
    { class: "findings" },
    element("summary", {}, `${words(plan, "findings")} (${number(length)})`),
    length > 0 ? element("ul", {}, ...rows) : element("p", {}, words(plan, "no_findings")),
  );
}

/**
 * @param {Plan} plan
 * @param {string} key
 */
function heading(plan, key) {
  return element("h2", {}, words(plan, key));
}

