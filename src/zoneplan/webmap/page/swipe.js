// @ts-check
// Two days in one map: the earlier one left of a line that can be drawn across it.

import { SIDES } from "./chart.js";
import { element } from "./dom.js";
import { day } from "./language.js";
import { words } from "./wording.js";

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./state.js").State} State */

export const HANDLE_PX = 40;
const STEPS = 100;

/**
 * Where the line between two days stands, in pixels of the map.
 * @param {LeafletMap} map
 * @param {State} state
 */
export function lineAt(map, state) {
  return HANDLE_PX / 2 + state.divider * (map.getSize().x - HANDLE_PX);
}

/**
 * The line with its handle, and the day at either side.
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {State} state
 */
export function swipe(map, plan, state) {
  const line = element("div", { class: "swipe-line" });
  const [before, date] = [element("p", { class: "swipe-day" }), element("p", { class: "swipe-day" })];
  const handle = element("input", { type: "range", class: "swipe-handle", min: 0, max: STEPS, value: STEPS * state.divider });
  const made = element("section", { class: "swipe", hidden: true }, line, before, date, handle);
  const place = () => {
    if (made.hidden) return clip(map, null);
    const at = lineAt(map, state);
    const room = roomAt(map);
    line.style.left = `${at}px`;
    const [least, most] = [before.offsetWidth + 1, room - date.offsetWidth - 1];
    stand(before, Math.min(Math.max(at, least), room), at < least);
    stand(date, Math.min(at, most), at > most);
    clip(map, at);
  };
  const write = () => {
    made.hidden = state.before === null;
    made.setAttribute("aria-label", words(plan, "time_compare"));
    handle.setAttribute("aria-label", words(plan, "swipe"));
    handle.setAttribute("aria-valuetext", `${handle.value} %`);
    before.textContent = day(state.before ?? "");
    date.textContent = day(state.date);
    place();
  };
  write();
  handle.addEventListener("input", () => {
    state.divider = Number(handle.value) / STEPS;
    write();
  });
  handle.addEventListener("change", () => state.tell("divider"));
  state.on("date", write);
  state.on("language", write);
  map.on("move zoom zoomend viewreset resize", place);
  return made;
}

/**
 * A day at its side of the line; a row lower where it fits into the map only across the line.
 * @param {HTMLElement} told
 * @param {number} left
 * @param {boolean} isLower
 */
function stand(told, left, isLower) {
  told.style.left = `${left}px`;
  told.classList.toggle("is-lower", isLower);
}

/**
 * How much of the map its buttons leave free, from the left.
 * @param {LeafletMap} map
 */
function roomAt(map) {
  const side = document.querySelector(".map-side")?.getBoundingClientRect();
  const { left, width } = map.getContainer().getBoundingClientRect();
  return side && side.width > 0 ? side.left - left : width;
}

/**
 * Cuts the panes of both days at a line; null shows the day alone.
 * @param {LeafletMap} map
 * @param {number | null} x in pixels of the map
 */
function clip(map, x) {
  const size = map.getSize();
  const cuts = { before: [0, x ?? 0], date: [x ?? 0, size.x] };
  for (const side of /** @type {("before" | "date")[]} */ (["before", "date"])) {
    const { x: left, y: top } = map.containerPointToLayerPoint([cuts[side][0], 0]);
    const { x: right, y: bottom } = map.containerPointToLayerPoint([cuts[side][1], size.y]);
    const corners = [[left, top], [right, top], [right, bottom], [left, bottom]];
    const shape = `polygon(${corners.map(([one, other]) => `${one}px ${other}px`).join(", ")})`;
    for (const pane of map.getPanes().mapPane.querySelectorAll(`.${SIDES[side]}`)) {
      /** @type {HTMLElement} */ (pane).style.clipPath = x === null ? "" : shape;
    }
  }
}
