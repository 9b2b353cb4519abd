// @ts-check
// Before printing the map takes the size that it has on paper, afterwards its own again.

/**
 * @param {() => void} fit fills the room that the map has
 */
export function fitForPaper(fit) {
  const { classList } = document.documentElement;
  window.addEventListener("beforeprint", () => {
    classList.add("on-paper");
    fit();
  });
  window.addEventListener("afterprint", () => {
    classList.remove("on-paper");
    fit();
  });
}
