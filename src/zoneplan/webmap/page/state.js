// @ts-check
// What the user has chosen, and who wants to know when it changes.

/** @typedef {import("./data.js").Feature} Feature */

export class State {
  /** Names of the layers that are switched off. @type {Set<string>} */
  hidden = new Set();
  /** @type {Feature | null} */
  selected = null;
  /** @type {Record<"language" | "layers" | "selection", (() => void)[]>} */
  #listeners = { language: [], layers: [], selection: [] };

  /**
   * @param {"language" | "layers" | "selection"} what
   * @param {() => void} listener
   */
  on(what, listener) {
    this.#listeners[what].push(listener);
  }

  /** @param {"language" | "layers" | "selection"} what */
  tell(what) {
    for (const listener of this.#listeners[what]) listener();
  }

  /** @param {Feature | null} feature */
  select(feature) {
    this.selected = feature;
    this.tell("selection");
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
}
