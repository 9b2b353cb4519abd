// @ts-check
// The page's document, `zoneplan.page/1`, as it stands in the page, with its geometry unpacked.

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
 */
/**
 * @typedef {object} Feature
 * @property {Value} code
 * @property {Text} name
 * @property {number[][][] | null} shape
 * @property {string | null} status
 * @property {Event[]} history
 * @property {Area | null} area
 * @property {Record<string, Value>} values
 * @property {Layer} layer its layer, set on reading
 * @property {LatLng[][][]} parts its shape in degrees, set on reading
 */
/** @typedef {{name: string, type: string, title: Text, unit: string | null, codes: string | null}} Column */
/** @typedef {{code: string, title: Text, style: string}} Status */
/**
 * @typedef {object} Layer
 * @property {string} name
 * @property {Text} title
 * @property {"feature" | "line" | "backdrop"} role
 * @property {string | null} geometry
 * @property {"name" | "number" | "wide" | "none"} label
 * @property {string | null} of
 * @property {Text} freshness
 * @property {Column[]} columns
 * @property {Status[]} statuses
 * @property {Feature[]} features
 */
/** @typedef {{fill: string, outline: string, pattern: string}} Style */
/** @typedef {"solid" | "thin" | "dashed" | "none"} Line */
/** @typedef {{rule: string, severity: string, layer: string, code: Value, message: Text}} Finding */
/** @typedef {import("./coordinates.js").Projection} Projection */
/**
 * @typedef {object} Plan
 * @property {string} schema
 * @property {string} revision
 * @property {string} as_of
 * @property {string} version
 * @property {boolean} forced
 * @property {Text} title
 * @property {Text} authority
 * @property {Record<string, Text>} texts
 * @property {Record<string, Record<string, Text>>} codes
 * @property {Record<string, {title: Text, line: Line}>} bases
 * @property {Record<string, string>} ground
 * @property {Record<string, Style>} styles
 * @property {Projection | null} projection
 * @property {[LatLng, LatLng] | null} bounds
 * @property {Layer[]} layers
 * @property {Record<string, Record<string, Value>>} sources
 * @property {Record<string, Record<string, Value>>} decisions
 * @property {Finding[]} findings
 */

const SCHEMA = "zoneplan.page/1";
const STEPS_PER_DEGREE = 1e6;

/**
 * The document that an element of the page holds.
 * @param {string} id
 * @returns {Plan}
 */
export function read(id) {
  /** @type {Plan} */
  const plan = JSON.parse(document.getElementById(id)?.textContent ?? "null");
  if (plan?.schema !== SCHEMA) throw new Error(`no ${SCHEMA} in this page`);
  for (const layer of plan.layers) {
    for (const feature of layer.features) {
      feature.layer = layer;
      feature.parts = (feature.shape ?? []).map((part) => part.map(unpacked));
    }
  }
  return plan;
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
  return own(plan.bases, feature.values.boundary_basis)?.line ?? "dashed";
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

/**
 * @param {number[]} steps
 * @returns {LatLng[]}
 */
function unpacked(steps) {
  /** @type {LatLng[]} */
  const points = [];
  let [lon, lat] = [0, 0];
  for (let i = 0; i < steps.length; i += 2) {
    lon += steps[i];
    lat += steps[i + 1];
    points.push([lat / STEPS_PER_DEGREE, lon / STEPS_PER_DEGREE]);
  }
  return points;
}
