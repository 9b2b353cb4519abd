// @ts-check
// Labels on the map: placed greedily, never over each other, drawn as text with a halo.

import { drawing } from "./dom.js";
import { say } from "./language.js";
import { outlineOf } from "./outlines.js";
import { fits, nameCandidates, pick, placeCandidates, wideCandidates } from "./placing.js";

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./placing.js").Candidate} Candidate */
/** @typedef {import("./placing.js").Box} Box */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */

const NUMBER_FROM_PX = 12;
const PANE = "labels";

/**
 * Draws labels, anew after each move and whenever what is shown changes.
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {State} state
 * @param {Shown} shown
 */
export function label(map, plan, state, shown) {
  const pane = map.createPane(PANE);
  pane.style.zIndex = "450";
  const canvas = drawing("svg", { class: "labels leaflet-zoom-hide", "aria-hidden": "true" });
  pane.append(canvas);
  const redraw = () => canvas.replaceChildren(...placed(map, plan, shown).flatMap(drawn));
  map.on("moveend zoomend resize", redraw);
  state.on("shown", redraw);
  state.on("language", redraw);
  state.on("selection", redraw);
  redraw();
}

/**
 * The labels that found room.
 * @param {LeafletMap} map
 * @param {Plan} plan
 * @param {Shown} shown
 * @returns {Candidate[]}
 */
function placed(map, plan, shown) {
  const layers = plan.layers.map((layer) => ({ ...layer, features: shown.of(layer) }));
  const { x: left, y: top } = map.containerPointToLayerPoint([0, 0]);
  const { x, y: bottom } = map.containerPointToLayerPoint(map.getSize());
  const right = x - besideMap(map);
  const shapes = new Map(
    layers.flatMap((layer) => layer.features).map((feature) => [feature, inPixels(map, feature)]),
  );
  const outlines = layers
    .filter(({ role, label: kind }) => role === "feature" && kind !== "wide")
    .flatMap((layer) => layer.features)
    .flatMap((feature) => (shapes.get(feature)?.rings ?? []).map((ring) => ({ feature, ...outlineOf(ring) })));
  /** @type {Candidate[]} */
  const taken = [];
  for (const wanted of inOrder(layers, shapes)) {
    const own = outlines.filter(({ feature }) => wanted.of.includes(feature));
    const others = outlines.filter(({ feature }) => !wanted.of.includes(feature));
    const around = wanted.isFree ? { own: [], others: [] } : { own, others };
    const best = pick(wanted.candidates, taken, around, { left, top, right, bottom });
    if (best) taken.push(best);
  }
  return taken;
}

/**
 * How much of the map's right side the card covers.
 * @param {LeafletMap} map
 */
function besideMap(map) {
  const card = document.querySelector(".card")?.getBoundingClientRect();
  const width = map.getSize().x;
  return card && card.width < width * 0.9 ? card.width : 0;
}

/**
 * What wants a label, most important first.
 * @param {Layer[]} shown
 * @param {Map<Feature, Pixels>} shapes
 * @returns {{of: Feature[], candidates: Candidate[], isFree?: boolean}[]}
 */
function inOrder(shown, shapes) {
  const named = (/** @type {Layer["label"]} */ kind) =>
    shown
      .filter(({ role, label: wanted }) => role === "feature" && wanted === kind)
      .flatMap((layer) => layer.features)
      .flatMap((feature) => {
        const pixels = shapes.get(feature);
        return pixels?.box ? [{ feature, pixels, box: pixels.box }] : [];
      })
      .sort((one, other) => fits(other.box) - fits(one.box));
  const places = shown
    .filter(({ role, geometry }) => role === "backdrop" && geometry === "Point")
    .flatMap((layer) => layer.features);
  return [
    ...numbers(shown, shapes),
    ...named("name").map(({ feature, box }) => ({
      of: [feature],
      candidates: nameCandidates(say(feature.name), box, "name"),
    })),
    ...named("wide").map(({ feature, pixels }) => ({
      of: [feature],
      isFree: true,
      candidates: wideCandidates(say(feature.name), pixels.rings),
    })),
    ...places.map((feature) => ({
      of: [feature],
      candidates: placeCandidates(
        say(feature.name),
        shapes.get(feature)?.rings[0]?.[0],
        String(feature.values.kind ?? ""),
      ),
    })),
  ];
}

/**
 * Numbers where there is room for them, else the layer's title beside the whole row.
 * @param {Layer[]} shown
 * @param {Map<Feature, Pixels>} shapes
 */
function numbers(shown, shapes) {
  return shown
    .filter(({ role, label: kind }) => role === "feature" && kind === "number")
    .flatMap((layer) => {
      const boxes = layer.features.flatMap((feature) => {
        const pixels = shapes.get(feature);
        return pixels?.box ? [{ feature, pixels, box: pixels.box }] : [];
      });
      if (boxes.length === 0) return [];
      const wide = boxes.filter(({ pixels }) => pixels.narrow >= NUMBER_FROM_PX);
      if (wide.length < boxes.length / 2) {
        const candidates = nameCandidates(say(layer.title), around(boxes.map(({ box }) => box)), "group");
        return [{ of: layer.features, candidates }];
      }
      return wide.map(({ feature, box }) => ({
        of: [feature],
        isFree: true,
        candidates: nameCandidates(numberOf(say(feature.name)), box, "number").slice(0, 1),
      }));
    });
}

/** The number at the end of a name, else the name. @param {string} name */
function numberOf(name) {
  return /(\d+)\D*$/.exec(name)?.[1] ?? name;
}

/** @typedef {{rings: import("./placing.js").Point[][], box: Box | null, narrow: number}} Pixels */

/**
 * @param {LeafletMap} map
 * @param {Feature} feature
 * @returns {Pixels}
 */
function inPixels(map, feature) {
  const rings = feature.parts.map((part) => part[0].map((point) => map.latLngToLayerPoint(point)));
  const points = rings.flat();
  if (points.length === 0) return { rings, box: null, narrow: 0 };
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const box = {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
  const edges = points.slice(1).map(({ x, y }, i) => Math.hypot(x - points[i].x, y - points[i].y));
  return { rings, box, narrow: Math.min(...edges.filter((edge) => edge > 1), Infinity) };
}

/** @param {Box[]} boxes @returns {Box} */
function around(boxes) {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    right: Math.max(...boxes.map(({ right }) => right)),
    top: Math.min(...boxes.map(({ top }) => top)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
}

/**
 * @param {Candidate} candidate
 * @returns {Node[]}
 */
function drawn({ lines, x, y, leading, kind, anchor, turn, spacing, size, dot }) {
  const text = drawing("text", {
    class: `label label-${kind}`,
    "text-anchor": anchor,
    "font-size": size,
    "letter-spacing": spacing || null,
    transform: turn ? `rotate(${turn} ${x} ${y})` : null,
  });
  lines.forEach((line, i) => {
    const down = (i - (lines.length - 1) / 2) * leading + size * 0.35;
    text.append(drawing("tspan", { x, y: y + down }, line));
  });
  return dot ? [drawing("circle", { class: "place-dot", cx: dot.x, cy: dot.y, r: 2 }), text] : [text];
}
