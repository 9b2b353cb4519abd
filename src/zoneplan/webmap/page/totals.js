// @ts-check
// Totals by status: one bar a layer, as wide as the hectares of each status; a click filters.

import { styleOf } from "./data.js";
import { drawing, element } from "./dom.js";
import { statedArea, sums } from "./figures.js";
import { number, say, stated } from "./language.js";
import { STATUS, statusKey } from "./state.js";
import { capital, statusTitle } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */
/**
 * The features of one status that are shown, or would be if it were chosen.
 * @typedef {object} Group
 * @property {string | null} status
 * @property {string} key as filters know it
 * @property {Feature[]} features
 * @property {boolean} isOut left out by the filter by status
 */

const [WIDTH, HEIGHT, GAP, NARROWEST] = [304, 16, 1.5, 3];

/**
 * The statuses of a layer's features on the day that is shown, in the order of progress.
 * @param {State} state
 * @param {Shown} shown
 * @param {Layer} layer
 * @returns {Group[]}
 */
export function statusGroups(state, shown, layer) {
  /** @type {Map<string | null, Feature[]>} */
  const groups = new Map();
  for (const feature of shown.ofDay(layer)) groups.set(shown.statusOf(feature), []);
  for (const feature of shown.but(STATUS)) {
    if (feature.layer === layer) groups.get(shown.statusOf(feature))?.push(feature);
  }
  const isFiltered = state.filters.statuses.size > 0;
  const known = layer.statuses.map(({ code }) => code);
  const rank = (/** @type {string | null} */ status) => (known.indexOf(status ?? "") + known.length + 1) % (known.length + 1);
  return [...groups]
    .sort(([one], [other]) => rank(one) - rank(other))
    .map(([status, features]) => {
      const key = statusKey(layer.name, status);
      return { status, key, features, isOut: isFiltered && !state.isChosen(STATUS, key) };
    });
}

/**
 * The bar of a layer. The rows below it say and do the same for those who do not use a pointer.
 * @param {Plan} plan
 * @param {State} state
 * @param {Layer} layer
 * @param {Group[]} groups
 */
export function totals(plan, state, layer, groups) {
  const sized = groups.filter(({ features }) => features.length > 0);
  if (sized.length === 0) return false;
  const byArea = sized.some(({ features }) => features.some((feature) => statedArea(feature) !== null));
  const sizes = sized.map(({ features }) => (byArea ? (sums(features).stated ?? 0) : features.length));
  const widths = shared(sizes, WIDTH - GAP * (sized.length - 1));
  let x = 0;
  const bars = sized.map((group, i) => {
    const bar = segment(plan, state, layer, group, { x, width: widths[i] });
    x += widths[i] + GAP;
    return bar;
  });
  return element(
    "div",
    { class: "totals", "aria-hidden": "true" },
    drawing("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none" }, ...bars),
  );
}

/**
 * @param {Plan} plan
 * @param {State} state
 * @param {Layer} layer
 * @param {Group} group
 * @param {{x: number, width: number}} place
 */
function segment(plan, state, layer, { status, key, features, isOut }, place) {
  const style = styleOf(plan, layer, status);
  const { stated: sum, estimated } = sums(features);
  const area = sum === null ? "" : `, ${estimated === null ? "" : "≈ "}${stated(sum)} ha`;
  const says = `${say(layer.title)}, ${statusTitle(plan, layer, status)}: ${number(features.length)}${area}`;
  const box = { ...place, y: 0.75, height: HEIGHT - 1.5, fill: `url(#${style.pattern})`, stroke: style.outline };
  const bar = drawing("rect", { ...box, class: isOut ? "segment out" : "segment" }, drawing("title", {}, capital(says)));
  bar.addEventListener("click", () => state.toggle(STATUS, key));
  return bar;
}

/**
 * A width divided as some sizes are, none narrower than can be seen.
 * @param {number[]} sizes
 * @param {number} width
 */
function shared(sizes, width) {
  const whole = sizes.reduce((sum, size) => sum + size, 0) || 1;
  const free = width - NARROWEST * sizes.length;
  return sizes.map((size) => NARROWEST + (free * size) / whole);
}
