// @ts-check
// A feature of the plan: a row of its layer's columns and shapes, read when it is asked for.

import { Digits } from "./digits.js";
import { Shapes } from "./geometry.js";
import { Table } from "./packed.js";

/** @typedef {import("./data.js").Area} Area */
/** @typedef {import("./data.js").Event} Event */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Text} Text */
/** @typedef {import("./data.js").Value} Value */
/** @typedef {import("./packed.js").Column} Column */
/**
 * The features of a layer as the document holds them.
 * @typedef {object} Packed
 * @property {number} count
 * @property {string} rings
 * @property {string} steps
 * @property {Record<string, Column>} values
 * @property {Record<string, Column> | null} areas
 * @property {{counts: string, events: Record<string, Column>} | null} history
 */
/**
 * What the registers tell of the features of a layer, by their code.
 * @typedef {object} Told
 * @property {Map<Value, import("./data.js").DatedName[]>} names oldest first
 * @property {Map<Value, import("./data.js").OfficialArea[]>} official_areas
 * @property {Map<Value, import("./data.js").Inclusion[]>} plan_inclusion
 * @property {Map<Value, import("./data.js").Claim[]>} claims those whose figure counts it
 * @property {Map<Value, import("./data.js").Target[]>} targets
 * @property {Map<Value, import("./data.js").Finding[]>} findings
 */

const EVENT = ["date", "date_precision", "date_kind", "status", "basis", "source", "decision", "note"];
const AREA = [
  "declared_area_ha", "estimated_area_ha", "geodesic_area_ha", "grid_area_ha",
  "difference_ha", "difference_pct", "verdict", "reason", "explanation", "signed_by", "signed_on",
];
/** @type {never[]} */
const NONE = [];

/** What the features of a layer are read from. */
export class Held {
  /**
   * @param {Layer} layer
   * @param {Packed} packed
   * @param {Told} told
   * @param {string} asOf the plan's day
   */
  constructor(layer, packed, told, asOf) {
    const { count, values, areas, history } = packed;
    this.layer = layer;
    this.told = told;
    this.asOf = asOf;
    this.shapes = new Shapes(packed);
    this.values = new Table(values, count, layer.columns.map(({ name }) => name));
    this.areas = areas && new Table(areas, count, AREA);
    this.firstEvents = new Uint32Array(count + 1);
    const counts = new Digits(history?.counts ?? "");
    for (let i = 0; i < count && history; i += 1) this.firstEvents[i + 1] = this.firstEvents[i] + counts.next();
    this.events = new Table(history?.events ?? {}, this.firstEvents[count], EVENT);
  }
}

export class Feature {
  #held;
  /** @type {Record<string, Value> | null} */
  #values = null;
  /** @type {Area | null} */
  #area = null;
  /** @type {Event[] | null} */
  #history = null;

  /**
   * @param {Held} held
   * @param {number} index its place in its layer
   */
  constructor(held, index) {
    this.#held = held;
    this.index = index;
  }

  get layer() {
    return this.#held.layer;
  }

  get code() {
    return this.#held.values.cell(this.layer.key, this.index);
  }

  /** On the plan's day. */
  get name() {
    return nameOn(this, this.#held.asOf);
  }

  /** Its cells, also those that are empty and those that only the file knows. */
  get values() {
    return (this.#values ??= this.#held.values.row(this.index));
  }

  /** One of its cells. @param {string} column */
  cell(column) {
    return this.#held.values.cell(column, this.index);
  }

  /** @returns {Area | null} */
  get area() {
    if (!this.#held.areas) return null;
    return (this.#area ??= /** @type {any} */ (this.#held.areas.row(this.index)));
  }

  /** All its dated events, oldest first: which count, the day decides. @returns {Event[]} */
  get history() {
    if (this.#history) return this.#history;
    const { events, firstEvents } = this.#held;
    const [first, end] = [firstEvents[this.index], firstEvents[this.index + 1]];
    if (first === end) return NONE;
    const rows = Array.from({ length: end - first }, (_, i) => events.row(first + i));
    return (this.#history = /** @type {any} */ (rows));
  }

  get isDrawn() {
    return this.#held.shapes.has(this.index);
  }

  /** Its shape in degrees: parts of rings. */
  get parts() {
    return this.#held.shapes.parts(this.index);
  }

  /** The south-west and the north-east corner around its shape. */
  get corners() {
    return this.#held.shapes.corners(this.index);
  }

  /** The radius in metres of the circle that is as large. */
  get radius() {
    return this.#held.shapes.radius(this.index);
  }

  get shapes() {
    return this.#held.shapes;
  }

  /** @returns {import("./data.js").DatedName[]} */
  get names() {
    return this.#held.told.names.get(this.code) ?? NONE;
  }

  /** @returns {import("./data.js").OfficialArea[]} */
  get official_areas() {
    return this.#held.told.official_areas.get(this.code) ?? NONE;
  }

  /** @returns {import("./data.js").Inclusion[]} */
  get plan_inclusion() {
    return this.#held.told.plan_inclusion.get(this.code) ?? NONE;
  }

  /** @returns {import("./data.js").Claim[]} */
  get claims() {
    return this.#held.told.claims.get(this.code) ?? NONE;
  }

  /** @returns {import("./data.js").Target[]} */
  get targets() {
    return this.#held.told.targets.get(this.code) ?? NONE;
  }

  /** @returns {import("./data.js").Finding[]} */
  get findings() {
    return this.#held.told.findings.get(this.code) ?? NONE;
  }
}

/**
 * The name of a feature on a day: the newest dated name that had begun, else its columns'.
 * @param {Feature} feature
 * @param {string} iso
 * @returns {Text}
 */
export function nameOn(feature, iso) {
  const begun = feature.names.filter(({ from }) => from && from <= iso).pop();
  const [vi, en] = [begun?.name_vi ?? feature.cell("name_vi"), begun?.name_en ?? feature.cell("name_en")];
  const known = vi ?? en ?? feature.code ?? "?";
  return { vi: String(vi ?? known), en: String(en ?? known) };
}
