// @ts-check
// The features on the map for the keyboard and for those who hear the page: one list, one step a key.

import { nameOn } from "./feature.js";
import { element } from "./dom.js";
import { eventOn } from "./history.js";
import { number, say } from "./language.js";
import { bringIntoSight } from "./view.js";
import { capital, statusTitle, when, words } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */

const FAR = 10;
const STEPS = /** @type {Record<string, number>} */ ({
  ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1,
  PageDown: FAR, PageUp: -FAR, Home: -Infinity, End: Infinity,
});

/**
 * A list that shows itself while it has the focus: arrows go from outline to outline, Enter opens
 * the card. Only the feature that one stands on is in the page.
 * @param {import("leaflet").Map} map
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 */
export function roving(map, plan, state, shown) {
  const list = element("div", { class: "roving", role: "listbox", tabindex: 0 });
  const place = element("section", { class: "roving-place" }, list);
  /** @type {Feature | null} */
  let standsOn = null;
  const placed = () => shown.features.filter(({ isDrawn }) => isDrawn);
  const write = () => {
    for (const part of [place, list]) part.setAttribute("aria-label", words(plan, "features_on_map"));
    const all = placed();
    if (!standsOn || !all.includes(standsOn)) standsOn = state.selected ?? all[0] ?? null;
    list.replaceChildren(...(standsOn ? [option(plan, state, standsOn, all)] : []));
    if (standsOn) list.setAttribute("aria-activedescendant", "roving-option");
    else list.removeAttribute("aria-activedescendant");
  };
  const stand = (/** @type {Feature} */ feature) => {
    standsOn = feature;
    write();
    state.hover(feature);
    bringIntoSight(map, feature);
  };
  list.addEventListener("focus", () => standsOn && stand(state.selected ?? standsOn));
  list.addEventListener("blur", () => state.hover(null));
  list.addEventListener("keydown", (event) => {
    const [all, step] = [placed(), STEPS[event.key]];
    if (standsOn && (event.key === "Enter" || event.key === " ")) state.select(standsOn);
    else if (step && all.length > 0) stand(all[Math.min(all.length - 1, Math.max(0, all.indexOf(/** @type {Feature} */ (standsOn)) + step))]);
    else return;
    event.preventDefault();
  });
  state.follow(["language", "shown", "selection"], write);
  return place;
}

/**
 * @param {Plan} plan
 * @param {State} state
 * @param {Feature} feature
 * @param {Feature[]} all
 */
function option(plan, { date, selected }, feature, all) {
  const at = all.indexOf(feature) + 1;
  const event = eventOn(feature, date);
  const status = capital(statusTitle(plan, feature.layer, event?.status ?? null));
  return element(
    "div",
    {
      id: "roving-option",
      role: "option",
      "aria-selected": String(feature === selected),
      "aria-posinset": at,
      "aria-setsize": all.length,
    },
    element("strong", {}, say(nameOn(feature, date))),
    feature.layer.statuses.length > 0 && element("span", {}, event ? `${status}, ${when(plan, event)}` : status),
    element("span", { class: "small" }, `${number(at)}/${number(all.length)} · ${words(plan, "roving_keys")}`),
  );
}
