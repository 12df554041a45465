import { namesIn } from '../template/names-in';
import { maskIdentifiers, unmasked } from './mask-identifiers';
import { isSelling } from './match-phrases';
import { type Reading, disguisesIn, readText } from './reading';
import { type RuleReading, readByRules } from './rule-figures';
import { ASK_FROM, REFUSE_FROM, SIGNALS, type Signal } from './signals';
import { bucketsOfWord } from './weighing/features';
import { loadModel } from './weighing/load-model';
import { knowsWord } from './weighing/model';
import { type Weighed, type Weighing, weigh } from './weighing/weigh';

export type Category = 'marketing' | 'informative' | 'service';

export interface Categorised {
  /** Category that is more likely than not. */
  found: Category;
  /** Certainty that the text is an advert, in percent. */
  score: number;
  /** It is of service, or so near to it that a person must decide. */
  mayBeService: boolean;
  /** Signals for and against an advert. */
  signals: Signal[];
  /** The weights by which it was read. */
  reader: string;
}

/** Untrained words are no evidence: below this share of known ones, and with so many words, a person must decide. */
const KNOWN_ENOUGH = 0.5;
const MIN_UNKNOWN_WORDS = 4;

/**
 * Classifies a text as marketing, informative or service, with the words that decided. Findings of rules and of a trained model
 * are weighed together; no word decides alone, except a disguised one.
 * @param linkHosts - hosts registered for the account
 * @see docs/decisions/0035-weighted-text-classification.md, docs/reading-texts.md, docs/law/messages.md#signals
 */
export function categorise(text: string, { linkHosts }: { linkHosts: readonly string[] }): Categorised {
  const reading = readText(text);
  const rules = readByRules(reading, linkHosts);
  const masked = needsIdentifiers(rules) ? text : maskIdentifiers(text, { sells: isSelling, isKnown });
  const read = categoriseRead(reading, rules);
  if (masked === text) return read;
  const numbered = readText(masked);
  const asNumber = categoriseRead(numbered, readByRules(numbered, linkHosts));
  if (asNumber.score >= read.score) return read;
  const signals = asNumber.signals.map((each) => ({ ...each, evidence: unmasked(each.evidence, reading.plain) }));
  return { ...asNumber, signals };
}

const isKnown = (word: string): boolean => knowsWord(loadModel(), bucketsOfWord(word)[0]);

/** A one-time code, a promotional code or a disguise may look like an identifier. */
const needsIdentifiers = ({ service, signals }: RuleReading): boolean =>
  service !== undefined || signals.some(({ code }) => code === 'PROMO_CODE' || code === 'DISGUISED_WORD');

function categoriseRead(reading: Reading, rules: RuleReading): Categorised {
  const model = loadModel();
  const names = namesIn(reading.readable);
  const weighing = weigh(reading.plain, model, names);
  const undisguised = disguisesAWord(reading) ? weigh(reading.undisguised ?? '', model, names) : undefined;
  const { weights, bias } = model.together;
  const certaintyOf = ({ odds }: Weighing): number => {
    const all = [...odds, ...rules.figures];
    return percent(all.reduce((sum, each, index) => sum + each * (weights[index] ?? 0), bias));
  };
  const signals = [...rules.signals, ...wordSignals(weighing)];
  let score = Math.max(certaintyOf(weighing), undisguised ? certaintyOf(undisguised) : 0);
  if (signals.some(({ code }) => code === 'DISGUISED_WORD')) score = Math.max(score, REFUSE_FROM);
  if (isUnknown(reading.plain, weighing)) {
    const evidence = reading.plain.split(' ').slice(0, MIN_UNKNOWN_WORDS).join(' ');
    signals.push({ code: 'UNKNOWN_WORDS', weight: SIGNALS.UNKNOWN_WORDS.weight, evidence });
  }
  if (signals.some(({ code }) => UNSAID.has(code))) score = clamped(score, signals);
  const isService = rules.service !== undefined || weighing.service > SERVICE_FROM;
  return {
    found: score >= (isService ? REFUSE_FROM : LIKELY) ? 'marketing' : isService ? 'service' : 'informative',
    score,
    mayBeService: isService || weighing.service > MAY_BE_SERVICE_FROM,
    signals,
    reader: model.id,
  };
}
const LIKELY = 50;
/** Log-odds; by part tune, where no other text reaches it. Too strict a judge would refuse one-time codes that were declared as such. */
const SERVICE_FROM = -1;
/** Score from which a text that is no service text needs a review: a tenth of those that only inform, and most warnings on the border. */
const MAY_BE_SERVICE_FROM = -3;

/** Signals that the text alone cannot settle: they need a review, unless something else sells. */
const UNSAID: ReadonlySet<Signal['code']> = new Set<Signal['code']>([
  'SERVICE_ADVICE',
  'NEW_FEATURE',
  'RENEWAL_PRICE',
  'UNKNOWN_WORDS',
]);

function clamped(score: number, signals: readonly Signal[]): number {
  const sells = signals.some(({ code }) => SIGNALS[code].kind === 'hard');
  return Math.max(ASK_FROM, sells ? score : Math.min(score, REFUSE_FROM - 1));
}

function wordSignals({ words }: Weighing): Signal[] {
  const signal = (code: Signal['code']) => (each: Weighed) => ({
    code,
    weight: Math.round(each.weight * 10) / 10,
    evidence: each.words,
  });
  return [...words.speakFor.map(signal('OFFER_WORDS')), ...words.speakAgainst.map(signal('RELATION_WORDS'))];
}

/** `9h30` and `x7` hide nothing; what does has letters enough. */
const disguisesAWord = ({ undisguised, plain }: Reading): boolean =>
  undisguised !== undefined && disguisesIn(plain).some(({ shown }) => LETTERS_ENOUGH.test(shown));
const LETTERS_ENOUGH = /(?:[a-z][^a-z]{0,2}){3}/;

const isUnknown = (plain: string, { known }: Weighing): boolean =>
  known < KNOWN_ENOUGH && plain.split(' ').length >= MIN_UNKNOWN_WORDS;

const percent = (odds: number): number => Math.round(1_000 / (1 + Math.exp(-odds))) / 10;
