// @ts-check
// The tools beside the map: distance, area, coordinates; by mouse, by touch or by keyboard.

import { pointIn } from "./coordinates.js";
import { button, drawing, element, refill } from "./dom.js";
import { copy } from "./export.js";
import { areaText, lengthText, Measuring } from "./measuring.js";
import { copyOf, inOwnSystem, inWgs84 } from "./readout.js";
import { words } from "./wording.js";

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {import("./data.js").LatLng} LatLng */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./measuring.js").Tool} Tool */
/** @typedef {import("./state.js").State} State */

/** Icons on a square of 20. @type {Record<Tool, string>} */
const ICONS = {
  distance: "M3 14L14 3l3 3L6 17zM6.5 10.5l2 2M9.5 7.5l2 2M12.5 4.5l2 2",
  area: "M4 15L6 5l8-1 2 7-5 5zM4 15h0M6 5h0M14 4h0M16 11h0M11 16h0",
  point: "M10 2v5M10 13v5M2 10h5M13 10h5M10 10h0",
};
const STILL_PX = 4;
const TOOLS = /** @type {Tool[]} */ (["distance", "area", "point"]);

/**
 * The tools' buttons and their panel, which follow the language.
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {State} state
 */
export function ruler(map, plan, state) {
  const tools = element("section", { class: "tools" });
  const panel = element("section", { class: "measure", hidden: true });
  const result = element("output", { class: "measure-result" });
  const measuring = new Measuring(map, () => result.replaceChildren(...resultOf(plan, measuring)));
  const write = () => {
    tools.setAttribute("aria-label", words(plan, "measure"));
    refill(tools, ...TOOLS.map((tool) => toolButton(plan, measuring, tool, write)));
    panel.hidden = measuring.tool === null;
    panel.setAttribute("aria-label", words(plan, measuring.tool ? `measure_${measuring.tool}` : "measure"));
    refill(panel, ...panelOf(map, plan, measuring, result, write));
    result.replaceChildren(...resultOf(plan, measuring));
  };
  write();
  state.on("language", write);
  listen(map, plan, measuring, panel, write);
  return { tools, panel };
}

/**
 * @param {Plan} plan
 * @param {Measuring} measuring
 * @param {Tool} tool
 * @param {() => void} write
 */
function toolButton(plan, measuring, tool, write) {
  const title = words(plan, `measure_${tool}`);
  const choose = () => {
    measuring.use(tool);
    write();
  };
  const line = { d: ICONS[tool], fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round" };
  const icon = drawing("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" }, drawing("path", line));
  return button({ title, "aria-label": title, "aria-pressed": String(measuring.tool === tool) }, choose, icon);
}

/**
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {Measuring} measuring
 * @param {HTMLElement} result
 * @param {() => void} write
 * @returns {Node[]}
 */
function panelOf(map, plan, measuring, result, write) {
  const { tool } = measuring;
  if (!tool) return [];
  const field = element("input", { type: "text", class: "measure-field" });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const point = pointIn(plan.projection, field.value);
    field.setAttribute("aria-invalid", String(!point));
    if (!point) return;
    field.value = "";
    measuring.add(point);
    map.panInside(point);
  });
  const close = () => {
    measuring.use(null);
    write();
  };
  const named = { class: "close", "aria-label": words(plan, "close") };
  return [
    element("h2", {}, words(plan, `measure_${tool}`)),
    button(named, close, "×"),
    result,
    element("p", { class: "small" }, words(plan, tool === "point" ? "measure_hint_point" : "measure_hint")),
    element("label", { class: "measure-type" }, words(plan, "measure_type"), field),
    element(
      "div",
      { class: "measure-buttons" },
      button({ class: "time-button" }, () => measuring.undo(), words(plan, "measure_undo")),
      button({ class: "time-button" }, () => measuring.clear(), words(plan, "measure_clear")),
    ),
  ];
}

/**
 * @param {Plan} plan
 * @param {Measuring} measuring
 * @returns {Node[]}
 */
function resultOf(plan, measuring) {
  const row = (/** @type {string} */ key, /** @type {string} */ text) =>
    element("span", { class: "measure-row" }, `${words(plan, key)} `, element("strong", {}, text));
  if (measuring.tool === "distance") return [row("measure_length", lengthText(measuring.length))];
  if (measuring.tool === "area") {
    return [row("measure_size", areaText(measuring.area)), row("measure_perimeter", lengthText(measuring.perimeter))];
  }
  const [point] = measuring.points;
  return measuring.tool && point ? coordinates(plan, point) : [];
}

/**
 * A point in both systems, each to be copied by a click.
 * @param {Plan} plan
 * @param {LatLng} point
 */
function coordinates(plan, point) {
  const { wgs84, own } = copyOf(plan, point);
  const rows = [[inWgs84(point), wgs84], [inOwnSystem(plan, point), own]].filter(([text]) => text);
  return rows.map(([text, plain]) => {
    const made = button({ class: "copy", title: words(plan, "copy") }, () => copy(plan, made, { "text/plain": plain }), text);
    return made;
  });
}

/**
 * A point by a click, or by Enter in the middle of the map, which the arrow keys move.
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {Measuring} measuring
 * @param {HTMLElement} panel
 * @param {() => void} write
 */
function listen(map, plan, measuring, panel, write) {
  const stage = map.getContainer();
  const set = (/** @type {LatLng} */ point) => {
    measuring.add(point);
    if (measuring.tool !== "point") return;
    const { wgs84, own } = copyOf(plan, point);
    copy(plan, panel, { "text/plain": [wgs84, own].filter(Boolean).join("\n") });
  };
  let down = { x: 0, y: 0 };
  stage.addEventListener("mousedown", ({ x, y }) => (down = { x, y }), true);
  // Before the map's own listeners, which would open a card.
  stage.addEventListener("click", (event) => {
    if (!measuring.tool || Math.hypot(event.x - down.x, event.y - down.y) > STILL_PX) return;
    event.stopPropagation();
    const { lat, lng } = map.mouseEventToLatLng(event);
    set([lat, lng]);
  }, true);
  stage.addEventListener("dblclick", (event) => measuring.tool && event.stopPropagation(), true);
  map.on("mousemove", ({ latlng: { lat, lng } }) => measuring.toward([lat, lng]));
  map.on("mouseout", () => measuring.toward(null));
  document.addEventListener("keydown", (event) => {
    if (!measuring.tool) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      measuring.use(null);
      write();
    } else if (event.target === stage && ["Enter", "Backspace"].includes(event.key)) {
      event.preventDefault();
      const { lat, lng } = map.getCenter();
      if (event.key === "Enter") set([lat, lng]);
      else measuring.undo();
    }
  }, true);
}
