// Reads what the sender of a reply wants of our messages, by the tiers and principles of docs/design/replies.md#tiers and
// docs/design/replies.md#what-decides.

import { repaired } from './damage/repaired';
import { lexiconOf } from './words/country-languages';
import { ANSWER_KEYWORDS, STOP_ALL_KEYWORDS, foreignKeywordTier, stopKeywordsOf } from './words/keywords';
import { plainLetters } from './words/lookalikes';
import { nearKeyword } from './words/near-words';
import { isPlainAscii, keywordForm, visibleText } from './words/normalise';
import { type OwnVoice, ownVoice } from './voices/own-voice';
import { readSentence } from './sentences/read-sentence';
import type { Reading } from './reading';
import { returnedAd } from './voices/returned-ad';
import type { Role } from './words/role';
import type { Sentence, Token } from './words/token';
import { tagWords } from './words/tag-words';
import { weigh } from './sentences/weigh';

/** No keyword is longer, with any run of white space inside it. */
const MAX_KEYWORD_LENGTH = 160;
/** `st op`, `opt out` */
const MAX_KEYWORD_WORDS = 3;
const DECORATION: ReadonlySet<Role> = new Set<Role>(['polite', 'greet', 'digits', 'break', 'insult']);
/** Admits one letter of an alphabet, in which no single letter is a word that asks. */
const LONE_LETTER = /^(?:\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek})$/u;
/** Admits one sign of approval. */
const APPROVAL = /[👍👏👌❤😍🥰😘😊🙂😀😁🤩💕💖🎉✅]/u;
/** Admits one sign that bars the way. */
const BARRED = /[⛔🚫✋🖐]/u;
/** Admits one sign of anger or disgust. */
const HOSTILE = /[😡😠🤬👎🖕🤮🤢💩😤🙄]/u;
/** A reaction is a word or two beside the text it reacts to. */
const MAX_REACTION_WORDS = 8;

/** A reply as the rules read it. */
export interface RulesReading {
  readonly reading: Reading;
  /** Words of the person; absent where the reply is a keyword or nothing. */
  readonly parsed?: ParsedReply;
  /** Only its form decides: a keyword, a reaction, an automatic reply. No weights apply. */
  readonly settled?: boolean;
}

export interface ParsedReply {
  readonly voice: OwnVoice;
  readonly sentences: readonly Sentence[];
}

/**
 * @param text - the reply as decoded; any length, read in linear time; never throws
 * @param country - ISO 3166-1 alpha-2 of the number that answered, upper case; decides keywords and first languages
 */
export function readByRules(text: string, country: string): RulesReading {
  const visible = visibleText(text);
  const trimmed = visible.trim();
  if (trimmed.length <= MAX_KEYWORD_LENGTH) {
    const form = keywordForm(trimmed);
    if (form === '') return { reading: { tier: 'none', reason: 'nothing visible' }, settled: true };
    if (LONE_LETTER.test(form)) return { reading: { tier: 'none', reason: 'one letter' }, settled: true };
    const exact = readKeyword(form, country);
    if (exact) return { reading: exact, settled: true };
  }
  const parsed = parse(visible, country);
  const undone = repaired(text);
  const better = undone && parse(visibleText(undone.text), country);
  if (!better || strangeness(better) >= strangeness(parsed)) return readParsed(parsed, country);
  const read = readParsed(better, country);
  return { ...read, reading: { ...read.reading, reason: `${read.reading.reason}; undone: ${undone.undone}` } };
}

function parse(visible: string, country: string): ParsedReply {
  const voice = ownVoice(isPlainAscii(visible) ? visible : plainLetters(visible));
  const sentences = tagWords(voice.text, lexiconOf(country));
  return { voice, sentences };
}

/** More for each word, and more for one that nobody knows: of two readings of a text, the less strange is the better. */
function strangeness({ sentences }: ParsedReply): number {
  let sum = 0;
  for (const { tokens } of sentences) for (const { role } of tokens) sum += role === 'unknown' ? 3 : 1;
  return sum;
}

function readParsed(parsed: ParsedReply, country: string): RulesReading {
  const { voice, sentences } = parsed;
  const byForm = readForm(sentences, voice, country);
  const read = byForm ?? readOwnWords(sentences, lexiconOf(country).isKnown);
  const flag = sentences.some(({ roles }) => roles.has('insult'));
  return { reading: flag ? { ...read, flag } : read, parsed, settled: byForm !== undefined };
}

function readKeyword(form: string, country: string): Reading | undefined {
  const { exact, spoken } = stopKeywordsOf(country);
  if (exact.has(form)) {
    const read: Reading = { tier: 'exact', reason: `the keyword "${form}" and nothing else`, keyword: form };
    return STOP_ALL_KEYWORDS.has(form) ? { ...read, stopAll: true } : read;
  }
  if (spoken.has(form)) return { tier: 'clear', reason: `the stop word "${form}" and nothing else`, keyword: form };
  const foreign = foreignKeywordTier(form);
  if (foreign) return { tier: foreign, reason: `the keyword "${form}" of another country`, keyword: form };
  const answer = ANSWER_KEYWORDS.get(form);
  return answer && { tier: answer, reason: `the keyword "${form}" and nothing else`, keyword: form };
}

/** A reply whose form decides, whatever its words mean. */
function readForm(sentences: readonly Sentence[], voice: OwnVoice, country: string): Reading | undefined {
  const first = sentences[0]?.tokens[0];
  const words = sentences.reduce((total, { tokens }) => total + tokens.length, 0);
  if (voice.quoted && words === 0) {
    return APPROVAL.test(voice.text)
      ? { tier: 'none', reason: 'our message quoted, with a sign of approval' }
      : { tier: 'likely', reason: 'our message quoted, nothing added' };
  }
  if (words === 0 && BARRED.test(voice.text)) return { tier: 'likely', reason: 'a sign that bars, and nothing else' };
  if (voice.marked) {
    const hostile = HOSTILE.test(voice.text) || sentences.some(({ roles }) => roles.has('disliked'));
    if (words <= MAX_REACTION_WORDS && first?.role === 'liked' && hostile)
      return { tier: 'likely', reason: `a hostile reaction: "${first.word}"` };
    if (words <= MAX_REACTION_WORDS && first?.role === 'liked')
      return { tier: 'none', reason: `a reaction: "${first.word}"` };
    if (words <= MAX_REACTION_WORDS && first?.role === 'disliked')
      return { tier: 'likely', reason: `a hostile reaction: "${first.word}"` };
  }
  const machine =
    first && (sentences[0]?.roles.has('auto') || sentences[1]?.roles.has('auto')) ? automatic(sentences) : undefined;
  if (machine) return { tier: 'none', reason: `an automatic reply: "${machine.word}"` };
  return readForward(sentences) ?? readDecorated(sentences, country) ?? readWordless(sentences, words);
}

const COURTESY: ReadonlySet<Role> = new Set<Role>([
  ...(['greet', 'agree', 'digits', 'break', 'polite', 'praise'] as const),
  ...(['conj', 'intens', 'joke'] as const),
]);
/** Signs of "please", which may have lost the request after it. */
const PLEASE = new Set([
  'svp',
  'stp',
  'please',
  'pls',
  'plz',
  'bitte',
  'aub',
  'alstublieft',
  'alsjeblieft',
  'xfa',
  'pf',
]);
/** Praise may be a slip: "top" is a letter away from "stop". */
const NEAR_STOP = new Set(['top', 'tops', 'topp']);

/** Signs, figures, thanks, a greeting or a yes: nothing in it can be a request. */
function readWordless(sentences: readonly Sentence[], words: number): Reading | undefined {
  if (words === 0) return { tier: 'none', reason: 'no word' };
  const tokens = sentences.flatMap((sentence) => sentence.tokens);
  const courteous = tokens.every(({ role }) => COURTESY.has(role));
  const doubtful = tokens.every(({ word, role }) => PLEASE.has(word) || NEAR_STOP.has(word) || role === 'break');
  return courteous && !doubtful ? { tier: 'none', reason: 'courtesy or a number, and nothing else' } : undefined;
}

function readOwnWords(sentences: readonly Sentence[], isKnown: (word: string) => boolean): Reading {
  const ad = returnedAd(sentences);
  if (ad && ad.rest.length === 0) return { tier: 'likely', reason: 'our message sent back, nothing added' };
  const own = ad?.rest ?? sentences;
  return weigh(own, own.flatMap(readSentence), isKnown);
}

const ASKING: ReadonlySet<Role> = new Set<Role>(['stop', 'halt', 'cease', 'unsub', 'remove']);

/** A machine says so at once, after a greeting at most; what it says further, it says to everybody. */
function automatic(sentences: readonly Sentence[]): Token | undefined {
  for (const { tokens } of sentences.slice(0, 2)) {
    const found = tokens.find(({ role }) => role === 'auto' || ASKING.has(role));
    if (found) return found.role === 'auto' ? found : undefined;
  }
  return undefined;
}

/** "SPAM 36180 <our message>": what follows the number is forwarded. */
function readForward(sentences: readonly Sentence[]): Reading | undefined {
  if (sentences[0]?.tokens[0]?.role !== 'spam') return undefined;
  const [first, ...rest] = sentences.flatMap(({ tokens }) => tokens);
  if (!first) return undefined;
  const [second, third] = rest;
  const numbered = second?.role === 'digits' || third?.role === 'digits' || LINKS.has(second?.word ?? '');
  if (!numbered || (rest.length <= 3 && rest.some(({ role }) => role === 'stop'))) return undefined;
  return { tier: 'report', reason: `a message forwarded after "${first.word}"`, keyword: first.word };
}

/** "STOP 2 END", "stop to opt out": our instruction copied, every word of it a keyword. */
function readInstruction(bare: readonly string[], country: string): Reading | undefined {
  const [first, ...rest] = bare.filter((word) => word !== 'to');
  const { exact } = stopKeywordsOf(country);
  const copied = first === 'stop' && rest.length > 0 && rest.every((word) => exact.has(word) && word !== 'stop');
  return copied ? { tier: 'exact', reason: '', keyword: first } : undefined;
}

/** A stop word that no pack lists is an ordinary word too; a shorter one has too many neighbours. */
const MIN_SPOKEN_LENGTH = 7;

/** Only an unknown word may be a slip. */
function mistyped(sentences: readonly Sentence[], form: string, country: string): string | undefined {
  const unplaced = sentences.some(({ roles }) => roles.has('unknown'));
  if (!unplaced && lexiconOf(country).isKnown(form)) return undefined;
  const { exact, spoken } = stopKeywordsOf(country);
  return nearKeyword(form, exact) ?? nearKeyword(form, spoken, MIN_SPOKEN_LENGTH);
}

/** A reply that is nothing else was likely dictated. */
const DICTATED_STOP = new Set(['ce top', 'se top', 'est op', 'es top', 's top', 'stopp e', 'estop', 'esse top']);
const LINKS = new Set(['http', 'https', 'www']);

/** A keyword of the country with only politeness, a number or marks around it. */
function readDecorated(sentences: readonly Sentence[], country: string): Reading | undefined {
  const bare: string[] = [];
  let polite = false;
  for (const { tokens } of sentences) {
    for (const { role, word } of tokens) {
      if (!DECORATION.has(role) && word !== bare.at(-1)) bare.push(word);
      polite ||= role === 'polite';
    }
    if (bare.length > MAX_KEYWORD_WORDS) return undefined;
  }
  const form = bare.join(' ');
  const whole = bare.length > 1 ? form.replaceAll(' ', '') : undefined;
  const found =
    (whole === undefined ? undefined : readInstruction(bare, country)) ??
    readKeyword(form, country) ??
    (whole === undefined ? undefined : readKeyword(whole, country));
  if (!found && DICTATED_STOP.has(form))
    return { tier: 'likely', reason: `may be STOP as dictated to a phone: "${form}"`, keyword: form };
  const asked = sentences.some((sentence) => sentence.asked);
  const meant = found || bare.length !== 1 ? undefined : mistyped(sentences, form, country);
  if (meant) return { tier: asked ? 'likely' : 'clear', reason: `the keyword "${meant}" mistyped`, keyword: meant };
  const wonders = asked && (found?.tier === 'start' || found?.tier === 'report');
  if (!found || wonders || (asked && polite && found.tier === 'exact')) return undefined;
  if (found.tier !== 'exact') return { ...found, reason: `the keyword "${form}" with nothing that matters around it` };
  if (asked) return { ...found, tier: 'likely', reason: `the keyword "${form}" as a question` };
  return { ...found, tier: 'clear', reason: `the keyword "${form}" with something visible added` };
}
