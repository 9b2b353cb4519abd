// @ts-check
// The address's fragment: what is chosen as text and back. Nothing in it is believed unseen.

import { withRole } from "./data.js";
import { filterColumns } from "./filters.js";
import { current, LANGUAGES } from "./language.js";
import { oneLine } from "./plain.js";
import { valueKey } from "./shown.js";
import { noFilters, statusKey } from "./state.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./language.js").Lang} Lang */
/** @typedef {import("./state.js").Filters} Filters */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").View} View */
/**
 * All that a fragment can say.
 * @typedef {object} Picture
 * @property {Lang | null} language null where the page's own is meant
 * @property {Set<string>} hidden
 * @property {Filters} filters
 * @property {string} date
 * @property {string | null} before
 * @property {Feature | null} selected
 * @property {View | null} view null where the whole plan is meant
 */

const LONGEST_TEXT = 200;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const LARGEST_HA = 1e9;
const VIEW = /^(-?\d{1,2}(?:\.\d{1,8})?)_(-?\d{1,3}(?:\.\d{1,8})?)_(\d{1,2}(?:\.\d{1,4})?)$/;

/**
 * What is chosen as a fragment, without `#`; empty where all is as the page opens.
 * @param {Plan} plan
 * @param {State} state
 * @param {Lang} own the language in which the page opens
 */
export function written(plan, state, own) {
  const { hidden, filters, date, before, selected, view } = state;
  const parts = new URLSearchParams();
  const add = (/** @type {string} */ key, /** @type {string | number | null | undefined | false} */ value) => {
    if (value !== null && value !== undefined && value !== false && value !== "") parts.append(key, String(value));
  };
  add("map", view && [...view.center.map((degrees) => degrees.toFixed(5)), Number(view.zoom.toFixed(2))].join("_"));
  for (const { name, variants } of plan.layers) add(variants ? "on" : "off", hidden.has(name) !== variants && name);
  for (const key of [...filters.statuses].sort()) add("status", key);
  for (const [column, values] of [...filters.values].sort()) {
    for (const value of [...values].sort()) parts.append(`is.${column}`, value);
  }
  add("from", filters.atLeast);
  add("to", filters.atMost);
  add("text", filters.text);
  add("date", date !== plan.as_of && date);
  add("before", before);
  add("at", selected && selected.code !== null && `${selected.layer.name}.${selected.code}`);
  add("lang", current() !== own && current());
  return parts.toString();
}

/**
 * What a fragment says, as far as the plan knows it; the rest is as the page opens.
 * @param {Plan} plan
 * @param {string} fragment without `#`
 * @returns {Picture}
 */
export function read(plan, fragment) {
  const parts = new URLSearchParams(fragment);
  // Variants cross what is decided: they are off until they are asked for.
  const isOff = (/** @type {Layer} */ { name, variants }) =>
    variants ? !parts.getAll("on").includes(name) : parts.getAll("off").includes(name);
  return {
    language: LANGUAGES.find((lang) => lang === parts.get("lang")) ?? null,
    hidden: new Set(plan.layers.filter(isOff).map(({ name }) => name)),
    filters: filtersIn(plan, parts),
    date: dayIn(parts.get("date")) ?? plan.as_of,
    before: dayIn(parts.get("before")),
    selected: featureIn(plan, parts.get("at")),
    view: viewIn(parts.get("map")),
  };
}

/**
 * @param {Plan} plan
 * @param {URLSearchParams} parts
 * @returns {Filters}
 */
function filtersIn(plan, parts) {
  const layers = withRole(plan, "feature");
  const features = layers.flatMap((layer) => layer.features);
  const values = filterColumns(plan).flatMap(({ name }) => {
    const asked = parts.getAll(`is.${name}`);
    if (asked.length === 0) return [];
    const known = new Set(features.map((feature) => valueKey(feature, name)));
    const chosen = asked.filter((value) => known.has(value));
    return chosen.length > 0 ? [/** @type {[string, Set<string>]} */ ([name, new Set(chosen)])] : [];
  });
  return {
    ...noFilters(),
    statuses: statusesIn(layers, parts.getAll("status")),
    values: new Map(values),
    atLeast: hectaresIn(parts.get("from")),
    atMost: hectaresIn(parts.get("to")),
    text: oneLine(parts.get("text") ?? "").slice(0, LONGEST_TEXT),
  };
}

/**
 * Those of some statuses that a layer may have, or has in its history.
 * @param {Layer[]} layers
 * @param {string[]} asked
 */
function statusesIn(layers, asked) {
  if (asked.length === 0) return new Set();
  const known = new Set(
    layers.flatMap(({ name, statuses, features }) => [
      statusKey(name, null),
      ...statuses.map(({ code }) => statusKey(name, code)),
      ...features.flatMap(({ history }) => history.map(({ status }) => statusKey(name, status))),
    ]),
  );
  return new Set(asked.filter((key) => known.has(key)));
}

/** @param {string | null} text */
function hectaresIn(text) {
  const figure = /^\d+(\.\d+)?$/.test(text ?? "") ? Number(text) : NaN;
  return figure <= LARGEST_HA ? figure : null;
}

/** A day that the calendar has. @param {string | null} text */
function dayIn(text) {
  if (!text || !/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  const isKnown = !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
  const year = day.getUTCFullYear();
  return isKnown && year >= FIRST_YEAR && year <= LAST_YEAR ? text : null;
}

/**
 * @param {Plan} plan
 * @param {string | null} text
 */
function featureIn(plan, text) {
  if (!text) return null;
  const features = withRole(plan, "feature").flatMap((layer) => layer.features);
  return features.find(({ code, layer }) => code !== null && text === `${layer.name}.${code}`) ?? null;
}

/**
 * @param {string | null} text
 * @returns {View | null}
 */
function viewIn(text) {
  const found = VIEW.exec(text ?? "");
  if (!found) return null;
  const [lat, lon, zoom] = found.slice(1).map(Number);
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom <= 18 ? { center: [lat, lon], zoom } : null;
}
