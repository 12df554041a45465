import { type DateForm, excludesSms, isConsentGiven, namesSmsTerm, plainTerm, writtenInstant } from '@stopsms/kernel';
import { type RecordPart, hasField, textsOf } from './receipt-fields.rule';

// A record may hold several purposes, each with its legal basis and its events. An event or a basis counts for the purposes of the
// smallest object around it that holds any: inside of a purpose for that one, beside the purposes for all of them.

/** One purpose of a record. */
interface Purpose {
  texts: string[];
  ids: string[];
  /** False for one that only events name. */
  isDescribed: boolean;
  bases: string[];
  events: RecordPart[];
}

/** The event that puts a consent in force. */
export interface GivenEvent {
  /** As written. */
  time: string;
  state: string;
}

const STATE = ['eventstate', 'consentstate', 'consentstatus', 'hasconsentstatus'];
const TIME = ['eventtime'];
const TYPE = ['eventtype'];
const BASIS = ['lawfulbasis', 'legalbasis', 'haslegalbasis', 'lawfulbases', 'legalbases'];
const PURPOSE = ['purpose', 'purposes', 'haspurpose'];
const PURPOSE_TEXTS = [...PURPOSE, 'purposename', 'purposedescription', 'purposetype', 'purposecategory'];
const CHANNEL = ['channel', 'channels', 'communicationchannel', 'medium'];
const NAMES = ['name', 'title', 'description', 'label', '@id'];
const REFERENCES = [...PURPOSE, 'purposeid', 'purposeids', 'purposeref', 'purposerefs'];
const IDS = ['purposeid', 'purposeids', 'purposeref', 'id', '@id'];

const isEvent = (part: RecordPart): boolean => hasField(part, ...TIME, ...STATE, ...TYPE);
const isHeldAsPurpose = (part: RecordPart): boolean => PURPOSE.includes(part.heldBy) && !isEvent(part);
const namesPurpose = (part: RecordPart): boolean => PURPOSE.some((name) => textsOf(part, name).length > 0);

/** Purposes of a record; those with one text are one purpose. */
export function purposesOf(parts: readonly RecordPart[]): Purpose[] {
  const byPart = new Map<RecordPart, Purpose>();
  const byText = new Map<string, Purpose>();
  for (const part of parts) {
    // An identifier alone refers to a purpose that the record describes elsewhere.
    if (!isHeldAsPurpose(part) && !namesPurpose(part)) continue;
    const texts = [...PURPOSE_TEXTS, ...CHANNEL].flatMap((name) => textsOf(part, name));
    if (isHeldAsPurpose(part)) texts.push(...NAMES.flatMap((name) => textsOf(part, name)));
    const key = texts.map(plainTerm).join('\n');
    const purpose = byText.get(key) ?? { texts, ids: [], isDescribed: false, bases: [], events: [] };
    byText.set(key, purpose);
    byPart.set(part, purpose);
    purpose.isDescribed ||= !isEvent(part);
    if (isEvent(part)) continue;
    purpose.ids.push(...IDS.flatMap((name) => textsOf(part, name)));
  }
  const within = purposesWithin(byPart);
  for (const part of parts) {
    const around = smallestWith(part, within);
    const meant = [...(referredBy(part, [...byText.values()]) ?? around)];
    if (isEvent(part)) for (const purpose of meant) purpose.events.push(part);
    const bases = BASIS.flatMap((name) => part.fields.get(name) ?? []);
    // A basis that cannot be read is none that is known to be consent.
    const texts = BASIS.flatMap((name) => textsOf(part, name));
    if (bases.length > 0)
      for (const purpose of around) purpose.bases.push(...(texts.length < bases.length ? [...texts, ''] : texts));
  }
  const purposes = [...byText.values()];
  // Where the record names bases, a purpose without one rests on nothing that is known.
  if (purposes.some(({ bases }) => bases.length > 0))
    for (const { bases } of purposes) if (bases.length === 0) bases.push('');
  return purposes;
}

/** Purposes in or under each part. */
function purposesWithin(byPart: Map<RecordPart, Purpose>): Map<RecordPart, Set<Purpose>> {
  const within = new Map<RecordPart, Set<Purpose>>();
  for (const [part, purpose] of byPart)
    for (let at: RecordPart | undefined = part; at; at = at.parent)
      within.set(at, (within.get(at) ?? new Set()).add(purpose));
  return within;
}

function smallestWith(part: RecordPart, within: Map<RecordPart, Set<Purpose>>): Iterable<Purpose> {
  for (let at: RecordPart | undefined = part; at; at = at.parent) {
    const purposes = within.get(at);
    if (purposes) return purposes;
  }
  return [];
}

/**
 * Purposes that an event names by text or identifier; undefined where it names none. A no to a purpose that the record does not
 * describe is a no to all of them.
 */
function referredBy(event: RecordPart, all: Purpose[]): Purpose[] | undefined {
  const references = REFERENCES.flatMap((name) => textsOf(event, name));
  if (!isEvent(event) || references.length === 0) return undefined;
  const terms = new Set(references.map(plainTerm));
  const isMeant = ({ ids, texts }: Purpose) =>
    ids.some((id) => references.includes(id)) || texts.some((text) => terms.has(plainTerm(text)));
  const meant = all.filter(isMeant);
  const isKnown = meant.some(({ isDescribed }) => isDescribed) || !all.some(({ isDescribed }) => isDescribed);
  return isKnown || isYes(event) ? meant : all;
}

/** True for a purpose that names SMS; one that excludes them names them to say no. */
export const speaksOfSms = ({ texts }: Purpose): boolean => {
  const terms = texts.map(plainTerm);
  return terms.some(namesSmsTerm) && !terms.some(excludesSms);
};

const CONSENT_BASES = new Set(
  [
    ...[
      'consent',
      'explicit consent',
      'express consent',
      'expressed consent',
      'explicitly expressed consent',
      'informed consent',
    ],
    ...['consentement', 'consentement explicite', 'Einwilligung', 'toestemming', 'consentimiento'],
    ...['consentimento', 'consenso', 'A6-1-a', 'A6-1-a-explicit-consent', 'A6-1-a-non-explicit-consent', 'Art 6(1)(a)'],
    ...[
      'Art. 6(1)(a)',
      'Article 6(1)(a)',
      'GDPR Art. 6(1)(a)',
      'GDPR Article 6(1)(a)',
      'Art. 6(1)(a) GDPR',
      '6(1)(a)',
      '6.1.a',
    ],
  ].map(plainTerm),
);

/** True where each basis is consent; a record of consent that names none is one. */
export const restsOnConsent = ({ bases }: Purpose): boolean =>
  bases.every((basis) => CONSENT_BASES.has(plainTerm(basis.replace(/^.*(?:gdpr#|gdpr:)/i, ''))));

/** Types of an event that were no act of the person, or took the consent back. */
const NO_ACT = /impli|presum|tacit|withdr|refus|revo|retir|expir|opt.?out|den(?:y|ied)|declin|reject|terminat|invalid/i;

const isYes = (event: RecordPart): boolean => {
  const states = textsOf(event, ...STATE);
  const hasAll =
    STATE.flatMap((name) => event.fields.get(name) ?? []).length ===
    STATE.flatMap((name) => textsOf(event, name)).length;
  const types = textsOf(event, ...TYPE);
  return hasAll && states.length > 0 && states.every(isConsentGiven) && !types.some((type) => NO_ACT.test(type));
};

/**
 * The latest of a purpose's events, if it says yes.
 * @returns undefined where it says anything else; the unreadable `time` of an event whose date cannot be read, whatever others say
 */
export function consentOf({ events }: Purpose, dates: DateForm): GivenEvent | undefined {
  const dated = events.map((event) => {
    const [time = '', ...more] = textsOf(event, ...TIME);
    return more.length > 0 ? { event, time: '', at: undefined } : { event, time, at: writtenInstant(time, dates) };
  });
  const latest = Math.max(...dated.map(({ at }) => at ?? -Infinity));
  const last = dated.filter(({ at }) => at === latest);
  const undated = dated.find(({ at }) => at === undefined);
  if (undated) return isYes(undated.event) ? { time: undated.time, state: 'yes' } : undefined;
  const [first] = last;
  if (!first || !last.every(({ event }) => isYes(event))) return undefined;
  return { time: first.time, state: textsOf(first.event, ...STATE)[0] ?? '' };
}
