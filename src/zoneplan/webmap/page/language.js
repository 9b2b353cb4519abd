// @ts-check
// The language in use, and texts, numbers and dates as it writes them.

/** @typedef {import("./data.js").Text} Text */
/** @typedef {"vi" | "en"} Lang */

export const LANGUAGES = /** @type {Lang[]} */ (["vi", "en"]);
const LOCALES = { vi: "vi-VN", en: "en-GB" };
const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];
const NOTHING = "–";
/** Between the Vietnamese and the English of a stored text that is written in both. */
const BOTH = " // ";
/** Dear to make, and few. @type {Map<string, Intl.NumberFormat>} */
const WRITERS = new Map();

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
  return written(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/**
 * A figure as its source states it: up to four decimals, no trailing zeros.
 * @param {number | null | undefined} value
 */
export function stated(value) {
  return written(value, { maximumFractionDigits: 4 });
}

/**
 * A difference: a number with its sign.
 * @param {number | null | undefined} value
 */
export function signed(value) {
  return written(value, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: "exceptZero",
  });
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
 * @param {number | null | undefined} value
 * @param {Intl.NumberFormatOptions} options
 */
function written(value, options) {
  if (value === null || value === undefined) return NOTHING;
  // A minus of nothing is nothing.
  const rounded = Number(value.toFixed(options.maximumFractionDigits)) + 0;
  return writer(options).format(rounded).replace("-", "−");
}

/** @param {Intl.NumberFormatOptions} options */
function writer(options) {
  const key = `${current()} ${Object.values(options).join(" ")}`;
  const known = WRITERS.get(key) ?? new Intl.NumberFormat(LOCALES[current()], options);
  WRITERS.set(key, known);
  return known;
}
