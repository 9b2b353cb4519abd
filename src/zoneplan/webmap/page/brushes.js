// @ts-check
// The status styles as a canvas paints them, from the same patterns that the legend fills with.

/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {{fill: string | CanvasPattern, outline: string}} Brush */

const SHARPNESS = 2;

/**
 * Gives the brush of a pattern, for a pen whose ground begins at a point.
 * @param {Plan} plan
 */
export function brushes(plan) {
  const outlines = new Map(Object.values(plan.styles).map(({ pattern, outline }) => [pattern, outline]));
  /** @type {Map<string, HTMLCanvasElement>} */
  const tiles = new Map();
  return (/** @type {CanvasRenderingContext2D} */ pen, /** @type {string} */ id, /** @type {{x: number, y: number}} */ origin) => {
    const pattern = document.getElementById(id);
    const tile = tiles.get(id) ?? tileOf(pattern);
    tiles.set(id, tile);
    const fill = /** @type {CanvasPattern} */ (pen.createPattern(tile, "repeat"));
    const turn = /rotate\((-?[\d.]+)\)/.exec(pattern?.getAttribute("patternTransform") ?? "");
    fill.setTransform(new DOMMatrix().translate(origin.x, origin.y).rotate(Number(turn?.[1] ?? 0)).scale(1 / SHARPNESS));
    return { fill, outline: outlines.get(id) ?? "#000000" };
  };
}

/**
 * One tile of a pattern.
 * @param {Element | null} pattern
 */
function tileOf(pattern) {
  const size = Number(pattern?.getAttribute("width") ?? 1);
  const tile = document.createElement("canvas");
  [tile.width, tile.height] = [size * SHARPNESS, size * SHARPNESS];
  const pen = tile.getContext("2d");
  if (!pen || !pattern) return tile;
  pen.scale(SHARPNESS, SHARPNESS);
  for (const part of pattern.children) {
    pen.fillStyle = part.getAttribute("fill") ?? "none";
    if (part.tagName === "rect") pen.fillRect(0, 0, size, size);
    if (part.tagName === "path") {
      pen.strokeStyle = part.getAttribute("stroke") ?? "";
      pen.lineWidth = Number(part.getAttribute("stroke-width"));
      pen.stroke(new Path2D(part.getAttribute("d") ?? ""));
    }
    if (part.tagName === "circle") {
      const [x, y, radius] = ["cx", "cy", "r"].map((name) => Number(part.getAttribute(name)));
      pen.beginPath();
      pen.arc(x, y, radius, 0, 2 * Math.PI);
      pen.fill();
    }
  }
  return tile;
}
