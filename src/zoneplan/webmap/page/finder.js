// @ts-check
// The search box: a combobox whose results open, zoom to and highlight what was found.

import { styleOf } from "./data.js";
import { element } from "./dom.js";
import { number, say } from "./language.js";
import { setPanel } from "./panels.js";
import { holds, marked } from "./search.js";
import { swatch } from "./swatch.js";
import { statusTitle, words } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./search.js").Hit} Hit */
/** @typedef {import("./search.js").Index} Index */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */
/** @typedef {{node: HTMLElement, feature: Feature | null, choose: () => void}} Option */

const MOST = 50;
const LIST = "found";
/** The key that leads to the search box. */
const KEY = "/";

/**
 * The search box with its list; `/` leads to it.
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 * @param {Index} index
 * @param {(feature: Feature) => void} open
 */
export function finder(plan, state, shown, index, open) {
  const box = new Finder(plan, state, shown, index, open);
  state.follow(["language"], () => box.name());
  state.on("shown", () => box.renew());
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
    if (event.key !== KEY || isTyping || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    setPanel("with-column", true);
    box.input.focus();
  });
  return box.place;
}

class Finder {
  #plan;
  #state;
  #shown;
  #index;
  #open;
  /** @type {Option[]} */
  #options = [];
  #active = -1;

  /**
   * @param {Plan} plan
   * @param {State} state
   * @param {Shown} shown
   * @param {Index} index
   * @param {(feature: Feature) => void} open
   */
  constructor(plan, state, shown, index, open) {
    this.#plan = plan;
    this.#state = state;
    this.#shown = shown;
    this.#index = index;
    this.#open = open;
    this.input = element("input", {
      type: "search",
      class: "find-box",
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": LIST,
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 200,
    });
    this.list = element("ul", { id: LIST, class: "found", role: "listbox", hidden: true });
    this.told = element("p", { class: "unseen", role: "status" });
    this.place = element("div", { class: "finder", role: "search" }, this.input, element("kbd", { class: "find-key", "aria-hidden": "true" }, KEY), this.list, this.told);
    this.input.addEventListener("input", () => this.renew(true));
    this.input.addEventListener("focus", () => this.renew(true));
    this.input.addEventListener("keydown", (event) => this.#press(event));
    this.input.addEventListener("blur", () => this.#close());
    // A press on a result must not take the focus off the box before it counts.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** Its words in the language in use. */
  name() {
    this.input.placeholder = words(this.#plan, "find_hint");
    this.input.setAttribute("aria-label", words(this.#plan, "find"));
    this.list.setAttribute("aria-label", words(this.#plan, "find_results"));
    this.renew();
  }

  /** @param {boolean} [opens] */
  renew(opens = false) {
    const text = this.input.value.trim();
    if (text === "") return this.#close();
    if (this.list.hidden && !opens) return;
    const hits = this.#index.find(text);
    this.#options = [
      ...hits.slice(0, MOST).map((hit, i) => this.#option(hit, text, i)),
      ...(hits.length > 0 ? [this.#filterOption(text)] : []),
    ];
    const nothing = element("li", { class: "found-none", role: "option", "aria-disabled": "true" }, words(this.#plan, "find_nothing"));
    this.list.replaceChildren(...(hits.length > 0 ? this.#options.map(({ node }) => node) : [nothing]));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.told.textContent = `${words(this.#plan, "find_results")}: ${number(hits.length)}`;
    this.#point(-1);
  }

  /**
   * @param {Hit} hit
   * @param {string} text
   * @param {number} i
   * @returns {Option}
   */
  #option({ feature, text: by }, text, i) {
    const { layer } = feature;
    const [plan, name] = [this.#plan, say(feature.name)];
    const status = this.#shown.statusOf(feature);
    const hasStatus = layer.statuses.length > 0;
    const node = element(
      "li",
      { id: `${LIST}-${i}`, role: "option", "aria-selected": "false" },
      hasStatus ? swatch(styleOf(plan, layer, status)) : element("span", { class: "found-dot" }),
      element(
        "span",
        { class: "found-text" },
        element("span", { class: "found-name" }, ...emphasised(name, text)),
        by !== null && by !== feature.code && !holds(name, text) &&
          element("span", { class: "found-by" }, ...emphasised(shortened(by, text), text)),
        element(
          "span",
          { class: "small" },
          [say(layer.title), feature.code !== name && feature.code, hasStatus && statusTitle(plan, layer, status)]
            .filter(Boolean)
            .join(" · "),
          !this.#shown.has(feature) && element("em", {}, ` · ${words(plan, "find_hidden")}`),
        ),
      ),
    );
    return this.#live({ node, feature, choose: () => this.#choose(feature) });
  }

  /** @param {string} text @returns {Option} */
  #filterOption(text) {
    const says = `${words(this.#plan, "find_filter")} “${text}”`;
    const node = element("li", { id: `${LIST}-filter`, class: "found-filter", role: "option", "aria-selected": "false" }, says);
    const choose = () => {
      this.input.value = "";
      this.#close();
      this.#state.filter({ text });
    };
    return this.#live({ node, feature: null, choose });
  }

  /** @param {Option} option */
  #live(option) {
    option.node.addEventListener("click", option.choose);
    option.node.addEventListener("mousemove", () => this.#point(this.#options.indexOf(option)));
    return option;
  }

  /** @param {Feature} feature */
  #choose(feature) {
    this.#close();
    this.input.value = say(feature.name);
    this.#open(feature);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (this.list.hidden) this.renew(true);
      const { length } = this.#options;
      if (length > 0) this.#point(this.#active < 0 && step < 0 ? length - 1 : (this.#active + step + length) % length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.list.hidden) this.renew(true);
      this.#options[Math.max(0, this.#active)]?.choose();
    } else if (event.key === "Escape" && (!this.list.hidden || this.input.value)) {
      event.stopPropagation();
      event.preventDefault();
      if (this.list.hidden) this.input.value = "";
      this.#close();
    }
  }

  /** Moves to an option, and shows on the map where it is. @param {number} at */
  #point(at) {
    if (at === this.#active && at >= 0) return;
    this.#active = at;
    for (const [i, { node }] of this.#options.entries()) node.setAttribute("aria-selected", String(i === at));
    const option = this.#options[at];
    if (option) this.input.setAttribute("aria-activedescendant", option.node.id);
    else this.input.removeAttribute("aria-activedescendant");
    option?.node.scrollIntoView({ block: "nearest" });
    this.#state.hover(option?.feature ?? null);
  }

  #close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.#options = [];
    this.told.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.#point(-1);
  }
}

/**
 * @param {string} text
 * @param {string} query
 */
function emphasised(text, query) {
  return marked(text, query).map(({ part, isFound }) => (isFound ? element("mark", {}, part) : part));
}

const LONGEST = 90;

/**
 * A long text about the place where the query is met.
 * @param {string} text
 * @param {string} query
 */
function shortened(text, query) {
  if (text.length <= LONGEST) return text;
  const before = marked(text, query).findIndex(({ isFound }) => isFound);
  const at = marked(text, query).slice(0, Math.max(0, before)).reduce((sum, { part }) => sum + part.length, 0);
  const from = Math.max(0, at - LONGEST / 3);
  return `${from > 0 ? "…" : ""}${text.slice(from, from + LONGEST)}${from + LONGEST < text.length ? "…" : ""}`;
}
