// @ts-check
// Elements from plain values. Text goes in as text nodes only: as markup it could run.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An HTML element with attributes and children; empty children are left out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/**
 * An SVG element with attributes and children.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function drawing(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * A button that calls back.
 * @param {Record<string, string | boolean | null>} attributes
 * @param {() => void} pressed
 * @param {...Child} children
 */
export function button(attributes, pressed, ...children) {
  const made = element("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", pressed);
  return made;
}

/**
 * Writes the children of a place anew; what had the focus has it again, found by its `data-key`,
 * else by where it stood among the place's controls.
 * @param {Element} place
 * @param {...Child} children
 */
export function refill(place, ...children) {
  const { activeElement: held } = document;
  const at = held instanceof HTMLElement && held !== place && place.contains(held) ? controlsOf(place).indexOf(held) : -1;
  const key = at < 0 ? undefined : /** @type {HTMLElement} */ (held).dataset.key;
  place.replaceChildren(.../** @type {(Node | string)[]} */ (children.filter((child) => child)));
  if (at < 0) return;
  const controls = controlsOf(place);
  const same = key === undefined ? undefined : controls.find(({ dataset }) => dataset.key === key);
  (same ?? controls[Math.min(at, controls.length - 1)])?.focus({ preventScroll: true });
}

/** @param {Element} place @returns {HTMLElement[]} */
function controlsOf(place) {
  return [...place.querySelectorAll("button, input")].filter((each) => each instanceof HTMLElement);
}

/**
 * @template {Element} E
 * @param {E} made
 * @param {Record<string, string | number | boolean | null | undefined>} attributes
 * @param {Child[]} children
 * @returns {E}
 */
function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(.../** @type {(Node | string)[]} */ (children.filter((child) => child)));
  return made;
}
