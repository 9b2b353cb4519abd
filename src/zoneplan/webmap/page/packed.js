// @ts-check
// Columns as `columns.py` packs them, unpacked when one of their cells is first asked for.

import { Digits, signed } from "./digits.js";

/** @typedef {import("./data.js").Value} Value */
/**
 * A column in one of four forms: each cell; which of a few texts; texts that begin as the one
 * before; figures as whole numbers.
 * @typedef {{each: Value[]} | {of: string[], at?: string} | {shared: string, own: string, text: string} | {whole: string, decimals: number}} Column
 */

/** The columns of a table by name; what is in none of them is empty. */
export class Table {
  #columns;
  #count;
  #names;
  /** @type {Map<string, Value[]>} */
  #cells = new Map();

  /**
   * @param {Record<string, Column>} columns
   * @param {number} count of rows
   * @param {string[]} wanted the columns that a row has even where they are empty
   */
  constructor(columns, count, wanted) {
    this.#columns = new Map(Object.entries(columns));
    this.#count = count;
    this.#names = [...new Set([...wanted, ...this.#columns.keys()])];
  }

  /**
   * @param {string} name
   * @param {number} row
   * @returns {Value}
   */
  cell(name, row) {
    return this.#column(name)?.[row] ?? null;
  }

  /**
   * @param {number} row
   * @returns {Record<string, Value>}
   */
  row(row) {
    return Object.fromEntries(this.#names.map((name) => [name, this.cell(name, row)]));
  }

  /** @param {string} name */
  #column(name) {
    const known = this.#cells.get(name);
    const packed = this.#columns.get(name);
    if (known || !packed) return known;
    const cells = unpacked(packed, this.#count);
    this.#cells.set(name, cells);
    return cells;
  }
}

/**
 * @param {Column} column
 * @param {number} count
 * @returns {Value[]}
 */
function unpacked(column, count) {
  if ("each" in column) return column.each;
  if ("whole" in column) return figures(column, count);
  if ("shared" in column) return fronted(column, count);
  const { of, at } = column;
  const places = at === undefined ? null : new Digits(at);
  return Array.from({ length: count }, () => of[places ? places.next() - 1 : 0] ?? null);
}

/** @param {{whole: string, decimals: number}} column @param {number} count */
function figures({ whole, decimals }, count) {
  const [numbers, scale] = [new Digits(whole), 10 ** decimals];
  return Array.from({ length: count }, () => {
    const number = numbers.next();
    return number === 0 ? null : signed(number - 1) / scale;
  });
}

/** @param {{shared: string, own: string, text: string}} column @param {number} count */
function fronted({ shared, own, text }, count) {
  const [same, more] = [new Digits(shared), new Digits(own)];
  let [before, at] = ["", 0];
  return Array.from({ length: count }, () => {
    const [kept, length] = [same.next(), more.next() - 1];
    if (length < 0) return null;
    before = before.slice(0, kept) + text.slice(at, at + length);
    at += length;
    return before;
  });
}
