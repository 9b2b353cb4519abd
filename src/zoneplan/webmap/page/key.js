// @ts-check
// The legend of what is in sight, for paper and picture.

import * as L from "leaflet";
import { own, styleOf, withRole } from "./data.js";
import { statusOn } from "./history.js";
import { number, say } from "./language.js";
import { unmetOn } from "./period.js";
import { surenessAt } from "./sureness.js";
import { aimSample, lineSample, patch, softSample, stroke, swatch, symbolSample } from "./swatch.js";
import { metresPerPixel } from "./view.js";
import { capital, statusTitle, words } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */
/** @typedef {{sample: SVGElement, text: string, figure: string}} Row */
/** @typedef {{title: string, rows: Row[]}} Group */

/**
 * @param {L.Map} map
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 * @returns {Group[]}
 */
export function keyOf(map, plan, state, shown) {
  const seen = inSight(map, shown);
  const layers = withRole(plan, "feature").map((layer) => statuses(plan, state, layer, seen.filter((each) => each.layer === layer)));
  const groups = [...layers, outlines(map, plan, state, seen), ground(plan, state)];
  return groups.filter(({ rows }) => rows.length > 0);
}

/**
 * The features that are shown and in sight.
 * @param {L.Map} map
 * @param {Shown} shown
 */
export function inSight(map, shown) {
  const view = map.getBounds();
  return shown.features.filter(({ isDrawn, corners }) => isDrawn && view.intersects(L.latLngBounds(corners)));
}

/**
 * One row for each status in sight, on either of the days.
 * @param {Plan} plan
 * @param {State} state
 * @param {Layer} layer
 * @param {Feature[]} seen
 */
function statuses(plan, { date, before }, layer, seen) {
  const days = before === null ? [date] : [before, date];
  const codes = layer.statuses.map(({ code }) => code);
  const used = new Set(days.flatMap((iso) => seen.map((feature) => statusOn(feature, iso))));
  const place = (/** @type {string | null} */ code) => (code === null ? codes.length : codes.indexOf(code));
  const rows = [...used].sort((one, other) => place(one) - place(other)).map((status) => ({
    sample: swatch(styleOf(plan, layer, status)),
    text: capital(statusTitle(plan, layer, status)),
    figure: days.map((iso) => number(seen.filter((feature) => statusOn(feature, iso) === status).length)).join(" → "),
  }));
  return { title: say(layer.title), rows: layer.statuses.length > 0 ? rows : [] };
}

/**
 * What the outlines in sight rest on, and how unsure they look at this scale.
 * @param {L.Map} map
 * @param {Plan} plan
 * @param {State} state
 * @param {Feature[]} seen
 */
function outlines(map, plan, { date }, seen) {
  const scale = metresPerPixel(map);
  const looks = new Set(seen.map((feature) => surenessAt(plan, feature, feature.radius, scale).look));
  const bases = new Set(seen.map(({ values }) => String(values.boundary_basis)));
  const rows = [...bases].flatMap((code) => {
    const basis = own(plan.bases, code);
    return basis ? [{ sample: lineSample(basis.line), text: capital(say(basis.title)), figure: "" }] : [];
  });
  if (looks.has("soft")) rows.push({ sample: softSample(), text: capital(words(plan, "look_soft")), figure: "" });
  if (looks.has("symbol")) rows.push({ sample: symbolSample(), text: capital(words(plan, "look_symbol")), figure: "" });
  if (seen.some((feature) => unmetOn(feature, date).length > 0)) {
    rows.push({ sample: aimSample(), text: capital(words(plan, "look_aim")), figure: "" });
  }
  return { title: words(plan, "outlines"), rows };
}

/**
 * @param {Plan} plan
 * @param {State} state
 */
function ground(plan, { hidden }) {
  const layers = withRole(plan, "line", "backdrop").filter(({ name, geometry }) => geometry !== "Point" && !hidden.has(name));
  const rows = layers.map((layer) => ({ sample: sampleOf(plan, layer), text: say(layer.title), figure: "" }));
  return { title: words(plan, "ground"), rows };
}

/**
 * @param {Plan} plan
 * @param {Layer} layer
 */
function sampleOf(plan, layer) {
  if (layer.role === "line") return stroke(plan.ground.quay, 3);
  return layer.geometry === "LineString" ? stroke(plan.ground.river, 3) : patch(plan.ground.land, plan.ground.shore);
}
