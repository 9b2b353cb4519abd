// @ts-check
// Search in names, earlier names, codes and texts of every layer, in both languages at once.

import { own } from "./data.js";
import { fold, grouped, groupWord, wordsOf } from "./folding.js";

/** @typedef {import("./data.js").Feature} Feature */
/** @typedef {import("./data.js").Layer} Layer */
/** @typedef {import("./data.js").Plan} Plan */
/** @typedef {import("./data.js").Value} Value */
/** @typedef {import("./folding.js").Word} Word */

/** One text of a feature; its rank says how much it is the feature's name. @typedef {{text: string, rank: number, forms: Word[][]}} Entry */
/** A feature with its texts, and all their words in one to leave it out by. @typedef {{feature: Feature, entries: Entry[], all: string}} Indexed */
/** A feature and the text that it was found by; null where only all its texts together hold the words. @typedef {{feature: Feature, text: string | null}} Hit */
/** Lower is better: words whose tones differ, rank of the text, how it was met. @typedef {[number, number, number]} Score */

const RANKS = { name: 0, place: 1, earlier: 2, other: 3, together: 4 };
const MET = { whole: 0, beginning: 1, phrase: 2, words: 3, inside: 4 };
const SHORTEST_INSIDE = 2;
/** Lists of codes that no name of a feature tells: its status is that of a day, a source is a paper. */
const UNNAMED = new Set(["statuses", "sources"]);

export class Index {
  #plan;
  /** @type {Indexed[] | null} */
  #indexed = null;
  /** @type {string[][][] | null} */
  #aliases = null;

  /** Filled when it is first asked. @param {Plan} plan */
  constructor(plan) {
    this.#plan = plan;
  }

  /** The aliases of each layer in words, the longest first. */
  get #groups() {
    return (this.#aliases ??= this.#plan.layers.map(({ aliases }) =>
      aliases
        .map((alias) => wordsOf(alias).map(({ plain }) => plain))
        .filter((phrase) => phrase.length > 0)
        .sort((one, other) => other.length - one.length),
    ));
  }

  /**
   * The features that hold every word of a text, best first: exact tones, then names.
   * @param {string} text
   * @returns {Hit[]}
   */
  find(text) {
    const forms = this.#forms(text);
    if (forms[0].length === 0) return [];
    return this.#all()
      .filter(({ all }) => forms.some((wanted) => wanted.every(({ plain }) => all.includes(plain))))
      .flatMap(({ feature, entries }) => {
        const best = bestOf(forms, entries);
        return best ? [{ feature, ...best }] : [];
      })
      .sort((one, other) => compare(one.score, other.score))
      .map(({ feature, text: found }) => ({ feature, text: found }));
  }

  /** As typed, and with each alias replaced by what it stands for. @param {string} text */
  #forms(text) {
    const typed = wordsOf(text);
    return [typed, grouped(typed, this.#groups)];
  }

  #all() {
    /** Of a text that many features have. @type {Map<string, Word[][]>} */
    const known = new Map();
    this.#indexed ??= this.#plan.layers.flatMap((layer, group) =>
      (layer.role === "added" ? [] : layer.features)
        .filter(({ name }) => layer.role === "feature" || layer.geometry === "Point" || name.vi !== "?")
        .map((feature) => {
          const entries = this.#entriesOf(feature, group, known);
          const words = entries.flatMap(({ forms }) => forms.flat().map(({ plain }) => plain));
          return { feature, entries, all: words.join(" ") };
        }),
    );
    return this.#indexed;
  }

  /**
   * @param {Feature} feature
   * @param {number} group that of its layer
   * @param {Map<string, Word[][]>} known
   */
  #entriesOf({ code, name, names, values, layer }, group, known) {
    const named = layer.role === "feature" ? RANKS.name : RANKS.place;
    const texts = [
      ...[name.vi, name.en, code].map((text) => ({ text, rank: named })),
      ...names.flatMap((each) => [each.name_vi, each.name_en]).map((text) => ({ text, rank: RANKS.earlier })),
      ...Object.entries(values)
        .flatMap(([column, value]) => this.#called(layer, column, value))
        .map((text) => ({ text, rank: RANKS.other })),
      ...[layer.title.vi, layer.title.en].map((text) => ({ text, rank: RANKS.other })),
    ];
    const seen = new Set();
    return texts.flatMap(({ text, rank }) => {
      if (typeof text !== "string" || text === "" || seen.has(text)) return [];
      seen.add(text);
      const key = `${group} ${text}`;
      const forms = known.get(key) ?? this.#formsIn(text, group);
      known.set(key, forms);
      return [{ text, rank, forms }];
    });
  }

  /**
   * What a value is called in both languages: itself, where it is no code.
   * @param {Layer} layer
   * @param {string} column
   * @param {Value} value
   */
  #called({ columns }, column, value) {
    const codes = columns.find(({ name }) => name === column)?.codes ?? null;
    if (codes && UNNAMED.has(codes)) return [];
    const title = codes && own(own(this.#plan.codes, codes), value);
    return title ? [title.vi, title.en] : [value];
  }

  /**
   * The forms of a feature's text: the feature may be called by any word of its layer's group.
   * @param {string} text
   * @param {number} group
   */
  #formsIn(text, group) {
    const [typed, replaced] = this.#forms(text);
    const ofKind = groupWord(group);
    const isNamed = replaced.some(({ plain }) => plain === ofKind.plain);
    return [typed, isNamed ? replaced : [...replaced, ofKind]];
  }
}

/**
 * The parts of a text, told apart by whether a word of the query begins there.
 * @param {string} text
 * @param {string} query
 * @returns {{part: string, isFound: boolean}[]}
 */
export function marked(text, query) {
  const wanted = wordsOf(query);
  return text.split(/([\p{L}\p{M}\p{N}]+)/u).filter(Boolean).flatMap((piece) => {
    const plain = fold(piece);
    const word = wanted.filter((each) => plain.startsWith(each.plain)).sort((a, b) => b.plain.length - a.plain.length)[0];
    // A letter with its marks is one sign in NFC, and one after folding.
    const found = word ? [...piece.normalize("NFC")].slice(0, word.plain.length).join("") : "";
    const rest = piece.normalize("NFC").slice(found.length);
    return [{ part: found, isFound: true }, { part: rest, isFound: false }].filter(({ part }) => part);
  });
}

/**
 * Whether every word of a query begins a word of a text.
 * @param {string} text
 * @param {string} query
 */
export function holds(text, query) {
  return beginAll(wordsOf(query), wordsOf(text));
}

/**
 * @param {Word[][]} forms
 * @param {Entry[]} entries
 * @returns {{score: Score, text: string | null} | null}
 */
function bestOf(forms, entries) {
  /** @type {{score: Score, text: string | null} | null} */
  let best = null;
  for (const { text, rank, forms: own } of entries) {
    for (const [i, wanted] of forms.entries()) {
      const met = how(wanted, own[i]);
      if (met === null) continue;
      /** @type {Score} */
      const score = [otherTones(wanted, own[i]), rank, met];
      if (!best || compare(score, best.score) < 0) best = { score, text };
    }
  }
  return best ?? together(forms[1], entries);
}

/**
 * @param {Word[]} wanted
 * @param {Entry[]} entries
 * @returns {{score: Score, text: null} | null}
 */
function together(wanted, entries) {
  const all = entries.flatMap(({ forms }) => forms[1]);
  if (!beginAll(wanted, all)) return null;
  return { score: [otherTones(wanted, all), RANKS.together, MET.words], text: null };
}

/**
 * How words are met in a text; null where they are not.
 * @param {Word[]} wanted
 * @param {Word[]} own
 */
function how(wanted, own) {
  const last = wanted.length - 1;
  const fits = (/** @type {number} */ at) =>
    wanted.every(({ plain }, i) => (i < last ? own[at + i]?.plain === plain : own[at + i]?.plain.startsWith(plain)));
  const at = own.findIndex((_, i) => fits(i));
  if (at === 0) {
    const isWhole = own.length === wanted.length && own[last].plain === wanted[last].plain;
    return isWhole ? MET.whole : MET.beginning;
  }
  if (at > 0) return MET.phrase;
  if (beginAll(wanted, own)) return MET.words;
  const isInside = wanted.every(
    (word) => word.plain.length >= SHORTEST_INSIDE && own.some(({ plain }) => plain.includes(word.plain)),
  );
  return isInside ? MET.inside : null;
}

/**
 * How many words stand there with other tones only.
 * @param {Word[]} wanted
 * @param {Word[]} own
 */
function otherTones(wanted, own) {
  return wanted.filter((word) => !own.some(({ exact }) => exact.includes(word.exact))).length;
}

/**
 * @param {Score} one
 * @param {Score} other
 */
function compare(one, other) {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}

/**
 * Whether each wanted word begins one of a text's.
 * @param {Word[]} wanted
 * @param {Word[]} own
 */
function beginAll(wanted, own) {
  return wanted.every((word) => own.some(({ plain }) => plain.startsWith(word.plain)));
}
