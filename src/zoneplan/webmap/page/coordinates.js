// @ts-check
// Between WGS 84 and the plan's own Transverse Mercator, with its datum shift.

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
const METRES_PER_DEGREE = 111_000;
const MOST_TURNS = 20;

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

/**
 * Latitude and longitude in WGS 84 degrees of a point in the plan's own system.
 * @param {Projection} projection
 * @param {number} north X in metres
 * @param {number} east Y in metres
 * @returns {[number, number]}
 */
export function fromPlan(projection, north, east) {
  let [lat, lon] = [projection.lat0 + (north - projection.north) / METRES_PER_DEGREE, projection.lon0];
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const found = inPlan(projection, lat, lon);
    lat += (north - found.north) / METRES_PER_DEGREE;
    lon += (east - found.east) / (METRES_PER_DEGREE * Math.cos(lat * RADIAN));
  }
  return [lat, lon];
}

/**
 * The point that a text names: degrees of latitude and longitude in WGS 84, or X (north) and
 * Y (east) in metres; null where it names none. Numbers may be written as either language does.
 * @param {Projection | null} projection
 * @param {string} text
 * @returns {[number, number] | null}
 */
export function pointIn(projection, text) {
  const written = text.match(/-?\d[\d.,]*/g) ?? [];
  // A separator that recurs within one number parts its thousands, and those of the other.
  const apart = [".", ","].find((sign) => written.some((each) => each.split(sign).length > 2));
  const [one, other, ...rest] = written.map((each) =>
    Number((apart ? each.split(apart).join("") : each).replace(/[.,]+$/, "").replace(",", ".")),
  );
  if (rest.length > 0 || !Number.isFinite(one) || !Number.isFinite(other)) return null;
  if (Math.abs(one) <= 90 && Math.abs(other) <= 180) return [one, other];
  const point = projection && fromPlan(projection, one, other);
  return point && Math.abs(point[0]) <= 90 && Math.abs(point[1]) <= 180 ? point : null;
}
