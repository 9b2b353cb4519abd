// @ts-check
// Which features are shown now: the one answer for map, table, counts and chart.

import { statedArea } from "./figures.js";
import { existsOn, statusOn } from "./history.js";
import { statusKey } from "./state.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./search.js").Index} Index */
/** @typedef {import("./state.js").State} State */

/** What may leave a feature out: "layer", "status", "area", "text" or a column. @typedef {{by: string, passes: (feature: Feature) => boolean}} Test */

export class Shown {
  #plan;
  #state;
  #index;
  /** @type {Set<Feature>} */
  #features = new Set();
  /** @type {Feature[] | null} */
  #listed = null;
  /** Those shown on the earlier of two days. @type {Set<Feature>} */
  #earlier = new Set();
  /** Those that one test alone leaves out, by that test. @type {Map<string, Feature[]>} */
  #leftOut = new Map();
  /** @type {Map<Feature, string | null>} */
  #statuses = new Map();

  /**
   * Renewed before anyone who listens to "shown" is told.
   * @param {Plan} plan
   * @param {State} state
   * @param {Index} index
   */
  constructor(plan, state, index) {
    this.#plan = plan;
    this.#state = state;
    this.#index = index;
    const renew = () => {
      this.#renew();
      state.tell("shown");
    };
    state.on("layers", renew);
    state.on("filters", renew);
    state.on("date", () => {
      this.#statuses.clear();
      renew();
    });
    this.#renew();
  }

  /** Those with a status and an area, in the order of the document. @returns {Feature[]} */
  get features() {
    return (this.#listed ??= [...this.#features]);
  }

  /** @param {Feature} feature */
  has(feature) {
    const { role, name } = feature.layer;
    return role === "feature" ? this.#features.has(feature) : !this.#state.hidden.has(name);
  }

  /** Whether a feature is shown on the earlier of two days. @param {Feature} feature */
  hadBefore(feature) {
    return this.#earlier.has(feature);
  }

  /** The shown features of a layer. @param {Layer} layer */
  of(layer) {
    return layer.features.filter((feature) => this.has(feature));
  }

  /** What is shown of a layer on the earlier of two days. @param {Layer} layer */
  ofBefore(layer) {
    return layer.role === "feature" ? layer.features.filter((feature) => this.#earlier.has(feature)) : this.of(layer);
  }

  /** The features of a layer that are there on the day, filtered or not. @param {Layer} layer */
  ofDay(layer) {
    return layer.features.filter((feature) => existsOn(feature, this.#state.date));
  }

  /**
   * What would be shown without one of the tests: what another choice in it would bring.
   * @param {string} by "layer", "status", "area", "text" or a column
   */
  but(by) {
    return [...this.features, ...(this.#leftOut.get(by) ?? [])];
  }

  /** The status of a feature on the day that is shown. @param {Feature} feature */
  statusOf(feature) {
    const known = this.#statuses.get(feature);
    if (known !== undefined) return known;
    const status = statusOn(feature, this.#state.date);
    this.#statuses.set(feature, status);
    return status;
  }

  #renew() {
    const { before } = this.#state;
    [this.#features, this.#listed, this.#earlier, this.#leftOut] = [new Set(), null, new Set(), new Map()];
    const tests = this.#tests((feature) => this.statusOf(feature));
    const earlier = before === null ? [] : this.#tests((feature) => statusOn(feature, before));
    for (const { role, features } of this.#plan.layers) {
      for (const feature of role === "feature" ? features : []) {
        this.#put(feature, tests);
        if (before !== null && existsOn(feature, before) && earlier.every(({ passes }) => passes(feature))) {
          this.#earlier.add(feature);
        }
      }
    }
  }

  /**
   * @param {Feature} feature
   * @param {Test[]} tests
   */
  #put(feature, tests) {
    if (!existsOn(feature, this.#state.date)) return;
    const failed = tests.filter(({ passes }) => !passes(feature));
    if (failed.length === 0) this.#features.add(feature);
    if (failed.length !== 1) return;
    const { by } = failed[0];
    this.#leftOut.set(by, this.#leftOut.get(by) ?? []);
    this.#leftOut.get(by)?.push(feature);
  }

  /** @param {(feature: Feature) => string | null} statusOf @returns {Test[]} */
  #tests(statusOf) {
    const { hidden, filters } = this.#state;
    const { statuses, values, atLeast, atMost, text } = filters;
    const found = text && new Set(this.#index.find(text).map(({ feature }) => feature));
    const within = (/** @type {number | null} */ area) =>
      area !== null && area >= (atLeast ?? 0) && area <= (atMost ?? Infinity);
    /** @type {(Test | false | "")[]} */
    const tests = [
      hidden.size > 0 && { by: "layer", passes: ({ layer }) => !hidden.has(layer.name) },
      statuses.size > 0 && {
        by: "status",
        passes: (feature) => statuses.has(statusKey(feature.layer.name, statusOf(feature))),
      },
      (atLeast !== null || atMost !== null) && { by: "area", passes: (feature) => within(statedArea(feature)) },
      found && { by: "text", passes: (feature) => found.has(feature) },
      ...[...values].map(([column, chosen]) => ({
        by: column,
        passes: (/** @type {Feature} */ feature) => chosen.has(valueKey(feature, column)),
      })),
    ];
    return tests.filter((test) => typeof test === "object");
  }
}

/**
 * A value of a column as filters know it; empty where there is none.
 * @param {Feature} feature
 * @param {string} column
 */
export function valueKey(feature, column) {
  return String(feature.cell(column) ?? "");
}
