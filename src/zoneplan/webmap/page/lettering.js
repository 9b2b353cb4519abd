// @ts-check
// A label in its place, as it is drawn: text with a halo, a dot, a line to its outline.

import { drawing } from "./dom.js";
import { SIZES, underOf } from "./placing.js";

/** @typedef {import("./placing.js").Candidate} Candidate */

/**
 * A thin line with its dot in the outline.
 * @param {import("./leaders.js").Lead} lead
 */
function leadOf([{ x: x1, y: y1 }, { x: x2, y: y2 }]) {
  return [
    ...["label-lead-halo", "label-lead"].map((kind) => drawing("line", { class: `label-lead ${kind}`, x1, y1, x2, y2 })),
    drawing("circle", { class: "label-lead", cx: x1, cy: y1, r: 2 }),
  ];
}

/**
 * @param {Candidate} candidate
 * @returns {Node[]}
 */
export function drawn({ lines, x, y, leading, kind, anchor, turn, spacing, size, dot, lead, aims = 0, under, fill }) {
  const place = { "text-anchor": anchor, transform: turn ? `rotate(${turn} ${x} ${y})` : null };
  const paint = { ...place, "font-size": size, "letter-spacing": spacing || null };
  const text = drawing("text", { class: `label label-${kind}`, ...paint });
  if (fill) text.style.fill = fill;
  lines.forEach((line, i) => {
    const down = (i - (lines.length - 1) / 2) * leading + size * 0.35;
    const isAim = i >= lines.length - aims;
    text.append(drawing("tspan", { x, y: y + down, class: isAim ? "label-aim" : null }, line));
  });
  const below = drawing("text", { class: "label label-under", ...place, "font-size": SIZES.under, x, y: underOf({ y, lines, leading, size }) + SIZES.under * 0.35 }, under);
  if (fill) below.style.fill = fill;
  return [
    ...(lead ? leadOf(lead) : []),
    ...(dot ? [drawing("circle", { class: "place-dot", cx: dot.x, cy: dot.y, r: 2 })] : []),
    text,
    ...(under ? [below] : []),
  ];
}
