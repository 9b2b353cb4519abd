// @ts-check
// The present view as a picture: map, title, legend, scale, day and notice in one drawing, made
// without a network.

import { beneath } from "./chart.js";
import { drawing } from "./dom.js";
import { keyOf } from "./key.js";
import { say } from "./language.js";
import { bar, dayLines, editionLine, sourceLine } from "./sheet.js";
import { words } from "./wording.js";

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */
/** @typedef {{x: number, y: number, width: number, size: number, weight?: number, fill?: string}} Place */

const PIXELS_PER_UNIT = 2;
const MARGIN = 20;
const KEY_WIDTH = 270;
const INK = "#1F2A30";
const FONT = '"Segoe UI", system-ui, Roboto, "Noto Sans", sans-serif';
const INHERITED = /** @type {const} */ ([
  "fill", "stroke", "stroke-width", "stroke-opacity", "stroke-linejoin", "paint-order", "font-family", "font-weight", "font-style", "letter-spacing",
]);
/** What the style sheet dresses in the labels' drawing. */
const DRESSED = ".label, .label-aim, .label-lead, .place-dot";
const pen = document.createElement("canvas").getContext("2d");

/**
 * The present view as a PNG.
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 * @returns {Promise<Blob>}
 */
export async function picture(map, plan, state, shown) {
  const sheet = composed(map, plan, state, shown);
  const [width, height] = ["width", "height"].map((side) => Number(sheet.getAttribute(side)));
  const image = new Image(width * PIXELS_PER_UNIT, height * PIXELS_PER_UNIT);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(sheet))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * PIXELS_PER_UNIT, height * PIXELS_PER_UNIT];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
}

/**
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 */
function composed(map, plan, state, shown) {
  const size = map.getSize();
  const width = size.x + KEY_WIDTH + 3 * MARGIN;
  /** @type {SVGElement[]} */
  const parts = [];
  let y = MARGIN;
  const put = (/** @type {string} */ text, /** @type {Omit<Place, "y">} */ place) => {
    const { nodes, bottom } = paragraph(text, { ...place, y });
    parts.push(...nodes);
    y = bottom;
  };
  const across = { x: MARGIN, width: width - 2 * MARGIN };
  put(say(plan.authority), { ...across, size: 13, weight: 600, fill: "#0B5468" });
  put(say(plan.title), { ...across, size: 22, weight: 600 });
  put(dayLines(plan, state).join(" · "), { ...across, size: 13 });
  put(words(plan, "notice"), { ...across, size: 12, fill: "#7A4A00" });
  if (plan.audience === "internal") put(words(plan, "internal_only"), { ...across, size: 13, weight: 700, fill: "#B3261E" });
  if (plan.forced) put(words(plan, "forced"), { ...across, size: 13, weight: 700, fill: "#B3261E" });
  const top = y + 6;
  parts.push(mapPart(map, plan, MARGIN, top));
  const keyBottom = keyPart(parts, map, plan, state, shown, { x: size.x + 2 * MARGIN, y: top });
  y = Math.max(top + size.y, keyBottom) + 8;
  for (const line of [sourceLine(map, plan, shown), words(plan, "sheet_rights"), editionLine(plan)]) {
    if (line) put(line, { ...across, size: 11, fill: "#5B6870" });
  }
  const height = Math.ceil(y + MARGIN / 2);
  const patterns = /** @type {Node} */ (document.querySelector(".patterns defs")).cloneNode(true);
  return drawing(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}` },
    patterns,
    drawing("rect", { width, height, fill: "#FFFFFF" }),
    ...parts,
  );
}

/**
 * The legend; tells where it ends.
 * @param {SVGElement[]} parts
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 * @param {{x: number, y: number}} corner
 */
function keyPart(parts, map, plan, state, shown, corner) {
  let { y } = corner;
  const put = (/** @type {string} */ text, /** @type {Omit<Place, "y">} */ place) => {
    const { nodes, bottom } = paragraph(text, { ...place, y });
    parts.push(...nodes);
    return bottom;
  };
  for (const { title, rows } of keyOf(map, plan, state, shown)) {
    y = put(title, { x: corner.x, width: KEY_WIDTH, size: 13, weight: 600 }) + 2;
    for (const { sample, text, figure } of rows) {
      sample.setAttribute("x", String(corner.x));
      sample.setAttribute("y", String(y));
      parts.push(sample);
      if (figure) put(figure, { x: corner.x + KEY_WIDTH - 36, width: 40, size: 12 });
      y = Math.max(put(text, { x: corner.x + 36, width: KEY_WIDTH - 76, size: 12 }), y + 19) + 2;
    }
    y += 8;
  }
  return y;
}

/**
 * The map as it stands in its window, with frame, scale bar and north.
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {number} x
 * @param {number} y
 */
function mapPart(map, plan, x, y) {
  const { x: width, y: height } = map.getSize();
  const { pixels, text } = bar(map, 160);
  const [right, low] = [width - 14, height - 14];
  return drawing(
    "svg",
    { x, y, width, height, viewBox: `0 0 ${width} ${height}` },
    drawing("rect", { width, height, fill: beneath(plan) }),
    ...panes(map),
    drawing("rect", { x: right - pixels - 48, y: low - 34, width: pixels + 58, height: 42, rx: 3, fill: "#FFFFFF", "fill-opacity": 0.85 }),
    drawing("rect", { x: right - pixels, y: low - 8, width: pixels, height: 5, fill: "#FFFFFF", stroke: INK }),
    drawing("rect", { x: right - pixels, y: low - 8, width: pixels / 2, height: 5, fill: INK }),
    ...paragraph(text, { x: right - pixels, y: low - 28, width: 200, size: 11 }).nodes,
    drawing("path", { d: `M${right - pixels - 26} ${low - 20}l6 20l-6-4l-6 4z`, fill: INK }),
    ...paragraph(words(plan, "north"), { x: right - pixels - 30, y: low - 34, width: 20, size: 11, weight: 700 }).nodes,
    drawing("rect", { x: 0.5, y: 0.5, width: width - 1, height: height - 1, fill: "none", stroke: "#7D878C" }),
  );
}

/**
 * What the map's panes hold, from back to front, cut where they are cut.
 * @param {LeafletMap} map
 * @returns {SVGElement[]}
 */
function panes(map) {
  const stage = map.getContainer();
  const origin = stage.getBoundingClientRect();
  const all = [...map.getPanes().mapPane.children].filter((pane) => pane instanceof HTMLElement);
  const depth = (/** @type {HTMLElement} */ pane) => Number(getComputedStyle(pane).zIndex) || 0;
  return all
    .sort((one, other) => depth(one) - depth(other))
    .flatMap((pane) => {
      const content = [...pane.querySelectorAll(":scope > svg, :scope > canvas")].map((each) => copied(each, origin));
      return content.length > 0 ? [drawing("g", cutOf(pane, origin), ...content)] : [];
    });
}

/**
 * @param {HTMLElement} pane
 * @param {DOMRect} origin
 */
function cutOf(pane, origin) {
  const { clipPath } = pane.style;
  const { left, top } = pane.getBoundingClientRect();
  const points = [...clipPath.matchAll(/(-?[\d.]+)px (-?[\d.]+)px/g)].map(([, x, y]) => [Number(x) + left - origin.left, Number(y) + top - origin.top]);
  return points.length > 0 ? { "clip-path": `polygon(${points.map(([x, y]) => `${x}px ${y}px`).join(", ")})` } : {};
}

/**
 * A drawing or a canvas of the map, where it stands in the window.
 * @param {Element} made
 * @param {DOMRect} origin
 * @returns {SVGElement}
 */
function copied(made, origin) {
  const box = made.getBoundingClientRect();
  const place = { x: box.left - origin.left, y: box.top - origin.top, width: box.width, height: box.height };
  if (made instanceof HTMLCanvasElement) return drawing("image", { ...place, href: made.toDataURL() });
  const copy = /** @type {SVGElement} */ (made.cloneNode(true));
  dress(made, copy);
  if (made.classList.contains("labels")) {
    return drawing("g", { transform: `translate(${place.x} ${place.y})` }, ...copy.childNodes);
  }
  return drawing("svg", { ...place, viewBox: made.getAttribute("viewBox") }, ...copy.childNodes);
}

/**
 * Writes onto a copy what the style sheet says of the labels: the picture has no style sheet.
 * @param {Element} made
 * @param {Element} copy
 */
function dress(made, copy) {
  const twins = copy.querySelectorAll(DRESSED);
  made.querySelectorAll(DRESSED).forEach((label, i) => {
    const style = getComputedStyle(label);
    for (const name of INHERITED) twins[i].setAttribute(name, style.getPropertyValue(name));
  });
}

/**
 * Text in lines that fit a width.
 * @param {string} text
 * @param {Place} place
 */
function paragraph(text, { x, y, width, size, weight = 400, fill = INK }) {
  /** @type {string[]} */
  const lines = [""];
  if (pen) pen.font = `${weight} ${size}px ${FONT}`;
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    const longer = last ? `${last} ${word}` : word;
    if (last && pen && pen.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  const leading = size * 1.3;
  const nodes = lines.map((line, i) =>
    drawing("text", { x, y: y + leading * i + size, "font-size": size, "font-weight": weight, "font-family": FONT, fill }, line),
  );
  return { nodes, bottom: y + leading * lines.length };
}
