// @ts-check
// Printing: the map moves onto a sheet of the chosen size at a round scale, and back afterwards.

import { fillSheet, sheetOf, tableSheet } from "./sheet.js";
import { metresPerPixel, zoomFor } from "./view.js";

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {import("leaflet").LatLngBounds} LatLngBounds */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */
/** @typedef {"A4" | "A3"} Size */
/** @typedef {"landscape" | "portrait"} Turn */

/** Shorter and longer side in millimetres. @type {Record<Size, [number, number]>} */
const SIZES = { A4: [210, 297], A3: [297, 420] };
const MARGIN_MM = 10;
/** A little less than the page, so that rounding makes no second one. */
const SPARE_MM = 1.5;
const MARGIN_PX = 12;
const PIXEL_M = 0.0254 / 96;
const ROUND = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10];

/** What is printed on. */
export class Paper {
  /** @type {Size} */
  size = "A4";
  /** @type {Turn} */
  turn = "landscape";

  /** Tells the browser and the style sheet. */
  apply() {
    const [short, long] = SIZES[this.size];
    const [width, height] = this.turn === "landscape" ? [long, short] : [short, long];
    const { style, classList } = document.documentElement;
    style.setProperty("--sheet-width", `${width - 2 * MARGIN_MM - SPARE_MM}mm`);
    style.setProperty("--sheet-height", `${height - 2 * MARGIN_MM - SPARE_MM}mm`);
    classList.toggle("paper-portrait", this.turn === "portrait");
    const sheet = new CSSStyleSheet();
    sheet.insertRule(`@page { size: ${this.size} ${this.turn}; margin: ${MARGIN_MM}mm; }`);
    document.adoptedStyleSheets = [sheet];
  }
}

/**
 * Lays the map out on paper before printing and puts it back afterwards.
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 * @param {{paper: Paper, overlay: HTMLElement, wanted: () => LatLngBounds, hold: (action: () => void) => void}} parts
 *   `wanted` is what must be in sight; `hold` runs what is no move of the user
 */
export function fitForPaper(map, plan, state, shown, { paper, overlay, wanted, hold }) {
  const stage = map.getContainer();
  const mark = document.createComment("map");
  /** @type {() => void} */
  let restore = () => {};
  const before = () => {
    restore();
    const [bounds, centre, zoom] = [wanted(), map.getCenter(), map.getZoom()];
    const overlayPlace = overlay.nextSibling;
    const { parentNode } = overlay;
    stage.replaceWith(mark);
    const sheet = sheetOf(plan, state, [stage, overlay]);
    const table = tableSheet(plan, state, shown);
    document.body.append(sheet, table);
    paper.apply();
    document.documentElement.classList.add("on-paper");
    // The legend follows the view, and the room for the map follows the legend.
    for (let turn = 0; turn < 2; turn += 1) {
      hold(() => onSheet(map, bounds));
      fillSheet(sheet, map, plan, state, shown);
    }
    restore = () => {
      document.documentElement.classList.remove("on-paper");
      mark.replaceWith(stage);
      parentNode?.insertBefore(overlay, overlayPlace);
      sheet.remove();
      table.remove();
      hold(() => {
        map.invalidateSize({ animate: false });
        map.setView(centre, zoom, { animate: false });
      });
      restore = () => {};
    };
  };
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", () => restore());
}

/**
 * Shows at least these bounds, in the middle of the sheet and at a round scale.
 * @param {LeafletMap} map
 * @param {LatLngBounds} bounds
 */
function onSheet(map, bounds) {
  const { zoomSnap } = map.options;
  map.options.zoomSnap = 0;
  map.invalidateSize({ animate: false });
  map.fitBounds(bounds, { animate: false, padding: [MARGIN_PX, MARGIN_PX] });
  const ratio = metresPerPixel(map) / PIXEL_M;
  const power = 10 ** Math.floor(Math.log10(ratio));
  const round = (ROUND.find((step) => step * power >= ratio * 0.999) ?? 10) * power;
  map.setView(bounds.getCenter(), zoomFor(map, round * PIXEL_M), { animate: false });
  map.options.zoomSnap = zoomSnap;
}
