// @ts-check
// The column at the left: whose plan it is, search, filters, legend, what the checks found.

import { element } from "./dom.js";
import { filters } from "./filters.js";
import { say } from "./language.js";
import { findings, legend } from "./legend.js";

/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */

/**
 * Its parts; each keeps itself in step.
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 * @param {HTMLElement} search
 * @param {(layer: import("./data.js").Layer) => void} show brings an added layer into sight
 */
export function column(plan, state, shown, search, show) {
  const authority = element("p", { class: "authority" });
  const found = element("div");
  state.follow(["language"], () => {
    authority.textContent = say(plan.authority);
    found.replaceChildren(findings(plan));
  });
  return [authority, search, filters(plan, state, shown), legend(plan, state, shown, show), found];
}
