// @ts-check
// Where a label could stand, and which of these places is the best one that is free.

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */
/** @typedef {{x: number, y: number}} Point */
/**
 * @typedef {object} Candidate
 * @property {string[]} lines
 * @property {number} x
 * @property {number} y middle of the text
 * @property {number} leading
 * @property {string} kind
 * @property {"start" | "middle" | "end"} anchor
 * @property {number} turn in degrees
 * @property {number} spacing
 * @property {number} size
 * @property {number} cost what speaks against it
 * @property {Box[]} boxes the room that it takes
 * @property {Point} [dot]
 */

const FONT = '"Segoe UI", system-ui, sans-serif';
const SIZES = { name: 12, number: 11, group: 12, place: 12 };
const WEIGHTS = { name: 600, number: 700, group: 600, place: 400 };
const LONGEST_LINE = { name: 20, number: 20, group: 12 };
const GAP = 5;
const MOST_COVERED = 0.2;
const NEAR_COST = 90;
const NEAR = 4;
const pen = document.createElement("canvas").getContext("2d");

/** How large a box is. @param {Box} box */
export function fits(box) {
  return (box.right - box.left) * (box.bottom - box.top);
}

/**
 * The best candidate that overlaps no label; none where nothing is free.
 * @param {Candidate[]} candidates
 * @param {Candidate[]} taken
 * @param {Box[]} obstacles better not covered
 * @param {Box} view
 */
export function pick(candidates, taken, obstacles, view) {
  const filled = taken.flatMap(({ boxes }) => boxes);
  let [best, least] = [/** @type {Candidate | null} */ (null), Infinity];
  for (const candidate of candidates) {
    const { boxes } = candidate;
    if (boxes.some((box) => !inside(box, view) || filled.some((other) => overlap(box, other) > 0))) continue;
    const covered = total(boxes, obstacles);
    // A name close to another outline would be read as that one's.
    const near = obstacles.filter((other) => boxes.some((box) => overlap(grown(box), other) > 0)).length;
    const cost = candidate.cost + covered + near * NEAR_COST;
    const isOpaque = covered > MOST_COVERED * boxes.reduce((sum, box) => sum + fits(box), 0);
    if (cost < least && !isOpaque) [best, least] = [candidate, cost];
  }
  return best;
}

/**
 * How much of some obstacles boxes cover.
 * @param {Box[]} boxes
 * @param {Box[]} obstacles
 */
function total(boxes, obstacles) {
  const areas = boxes.flatMap((box) => obstacles.map((other) => overlap(box, other)));
  return areas.reduce((sum, area) => sum + area, 0);
}

/** @param {Box} box @returns {Box} */
function grown({ left, right, top, bottom }) {
  return { left: left - NEAR, right: right + NEAR, top: top - NEAR, bottom: bottom + NEAR };
}

/**
 * Inside its feature, else beside it.
 * @param {string} text
 * @param {Box} box
 * @param {"name" | "number" | "group"} kind
 * @returns {Candidate[]}
 */
export function nameCandidates(text, box, kind) {
  const lines = wrapped(text, LONGEST_LINE[kind]);
  const size = SIZES[kind];
  const width = Math.max(...lines.map((line) => widthOf(line, size, WEIGHTS[kind])));
  const leading = size * 1.15;
  const height = lines.length * leading;
  const [cx, cy] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const within = box.right - box.left > width * 0.85 && box.bottom - box.top > height;
  const [right, left] = [box.right + GAP, box.left - GAP];
  const [above, below] = [box.top - GAP - height / 2, box.bottom + GAP + height / 2];
  /** @type {[number, number, Candidate["anchor"], number][]} */
  const spots = within || kind === "number" ? [[cx, cy, "middle", 0]] : [];
  spots.push(
    [right, cy, "start", 40],
    [left, cy, "end", 50],
    [cx, below, "middle", 60],
    [cx, above, "middle", 60],
    [right, above + height / 2, "start", 90],
    [right, below - height / 2, "start", 90],
    [left, above + height / 2, "end", 100],
    [left, below - height / 2, "end", 100],
    [right, above, "start", 130],
    [right, below, "start", 130],
    [left, above, "end", 140],
    [left, below, "end", 140],
  );
  return spots.map(([x, y, anchor, cost]) => ({
    lines,
    x,
    y,
    leading,
    kind,
    anchor,
    size,
    cost,
    turn: 0,
    spacing: 0,
    boxes: [boxAt(x, y, width, height, anchor)],
  }));
}

/**
 * Beside the dot of a place.
 * @param {string} text
 * @param {Point | undefined} dot
 * @param {string} kind
 * @returns {Candidate[]}
 */
export function placeCandidates(text, dot, kind) {
  if (!dot) return [];
  const box = { left: dot.x - 1, right: dot.x + 1, top: dot.y - 1, bottom: dot.y + 1 };
  const isSea = kind === "sea";
  return nameCandidates(text, box, "name")
    .filter(({ anchor }) => (anchor === "middle") === isSea)
    .slice(0, isSea ? 1 : 4)
    .map((candidate) => ({
      ...candidate,
      kind: isSea ? "sea" : "place",
      dot: isSea ? undefined : { x: dot.x, y: dot.y },
      boxes: [...candidate.boxes, ...(isSea ? [] : [box])],
    }));
}

/**
 * Set wide along the longer axis of an outline, at several distances from its middle.
 * @param {string} text
 * @param {Point[][]} rings
 * @returns {Candidate[]}
 */
export function wideCandidates(text, rings) {
  const ring = rings.reduce((one, other) => (other.length > one.length ? other : one), []);
  const { middle, turn, long, short } = axes(ring);
  const letters = [...text];
  const size = Math.max(12, Math.min(20, long / letters.length / 1.2));
  const plain = widthOf(text, size, 600);
  const spacing = Math.min(size * 0.9, (long * 0.74 - plain) / letters.length);
  if (spacing < 0.5 || short < size * 2) return [];
  const length = plain + spacing * letters.length;
  const [dx, dy] = [Math.cos(turn), Math.sin(turn)];
  const steps = [-0.3, -0.22, -0.15, -0.07, 0, 0.07, 0.15, 0.22, 0.3];
  return steps.flatMap((along) =>
    steps.map((across) => {
      const x = middle.x + dx * along * (long - length) - dy * across * short;
      const y = middle.y + dy * along * (long - length) + dx * across * short;
      const spots = letters.map((_, i) => (i + 0.5) / letters.length - 0.5).map((share) => ({
        x: x + dx * share * length,
        y: y + dy * share * length,
      }));
      const outside = spots.filter((spot) => !contains(ring, spot)).length;
      return {
        lines: [text],
        x,
        y,
        leading: size,
        kind: "wide",
        anchor: /** @type {"middle"} */ ("middle"),
        turn: (turn * 180) / Math.PI,
        spacing,
        size,
        cost: outside * 400 + (Math.abs(along) + Math.abs(across)) * 20,
        boxes: spots.map((spot) => boxAt(spot.x, spot.y, size, size, "middle")),
      };
    }),
  );
}

/**
 * The middle of an outline, the direction of its longer axis (readable from the left), its extents.
 * @param {Point[]} ring
 */
function axes(ring) {
  const n = ring.length || 1;
  const mean = {
    x: ring.reduce((sum, { x }) => sum + x, 0) / n,
    y: ring.reduce((sum, { y }) => sum + y, 0) / n,
  };
  let [xx, xy, yy] = [0, 0, 0];
  for (const { x, y } of ring) {
    xx += (x - mean.x) ** 2;
    xy += (x - mean.x) * (y - mean.y);
    yy += (y - mean.y) ** 2;
  }
  const turn = Math.atan2(2 * xy, xx - yy) / 2;
  const [dx, dy] = [Math.cos(turn), Math.sin(turn)];
  const along = ring.map(({ x, y }) => (x - mean.x) * dx + (y - mean.y) * dy);
  const across = ring.map(({ x, y }) => (y - mean.y) * dx - (x - mean.x) * dy);
  const [long, short] = [along, across].map((values) => ({
    size: Math.max(...values) - Math.min(...values),
    middle: (Math.max(...values) + Math.min(...values)) / 2,
  }));
  const middle = {
    x: mean.x + dx * long.middle - dy * short.middle,
    y: mean.y + dy * long.middle + dx * short.middle,
  };
  return { middle, turn, long: long.size, short: short.size };
}

/**
 * @param {Point[]} ring
 * @param {Point} point
 */
function contains(ring, point) {
  let isIn = false;
  ring.forEach((one, i) => {
    const other = ring[(i + ring.length - 1) % ring.length];
    if (one.y > point.y === other.y > point.y) return;
    if (point.x < ((other.x - one.x) * (point.y - one.y)) / (other.y - one.y) + one.x) isIn = !isIn;
  });
  return isIn;
}

/**
 * Lines of about one length.
 * @param {string} text
 * @param {number} longest
 */
function wrapped(text, longest) {
  const count = Math.max(1, Math.ceil(text.length / longest));
  const goal = text.length / count;
  /** @type {string[]} */
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1];
    const isFull = line.length > 0 && line.length + word.length / 2 > goal;
    if (isFull && lines.length < count) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}

/**
 * @param {string} text
 * @param {number} size
 * @param {number} weight
 */
function widthOf(text, size, weight) {
  if (!pen) return text.length * size * 0.6;
  pen.font = `${weight} ${size}px ${FONT}`;
  // A printer sets text a little wider than a screen.
  return pen.measureText(text).width * 1.04;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {Candidate["anchor"]} anchor
 * @returns {Box}
 */
function boxAt(x, y, width, height, anchor) {
  const left = x - width * { start: 0, middle: 0.5, end: 1 }[anchor];
  return { left, right: left + width, top: y - height / 2, bottom: y + height / 2 };
}

/** @param {Box} one @param {Box} other */
function overlap(one, other) {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/** @param {Box} box @param {Box} view */
function inside(box, view) {
  return box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
}
