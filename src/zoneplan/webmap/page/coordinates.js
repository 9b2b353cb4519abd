// @ts-check
// From WGS 84 to the plan's own Transverse Mercator, with its datum shift.

/**
 * @typedef {object} Projection
 * @property {string} name
 * @property {number} a equatorial radius in metres
 * @property {number} f flattening
 * @property {number} lat0
 * @property {number} lon0
 * @property {number} scale
 * @property {number} east false easting in metres
 * @property {number} north false northing in metres
 * @property {number[]} shift three metres, three seconds of arc, parts per million: the plan's
 *   datum to WGS 84, coordinate frame convention
 */

const WGS84 = { a: 6378137, f: 1 / 298.257223563 };
const RADIAN = Math.PI / 180;

/**
 * Northing (X) and easting (Y) in metres of a point in WGS 84 degrees.
 * @param {Projection} projection
 * @param {number} lat
 * @param {number} lon
 */
export function inPlan(projection, lat, lon) {
  const moved = unshifted(cartesian(WGS84, lat * RADIAN, lon * RADIAN), projection.shift);
  const [phi, lambda] = geographic(projection, moved);
  const lon0 = projection.lon0 * RADIAN;
  const point = mercator(projection, phi, lambda - lon0);
  const origin = mercator(projection, projection.lat0 * RADIAN, 0);
  return {
    north: projection.north + projection.scale * (point.north - origin.north),
    east: projection.east + projection.scale * point.east,
  };
}

/**
 * @param {{a: number, f: number}} ellipsoid
 * @param {number} phi
 * @param {number} lambda
 */
function cartesian({ a, f }, phi, lambda) {
  const e2 = f * (2 - f);
  const n = a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
  return [
    n * Math.cos(phi) * Math.cos(lambda),
    n * Math.cos(phi) * Math.sin(lambda),
    n * (1 - e2) * Math.sin(phi),
  ];
}

/**
 * Takes the seven parameters off.
 * @param {number[]} point
 * @param {number[]} shift
 */
function unshifted([x, y, z], [tx, ty, tz, ...turns]) {
  const [rx, ry, rz] = turns.map((seconds) => (seconds / 3600) * RADIAN);
  const size = 1 + turns[3] * 1e-6;
  const [u, v, w] = [(x - tx) / size, (y - ty) / size, (z - tz) / size];
  return [u - rz * v + ry * w, rz * u + v - rx * w, -ry * u + rx * v + w];
}

/**
 * Latitude and longitude in radians, by Bowring's iteration.
 * @param {{a: number, f: number}} ellipsoid
 * @param {number[]} point
 */
function geographic({ a, f }, [x, y, z]) {
  const e2 = f * (2 - f);
  const p = Math.hypot(x, y);
  let phi = Math.atan2(z, p * (1 - e2));
  for (let i = 0; i < 5; i += 1) {
    const n = a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
    phi = Math.atan2(z + e2 * n * Math.sin(phi), p);
  }
  return [phi, Math.atan2(y, x)];
}

/**
 * Krüger's series to the fourth order, below a micrometre within a zone.
 * Source: C. F. F. Karney, Transverse Mercator with an accuracy of a few nanometers (2011).
 * @param {{a: number, f: number}} ellipsoid
 * @param {number} phi
 * @param {number} lambda from the central meridian
 */
function mercator({ a, f }, phi, lambda) {
  const n = f / (2 - f);
  const e = Math.sqrt(f * (2 - f));
  const alpha = [
    n / 2 - (2 * n ** 2) / 3 + (5 * n ** 3) / 16 + (41 * n ** 4) / 180,
    (13 * n ** 2) / 48 - (3 * n ** 3) / 5 + (557 * n ** 4) / 1440,
    (61 * n ** 3) / 240 - (103 * n ** 4) / 140,
    (49561 * n ** 4) / 161280,
  ];
  const radius = (a / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
  const t = Math.sinh(
    Math.atanh(Math.sin(phi)) - e * Math.atanh(e * Math.sin(phi)),
  );
  const xi = Math.atan2(t, Math.cos(lambda));
  const eta = Math.asinh(Math.sin(lambda) / Math.hypot(t, Math.cos(lambda)));
  let [north, east] = [xi, eta];
  alpha.forEach((factor, i) => {
    const k = 2 * (i + 1);
    north += factor * Math.sin(k * xi) * Math.cosh(k * eta);
    east += factor * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  return { north: radius * north, east: radius * east };
}
