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
 * @property {Event[]} history all its dated events, oldest first: which count, the day decides
 * @property {Area | null} area
 * @property {Record<string, Value>} values
 * @property {Layer} layer its layer, set on reading
 * @property {LatLng[][][]} parts its shape in degrees, set on reading
 * @property {DatedName[]} names its dated names, oldest first, set on reading
 * @property {OfficialArea[]} official_areas set on reading
 * @property {Inclusion[]} plan_inclusion set on reading
 * @property {Claim[]} claims those whose figure counts it, set on reading
 * @property {Target[]} targets set on reading
 * @property {Finding[]} findings set on reading
 */
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
 * @property {Column[]} columns
 * @property {Status[]} statuses
 * @property {Feature[]} features
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

const SCHEMA = "zoneplan.page/1";
const STEPS_PER_DEGREE = 1e6;
const NO_EVENT = { status: null, date_precision: null, date_kind: null, basis: null, source: null, decision: null, note: null };
const NO_AREA = {
  declared_area_ha: null, estimated_area_ha: null, geodesic_area_ha: null, grid_area_ha: null,
  difference_ha: null, difference_pct: null, verdict: null, reason: null,
};

/**
 * The document that an element of the page holds.
 * @param {string} id
 * @returns {Plan}
 */
export function read(id) {
  /** @type {Plan} */
  const plan = JSON.parse(document.getElementById(id)?.textContent ?? "null");
  if (plan?.schema !== SCHEMA) throw new Error(`no ${SCHEMA} in this page`);
  const [names, areas, inclusion] = [byCode(plan.names), byCode(plan.official_areas), byCode(plan.plan_inclusion)];
  names.forEach((own) => own.sort((one, other) => ((one.from ?? "") < (other.from ?? "") ? -1 : 1)));
  for (const layer of plan.layers) {
    const targets = byCode(plan.targets.filter((row) => row.layer === layer.name));
    const findings = byCode(plan.findings.filter((row) => row.layer === layer.name));
    const claims = plan.claims.filter(({ table }) => table === layer.name);
    for (const feature of layer.features) {
      const { code } = feature;
      fillIn(feature, layer);
      feature.layer = layer;
      feature.parts = (feature.shape ?? []).map((part) => part.map(unpacked));
      feature.names = names.get(code) ?? [];
      feature.official_areas = areas.get(code) ?? [];
      feature.plan_inclusion = inclusion.get(code) ?? [];
      feature.targets = targets.get(code) ?? [];
      feature.findings = findings.get(code) ?? [];
      feature.claims = claims.filter(({ codes }) => codes.includes(code));
    }
  }
  return plan;
}

/**
 * Puts back what is empty, which the document leaves out.
 * @param {Feature} feature
 * @param {Layer} layer
 */
function fillIn({ area, history, values }, layer) {
  for (const { name } of layer.columns) values[name] ??= null;
  for (const event of history) Object.assign(event, { ...NO_EVENT, ...event });
  if (area) Object.assign(area, { ...NO_AREA, ...area });
}

/**
 * The name of a feature on a day: the newest dated name that had begun, else its columns'.
 * @param {Feature} feature
 * @param {string} iso
 * @returns {Text}
 */
export function nameOn({ code, names, values }, iso) {
  const begun = names.filter(({ from }) => from && from <= iso).pop() ?? { name_vi: null, name_en: null };
  const vi = begun.name_vi ?? values.name_vi;
  const en = begun.name_en ?? values.name_en;
  const known = vi ?? en ?? code ?? "?";
  return { vi: String(vi ?? known), en: String(en ?? known) };
}

/**
 * @template {{code: Value}} T
 * @param {T[]} rows
 * @returns {Map<Value, T[]>}
 */
function byCode(rows) {
  /** @type {Map<Value, T[]>} */
  const found = new Map();
  for (const row of rows) found.set(row.code, [...(found.get(row.code) ?? []), row]);
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
