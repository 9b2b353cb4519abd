// @ts-check
// The sheet of paper: title, map, legend of what is in sight, scale, north, day, sources, notice;
// the table on the next page.

import { drawing, element } from "./dom.js";
import { inSight, keyOf } from "./key.js";
import { day, number, say } from "./language.js";
import { periodOf } from "./period.js";
import { notes } from "./timebar.js";
import { metresPerPixel } from "./view.js";
import { inserted, words } from "./wording.js";

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */

const MOST_BAR_PX = 190;
const MOST_SOURCES = 14;
/** Metres of ground on a metre of paper, where a CSS pixel is 1/96 inch. */
const PIXEL_M = 0.0254 / 96;

/**
 * The days that a picture shows, and what must be said of them.
 * @param {Plan} plan
 * @param {State} state
 */
export function dayLines(plan, { date, before }) {
  const shown = before === null ? day(date) : `${day(before)} → ${day(date)}`;
  const period = periodOf(plan);
  const first = date === plan.as_of && before === null
    ? `${words(plan, "as_of")} ${shown}`
    : `${words(plan, "time_date")}: ${shown}`;
  return [first, ...(period ? notes(plan, date, period) : [])];
}

/**
 * Who stands behind what is in sight.
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {Shown} shown
 */
export function sourceLine(map, plan, shown) {
  const names = publishers(plan, inSight(map, shown));
  const told = names.slice(0, MOST_SOURCES).join("; ");
  return names.length === 0 ? "" : `${words(plan, "sources")}: ${told}${names.length > MOST_SOURCES ? "; …" : "."}`;
}

/** All of them, below the table. @param {Plan} plan @param {Shown} shown */
function allSources(plan, shown) {
  const names = publishers(plan, shown.features);
  return names.length > 0 && element("p", { class: "small sheet-sources" }, `${words(plan, "sources")}: ${names.join("; ")}.`);
}

/**
 * Who published what is told of features.
 * @param {Plan} plan
 * @param {import("./data.js").Feature[]} features
 */
function publishers(plan, features) {
  const ids = features.flatMap(({ history, layer, values }) => [
    ...history.map(({ source }) => source),
    ...layer.columns.filter(({ codes }) => codes === "sources").map(({ name }) => values[name]),
  ]);
  return [...new Set(ids.map((id) => plan.sources[String(id)]?.publisher).filter(Boolean))].map(String);
}

/** Whose the basemap is, and who answers for it; empty where there is none. @param {Plan} plan */
export function basemapLine(plan) {
  return plan.basemap ? inserted(words(plan, "basemap_duty"), { host: plan.basemap.host }) : "";
}

/** Which edition a picture is of. @param {Plan} plan */
export function editionLine(plan) {
  return `${say(plan.authority)} · ${words(plan, "revision")} ${plan.revision} · zoneplan ${plan.version} · ${plan.projection?.name ?? ""}`;
}

/**
 * A length that is round on the ground, and how many pixels it is in the middle of the map.
 * @param {LeafletMap} map
 * @param {number} most pixels
 */
export function bar(map, most) {
  const scale = metresPerPixel(map);
  const power = 10 ** Math.floor(Math.log10(most * scale));
  const metres = power * ([5, 2].find((step) => step * power <= most * scale) ?? 1);
  const text = metres >= 1000 ? `${number(metres / 1000)} km` : `${number(metres)} m`;
  return { pixels: metres / scale, text, ratio: scale / PIXEL_M };
}

/**
 * A scale bar in two parts with the ratio, and an arrow to the north.
 * @param {LeafletMap} map
 * @param {Plan} plan
 */
export function furniture(map, plan) {
  const { pixels, text, ratio } = bar(map, MOST_BAR_PX);
  const bars = drawing(
    "svg",
    { class: "sheet-bar", width: pixels + 2, height: 8 },
    drawing("rect", { x: 1, y: 1, width: pixels, height: 5, fill: "#FFFFFF", stroke: "#1F2A30" }),
    drawing("rect", { x: 1, y: 1, width: pixels / 2, height: 5, fill: "#1F2A30" }),
  );
  return element(
    "div",
    { class: "sheet-furniture" },
    northArrow(plan),
    element("div", {}, bars, element("p", {}, element("span", {}, "0"), element("span", {}, text))),
    element("p", { class: "sheet-ratio" }, `1:${number(Math.round(ratio / 100) * 100)}`),
  );
}

/** @param {Plan} plan */
function northArrow(plan) {
  const paths = [
    drawing("path", { d: "M10 1L16 21L10 17Z", fill: "#1F2A30" }),
    drawing("path", { d: "M10 1L4 21L10 17Z", fill: "#FFFFFF", stroke: "#1F2A30", "stroke-width": 0.8 }),
  ];
  const picture = drawing("svg", { viewBox: "0 0 20 22", width: 20, height: 22 }, ...paths);
  return element("div", { class: "sheet-north" }, element("span", {}, words(plan, "north")), picture);
}

/**
 * The first page; what depends on the part of the ground in sight is filled in later.
 * @param {Plan} plan
 * @param {State} state
 * @param {Node[]} stage what the map is made of
 */
export function sheetOf(plan, state, stage) {
  const [shownDay, ...remarks] = dayLines(plan, state);
  return element(
    "div",
    { class: "sheet" },
    element(
      "header",
      { class: "sheet-head" },
      element("p", { class: "sheet-authority" }, say(plan.authority)),
      element("h1", {}, say(plan.title)),
      element("p", { class: "sheet-day" }, element("strong", {}, shownDay), ...remarks.map((remark) => ` ${remark}`)),
      element("p", { class: "sheet-notice" }, words(plan, "notice")),
      plan.audience === "internal" && element("p", { class: "internal" }, words(plan, "internal_only")),
      plan.forced && element("p", { class: "stamp" }, words(plan, "forced")),
    ),
    element("div", { class: "sheet-map" }, ...stage),
    element("div", { class: "sheet-key" }),
    element("footer", { class: "sheet-foot" }),
  );
}

/**
 * Fills what depends on the part of the ground that the sheet shows.
 * @param {HTMLElement} sheet
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 */
export function fillSheet(sheet, map, plan, state, shown) {
  sheet.querySelector(".sheet-furniture")?.remove();
  sheet.querySelector(".sheet-map")?.append(furniture(map, plan));
  sheet.querySelector(".sheet-key")?.replaceChildren(
    ...keyOf(map, plan, state, shown).map(({ title, rows }) =>
      element(
        "section",
        {},
        element("h2", {}, title),
        ...rows.map(({ sample, text, figure }) =>
          element("p", {}, sample, element("span", {}, text), element("span", { class: "figure" }, figure)),
        ),
      ),
    ),
  );
  const lines = [sourceLine(map, plan, shown), basemapLine(plan), words(plan, "sheet_rights"), editionLine(plan)];
  sheet.querySelector(".sheet-foot")?.replaceChildren(...lines.filter(Boolean).map((line) => element("p", {}, line)));
}

/**
 * The table as it is filtered and sorted, for the pages after the map.
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 */
export function tableSheet(plan, state, shown) {
  const table = /** @type {Element | undefined} */ (document.querySelector(".table table")?.cloneNode(true));
  // A button in a heading that is repeated on the next page would be printed empty.
  table?.querySelectorAll("button").forEach((each) => each.replaceWith(each.textContent ?? ""));
  const [shownDay, ...remarks] = dayLines(plan, state);
  return element(
    "div",
    { class: "sheet-table" },
    plan.audience === "internal" && element("p", { class: "internal" }, words(plan, "internal_only")),
    element("h1", {}, `${say(plan.title)}: ${words(plan, "table").toLowerCase()}`),
    element("p", {}, element("strong", {}, shownDay), ` ${[...remarks, words(plan, "notice")].join(" ")}`),
    table,
    allSources(plan, shown),
    element("p", { class: "small" }, editionLine(plan)),
  );
}
