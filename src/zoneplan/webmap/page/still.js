// @ts-check
// Puts the still picture where the map will stand, until it is made; where it cannot be, says so.
// An old browser reads this too: nothing in it is newer than 2015.

import { framed } from "./framing.js";

const root = document.documentElement;
const still = /** @type {HTMLElement} */ (document.querySelector(".still"));
const picture = /** @type {SVGElement | null} */ (still.querySelector("svg"));
const headers = Array.from(still.querySelectorAll("header"));
const asked = location.hash.slice(1).split("&").filter((part) => part !== "");
const language = asked.indexOf("lang=en") >= 0 ? "en" : asked.indexOf("lang=vi") >= 0 ? "vi" : root.lang;

/** Shows the picture as the map will open. */
function begin() {
  root.classList.add("starting");
  for (const header of headers) header.hidden = header.lang !== language;
  if (!picture) return;
  // A link may open into any view of any day.
  if (asked.some((part) => part.slice(0, 5) !== "lang=")) {
    picture.style.display = "none";
    return;
  }
  const { width, height } = picture.getBoundingClientRect();
  const [left, top, right, bottom] = String(picture.getAttribute("data-frame")).split(" ").map(Number);
  const { x, y, unit } = framed({ x: width, y: height }, [left, top, right, bottom], Number(picture.getAttribute("data-globe")));
  picture.setAttribute("viewBox", [x - (width / 2) * unit, y - (height / 2) * unit, width * unit, height * unit].join(" "));
}

/** Goes back to the whole picture with both languages, once it is plain that no map will come. */
function giveUp() {
  if (!still.parentNode) return;
  root.className = "failed";
  for (const header of headers) header.hidden = false;
  if (picture) picture.style.display = "";
}

begin();
addEventListener("error", giveUp);
addEventListener("load", giveUp);
