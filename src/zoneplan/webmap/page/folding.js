// @ts-check
// Words as a search compares them: with their tones, and without.

/** A word as it is written and as it is typed in haste. @typedef {{exact: string, plain: string}} Word */

const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/u;
const MARKS = /\p{M}/gu;

/**
 * Letters without tones and marks, in lower case; `đ` becomes `d`.
 * @param {string} text
 */
export function fold(text) {
  return text.normalize("NFD").replace(MARKS, "").toLowerCase().replaceAll("đ", "d");
}

/**
 * The words of a text.
 * @param {string} text
 * @returns {Word[]}
 */
export function wordsOf(text) {
  return text
    .normalize("NFC")
    .toLowerCase()
    .split(BETWEEN_WORDS)
    .filter(Boolean)
    .map((exact) => ({ exact, plain: fold(exact) }));
}

/**
 * Words with every phrase of some groups replaced by its group, so that one phrase finds the other.
 * @param {Word[]} words
 * @param {string[][][]} groups of phrases, each of plain words, longest first
 * @returns {Word[]}
 */
export function grouped(words, groups) {
  /** @type {Word[]} */
  const found = [];
  for (let i = 0; i < words.length; ) {
    const rest = words.slice(i);
    const at = groups.findIndex((phrases) => phrases.some((phrase) => begins(rest, phrase)));
    const phrase = groups[at]?.find((each) => begins(rest, each));
    found.push(phrase ? groupWord(at) : rest[0]);
    i += phrase?.length ?? 1;
  }
  return found;
}

/** The word that stands for a group; nobody can type it. @param {number} group @returns {Word} */
export function groupWord(group) {
  return { exact: `\u0000${group}`, plain: `\u0000${group}` };
}

/**
 * @param {Word[]} words
 * @param {string[]} phrase
 */
function begins(words, phrase) {
  return phrase.every((word, i) => words[i]?.plain === word);
}
