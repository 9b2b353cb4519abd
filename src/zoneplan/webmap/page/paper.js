// @ts-check
// Before printing the map takes the size that it has on paper, afterwards its own again.

/**
 * @param {import("leaflet").Map} map
 */
export function fitForPaper(map) {
  const { classList } = document.documentElement;
  window.addEventListener("beforeprint", () => {
    const bounds = map.getBounds();
    classList.add("on-paper");
    map.invalidateSize({ animate: false });
    map.fitBounds(bounds, { animate: false });
    window.addEventListener("afterprint", () => {
      classList.remove("on-paper");
      map.invalidateSize({ animate: false });
      map.fitBounds(bounds, { animate: false });
    }, { once: true });
  });
}
