// @ts-check
// Puts the still picture where the map will stand, until it is made; where it cannot be, says so.
// An old browser reads this too: nothing in it is newer than 2015.

import { framed } from "./framing.js";

const still = /** @type {HTMLElement} */ (document.querySelector(".still"));
const picture = /** @type {SVGElement | null} */ (still.querySelector("svg"));

/** Whether the address asks for more than a language: a link may open into any view of any day. */
function isLink() {
  const asked = location.hash.slice(1).split("&");
  return asked.some((part) => part !== "" && part.slice(0, 5) !== "lang=");
}

/** Shows the part of the ground that the map will show. @param {SVGElement} picture */
function place(picture) {
  const { width, height } = picture.getBoundingClientRect();
  const [left, top, right, bottom] = String(picture.getAttribute("data-frame")).split(" ").map(Number);
  const { x, y, unit } = framed({ x: width, y: height }, [left, top, right, bottom], Number(picture.getAttribute("data-globe")));
  picture.setAttribute("viewBox", [x - (width / 2) * unit, y - (height / 2) * unit, width * unit, height * unit].join(" "));
  picture.classList.add("placed");
}

/** Leaves the picture in both languages, once it is plain that no map will come. */
function giveUp() {
  if (still.parentNode) document.documentElement.className = "failed";
}

if (picture && !isLink()) place(picture);
addEventListener("error", giveUp);
addEventListener("load", giveUp);
