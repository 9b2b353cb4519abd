// @ts-check
// What is said of a feature: official statements with their verdicts, findings, plans, names.

import { nameOn } from "./feature.js";
import { element } from "./dom.js";
import { firstDay } from "./history.js";
import { day, say, signed, stated, stored } from "./language.js";
import { sourceLine } from "./papers.js";
import { capital, codeTitle, inserted, pairs, words } from "./wording.js";

/** @typedef {import("./data.js").Claim} Claim */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Finding} Finding */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./dom.js").Child} Child */

const SIGNS = /** @type {Record<string, string>} */ ({ ">=": "≥", "<=": "≤" });
const ROUNDED = 2;

/**
 * The statements whose figure counts a feature, then the others about its layer.
 * @param {Plan} plan
 * @param {Feature} feature
 * @param {string} date
 * @returns {Child[]}
 */
export function claims(plan, feature, date) {
  const stated_ = plan.claims.filter(
    ({ table, as_of }) => table === feature.layer.name && (as_of === null || firstDay(as_of) <= date),
  );
  const own = stated_.filter((claim) => feature.claims.includes(claim));
  const others = stated_.filter((claim) => !feature.claims.includes(claim));
  return [
    own.length > 0 && element("ul", { class: "claims" }, ...own.map((each) => claim(plan, each))),
    others.length > 0 && element(
      "details",
      {},
      element("summary", {}, inserted(words(plan, "other_claims"), { count: String(others.length) })),
      element("ul", { class: "claims" }, ...others.map((each) => claim(plan, each))),
    ),
  ];
}

/**
 * @param {Plan} plan
 * @param {Claim} told
 */
function claim(plan, told) {
  const reason = told.reason && codeTitle(plan, "claim_reason", told.reason);
  return element(
    "li",
    { class: `claim claim-${told.verdict}` },
    told.quote_vi
      ? element("blockquote", { lang: "vi" }, `“${told.quote_vi}”`)
      : element("p", { class: "small" }, words(plan, "not_quoted")),
    pairs(
      [words(plan, "stated"), expected(told)],
      [words(plan, "found"), found(told)],
      told.difference ? [words(plan, "difference"), withUnit(signed(told.difference), told.unit)] : null,
    ),
    element(
      "p",
      { class: "verdict-line" },
      element("strong", {}, capital(codeTitle(plan, "claim_verdict", told.verdict))),
      reason ? `: ${told.about ? `${reason}: ${told.about}` : reason}` : "",
    ),
    element("p", { class: "small" }, ...sourceLine(plan, told.source)),
  );
}

/** @param {Claim} told */
function expected({ operator, expected: value, expected_date: on, unit }) {
  const sign = SIGNS[operator ?? ""] ?? operator ?? "";
  return `${sign === "=" ? "" : sign} ${on ? day(on) : withUnit(rounded(value), unit)}`.trim();
}

/** @param {Claim} told */
function found({ found: point, found_low: low, found_high: high, found_date: on, unit }) {
  if (on) return day(on);
  if (point !== null) return withUnit(rounded(point), unit);
  if (low === null && high === null) return "–";
  if (high === null) return `≥ ${withUnit(rounded(low), unit)}`;
  return low ? withUnit(`${rounded(low)}–${rounded(high)}`, unit) : `≤ ${withUnit(rounded(high), unit)}`;
}

/** @param {number | null} value */
function rounded(value) {
  return stated(value === null ? null : Number(value.toFixed(ROUNDED)));
}

/**
 * A figure with its unit; what is counted has none that both languages know.
 * @param {string} figure
 * @param {string | null} unit
 */
function withUnit(figure, unit) {
  return unit && !/^[a-z]{4,}$/.test(unit) ? `${figure} ${unit}` : figure;
}

/**
 * The findings on a feature: under its code, or naming it.
 * @param {Plan} plan
 * @param {Feature} feature
 * @returns {Child[]}
 */
export function findings(plan, { code, layer }) {
  const told = plan.findings.filter(
    (finding) => finding.layer === layer.name && (finding.code === code || names(finding.message.vi, code)),
  );
  const items = told.map(({ severity, message }) =>
    element("li", { class: `finding finding-${severity}` }, element("strong", {}, capital(codeTitle(plan, "severity", severity))), " ", say(message)),
  );
  return items.length > 0 ? [element("ul", { class: "findings-on" }, ...items)] : [];
}

/**
 * Whether a sentence names a code as a word of its own.
 * @param {string} sentence
 * @param {import("./data.js").Value} code
 */
function names(sentence, code) {
  return code !== null && code !== "" && sentence.split(/[\s,;:.()]+/).includes(String(code));
}

/**
 * In which plans a feature stands.
 * @param {Plan} plan
 * @param {Feature} feature
 * @param {string} date
 * @returns {Child[]}
 */
export function inclusion(plan, { plan_inclusion: all }, date) {
  const told = all.filter(({ as_of }) => as_of === null || firstDay(as_of) <= date);
  const items = told.map((row) =>
    element(
      "li",
      {},
      element("strong", {}, capital(codeTitle(plan, "plan_inclusion", row.status))),
      `: ${row.plan ?? "?"}`,
      row.as_of && element("span", { class: "when small" }, `${words(plan, "as_of")} ${day(row.as_of)}`),
      row.note && element("p", { class: "small" }, stored(row.note)),
      element("p", { class: "small" }, ...sourceLine(plan, row.source)),
    ),
  );
  return items.length > 0 ? [element("ul", { class: "papers" }, ...items)] : [];
}

/**
 * Names through time, where there is more than the one in use.
 * @param {Plan} plan
 * @param {Feature} feature
 * @param {string} date
 * @returns {Child[]}
 */
export function formerNames(plan, feature, date) {
  const begun = feature.names.filter(({ from }) => from && firstDay(from) <= date);
  const now = say(nameOn(feature, date));
  if (!begun.some((name) => nameOf(name) !== now)) return [];
  const rows = [...begun].reverse().map((name) => /** @type {[string, string]} */ ([
    inserted(words(plan, "name_from"), { day: day(String(name.from)) }),
    nameOf(name),
  ]));
  return [pairs(...rows)];
}

/** @param {import("./data.js").DatedName} name */
function nameOf({ name_vi: vi, name_en: en }) {
  return say({ vi: vi ?? en ?? "?", en: en ?? vi ?? "?" });
}
