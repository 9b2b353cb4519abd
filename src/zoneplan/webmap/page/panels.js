// @ts-check
// The panels that open over or below the map: on a narrow screen one at a time.

import { button } from "./dom.js";
import { words } from "./wording.js";

/** @typedef {import("./data.js").Plan} Plan */
/** A class that the page bears while a panel is open. @typedef {"with-column" | "with-table"} Panel */

const PANELS = /** @type {Panel[]} */ (["with-column", "with-table"]);
const NARROW = "(max-width: 52rem)";

/**
 * Opens or closes a panel; its button tells so.
 * @param {Panel} panel
 * @param {boolean} isOpen
 */
export function setPanel(panel, isOpen) {
  document.body.classList.toggle(panel, isOpen);
  document.querySelector(`.opener-${panel}`)?.setAttribute("aria-expanded", String(isOpen));
  if (isOpen && isNarrow()) PANELS.filter((other) => other !== panel).forEach((other) => setPanel(other, false));
}

/** Closes what would cover the map and the card. */
export function makeRoom() {
  if (isNarrow()) PANELS.forEach((panel) => setPanel(panel, false));
}

/**
 * A button that opens and closes a panel.
 * @param {Plan} plan
 * @param {string} key of its text
 * @param {Panel} panel
 */
export function opener(plan, key, panel) {
  const isOpen = () => document.body.classList.contains(panel);
  const attributes = { class: `opener opener-${panel}`, "aria-expanded": String(isOpen()) };
  return button(attributes, () => setPanel(panel, !isOpen()), words(plan, key));
}

function isNarrow() {
  return matchMedia(NARROW).matches;
}
