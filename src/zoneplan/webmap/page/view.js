// @ts-check
// What part of the ground the map shows: the whole plan first, a feature beside its card.

import * as L from "leaflet";
import { CLOSEST, framed } from "./framing.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./state.js").State} State */

/** Room for names beside the outermost features on paper. */
const PRINT_PAD = 0.06;
/** The length of the equator in pixels at zoom 0. */
const GLOBE_PX = 256;
const EQUATOR_M = 2 * Math.PI * 6378137;

/**
 * How many metres a pixel is in the middle of the map.
 * @param {L.Map} map
 */
export function metresPerPixel(map) {
  const latitude = (map.getCenter().lat * Math.PI) / 180;
  return (EQUATOR_M * Math.cos(latitude)) / 2 ** (map.getZoom() + 8);
}

/**
 * The zoom at which a pixel in the middle of the map is so many metres.
 * @param {L.Map} map
 * @param {number} metres
 */
export function zoomFor(map, metres) {
  return map.getZoom() + Math.log2(metresPerPixel(map) / metres);
}

/** The ground around the plan's features. @param {Plan} plan */
function boundsOf(plan) {
  return L.latLngBounds(plan.bounds ?? [[-60, -170], [75, 170]]);
}

/**
 * Frames the plan's features.
 * @param {L.Map} map
 * @param {Plan} plan
 */
function frame(map, plan) {
  const bounds = boundsOf(plan);
  const [{ x: left, y: top }, { x: right, y: bottom }] = [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) => map.project(corner, 0));
  const { x, y, zoom } = framed(map.getSize(), [left, top, right, bottom], GLOBE_PX);
  map.setView(map.unproject(L.point(x, y), 0), zoom, { animate: false });
}

/**
 * Frames them anew when the room for the map changes, as long as nobody has moved the map.
 * @param {L.Map} map
 * @param {Plan} plan
 * @param {State} state
 * @returns {{begin: () => void, home: () => void, wanted: () => L.LatLngBounds, hold: (action: () => void) => void}}
 *   the first view; back to the whole plan; what ought to be in sight; do what is no move of the user
 */
export function follow(map, plan, state) {
  let [isMoved, isOwnMove, fitted] = [state.view !== null, false, ""];
  const hold = (/** @type {() => void} */ action) => {
    isOwnMove = true;
    action();
    isOwnMove = false;
  };
  const fit = () => {
    if (document.documentElement.classList.contains("on-paper")) return;
    if (isOwnMove || map.getContainer().clientHeight === 0) return;
    fitted = sizeOf(map);
    hold(() => {
      map.invalidateSize({ animate: false });
      if (isMoved) bringIntoSight(map, state.selected);
      else frame(map, plan);
    });
  };
  map.on("movestart zoomstart", () => (isMoved ||= !isOwnMove));
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    if (isMoved && !isOwnMove) state.look({ center: [lat, lng], zoom: map.getZoom() });
  });
  // It also tells of the size at the start.
  new ResizeObserver(() => sizeOf(map) !== fitted && fit()).observe(map.getContainer());
  const begin = () => {
    fitted = sizeOf(map);
    hold(() => {
      map.invalidateSize({ animate: false });
      if (state.view) map.setView(state.view.center, state.view.zoom, { animate: false });
      else frame(map, plan);
    });
  };
  const home = () => {
    isMoved = false;
    fit();
    state.look(null);
  };
  const wanted = () => (isMoved ? map.getBounds() : boundsOf(plan).pad(PRINT_PAD));
  return { begin, home, wanted, hold };
}

/** The room that the map has in the page. @param {L.Map} map */
function sizeOf(map) {
  const { clientWidth, clientHeight } = map.getContainer();
  return `${clientWidth}×${clientHeight}`;
}

/**
 * Moves the map until a feature stands beside the card, or above it on a phone.
 * @param {L.Map} map
 * @param {Feature | null} feature
 */
export function bringIntoSight(map, feature) {
  if (!feature?.isDrawn) return;
  const { beside, below } = covered(map);
  map.panInside(L.latLngBounds(feature.corners).getCenter(), {
    paddingTopLeft: [60, 60],
    paddingBottomRight: [beside + 60, below + 60],
  });
}

/**
 * Brings a feature as close as it is of use, in the part of the map that the card leaves free.
 * @param {L.Map} map
 * @param {Feature} feature
 */
export function zoomTo(map, { isDrawn, corners }) {
  if (!isDrawn) return;
  const { beside, below } = covered(map);
  map.fitBounds(L.latLngBounds(corners), {
    paddingTopLeft: [60, 60],
    paddingBottomRight: [beside + 60, below + 60],
    maxZoom: CLOSEST,
  });
}

/**
 * Brings all of an added layer into sight.
 * @param {L.Map} map
 * @param {import("./data.js").Layer} layer
 */
export function zoomToLayer(map, { features }) {
  map.fitBounds(L.latLngBounds(features.flatMap(({ corners }) => corners)), { padding: [28, 28], maxZoom: CLOSEST });
}

/**
 * Whether nothing of a layer lies where the plan does.
 * @param {Plan} plan
 * @param {import("./data.js").Layer} layer
 */
export function isFar(plan, { features }) {
  const own = boundsOf(plan);
  return plan.bounds !== null && !features.some(({ corners }) => own.intersects(L.latLngBounds(corners)));
}

/**
 * How much of the map the card covers, in pixels: at its right, or below on a phone.
 * @param {L.Map} map
 */
export function covered(map) {
  const card = document.querySelector(".card")?.getBoundingClientRect();
  const room = map.getContainer().getBoundingClientRect();
  const beside = card && card.width < room.width * 0.9 ? card.width : 0;
  return { beside, below: card && card.width > 0 && !beside ? Math.max(0, room.bottom - card.top) : 0 };
}
