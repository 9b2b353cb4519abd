// @ts-check
// The panel that prints the map or saves it as a picture.

import { button, drawing, element, refill } from "./dom.js";
import { picture } from "./picture.js";
import { words } from "./wording.js";

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./paper.js").Paper} Paper */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */

const ICON = "M6 7V3h8v4M6 14H3.5V7.5h13V14H14M6 11.5h8V17H6z";
const SHEETS = /** @type {const} */ ([
  ["A4", "landscape"],
  ["A4", "portrait"],
  ["A3", "landscape"],
  ["A3", "portrait"],
]);

/**
 * Its button and the panel, which follow the language.
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 * @param {Paper} paper
 */
export function printing(map, plan, state, shown, paper) {
  const group = element("div", { class: "tools" });
  const panel = element("section", { class: "measure", hidden: true });
  const write = () => {
    const title = words(plan, "print");
    const icon = drawing("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" },
      drawing("path", { d: ICON, fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linejoin": "round" }));
    const toggle = button({ title, "aria-label": title, "aria-expanded": String(!panel.hidden) }, turn, icon);
    refill(group, toggle);
    panel.setAttribute("aria-label", title);
    refill(
      panel,
      element("h2", {}, title),
      button({ class: "close", "aria-label": words(plan, "close") }, turn, "×"),
      sizes(plan, paper),
      element("p", { class: "small" }, words(plan, "print_note")),
      element(
        "div",
        { class: "measure-buttons" },
        button({ class: "time-button" }, () => window.print(), words(plan, "print_now")),
        button({ class: "time-button" }, () => save(map, plan, state, shown), words(plan, "picture_save")),
      ),
    );
  };
  const turn = () => {
    panel.hidden = !panel.hidden;
    write();
    /** @type {HTMLElement | null} */ (panel.hidden ? group.querySelector("button") : panel.querySelector("input:checked"))?.focus();
  };
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    turn();
  });
  write();
  state.on("language", write);
  return { group, panel };
}

/**
 * @param {Plan} plan
 * @param {Paper} paper
 */
function sizes(plan, paper) {
  const choices = SHEETS.map(([size, turn]) => {
    const isChosen = paper.size === size && paper.turn === turn;
    const input = element("input", { type: "radio", name: "sheet", checked: isChosen, value: `${size}-${turn}` });
    input.addEventListener("change", () => {
      [paper.size, paper.turn] = [size, turn];
      paper.apply();
    });
    return element("label", { class: "toggle" }, input, `${size} ${words(plan, `print_${turn}`)}`);
  });
  return element("div", { class: "sheet-sizes", role: "radiogroup", "aria-label": words(plan, "print_size") }, ...choices);
}

/**
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 */
async function save(map, plan, state, shown) {
  const address = URL.createObjectURL(await picture(map, plan, state, shown));
  const days = state.before === null ? state.date : `${state.before}_${state.date}`;
  const link = element("a", { href: address, download: `${words(plan, "picture_name")}-${days}.png` });
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(address);
}
