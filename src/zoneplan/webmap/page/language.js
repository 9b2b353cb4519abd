// @ts-check
// The language in use, and texts, numbers and dates as it writes them.

/** @typedef {import("./data.js").Text} Text */
/** @typedef {"vi" | "en"} Lang */

export const LANGUAGES = /** @type {Lang[]} */ (["vi", "en"]);
/** What stands before the decimals, and between groups of three digits. */
const SIGNS = { vi: [",", "."], en: [".", ","] };
const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];
const NOTHING = "–";
/** Between the Vietnamese and the English of a stored text that is written in both. */
const BOTH = " // ";
const MOST_STATED = 4;

/** The language in use: that of the page. @returns {Lang} */
export function current() {
  return document.documentElement.lang === "en" ? "en" : "vi";
}

/** @param {Lang} lang */
export function use(lang) {
  document.documentElement.lang = lang;
}

/**
 * A text in the language in use.
 * @param {Text} text
 */
export function say(text) {
  return text[current()];
}

/**
 * A text of the plan; of one that is written in both languages, the one in use.
 * @param {string} written
 */
export function stored(written) {
  const [vi, ...en] = written.split(BOTH);
  return en.length > 0 && current() === "en" ? en.join(BOTH) : vi;
}

/**
 * A number with so many decimals; a dash where there is none.
 * @param {number | null | undefined} value
 * @param {number} [decimals]
 */
export function number(value, decimals = 0) {
  return written(value, decimals, decimals);
}

/**
 * A figure as its source states it: up to four decimals, no trailing zeros.
 * @param {number | null | undefined} value
 */
export function stated(value) {
  return written(value, 0, MOST_STATED);
}

/**
 * A difference: a number with its sign.
 * @param {number | null | undefined} value
 */
export function signed(value) {
  const isMore = value !== null && value !== undefined && Number(value.toFixed(2)) > 0;
  return `${isMore ? "+" : ""}${number(value, 2)}`;
}

/**
 * An ISO date of day, month or year precision; any other text as it is.
 * @param {string} iso
 */
export function day(iso) {
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(iso);
  if (!parts) return iso;
  const [, year, month, date] = parts;
  if (current() === "vi") return [date, month, year].filter(Boolean).join("/");
  return [date && Number(date), month && (MONTHS[Number(month) - 1] ?? month), year].filter(Boolean).join(" ");
}

/**
 * An ISO day as a sentence names it.
 * @param {string} iso
 */
export function dayInWords(iso) {
  if (current() === "en") return day(iso);
  const [year, month, date] = iso.split("-").map(Number);
  return `ngày ${date} tháng ${month} năm ${year}`;
}

/**
 * The part of an ISO date that its precision supports.
 * @param {string} iso
 * @param {string | null} precision
 */
export function atPrecision(iso, precision) {
  return iso.slice(0, { year: 4, month: 7 }[precision ?? ""] ?? 10);
}

/**
 * A date within a sentence: Vietnamese names the month or the year as such.
 * @param {string} iso
 * @param {string | null} precision
 * @param {Record<string, Text>} titles of the precisions
 */
export function dayInSentence(iso, precision, titles) {
  const written = day(atPrecision(iso, precision));
  if (current() === "en" || !precision || precision === "day" || !titles[precision]) return written;
  return `${titles[precision].vi} ${written.replace(/^0/, "")}`;
}

/**
 * The browser's own writer of numbers takes longer to begin than all numbers of the page to write.
 * @param {number | null | undefined} value
 * @param {number} least decimals
 * @param {number} most decimals
 */
function written(value, least, most) {
  if (value === null || value === undefined) return NOTHING;
  // A minus of nothing is nothing.
  const rounded = Number(value.toFixed(most)) + 0;
  const [whole, part = ""] = String(Math.abs(rounded)).split(".");
  const [point, between] = SIGNS[current()];
  const decimals = part.padEnd(least, "0");
  return `${rounded < 0 ? "−" : ""}${whole.replace(/\B(?=(\d{3})+$)/g, between)}${decimals && point}${decimals}`;
}
