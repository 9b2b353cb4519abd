// @ts-check
// The page's document, `zoneplan.page/2`, as it stands in the page, with its features made readable.

import { Feature, Held } from "./feature.js";

export { Feature };

/** @typedef {{vi: string, en: string}} Text */
/** @typedef {string | number | boolean | null} Value */
/** @typedef {[number, number]} LatLng */
/**
 * @typedef {object} Event
 * @property {string} date
 * @property {string | null} date_precision
 * @property {string} date_kind
 * @property {string} status
 * @property {string | null} basis
 * @property {string | null} source
 * @property {string | null} decision
 * @property {string | null} note
 */
/**
 * @typedef {object} Area
 * @property {number | null} declared_area_ha
 * @property {number | null} estimated_area_ha
 * @property {number | null} geodesic_area_ha
 * @property {number | null} grid_area_ha
 * @property {number | null} difference_ha
 * @property {number | null} difference_pct
 * @property {string | null} verdict
 * @property {string | null} reason
 * @property {string | null} explanation of the difference, by the office
 * @property {string | null} signed_by
 * @property {string | null} signed_on
 */
/** @typedef {import("./feature.js").Packed} Packed */
/** @typedef {{name: string, type: string, title: Text, unit: string | null, codes: string | null, filter: boolean}} Column */
/** @typedef {{code: string, title: Text, style: string}} Status */
/**
 * @typedef {object} Layer
 * @property {string} name
 * @property {Text} title
 * @property {"feature" | "line" | "backdrop" | "added"} role
 * @property {string | null} geometry
 * @property {"name" | "number" | "wide" | "none"} label
 * @property {string | null} of
 * @property {string[]} aliases words that people use for one of its features
 * @property {boolean} variants of which at most one comes to be: never filled, never summed
 * @property {Text} freshness
 * @property {string} key the column that a feature is known by
 * @property {Column[]} columns
 * @property {Status[]} statuses
 * @property {Feature[]} features read from what the document packs
 */
/** @typedef {{fill: string, outline: string, pattern: string}} Style */
/** @typedef {"solid" | "thin" | "dashed" | "none"} Line */
/** @typedef {{rule: string, severity: string, layer: string, code: Value, message: Text}} Finding */
/** @typedef {{code: Value, from: string | null, name_vi: string | null, name_en: string | null, source: string | null}} DatedName */
/** @typedef {{code: Value, area_ha: number | null, as_of: string | null, source: string | null, note: string | null}} OfficialArea */
/** @typedef {{code: Value, plan: string | null, status: string | null, as_of: string | null, source: string | null, note: string | null}} Inclusion */
/**
 * A statement that the layers must add up to, and what they say to it on the plan's day.
 * @typedef {object} Claim
 * @property {string | null} id
 * @property {string | null} source
 * @property {string | null} table the layer or table that it is about
 * @property {string | null} as_of
 * @property {string | null} operator
 * @property {number | null} expected
 * @property {string | null} expected_date
 * @property {string | null} unit
 * @property {number | null} found null where only its bounds are known
 * @property {number | null} found_low
 * @property {number | null} found_high
 * @property {string | null} found_date
 * @property {number | null} difference
 * @property {number | null} difference_pct
 * @property {"holds" | "holds_by_construction" | "differs" | "cannot_be_decided"} verdict
 * @property {string | null} reason
 * @property {string | null} about
 * @property {string | null} quote_vi
 * @property {string | null} note
 * @property {Value[]} codes the features that its figure counts
 */
/**
 * An aim or an expectation, and what came of it by the plan's day.
 * @typedef {object} Target
 * @property {string | null} layer
 * @property {Value} code
 * @property {string | null} status
 * @property {string | null} due
 * @property {string | null} due_precision
 * @property {"aim" | "expected" | null} kind
 * @property {string | null} source
 * @property {string | null} quote_vi
 * @property {string} verdict
 * @property {number | null} later_by
 * @property {"year" | "month" | "day" | null} later_unit
 * @property {string | null} event_date
 * @property {string | null} event_kind
 * @property {string | null} event_basis
 */
/** @typedef {import("./coordinates.js").Projection} Projection */
/**
 * @typedef {object} Plan
 * @property {string} schema
 * @property {string} revision
 * @property {string} as_of
 * @property {string} version
 * @property {boolean} forced
 * @property {"public" | "internal"} audience
 * @property {Text} title
 * @property {Text} authority
 * @property {Record<string, Text>} texts
 * @property {Record<string, Record<string, Text>>} codes
 * @property {Record<string, {title: Text, line: Line}>} bases
 * @property {Record<string, string>} ground
 * @property {Record<string, Style>} styles
 * @property {Projection | null} projection
 * @property {[LatLng, LatLng] | null} bounds
 * @property {{url: string, host: string, bounds: [LatLng, LatLng], zooms: [number, number]} | null} basemap
 * @property {Text | null} left_out of very many shapes
 * @property {Layer[]} layers
 * @property {Record<string, Record<string, Value>>} sources
 * @property {Record<string, Record<string, Value>>} decisions
 * @property {DatedName[]} names
 * @property {OfficialArea[]} official_areas
 * @property {Inclusion[]} plan_inclusion
 * @property {Claim[]} claims
 * @property {Target[]} targets
 * @property {Finding[]} findings
 */

const SCHEMA = "zoneplan.page/2";

/**
 * The document that an element of the page holds.
 * @param {string} id
 * @returns {Plan}
 */
export function read(id) {
  /** @type {Omit<Plan, "layers"> & {layers: (Omit<Layer, "features"> & {features: Packed})[]}} */
  const content = JSON.parse(document.getElementById(id)?.textContent ?? "null");
  if (content?.schema !== SCHEMA) throw new Error(`no ${SCHEMA} in this page`);
  const names = byCode(content.names);
  names.forEach((own) => own.sort((one, other) => ((one.from ?? "") < (other.from ?? "") ? -1 : 1)));
  const registers = { names, official_areas: byCode(content.official_areas), plan_inclusion: byCode(content.plan_inclusion) };
  const layers = content.layers.map(({ features: packed, ...rest }) => {
    /** @type {Layer} */
    const layer = { ...rest, features: [] };
    const held = new Held(layer, packed, { ...registers, ...told(content, layer) }, content.as_of);
    layer.features = Array.from({ length: packed.count }, (_, index) => new Feature(held, index));
    return layer;
  });
  return { ...content, layers };
}

/**
 * What is told of the features of one layer only.
 * @param {Pick<Plan, "claims" | "targets" | "findings">} plan
 * @param {Layer} layer
 */
function told({ claims, targets, findings }, { name }) {
  const counting = claims
    .filter(({ table }) => table === name)
    .flatMap((claim) => [...new Set(claim.codes)].map((code) => ({ code, claim })));
  return {
    claims: new Map([...byCode(counting)].map(([code, rows]) => [code, rows.map(({ claim }) => claim)])),
    targets: byCode(targets.filter(({ layer }) => layer === name)),
    findings: byCode(findings.filter(({ layer }) => layer === name)),
  };
}

/**
 * @template {{code: Value}} T
 * @param {T[]} rows
 * @returns {Map<Value, T[]>}
 */
function byCode(rows) {
  /** @type {Map<Value, T[]>} */
  const found = new Map();
  for (const row of rows) {
    const own = found.get(row.code);
    if (own) own.push(row);
    else found.set(row.code, [row]);
  }
  return found;
}

/**
 * The layers of some roles.
 * @param {Plan} plan
 * @param {...Layer["role"]} roles
 */
export function withRole(plan, ...roles) {
  return plan.layers.filter((layer) => roles.includes(layer.role) && layer.features.length > 0);
}

/**
 * The style of a status; `unknown` where the catalogue does not know it.
 * @param {Plan} plan
 * @param {Layer} layer
 * @param {string | null} status
 */
export function styleOf(plan, layer, status) {
  if (layer.variants) return plan.styles.variant;
  const known = layer.statuses.find(({ code }) => code === status);
  return plan.styles[known?.style ?? "unknown"];
}

/**
 * How a feature's outline is drawn, by what it rests on.
 * @param {Plan} plan
 * @param {Feature} feature
 * @returns {Line}
 */
export function lineOf(plan, feature) {
  return own(plan.bases, feature.cell("boundary_basis"))?.line ?? "dashed";
}

/**
 * An entry of a table from the plan; a name such as `constructor` is no entry.
 * @template T
 * @param {Record<string, T> | undefined} table
 * @param {Value | undefined} key
 * @returns {T | undefined}
 */
export function own(table, key) {
  return table && Object.hasOwn(table, String(key)) ? table[String(key)] : undefined;
}
