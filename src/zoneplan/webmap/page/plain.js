// @ts-check
// Texts that do nothing in a spreadsheet: one line, no formula, no turned direction.

const NO_TEXT = /[\p{Cc}\p{Cs}\u2028\u2029]/gu;
const TURNS_TEXT = /[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;
const STARTS_A_FORMULA = /^[=+\-@\t]/;

/** A text on one line, as it is, with nothing that controls. @param {string} text */
export function oneLine(text) {
  return text.replace(NO_TEXT, " ").replace(TURNS_TEXT, "").split(/\s+/).filter(Boolean).join(" ");
}

/** A text that a spreadsheet does not run. @param {string} text */
export function inert(text) {
  const plain = oneLine(text);
  return STARTS_A_FORMULA.test(plain) || STARTS_A_FORMULA.test(text) ? `'${plain}` : plain;
}
