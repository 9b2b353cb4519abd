// @ts-check
// Totals that add up as printed.

/** @typedef {import("./data.js").Feature} Feature */

const PLAIN = 0.4;

/** What is declared, else estimated, in ha. @param {Feature} feature */
export function statedArea(feature) {
  return feature.area?.declared_area_ha ?? feature.area?.estimated_area_ha ?? null;
}

/**
 * The sum of figures as they are printed with so many decimals; null where there is none.
 * @param {(number | null | undefined)[]} values
 * @param {number} decimals
 */
export function printedSum(values, decimals) {
  const scale = 10 ** decimals;
  const known = values.filter((value) => typeof value === "number");
  if (known.length === 0) return null;
  return known.reduce((sum, value) => sum + printed(value, decimals, scale), 0) / scale;
}

/**
 * A figure in units of its last printed decimal; next to a half the printed text decides.
 * @param {number} value
 * @param {number} decimals
 * @param {number} scale
 */
function printed(value, decimals, scale) {
  const nearest = Math.round(value * scale);
  const isPlain = Math.abs(value * scale - nearest) < PLAIN;
  return isPlain ? nearest : Math.round(Number(value.toFixed(decimals)) * scale);
}

/**
 * How many features, and their stated hectares: what is declared, and what is only estimated.
 * @param {Feature[]} features
 */
export function sums(features) {
  const declared = features.map(({ area }) => area?.declared_area_ha);
  const estimated = features.map(({ area }) => (area?.declared_area_ha === null ? area.estimated_area_ha : null));
  return {
    count: features.length,
    declared: printedSum(declared, 4),
    estimated: printedSum(estimated, 4),
    stated: printedSum(features.map(statedArea), 4),
  };
}
