// @ts-check
// Above the map: how much is shown, what it is filtered by, and a link to just this picture.

import { withRole } from "./data.js";
import { button, drawing, element, refill } from "./dom.js";
import { sums } from "./figures.js";
import { filterColumns, valueTitle } from "./filters.js";
import { number, say, stated } from "./language.js";
import { noFilters, STATUS, statusKey } from "./state.js";
import { statusTitle, words } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */
/** What is filtered by, and how to stop it. @typedef {{key: string, says: string, drop: () => void}} Limit */

/**
 * Counts and hectares of what is shown, told anew whenever they change; then the chips.
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 * @param {() => void} copyLink
 */
export function tallyBar(plan, state, shown, copyLink) {
  const tally = element("div", { class: "tally", role: "status" });
  const chips = element("ul", { class: "chips" });
  const link = button({ class: "copy-link" }, copyLink);
  state.follow(["language", "shown"], () => {
    const hadFocus = chips.contains(document.activeElement);
    tally.replaceChildren(told(plan, shown));
    const limits = limitsOf(plan, state);
    refill(chips, ...limits.map((limit) => chip(plan, limit)), limits.length > 1 && dropAll(plan, state));
    chips.setAttribute("aria-label", words(plan, "filtered_by"));
    chips.hidden = limits.length === 0;
    if (hadFocus && chips.hidden) link.focus({ preventScroll: true });
  });
  state.follow(["language"], () => {
    const says = words(plan, "copy_link");
    link.replaceChildren(chain(), element("span", { class: "copy-link-text" }, says));
    link.setAttribute("aria-label", says);
    link.title = says;
  });
  return [tally, chips, link];
}

/** Two links of a chain. */
function chain() {
  const ring = { width: 9, height: 6, rx: 3, fill: "none", stroke: "currentColor", "stroke-width": 1.5 };
  const icon = { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" };
  return drawing("svg", icon, drawing("rect", { x: 1, y: 5, ...ring }), drawing("rect", { x: 6, y: 5, ...ring }));
}

/**
 * The filters in words.
 * @param {Plan} plan
 * @param {State} state
 * @returns {Limit[]}
 */
export function limitsOf(plan, state) {
  const { hidden, filters } = state;
  const { atLeast, atMost, text } = filters;
  const layers = withRole(plan, "feature");
  const area = (/** @type {string} */ sign, /** @type {number} */ figure) => `${words(plan, "card_areas")} ${sign} ${stated(figure)} ha`;
  /** @type {(Limit | false)[]} */
  const limits = [
    ...layers
      .filter(({ name, variants }) => !variants && hidden.has(name))
      .map(({ name, title }) => ({ key: `layer=${name}`, says: `${words(plan, "without")} ${say(title)}`, drop: () => state.show(name, true) })),
    ...[...filters.statuses].map((key) => ({ key: `status=${key}`, says: statusWords(plan, key), drop: () => state.toggle(STATUS, key) })),
    ...filterColumns(plan).flatMap((column) =>
      [...(filters.values.get(column.name) ?? [])].map((value) => ({
        key: `${column.name}=${value}`,
        says: `${say(column.title)}: ${valueTitle(plan, column, value)}`,
        drop: () => state.toggle(column.name, value),
      })),
    ),
    atLeast !== null && { key: "atLeast", says: area("≥", atLeast), drop: () => state.filter({ atLeast: null }) },
    atMost !== null && { key: "atMost", says: area("≤", atMost), drop: () => state.filter({ atMost: null }) },
    text !== "" && { key: "text", says: `${words(plan, "with_text")} “${text}”`, drop: () => state.filter({ text: "" }) },
  ];
  return limits.filter((limit) => limit !== false);
}

/**
 * Features shown of all, then count and hectares of each layer: layers lie within each other, so
 * their hectares are never added up. Variants of one outline are not counted among the features.
 * @param {Plan} plan
 * @param {Shown} shown
 */
function told(plan, shown) {
  const layers = withRole(plan, "feature");
  const countable = layers.filter(({ variants }) => !variants);
  const all = countable.flatMap(({ features }) => features).length;
  const parts = layers
    .map((layer) => ({ layer, own: shown.of(layer) }))
    .filter(({ own }) => own.length > 0)
    .map(({ layer, own }) =>
      element("li", {}, `${say(layer.title)} `, element("b", {}, number(own.length)), layer.variants ? "" : ` · ${hectares(plan, own)}`),
    );
  const count = element("strong", {}, `${number(countable.flatMap((layer) => shown.of(layer)).length)}/${number(all)}`);
  return element(
    "ul",
    {},
    element("li", {}, `${words(plan, "shown")} `, count),
    parts.length > 0 &&
      element(
        "li",
        { class: "quiet" },
        words(plan, "total_by_table"),
        element("span", { class: "tally-key" }, ` (${words(plan, "total_key")})`),
        ":",
      ),
    ...parts,
  );
}

/**
 * What is declared, and apart from it what is only estimated.
 * @param {Plan} plan
 * @param {Feature[]} features
 */
function hectares(plan, features) {
  const { declared, estimated } = sums(features);
  const parts = [declared !== null && stated(declared), estimated !== null && `≈\u00a0${stated(estimated)}`].filter(Boolean);
  return parts.length > 0 ? parts.join(" + ") : words(plan, "not_declared");
}

/**
 * @param {Plan} plan
 * @param {string} key
 */
function statusWords(plan, key) {
  for (const layer of withRole(plan, "feature")) {
    for (const code of [null, ...layer.statuses.map(({ code }) => code), ...layer.features.flatMap(({ history }) => history.map(({ status }) => status))]) {
      if (statusKey(layer.name, code) === key) return `${say(layer.title)}: ${statusTitle(plan, layer, code)}`;
    }
  }
  return key;
}

/**
 * @param {Plan} plan
 * @param {Limit} limit
 */
function chip(plan, { key, says, drop }) {
  const made = button({ class: "limit", "aria-label": `${words(plan, "drop_filter")}: ${says}` }, drop, says, element("span", { "aria-hidden": "true" }, "×"));
  made.dataset.key = key;
  return element("li", {}, made);
}

/**
 * @param {Plan} plan
 * @param {State} state
 */
function dropAll(plan, state) {
  const drop = () => {
    for (const { name, variants } of withRole(plan, "feature")) if (!variants) state.hidden.delete(name);
    state.filter(noFilters());
    state.tell("layers");
  };
  return element("li", {}, button({ class: "drop-all" }, drop, words(plan, "drop_all")));
}
