// @ts-check
// What is shown in one table, in step with the map; what is printed adds up.

import { sumText, tableColumns } from "./columns.js";
import { withRole } from "./data.js";
import { button, element, refill } from "./dom.js";
import { copyTable, saveCsv } from "./export.js";
import { current, number, say } from "./language.js";
import { words } from "./wording.js";

/** @typedef {import("./columns.js").TableColumn} TableColumn */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */
/** @typedef {{layer: Layer, features: Feature[]}} Group */

const MOST_ROWS = 200;

/**
 * The table with its buttons.
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 * @param {(feature: Feature) => void} open
 */
export function table(plan, state, shown, open) {
  const made = new Table(plan, state, shown, open);
  state.follow(["language", "shown"], () => made.write());
  state.follow(["selection"], () => made.mark(true));
  state.on("hover", () => made.mark(false));
  return [made.head, made.body];
}

class Table {
  #plan;
  #state;
  #shown;
  #open;
  #sorted = { key: "", isDown: false };
  #most = MOST_ROWS;
  /** @type {Map<Feature, HTMLElement>} */
  #rows = new Map();
  head = element("div", { class: "table-head" });
  body = element("div", { class: "table-body" });

  /**
   * @param {Plan} plan
   * @param {State} state
   * @param {Shown} shown
   * @param {(feature: Feature) => void} open
   */
  constructor(plan, state, shown, open) {
    this.#plan = plan;
    this.#state = state;
    this.#shown = shown;
    this.#open = open;
    this.body.addEventListener("mouseleave", () => state.hover(null));
    let wasOpen = false;
    new ResizeObserver(() => {
      const isOpen = this.body.clientHeight > 0;
      if (isOpen && !wasOpen) this.#seek();
      wasOpen = isOpen;
    }).observe(this.body);
  }

  write() {
    const plan = this.#plan;
    const columns = tableColumns(plan, this.#state, this.#shown);
    const groups = this.#groups(columns);
    const context = { plan, state: this.#state, columns, groups };
    refill(
      this.head,
      element("h2", {}, words(plan, "table_title")),
      keyed("csv", button({ class: "action" }, () => saveCsv(context), words(plan, "save_csv"))),
      keyed("copy", button({ class: "action" }, () => copyTable(context, this.head), words(plan, "copy_table"))),
    );
    this.#rows.clear();
    const { scrollTop, scrollLeft } = this.body;
    refill(this.body, this.#table(columns, groups));
    this.body.scrollTo(scrollLeft, scrollTop);
    this.mark(false);
  }

  /** Marks the rows of what is selected and pointed at. @param {boolean} isSought */
  mark(isSought) {
    const { selected, hovered } = this.#state;
    if (isSought && selected && this.#shown.has(selected) && !this.#rows.has(selected)) {
      this.#most = Infinity;
      this.write();
    }
    for (const [feature, row] of this.#rows) {
      row.classList.toggle("selected", feature === selected);
      row.classList.toggle("pointed", feature === hovered);
      if (feature === selected) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    if (isSought) this.#seek();
  }

  /** Brings the row of what is selected into sight. */
  #seek() {
    const { selected } = this.#state;
    if (selected) this.#rows.get(selected)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** The shown features of each layer, sorted. @param {TableColumn[]} columns @returns {Group[]} */
  #groups(columns) {
    const { key, isDown } = this.#sorted;
    const column = columns.find((each) => each.key === key);
    return withRole(this.#plan, "feature")
      .map((layer) => ({ layer, features: this.#shown.of(layer) }))
      .filter(({ features }) => features.length > 0)
      .map(({ layer, features }) => ({ layer, features: column ? sorted(features, column, isDown) : features }));
  }

  /**
   * @param {TableColumn[]} columns
   * @param {Group[]} groups
   */
  #table(columns, groups) {
    const nothing = element("p", { class: "nothing" }, words(this.#plan, "nothing_shown"));
    if (groups.length === 0) return nothing;
    return element(
      "table",
      {},
      element("caption", { class: "unseen" }, words(this.#plan, "table_title")),
      element("thead", {}, element("tr", {}, ...columns.map((column) => this.#heading(column)))),
      ...groups.map((group) => this.#section(columns, group)),
    );
  }

  /** @param {TableColumn} column */
  #heading({ key, title, decimals }) {
    const { key: by, isDown } = this.#sorted;
    const order = key === by ? (isDown ? "descending" : "ascending") : "none";
    const press = button({ class: "sort" }, () => {
      // A third press brings the plan's own order back.
      if (key === by && isDown) this.#sorted = { key: "", isDown: false };
      else this.#sorted = { key, isDown: key === by };
      this.write();
    }, title);
    const figure = decimals === null ? null : "figure";
    return element("th", { scope: "col", class: figure, "aria-sort": order }, keyed(`sort ${key}`, press));
  }

  /**
   * @param {TableColumn[]} columns
   * @param {Group} group
   */
  #section(columns, { layer, features }) {
    const most = Math.min(this.#most, features.length);
    return element(
      "tbody",
      {},
      element(
        "tr",
        { class: "group" },
        element("th", { scope: "rowgroup", colspan: columns.length }, say(layer.title)),
      ),
      ...features.slice(0, most).map((feature) => this.#row(columns, feature)),
      most < features.length && this.#rest(columns, features.length - most),
      total(this.#plan, columns, features),
    );
  }

  /**
   * @param {TableColumn[]} columns
   * @param {Feature} feature
   */
  #row(columns, feature) {
    const open = () => this.#open(feature);
    const cells = columns.map(({ key, decimals, text }) =>
      key === "name"
        ? element("th", { scope: "row" }, keyed(`row ${feature.layer.name} ${feature.code}`, button({ class: "open" }, open, text(feature))))
        : element("td", { class: decimals === null ? `cell-${key}` : "figure" }, text(feature)),
    );
    const row = element("tr", {}, ...cells);
    row.addEventListener("click", ({ target }) => {
      if (!(target instanceof HTMLButtonElement)) open();
    });
    row.addEventListener("mouseenter", () => this.#state.hover(feature));
    row.addEventListener("focusin", () => this.#state.hover(feature));
    this.#rows.set(feature, row);
    return row;
  }

  /**
   * @param {TableColumn[]} columns
   * @param {number} count
   */
  #rest(columns, count) {
    const more = button({ class: "action" }, () => {
      this.#most = Infinity;
      this.write();
    }, `${words(this.#plan, "show_more_rows")} (${number(count)})`);
    return element("tr", { class: "rest" }, element("td", { colspan: columns.length }, more));
  }
}

/**
 * A row of sums of what is printed above.
 * @param {Plan} plan
 * @param {TableColumn[]} columns
 * @param {Feature[]} features
 */
function total(plan, columns, features) {
  const cells = columns.map((column) =>
    column.key === "name"
      ? element("th", { scope: "row" }, `${words(plan, "total")} (${number(features.length)})`)
      : element("td", { class: column.decimals === null ? null : "figure" }, sumText(column, features)),
  );
  return element("tr", { class: "total" }, ...cells);
}

/**
 * Nothing comes last, whichever way it is sorted.
 * @param {Feature[]} features
 * @param {TableColumn} column
 * @param {boolean} isDown
 */
function sorted(features, { value }, isDown) {
  const letters = new Intl.Collator(current(), { numeric: true });
  const keys = new Map(features.map((feature) => [feature, value(feature)]));
  return [...features].sort((one, other) => {
    const [a, b] = [keys.get(one) ?? null, keys.get(other) ?? null];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const order = typeof a === "number" && typeof b === "number" ? a - b : letters.compare(String(a), String(b));
    return isDown ? -order : order;
  });
}

/**
 * @param {string} key
 * @param {HTMLButtonElement} made
 */
function keyed(key, made) {
  made.dataset.key = key;
  return made;
}
