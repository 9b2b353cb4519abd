// @ts-check
// The online basemap, where the build was asked for one: over the land, under all that is the plan's.

import * as L from "leaflet";
import { element } from "./dom.js";
import { inserted, words } from "./wording.js";

/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./state.js").State} State */

const PANE = "basemap";

/**
 * Adds the basemap, and returns what says whose it is and who answers for it.
 * @param {L.Map} map
 * @param {Plan} plan
 * @param {State} state
 * @returns {HTMLElement[]}
 */
export function basemap(map, plan, state) {
  if (!plan.basemap) return [];
  const { url, host, bounds, zooms: [from, to] } = plan.basemap;
  const land = plan.layers.reduce(
    (last, { role, geometry }, at) => (role === "backdrop" && geometry === "MultiPolygon" ? at : last),
    -1,
  );
  // Of two panes on one level the later one lies above.
  map.createPane(PANE).style.zIndex = map.getPane(`layer-${land}`)?.style.zIndex ?? "299";
  const tiles = L.tileLayer(url, { pane: PANE, bounds, minZoom: from, maxNativeZoom: to, noWrap: true }).addTo(map);
  const box = element("input", { type: "checkbox", checked: true });
  box.addEventListener("change", () => (box.checked ? tiles.addTo(map) : tiles.remove()));
  const [title, duty] = [element("span"), element("p")];
  const note = element("section", { class: "basemap-note" }, element("label", {}, box, title), duty);
  state.follow(["language"], () => {
    note.setAttribute("aria-label", words(plan, "basemap"));
    title.textContent = words(plan, "basemap");
    duty.textContent = inserted(words(plan, "basemap_duty"), { host });
  });
  return [note];
}
