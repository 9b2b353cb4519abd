// @ts-check
// A canvas that lies over the map, a margin beyond its edges, and is painted anew after each move.

import * as L from "leaflet";

/** Where on the globe a canvas lies: pixels of the globe's side, and of the canvas's corner from its middle. @typedef {{globe: number, left: number, top: number, width: number, height: number, ratio: number}} Place */

const TILE_PX = 256;
const PADDING = 0.35;
const PAPER_RATIO = 3;

export class Canvas {
  #map;
  #paint;
  #element;
  /** What is on it now. */
  #done = "";

  /**
   * @param {L.Map} map
   * @param {string} pane
   * @param {(pen: CanvasRenderingContext2D, place: Place) => void} paint
   */
  constructor(map, pane, paint) {
    this.#map = map;
    this.#paint = paint;
    this.#element = document.createElement("canvas");
    this.#element.className = "leaflet-zoom-hide";
    map.getPane(pane)?.append(this.#element);
    map.on("moveend resize", () => this.#renew());
  }

  /** Paints what has changed. */
  repaint() {
    this.#done = "";
    this.#renew();
  }

  #renew() {
    const size = this.#map.getSize();
    const corner = this.#map.containerPointToLayerPoint([-size.x * PADDING, -size.y * PADDING]).round();
    const place = [this.#map.getZoom(), size, corner, this.#map.getPixelOrigin()].join();
    if (place === this.#done) return;
    this.#done = place;
    const [width, height] = [size.x, size.y].map((side) => Math.ceil(side * (1 + 2 * PADDING)));
    const isPaper = document.documentElement.classList.contains("on-paper");
    const ratio = isPaper ? PAPER_RATIO : Math.min(2, devicePixelRatio);
    const canvas = this.#element;
    if (canvas.width !== width * ratio || canvas.height !== height * ratio) {
      [canvas.width, canvas.height] = [width * ratio, height * ratio];
      [canvas.style.width, canvas.style.height] = [`${width}px`, `${height}px`];
    }
    L.DomUtil.setPosition(canvas, corner);
    const pen = canvas.getContext("2d");
    if (!pen) return;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    const globe = TILE_PX * 2 ** this.#map.getZoom();
    const origin = this.#map.getPixelOrigin().add(corner);
    this.#paint(pen, { globe, left: origin.x - globe / 2, top: origin.y - globe / 2, width, height, ratio });
  }
}
