// @ts-check
// The legend, which is also the layer switch and the filter by status; what the checks found.

import { isCut } from "./beyond.js";
import { styleOf, withRole } from "./data.js";
import { button, element, refill } from "./dom.js";
import { sums } from "./figures.js";
import { ADDED } from "./ground.js";
import { number, say, stated } from "./language.js";
import { STATUS } from "./state.js";
import { aimSample, lineSample, patch, softSample, stroke, swatch, symbolSample } from "./swatch.js";
import { statusGroups, totals } from "./totals.js";
import { isFar } from "./view.js";
import { capital, codeTitle, statusTitle, words } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Line} Line */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */

/**
 * The legend in step with what is shown: it switches layers, filters by status, counts.
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 * @param {(layer: Layer) => void} show brings an added layer into sight
 */
export function legend(plan, state, shown, show) {
  const place = element("div", { class: "legend" });
  const far = new Set(withRole(plan, "added").filter((layer) => isFar(plan, layer)));
  const way = (/** @type {Layer} */ layer) => wayTo(plan, state, layer, far.has(layer), show);
  state.follow(["language", "shown"], () => {
    refill(
      place,
      element("p", { class: "units" }, words(plan, "legend_units")),
      ...withRole(plan, "feature").map((layer) => featureLayer(plan, state, shown, layer)),
      ground(plan, state, way),
      outlines(plan, shown),
      element("p", { class: "small hectares" }, words(plan, "legend_hectares")),
      plan.left_out && element("p", { class: "small left-out" }, say(plan.left_out)),
    );
  });
  return place;
}

/**
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 * @param {Layer} layer
 */
function featureLayer(plan, state, shown, layer) {
  const features = shown.but("layer").filter((feature) => feature.layer === layer);
  const isOn = !state.hidden.has(layer.name);
  const groups = isOn && layer.statuses.length > 0 ? statusGroups(state, shown, layer) : [];
  return element(
    "section",
    { class: "layer" },
    element(
      "div",
      { class: "row layer-head" },
      toggle(state, layer),
      element("span", { class: "count" }, number(features.length)),
      element("span", { class: "hectares" }, layer.variants ? "" : hectares(features)),
    ),
    groups.length > 0 && totals(plan, state, layer, groups),
    groups.length > 0 && element("ul", { class: "statuses" }, ...groups.map((group) => statusRow(plan, state, layer, group))),
    layer.variants && variants(plan, layer),
    ...(isOn ? features : []).filter(({ isDrawn }) => !isDrawn).map((feature) => unplaced(plan, state, feature)),
    fresh(layer),
  );
}

/**
 * @param {State} state
 * @param {Layer} layer
 */
function toggle(state, layer) {
  const box = element("input", { type: "checkbox", checked: !state.hidden.has(layer.name) });
  box.dataset.layer = box.dataset.key = layer.name;
  box.addEventListener("change", () => state.show(layer.name, box.checked));
  return element("label", { class: "toggle" }, box, element("span", {}, say(layer.title)));
}

/**
 * A status of the day with what it counts; pressed, only its features are shown.
 * @param {Plan} plan
 * @param {State} state
 * @param {Layer} layer
 * @param {import("./totals.js").Group} group
 */
function statusRow(plan, state, layer, { status, key, features, isOut }) {
  const pressed = state.isChosen(STATUS, key);
  const row = button(
    { class: "row status-row", "aria-pressed": String(pressed) },
    () => state.toggle(STATUS, key),
    swatch(styleOf(plan, layer, status)),
    element("span", { class: "title" }, capital(statusTitle(plan, layer, status))),
    element("span", { class: "count" }, number(features.length)),
    element("span", { class: "hectares" }, hectares(features)),
  );
  row.dataset.key = key;
  row.classList.toggle("out", isOut);
  return element("li", {}, row);
}

/** Outlines only, and no sum. @param {Plan} plan @param {Layer} layer */
function variants(plan, layer) {
  const sample = stroke(styleOf(plan, layer, null).outline, 1.5, "5 3");
  const row = element("li", { class: "row" }, sample, element("span", { class: "title" }, words(plan, "variants")));
  return element("ul", { class: "statuses" }, row);
}

/** The sum of stated areas; ≈ where one of them is only estimated. @param {Feature[]} features */
function hectares(features) {
  const { estimated, stated: sum } = sums(features);
  return `${estimated === null ? "" : "≈\u00a0"}${stated(sum)}`;
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
 * Brings an added layer into sight, on if it was off; tells where it lies elsewhere than the plan.
 * @param {Plan} plan
 * @param {State} state
 * @param {Layer} layer
 * @param {boolean} isElsewhere
 * @param {(layer: Layer) => void} show
 */
function wayTo(plan, state, layer, isElsewhere, show) {
  const go = () => {
    if (state.hidden.has(layer.name)) state.show(layer.name, true);
    show(layer);
  };
  const made = button({ class: "way-to", "aria-label": `${words(plan, "added_show")}: ${say(layer.title)}` }, go, words(plan, "added_show"));
  made.dataset.key = `way ${layer.name}`;
  return element("p", { class: "small" }, isElsewhere && `${words(plan, "added_far")} `, made);
}

/**
 * @param {Plan} plan
 * @param {State} state
 * @param {(layer: Layer) => Node} way to an added layer
 */
function ground(plan, state, way) {
  const rows = withRole(plan, "line", "backdrop", "added").flatMap((layer) => [
    element("div", { class: "row ground-row" }, toggle(state, layer), sampleOf(plan, layer)),
    ...(layer.role === "added" ? [way(layer)] : []),
  ]);
  const land = withRole(plan, "backdrop").filter(({ geometry }) => geometry === "MultiPolygon").flatMap(({ features }) => features);
  const ends = isCut(land.flatMap(({ shapes, index }) => shapes.ringsOf(index))) && element("p", { class: "small" }, words(plan, "ground_ends"));
  return rows.length > 0 && element("section", { class: "layer ground" }, heading(plan, "ground"), ...rows, ends);
}

/**
 * @param {Plan} plan
 * @param {Layer} layer
 */
function sampleOf(plan, layer) {
  if (layer.role === "line") return stroke(plan.ground.quay, 3);
  if (layer.role === "added") return patch("none", ADDED.color);
  if (layer.geometry === "LineString") return stroke(plan.ground.river, 3);
  return layer.geometry === "Point" ? false : patch(plan.ground.land, plan.ground.shore);
}

/**
 * What the outlines that are shown rest on.
 * @param {Plan} plan
 * @param {Shown} shown
 */
function outlines(plan, shown) {
  const drawn = shown.features;
  const used = new Set(drawn.map((feature) => feature.cell("boundary_basis")));
  const bases = Object.entries(plan.bases).filter(([code, { line }]) => used.has(code) && line !== "none");
  if (bases.length === 0) return false;
  const rows = bases.map(([, { title, line }]) =>
    element("li", { class: "row" }, lineSample(line), element("span", { class: "title" }, capital(say(title)))),
  );
  const odd = drawn.some((feature) => !Object.hasOwn(plan.bases, String(feature.cell("boundary_basis"))) && feature.isDrawn);
  if (odd) rows.push(element("li", { class: "row" }, lineSample("dashed"), words(plan, "basis_unknown")));
  const looks = [[softSample(), "look_soft"], [symbolSample(), "look_symbol"], [aimSample(), "look_aim"]];
  for (const [look, key] of /** @type {[SVGElement, string][]} */ (looks)) {
    rows.push(element("li", { class: "row" }, look, element("span", { class: "title" }, capital(words(plan, key)))));
  }
  return element("section", { class: "layer outlines" }, heading(plan, "outlines"), element("ul", {}, ...rows));
}

/** What the checks found. @param {Plan} plan */
export function findings(plan) {
  const { length } = plan.findings;
  const rows = plan.findings.map(({ severity, code, message }) => {
    const isNamed = code === null || say(message).startsWith(String(code));
    return element(
      "li",
      { class: "finding" },
      element("b", { class: "severity" }, codeTitle(plan, "severity", severity)),
      ` ${isNamed ? "" : `${code}: `}${say(message)}`,
    );
  });
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
