// @ts-check
// Below the map: where the pointer is, and how long a distance looks.

import { inPlan } from "./coordinates.js";
import { element } from "./dom.js";
import { number } from "./language.js";
import { words } from "./wording.js";

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {import("./data.js").LatLng} LatLng */
/** @typedef {import("./data.js").Plan} Plan */

/** A wide and a narrow screen's longest scale bar. */
const LONGEST_BAR_PX = { wide: 120, narrow: 56 };
const NARROW_PX = 480;
const DEGREE_DECIMALS = 5;
const COPIED_DECIMALS = 7;

/**
 * The point under the pointer in WGS 84 and in the plan's own system.
 * @param {LeafletMap} map
 * @param {Plan} plan
 */
export function pointer(map, plan) {
  const geographic = element("span", { class: "wgs84" });
  const projected = element("span", { class: "own-system" });
  const bar = element("div", { class: "pointer" }, geographic, projected);
  map.on("mousemove", ({ latlng: { lat, lng } }) => {
    geographic.textContent = inWgs84([lat, lng]);
    projected.textContent = inOwnSystem(plan, [lat, lng]);
  });
  map.on("mouseout", () => bar.childNodes.forEach((node) => (node.textContent = "")));
  return bar;
}

/** A point in degrees, as the page writes it. @param {LatLng} point */
export function inWgs84([lat, lon]) {
  return `WGS 84: ${number(lat, DEGREE_DECIMALS)}°, ${number(lon, DEGREE_DECIMALS)}°`;
}

/**
 * A point in the plan's own system, X to the north; empty where that has no such coordinates.
 * @param {Plan} plan
 * @param {LatLng} point
 */
export function inOwnSystem({ projection }, [lat, lon]) {
  if (!projection) return "";
  const { north, east } = inPlan(projection, lat, lon);
  return `${projection.name}: X ${number(north)} m, Y ${number(east)} m`;
}

/**
 * A point as other programs take it: degrees, and metres of X (north) and Y (east).
 * @param {Plan} plan
 * @param {LatLng} point
 */
export function copyOf({ projection }, [lat, lon]) {
  const degrees = `${lat.toFixed(COPIED_DECIMALS)}, ${lon.toFixed(COPIED_DECIMALS)}`;
  if (!projection) return { wgs84: degrees, own: "" };
  const { north, east } = inPlan(projection, lat, lon);
  return { wgs84: degrees, own: `${north.toFixed(2)} ${east.toFixed(2)}` };
}

/**
 * A scale bar of a round length, true in the middle of the map.
 * @param {LeafletMap} map
 * @param {Plan} plan
 */
export function scale(map, plan) {
  const line = element("span", { class: "scale-line" });
  const text = element("span", { class: "scale-text" });
  const update = () => {
    const { x, y } = map.getSize().divideBy(2);
    const most = LONGEST_BAR_PX[2 * x < NARROW_PX ? "narrow" : "wide"];
    const left = map.containerPointToLatLng([x - most / 2, y]);
    const right = map.containerPointToLatLng([x + most / 2, y]);
    const longest = map.distance(left, right);
    const metres = rounded(longest);
    line.style.width = `${(most * metres) / longest}px`;
    text.textContent = metres >= 1000 ? `${number(metres / 1000)} km` : `${number(metres)} m`;
  };
  map.on("zoomend moveend resize", update);
  update();
  return element("div", { class: "scale", title: words(plan, "scale") }, line, text);
}

/** The largest 1, 2 or 5 times a power of ten that is not above a length. @param {number} length */
function rounded(length) {
  const power = 10 ** Math.floor(Math.log10(length));
  return power * ([5, 2].find((step) => step * power <= length) ?? 1);
}
