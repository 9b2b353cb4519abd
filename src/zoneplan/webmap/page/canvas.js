// @ts-check
// A canvas that lies over the map, a margin beyond its edges, and is painted anew when they leave it.

import * as L from "leaflet";

/** Where on the globe a canvas lies: pixels of the globe's side, and of the canvas's corner from its middle. @typedef {{globe: number, left: number, top: number, width: number, height: number, ratio: number}} Place */

const TILE_PX = 256;
const PADDING = 0.35;
const PAPER_RATIO = 3;

export class Canvas {
  #map;
  #paint;
  #element;
  /** Of what is on it now: at which zoom, and what part of the map it covers. */
  #done = "";
  #covered = L.bounds([0, 0], [0, 0]);

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

  /** @param {boolean} isShown */
  show(isShown) {
    this.#element.hidden = !isShown;
    if (isShown) this.repaint();
  }

  /** Paints what has changed. */
  repaint() {
    this.#done = "";
    this.#renew();
  }

  #renew() {
    if (this.#element.hidden) return;
    const size = this.#map.getSize();
    const isPaper = document.documentElement.classList.contains("on-paper");
    const ratio = isPaper ? PAPER_RATIO : Math.min(2, devicePixelRatio);
    const [start, end] = [L.point(0, 0), size].map((point) => this.#map.containerPointToLayerPoint(point));
    const state = [this.#map.getZoom(), this.#map.getPixelOrigin(), size, ratio].join();
    if (state === this.#done && this.#covered.contains(L.bounds(start, end))) return;
    this.#done = state;
    const corner = start.subtract(size.multiplyBy(PADDING)).round();
    const [width, height] = [size.x, size.y].map((side) => Math.ceil(side * (1 + 2 * PADDING)));
    this.#covered = L.bounds(corner, corner.add([width, height]));
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
