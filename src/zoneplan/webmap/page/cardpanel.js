// @ts-check
// The card's place beside the map: opened and closed by the selection, with the focus led in and back.

import { cardContent, HEADING } from "./card.js";
import { element } from "./dom.js";
import { atScale } from "./trust.js";

/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./state.js").State} State */

/**
 * The card, in step with what is chosen.
 * @param {Plan} plan
 * @param {State} state
 */
export function cardPanel(plan, state) {
  const card = element("aside", { class: "card", hidden: true, "aria-labelledby": HEADING });
  /** Where the focus was before the card took it. @type {HTMLElement | null} */
  let origin = null;
  const write = () => {
    card.hidden = state.selected === null;
    if (state.selected) card.replaceChildren(...cardContent(plan, state, state.selected));
  };
  const rewrite = () => {
    const hadFocus = card.contains(document.activeElement);
    write();
    if (hadFocus) focusHeading(card);
  };
  state.on("language", rewrite);
  state.on("date", rewrite);
  state.on("view", () => {
    const told = card.querySelector(".at-scale");
    if (told && state.selected) told.textContent = atScale(plan, state, state.selected.values.boundary_uncertainty_m);
  });
  state.on("selection", () => {
    const { activeElement } = document;
    const [isOpen, hadFocus] = [state.selected !== null, card.contains(activeElement)];
    if (isOpen && !hadFocus) origin = focusable(activeElement);
    write();
    card.scrollTop = 0;
    if (isOpen && (hadFocus || origin)) focusHeading(card);
    if (!isOpen && hadFocus) (origin?.isConnected ? origin : fallback())?.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && state.selected) state.select(null);
  });
  return card;
}

/** @param {HTMLElement} card */
function focusHeading(card) {
  /** @type {HTMLElement | null} */ (card.querySelector("h2"))?.focus({ preventScroll: true });
}

/** What had the focus; nothing where the page itself had it, as when it has just been opened. @param {Element | null} held */
function focusable(held) {
  return held instanceof HTMLElement && held !== document.body ? held : null;
}

/** The map, where what had the focus has been written anew. @returns {HTMLElement | null} */
function fallback() {
  return document.querySelector(".table .selected button, .folium-map");
}
