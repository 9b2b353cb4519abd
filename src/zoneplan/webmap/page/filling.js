// @ts-check
// What the first picture does without: made part by part, once the map is on the screen.

/**
 * Makes parts of the page, each in a task of its own, after the frame that shows what stands there
 * by now: at once where nobody looks, and whatever is left before the page is printed. Until then
 * the page says that it is busy.
 * @param {(() => void)[]} parts
 */
export function fill(parts) {
  const left = [...parts];
  const make = () => {
    left.shift()?.();
    if (left.length === 0) document.body.removeAttribute("aria-busy");
  };
  const next = () => {
    make();
    if (left.length > 0) setTimeout(next);
  };
  document.body.setAttribute("aria-busy", "true");
  window.addEventListener("beforeprint", () => { while (left.length > 0) make(); }, { capture: true });
  window.addEventListener("load", () => (document.hidden ? next() : afterFrame(next)));
}

/** Calls when a frame has been shown. @param {() => void} action */
function afterFrame(action) {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(action)));
}
