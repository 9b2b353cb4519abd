// @ts-check
// Whole numbers as a run of signs, as `digits.py` writes them: the first sign tells how many follow.

const SIGNS = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).filter((sign) => !'"\\<`{}'.includes(sign));
const LEADS = [10, 54, 18, 4, 1, 1];
const BASE = SIGNS.length;
const MOST_BITS = 2 ** 32 - 1;

const CODES = new TextEncoder();
/** What a sign stands for, by its code. */
const VALUES = new Uint8Array(128);
SIGNS.forEach((sign, value) => (VALUES[sign.charCodeAt(0)] = value));
/** How many signs follow one that begins a number, and what is added to what they say. */
const FOLLOWING = new Uint8Array(BASE);
const ADDED = new Float64Array(BASE);
let [lead, least] = [0, 0];
LEADS.forEach((count, following) => {
  for (let own = 0; own < count; own += 1) [FOLLOWING[lead + own], ADDED[lead + own]] = [following, least - lead * BASE ** following];
  lead += count;
  least += count * BASE ** following;
});

/** Reads numbers one after the other. */
export class Digits {
  #signs;
  #at = 0;

  /** @param {string} text */
  constructor(text) {
    this.#signs = new Uint8Array(text.length);
    CODES.encodeInto(text, this.#signs);
  }

  get isDone() {
    return this.#at >= this.#signs.length;
  }

  /** The next number, from 0 on. */
  next() {
    const signs = this.#signs;
    let at = this.#at;
    const first = VALUES[signs[at++]];
    let number = first;
    for (let following = FOLLOWING[first]; following > 0; following -= 1) number = number * BASE + VALUES[signs[at++]];
    this.#at = at;
    return number + ADDED[first];
  }

  /** The next number of either sign. */
  nextSigned() {
    return signed(this.next());
  }
}

/** All numbers of a run. @param {string} text */
export function numbersOf(text) {
  const [digits, numbers] = [new Digits(text), new Float64Array(text.length)];
  let count = 0;
  while (!digits.isDone) numbers[count++] = digits.next();
  return numbers.subarray(0, count);
}

/** A number of either sign that was folded: 0, -1, 1, -2, 2, … @param {number} number */
export function signed(number) {
  if (number <= MOST_BITS) return (number >>> 1) ^ -(number & 1);
  return number % 2 === 0 ? number / 2 : -(number + 1) / 2;
}
