import { fnv1a } from '@stopsms/kernel';
import type { Token } from './tokens';

// What the model weighs are words, their stems, and pairs and triples of neighbours, each known by a number: there is no list of them,
// and a text of words that nobody trained has none that weighs.

/** Size of the table of weights; features that share a bucket share its weight. */
export const BUCKETS = 1 << 18;

/** A word of a text or several beside each other; `first` and `last` are indices of tokens. Those of a text come in the order of `first`. */
export interface Feature {
  bucket: number;
  first: number;
  last: number;
}

const STEM_LENGTH = 5;
const UNKNOWN = hashesOf('?unknown');
const START = fnv1a('^');
const END = fnv1a('$');

/**
 * @param knows - whether a word or stem of this bucket was ever learnt: all others are one word, so that the names in a campaign's texts
 *   change nothing
 * @param names - words of the names in it, in their order: they count as unknown
 */
export function featuresOf(
  tokens: readonly Token[],
  knows: (bucket: number) => boolean,
  names: readonly string[] = [],
): Feature[] {
  const last = tokens.length - 1;
  const isName = nextOf(names);
  const known = tokens.map(({ word }) => {
    const hashes = isName(word) ? UNKNOWN : hashesOf(word);
    return bucketsOf(hashes).some(knows) ? hashes : UNKNOWN;
  });
  const words = [START, ...known.map((hashes) => hashes.word), END];
  const stems = [START, ...known.map((hashes) => hashes.stem), END];
  const features: Feature[] = [];
  const add = (kind: number, from: number, to: number, one: number, two = 0, three = 0) =>
    features.push({
      bucket: bucketOf(kind, one, two, three),
      first: Math.min(Math.max(from - 1, 0), Math.max(last, 0)),
      last: Math.min(Math.max(to - 1, 0), Math.max(last, 0)),
    });
  for (let at = 0; at < words.length; at += 1) {
    const [word = 0, next = 0] = [words[at], words[at + 1]];
    const [stem = 0, second = 0, third = 0] = [stems[at], stems[at + 1], stems[at + 2]];
    add(1, at, at, word);
    if (stem !== word) add(2, at, at, stem);
    if (at + 1 >= words.length) continue;
    add(3, at, at + 1, word, next);
    if (stem !== word || second !== next) add(4, at, at + 1, stem, second);
    if (at + 2 >= words.length) continue;
    add(5, at, at + 2, stem, second, third);
    add(6, at, at + 2, stem, third);
  }
  return features;
}

/** Returns a predicate: whether each word in turn is the next of these. Each counts once: as a name it hides no word behind it. */
function nextOf(names: readonly string[]): (word: string) => boolean {
  let next = 0;
  return (word) => {
    if (names[next] !== word) return false;
    next += 1;
    return true;
  };
}

/** The buckets of a word by itself and of its stem. */
export const bucketsOfWord = (word: string): [word: number, stem: number] => bucketsOf(hashesOf(word));

interface Hashes {
  word: number;
  stem: number;
}

const bucketsOf = ({ word, stem }: Hashes): [word: number, stem: number] => [
  bucketOf(1, word, 0, 0),
  bucketOf(2, stem, 0, 0),
];

function hashesOf(text: string): Hashes {
  const word = fnv1a(text);
  return { word, stem: text.length > STEM_LENGTH ? fnv1a(`${text.slice(0, STEM_LENGTH)}~`) : word };
}

function bucketOf(kind: number, one: number, two: number, three: number): number {
  let hash = Math.imul(kind, 0x9e3779b1) ^ one;
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) ^ two;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) ^ three;
  hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f);
  return (hash ^ (hash >>> 15)) & (BUCKETS - 1);
}
