// @ts-check
// The bar below the map: the day that is shown, a step from event to event, and a second day.

import { nameOn } from "./feature.js";
import { button, element, refill } from "./dom.js";
import { day, dayInWords, number, say } from "./language.js";
import { changedBetween, dayAfter, daysBetween, periodOf } from "./period.js";
import { ticks } from "./ticks.js";
import { aimText, inserted, statusTitle, when, words } from "./wording.js";

/** @typedef {import("./data.js").Event} Event */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./period.js").Period} Period */
/** @typedef {import("./state.js").State} State */
/** @typedef {"date" | "before"} Which */

const SNAP_PX = 7;
const BACKWARD = ["ArrowLeft", "ArrowDown"];
const FORWARD = ["ArrowRight", "ArrowUp"];

/**
 * The bar, empty where the plan has no dated history, and what puts the marks along it.
 * @param {Plan} plan
 * @param {State} state
 * @returns {{bar: HTMLElement, mark: () => void}}
 */
export function timeBar(plan, state) {
  const bar = element("section", { class: "time" });
  const period = periodOf(plan);
  if (!period) return { bar, mark: () => {} };
  const head = element("div", { class: "time-head" });
  const marks = element("div", { class: "time-marks" });
  const handles = /** @type {Which[]} */ (["before", "date"]).map((which) => ({
    which,
    input: handle(state, period, which),
  }));
  const track = element("div", { class: "time-track" }, marks, ...handles.map(({ input }) => input));
  bar.append(head, track);
  const update = () => {
    refill(head, ...heading(plan, state, period));
    bar.classList.toggle("time-two", state.before !== null);
    for (const { which, input } of handles) place(plan, period, input, state[which], which);
  };
  state.follow(["language"], () => bar.setAttribute("aria-label", words(plan, "time")));
  state.follow(["language", "date"], update);
  return { bar, mark: () => state.follow(["language"], () => marks.replaceChildren(...ticks(plan, period))) };
}

/**
 * Sets one of the two days; the earlier one never comes after the later.
 * @param {State} state
 * @param {Which} which
 * @param {string} iso
 */
function move(state, which, iso) {
  const { date, before } = state;
  if (which === "before") state.at(iso > date ? iso : date, iso);
  else state.at(iso, before !== null && iso < before ? iso : before);
}

/**
 * The next stop before or after a day, else the day itself.
 * @param {Period} period
 * @param {string} iso
 * @param {boolean} isForward
 */
function stopFrom({ stops }, iso, isForward) {
  const found = isForward ? stops.find((stop) => stop > iso) : stops.filter((stop) => stop < iso).pop();
  return found ?? iso;
}

/**
 * A native slider whose arrow keys go from event to event.
 * @param {State} state
 * @param {Period} period
 * @param {Which} which
 */
function handle(state, period, which) {
  const max = daysBetween(period.first, period.last);
  const input = element("input", { type: "range", class: `time-handle time-${which}`, min: 0, max, step: 1 });
  let isAsked = false;
  input.addEventListener("input", () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      const reach = (SNAP_PX / Math.max(1, input.clientWidth)) * max;
      const days = Number(input.value);
      const near = period.stops.find((stop) => Math.abs(daysBetween(period.first, stop) - days) <= reach);
      move(state, which, near ?? dayAfter(period.first, days));
    });
  });
  input.addEventListener("keydown", (event) => {
    const isForward = FORWARD.includes(event.key);
    if (!isForward && !BACKWARD.includes(event.key)) return;
    event.preventDefault();
    move(state, which, stopFrom(period, state[which] ?? state.date, isForward));
  });
  return input;
}

/**
 * @param {Plan} plan
 * @param {Period} period
 * @param {HTMLInputElement} input
 * @param {string | null} iso
 * @param {Which} which
 */
function place(plan, period, input, iso, which) {
  input.hidden = iso === null;
  if (iso === null) return;
  input.value = String(daysBetween(period.first, iso));
  input.setAttribute("aria-label", words(plan, which === "date" ? "time_date" : "time_before"));
  const told = changesOn(plan, period, iso);
  input.setAttribute("aria-valuetext", [dayInWords(iso), told].filter(Boolean).join(": "));
}

/**
 * Buttons, the day, what happened on it, and how far what is shown is known.
 * @param {Plan} plan
 * @param {State} state
 * @param {Period} period
 */
function heading(plan, state, period) {
  const { date, before } = state;
  const step = (/** @type {boolean} */ isForward) => () => move(state, "date", stopFrom(period, date, isForward));
  const named = (/** @type {string} */ key) => ({ title: words(plan, key), "aria-label": words(plan, key) });
  const isTwo = before !== null;
  const compare = () => state.at(date, isTwo ? null : stopFrom(period, date < plan.as_of ? date : plan.as_of, false));
  return [
    element(
      "div",
      { class: "time-steps" },
      button({ ...named("time_earlier"), class: "time-step" }, step(false), "‹"),
      button({ ...named("time_later"), class: "time-step" }, step(true), "›"),
    ),
    element(
      "p",
      { class: "time-day", "aria-live": "polite" },
      isTwo && element("span", { class: "time-first" }, day(before)),
      isTwo && element("span", { class: "time-arrow" }, " → "),
      element("strong", {}, day(date)),
    ),
    element("p", { class: "time-told" }, ...told(plan, state, period)),
    element(
      "div",
      { class: "time-buttons" },
      (date !== plan.as_of || isTwo) &&
        button(
          { class: "time-button", title: words(plan, "time_home"), "aria-label": `${words(plan, "time_home")}: ${day(plan.as_of)}` },
          () => state.at(plan.as_of, null),
          element("span", { "aria-hidden": "true" }, "↺ "),
          day(plan.as_of),
        ),
      button(
        { class: "time-button", "data-key": "compare", "aria-pressed": String(isTwo), title: words(plan, "time_compare") },
        compare,
        words(plan, "time_compare_short"),
      ),
    ),
  ];
}

/**
 * @param {Plan} plan
 * @param {State} state
 * @param {Period} period
 */
function told(plan, { date, before }, period) {
  const changes = before === null ? changesOn(plan, period, date) : changesSince(plan, before, date);
  return [
    changes && element("span", { class: before === null ? "time-changes" : "time-changes is-count", title: changes }, changes),
    ...notes(plan, date, period).map((note) => element("span", { class: "time-note" }, note)),
  ];
}

/**
 * @param {Plan} plan
 * @param {string} before
 * @param {string} date
 */
function changesSince(plan, before, date) {
  const { changed, newlyKnown } = changedBetween(plan, before, date);
  return inserted(words(plan, "time_changed"), { changed: number(changed.length), known: number(newlyKnown.length) });
}

/**
 * Where the day is not the map's, and where nothing is told of what came before it.
 * @param {Plan} plan
 * @param {string} date
 * @param {Period} period
 * @returns {string[]}
 */
export function notes(plan, date, { newest }) {
  return [
    date !== plan.as_of && inserted(words(plan, "time_other"), { day: day(plan.as_of) }),
    date > newest && inserted(words(plan, "time_no_facts"), { day: day(newest) }),
  ].filter((note) => note !== false);
}

/**
 * What began, was seen, or is aimed at by a day.
 * @param {Plan} plan
 * @param {Period} period
 * @param {string} iso
 */
function changesOn(plan, { steps, dues }, iso) {
  const changes = steps.find(({ date }) => date === iso)?.changes ?? [];
  const facts = grouped(changes, iso, ({ feature, event }) =>
    `${statusTitle(plan, feature.layer, event.status)}, ${when(plan, event)}`);
  const aims = grouped(dues.filter((due) => due.day === iso), iso, ({ feature, target }) =>
    aimText(plan, feature, target));
  return [...facts, ...aims].join("; ");
}

/**
 * One text for all the features of which the same is told.
 * @template {{feature: Feature}} T
 * @param {T[]} rows
 * @param {string} iso
 * @param {(row: T) => string} text
 */
function grouped(rows, iso, text) {
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const row of rows) {
    const key = text(row);
    groups.set(key, [...(groups.get(key) ?? []), say(nameOn(row.feature, iso))]);
  }
  return [...groups].map(([key, names]) => `${names.join(", ")}: ${key}`);
}
