// @ts-check
// What stands around the map: the top line, the strip below with its buttons, the map's buttons.

import { button, element } from "./dom.js";
import { current, day, LANGUAGES, say } from "./language.js";
import { words } from "./wording.js";

/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./state.js").State} State */

const NAMES = { vi: "Tiếng Việt", en: "English" };

/**
 * Title, day, notice, for whom, the stamp of a forced build, the languages.
 * @param {Plan} plan
 * @param {State} state
 */
export function topLine(plan, state) {
  return [
    element("h1", {}, say(plan.title)),
    element(
      "div",
      { class: "edition-of" },
      element("p", { class: "as-of" }, `${words(plan, "as_of")} `, element("strong", {}, day(plan.as_of))),
      plan.audience === "internal" && element("p", { class: "internal" }, words(plan, "internal_only")),
    ),
    element("p", { class: "notice" }, words(plan, "notice")),
    plan.forced && element("p", { class: "stamp" }, words(plan, "forced")),
    languages(plan, state),
  ].filter((part) => part !== false);
}

/**
 * @param {Plan} plan
 * @param {State} state
 */
function languages(plan, state) {
  const buttons = LANGUAGES.map((lang) =>
    button(
      { lang, title: NAMES[lang], "aria-pressed": String(lang === current()) },
      () => state.speak(lang),
      lang.toUpperCase(),
    ),
  );
  return element("div", { class: "languages", role: "group", "aria-label": words(plan, "language") }, ...buttons);
}

/** Which edition this is. @param {Plan} plan */
export function edition(plan) {
  const asOf = ` · ${words(plan, "as_of").toLowerCase()} ${day(plan.as_of)}`;
  return element(
    "p",
    { class: "edition" },
    `${words(plan, "revision")} ${plan.revision} · zoneplan ${plan.version}`,
    element("span", { class: "edition-day" }, asOf),
  );
}

/**
 * @param {import("leaflet").Map} map
 * @param {Plan} plan
 * @param {() => void} home
 */
export function mapButtons(map, plan, home) {
  const named = (/** @type {string} */ key) => ({ title: words(plan, key), "aria-label": words(plan, key) });
  return [
    button(named("zoom_in"), () => map.zoomIn(), "+"),
    button(named("zoom_out"), () => map.zoomOut(), "−"),
    button(named("whole_plan"), home, "⌂"),
  ];
}
