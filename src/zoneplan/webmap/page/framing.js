// @ts-check
// Which view shows a part of the ground as large as it fits, with room for names and buttons.

/** Sides of a part of the ground: left, top, right, bottom. @typedef {[number, number, number, number]} Sides */

const TILE_PX = 256;
const ZOOM_STEP = 0.25;
/** Closer than this a map shows more than it knows. */
export const CLOSEST = 15;
/** What rounding takes away must not cost a whole step. */
const NEARLY = 0.0025;
/** The room that the map's buttons take at its right. */
const BUTTONS_PX = 50;

/**
 * The view that frames a part of the ground.
 * @param {{x: number, y: number}} size of the map in pixels
 * @param {Sides} sides in some unit
 * @param {number} globe the length of the equator in the same unit
 * @returns {{zoom: number, x: number, y: number, unit: number}} its middle, and how many units a pixel is
 */
export function framed(size, [left, top, right, bottom], globe) {
  // Names stand beside outlines, mostly at their right.
  const before = Math.min(32, size.x / 36);
  const after = Math.min(76, Math.max(BUTTONS_PX, size.x / 14));
  const aside = Math.min(28, size.y / 24);
  const room = { x: Math.max(1, size.x - before - after), y: Math.max(1, size.y - 2 * aside) };
  const largest = Math.log2((globe / TILE_PX) * Math.min(room.x / (right - left), room.y / (bottom - top)));
  const zoom = Math.min(CLOSEST, Math.max(0, Math.floor((largest + NEARLY) / ZOOM_STEP) * ZOOM_STEP));
  const unit = globe / (TILE_PX * 2 ** zoom);
  return { zoom, x: (left + right + (after - before) * unit) / 2, y: (top + bottom) / 2, unit };
}
