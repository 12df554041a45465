// Features of a reply: n-grams of letters, of sounds and of what words do in it, and what the rules made of it. Each is known by a
// number only: the model holds no list of words.

import { FNV_PRIME, fnv1a } from '@stopsms/kernel';
import type { Reading } from '../reading';
import type { ReplyContext } from '../reply-context';
import type { Sentence } from '../words/token';
import { phoneticKey, phoneticLanguagesOf } from './phonetic-keys';

/** Size of the table of weights; features that share a slot share its weight. */
export const SLOTS = 210_000;

export const FEATURE_KINDS = ['letters', 'sounds', 'words', 'roles', 'form'] as const;
export type FeatureKind = (typeof FEATURE_KINDS)[number];

/** Takes the features of a reply one by one. Those of one kind come together, and may repeat. */
export interface FeatureSink {
  begin(kind: FeatureKind): void;
  add(slot: number): void;
}

export interface WeighedReply {
  /** The person's own words: lower case, without accents, digits as `#`. */
  readonly plain: string;
  readonly sentences: readonly Sentence[];
  readonly country: string;
  /** Reading by the rules. */
  readonly rules: Reading;
  readonly context?: ReplyContext | undefined;
}

const MIN_GRAM_LENGTH = 2;
const MAX_GRAM_LENGTH = 4;
const MIN_SOUND_LENGTH = 4;
const MAX_SOUND_LENGTH = 5;
/** Beyond this a text is no SMS; the rules still read all of it. */
const MAX_LETTERS = 800;

/** Counted in the thousands for a long text, so that they are handed on as they are found. */
export function findFeatures(reply: WeighedReply, sink: FeatureSink): void {
  const plain = reply.plain.length > MAX_LETTERS ? reply.plain.slice(0, MAX_LETTERS) : reply.plain;
  const words = wordsOf(plain);
  sink.begin('letters');
  addGrams(` ${plain} `, LETTERS, MIN_GRAM_LENGTH, MAX_GRAM_LENGTH, sink);
  sink.begin('sounds');
  addSounds(words, reply.country, sink);
  sink.begin('words');
  addWords(words, sink);
  sink.begin('roles');
  addRoles(reply.sentences, sink);
  sink.begin('form');
  addForm(reply, words.length, sink);
}

const WORD = /[\p{L}\p{N}#]+/gu;
const wordsOf = (plain: string): string[] => plain.match(WORD) ?? [];

// A constant of this module is read faster than one of another.
const PRIME = FNV_PRIME;
const seedOf = (kind: number): number => fnv1a(String.fromCharCode(kind));
const LETTERS = seedOf(1);
const SOUNDS = seedOf(2);
const WORDS = seedOf(3);
const ROLES = seedOf(4);
const FORM = seedOf(5);

/** Mixes the bits of an FNV-1a hash and takes one of the slots of the table. */
function slotOf(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) % SLOTS;
}

function addGrams(text: string, seed: number, shortest: number, longest: number, sink: FeatureSink): void {
  for (let from = 0; from < text.length; from += 1) {
    let hash = seed;
    const end = Math.min(text.length, from + longest);
    for (let at = from; at < end; at += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
      if (at - from + 1 >= shortest) sink.add(slotOf(hash));
    }
  }
}

function addSounds(words: readonly string[], country: string, sink: FeatureSink): void {
  for (const language of phoneticLanguagesOf(country)) {
    let sounds = '^';
    for (const word of words) sounds += phoneticKey(word, language);
    addGrams(`${sounds}$`, fnv1a(language, SOUNDS), MIN_SOUND_LENGTH, MAX_SOUND_LENGTH, sink);
  }
}

function addWords(words: readonly string[], sink: FeatureSink): void {
  const sequence = new Sequence(sink);
  sequence.add(fnv1a('^', WORDS));
  for (const word of words) sequence.add(fnv1a(word, WORDS));
  sequence.add(fnv1a('$', WORDS));
}

const roleHashes = new Map<string, number>();
function hashRole(role: string): number {
  const known = roleHashes.get(role);
  if (known !== undefined) return known;
  const hash = fnv1a(role, ROLES);
  roleHashes.set(role, hash);
  return hash;
}

function addRoles(sentences: readonly Sentence[], sink: FeatureSink): void {
  for (const { tokens, questioned } of sentences) {
    const sequence = new Sequence(sink);
    sequence.add(hashRole('^'));
    for (const { role } of tokens) sequence.add(hashRole(role));
    sequence.add(hashRole(questioned ? '?' : '$'));
  }
}

/** Adds each member by itself, with its neighbour, with the next but one, and three in a row. */
class Sequence {
  private length = 0;
  private last = 0;
  private lastButOne = 0;

  constructor(private readonly sink: FeatureSink) {}

  add(hash: number): void {
    this.sink.add(slotOf(hash));
    if (this.length > 0) this.sink.add(slotOf(join(this.last, hash)));
    if (this.length > 1) {
      this.sink.add(slotOf(join(join(this.lastButOne, this.last), hash)));
      this.sink.add(slotOf(join(join(this.lastButOne, 1), hash)));
    }
    this.lastButOne = this.last;
    this.last = hash;
    this.length += 1;
  }
}
const join = (one: number, other: number): number => Math.imul(Math.imul(one ^ (one >>> 15), PRIME) ^ other, PRIME);

const LENGTHS = [1, 2, 3, 5, 8, 13, 21, 40];

function addForm({ plain, sentences, country, rules, context }: WeighedReply, words: number, sink: FeatureSink): void {
  const length = LENGTHS.findIndex((most) => words <= most);
  const { tier, unclassified = '', reason, flag = false } = rules;
  const add = (feature: string) => sink.add(slotOf(fnv1a(feature, FORM)));
  add(`rules ${tier}`);
  add(`rules ${tier} ${unclassified}`);
  add(`why ${reason.split(':', 1)[0]}`);
  add(`length ${length}`);
  add(`rules ${tier} length ${length}`);
  add(`country ${country}`);
  if (plain.includes('!')) add('!');
  if (flag) add('insult');
  if (sentences.length > 1) add('sentences');
  if (plain.includes('?')) {
    add('?');
    add(`? ${tier}`);
  }
  if (context?.last) {
    add(`last ${context.last}`);
    add(`last ${context.last} ${tier}`);
  }
  if (context?.askedBefore) {
    add('asked before');
    add(`asked before ${tier}`);
  }
}
