// @ts-check
// What the user has chosen, and who wants to know when it changes.

import { use } from "./language.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").LatLng} LatLng */
/** @typedef {import("./language.js").Lang} Lang */

/**
 * What is told apart: "shown" follows "layers", "filters" and "date", once `Shown` has been renewed;
 * "divider" is told when it is let go.
 * @typedef {"language" | "layers" | "selection" | "hover" | "filters" | "date" | "divider" | "view" | "shown"} Topic
 */

/** The centre and the zoom of the map. @typedef {{center: LatLng, zoom: number}} View */

/**
 * What a feature must meet to be shown. Nothing chosen lets everything through.
 * @typedef {object} Filters
 * @property {Set<string>} statuses as `statusKey` writes them
 * @property {Map<string, Set<string>>} values chosen values of a column, by its name; never none
 * @property {number | null} atLeast hectares
 * @property {number | null} atMost hectares
 * @property {string} text
 */

/** @returns {Filters} */
export function noFilters() {
  return { statuses: new Set(), values: new Map(), atLeast: null, atMost: null, text: "" };
}

/**
 * A status of one layer: the same code may mean another thing in another layer.
 * @param {string} layer
 * @param {string | null} status
 */
export function statusKey(layer, status) {
  return `${layer}.${status ?? ""}`;
}

/** The filter by status, beside those by column. */
export const STATUS = "status";

export class State {
  /** Names of the layers that are switched off. @type {Set<string>} */
  hidden = new Set();
  /** @type {Feature | null} */
  selected = null;
  /** The feature under the pointer, on the map or in a list. @type {Feature | null} */
  hovered = null;
  filters = noFilters();
  /** The ISO day whose statuses are shown. */
  date;
  /** The ISO day that `date` is set against; null where nothing is compared. @type {string | null} */
  before = null;
  /** Where the line between two days stands: 0 at the left of the map, 1 at its right. */
  divider = 0.5;
  /** Written by the map, read by the address; null for the whole plan. @type {View | null} */
  view = null;
  /** @type {Map<Topic, (() => void)[]>} */
  #listeners = new Map();

  /** @param {string} date the ISO day to begin with */
  constructor(date) {
    this.date = date;
  }

  /**
   * @param {Topic} topic
   * @param {() => void} listener
   */
  on(topic, listener) {
    this.#listeners.set(topic, [...(this.#listeners.get(topic) ?? []), listener]);
  }

  /**
   * Calls now, and whenever one of some topics is told.
   * @param {Topic[]} topics
   * @param {() => void} listener
   */
  follow(topics, listener) {
    for (const topic of topics) this.on(topic, listener);
    listener();
  }

  /** @param {Topic} topic */
  tell(topic) {
    for (const listener of this.#listeners.get(topic) ?? []) listener();
  }

  /** @param {Lang} language */
  speak(language) {
    use(language);
    this.tell("language");
  }

  /** @param {Feature | null} feature */
  select(feature) {
    this.selected = feature;
    this.tell("selection");
  }

  /** @param {Feature | null} feature */
  hover(feature) {
    if (feature === this.hovered) return;
    this.hovered = feature;
    this.tell("hover");
  }

  /**
   * @param {string} layer
   * @param {boolean} shown
   */
  show(layer, shown) {
    if (shown) this.hidden.delete(layer);
    else this.hidden.add(layer);
    this.tell("layers");
  }

  /** @param {Partial<Filters>} changed */
  filter(changed) {
    this.filters = { ...this.filters, ...changed };
    this.tell("filters");
  }

  /**
   * Adds a value to a filter, or takes it off.
   * @param {string} column a column, or "status"
   * @param {string} value
   */
  toggle(column, value) {
    const { statuses, values } = this.filters;
    if (column === STATUS) return this.filter({ statuses: toggled(statuses, value) });
    const chosen = toggled(values.get(column) ?? new Set(), value);
    const others = [...values].filter(([name]) => name !== column);
    return this.filter({ values: new Map(chosen.size > 0 ? [...others, [column, chosen]] : others) });
  }

  /** Whether a value is among those chosen. @param {string} column @param {string} value */
  isChosen(column, value) {
    const { statuses, values } = this.filters;
    return (column === STATUS ? statuses : values.get(column))?.has(value) ?? false;
  }

  /**
   * The day that is shown, and the one that it is set against.
   * @param {string} date
   * @param {string | null} [before]
   */
  at(date, before = this.before) {
    [this.date, this.before] = [date, before];
    this.tell("date");
  }

  /** Null shows the whole plan. @param {View | null} view */
  look(view) {
    this.view = view;
    this.tell("view");
  }
}

/**
 * @param {Set<string>} set
 * @param {string} value
 */
function toggled(set, value) {
  const rest = new Set(set);
  if (!rest.delete(value)) rest.add(value);
  return rest;
}
