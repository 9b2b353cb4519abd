// @ts-check
// Which features are shown now: the one answer for map, table, counts and chart.

import { statedArea } from "./figures.js";
import { existsOn, statusOn } from "./history.js";
import { statusKey } from "./state.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./state.js").Filters} Filters */
/** @typedef {import("./state.js").State} State */

export class Shown {
  #plan;
  #state;
  /** @type {Set<Feature>} */
  #features = new Set();

  /**
   * Renewed before anyone who listens to "shown" is told.
   * @param {Plan} plan
   * @param {State} state
   */
  constructor(plan, state) {
    this.#plan = plan;
    this.#state = state;
    const renew = () => {
      this.#features = this.#renewed();
      state.tell("shown");
    };
    for (const topic of /** @type {const} */ (["layers", "filters", "date"])) state.on(topic, renew);
    this.#features = this.#renewed();
  }

  /** Those with a status and an area, in the order of the document. @returns {Feature[]} */
  get features() {
    return [...this.#features].filter(({ layer }) => layer.role === "feature");
  }

  /** @param {Feature} feature */
  has(feature) {
    return this.#features.has(feature);
  }

  /** The shown features of a layer. @param {import("./data.js").Layer} layer */
  of(layer) {
    return layer.features.filter((feature) => this.#features.has(feature));
  }

  #renewed() {
    const { hidden, filters, date } = this.#state;
    const layers = this.#plan.layers.filter(({ name }) => !hidden.has(name));
    const passes = (/** @type {Feature} */ each) => each.layer.role !== "feature" || meets(each, filters, date);
    return new Set(layers.flatMap(({ features }) => features.filter(passes)));
  }
}

/**
 * Whether a feature is there on a day and meets every filter.
 * @param {Feature} feature
 * @param {Filters} filters
 * @param {string} date
 */
export function meets(feature, { statuses, values, atLeast, atMost }, date) {
  const area = statedArea(feature);
  return (
    existsOn(feature, date) &&
    (statuses.size === 0 || statuses.has(statusKey(feature.layer.name, statusOn(feature, date)))) &&
    [...values].every(([column, chosen]) => chosen.size === 0 || chosen.has(String(feature.values[column] ?? ""))) &&
    (atLeast === null || (area !== null && area >= atLeast)) &&
    (atMost === null || (area !== null && area <= atMost))
  );
}
