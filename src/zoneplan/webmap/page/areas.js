// @ts-check
// How big a feature is: declared, measured, the difference and what it proves; official areas.

import { firstDay } from "./history.js";
import { element } from "./dom.js";
import { day, number, signed, stated, stored } from "./language.js";
import { sourceLine } from "./papers.js";
import { capital, codeTitle, pairs, words } from "./wording.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./dom.js").Child} Child */

/**
 * Areas with their difference, the verdict and its reason.
 * @param {Plan} plan
 * @param {Feature} feature
 * @returns {Child[]}
 */
export function areas(plan, { area }) {
  if (!area) return [];
  const difference = area.difference_ha === null
    ? null
    : `${signed(area.difference_ha)} ha (${signed(area.difference_pct)} %)`;
  const reason = area.reason && codeTitle(plan, "verdict_reason", area.reason);
  const isSound = area.verdict === "agrees" || area.verdict === "differs";
  return [
    pairs(
      [words(plan, "declared"), area.declared_area_ha === null ? words(plan, "not_declared") : `${stated(area.declared_area_ha)} ha`],
      area.estimated_area_ha === null ? null : [words(plan, "estimated_area"), `≈ ${stated(area.estimated_area_ha)} ha`],
      [words(plan, "geodesic_area"), hectares(area.geodesic_area_ha)],
      [words(plan, "grid_area"), hectares(area.grid_area_ha)],
      difference ? [words(plan, "difference"), difference] : null,
    ),
    element(
      "p",
      { class: `verdict ${isSound ? `verdict-${area.verdict}` : "verdict-open"}` },
      element("strong", {}, capital(codeTitle(plan, "verdict", area.verdict))),
      reason ? `: ${reason}` : "",
    ),
    signedOff(plan, area),
  ];
}

/**
 * The office's explanation of the difference, and who signed it when.
 * @param {Plan} plan
 * @param {import("./data.js").Area} area
 * @returns {Child}
 */
function signedOff(plan, { explanation, signed_by: by, signed_on: on }) {
  if (!explanation) return false;
  const signature = [by, on && day(on)].filter(Boolean).join(", ");
  return element("p", { class: "verdict" }, element("strong", {}, words(plan, "explanation")), `: ${explanation}`, signature && ` (${signature})`);
}

/**
 * The official areas stated by a day, side by side, each against what the map measures.
 * @param {Plan} plan
 * @param {Feature} feature
 * @param {string} date
 * @returns {Child[]}
 */
export function officialAreas(plan, { area, official_areas: all }, date) {
  const stated_ = all
    .filter(({ as_of }) => as_of === null || firstDay(as_of) <= date)
    .sort((one, other) => ((one.as_of ?? "") < (other.as_of ?? "") ? -1 : 1));
  if (stated_.length === 0) return [];
  const measured = area?.geodesic_area_ha ?? null;
  const headings = ["heading_as_of", "heading_hectares", "heading_measured_less"].map((key, at) =>
    element("th", { scope: "col", class: at > 0 ? "figure" : null }, words(plan, key)));
  const rows = stated_.flatMap(({ area_ha: ha, as_of, source, note }) => [
    element(
      "tr",
      {},
      element("th", { scope: "row" }, as_of ? day(as_of) : words(plan, "no_date")),
      element("td", { class: "figure" }, stated(ha)),
      element("td", { class: "figure" }, ha === null || measured === null ? "–" : signed(measured - ha)),
    ),
    element(
      "tr",
      { class: "of-row" },
      element("td", { colspan: 3 }, ...sourceLine(plan, source), note ? `; ${stored(note)}` : ""),
    ),
  ]);
  return [
    element("table", { class: "figures" }, element("thead", {}, element("tr", {}, ...headings)), element("tbody", {}, ...rows)),
  ];
}

/** @param {number | null} value */
function hectares(value) {
  return value === null ? "–" : `${number(value, 2)} ha`;
}
