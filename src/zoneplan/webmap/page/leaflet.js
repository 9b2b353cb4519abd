/*! Leaflet 1.9.4, https://leafletjs.com, (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade */
// What the page takes of Leaflet, and folium's script with it; the rest need not be read.

export { toLatLngBounds as latLngBounds } from "./node_modules/leaflet/src/geo/LatLngBounds.js";
export { CRS } from "./node_modules/leaflet/src/geo/crs/index.js";
export { toBounds as bounds } from "./node_modules/leaflet/src/geometry/Bounds.js";
export { toPoint as point } from "./node_modules/leaflet/src/geometry/Point.js";
export * as DomUtil from "./node_modules/leaflet/src/dom/DomUtil.js";
export { layerGroup } from "./node_modules/leaflet/src/layer/LayerGroup.js";
export { tooltip } from "./node_modules/leaflet/src/layer/Tooltip.js";
export { tileLayer } from "./node_modules/leaflet/src/layer/tile/TileLayer.js";
export { Path } from "./node_modules/leaflet/src/layer/vector/Path.js";
export { circle } from "./node_modules/leaflet/src/layer/vector/Circle.js";
export { circleMarker } from "./node_modules/leaflet/src/layer/vector/CircleMarker.js";
export { polygon } from "./node_modules/leaflet/src/layer/vector/Polygon.js";
export { polyline } from "./node_modules/leaflet/src/layer/vector/Polyline.js";
export { svg } from "./node_modules/leaflet/src/layer/vector/SVG.js";
import "./node_modules/leaflet/src/layer/vector/Renderer.getRenderer.js";
export * from "./node_modules/leaflet/src/map/index.js";
import Browser from "./node_modules/leaflet/src/core/Browser.js";

// Where each pane is a layer of its own the browser paints the map as often as there are panes.
Browser.ie3d = true;
