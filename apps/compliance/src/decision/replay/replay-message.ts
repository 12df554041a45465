import { isDeepStrictEqual } from 'node:util';
import { firstVeto } from '../core/decide';
import { toNobody } from '../core/facts';
import { REFUSE_FROM } from '@stopsms/text-reader';
import type { RulePack } from '../../rules/packs/rule-pack';
import { sendTime } from '../../rules/hours/send-time';
import { trustOf } from '../../limits/trust/trust-of';
import type { Category } from '../../rules/message';
import type { DecisionProof } from '../../evidence/facts/decision-proof';
import type { TextReading } from '../../rules/text/text-reading';

// What a pack would have decided of a message of the past. The text of a message is not kept once it is final, so a rule
// that needs its words again cannot be replayed, and the answer says so rather than guess.

/** Stored message with its first decision. */
export interface PastMessage {
  region: string;
  category: Category;
  decision: Pick<
    DecisionProof,
    'at' | 'verdict' | 'code' | 'window' | 'consentId' | 'lastContactAt' | 'trust' | 'enforcement'
  >;
  reading?: Pick<TextReading, 'pack' | 'segments' | 'reasons' | 'category'>;
  /** The one that was looked at then; absent when it was erased since. */
  consent?: { basis: string; grantedAt: number };
}

/** A decision by its verdict and, unless cleared, the code of its reason. */
export interface PastVerdict {
  verdict: 'cleared' | 'held' | 'refused';
  code: string | null;
}

/** Reasons why a message cannot be replayed, one line each for the response. */
export const NOT_REPLAYED = {
  TEXT_NOT_READ: 'No pack was in force then, so the text was never read, and it is not kept.',
  RULES_THEN_UNKNOWN: 'The pack that decided then is no longer loaded, so what differs is unknown.',
  SECTORS_NOT_KEPT: 'The packs differ in sectors, and which sectors a text is about is not kept.',
  MENTION_NOT_KEPT: 'The packs differ in what a mention is, and the text that would be read again is not kept.',
  REVIEW_NOT_KEPT:
    'The packs differ in when a person is asked about an informative text, and what one would say is unknown.',
  SENDER_NOT_KEPT:
    'The packs differ in senders or in where an advert names its advertiser, and neither sender nor text is kept.',
  OPT_OUTS_NOT_KEPT:
    'The packs differ in whose opt-outs block an informative message, and not all of them were looked up then.',
  STANDING_NOT_KEPT: 'The text was refused then, so consent and opt-out were not looked up.',
  CONSENT_ERASED: 'The consent that counted then has been erased since.',
  OWN_HOURS_NOT_KEPT: 'The hours the advertiser chose never opened under the pack of then, and they are not kept.',
  CAP_NOT_KEPT: 'The packs differ in how many adverts a person may get, and how many counted then is not kept.',
  ONLY_OBSERVED: 'Rules were only observed for its advertiser, so what the pack decided did not stop it.',
  NOT_BEFORE_NOT_KEPT: 'The message waited for an instant its sender had chosen, which is not kept.',
} as const;
export type NotReplayed = keyof typeof NOT_REPLAYED;

export type Replayed = { now: PastVerdict } | { notReplayed: NotReplayed };

/** Codes of decisions that depend on the pack; all others stay as they were. */
const DECIDED_BY_PACK = new Set<string | undefined>([
  undefined,
  'WINDOW_CLOSED',
  'CONSENT_EXPIRED',
  'CONSENT_BASIS_INVALID',
  'CAP_REACHED',
]);
const WARNING = 'MENTION_ON_INFORMATIVE';

/**
 * @param pack - tried as if it had been in force; it must have the region of the message
 * @param then - the pack that decided, undefined when it is no longer loaded
 */
export function replayMessage(message: PastMessage, pack: RulePack, then: RulePack | undefined): Replayed {
  const { decision, reading } = message;
  const asThen: Replayed = { now: pastVerdict(decision) };
  if (decision.enforcement) return { notReplayed: 'ONLY_OBSERVED' };
  if (!reading) return decision.code === 'PACK_MISSING' ? { notReplayed: 'TEXT_NOT_READ' } : asThen;
  const found = reading.reasons.map(({ code }) => code).filter((code) => code !== WARNING);
  const wasStopped = isAboutText(decision.code, found);
  const text = replayText(message, reading, wasStopped ? found : [], pack, then);
  if ('notReplayed' in text) return text;
  if (then && !isSameSenders(message, pack, then)) return { notReplayed: 'SENDER_NOT_KEPT' };
  if (isAskedOtherwise(message, reading, pack, then)) return { notReplayed: 'REVIEW_NOT_KEPT' };
  const [first] = text.codes;
  if (first !== undefined) return wasStopped && first === found[0] ? asThen : refusedFor(first);
  if (wasStopped) return { notReplayed: 'STANDING_NOT_KEPT' };
  if (decision.code === 'WINDOW_NEVER_OPENS') return { notReplayed: 'OWN_HOURS_NOT_KEPT' };
  if (message.category === 'informative' && then && pack.informativeOptOuts !== then.informativeOptOuts)
    return { notReplayed: 'OPT_OUTS_NOT_KEPT' };
  if (!DECIDED_BY_PACK.has(decision.code) || message.category === 'informative') return asThen;
  return replayAdvert(message, pack, then);
}

export const pastVerdict = ({ verdict, code }: Pick<DecisionProof, 'verdict' | 'code'>): PastVerdict => ({
  verdict,
  code: code ?? null,
});

/** A text that a person had to read, or has yet to, was stopped for its text too. */
const isAboutText = (code: string | undefined, found: readonly string[]): boolean =>
  code !== undefined && (found.includes(code) || code.startsWith('REVIEW_'));

/** True if only one of the two packs requires a review of the text. */
function isAskedOtherwise(
  { category, decision }: PastMessage,
  { reasons, category: { reader, score } }: NonNullable<PastMessage['reading']>,
  pack: RulePack,
  then: RulePack | undefined,
): boolean {
  // A reading of the release before counts in points.
  if (category === 'marketing' || reader === undefined || score >= REFUSE_FROM) return false;
  if (!then || isDeepStrictEqual(pack.review, then.review)) return false;
  const { askFrom } = trustOf(pack.review, decision.trust, decision.at);
  return score >= askFrom !== reasons.some(({ code }) => code === 'CATEGORY_DOUBTFUL');
}

function replayText(
  { category, region }: PastMessage,
  { segments }: NonNullable<PastMessage['reading']>,
  found: readonly string[],
  pack: RulePack,
  then: RulePack | undefined,
): { codes: string[] } | { notReplayed: NotReplayed } {
  const others = found.filter((code) => code !== 'TEXT_TOO_LONG');
  const codes = segments.parts > pack.maxParts.default ? ['TEXT_TOO_LONG', ...others] : others;
  // The first reason decides, and those of the text itself come before those of sectors and mention.
  if (category !== 'marketing' || codes[0]?.startsWith('TEXT_') || codes[0] === 'SENDER_INVALID') return { codes };
  if (!then) return { notReplayed: 'RULES_THEN_UNKNOWN' };
  if (!sectorsHold(found, pack, then)) return { notReplayed: 'SECTORS_NOT_KEPT' };
  if (codes[0]?.startsWith('SECTOR_')) return { codes };
  return isSameMention(region, pack, then) ? { codes } : { notReplayed: 'MENTION_NOT_KEPT' };
}

/** True if the pack would find the sectors that were found then. */
function sectorsHold(found: readonly string[], pack: RulePack, then: RulePack): boolean {
  const wasRuled = found.some((code) => code.startsWith('SECTOR_'));
  return wasRuled
    ? isDeepStrictEqual(pack.sectors, then.sectors)
    : Object.keys(pack.sectors).every((sector) => sector in then.sectors);
}

function isSameMention(region: string, pack: RulePack, then: RulePack): boolean {
  const [one, other] = [pack.regions[region], then.regions[region]];
  return (
    isDeepStrictEqual(pack.mention, then.mention) &&
    one?.codeReachable === other?.codeReachable &&
    one?.linkAlone === other?.linkAlone
  );
}

/** Only adverts must name their advertiser. */
const isSameSenders = ({ category }: PastMessage, pack: RulePack, then: RulePack): boolean =>
  isDeepStrictEqual(pack.senders, then.senders) && (category !== 'marketing' || pack.namedIn === then.namedIn);

function replayAdvert(
  { region, decision, consent }: PastMessage,
  pack: RulePack,
  then: RulePack | undefined,
): Replayed {
  const { at, consentId, lastContactAt, code, window } = decision;
  if (!consent || consentId === undefined) return { notReplayed: 'CONSENT_ERASED' };
  const consentStatus = {
    consent: { ...consent, consentId, source: '' },
    ...(lastContactAt !== undefined && { lastContactAt }),
  };
  // The number is not kept; the zones of its area code are.
  const zones = window?.byAreaCode ? window.timeZones : undefined;
  const recipient = { key: '', e164: '', region, ...(zones && { timeZones: zones }) };
  const request = { id: '', advertiserId: '', text: '', category: 'marketing' as const };
  const time = sendTime(request, pack, recipient, at, window?.ownHours);
  const obstacle = firstVeto({ candidate: toNobody(request), at, recipient, rules: pack, consentStatus, time });
  const couldLeave = window?.open === true && at < (window.closesAt ?? Infinity);
  if (obstacle?.verdict !== 'refused' && code === 'WINDOW_CLOSED' && couldLeave)
    return { notReplayed: 'NOT_BEFORE_NOT_KEPT' };
  // Caps come last: they are asked about where nothing else stops the message.
  if (!obstacle && !isDeepStrictEqual(pack.regions[region]?.cap, then?.regions[region]?.cap))
    return { notReplayed: 'CAP_NOT_KEPT' };
  if (!obstacle && code === 'CAP_REACHED') return { now: pastVerdict(decision) };
  return { now: { verdict: obstacle?.verdict ?? 'cleared', code: obstacle?.code ?? null } };
}

const refusedFor = (code: string): Replayed => ({ now: { verdict: 'refused', code } });
