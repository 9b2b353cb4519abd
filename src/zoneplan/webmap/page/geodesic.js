// @ts-check
// Lengths and areas on the WGS 84 ellipsoid.

/** @typedef {import("./data.js").LatLng} LatLng */

const A = 6378137;
const F = 1 / 298.257223563;
const B = A * (1 - F);
const E2 = F * (2 - F);
const E = Math.sqrt(E2);
const RADIAN = Math.PI / 180;
const MOST_TURNS = 100;
const CLOSE_ENOUGH = 1e-13;

/**
 * The length in metres of the geodesic between two points, below a millimetre; NaN for points that
 * lie nearly opposite each other on the globe.
 * Source: T. Vincenty, Direct and inverse solutions of geodesics on the ellipsoid (1975).
 * @param {LatLng} one
 * @param {LatLng} other
 */
export function length([lat1, lon1], [lat2, lon2]) {
  const [u1, u2] = [lat1, lat2].map((lat) => Math.atan((1 - F) * Math.tan(lat * RADIAN)));
  const across = (lon2 - lon1) * RADIAN;
  let lambda = across;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const arc = onSphere(u1, u2, lambda);
    if (arc.sine === 0) return 0;
    const c = (F / 16) * arc.cosine2 * (4 + F * (4 - 3 * arc.cosine2));
    const inner = arc.middle + c * arc.cosine * (2 * arc.middle ** 2 - 1);
    const next = across + (1 - c) * F * arc.azimuth * (arc.angle + c * arc.sine * inner);
    if (Math.abs(next - lambda) < CLOSE_ENOUGH) return stretched(arc);
    lambda = next;
  }
  return NaN;
}

/**
 * The arc between two reduced latitudes: its angle, and the sine of its azimuth at the equator.
 * @param {number} u1
 * @param {number} u2
 * @param {number} lambda
 */
function onSphere(u1, u2, lambda) {
  const sine = Math.hypot(
    Math.cos(u2) * Math.sin(lambda),
    Math.cos(u1) * Math.sin(u2) - Math.sin(u1) * Math.cos(u2) * Math.cos(lambda),
  );
  const cosine = Math.sin(u1) * Math.sin(u2) + Math.cos(u1) * Math.cos(u2) * Math.cos(lambda);
  const azimuth = sine === 0 ? 0 : (Math.cos(u1) * Math.cos(u2) * Math.sin(lambda)) / sine;
  const cosine2 = 1 - azimuth ** 2;
  const middle = cosine2 === 0 ? 0 : cosine - (2 * Math.sin(u1) * Math.sin(u2)) / cosine2;
  return { sine, cosine, azimuth, cosine2, middle, angle: Math.atan2(sine, cosine) };
}

/**
 * The length on the ellipsoid of an arc on the sphere of the reduced latitudes.
 * @param {ReturnType<typeof onSphere>} arc
 */
function stretched({ sine, cosine, cosine2, middle, angle }) {
  const u = (cosine2 * (A ** 2 - B ** 2)) / B ** 2;
  const a = 1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u)));
  const b = (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u)));
  const last = (b / 6) * middle * (4 * sine ** 2 - 3) * (4 * middle ** 2 - 3);
  const change = b * sine * (middle + (b / 4) * (cosine * (2 * middle ** 2 - 1) - last));
  return B * a * (angle - change);
}

/**
 * The area in square metres inside a ring of points, whichever way it turns; it holds no pole.
 * Edges are great circles of the authalic sphere: at the size of a plan within 1e-6 of geodesics.
 * @param {LatLng[]} ring
 */
export function area(ring) {
  const halves = ring.map(([lat]) => Math.tan(authalic(lat * RADIAN) / 2));
  const excess = ring.reduce((sum, [, lon], i) => {
    const next = (i + 1) % ring.length;
    const under = (halves[i] + halves[next]) / (1 + halves[i] * halves[next]);
    return sum + 2 * Math.atan(Math.tan(((ring[next][1] - lon) * RADIAN) / 2) * under);
  }, 0);
  return Math.abs(excess) * A ** 2 * (parallel(1) / 2);
}

/** @param {number} phi */
function authalic(phi) {
  return Math.asin(Math.max(-1, Math.min(1, parallel(Math.sin(phi)) / parallel(1))));
}

/** What the area between the equator and a parallel grows with, by the sine of its latitude. @param {number} sine */
function parallel(sine) {
  return (1 - E2) * (sine / (1 - E2 * sine ** 2) + Math.atanh(E * sine) / E);
}
