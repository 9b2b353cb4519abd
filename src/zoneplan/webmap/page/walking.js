// @ts-check
// Rings as a pen draws them: without points that cannot be seen, and no farther than can be seen.

import { GLOBE } from "./geometry.js";

/** @typedef {Pick<CanvasRenderingContext2D, "moveTo" | "lineTo" | "closePath">} Pen */
/** @typedef {{west: number, north: number, east: number, south: number}} Hedge */
/** Where points of the globe lie, and in which box they can be seen. @typedef {Pick<import("./canvas.js").Place, "globe" | "left" | "top" | "ratio"> & Hedge} Sight */

/** What an outline is drawn without is never farther from it: that cannot be seen. */
export const LEAST_DOTS = 0.5;

/**
 * Draws a ring from end to end, or as if the ground ended at the sides of what can be seen.
 * @param {Pen} pen
 * @param {import("./geometry.js").Ring} ring
 * @param {Sight} sight
 * @param {boolean} isWhole
 */
export function walk(pen, { points, isClosed }, sight, isWhole) {
  const { globe, left, top, ratio } = sight;
  const scale = globe / GLOBE;
  const [x, y] = [points[0] * scale - left, points[1] * scale - top];
  const least = LEAST_DOTS / ratio;
  const run = isWhole ? new Run(pen, x, y, least) : new Hedged(pen, x, y, least, sight);
  for (let i = 2; i < points.length; i += 2) run.to(points[i] * scale - left, points[i + 1] * scale - top);
  if (!isClosed) return run.end();
  run.to(x, y);
  run.close();
}

/**
 * A ring that is drawn as it is walked, without the points that lie on the way to a later one:
 * each keeps the way on within a cone, and where that is left the point before is drawn.
 */
export class Run {
  /**
   * @param {Pen} pen
   * @param {number} x
   * @param {number} y
   * @param {number} least how far off a point may lie
   */
  constructor(pen, x, y, least) {
    this.pen = pen;
    this.least = least;
    // What was drawn last, where the walk is, how far it has got from there.
    this.fromX = this.x = x;
    this.fromY = this.y = y;
    this.reach = 0;
    // The edges of the cone.
    this.leftX = this.leftY = this.rightX = this.rightY = 0;
    pen.moveTo(x, y);
  }

  /** @param {number} x @param {number} y */
  to(x, y) {
    let dx = x - this.fromX;
    let dy = y - this.fromY;
    let far = Math.sqrt(dx * dx + dy * dy);
    if (this.reach > 0 && (far < this.reach - this.least || this.#isOff(dx, dy))) {
      this.end();
      dx = x - this.fromX;
      dy = y - this.fromY;
      far = Math.sqrt(dx * dx + dy * dy);
    }
    if (far > this.least) this.#narrow(dx, dy, far);
    this.x = x;
    this.y = y;
  }

  close() {
    this.end();
    this.pen.closePath();
  }

  end() {
    this.pen.lineTo(this.x, this.y);
    this.fromX = this.x;
    this.fromY = this.y;
    this.reach = 0;
  }

  /** @param {number} dx @param {number} dy */
  #isOff(dx, dy) {
    return this.leftX * dy - this.leftY * dx > 0 || this.rightX * dy - this.rightY * dx < 0;
  }

  /** @param {number} dx @param {number} dy @param {number} far */
  #narrow(dx, dy, far) {
    const share = this.least / far;
    const leftX = dx - dy * share;
    const leftY = dy + dx * share;
    if (this.reach === 0 || this.leftX * leftY - this.leftY * leftX < 0) {
      this.leftX = leftX;
      this.leftY = leftY;
    }
    const rightX = dx + dy * share;
    const rightY = dy - dx * share;
    if (this.reach === 0 || this.rightX * rightY - this.rightY * rightX > 0) {
      this.rightX = rightX;
      this.rightY = rightY;
    }
    this.reach = Math.max(this.reach, far);
  }
}

/**
 * A ring that keeps within a box: where it leaves, its shadow goes along the sides, so that what is
 * inside is enclosed as before and no number grows large.
 */
class Hedged {
  /**
   * @param {Pen} pen
   * @param {number} x
   * @param {number} y
   * @param {number} least how far off a point may lie
   * @param {Hedge} box
   */
  constructor(pen, x, y, least, box) {
    this.box = box;
    this.x = x;
    this.y = y;
    this.isIn = this.#holds(x, y);
    this.run = new Run(pen, this.#across(x), this.#down(y), least);
  }

  /** @param {number} x @param {number} y */
  to(x, y) {
    const isIn = this.#holds(x, y);
    if (!isIn || !this.isIn) this.#turn(x - this.x, y - this.y);
    this.run.to(this.#across(x), this.#down(y));
    this.x = x;
    this.y = y;
    this.isIn = isIn;
  }

  /** Where the way on crosses a side or its prolongation, the shadow turns. @param {number} dx @param {number} dy */
  #turn(dx, dy) {
    const { x, y, box: { west, east, north, south } } = this;
    const crossings = [(west - x) / dx, (east - x) / dx, (north - y) / dy, (south - y) / dy];
    for (const share of crossings.filter((each) => each > 0 && each < 1).sort((one, other) => one - other)) {
      this.run.to(this.#across(x + share * dx), this.#down(y + share * dy));
    }
  }

  /** @param {number} x @param {number} y */
  #holds(x, y) {
    const { west, east, north, south } = this.box;
    return x >= west && x <= east && y >= north && y <= south;
  }

  end() {
    this.run.end();
  }

  close() {
    this.run.close();
  }

  /** @param {number} x */
  #across(x) {
    return Math.min(Math.max(x, this.box.west), this.box.east);
  }

  /** @param {number} y */
  #down(y) {
    return Math.min(Math.max(y, this.box.north), this.box.south);
  }
}
